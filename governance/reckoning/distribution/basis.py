"""Who takes part in a distribution, and what can be weighed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Basis(StrEnum):
    """What a method weighs; each is counted in whole numbers of its unit."""

    HEADS = "heads"
    MINUTES = "minutes"
    PAY = "pay"
    SERVICE = "service"
    SHARES = "shares"
    HOLDING = "holding"
    PENCE_DAYS = "pence days"


OF_EMPLOYMENT = frozenset({Basis.MINUTES, Basis.PAY, Basis.SERVICE})
# Who holds shares has it: who takes part is then not chosen.
OF_SHARES = frozenset({Basis.SHARES, Basis.HOLDING, Basis.PENCE_DAYS})


@dataclass(frozen=True)
class Balance:
    """A holding in pence, from the beginning of a day until the next balance."""

    since: date
    pence: int


@dataclass(frozen=True)
class Recipient:
    """Somebody who takes part, with what is known of them; None is not known, 0 is none.

    `place` is where they stand when a penny goes to one of several equals: the lower first, then
    by id. The order in which recipients are given decides nothing.
    """

    id: str
    place: int = 0
    paid_minutes: int | None = None
    pay_pence: int | None = None
    service_days: int | None = None
    shares: int | None = None
    holding_pence: int | None = None
    balances: tuple[Balance, ...] | None = None
