"""Separate elements: each part of the pot by a factor of its own, then added up."""

from governance.reckoning.distribution.basis import Basis
from governance.reckoning.distribution.method import FromPot
from governance.reckoning.distribution.registry import distribution_method
from governance.reckoning.distribution.terms import CannotSplit, Part, Purpose, Terms
from governance.reckoning.sentence import translatable


@distribution_method
class SeparateElements(FromPot):
    """The sum of separate entitlements by several factors, and never their product."""

    name = "separate_elements"
    title = translatable("Sum of separate elements")
    description = translatable(
        "The pot is divided into parts: one shared equally, one by hours, one by pay, one by"
        " service, as decided. Each part is split by its own factor, and what each person has of"
        " the parts is added up. Factors are never multiplied with each other."
    )
    source = "Taxation of Chargeable Gains Act 1992, section 236K(3) to (6); HMRC EIM03054"
    purposes = frozenset({Purpose.BONUS, Purpose.DIVIDEND})
    bases = (Basis.HEADS, Basis.MINUTES, Basis.PAY, Basis.SERVICE)
    is_on_same_terms = True

    def parts(self, terms: Terms) -> tuple[Part, ...]:
        """Return the parts that were decided: each by a factor of its own."""
        named = [part.basis for part in terms.parts]
        if not named:
            raise CannotSplit(_NO_PARTS)
        if len(set(named)) < len(named):
            raise CannotSplit(_FACTOR_TWICE)
        if not set(named) <= set(self.bases):
            raise CannotSplit(_NO_FACTOR_OF_WORK)
        if min(part.weight for part in terms.parts) < 1:
            raise CannotSplit(_NO_WEIGHT)
        return terms.parts


_NO_PARTS = translatable("Say which parts of the pot go equally, by hours, by pay or by service.")
_FACTOR_TWICE = translatable("Each factor has one part of the pot. Put the two parts together.")
_NO_FACTOR_OF_WORK = translatable("A part goes equally, by hours, by pay or by service.")
_NO_WEIGHT = translatable("Each part must be more than 0. Leave out a factor that has no part.")
