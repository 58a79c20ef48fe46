"""How every resolution stands on a day: by the calendar, the registrar and later decisions."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Row, select

from governance.effects.effect import State
from governance.effects.registry import effect_named
from governance.infrastructure.database import db
from governance.reckoning import standing as reckoned
from governance.reckoning.standing import Deed, Standing, Stands
from governance.resolutions.models import Enactment, Resolution
from governance.rulebook import queries as rulebook
from governance.rulebook.queries import Adopted

_DEEDS = select(
    Resolution.id,
    Resolution.recorded_seq,
    Resolution.effect,
    Resolution.payload,
    Resolution.decided_on,
    Enactment.state,
    Enactment.from_day,
    Enactment.sets,
    Enactment.adoption_id,
).join(Enactment, Enactment.resolution_id == Resolution.id)


def standings_on(day: date) -> Mapping[int, Stands]:
    """Return how each resolution stands on the day, by its id."""
    adoptions = {each.row.id: each for each in rulebook.adopted()}
    rows = db.session.execute(_DEEDS).all()
    return reckoned.standings_on([_deed(row, adoptions) for row in rows], day)


def _deed(row: Row[*tuple[object, ...]], adoptions: Mapping[int, Adopted]) -> Deed:
    adopted = adoptions.get(row.adoption_id)
    holds_from, otherwise = _by_itself(row) if adopted is None else _by_registrar(adopted)
    touches = frozenset(row.sets) or effect_named(row.effect).touches(row.payload)
    return Deed(row.id, row.recorded_seq, touches, holds_from, otherwise)


def _by_itself(row: Row[*tuple[object, ...]]) -> tuple[date | None, Standing]:
    """Return from when what was done holds, or how it stands if nothing of it does."""
    if row.state in (State.IN_FORCE, State.TO_COME):
        return row.from_day or row.decided_on, Standing.NOTHING
    return None, Standing(row.state)


def _by_registrar(adopted: Adopted) -> tuple[date | None, Standing]:
    """Return from when a change of rules holds, or that it waits or was refused."""
    refused = adopted.registration is not None and adopted.reckoned.is_refused
    return adopted.reckoned.holds_from, Standing.REFUSED if refused else Standing.PENDING
