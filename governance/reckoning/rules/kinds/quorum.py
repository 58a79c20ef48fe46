"""Quorum: how many must be there, or vote, before anything is decided.

No quorum may be so high that a decision, and with it a change of the quorum, is out of reach: of
ballots and meetings alike the most is bounded here, and an adjourned meeting can always decide.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from governance.reckoning.resolutions.quorum import Quorum
from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.registry import rule_kind
from governance.reckoning.rules.setting import NotPossible, Unit, number, yes_no
from governance.reckoning.sentence import Sentence

CA = "Companies Act 2006"
MODEL = "Co-operatives UK, worker co-operative model articles, 2012"
PER_CENT = 100


@rule_kind
@dataclass(frozen=True)
class QuorumRules(RuleKind):
    """How many take part at least, in a meeting and in a ballot."""

    name = "quorum"
    title = "Quorum"
    about = "How many members must be present, or vote, before a meeting or a ballot decides."

    meeting_percent: int = number(
        "Quorum of a meeting",
        "A general meeting needs %(value)s of the members, within the two numbers below.",
        says_zero="A general meeting needs no share of the members.",
        default=10,
        unit=Unit.PERCENT,
        least=0,
        most=50,
        help="Enough that a few do not decide for all, and no more than come.",
        source=f"{MODEL}: 50%; for a larger society 10% [J]",
    )
    meeting_least: int = number(
        "Fewest at a meeting",
        "A general meeting needs %(value)s or more in any case.",
        default=2,
        unit=Unit.MEMBERS,
        least=2,
        most=20,
        help="Where the society has fewer members than that, all of them.",
        source=f"{CA}, section 318: two, subject to the articles; {MODEL}: 2",
    )
    meeting_most: int | None = number(
        "Enough at a meeting",
        "%(value)s are enough for a general meeting, however many members there are.",
        says_none="The quorum of a general meeting grows with the number of members.",
        default=50,
        unit=Unit.MEMBERS,
        least=3,
        most=500,
        may_be_none=True,
        help="In a large society a share alone is never reached.",
        source="Practice of larger societies [J]",
    )
    counts_proxies: bool = yes_no(
        "Proxies in the quorum",
        "Whoever is represented by a proxy counts towards the quorum of a meeting.",
        "Only those present themselves count towards the quorum of a meeting.",
        default=True,
        help="They have said how they vote, or who votes for them.",
        source=f"{CA}, section 318(3); {MODEL}: including proxies",
    )
    wait_minutes: int = number(
        "Wait for a quorum",
        "A meeting without a quorum, or that has lost it, is adjourned after %(value)s.",
        default=30,
        unit=Unit.MINUTES,
        least=10,
        most=60,
        help="Late arrivals are waited for, and nobody waits for ever.",
        source=f"{MODEL}: 30 minutes",
    )
    adjourned_least: int = number(
        "Quorum of an adjourned meeting",
        "At an adjourned meeting those present are a quorum, if they number %(value)s or more.",
        default=2,
        unit=Unit.MEMBERS,
        least=1,
        most=5,
        help="An adjourned meeting can always decide, so that no quorum stops the society.",
        source=f"{MODEL}: those present are a quorum",
    )
    ballot_participation: int = number(
        "Participation in a ballot",
        "A ballot decides only if %(value)s of those entitled take part.",
        says_zero="A ballot decides however few of those entitled take part.",
        default=0,
        unit=Unit.PERCENT,
        least=0,
        most=40,
        help="Whoever is against can bring a motion down by staying away: approval is better.",
        source="Practice [J]; 2014 Act, section 113, asks for half only of a conversion",
    )
    counts_abstentions: bool = yes_no(
        "To abstain is to take part",
        "Whoever abstains in a ballot takes part in it.",
        "Whoever abstains in a ballot does not count as taking part in it.",
        default=True,
        help="So that to abstain is not to stay away.",
        source="Practice [J]",
    )
    ballot_approval: int = number(
        "Approval in a ballot",
        "A motion is carried in a ballot only if %(value)s of those entitled are for it.",
        says_zero="A motion may be carried in a ballot however few of those entitled are for it.",
        default=0,
        unit=Unit.PERCENT,
        least=0,
        most=25,
        help="Bounded so that what half of the members vote on can still be carried by half of"
        " them.",
        source="Practice [J]",
    )

    def contradictions(self) -> Iterator[NotPossible]:
        """Yield a least above the most."""
        if self.meeting_most is not None and self.meeting_least > self.meeting_most:
            yield NotPossible(
                "quorum.meeting_least",
                Sentence("The fewest at a meeting cannot be more than what is enough at one."),
            )

    def of_meeting(self, members: int) -> Quorum:
        """Return the quorum of a meeting of so many members: never more than all of them."""
        wanted = -(-members * self.meeting_percent // PER_CENT)
        if self.meeting_most is not None:
            wanted = min(wanted, self.meeting_most)
        return Quorum(participation=min(max(wanted, self.meeting_least), members))

    def of_adjourned_meeting(self, members: int) -> Quorum:
        """Return the quorum of a meeting taken up again: whoever came, but a few."""
        return Quorum(participation=min(self.adjourned_least, members))

    def of_ballot(self) -> Quorum:
        """Return the quorum of a ballot; one that asks for nothing where the rules ask nothing."""
        return Quorum(
            participation=_share(self.ballot_participation),
            counts_abstentions=self.counts_abstentions,
            approval=_share(self.ballot_approval),
        )

    def present(self, *, in_person: int, by_proxy: int) -> int:
        """Return how many count as present at a meeting."""
        return in_person + by_proxy if self.counts_proxies else in_person

    def adjourned_at(self, without_quorum_since: datetime) -> datetime:
        """Return when a meeting that is without a quorum is adjourned."""
        return without_quorum_since + timedelta(minutes=self.wait_minutes)


def _share(percent: int) -> Fraction | None:
    return Fraction(percent, PER_CENT) if percent else None
