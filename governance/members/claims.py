"""What can be claimed of a spell in a query: that it holds on a day, that it stood at a link."""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_

from governance.members.models import Spell


def holds_on(day: date) -> ColumnElement[bool]:
    """Claim that a spell holds on the day."""
    return and_(Spell.valid_from <= day, or_(Spell.valid_to.is_(None), Spell.valid_to > day))


def known_at(seq: int | None) -> ColumnElement[bool]:
    """Claim that a spell stood at the link (stands now, without one)."""
    if seq is None:
        return Spell.superseded_seq.is_(None)
    not_yet = or_(Spell.superseded_seq.is_(None), Spell.superseded_seq > seq)
    return and_(Spell.recorded_seq <= seq, not_yet)
