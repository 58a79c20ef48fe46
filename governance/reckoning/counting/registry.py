"""Every way of counting that is offered: one file each in `methods/`, found by looking there."""

from enum import StrEnum
from typing import Protocol, TypeVar

from governance.reckoning.catalogue import Catalogue
from governance.reckoning.counting.count import Count
from governance.reckoning.counting.election import Election


class Shape(StrEnum):
    """What a voter does on the paper; the marks of one paper are a tuple of whole numbers.

    yes_no: one mark of for (1), against (2), abstain (3). one: the number of one option. several:
    the numbers of those approved, in order of number. rank: numbers in order of preference. score:
    one mark for every option in turn, 0 for no opinion. An empty tuple is a blank answer.
    """

    YES_NO = "yes_no"
    ONE = "one"
    SEVERAL = "several"
    RANK = "rank"
    SCORE = "score"


class Force(StrEnum):
    """What a result by this method may be used for."""

    BINDING = "binding"
    ADVISORY = "advisory"
    SURVEY = "survey"


class Fills(StrEnum):
    """How many seats, or places, a method can fill."""

    NONE = "none"
    ONE_SEAT = "one seat"
    SEATS = "seats"


class CountingMethod(Protocol):
    """One way of counting. The words are for the form and the docs page; `shape` is the paper's.

    `fills` says whether it can fill several seats or one; a survey and yes or no fill none.
    """

    name: str
    title: str
    description: str
    source: str
    shape: Shape
    force: Force
    fills: Fills

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


def methods_for_elections() -> tuple[CountingMethod, ...]:
    """Return the methods by which people may be elected: binding, and filling seats."""
    return tuple(
        method
        for method in methods()
        if method.force is Force.BINDING and method.fills is not Fills.NONE
    )
