"""Every way of counting that is offered: one file each in `methods/`, found by looking there."""

from typing import Protocol, TypeVar

from governance.reckoning.catalogue import Catalogue
from governance.reckoning.counting.count import Count
from governance.reckoning.counting.election import Election


class CountingMethod(Protocol):
    """One way of counting. The words are for the form and the docs page; `shape` is the paper's."""

    name: str
    title: str
    description: str
    source: str
    shape: str

    def count(self, election: Election, *, lot_order: tuple[int, ...] | None = None) -> Count:
        """Count the papers; `lot_order` decides the lots, else they are drawn from the papers."""


_METHODS: Catalogue[CountingMethod] = Catalogue("governance.reckoning.counting.methods")

Method = TypeVar("Method", bound=type[CountingMethod])


def counting_method(method: Method) -> Method:
    """Offer the class below as a way of counting."""
    _METHODS.add(method())
    return method


def method_named(name: str) -> CountingMethod:
    """Return the counting method that a rulebook calls by this name."""
    return _METHODS.named(name)


def methods() -> tuple[CountingMethod, ...]:
    """Return every counting method, by name."""
    return _METHODS.all()
