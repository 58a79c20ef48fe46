"""What people were called on a day, as known at a link: whoever has another name now.

Nearly everybody is called as now. The database leaves those out, and the few who may differ are
looked at one by one, by the same words as everywhere.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    CTE,
    JSON,
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
)

from governance.infrastructure.database import db, is_postgresql
from governance.members.as_at import BINDS_AT_ONCE, AsAt
from governance.members.claims import holds_on, known_at
from governance.members.entries import sort_name
from governance.members.models import RegisterEntry, Spell

LONGEST_NAME = 160


def former_names(at: AsAt) -> dict[int, str]:
    """Return party -> the name to sort and search by then, of whoever has another one now."""
    of_the_day = db.session.execute(_perhaps_another(at)).all()
    without = [row.party_id for row in of_the_day if not row.is_of_the_day]
    rows = [row for row in of_the_day if row.is_of_the_day]
    for start in range(0, len(without), BINDS_AT_ONCE):
        rows += db.session.execute(_nearest(without[start : start + BINDS_AT_ONCE], at)).all()
    told = ((row, sort_name(row.data or {})[:LONGEST_NAME]) for row in rows)
    return {row.party_id: was for row, was in told if was != row.sort_name}


def as_table(names: Mapping[int, str]) -> CTE:
    """Return these names as (party_id, sort_name) to join: one parameter, however many."""
    told = literal(json.dumps(names))
    each = func.json_each_text(cast(told, JSON)) if is_postgresql() else func.json_each(told)
    pairs = each.table_valued("key", "value")
    named = (cast(pairs.c.key, Integer).label("party_id"), pairs.c.value.label("sort_name"))
    # Materialised: else SQLite reads the whole parameter again for each entry.
    return select(*named).cte("former_name").prefix_with("MATERIALIZED")


def _perhaps_another(at: AsAt) -> Select[int, str, Any, bool]:
    """Select the contact of the day where its name seems another; and who has none on the day."""
    entry = RegisterEntry
    of_day = and_(holds_on(at.on), known_at(at.known))
    joined = and_(Spell.party_id == entry.party_id, _is_contact(), of_day)
    is_of_the_day = Spell.id.is_not(None)
    return (
        select(entry.party_id, entry.sort_name, Spell.data, is_of_the_day.label("is_of_the_day"))
        .outerjoin(Spell, joined)
        .where(or_(~is_of_the_day, entry.sort_name != _plain_sort_name(Spell.data)))
    )


def _plain_sort_name(data: Any) -> ColumnElement[str]:
    """Put a person's name together as `sort_name` does, as far as a database can.

    With accents, odd spaces or a first name told twice, and of an organisation, it comes out
    otherwise. Such a one is looked at again, so nothing is missed.
    """
    surname, known_as, first = (
        func.coalesce(data[part].as_string(), "") for part in ("surname", "known_as", "first_name")
    )
    return func.lower(func.trim(func.replace(surname + " " + known_as + " " + first, "  ", " ")))


def _nearest(ids: Sequence[int], at: AsAt) -> Select[int, Any, str]:
    """Select the contact next to come, else the last that was, where its name seems another."""
    is_to_come = Spell.valid_from > at.on
    in_order = (
        case((is_to_come, 0), else_=1),
        case((is_to_come, Spell.valid_from)),
        Spell.valid_from.desc(),
    )
    place = func.row_number().over(partition_by=Spell.party_id, order_by=in_order)
    placed = (
        select(Spell.party_id, Spell.data, place.label("place"))
        .where(Spell.party_id.in_(ids), _is_contact(), known_at(at.known))
        .subquery("placed")
    )
    entry = RegisterEntry
    return (
        select(placed.c.party_id, placed.c.data, entry.sort_name)
        .join(entry, entry.party_id == placed.c.party_id)
        .where(placed.c.place == 1, entry.sort_name != _plain_sort_name(placed.c.data))
    )


def _is_contact() -> ColumnElement[bool]:
    # Hidden from the planner: else SQLite goes through all contacts for each entry.
    return and_(func.coalesce(Spell.kind, "") == "contact", Spell.key == "")
