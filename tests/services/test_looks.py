"""Who looked at one's entry is told by day; the log keeps every look."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.members.access_log import LOOKS_SHOWN, Look, look, looks_at, looks_at_lists
from governance.members.as_at import AsAt
from governance.members.inspection_models import RegisterAccess
from governance.members.look_words import told
from tests.factories.members import make_member
from tests.machinery.clock import NOON

TODAY = NOON.date()


def see(entry, by, what="person", now=NOON):
    actor = Actor(party_id=by.party_id if by else None, name="")
    subject_id = entry.party_id if what == "person" else None
    db.session.execute(
        look(what, subject_id=subject_id, at=AsAt(TODAY, None), actor=actor, now=now)
    )


def test_a_page_loaded_again_the_same_day_is_one_line_with_its_times() -> None:
    ada, sue, fay = (make_member(name) for name in ("Ada Brook", "Sue Hart", "Fay Penny"))
    for by in (sue, fay, sue, sue):
        see(ada, by)

    assert looks_at(ada.party_id) == [
        Look(TODAY, "Sue Hart", "person", 3),
        Look(TODAY, "Fay Penny", "person", 1),
    ]
    assert db.session.scalar(select(func.count()).select_from(RegisterAccess)) == 4


def test_the_whole_register_is_another_line_than_ones_entry() -> None:
    ada, sue = make_member("Ada Brook"), make_member("Sue Hart")
    for what in ("person", "file", "file"):
        see(ada, sue, what)

    assert [(each.what, each.times) for each in looks_at(ada.party_id)] == [("person", 1)]
    assert [(each.what, each.times) for each in looks_at_lists(ada.party_id)] == [("file", 2)]


def test_two_of_one_name_are_two_lines_and_ones_own_looks_none() -> None:
    ada, sue, other = (make_member(name) for name in ("Ada Brook", "Sue Hart", "Sue Hart"))
    for by in (sue, other, ada, None):
        see(ada, by)

    assert [(each.by, each.times) for each in looks_at(ada.party_id)] == [
        ("", 1), ("Sue Hart", 1), ("Sue Hart", 1),
    ]  # fmt: skip


def test_the_day_is_that_of_london() -> None:
    ada, sue = make_member("Ada Brook"), make_member("Sue Hart")
    for hour in (22, 23):
        see(ada, sue, now=datetime(2026, 7, 1, hour, 30, tzinfo=UTC))

    assert [each.on for each in looks_at(ada.party_id)] == [date(2026, 7, 2), date(2026, 7, 1)]


def test_many_loads_of_one_day_leave_room_for_the_days_before() -> None:
    ada, sue = make_member("Ada Brook"), make_member("Sue Hart")
    for day in range(1, 26):
        see(ada, sue, now=datetime(2026, 10, day, 12, tzinfo=UTC))
    for _again in range(150):
        see(ada, sue)

    seen = looks_at(ada.party_id)
    assert len(seen) == LOOKS_SHOWN
    assert (seen[0].times, seen[1].on, seen[-1].on) == (150, date(2026, 10, 25), date(2026, 10, 7))


@pytest.mark.parametrize(
    ("what", "title", "pages", "filters", "said"),
    [
        ("person", "", (), "", "Your entry"),
        ("file", "", (), "", "The register or a list of holders, as a file"),
        ("print", "", (), "", "The whole register, to print"),
        ("file", "The owners of Tame", (), "", "The owners of Tame, as a file"),
        ("list", "The journal", (3,), "", "The journal, page 3"),
        ("list", "The journal", (1, 2, 3), "", "The journal, pages 1 to 3"),
        ("list", "The journal", (1, 3, 9), "", "The journal, pages 1, 3 and 9"),
        ("list", "The journal", tuple(range(1, 20, 2)), "", "The journal, 10 pages from 1 to 19"),
        ("document", "The whole register", (), "", "The whole register, as a document"),
        (
            "list", "The register", (2,), "town",
            "The register, page 2, only what was found by: town",
        ),
    ],
)  # fmt: skip
def test_what_was_looked_at_is_told_in_words(
    app: Flask, what: str, title: str, pages: tuple[int, ...], filters: str, said: str
) -> None:
    assert told(Look(TODAY, "Sue Hart", what, 1, title, filters, pages)) == said
