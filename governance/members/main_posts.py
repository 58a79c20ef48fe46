"""The main post of those who hold several on a day, for queries: as `entries.main_post` has it."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Subquery, func, or_, select
from sqlalchemy.orm import aliased

from governance.infrastructure.database import is_postgresql
from governance.members.claims import holds_on, known_at
from governance.members.models import Spell


def main_posts_of_several(day: date, known_seq: int | None) -> Subquery:
    """Select (party_id, service) of whoever holds more than one post on the day.

    The main one has the most hours, then the earliest unbroken start, then the lowest number.
    """
    at_work = (Spell.kind == "employment", holds_on(day), known_at(known_seq))
    several = select(Spell.party_id).where(*at_work).group_by(Spell.party_id)
    several = several.having(func.count() > 1)
    minutes = func.coalesce(Spell.data["minutes_a_week"].as_integer(), -1)
    in_order = (minutes.desc(), _began(known_seq), _by_bytes(Spell.key))
    place = func.row_number().over(partition_by=Spell.party_id, order_by=in_order)
    posts = (
        select(
            Spell.party_id, Spell.data["service"].as_string().label("service"), place.label("place")
        )
        .where(*at_work, Spell.party_id.in_(several))
        .subquery()
    )
    main = select(posts.c.party_id, posts.c.service).where(posts.c.place == 1)
    return main.subquery("main_post")


def _began(known_seq: int | None) -> ScalarSelect[date]:
    """Return the first day of the assignment's unbroken run that the outer spell is part of."""
    earlier, before = aliased(Spell), aliased(Spell)
    follows_on = select(before.id).where(
        *_same_post(before, earlier, known_seq), before.valid_to == earlier.valid_from
    )
    begins = select(func.max(earlier.valid_from)).where(
        *_same_post(earlier, Spell, known_seq),
        earlier.valid_from <= Spell.valid_from,
        ~follows_on.exists(),
    )
    return begins.correlate(Spell).scalar_subquery()


def _same_post(one: Any, other: Any, known_seq: int | None) -> tuple[ColumnElement[bool], ...]:
    superseded = one.superseded_seq
    known = superseded.is_(None)
    if known_seq is not None:
        known = (one.recorded_seq <= known_seq) & or_(known, superseded > known_seq)
    same = (one.party_id == other.party_id, one.kind == "employment", one.key == other.key)
    return (*same, known)


def _by_bytes(column: Any) -> ColumnElement[str]:
    """Order as Python does, whatever the language of the database."""
    ordered: ColumnElement[str] = column.collate("C" if is_postgresql() else "BINARY")
    return ordered
