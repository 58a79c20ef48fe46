"""The words by which motions are found, kept as they change; each in the transaction of its fact.

Drafts have no facts before they are proposed: the service that writes them keeps theirs.
"""

from typing import Protocol

from governance.infrastructure.database import db
from governance.motions.models import Amendment, Attachment, Comment, Draft, Motion
from governance.search import service as search

MOTION, DRAFT = "motion", "draft"
COMMENT, FILE, AMENDMENT = "comment", "file", "amendment"


class AboutMotion(Protocol):
    """A fact after which a motion says something else."""

    @property
    def motion_id(self) -> int: ...


class AboutComment(Protocol):
    """A fact after which a comment says something else, or nothing."""

    @property
    def comment_id(self) -> int: ...


class AboutAmendment(Protocol):
    """A fact after which there is an amendment."""

    @property
    def amendment_id(self) -> int: ...


class AboutAttachment(Protocol):
    """A fact after which a file is with a motion, or is not any more."""

    @property
    def attachment_id(self) -> int: ...


def note_motion(event: AboutMotion) -> None:
    """Have a motion be found by what it says now."""
    motion = db.session.get_one(Motion, event.motion_id)
    search.keep(MOTION, motion.id, title=motion.title, body=own_words(motion))


def note_comment(event: AboutComment) -> None:
    """Have a comment be found by what it says, if it stands."""
    keep_comment(db.session.get_one(Comment, event.comment_id))


def keep_comment(said: Comment) -> None:
    """Keep the words of a comment; of one that was removed or taken back, none."""
    part = part_of(COMMENT, said.id)
    if said.removed_at is not None:
        search.forget(MOTION, said.motion_id, part)
        return
    search.keep(MOTION, said.motion_id, part, title="", body=said.text)


def note_amendment(event: AboutAmendment) -> None:
    """Have a motion be found by what somebody would change of it, and why; that stands for good."""
    made = db.session.get_one(Amendment, event.amendment_id)
    part = part_of(AMENDMENT, made.id)
    search.keep(MOTION, made.motion_id, part, title="", body=words_of_amendment(made))


def note_attachment(event: AboutAttachment) -> None:
    """Have a file be found, if it is still there."""
    keep_attachment(db.session.get_one(Attachment, event.attachment_id))


def keep_attachment(file: Attachment) -> None:
    """Keep the words in a file and what it is called; of one that was removed, none."""
    kind, subject_id = bearer_of(file)
    part = part_of(FILE, file.id)
    if file.removed_at is not None:
        search.forget(kind, subject_id, part)
        return
    search.keep(kind, subject_id, part, title=words_of_name(file), body=file.words)


def keep_draft(draft: Draft) -> None:
    """Keep the words of a draft, for those who write it."""
    search.keep(DRAFT, draft.id, title=draft.title, body=own_words(draft))


def own_words(written: Motion | Draft) -> str:
    """Return what a motion or draft says under its title."""
    return "\n\n".join(filter(None, (written.text, written.reason, written.cost)))


def words_of_amendment(made: Amendment) -> str:
    """Return the paragraphs that an amendment brings in, and its reason."""
    brought = (change["words"] for change in made.changes)
    return "\n\n".join(filter(None, (*brought, made.reason)))


def words_of_name(file: Attachment) -> str:
    """Return what a file is called, and what is said to be in it."""
    return f"{file.name}\n{file.description}"


def bearer_of(file: Attachment) -> tuple[str, int]:
    """Return what a file is with: its kind, and which."""
    if file.motion_id is not None:
        return MOTION, file.motion_id
    assert file.draft_id is not None, "a file is with a motion or a draft"
    return DRAFT, file.draft_id


def part_of(kind: str, number: int) -> str:
    """Return the name of a part."""
    return f"{kind} {number}"
