"""What can be claimed of a spell in a query: what it is, when it holds, at which link it stood."""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_

from governance.members.models import Spell

SUSPENSION = "suspension"


def is_of_the_society() -> ColumnElement[bool]:
    """Claim that a spell is membership of the society itself, not of another legal entity."""
    return and_(Spell.kind == "membership", Spell.key == "")


def suspends() -> ColumnElement[bool]:
    """Claim that a spell is a suspension; other restrictions leave a membership its standing."""
    return and_(Spell.kind == "restriction", Spell.key == SUSPENSION)


def holds_on(day: date) -> ColumnElement[bool]:
    """Claim that a spell holds on the day."""
    return and_(Spell.valid_from <= day, or_(Spell.valid_to.is_(None), Spell.valid_to > day))


def known_at(seq: int | None) -> ColumnElement[bool]:
    """Claim that a spell stood at the link (stands now, without one)."""
    if seq is None:
        return Spell.superseded_seq.is_(None)
    not_yet = or_(Spell.superseded_seq.is_(None), Spell.superseded_seq > seq)
    return and_(Spell.recorded_seq <= seq, not_yet)
