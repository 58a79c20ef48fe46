"""Reads of motions still being written, and of who writes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select

from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.members.entries import folded
from governance.members.models import RegisterEntry
from governance.members.register_search import RegisterSearch
from governance.motions.models import Draft, DraftAuthor, DraftPart
from governance.reckoning.rules.kinds.records import RecordRules
from governance.rulebook.queries import rules_on

FEWEST_LETTERS = 3
MOST_FOUND = 8


@dataclass(frozen=True)
class Asked:
    """Somebody who was asked to write a draft with its mover, and what they answered."""

    party_id: int
    name: str
    state: str


@dataclass(frozen=True)
class LastWritten:
    """Which version of a part of a draft this is, and by whom and when it was written."""

    version: int
    by: str = ""
    at: datetime | None = None


def draft(draft_id: int, party_id: int | None) -> Draft:
    """Return a draft that this person writes; nobody else knows of it.

    Raises:
        NotFound: they have no such draft.
    """
    found = db.session.get(Draft, draft_id)
    if found is None or not writes(found, party_id):
        raise _no_draft()
    return found


def draft_asked_about(draft_id: int, party_id: int | None) -> Draft:
    """Return a draft that this person was asked to write, whatever they answered.

    Raises:
        NotFound: they were not asked.
    """
    found = db.session.get(Draft, draft_id)
    if found is None or db.session.get(DraftAuthor, (draft_id, party_id)) is None:
        raise _no_draft()
    return found


def writes(draft: Draft, party_id: int | None) -> bool:
    """Say whether that person is the draft's mover or has accepted to write it too."""
    if party_id is None:
        return False
    if draft.author_id == party_id:
        return True
    place = db.session.get(DraftAuthor, (draft.id, party_id))
    return place is not None and place.state == "accepted"


def months_drafts_are_kept(on: date) -> int | None:
    """Return after how many months without a word a draft is deleted; None: never."""
    return rules_on(on).of(RecordRules).drafts_months


def drafts_of(party_id: int | None) -> list[Draft]:
    """Return what that person has begun to write, alone or with others, the latest first."""
    begun = (
        select(Draft)
        .where(or_(Draft.author_id == party_id, _is_co_written_by(party_id)))
        .where(Draft.motion_id.is_(None))
        .where((Draft.title != "") | (Draft.text != "") | (Draft.reason != ""))
        .order_by(Draft.changed_at.desc(), Draft.id.desc())
    )
    return list(db.session.scalars(begun))


def drafts_to_answer_for(party_id: int | None) -> list[tuple[Draft, str]]:
    """Return each draft whose mover asked this person and waits, with the mover's name."""
    waiting = (
        select(Draft, func.coalesce(RegisterEntry.name, ""))
        .join(DraftAuthor, DraftAuthor.draft_id == Draft.id)
        .outerjoin(RegisterEntry, RegisterEntry.party_id == Draft.author_id)
        .where(DraftAuthor.party_id == party_id, DraftAuthor.state == "asked")
        .where(Draft.motion_id.is_(None))
        .order_by(DraftAuthor.asked_at, Draft.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(waiting)]


def asked_to_write(draft_id: int) -> list[Asked]:
    """Return whom the mover asked to write the draft too, in the order in which they were asked."""
    asked = (
        select(DraftAuthor.party_id, func.coalesce(RegisterEntry.name, ""), DraftAuthor.state)
        .outerjoin(RegisterEntry, RegisterEntry.party_id == DraftAuthor.party_id)
        .where(DraftAuthor.draft_id == draft_id)
        .order_by(DraftAuthor.asked_at, DraftAuthor.party_id)
    )
    return [Asked(*row) for row in db.session.execute(asked)]


def count_of_co_authors(draft_id: int) -> int:
    """Return how many write the draft with its mover, or may yet say that they do."""
    counted = select(func.count()).where(
        DraftAuthor.draft_id == draft_id, DraftAuthor.state != "declined"
    )
    return db.session.scalar(counted) or 0


def last_written(draft_id: int, part: str) -> LastWritten:
    """Return which version of the part this is, and who wrote it."""
    row = db.session.get(DraftPart, (draft_id, part))
    if row is None:
        return LastWritten(0)
    entry = db.session.get(RegisterEntry, row.written_by)
    return LastWritten(row.version, entry.name if entry else "", row.written_at)


def members_found(words: str, today: date) -> Sequence[RegisterEntry] | None:
    """Return a few members by name or by member number; None asks for more letters.

    Whoever looks knows whom they look for: nobody browses the register this way.
    """
    typed = folded(words).split()
    if not any(len(word) >= FEWEST_LETTERS or word.isdecimal() for word in typed):
        return None
    search = RegisterSearch(today, words=words)
    return list(db.session.scalars(search.select().limit(MOST_FOUND + 1)))


def _is_co_written_by(party_id: int | None) -> ColumnElement[bool]:
    return Draft.id.in_(
        select(DraftAuthor.draft_id).where(
            DraftAuthor.party_id == party_id, DraftAuthor.state == "accepted"
        )
    )


def _no_draft() -> NotFound:
    return NotFound("There is no such draft of yours.", next_step="Begin a new one.")
