"""Recipients and terms for the tests: each knows everything that any method weighs."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from governance.reckoning.distribution.basis import Balance, Basis, Recipient
from governance.reckoning.distribution.method import DistributionMethod
from governance.reckoning.distribution.terms import Part, Terms

YEAR = {"first_day": date(2027, 1, 1), "last_day": date(2027, 12, 31)}
EQUAL_PARTS = tuple(Part(basis, 1) for basis in (Basis.MINUTES, Basis.PAY, Basis.SERVICE))


def recipient(id: str, amount: int | None, *, place: int = 0) -> Recipient:
    """Return somebody who weighs the same by whatever is weighed."""
    return Recipient(
        id=id,
        place=place,
        paid_minutes=amount,
        pay_pence=amount,
        service_days=amount,
        shares=amount,
        holding_pence=amount,
        balances=None if amount is None else (Balance(date(2027, 1, 1), amount),),
    )


def recipients(amounts: Sequence[int | None]) -> list[Recipient]:
    """Return somebody for each amount, named by their number."""
    return [recipient(f"{number:04d}", amount) for number, amount in enumerate(amounts)]


def terms(method: DistributionMethod, **changed: object) -> Terms:
    """Return terms on which this method can split something."""
    decided: dict[str, object] = {"residue_to": "general reserve"}
    if method.is_from_a_pot:
        decided |= {"pot_pence": 100_00, "parts": EQUAL_PARTS}
    else:
        decided |= {"rate": Fraction(1, 20), "highest_rate": Fraction(1, 20), **YEAR}
    return Terms(**(decided | changed))  # type: ignore[arg-type]
