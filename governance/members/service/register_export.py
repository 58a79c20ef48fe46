"""The register as a file that the worker prints, for whoever asked; deleted after some days."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import delete, update

from governance.infrastructure import jobs
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.jobs import Job
from governance.infrastructure.pdf import Letterhead
from governance.members import queries
from governance.members.access_log import look
from governance.members.as_at import AsAt
from governance.members.documents import Cover, Row, Volume, in_one_file, register_volumes
from governance.members.export_models import Export
from governance.members.register_search import Listed, RegisterSearch, Standing, contacts_of
from governance.record import queries as record

PRINT_REGISTER = "register-pdf"
KEPT = timedelta(days=7)
LARGEST = 200 * 1024 * 1024


def ask_for_register(*, is_full: bool, on: date, actor: Actor, now: datetime) -> Export:
    """Have the register printed as it stands on that day."""
    assert actor.party_id is not None
    export = Export(
        kind="full" if is_full else "open", on=on, created_by=actor.party_id, created_at=now
    )
    db.session.add(export)
    db.session.flush()
    if is_full:
        db.session.execute(look("document", at=AsAt(on), actor=actor, now=now))
    export.job_id = jobs.enqueue(PRINT_REGISTER, subject_id=export.id, actor=actor, now=now).id
    db.session.flush()
    return export


def print_register(job: Job, now: datetime) -> Iterator[None]:
    """Print the register that the job is about. Begun again, it prints all of it again."""
    job_id, export = job.id, db.session.get(Export, job.subject_id)
    if export is None:
        return
    export_id = export.id
    cover, rows = _read(export, now)
    _show(job_id, 0, cover.count)
    yield  # what follows touches no table while it prints
    volumes: list[Volume] = []
    for volume in register_volumes(cover, rows):
        volumes.append(volume)
        _show(job_id, volume.last, cover.count)
        yield
    media_type, content = in_one_file(volumes)
    if len(content) > LARGEST:
        raise Refused("The file is too large to be kept.", next_step="Download the CSV.")
    kept = update(Export).where(Export.id == export_id)
    db.session.execute(kept.values(media_type=media_type, content=content))


def forget_old_exports(now: datetime) -> int:
    """Delete files that were asked for long ago; return how many."""
    old = delete(Export).where(Export.created_at < now - KEPT).returning(Export.id)
    return len(db.session.scalars(old).all())


def _read(export: Export, now: datetime) -> tuple[Cover, list[Row]]:
    society, head = queries.society(), record.head()
    is_full, on = export.kind == "full", export.on
    search = RegisterSearch(today=on, full=is_full, standing=Standing.MEMBER)
    letterhead = Letterhead(
        society.legal_name if society else "",
        f"Registered number {society.registered_number}"
        if society and society.registered_number
        else "",
        society.colours if society else {},
    )
    rows = [row for piece in search.in_pieces() for row in _rows(piece, on, is_full=is_full)]
    known = (head.seq, head.hash) if head else (0, "")
    return Cover(letterhead, on, *known, is_full, len(rows), now), rows


def _rows(piece: Sequence[Listed], on: date, *, is_full: bool) -> Iterator[Row]:
    contacts = contacts_of([entry.party_id for entry in piece], on) if is_full else {}
    for entry in piece:
        contact = contacts.get(entry.party_id, {})
        address = [*(contact.get("address") or []), contact.get("postcode") or ""]
        yield Row(
            entry.member_number,
            entry.name or None,
            entry.service,
            entry.member_from,
            address=", ".join(filter(None, address)),
            email=entry.email if is_full else "",
        )


def _show(job_id: int, done: int, total: int) -> None:
    db.session.execute(update(Job).where(Job.id == job_id).values(done=done, total=total))
