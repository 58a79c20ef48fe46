"""What pages say of the files with a motion or a draft."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from governance.infrastructure.files.kinds import IN_WORDS
from governance.motions import queries
from governance.motions.models import Attachment
from governance.motions.queries import Attached, Bearer
from governance.reckoning.rules.kinds.motions import MotionRules
from governance.rulebook.queries import rules_on

KILOBYTE = 1024


@dataclass(frozen=True)
class Room:
    """How many more files may be attached, and how large each."""

    files: int
    megabytes: int
    kinds: str


@dataclass(frozen=True)
class ShownFile:
    """A file in a list; `gone` is what its place says once it is removed."""

    id: int
    name: str
    kind: str
    description: str
    gone: str
    may_remove: bool


def files_of(bearer: Bearer, *, may_remove: bool) -> list[ShownFile]:
    """Return the files with a motion or draft as this person sees them."""
    return [_shown(each, may_remove=may_remove) for each in queries.attachments_of(bearer)]


def room_for(bearer: Bearer, *, today: date) -> Room:
    """Return how much more may be attached."""
    rules = rules_on(today).of(MotionRules)
    left = rules.attachments - queries.count_of_attachments(bearer)
    return Room(max(0, left), rules.attachment_megabytes, IN_WORDS)


def _shown(attached: Attached, *, may_remove: bool) -> ShownFile:
    file = attached.attachment
    return ShownFile(
        id=file.id,
        name=file.name,
        kind=_kind_and_size(file),
        description=file.description,
        gone=_what_became_of(attached) if file.removed_at else "",
        may_remove=may_remove,
    )


def _kind_and_size(attachment: Attachment) -> str:
    """Return "PDF, 1.4 MB"."""
    return f"{gettext(attachment.file_kind.title)}, {_size(attachment.size)}"


def _what_became_of(attached: Attached) -> str:
    """Return which file was removed by whom and why, as its place says it."""
    removed = attached.attachment
    if not removed.removed_reason:
        return gettext("“%(name)s” was removed by its author.", name=removed.name)
    return gettext(
        "A file was removed by %(name)s: %(reason)s",
        name=attached.remover or gettext("an officer"),
        reason=removed.removed_reason,
    )


def _size(length: int) -> str:
    if length < KILOBYTE * KILOBYTE:
        return gettext("%(size)s kB", size=max(1, -(-length // KILOBYTE)))
    tenths = -(-length * 10 // (KILOBYTE * KILOBYTE))
    return gettext("%(size)s MB", size=f"{tenths // 10}.{tenths % 10}")
