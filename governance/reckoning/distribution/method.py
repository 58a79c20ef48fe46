"""A way of splitting money: from a pot, or by a declared rate from which the total follows.

Methods are subclasses with words, bases and, for a rate, what one unit is worth.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from governance.reckoning.distribution.basis import Basis, Recipient
from governance.reckoning.distribution.outcome import Distribution, Element, Entitlement, Line
from governance.reckoning.distribution.splitting import split_by_largest_remainder, split_down
from governance.reckoning.distribution.terms import CannotSplit, Part, Purpose, Rounding, Terms
from governance.reckoning.distribution.weighing import in_order, weights_by
from governance.reckoning.sentence import translatable


class DistributionMethod:
    """Words for the form and the docs, what the method needs, and the splitting itself.

    `roundings` are those it allows, its own first. `is_on_same_terms` says that an employee
    ownership trust may use it (Taxation of Chargeable Gains Act 1992, section 236K).
    """

    name: str
    title: str
    description: str
    source: str
    purposes: frozenset[Purpose]
    bases: tuple[Basis, ...]
    roundings: tuple[Rounding, ...]
    is_from_a_pot: bool
    is_on_same_terms: bool = False

    def distribute(self, recipients: Sequence[Recipient], terms: Terms) -> Distribution:
        """Split a sum among the recipients, or raise `CannotSplit` with the reason."""
        raise NotImplementedError

    def rounding(self, terms: Terms) -> Rounding:
        """Return the rounding that the terms ask for, or the method's own."""
        rounding = terms.rounding or self.roundings[0]
        if rounding not in self.roundings:
            raise CannotSplit(_NOT_THIS_ROUNDING)
        return rounding


class FromPot(DistributionMethod):
    """The sum is given and is split whole, to the penny."""

    is_from_a_pot = True
    roundings: tuple[Rounding, ...] = (Rounding.LARGEST_REMAINDER, Rounding.DOWN)

    def parts(self, terms: Terms) -> tuple[Part, ...]:
        """Return the parts of the pot, each split by a basis of its own: here it is one."""
        return (Part(self.bases[0], 1),)

    def distribute(self, recipients: Sequence[Recipient], terms: Terms) -> Distribution:
        """Split the pot into its parts, each part by its basis, and add up."""
        rounding = self.rounding(terms)
        if terms.pot_pence is None or terms.pot_pence < 1:
            raise CannotSplit(_NO_POT)
        if rounding == Rounding.DOWN and not terms.residue_to:
            raise CannotSplit(_NOWHERE)
        ordered, parts = in_order(recipients, self.bases), self.parts(terms)
        weights = [weights_by(part.basis, ordered, terms) for part in parts]
        pots = split_by_largest_remainder(terms.pot_pence, [part.weight for part in parts])
        order = _order_of_equals(parts, weights)
        pence = [
            split_down(pot, each)
            if rounding == Rounding.DOWN
            else split_by_largest_remainder(pot, each, order=order)
            for pot, each in zip(pots, weights, strict=True)
        ]
        entitlements = tuple(
            Entitlement(part.basis, sum(each), Fraction(pot, sum(each)), pot)
            for part, pot, each in zip(parts, pots, weights, strict=True)
        )
        return Distribution(
            method=self.name,
            rounding=rounding,
            pot_pence=terms.pot_pence,
            entitlements=entitlements,
            lines=_lines(ordered, entitlements, weights, pence),
            residue_to=terms.residue_to if rounding == Rounding.DOWN else "",
        )


class ByRate(DistributionMethod):
    """A rate is declared, and the total is whatever it comes to."""

    is_from_a_pot = False
    roundings: tuple[Rounding, ...] = (Rounding.NEAREST, Rounding.DOWN)

    def worth(self, terms: Terms, rate: Fraction) -> Fraction:
        """Return what one unit of the basis is worth, in pence."""
        return rate

    def distribute(self, recipients: Sequence[Recipient], terms: Terms) -> Distribution:
        """Give everybody the rate on what they have."""
        rounding = self.rounding(terms)
        if terms.rate is None or terms.rate <= 0:
            raise CannotSplit(_NO_RATE)
        ordered = in_order(recipients, self.bases)
        weights = weights_by(self.bases[0], ordered, terms)
        worth = self.worth(terms, terms.rate)
        pence = [_rounded(worth * weight, rounding) for weight in weights]
        entitlement = Entitlement(self.bases[0], sum(weights), worth, None)
        return Distribution(
            method=self.name,
            rounding=rounding,
            pot_pence=None,
            entitlements=(entitlement,),
            lines=_lines(ordered, (entitlement,), [weights], [pence]),
            residue_to="",
        )


def _order_of_equals(parts: Sequence[Part], weights: Sequence[Sequence[int]]) -> list[int]:
    """Return whom a penny between equals goes to first: those with more in all, then by place.

    So whoever has no less by any basis is never paid less in all.
    """
    places = list(range(len(weights[0])))
    if len(parts) == 1:
        return places
    wholes = [sum(each) for each in weights]
    scale = lcm(*wholes)
    scales = [part.weight * (scale // whole) for part, whole in zip(parts, wholes, strict=True)]
    totals = [
        sum(each[place] * by for each, by in zip(weights, scales, strict=True)) for place in places
    ]
    return sorted(places, key=lambda place: -totals[place])


def _lines(
    ordered: Sequence[Recipient],
    entitlements: Sequence[Entitlement],
    weights: Sequence[Sequence[int]],
    pence: Sequence[Sequence[int]],
) -> tuple[Line, ...]:
    return tuple(
        Line(
            recipient.id,
            tuple(
                Element(entitlement, amounts[place], paid[place])
                for entitlement, amounts, paid in zip(entitlements, weights, pence, strict=True)
            ),
        )
        for place, recipient in enumerate(ordered)
    )


def _rounded(exact: Fraction, rounding: Rounding) -> int:
    if rounding == Rounding.DOWN:
        return exact.numerator // exact.denominator
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


_NO_POT = translatable("Enter the sum to split: at least £0.01.")
_NO_RATE = translatable("Enter the rate: more than 0.")
_NOWHERE = translatable("Say where the pence go that rounding down leaves over.")
_NOT_THIS_ROUNDING = translatable("This method is not rounded so. Choose another rounding.")
