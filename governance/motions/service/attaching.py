"""Attaching files to motions and drafts, and removing them, until a motion is put to a ballot."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import delete, exists, select, update
from sqlalchemy.dialects import postgresql, sqlite

from governance.infrastructure import files, jobs
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db, is_postgresql, lock_for_transaction
from governance.infrastructure.errors import NotAllowed, Refused
from governance.infrastructure.events import publish
from governance.infrastructure.files.words import words_of
from governance.infrastructure.jobs import Job
from governance.infrastructure.permissions import may
from governance.motions import limits, queries
from governance.motions.events import AttachmentAdded, AttachmentRemoved
from governance.motions.models import Attachment, Draft, Motion, StoredFile
from governance.motions.permissions import Motions
from governance.motions.queries import Bearer
from governance.motions.service.drafts import refuse_strangers, refuse_the_proposed
from governance.motions.service.found import DRAFT, FILE, keep_attachment, part_of
from governance.motions.service.versions import OPEN_TO_CHANGE
from governance.reckoning.canonical import digest
from governance.reckoning.rules.kinds.motions import MotionRules
from governance.rulebook.queries import rules_on
from governance.search import service as search

READ_WORDS = "read the words of a file"
MEGABYTE = 1024 * 1024


class CannotAttach(Refused):
    """The file is too much, or the motion is past the point of having any added."""

    title = "The file was not attached"


def attach(
    bearer: Bearer, content: bytes, name: str, description: str, *, actor: Actor, now: datetime
) -> Attachment:
    """Attach a file to a motion or a draft; the same file again is the one that is there.

    Raises:
        NotAllowed, NotFound: for anyone but its authors.
        NotTaken: it is of no kind that can be attached.
        CannotAttach: there are enough, it is too large, or the motion is past that point.
    """
    _hold(bearer)
    _refuse_all_but_authors(bearer, actor)
    refuse_if_past(bearer)
    _check(content, description, now=now)
    taken = files.take(content, name)
    there = queries.attached_already(bearer, taken.digest)
    if there is not None:
        return there
    _refuse_more_than_the_rule(bearer, now=now)
    _keep(taken)
    added = _added(bearer, taken, description, actor=actor, now=now)
    jobs.enqueue(READ_WORDS, subject_id=added.id, actor=actor, now=now)
    return added


def remove_own_attachment(found: Attachment, *, actor: Actor, now: datetime) -> None:
    """Remove a file as one of the motion's authors; of a draft, nothing is left of it."""
    bearer = _bearer(found)
    _hold(bearer)
    _refuse_all_but_authors(bearer, actor)
    refuse_if_past(bearer)
    if isinstance(bearer, Motion):
        _remove(found, "", actor=actor, now=now)
        return
    search.forget(DRAFT, bearer.id, part_of(FILE, found.id))
    db.session.delete(found)
    db.session.flush()
    forget_bytes([found.digest])


def remove_attachment(found: Attachment, reason: str, *, actor: Actor, now: datetime) -> None:
    """Remove a file as an officer, for a reason that everyone can read; its place stays."""
    bearer = _bearer(found)
    if not isinstance(bearer, Motion) or not may(actor, Motions.MODERATE):
        raise NotAllowed("Only the secretary or the chair can remove somebody else’s file.")
    if not reason.strip() or len(reason) > limits.LONGEST_REMOVAL_REASON:
        raise CannotAttach(
            f"A removal needs a reason of at most {limits.LONGEST_REMOVAL_REASON} characters.",
            next_step="Write it for everyone to read.",
        )
    _hold(bearer)
    refuse_if_past(bearer)
    _remove(found, reason, actor=actor, now=now)


def hand_over(draft: Draft, motion: Motion, *, actor: Actor, now: datetime) -> None:
    """Give the draft's files to the motion that it has become; each is a link of the record."""
    moved = (
        update(Attachment)
        .where(Attachment.draft_id == draft.id)
        .values(draft_id=None, motion_id=motion.id)
        .returning(Attachment)
        .execution_options(populate_existing=True)
    )
    for each in sorted(db.session.scalars(moved), key=lambda each: each.id):
        _publish(each, actor=actor, now=now)


def delete_attachments(draft_ids: Iterable[int]) -> None:
    """Delete the files of drafts that are thrown away."""
    gone = delete(Attachment).where(Attachment.draft_id.in_(list(draft_ids)))
    forget_bytes(db.session.scalars(gone.returning(Attachment.digest)).all())


def forget_bytes(digests: Iterable[str]) -> None:
    """Delete the bytes that no attachment has any more."""
    for each in sorted(set(digests)):
        lock_for_transaction(f"file {each}")
        used = exists().where(Attachment.digest == each, Attachment.removed_at.is_(None))
        db.session.execute(delete(StoredFile).where(StoredFile.digest == each, ~used))


def read_words(job: Job, now: datetime) -> Iterator[None]:
    """Read the words in a file, so that it is found by them; nobody waits while that lasts."""
    found = db.session.get(Attachment, job.subject_id)
    if found is None or found.removed_at is not None:
        return
    number, kind, content = found.id, found.kind, queries.content_of(found)
    yield
    words = words_of(kind, content)
    still_there = (Attachment.id == number) & Attachment.removed_at.is_(None)
    found = db.session.scalar(select(Attachment).where(still_there).with_for_update())
    if found is not None:
        found.words = words
        db.session.flush()
        keep_attachment(found)


def digest_of_name(name: str, description: str) -> str:
    """Return the digest by which the record covers what an attachment is called."""
    return digest(["v1", name, description])


def _hold(bearer: Bearer) -> None:
    """Hold the row of the motion or draft: files come and go one after the other."""
    db.session.refresh(bearer, with_for_update=True)


def _bearer(found: Attachment) -> Bearer:
    if found.motion_id is not None:
        return db.session.get_one(Motion, found.motion_id)
    return db.session.get_one(Draft, found.draft_id)


def _refuse_all_but_authors(bearer: Bearer, actor: Actor) -> None:
    if isinstance(bearer, Draft):
        refuse_strangers(bearer, actor)
    elif not may(actor, Motions.ATTACH, bearer):
        raise NotAllowed(
            "Only those who wrote a motion can change what is attached to it.",
            next_step="What you have can be said, and linked to, in its discussion.",
        )


def refuse_if_past(bearer: Bearer) -> None:
    """Refuse to change the files of what is past that point."""
    if isinstance(bearer, Draft):
        refuse_the_proposed(bearer)
    elif bearer.state not in OPEN_TO_CHANGE:
        raise CannotAttach(
            "This motion is past the point at which its files can change.",
            next_step="What is to be added can be said in its discussion.",
        )


def _check(content: bytes, description: str, *, now: datetime) -> None:
    most = rules_on(day_of(now)).of(MotionRules).attachment_megabytes
    if len(content) > most * MEGABYTE:
        raise CannotAttach(
            f"By our rules an attachment has at most {most} megabytes.",
            next_step="Save it smaller, or attach part of it.",
        )
    if not description.strip() or len(description) > limits.LONGEST_DESCRIPTION:
        raise CannotAttach(
            f"Say what is in the file, in at most {limits.LONGEST_DESCRIPTION} characters.",
            next_step="It is for those who cannot see or open it.",
        )


def _refuse_more_than_the_rule(bearer: Bearer, *, now: datetime) -> None:
    most = rules_on(day_of(now)).of(MotionRules).attachments
    if queries.count_of_attachments(bearer) >= most:
        raise CannotAttach(
            f"By our rules a motion has at most {most} files attached."
            if most
            else "By our rules nothing can be attached to a motion.",
            next_step="Remove one first, or put two into one.",
        )


def _keep(taken: files.Taken) -> None:
    """Keep the bytes, unless they are there already; under the lock of those who forget them."""
    lock_for_transaction(f"file {taken.digest}")
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    row = insert(StoredFile).values(digest=taken.digest, content=taken.content)
    db.session.execute(row.on_conflict_do_nothing())


def _added(
    bearer: Bearer, taken: files.Taken, description: str, *, actor: Actor, now: datetime
) -> Attachment:
    assert actor.party_id is not None, "only its authors add to it"
    added = Attachment(
        name=taken.name,
        description=description,
        kind=taken.kind.name,
        size=len(taken.content),
        digest=taken.digest,
        added_by=actor.party_id,
        added_at=now,
    )
    if isinstance(bearer, Motion):
        added.motion_id = bearer.id
    else:
        added.draft_id = bearer.id
    db.session.add(added)
    db.session.flush()
    if isinstance(bearer, Motion):
        _publish(added, actor=actor, now=now)
    else:
        keep_attachment(added)
    return added


def _publish(added: Attachment, *, actor: Actor, now: datetime) -> None:
    assert added.motion_id is not None
    publish(
        AttachmentAdded(
            at=now,
            by=actor.party_id,
            motion_id=added.motion_id,
            attachment_id=added.id,
            added_by=added.added_by,
            file_kind=added.kind,
            sha256=added.digest,
            words_digest=digest_of_name(added.name, added.description),
        )
    )


def _remove(found: Attachment, reason: str, *, actor: Actor, now: datetime) -> None:
    removal = (
        update(Attachment)
        .where(Attachment.id == found.id, Attachment.removed_at.is_(None))
        .values(removed_at=now, removed_by=actor.party_id, removed_reason=reason, words="")
        .returning(Attachment.motion_id)
        .execution_options(synchronize_session=False)
    )
    motion_id = db.session.scalar(removal)
    db.session.refresh(found)
    if motion_id is None:
        return
    forget_bytes([found.digest])
    publish(
        AttachmentRemoved(
            at=now,
            by=actor.party_id,
            motion_id=motion_id,
            attachment_id=found.id,
            reason_digest=digest(["v1", reason]),
        )
    )
