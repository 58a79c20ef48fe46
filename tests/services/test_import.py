"""Importing staff: what a file does to the register, and what it never does."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from governance.infrastructure import jobs
from governance.infrastructure.actor import WORKER
from governance.infrastructure.database import db
from governance.members import queries, service
from governance.members.importing.people import Membership
from governance.members.models import ImportBatch, ImportRow, Party, RegisterEntry
from governance.record.models import Link
from governance.web.transactions import unit_of_work
from tests.factories.members import make_member
from tests.machinery.clock import NOON
from tests.services.test_members import faults, spells_of

HEADINGS = "Employee Reference,Forename,Surname,E-mail Address,Department,Work Start Date"
ADA = "001,Ada,Lovelace,ada@example.org,Day centres,04/05/2019"
BOB = "002,Bob,Cook,bob@example.org,Home care,2020-02-29"


def file(*lines: str, headings: str = HEADINGS) -> bytes:
    return "\r\n".join([headings, *lines, ""]).encode()


def enter(*lines: str, headings: str = HEADINGS, now: datetime = NOON, **how: Any) -> ImportBatch:
    return service.import_staff(file(*lines, headings=headings), actor=WORKER, now=now, **how)


def entry(reference: str) -> RegisterEntry:
    party = db.session.scalar(select(Party.id).where(Party.employee_ref == reference))
    assert party is not None
    found = queries.entry(party)
    assert found is not None
    return found


def links() -> int:
    return db.session.scalar(select(func.count()).select_from(Link)) or 0


def figures(batch: ImportBatch) -> tuple[int, ...]:
    told = batch.summary
    return tuple(told[name] for name in ("new", "changed", "same", "missing", "errors"))


def test_a_file_enters_its_people_with_a_link_each_and_one_for_the_file() -> None:
    batch = enter(ADA, BOB)

    assert figures(batch) == (2, 0, 0, 0, 0)
    assert [link.kind for link in db.session.scalars(select(Link).order_by(Link.seq))] == [
        "register changed",
        "register changed",
        "staff imported",
    ]
    assert (entry("001").name, entry("002").employed_from) == ("Ada Lovelace", date(2020, 2, 29))
    assert (batch.content, faults()) == (None, [])


@pytest.mark.parametrize("beginning", [b"", b"\xef\xbb\xbf"])
def test_the_same_file_again_appends_nothing(beginning: bytes) -> None:
    enter(ADA, BOB)
    before = links()

    again = service.import_staff(
        beginning + file(ADA, BOB), actor=WORKER, now=NOON + timedelta(days=30)
    )

    assert (figures(again), links()) == ((0, 0, 2, 0, 0), before)


def test_people_not_in_the_file_are_listed_and_stay() -> None:
    enter(ADA, BOB, membership=Membership.EVERYBODY)

    batch = enter(ADA)

    assert figures(batch) == (0, 0, 1, 1, 0)
    assert queries.member_count(NOON.date()) == 2


def test_those_who_left_already_are_not_missed() -> None:
    left = "Employee Reference,Forename,Surname,Work Start Date,Date Left"
    enter("001,Ada,Lovelace,04/05/2019,", "002,Bob,Cook,01/02/2020,31/10/2026", headings=left)

    assert figures(enter("001,Ada,Lovelace,04/05/2019,", headings=left))[3] == 0


def test_one_line_with_an_error_keeps_everybody_out() -> None:
    with pytest.raises(service.FileHasErrors, match="Line 3"):
        enter(ADA, BOB.replace("2020-02-29", "2021-02-29"))

    assert (links(), db.session.scalar(select(func.count()).select_from(Party))) == (0, 0)


def test_a_change_holds_from_the_day_it_is_seen() -> None:
    enter(ADA)
    enter(ADA.replace("Day centres", "Home care"))

    assert [
        (row[0], row[2]["service"]) for row in spells_of(entry("001").party_id, "employment")
    ] == [
        (date(2019, 5, 4), "Day centres"),
        (date(2026, 11, 16), "Home care"),
    ]


def test_a_corrected_start_date_corrects_the_whole_time() -> None:
    enter(ADA)
    enter(ADA.replace("04/05/2019", "04/05/2018"))

    assert [row[0] for row in spells_of(entry("001").party_id, "employment")] == [date(2018, 5, 4)]
    assert faults() == []


@pytest.mark.parametrize(
    ("rule", "since"),
    [
        (Membership.COLUMN, date(2020, 1, 1)),
        (Membership.EVERYBODY, date(2019, 5, 4)),
        (Membership.NOBODY, None),
    ],
)
def test_who_becomes_a_member_is_said_for_each_file(rule: Membership, since: date | None) -> None:
    enter(f"{ADA},01/01/2020", headings=f"{HEADINGS},Member since", membership=rule)

    assert entry("001").member_from == since


def test_members_are_numbered_in_order_of_joining_then_of_the_file() -> None:
    headings = f"{HEADINGS},Member since"
    cy = "003,Cy,Zed,cy@example.org,Home care,01/01/2018,01/01/2021"
    enter(f"{BOB},01/01/2021", cy, f"{ADA},01/01/2020", headings=headings)

    assert [entry(ref).member_number for ref in ("001", "002", "003")] == [1, 2, 3]


def test_members_keep_their_number_and_date_whatever_later_files_say() -> None:
    ada = make_member("Ada Lovelace", employee_ref="001", since=date(2021, 3, 1))

    enter(ADA, BOB, membership=Membership.EVERYBODY)

    assert (ada.member_number, ada.member_from) == (1, date(2021, 3, 1))
    assert entry("002").member_number == 2


LEAVING = f"{HEADINGS},Date Left"


def test_the_date_left_is_the_last_day_of_work_and_of_membership() -> None:
    enter(f"{ADA},", headings=LEAVING, membership=Membership.EVERYBODY)
    enter(f"{ADA},30/11/2026", headings=LEAVING, membership=Membership.NOBODY)

    ada = entry("001")
    assert (ada.employed_to, ada.member_to) == (date(2026, 12, 1), date(2026, 12, 1))
    rolls = [
        len(db.session.execute(queries.entitled_at(day)).all())
        for day in (date(2026, 11, 30), date(2026, 12, 1))
    ]
    assert rolls == [1, 0]


def test_a_leaving_that_is_taken_back_brings_the_membership_back() -> None:
    for left in ("", "30/11/2026", ""):
        enter(f"{ADA},{left}", headings=LEAVING, membership=Membership.EVERYBODY)

    ada = entry("001")
    assert (ada.employed_to, ada.member_from, ada.member_to) == (None, date(2019, 5, 4), None)
    assert faults() == []


def test_a_file_that_does_not_tell_who_left_brings_nobody_back() -> None:
    enter(f"{ADA},31/10/2026", headings=LEAVING, membership=Membership.COLUMN)
    before = links()

    enter(ADA, membership=Membership.NOBODY)

    assert (entry("001").employed_to, links()) == (date(2026, 11, 1), before)


def test_a_date_left_before_the_membership_began_is_refused() -> None:
    enter(f"{ADA},30/11/2026,01/01/2022", headings=f"{LEAVING},Member since")

    with pytest.raises(service.FileHasErrors, match="Date left: it is before the day on which"):
        enter(f"{ADA},30/06/2021", headings=LEAVING)
    assert entry("001").member_to == date(2026, 12, 1)


def test_a_member_since_after_the_last_day_in_the_register_is_refused() -> None:
    enter(f"{ADA},31/10/2021", headings=LEAVING)

    with pytest.raises(service.FileHasErrors, match="Member since: it is after the last day"):
        enter(f"{ADA},01/01/2022", headings=f"{HEADINGS},Member since")


def test_who_began_and_left_on_29_february_is_there_for_one_day() -> None:
    enter(f"{BOB},29/02/2020", headings=LEAVING)

    assert (entry("002").employed_from, entry("002").employed_to) == (
        date(2020, 2, 29),
        date(2020, 3, 1),
    )


def test_a_start_within_an_earlier_time_of_employment_is_refused() -> None:
    enter(f"{ADA},31/10/2020", headings=LEAVING)
    enter(f"{ADA.replace('04/05/2019', '01/02/2022')},", headings=LEAVING)

    with pytest.raises(service.FileHasErrors, match="an earlier time of employment"):
        enter(f"{ADA.replace('04/05/2019', '01/02/2020')},", headings=LEAVING)


def test_who_comes_back_is_a_member_anew_with_the_old_number() -> None:
    enter(f"{ADA},31/10/2020", headings=LEAVING, membership=Membership.COLUMN)
    back = ADA.replace("04/05/2019", "01/02/2022")
    enter(f"{back},", headings=LEAVING, membership=Membership.EVERYBODY)

    ada = entry("001")
    assert (ada.member_number, ada.member_from) == (1, date(2022, 2, 1))
    assert [row[:2] for row in spells_of(ada.party_id, "employment")] == [
        (date(2019, 5, 4), date(2020, 11, 1)),
        (date(2022, 2, 1), None),
    ]


def test_a_membership_that_was_resigned_with_the_work_is_not_brought_back_by_a_file() -> None:
    enter(f"{ADA},", headings=LEAVING, membership=Membership.EVERYBODY)
    party = entry("001").party_id
    resigned = {"valid_from": date(2026, 12, 1), "valid_to": None, "data": None}
    service.put(party, "membership", actor=WORKER, now=NOON, **resigned)  # type: ignore[arg-type]
    enter(f"{ADA},30/11/2026", headings=LEAVING, membership=Membership.NOBODY)

    enter(f"{ADA},", headings=LEAVING, membership=Membership.EVERYBODY)

    assert (entry("001").employed_to, entry("001").member_to) == (None, date(2026, 12, 1))


def test_former_staff_do_not_join_when_everybody_does() -> None:
    enter(f"{ADA},31/10/2020", headings=LEAVING, membership=Membership.EVERYBODY)

    assert entry("001").member_number is None


def test_a_membership_that_the_board_ended_is_not_brought_back_by_a_file() -> None:
    enter(ADA, membership=Membership.EVERYBODY)
    party = entry("001").party_id
    ended = {"valid_from": date(2025, 1, 1), "valid_to": None, "data": None}
    service.put(party, "membership", actor=WORKER, now=NOON, **ended)  # type: ignore[arg-type]

    enter(ADA, membership=Membership.EVERYBODY)

    assert entry("001").member_to == date(2025, 1, 1)


def test_what_a_file_has_no_column_for_stays() -> None:
    enter(ADA)
    enter("001,Ada,King,04/05/2019", headings="Employee Reference,Forename,Surname,Start Date")

    ada = entry("001")
    assert (ada.name, ada.email, ada.service) == ("Ada King", "ada@example.org", "Day centres")


def test_a_reference_that_lost_its_zeros_is_not_somebody_new() -> None:
    enter(ADA)

    with pytest.raises(service.FileHasErrors, match="the register has 001"):
        enter(ADA.replace("001", "1", 1))


def test_an_address_that_somebody_else_keeps_is_refused() -> None:
    enter(ADA)

    with pytest.raises(service.FileHasErrors, match="belongs to somebody else"):
        enter(BOB.replace("bob@", "ada@"))


def test_a_file_of_the_same_people_from_another_source_is_led_to_the_source() -> None:
    enter(ADA)

    with pytest.raises(service.FileHasErrors) as refused:
        enter(ADA, source="itrent")

    told = str(refused.value)
    assert "ada@example.org is that of 001 from “staff”" in told
    assert (
        "If they are the same person, drop this import and upload the file as from “staff”" in told
    )
    assert "somebody else" not in told


def test_two_people_may_exchange_their_addresses() -> None:
    enter(ADA, BOB)
    enter(ADA.replace("ada@", "bob@"), BOB.replace("bob@", "ada@"))

    assert (entry("001").email, entry("002").email) == ("bob@example.org", "ada@example.org")


def test_one_reference_of_two_sources_is_two_people() -> None:
    enter(ADA, source="payroll")
    enter(BOB.replace("002", "001", 1), source="agency")

    assert db.session.scalar(select(func.count()).select_from(Party)) == 2


def test_the_columns_are_remembered_for_the_source() -> None:
    headings = "Nr,Whole name,Began,Ward"
    mapping = {"employee_ref": "Nr", "full_name": "Whole name", "started": "Began"}
    enter('7,"Lovelace, Ada",04/05/2019,North', headings=headings, mapping=mapping, source="old")

    again = service.upload(
        file("8,Bob Cook,2020-01-01,South", headings=headings),
        file_name="staff.csv",
        source="old",
        actor=WORKER,
        now=NOON,
    )

    assert again.mapping == mapping
    assert entry("7").name == "Ada Lovelace"


def test_needed_columns_must_be_chosen_and_each_once() -> None:
    with pytest.raises(service.ColumnsMissing, match="start date"):
        enter("1,Ada,Lovelace", headings="Employee Reference,Forename,Surname")
    mapping = {"employee_ref": "A", "full_name": "A", "started": "B"}
    with pytest.raises(service.ColumnsMissing, match="choose it once"):
        enter("1,01/01/2020", headings="A,B", mapping=mapping)


# Step by step, as the pages and the worker do it.


def uploaded(*lines: str) -> ImportBatch:
    batch = service.upload(file(*lines), file_name="staff.csv", actor=WORKER, now=NOON)
    everybody = Membership.EVERYBODY
    service.choose_columns(batch, batch.mapping, membership=everybody, actor=WORKER, now=NOON)
    return batch


def work(now: datetime = NOON) -> None:
    """Do the oldest job as the worker does, each part in a transaction of its own."""
    db.session.commit()
    with unit_of_work():
        job = jobs.claim(now=now)
        assert job is not None
        job_id, lease = job.id, job.lease_until
    assert lease is not None
    parts = iter(service.work_on_import(db.session.get_one(jobs.Job, job_id), now))
    unfinished = True
    while unfinished:
        with unit_of_work():
            unfinished = next(parts, StopIteration) is None
    with unit_of_work():
        jobs.finish(job_id, lease=lease)
    db.session.expire_all()


def test_a_try_shows_what_would_be_done_and_does_nothing() -> None:
    enter(ADA)
    before = links()
    batch = uploaded(ADA.replace("Lovelace", "King"), BOB)

    work()

    rows = {row.verdict: row for row in db.session.scalars(select(ImportRow))}
    assert (batch.state, figures(batch), links()) == ("tried", (1, 1, 0, 0, 0), before)
    assert rows["changed"].detail[0] == ["Surname", "Lovelace", "King"]
    assert rows["new"].line == 3


def test_what_was_tried_is_entered_once_however_often_it_is_confirmed() -> None:
    batch = uploaded(ADA, BOB)
    work()

    for _click in range(2):
        service.confirm(batch, actor=WORKER, now=NOON)
    work()
    service.confirm(batch, actor=WORKER, now=NOON)

    assert (batch.state, links(), queries.member_count(NOON.date())) == ("entered", 3, 2)
    assert (jobs.claim(now=NOON), faults()) == (None, [])


def test_a_file_with_errors_cannot_be_confirmed() -> None:
    batch = uploaded(ADA, "x")
    work()

    with pytest.raises(service.FileHasErrors):
        service.confirm(batch, actor=WORKER, now=NOON)
    assert figures(batch) == (1, 0, 0, 0, 1)


def test_a_register_that_changed_since_the_try_refuses_the_entry() -> None:
    batch = uploaded(ADA, BOB)
    work()
    make_member("Ada Lovelace", employee_ref="001", email="ada@example.org")
    service.confirm(batch, actor=WORKER, now=NOON)

    work()

    assert batch.state == "uploaded"
    assert "changed between the check and the entry" in batch.summary["refused"]


def test_a_change_that_does_not_touch_the_plan_does_not_hold_it_up() -> None:
    batch = uploaded(ADA)
    work()
    make_member("Somebody Else", source="agency")
    service.confirm(batch, actor=WORKER, now=NOON)

    work()

    assert batch.state == "entered"


def test_of_two_imports_confirmed_together_one_is_entered(together: Any) -> None:
    first, second = uploaded(ADA, BOB), uploaded(ADA.replace("Day", "Night"), BOB)
    work()
    work()
    ids = [first.id, second.id]

    def confirm(batch_id: int) -> None:
        service.confirm(db.session.get_one(ImportBatch, batch_id), actor=WORKER, now=NOON)

    together(lambda: confirm(ids[0]), lambda: confirm(ids[1]))
    work()
    work()

    states = sorted(db.session.get_one(ImportBatch, one).state for one in ids)
    assert states == ["entered", "uploaded"]
    assert (queries.member_count(NOON.date()), faults()) == (2, [])


def test_two_who_confirm_one_import_at_once_enter_it_once(together: Any) -> None:
    batch_id = uploaded(ADA, BOB).id
    work()

    def confirm() -> None:
        service.confirm(db.session.get_one(ImportBatch, batch_id), actor=WORKER, now=NOON)

    together(confirm, confirm)
    work()
    assert jobs.claim(now=NOON) is None or _does_nothing()
    assert links() == 3


def _does_nothing() -> bool:
    before = links()
    db.session.rollback()
    work()
    return links() == before


def test_a_worker_that_died_is_followed_by_one_that_finds_the_same() -> None:
    batch = uploaded(ADA, BOB)
    db.session.commit()
    with unit_of_work():
        job = jobs.claim(now=NOON)
        assert job is not None
        parts = iter(service.work_on_import(job, NOON))
        next(parts)
    parts.close()

    work(NOON + jobs.LEASE + timedelta(seconds=1))

    assert (batch.state, figures(batch)) == ("tried", (2, 0, 0, 0, 0))


def test_a_dropped_import_leaves_nothing_of_its_file() -> None:
    batch = uploaded(ADA)
    work()

    service.drop(batch)

    assert (batch.state, batch.content) == ("dropped", None)
    assert db.session.scalar(select(func.count()).select_from(ImportRow)) == 0
    with pytest.raises(service.ImportHasGoneOn):
        service.confirm(batch, actor=WORKER, now=NOON)


def test_a_file_that_nobody_enters_is_dropped_after_a_month() -> None:
    batch = service.upload(file(ADA), file_name="staff.csv", actor=WORKER, now=NOON)
    month = timedelta(days=30)

    assert service.drop_forgotten(ImportBatch, NOON + month) == 0
    assert service.drop_forgotten(ImportBatch, NOON + month + timedelta(seconds=1)) == 1
    assert (batch.state, batch.content) == ("dropped", None)


def test_what_is_entered_cannot_be_dropped() -> None:
    batch = enter(ADA)

    with pytest.raises(service.ImportHasGoneOn):
        service.drop(batch)


def test_the_day_is_londons_not_utcs() -> None:
    enter(ADA)
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # half past midnight on 2 July in London
    enter(ADA.replace("Day centres", "Home care"), now=late)

    assert spells_of(entry("001").party_id, "employment")[1][0] == date(2026, 7, 2)
