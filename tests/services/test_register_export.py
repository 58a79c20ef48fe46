"""The register as a file: printed by the worker, deleted after a week."""

from datetime import UTC, date, datetime, timedelta

from governance.cli.worker import run_one_job
from governance.infrastructure import jobs
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.members.export_models import Export
from governance.members.service.register_export import ask_for_register, forget_old_exports
from tests.factories.members import make_member, make_person, make_society
from tests.machinery.printed import is_said

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
TODAY = date(2026, 11, 25)


def printed(*, is_full: bool) -> Export:
    """Ask for the register of one member, and have the worker print it."""
    make_society()
    make_person("Olive Officer", email="olive@example.org")
    ada = make_member("Ada Lovelace", since=date(2019, 5, 4), email="ada@example.org")
    actor = Actor(party_id=ada.party_id)
    export = ask_for_register(is_full=is_full, on=TODAY, actor=actor, now=NOON)
    export_id = export.id
    db.session.commit()
    run_one_job(lambda: True)
    return db.session.get_one(Export, export_id, populate_existing=True)


def test_the_open_register_is_of_members_without_their_addresses() -> None:
    export = printed(is_full=False)

    assert jobs.progress_of(export.job_id or 0) == {
        "state": "done", "done": 1, "total": 1, "error": "",
    }  # fmt: skip
    assert export.media_type == "application/pdf"
    assert export.content is not None
    assert is_said("Ada Lovelace", export.content)
    assert not is_said("ada@example.org", export.content)
    assert not is_said("Olive", export.content)


def test_the_full_register_has_addresses() -> None:
    export = printed(is_full=True)

    assert is_said("ada@example.org", export.content or b"")


def test_a_file_is_deleted_after_a_week_and_not_before() -> None:
    printed(is_full=False)

    assert forget_old_exports(NOON + timedelta(days=7)) == 0
    assert forget_old_exports(NOON + timedelta(days=7, seconds=1)) == 1
