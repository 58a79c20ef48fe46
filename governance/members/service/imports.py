"""An import, step by step: upload a file, choose its columns, have it tried, enter or drop it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from governance.infrastructure import clock
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.members.importing import headings
from governance.members.importing.course import (
    ColumnsMissing,
    FileHasErrors,
    columns_of,
    first_sentences,
    have_tried,
)
from governance.members.importing.files import read_table, read_text
from governance.members.importing.headings import Field
from governance.members.importing.people import Membership
from governance.members.importing.profile import profile_named, recognised
from governance.members.importing.settings import Settings, unsettled
from governance.members.models import ImportBatch, ImportMapping
from governance.members.service.import_work import enter, make_plan
from governance.members.service.people import STAFF
from governance.members.service.register_reading import read_register


def upload(
    content: bytes, *, file_name: str, source: str = STAFF, actor: Actor, now: datetime
) -> ImportBatch:
    """Keep a file for an import, with a first guess at what its columns are.

    Raises:
        UnreadableFile: it is not CSV, or has nothing in it.
    """
    found = read_text(content)
    table = read_table(found.text)
    mapping, settings = guessed(source, table.headings)
    name = file_name or "staff.csv"
    batch = ImportBatch(
        **columns_of(content, found, file_name=name, source=source, actor=actor, now=now),
        mapping=mapping,
        settings=settings.to_keep(),
        membership=Membership.COLUMN,
    )
    db.session.add(batch)
    db.session.flush()
    return batch


def guessed(
    source: str, names: Sequence[str], profile: str | None = None
) -> tuple[dict[str, str], Settings]:
    """Return what the columns are likely to be and how they are written.

    As remembered for the source; else as the system writes that the headings look like. With
    `profile` somebody says which system it is (or "" for none), and nothing is remembered.
    """
    remembered = db.session.get(ImportMapping, source) if profile is None else None
    known = recognised(names) if profile is None else profile_named(profile)
    if remembered and known and remembered.headings.get(Field.EMPLOYEE_REF) not in names:
        remembered = None  # The source has another system now.
    if remembered is None:
        kept = known.settings() if known else Settings()
    else:
        kept = Settings.kept(remembered.settings)
        known = profile_named(kept.profile)
    written_as = known.headings if known else None
    before = remembered.headings if remembered else None
    seen = remembered.settings.get("seen") if remembered else None
    return headings.guess(names, before, seen=seen, written_as=written_as), kept


def choose_columns(
    batch: ImportBatch,
    mapping: Mapping[str, str],
    *,
    settings: Settings | None = None,
    membership: Membership,
    actor: Actor,
    now: datetime,
) -> None:
    """Say which column is which and who becomes a member; the worker then tries the file.

    Raises:
        ColumnsMissing: with what is still to be chosen.
        ImportHasGoneOn: it is being entered, or was entered or dropped.
    """
    _choose(batch, mapping, settings=settings, membership=membership, now=now)
    have_tried(batch, actor=actor, now=now)


def import_staff(
    content: bytes,
    *,
    file_name: str = "staff.csv",
    source: str = STAFF,
    mapping: Mapping[str, str] | None = None,
    settings: Settings | None = None,
    membership: Membership = Membership.COLUMN,
    actor: Actor,
    now: datetime,
) -> ImportBatch:
    """Do a whole import at once, in this transaction: what the pages and the worker do in steps.

    Raises:
        FileHasErrors: with the first lines that cannot be taken; nothing was entered.
    """
    batch = upload(content, file_name=file_name, source=source, actor=actor, now=now)
    _choose(batch, mapping or batch.mapping, settings=settings, membership=membership, now=now)
    today = clock.day_of(now)
    register = read_register(db.session.connection(), source, today=today)
    plan = make_plan(
        batch.content or "",
        batch.mapping,
        Settings.kept(batch.settings),
        membership,
        register,
        today=today,
    )
    if plan.problems:
        raise FileHasErrors(first_sentences((each.line, each.sentences) for each in plan.problems))
    enter(batch, plan, actor=actor, now=now)
    return batch


def _choose(
    batch: ImportBatch,
    mapping: Mapping[str, str],
    *,
    settings: Settings | None,
    membership: Membership,
    now: datetime,
) -> None:
    """Keep what was chosen, with the import and for the source; without settings, those it has."""
    chosen = {field: heading for field, heading in mapping.items() if heading}
    settings = settings or Settings.kept(batch.settings)
    sentences = headings.missing(chosen) + headings.used_twice(chosen, headings.LABELS)
    sentences += unsettled(settings, chosen)
    if sentences:
        raise ColumnsMissing(" ".join(sentences))
    batch.mapping, batch.settings = chosen, settings.to_keep()
    batch.membership = membership
    kept = db.session.get(ImportMapping, batch.source)
    if kept is None:
        kept = ImportMapping(source=batch.source)
        db.session.add(kept)
    kept.headings = chosen
    kept.settings = settings.to_keep() | {"seen": read_table(batch.content or "").headings}
    kept.changed_at = now
    db.session.flush()
