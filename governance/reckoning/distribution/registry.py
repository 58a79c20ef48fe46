"""Every way of splitting money that is offered: one file each in `methods/`."""

from typing import TypeVar

from governance.reckoning.catalogue import Catalogue
from governance.reckoning.distribution.method import DistributionMethod
from governance.reckoning.distribution.terms import Purpose

_METHODS: Catalogue[DistributionMethod] = Catalogue("governance.reckoning.distribution.methods")

Method = TypeVar("Method", bound=type[DistributionMethod])


def distribution_method(method: Method) -> Method:
    """Offer the class below as a way of splitting money."""
    _METHODS.add(method())
    return method


def method_named(name: str) -> DistributionMethod:
    """Return the method of this name."""
    return _METHODS.named(name)


def methods() -> tuple[DistributionMethod, ...]:
    """Return every method, by name."""
    return _METHODS.all()


def methods_for(purpose: Purpose) -> tuple[DistributionMethod, ...]:
    """Return the methods by which a bonus, a dividend or interest can be worked out."""
    return tuple(method for method in methods() if purpose in method.purposes)
