"""On what terms a sum is split: the pot or the rate, its parts, and the rounding."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from governance.reckoning.distribution.basis import Basis
from governance.reckoning.sentence import Sentence, Value, translatable


class Purpose(StrEnum):
    """What the money is to those who have it."""

    BONUS = "bonus"
    DIVIDEND = "dividend"
    INTEREST = "interest"


class Rounding(StrEnum):
    """How exact shares become whole pence. Half to the even penny is not among them."""

    LARGEST_REMAINDER = "largest remainder"
    DOWN = "down"
    NEAREST = "nearest"


ROUNDING_WORDS = {
    Rounding.LARGEST_REMAINDER: translatable(
        "What each has is rounded down; the pennies left go one each to those who lost most by it,"
        " so that the whole pot is paid. Equal parts can differ by a penny."
    ),
    Rounding.DOWN: translatable(
        "What each has is rounded down to the penny. Equal parts are paid alike, and what is left"
        " over of a pot goes where the terms say."
    ),
    Rounding.NEAREST: translatable(
        "What each has is rounded to the nearest penny, half a penny up. Equal parts are paid"
        " alike, and the total is what they come to."
    ),
}


@dataclass(frozen=True)
class Part:
    """How much of the pot goes by one basis, in proportion to the other parts."""

    basis: Basis
    weight: int


@dataclass(frozen=True)
class Terms:
    """What the society decided; which of these a method needs, its file says.

    `rate` is pence for each share, or a fraction of the pay, the holding or, for a year, the
    balance. `residue_to` names where pence go that rounding down leaves of a pot. The period is
    from `first_day` to `last_day`, both in it.
    """

    pot_pence: int | None = None
    rounding: Rounding | None = None
    residue_to: str = ""
    parts: tuple[Part, ...] = ()
    most_service_days: int | None = None
    rate: Fraction | None = None
    highest_rate: Fraction | None = None
    first_day: date | None = None
    last_day: date | None = None


class CannotSplit(Exception):
    """The sum cannot be split so; the reason is a sentence, with the recipients it is about."""

    def __init__(
        self, template: str, values: dict[str, Value] | None = None, *, about: Iterable[str] = ()
    ) -> None:
        self.reason = Sentence(template, values or {})
        self.recipient_ids = tuple(about)
        super().__init__(str(self.reason))
