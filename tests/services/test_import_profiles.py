"""Files as Sage, iTrent and ESR write them: recognised, read with their own units, remembered."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from governance.infrastructure.actor import WORKER
from governance.infrastructure.database import db
from governance.members import service
from governance.members.importing import values
from governance.members.importing.files import read_table, read_text
from governance.members.importing.headings import LABELS, Field
from governance.members.importing.people import Membership
from governance.members.importing.profile import Profile, profile_named, profiles, recognised
from governance.members.importing.settings import Settings
from governance.members.importing.values import Dates, Hours
from governance.members.models import ImportBatch, ImportMapping, Spell
from tests.machinery.clock import NOON
from tests.services.test_import import entry, figures, file, links
from tests.services.test_import_assignments import standing
from tests.services.test_members import faults, spells_of

CASES = Path(__file__).parent.parent / "cases" / "hr"
NAMES = ("esr", "itrent", "sage")


def case(name: str) -> bytes:
    return (CASES / f"{name}.csv").read_bytes()


def entered(content: bytes, **how: Any) -> ImportBatch:
    how = {"membership": Membership.EVERYBODY, "now": NOON} | how
    return service.import_staff(content, actor=WORKER, **how)


def told(key: str, reference: str) -> dict[str, Any]:
    return next(spell.data or {} for spell in standing(reference) if spell.key == key)


@pytest.mark.parametrize("profile", profiles(), ids=lambda profile: profile.name)
def test_each_profile_recognises_its_own_file_and_no_other(profile: Profile) -> None:
    for name in NAMES:
        headings = read_table(read_text(case(name)).text).headings
        assert profile.wrote(headings) == (name == profile.name)


def test_headings_of_nobody_in_particular_are_nobodys() -> None:
    assert recognised(["Payroll No", "Surname", "Forename", "Start Date"]) is None


@pytest.mark.parametrize("profile", profiles(), ids=lambda profile: profile.name)
def test_each_profile_says_how_to_export(profile: Profile) -> None:
    assert profile.title
    assert profile.how_to_export.endswith(".")
    assert set(profile.headings) <= set(LABELS)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_each_system_is_entered_as_it_comes(name: str) -> None:
    batch = entered(case(name))

    assert (batch.settings["profile"], figures(batch)) == (name, (3, 0, 0, 0, 0))
    assert faults() == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_same_staff_in_another_encoding_append_nothing(name: str, encoding: str) -> None:
    entered(case(name))
    before = links()
    again = read_text(case(name)).text.encode(encoding)

    batch = entered(again, now=NOON + timedelta(days=31))

    assert (figures(batch), links()) == ((0, 0, 3, 0, 0), before)


def test_sage_has_one_post_a_person_with_title_and_date_of_birth() -> None:
    entered(case("sage"))

    [contact] = spells_of(entry("2").party_id, "contact")
    assert (contact[2]["title"], contact[2]["born"]) == ("Mr", "1992-02-29")
    assert contact[2]["address"] == ["Flat 2, The Maltings", "Mill Lane", "Dudley"]
    assert [spell.key for spell in standing("2")] == [""]
    assert entry("3").employed_to == date(2026, 7, 1)


def test_itrent_has_a_line_for_each_post_with_its_manager_and_share() -> None:
    entered(case("itrent"))

    assert [spell.key for spell in standing("000124")] == ["0002", "0003"]
    assert told("0003", "000124") == {
        "employee_ref": "000124", "assignment": "0003", "post": "Night worker",
        "service": "Respite", "team": "", "manager_ref": "000125", "town": "Dudley",
        "minutes_a_week": 555, "fte_ppm": 250_000, "continuity_from": "2020-02-29",
    }  # fmt: skip
    assert entry("000124").post == "Nurse"


def test_esr_has_its_share_of_full_time_from_37_hours_and_a_half() -> None:
    entered(case("esr"))

    assert told("20000001-2", "20000001")["fte_ppm"] == 1_000_000
    assert told("20000002", "20000002")["fte_ppm"] == 500_000
    assert told("20000002-2", "20000002")["fte_ppm"] == 200_000
    assert told("20000002", "20000002")["team"] == "North"


HEADINGS = "Employee Number,Forename,Surname,Job Title,Hours,Start Date"
ADA = "7,Ada,Lovelace,Nurse,{},04/05/2019"


@pytest.mark.parametrize(
    ("hours", "text", "minutes", "share"),
    [
        (Hours.DECIMAL, "18.75", 1125, 500_000),
        (Hours.DECIMAL, "18:45", 1125, 500_000),
        (Hours.DECIMAL, "37.30", 2238, 994_667),
        (Hours.CLOCK, "37.30", 2250, 1_000_000),
        (Hours.CLOCK, "37", 2220, 986_667),
        (Hours.MINUTES, "1125", 1125, 500_000),
        (Hours.FTE, "0.5", 1125, 500_000),
        (Hours.FTE, "80%", 1800, 800_000),
    ],
)
def test_hours_are_read_in_the_unit_of_the_source(
    hours: Hours, text: str, minutes: int, share: int
) -> None:
    settings = Settings(hours=hours, full_time_minutes=2250)
    entered(file(ADA.format(text), headings=HEADINGS), settings=settings)

    data = told("", "7")
    assert (data["minutes_a_week"], data["fte_ppm"]) == (minutes, share)


@pytest.mark.parametrize(
    ("hours", "text"),
    [(Hours.CLOCK, "37.75"), (Hours.CLOCK, "37.5"), (Hours.MINUTES, "37.5"), (Hours.FTE, "37.5")],
)
def test_hours_in_another_unit_are_refused(hours: Hours, text: str) -> None:
    settings = Settings(hours=hours, full_time_minutes=2250)

    with pytest.raises(service.FileHasErrors, match="Contract hours a week"):
        entered(file(ADA.format(text), headings=HEADINGS), settings=settings)


def test_hours_as_fte_need_to_know_what_full_time_is() -> None:
    with pytest.raises(service.ColumnsMissing, match="Enter the full-time hours a week"):
        entered(file(ADA.format("0.5"), headings=HEADINGS), settings=Settings(hours=Hours.FTE))


def test_full_time_hours_of_a_post_go_before_those_of_the_source() -> None:
    headings = f"{HEADINGS},Full time hours"
    row = f"{ADA.format('18.5')},37"
    entered(file(row, headings=headings), settings=Settings(full_time_minutes=2250))

    assert told("", "7")["fte_ppm"] == 500_000


def test_without_full_time_hours_no_share_is_made_up() -> None:
    entered(file(ADA.format("18.5"), headings=HEADINGS))

    assert told("", "7")["fte_ppm"] is None


def test_a_share_that_new_hours_do_not_bear_out_is_not_kept() -> None:
    entered(file(ADA.format("37.5"), headings=HEADINGS), settings=Settings(full_time_minutes=2250))
    entered(file(ADA.format("30"), headings=HEADINGS), settings=Settings())

    assert standing("7")[-1].data["fte_ppm"] is None  # type: ignore[index]


@pytest.mark.parametrize("text", ["100", "2.1", "half", "-0.5", "0,5", "250%"])
def test_a_share_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(values.Unreadable):
        values.fte(text)


def test_a_change_of_hours_and_share_is_seen_from_its_link_on() -> None:
    settings = Settings(full_time_minutes=2250)
    entered(file(ADA.format("37.5"), headings=HEADINGS), settings=settings)
    before = links()
    later = NOON + timedelta(days=30)
    entered(file(ADA.format("30"), headings=HEADINGS), settings=settings, now=later)

    party = entry("7").party_id
    on_the_day = [
        row[2]["fte_ppm"] for row in spells_of(party, "employment") if row[0] <= later.date()
    ]
    assert on_the_day == [1_000_000, 800_000]
    assert standing_at(party, before) == [(date(2019, 5, 4), None, 1_000_000)]


def standing_at(party_id: int, seq: int) -> list[tuple[date, date | None, int]]:
    """Return the party's employment as it was known at a link."""
    known = [
        spell
        for spell in db.session.query(Spell).filter_by(party_id=party_id, kind="employment")
        if spell.recorded_seq <= seq and (spell.superseded_seq or seq + 1) > seq
    ]
    return [(one.valid_from, one.valid_to, (one.data or {})["fte_ppm"]) for one in known]


def test_the_last_day_of_probation_is_in_it() -> None:
    headings = "Employee Number,Forename,Surname,Start Date,Probation End Date"
    entered(file("7,Ada,Lovelace,04/05/2026,03/11/2026", headings=headings))

    assert told("", "7")["probation_until"] == "2026-11-04"


def test_a_file_that_does_not_know_probation_says_nothing_of_it() -> None:
    entered(file(ADA.format("30"), headings=HEADINGS))

    assert "probation_until" not in told("", "7")


# What is remembered for the source.


def test_the_settings_are_remembered_for_the_source() -> None:
    chosen = Settings("esr", Dates.ISO, Hours.CLOCK, 2100)
    rows = file(ADA.format("35").replace("04/05/2019", "2019-05-04"), headings=HEADINGS)
    entered(rows, settings=chosen, source="payroll")

    again = service.upload(rows, file_name="x.csv", source="payroll", actor=WORKER, now=NOON)

    assert Settings.kept(again.settings) == chosen


def test_a_source_remembered_without_settings_reads_as_it_did() -> None:
    db.session.add(
        ImportMapping(
            source="old",
            headings={"employee_ref": "Employee Number", "full_name": "N", "started": "S"},
            changed_at=NOON,
        )
    )
    db.session.flush()

    batch = service.upload(
        b"Employee Number,Assignment Number,N,S\n1,1-1,Ada L,04/05/2019\n",
        file_name="x.csv", source="old", actor=WORKER, now=NOON,
    )  # fmt: skip

    assert Settings.kept(batch.settings) == Settings()
    assert Field.ASSIGNMENT_REF not in batch.mapping


def test_a_profile_that_is_chosen_goes_before_what_is_remembered() -> None:
    entered(case("esr"), settings=Settings(full_time_minutes=2000))
    headings = read_table(read_text(case("esr")).text).headings

    mapping, settings = service.guessed("staff", headings, profile="esr")

    assert mapping[Field.ASSIGNMENT_REF] == "Assignment Number"
    assert settings.full_time_minutes == 2250
    assert profile_named("nobody's") is None
