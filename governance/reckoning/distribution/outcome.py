"""What a distribution comes to: a line for each recipient that shows how it adds up."""

from dataclasses import dataclass
from fractions import Fraction

from governance.reckoning.distribution.basis import Basis
from governance.reckoning.distribution.terms import Rounding


@dataclass(frozen=True)
class Entitlement:
    """What everybody has by one basis.

    `worth_pence` is what one unit of the basis is worth: the entitlement's pot divided by
    `whole`, all units together, or the declared rate. `pot_pence` is None where a rate decides.
    """

    basis: Basis
    whole: int
    worth_pence: Fraction
    pot_pence: int | None


@dataclass(frozen=True)
class Element:
    """What one recipient has by one basis: the units, and the pence after rounding."""

    entitlement: Entitlement
    amount: int
    pence: int

    @property
    def exact_pence(self) -> Fraction:
        """The pence before rounding."""
        return self.entitlement.worth_pence * self.amount


@dataclass(frozen=True)
class Line:
    """What one recipient is paid: the sum of their elements."""

    recipient_id: str
    elements: tuple[Element, ...]

    @property
    def pence(self) -> int:
        """The pence after rounding."""
        return sum(element.pence for element in self.elements)

    @property
    def exact_pence(self) -> Fraction:
        """The pence before rounding."""
        return sum((element.exact_pence for element in self.elements), Fraction(0))


@dataclass(frozen=True)
class Distribution:
    """A sum split: `total_pence` and `residue_pence` add up to the pot, where there is one.

    Lines are in the recipients' order of place, then id.
    """

    method: str
    rounding: Rounding
    pot_pence: int | None
    entitlements: tuple[Entitlement, ...]
    lines: tuple[Line, ...]
    residue_to: str

    @property
    def total_pence(self) -> int:
        """The pence that are paid."""
        return sum(line.pence for line in self.lines)

    @property
    def residue_pence(self) -> int:
        """The pence of the pot that rounding down leaves over."""
        return 0 if self.pot_pence is None else self.pot_pence - self.total_pence
