"""Every kind of resolution that is offered: one file each in `kinds/`, found by looking there."""

from typing import TypeVar

from governance.reckoning.catalogue import Catalogue
from governance.reckoning.resolutions.kind import ResolutionKind

_KINDS: Catalogue[ResolutionKind] = Catalogue("governance.reckoning.resolutions.kinds")

Kind = TypeVar("Kind", bound=type[ResolutionKind])


def resolution_kind(kind: Kind) -> Kind:
    """Offer the class below as a kind of resolution."""
    _KINDS.add(kind())
    return kind


def kind_named(name: str) -> ResolutionKind:
    """Return the kind of resolution of this name."""
    return _KINDS.named(name)


def kinds() -> tuple[ResolutionKind, ...]:
    """Return every kind of resolution, by name."""
    return _KINDS.all()
