"""How the effect of a decision stands on a day: it changes as days pass and as others decide."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """Where what a decision does stands.

    *Nothing*: its words are all of it. *Refused*: by the registrar. *Superseded*: later decisions
    changed all that it set.
    """

    NOTHING = "nothing"
    IN_FORCE = "in_force"
    TO_COME = "to_come"
    PENDING = "pending_registration"
    REFUSED = "refused"
    FAILED = "failed"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class Deed:
    """What one decision did: its place in the order of decisions, and what it set from when.

    `holds_from` is None where nothing holds: then `otherwise` says how it stands.
    """

    id: int
    seq: int
    touches: frozenset[str]
    holds_from: date | None
    otherwise: Standing = Standing.NOTHING


@dataclass(frozen=True)
class Stands:
    """How a deed stands, from when, and which later ones changed some of it, oldest first."""

    standing: Standing
    changed_by: tuple[int, ...] = ()
    holds_from: date | None = None


def standings_on(deeds: Iterable[Deed], day: date) -> Mapping[int, Stands]:
    """Return how each deed stands on a day, by its id.

    Of two that set the same, the later decided holds from its day on, whichever day the earlier is
    for.
    """
    in_order = sorted(deeds, key=lambda each: each.seq)
    changed: dict[str, int] = {}
    found: dict[int, Stands] = {}
    for deed in reversed(in_order):
        found[deed.id] = _stands(deed, changed, day, in_order)
        if deed.holds_from is not None and deed.holds_from <= day:
            changed = {**dict.fromkeys(deed.touches, deed.id), **changed}
    return found


def _stands(deed: Deed, changed: Mapping[str, int], day: date, in_order: Iterable[Deed]) -> Stands:
    """Return how it stands; `changed` has, by what is set, the newest later deed that set it."""
    if deed.holds_from is None:
        return Stands(deed.otherwise)
    later = {changed[touched] for touched in deed.touches if touched in changed}
    by = tuple(each.id for each in in_order if each.id in later)
    if deed.touches and deed.touches <= set(changed):
        return Stands(Standing.SUPERSEDED, by, deed.holds_from)
    standing = Standing.IN_FORCE if deed.holds_from <= day else Standing.TO_COME
    return Stands(standing, by, deed.holds_from)
