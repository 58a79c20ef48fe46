"""The register as a file that the worker prints, for whoever asked; deleted after some days."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, update

from governance.infrastructure import clock, jobs
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.jobs import Job
from governance.infrastructure.pdf import Letterhead
from governance.members import queries
from governance.members.access_log import EVERYBODY, look
from governance.members.as_at import AsAt
from governance.members.documents import (
    Cover,
    OfficerRow,
    Rendering,
    Row,
    Volume,
    in_one_file,
    register_volumes,
)
from governance.members.export_models import Export
from governance.members.holdings import holdings_at
from governance.members.officers import offices
from governance.members.register_search import (
    Listed,
    PastSearch,
    RegisterSearch,
    Relation,
    contacts_of,
)
from governance.members.standing import IN_WORDS, standings_of
from governance.record import queries as record

PRINT_REGISTER = "register-pdf"
KEPT = timedelta(days=7)
ONE_DAY = timedelta(days=1)
LARGEST = 200 * 1024 * 1024


def ask_for_register(rendering: Rendering, *, at: AsAt, actor: Actor, now: datetime) -> Export:
    """Have the register printed as it stood on a day, as known at a link."""
    assert actor.party_id is not None
    export = Export(
        kind=rendering, on=at.on, known_seq=at.known, created_by=actor.party_id, created_at=now
    )
    db.session.add(export)
    db.session.flush()
    if rendering is Rendering.FULL:
        db.session.execute(
            look(
                "document", title="The whole register", among=EVERYBODY, at=at, actor=actor, now=now
            )
        )
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
    society, rendering = queries.society(), Rendering(export.kind)
    known = _anchor(export)
    search = _search(export, is_today=export.on == clock.day_of(now))
    holdings = holdings_at(export.on, export.known_seq) if rendering is Rendering.FULL else {}
    rows = [row for piece in search.in_pieces() for row in _rows(piece, search, holdings)]
    letterhead = Letterhead(
        society.legal_name if society else "",
        f"Registered number {society.registered_number}"
        if society and society.registered_number
        else "",
        society.colours if society else {},
    )
    cover = Cover(
        letterhead,
        export.on,
        *known,
        rendering,
        len(rows),
        now,
        officers=[] if rendering is Rendering.OPEN else list(_officers(export)),
    )
    return cover, rows


def _anchor(export: Export) -> tuple[int, str]:
    """Return the link as at which the register is known, and its hash."""
    if export.known_seq is not None:
        link = record.link(export.known_seq)
        return (link.seq, link.hash) if link else (0, "")
    head = record.head()
    return (head.seq, head.hash) if head else (0, "")


def _search(export: Export, *, is_today: bool) -> RegisterSearch:
    """Read present entries where they say the same, for they are quicker to read."""
    has_addresses = export.kind != Rendering.OPEN
    if export.known_seq is None and is_today:
        return RegisterSearch(today=export.on, full=has_addresses, relation=Relation.MEMBER)
    return PastSearch(
        today=export.on,
        known=export.known_seq,
        full=has_addresses,
        relation=Relation.MEMBER,
    )


def _rows(
    piece: Sequence[Listed], search: RegisterSearch, holdings: Mapping[int, str]
) -> Iterator[Row]:
    ids = [entry.party_id for entry in piece]
    contacts = contacts_of(ids, search.today, search.known) if search.full else {}
    standings = standings_of(ids, search.today, search.known) if search.full else {}
    for entry in piece:
        contact = contacts.get(entry.party_id, {})
        address = [*(contact.get("address") or []), contact.get("postcode") or ""]
        yield Row(
            entry.member_number,
            entry.name or None,
            entry.service,
            entry.member_from,
            ceased_on=entry.member_to - ONE_DAY if entry.member_to else None,
            address=", ".join(filter(None, address)),
            email=entry.email if search.full else "",
            holdings=holdings.get(entry.party_id, ""),
            standing=IN_WORDS[standings.get(entry.party_id)],
        )


def _officers(export: Export) -> Iterator[OfficerRow]:
    held = [each for each in offices(known_seq=export.known_seq) if each.is_held_on(export.on)]
    names = queries.names_of(each.party_id for each in held)
    for each in held:
        office = str(each.data.get("office", "")).replace("_", " ").capitalize()
        yield OfficerRow(office, names.get(each.party_id), each.valid_from, each.last_day)


def _show(job_id: int, done: int, total: int) -> None:
    db.session.execute(update(Job).where(Job.id == job_id).values(done=done, total=total))
