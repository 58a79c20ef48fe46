"""The register as a file: printed by the worker, deleted after a week."""

from datetime import UTC, date, datetime, timedelta

from governance.cli.worker import run_one_job
from governance.infrastructure import jobs
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.members.as_at import AsAt
from governance.members.documents import Rendering
from governance.members.export_models import Export
from governance.members.service import suspend
from governance.members.service.register_export import ask_for_register, forget_old_exports
from tests.factories.ledger import issue, make_share_class
from tests.factories.members import make_member, make_person, make_society
from tests.machinery.printed import is_said

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
PRESENT = AsAt(date(2026, 11, 25))


def printed(rendering: Rendering, *, at: AsAt = PRESENT) -> Export:
    """Ask for the register of one member, who holds two shares, and have the worker print it."""
    make_society()
    make_person("Olive Officer", email="olive@example.org")
    ada = make_member("Ada Lovelace", since=date(2019, 5, 4), email="ada@example.org")
    actor = Actor(party_id=ada.party_id)
    issue(make_share_class(), 2, to=ada.party_id, on=date(2021, 3, 1))
    days = {"first_day": date(2026, 11, 1), "last_day": None}
    suspend(ada.party_id, reason="Minute 4", **days, actor=actor, now=NOON)
    export = ask_for_register(rendering, at=at, actor=actor, now=NOON)
    export_id = export.id
    db.session.commit()
    run_one_job(lambda: True)
    return db.session.get_one(Export, export_id, populate_existing=True)


def test_the_open_register_is_of_members_without_their_addresses() -> None:
    export = printed(Rendering.OPEN)

    assert jobs.progress_of(export.job_id or 0) == {
        "state": "done", "done": 1, "total": 1, "error": "",
    }  # fmt: skip
    assert export.media_type == "application/pdf"
    assert export.content is not None
    assert is_said("Ada Lovelace", export.content)
    assert not is_said("ada@example.org", export.content)
    assert not is_said("Olive", export.content)


def test_the_full_register_has_addresses() -> None:
    export = printed(Rendering.FULL)

    assert is_said("ada@example.org", export.content or b"")


def test_the_full_register_tells_the_standing() -> None:
    export = printed(Rendering.FULL)

    assert is_said("Suspended", export.content or b"")


def test_the_full_register_has_what_members_hold_and_paid() -> None:
    export = printed(Rendering.FULL)

    assert is_said("2 A shares, £2.00 paid", export.content or b"")


def test_what_is_open_for_inspection_has_addresses_and_no_shares() -> None:
    export = printed(Rendering.INSPECTION)

    assert is_said("ada@example.org", export.content or b"")
    assert not is_said("A shares", export.content or b"")


def test_what_is_open_for_inspection_does_not_tell_the_standing() -> None:
    inspection = printed(Rendering.INSPECTION)

    assert not is_said("Suspended", inspection.content or b"")
    assert not is_said("Standing", inspection.content or b"")


def test_a_day_before_the_shares_has_the_member_and_no_shares() -> None:
    export = printed(Rendering.FULL, at=AsAt(date(2020, 6, 1)))

    assert is_said("Ada Lovelace", export.content or b"")
    assert not is_said("A shares", export.content or b"")


def test_a_day_before_she_joined_has_nobody() -> None:
    export = printed(Rendering.OPEN, at=AsAt(date(2019, 5, 3)))

    assert not is_said("Ada Lovelace", export.content or b"")


def test_as_known_before_anything_was_recorded_there_is_nobody() -> None:
    export = printed(Rendering.OPEN, at=AsAt(date(2026, 11, 25), 1))

    assert not is_said("Ada Lovelace", export.content or b"")


def test_a_file_is_deleted_after_a_week_and_not_before() -> None:
    printed(Rendering.OPEN)

    assert forget_old_exports(NOON + timedelta(days=7)) == 0
    assert forget_old_exports(NOON + timedelta(days=7, seconds=1)) == 1
