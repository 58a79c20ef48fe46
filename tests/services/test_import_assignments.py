"""Staff with several posts, a row each: numbered by their source from the first file, or later."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from governance.infrastructure.actor import WORKER
from governance.infrastructure.database import db
from governance.members import queries, service
from governance.members.importing.people import Membership
from governance.members.models import ImportBatch, ImportRow, Spell
from tests.machinery.clock import NOON
from tests.services.test_import import entry, figures, file, links, work
from tests.services.test_members import faults

TODAY = NOON.date()
NUMBERED = (
    "Employee Number,Assignment Number,Forename,Surname,Job Title,Department,Assignment Hours,"
    "Start Date,Date Left"
)
PLAIN = (
    "Employee Number,Forename,Surname,Job Title,Department,Assignment Hours,Start Date,Date Left"
)
NURSE = "7,7-1,Ada,Lovelace,Nurse,Home care,20,04/05/2019,"
NIGHTS = "7,7-2,Ada,Lovelace,Night worker,Respite,10,01/09/2023,"
PLAIN_NURSE = "7,Ada,Lovelace,Nurse,Home care,20,04/05/2019,"
EVERYBODY = Membership.EVERYBODY


def enter(*lines: str, headings: str = NUMBERED, now: datetime = NOON, **how: Any) -> ImportBatch:
    how = {"membership": EVERYBODY} | how
    return service.import_staff(file(*lines, headings=headings), actor=WORKER, now=now, **how)


def posts(reference: str = "7") -> dict[str, list[tuple[date, date | None, str]]]:
    """Return each assignment's stretches as they stand: first day, end, post."""
    found: dict[str, list[tuple[date, date | None, str]]] = {}
    for spell in standing(reference):
        stretch = (spell.valid_from, spell.valid_to, (spell.data or {})["post"])
        found.setdefault(spell.key, []).append(stretch)
    return found


def standing(reference: str = "7") -> list[Spell]:
    of_party = (Spell.party_id == entry(reference).party_id, Spell.kind == "employment")
    found = select(Spell).where(*of_party, Spell.superseded_seq.is_(None))
    return list(db.session.scalars(found.order_by(Spell.key, Spell.valid_from)))


def lefts(line: str, day: str) -> str:
    return line + day


def test_each_post_has_a_line_of_its_own_and_the_person_one_entry() -> None:
    batch = enter(NURSE, NIGHTS)

    assert figures(batch) == (1, 0, 0, 0, 0)
    assert posts() == {
        "7-1": [(date(2019, 5, 4), None, "Nurse")],
        "7-2": [(date(2023, 9, 1), None, "Night worker")],
    }
    assert (links(), faults()) == (2, [])


def test_one_numbered_post_is_an_employment_like_any() -> None:
    enter(lefts(NURSE, "30/11/2026"))

    ada = entry("7")
    assert (ada.employed_from, ada.employed_to, ada.post) == (
        date(2019, 5, 4),
        date(2026, 12, 1),
        "Nurse",
    )


def test_the_post_with_most_hours_stands_for_the_person() -> None:
    enter(NIGHTS, NURSE)

    assert (entry("7").post, entry("7").service) == ("Nurse", "Home care")


def test_of_posts_with_the_same_hours_the_earlier_stands_for_the_person() -> None:
    enter(NURSE, NIGHTS.replace(",10,", ",20,"))

    assert entry("7").post == "Nurse"


def test_lines_of_one_person_need_not_stand_together() -> None:
    bob = "8,8-1,Bob,Cook,Driver,Office,30,01/02/2020,"

    batch = enter(NURSE, bob, NIGHTS)

    assert figures(batch)[0] == 2
    assert set(posts()) == {"7-1", "7-2"}


def test_service_is_unbroken_over_all_posts() -> None:
    enter(lefts(NURSE, "31/08/2023"), NIGHTS)

    ada = entry("7")
    assert (ada.employed_from, ada.employed_to, ada.post) == (
        date(2019, 5, 4),
        None,
        "Night worker",
    )
    assert (ada.member_from, ada.member_to) == (date(2019, 5, 4), None)


def test_a_gap_between_posts_breaks_the_service() -> None:
    enter(lefts(NURSE, "30/08/2023"), NIGHTS)

    assert entry("7").employed_from == date(2023, 9, 1)


def test_membership_ends_with_the_last_post_and_not_before() -> None:
    enter(NURSE, NIGHTS)
    enter(lefts(NURSE, "30/11/2026"), NIGHTS)
    assert (entry("7").employed_to, entry("7").member_to) == (None, None)

    enter(lefts(NURSE, "30/11/2026"), lefts(NIGHTS, "31/12/2026"))

    assert (entry("7").employed_to, entry("7").member_to) == (date(2027, 1, 1), date(2027, 1, 1))


def test_a_post_that_is_not_in_the_file_keeps_the_membership() -> None:
    enter(NURSE, NIGHTS)

    enter(lefts(NURSE, "30/11/2026"))

    assert (entry("7").employed_to, entry("7").member_to) == (None, None)


@pytest.mark.parametrize("beginning", [b"", b"\xef\xbb\xbf"])
def test_the_same_posts_again_append_nothing_in_whatever_order(beginning: bytes) -> None:
    enter(NURSE, NIGHTS)
    before = links()

    again = service.import_staff(
        beginning + file(NIGHTS, NURSE, headings=NUMBERED),
        membership=EVERYBODY,
        actor=WORKER,
        now=NOON + timedelta(days=30),
    )

    assert (figures(again), links()) == ((0, 0, 1, 0, 0), before)


def test_one_assignment_on_two_lines_is_refused_with_both() -> None:
    with pytest.raises(service.FileHasErrors, match=r"Line 4: Assignment number: 7-1 of .* line 2"):
        enter(NURSE, NIGHTS, NURSE.replace("Home care", "Respite"))

    assert links() == 0


def test_two_posts_without_numbers_are_told_what_would_help() -> None:
    with pytest.raises(service.FileHasErrors, match="choose the column with the assignment number"):
        enter(PLAIN_NURSE, PLAIN_NURSE, headings=PLAIN)


def test_an_assignment_without_its_number_is_refused() -> None:
    with pytest.raises(service.FileHasErrors, match="Line 3: Assignment number: It is empty"):
        enter(NURSE, NIGHTS.replace("7-2", ""))


def test_lines_of_one_person_must_agree_on_who_it_is() -> None:
    with pytest.raises(service.FileHasErrors, match="Line 3: Surname: “King” here and “Lovelace”"):
        enter(NURSE, NIGHTS.replace("Lovelace", "King"))


def test_one_bad_line_of_a_person_keeps_everybody_out() -> None:
    with pytest.raises(service.FileHasErrors, match="Line 3: Start date"):
        enter(NURSE, NIGHTS.replace("01/09/2023", "31/09/2023"))

    assert links() == 0


def test_an_assignment_that_lost_its_zeros_is_not_a_new_post() -> None:
    enter(NURSE.replace("7-1", "0071"))

    with pytest.raises(service.FileHasErrors, match="Assignment number: the register has 0071"):
        enter(NURSE.replace("7-1", "71"))


def test_a_manager_whose_reference_lost_its_zeros_is_noticed() -> None:
    headings = f"{NUMBERED},Manager Ref"
    boss = "007,007-1,Grace,Hopper,Manager,Office,37,01/01/2010,,"
    enter(boss, headings=headings)

    with pytest.raises(service.FileHasErrors, match="Manager's reference: the register"):
        enter(boss, f"{NURSE.replace('7', '8')},7", headings=headings)


def test_a_reference_of_nothing_but_zeros_is_nobody_s_manager() -> None:
    headings = f"{NUMBERED},Manager Ref"
    boss = "000,000-1,Grace,Hopper,Manager,Office,37,01/01/2010,,"
    enter(boss, headings=headings)
    before = links()

    enter(boss, headings=headings)

    assert links() == before
    with pytest.raises(service.FileHasErrors, match="Employee reference: the register has 000"):
        enter(boss.replace("000,", "0,", 1), headings=headings)


def test_who_was_known_by_the_assignment_number_is_not_entered_twice() -> None:
    enter(PLAIN_NURSE.replace("7,", "7-1,", 1), headings=PLAIN)

    with pytest.raises(service.FileHasErrors, match="employee reference before"):
        enter(NURSE)


# The source begins to number its assignments.


def test_a_post_that_gets_a_number_keeps_its_history() -> None:
    enter(
        PLAIN_NURSE.replace("Nurse", "Care worker"), headings=PLAIN, now=NOON - timedelta(days=40)
    )
    enter(PLAIN_NURSE, headings=PLAIN, now=NOON - timedelta(days=10))
    sealed = [(spell.valid_from, spell.digest) for spell in standing()]

    batch = enter(NURSE)

    moved = TODAY - timedelta(days=10)
    assert figures(batch) == (0, 1, 0, 0, 0)
    assert posts() == {
        "7-1": [
            (date(2019, 5, 4), moved, "Care worker"),
            (moved, TODAY, "Nurse"),
            (TODAY, None, "Nurse"),
        ]
    }
    assert [(spell.valid_from, spell.digest) for spell in standing()][:2] == sealed
    assert faults() == []


def test_getting_a_number_changes_neither_employment_nor_membership() -> None:
    enter(PLAIN_NURSE, headings=PLAIN)
    was = entry("7")
    before = (was.employed_from, was.employed_to, was.member_from, was.member_number, was.post)

    enter(NURSE, NIGHTS)

    now = entry("7")
    assert (
        now.employed_from, now.employed_to, now.member_from, now.member_number, now.post,
    ) == before  # fmt: skip


def test_a_numbered_file_again_after_the_numbering_appends_nothing() -> None:
    enter(PLAIN_NURSE, headings=PLAIN)
    enter(NURSE, NIGHTS)
    before = links()

    again = enter(NURSE, NIGHTS, now=NOON + timedelta(days=30))

    assert (figures(again), links()) == ((0, 0, 1, 0, 0), before)


def test_days_before_the_assignment_began_stay_without_a_number() -> None:
    enter(PLAIN_NURSE, headings=PLAIN)

    enter(NURSE.replace("04/05/2019", "01/04/2022"))

    assert posts()[""] == [(date(2019, 5, 4), date(2022, 4, 1), "Nurse")]
    assert posts()["7-1"][0][:2] == (date(2022, 4, 1), TODAY)
    assert entry("7").employed_from == date(2019, 5, 4)


def test_a_post_before_the_present_one_takes_its_own_days() -> None:
    enter(PLAIN_NURSE, headings=PLAIN)

    enter(
        lefts(NURSE.replace("7-1", "7-0"), "31/08/2023"),
        NURSE.replace("04/05/2019", "01/09/2023"),
    )

    assert posts()["7-0"] == [(date(2019, 5, 4), date(2023, 9, 1), "Nurse")]
    assert posts()["7-1"][0][:2] == (date(2023, 9, 1), TODAY)
    assert "" not in posts()


def test_the_post_that_is_most_alike_gets_what_had_no_number() -> None:
    enter(PLAIN_NURSE, headings=PLAIN)

    enter("7,7-9,Ada,Lovelace,Cleaner,Office,5,04/05/2019,", NURSE)

    assert posts()["7-9"] == [(date(2019, 5, 4), None, "Cleaner")]
    assert posts()["7-1"][0] == (date(2019, 5, 4), TODAY, "Nurse")


def test_two_posts_never_say_the_same_days_twice_when_they_get_numbers() -> None:
    enter(PLAIN_NURSE, headings=PLAIN)
    cleaner = "7,7-9,Ada,Lovelace,Cleaner,Office,5,04/05/2019,"

    enter(cleaner, NURSE.replace("04/05/2019", "01/04/2022"))

    assert "" not in posts()
    assert posts()["7-9"] == [
        (date(2019, 5, 4), date(2022, 4, 1), "Nurse"),
        (date(2022, 4, 1), None, "Cleaner"),
    ]


def test_who_comes_back_with_a_number_keeps_the_old_time_as_it_was() -> None:
    enter(lefts(PLAIN_NURSE, "31/12/2020"), headings=PLAIN)

    enter(NURSE.replace("04/05/2019", "01/02/2022"))

    assert posts() == {
        "": [(date(2019, 5, 4), date(2021, 1, 1), "Nurse")],
        "7-1": [(date(2022, 2, 1), None, "Nurse")],
    }
    assert entry("7").employed_from == date(2022, 2, 1)


def test_as_it_was_known_before_the_numbering_nothing_has_changed() -> None:
    enter(PLAIN_NURSE, headings=PLAIN)
    seq = links()
    enter(NURSE, NIGHTS)

    known = select(Spell).where(Spell.kind == "employment", Spell.recorded_seq <= seq)
    spells = list(db.session.scalars(known))
    assert [(one.key, one.valid_from, one.valid_to) for one in spells] == [
        ("", date(2019, 5, 4), None)
    ]
    assert spells[0].superseded_seq is not None


def test_what_changes_by_the_numbering_is_told() -> None:
    enter(PLAIN_NURSE, headings=PLAIN)
    batch = tried(NURSE)

    [row] = db.session.scalars(select(ImportRow).where(ImportRow.batch_id == batch.id))
    assert row.detail == [["Assignment number", "", "7-1"]]


# The source stops numbering them, or leaves some out.


def test_a_file_without_numbers_means_the_one_post_there_is() -> None:
    enter(NURSE)

    enter(PLAIN_NURSE.replace("Home care", "Respite"), headings=PLAIN)

    assert set(posts()) == {"7-1"}
    assert entry("7").service == "Respite"


def test_a_file_without_numbers_that_says_the_same_changes_nothing() -> None:
    enter(NURSE)
    before = links()

    enter(PLAIN_NURSE, headings=PLAIN)

    assert links() == before


def test_a_file_without_numbers_cannot_say_which_of_two_posts_it_means() -> None:
    enter(NURSE, NIGHTS)

    with pytest.raises(service.FileHasErrors, match=r"has 2 posts for them \(7-1, 7-2\)"):
        enter(PLAIN_NURSE, headings=PLAIN)


def tried(*lines: str, headings: str = NUMBERED) -> ImportBatch:
    batch = service.upload(
        file(*lines, headings=headings), file_name="staff.csv", actor=WORKER, now=NOON
    )
    service.choose_columns(batch, batch.mapping, membership=EVERYBODY, actor=WORKER, now=NOON)
    work()
    return batch


def test_posts_and_people_who_are_not_in_the_file_are_both_listed() -> None:
    bob = "8,8-1,Bob,Cook,Driver,Office,30,01/02/2020,"
    enter(NURSE, NIGHTS, bob)

    batch = tried(NURSE)

    missing = db.session.scalars(
        select(ImportRow).where(ImportRow.verdict == "missing").order_by(ImportRow.line.desc())
    )
    assert [(row.employee_ref, row.detail) for row in missing] == [
        ("8", []),
        ("7", ["Assignment 7-2 (Night worker) is not in it."]),
    ]
    assert (batch.summary["missing"], batch.summary["missing_posts"]) == (1, 1)


def test_a_post_that_ended_is_not_missed() -> None:
    enter(NURSE, lefts(NIGHTS, "31/10/2026"))

    assert tried(NURSE).summary["missing_posts"] == 0


def test_a_file_without_numbers_misses_no_posts() -> None:
    enter(NURSE)

    assert tried(PLAIN_NURSE, headings=PLAIN).summary["missing_posts"] == 0


def test_every_verdict_of_the_try_is_what_the_entry_does() -> None:
    """The dry run and the entry are one plan: what it calls the same gets no link, the rest one."""
    bob, cy = (
        "8,8-1,Bob,Cook,Driver,Office,30,01/02/2020,",
        "9,9-1,Cy,Zed,Driver,Office,30,01/02/2020,",
    )
    enter(NURSE, bob, headings=NUMBERED)
    batch = tried(NURSE, NIGHTS, bob, cy)
    shown = figures(batch)
    before = links()

    service.confirm(batch, actor=WORKER, now=NOON)
    work()

    assert shown == (1, 1, 1, 0, 0)
    assert links() == before + 2 + 1  # a link for each who is new or changed, and the file's own
    assert figures(enter(NURSE, NIGHTS, bob, cy)) == (0, 0, 3, 0, 0)
    assert queries.member_count(TODAY) == 3
