"""What became of a resolution, why, and its arithmetic in words."""

from dataclasses import dataclass
from enum import StrEnum

from governance.reckoning.sentence import Sentence


class Outcome(StrEnum):
    """The three ends of a vote."""

    CARRIED = "carried"
    LOST = "lost"
    INQUORATE = "inquorate"


class Reason(StrEnum):
    """What decided."""

    MAJORITY = "majority"
    NO_VOTES = "no votes"
    CASTING_VOTE = "casting vote"
    APPROVAL = "approval"
    QUORUM = "quorum"


class CastingVote(StrEnum):
    """The chair's own act on equal votes, where the rules give one."""

    FOR = "for"
    AGAINST = "against"


@dataclass(frozen=True)
class Decision:
    """The outcome, with what a page needs to show it.

    `needed` of `whole` votes for would have been the fewest to carry it, of as many votes as
    there were: the gold line. It is None where none could have: no votes, or no quorum.
    `taking_part` met or missed `quorum`, which is None where none is set.
    """

    outcome: Outcome
    reason: Reason
    needed: int | None
    whole: int
    taking_part: int
    quorum: int | None
    arithmetic: Sentence
    remarks: tuple[Sentence, ...]

    @property
    def is_carried(self) -> bool:
        """Whether the resolution stands."""
        return self.outcome == Outcome.CARRIED
