"""Every effect there is: one file each in `kinds/`, found by looking there."""

from typing import TypeVar

from governance.effects.effect import Effect
from governance.reckoning.catalogue import Catalogue

NONE = "none"

_EFFECTS: Catalogue[Effect] = Catalogue("governance.effects.kinds")

Kind = TypeVar("Kind", bound=type[Effect])


def effect(kind: Kind) -> Kind:
    """Offer the class below as an effect."""
    _EFFECTS.add(kind())
    return kind


def effect_named(name: str) -> Effect:
    """Return the effect of this name."""
    return _EFFECTS.named(name)


def effects() -> tuple[Effect, ...]:
    """Return every effect, the one that does nothing last."""
    return tuple(sorted(_EFFECTS.all(), key=lambda each: (each.name == NONE, each.title)))
