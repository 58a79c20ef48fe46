"""Anchors kept beside the database: an old back-up put in its place is noticed."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import make_url, text

from governance.infrastructure.actor import Role
from governance.infrastructure.database import db, steps_after_commit
from governance.notifications.anchors import queue_the_days_anchor
from governance.record import anchors, queries
from tests.factories.accounts import make_role
from tests.factories.members import make_member
from tests.factories.record import make_links, tamper
from tests.machinery.books import Books
from tests.machinery.clock import NOON


@pytest.fixture
def anchors_file(app: Flask, tmp_path: Path) -> Path:
    app.config["ANCHORS_FILE"] = str(tmp_path / "anchors")
    return tmp_path / "anchors"


def test_the_days_anchor_is_kept_beside_the_database_once_it_stands(anchors_file: Path) -> None:
    make_links(3)
    queue_the_days_anchor(NOON)
    assert not anchors_file.exists()

    commit()

    assert anchors.kept() == [queries.head()]
    assert anchors.disagreement() is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (f"1,490: {'0a1b2c3d ' * 8}", 1490),
        (f"2508 {'0A1B2C3D' * 8}", 2508),
        (f"7:{'0a1b2c3d' * 8} 2026-11-25T17:00:00Z", 7),
        (f"14,90:{'0a1b2c3d' * 8}", None),
        (f"7:{'0a1b2c3d' * 7}0a1b 2026-11-25T17:00:00Z", None),
        (f"7:{'0a1b2c3d' * 8}0", None),
    ],
)
def test_an_anchor_is_read_as_it_is_printed_and_no_other_way(text: str, number: int | None) -> None:
    found = anchors.read(text)

    assert (found.seq if found else None) == number
    assert found is None or found.hash == "0a1b2c3d" * 8


def test_a_tail_that_is_gone_is_noticed(anchors_file: Path) -> None:
    publish_a_head(5)

    tamper("DELETE FROM link WHERE seq > 3")

    assert "the record ends at link 3" in str(anchors.disagreement())


def test_verify_compares_what_was_kept_without_being_told(app: Flask, anchors_file: Path) -> None:
    publish_a_head(5)
    tamper("DELETE FROM link WHERE seq > 3")
    db.session.commit()

    result = app.test_cli_runner().invoke(args=["record", "verify"])

    assert result.exit_code == 1
    assert "links were taken off its end" in result.output


def test_yesterdays_back_up_in_place_of_todays_book_is_noticed(
    app: Flask, databases: Books, anchors_file: Path, tmp_path: Path
) -> None:
    """On SQLite by its file; PostgreSQL's way back is the same tail that is gone, tried above."""
    if databases.pair.kind != "sqlite":
        tail_is_gone_on_postgresql()
        return
    book = Path(make_url(databases.book_url).database or "")
    publish_a_head(3)
    db.session.execute(text("SELECT 1"))
    db.session.commit()
    db.session.remove()
    db.engine.dispose()
    shutil.copy(book, tmp_path / "yesterday.db")
    publish_a_head(4, days=1)
    db.session.remove()
    db.engine.dispose()

    for left in book.parent.glob(f"{book.name}-*"):
        left.unlink()
    shutil.copy(tmp_path / "yesterday.db", book)

    assert "the record ends at link 3" in str(anchors.disagreement())


def test_a_line_cut_off_by_a_full_disk_is_passed_over(anchors_file: Path) -> None:
    publish_a_head(2)
    with anchors_file.open("a") as file:
        file.write("77:abc")

    assert anchors.disagreement() is None


def test_two_anchors_of_one_link_are_both_compared(app: Flask) -> None:
    make_links(2)
    head = queries.head()
    db.session.commit()
    forged = f"2:{'0' * 64}"

    result = app.test_cli_runner().invoke(
        args=["record", "verify", "--anchor", forged, "--anchor", str(head)]
    )

    assert result.exit_code == 1


def tail_is_gone_on_postgresql() -> None:
    publish_a_head(4)
    tamper("DELETE FROM link WHERE seq > 3")
    assert "the record ends at link 3" in str(anchors.disagreement())


def publish_a_head(links: int, *, days: int = 0) -> None:
    make_links(links - (queries.count_of_links()))
    queue_the_days_anchor(NOON + timedelta(days=days))
    commit()


def commit() -> None:
    db.session.commit()
    for step in steps_after_commit():
        step()


def test_an_auditor_gets_what_is_kept(anchors_file: Path) -> None:
    auditor = make_member("Ann Auditor")
    make_role(auditor.party_id, Role.AUDITOR)

    assert queue_the_days_anchor(NOON) == 1
    commit()

    assert len(anchors.kept()) == 1
