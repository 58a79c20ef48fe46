"""Surplus: what it may be for, how members decide it, and what may be paid out of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from governance.reckoning.rules.kinds.surplus.ballot import SurplusBallot
from governance.reckoning.rules.kinds.surplus.heads import SurplusHeads
from governance.reckoning.rules.kinds.surplus.paying import SurplusPaying
from governance.reckoning.rules.registry import rule_kind
from governance.reckoning.rules.setting import NotPossible


# The fields of the last base are read first.
@rule_kind
@dataclass(frozen=True)
class SurplusRules(SurplusPaying, SurplusBallot, SurplusHeads):
    """Heads, round, and paying."""

    name = "surplus"
    title = "Surplus"
    about = "What the surplus may be for, how members decide it, and what may be paid out of it."

    def contradictions(self) -> Iterator[NotPossible]:
        """Yield what of heads, ballot and paying cannot hold together."""
        yield from self.contradictions_of_heads()
        yield from self.contradictions_of_ballot()
        yield from self.contradictions_of_paying(
            dividend_least=self.dividend_least_percent, bonus_most=self.bonus_most_percent
        )
