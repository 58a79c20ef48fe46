"""Debits and credits as an officer writes them, made into transfers from one account to another."""

from collections.abc import Iterable
from dataclasses import dataclass

from governance.ledger.places import Leg, Place


@dataclass(frozen=True)
class Side:
    """An amount on one side of an account: the debit side, or else the credit side."""

    place: Place
    amount: int
    is_debit: bool


def difference(sides: Iterable[Side]) -> int:
    """Return by how much more is debited than credited."""
    return sum(side.amount if side.is_debit else -side.amount for side in sides)


def paired(sides: Iterable[Side]) -> list[Leg]:
    """Return transfers that come to these sides; debits and credits must come to the same.

    Each debit takes from the credits in their order, so one against several stays readable.
    """
    every = list(sides)
    assert not difference(every), "debits and credits differ"
    credits = (side for side in every if not side.is_debit)
    legs: list[Leg] = []
    there = 0
    for debit in (side for side in every if side.is_debit):
        left = debit.amount
        while left:
            if not there:
                credit = next(credits)
                there = credit.amount
            taken = min(left, there)
            legs.append(Leg(debit.place, credit.place, taken))
            left, there = left - taken, there - taken
    return legs
