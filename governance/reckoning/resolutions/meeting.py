"""How a vote in the room is decided: who was there, how they voted, by the meeting's quorum."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from governance.reckoning.resolutions.decision import CastingVote, Decision, Outcome, Reason
from governance.reckoning.resolutions.kind import ResolutionKind
from governance.reckoning.resolutions.majority import Basis, Figures
from governance.reckoning.sentence import Sentence, translatable


class Way(StrEnum):
    """How votes were given in the room."""

    SHOW_OF_HANDS = "show_of_hands"
    POLL = "poll"


@dataclass(frozen=True)
class Room:
    """What was counted at a meeting, and how many were entitled to come and vote.

    `counts` is how many of those there count towards the quorum, which is `quorum`. `all_votes` is
    how many votes there are, where in a poll they go by shares and not by heads.
    """

    votes_for: int
    against: int
    abstained: int
    in_person: int
    by_proxy: int
    entitled: int
    counts: int
    quorum: int
    all_votes: int | None = None

    @property
    def present(self) -> int:
        """All who were there, themselves or by a proxy."""
        return self.in_person + self.by_proxy

    @property
    def voted(self) -> int:
        """All who were counted as for, against or abstaining."""
        return self.votes_for + self.against + self.abstained

    @property
    def figures(self) -> dict[str, int]:
        """The figures by their names, as a declaration keeps them.

        Where votes go by shares, `entitled` is of votes, and `members` of heads.
        """
        of_votes = {} if self.all_votes is None else {"members": self.entitled}
        return of_votes | {
            "for": self.votes_for,
            "against": self.against,
            "abstained": self.abstained,
            "entitled": self.entitled if self.all_votes is None else self.all_votes,
            "voted": self.voted,
            "present": self.present,
            "in_person": self.in_person,
            "by_proxy": self.by_proxy,
        }

    def faults(self) -> Iterator[Sentence]:
        """Yield what cannot be of these figures, for a member to read."""
        if min(self.votes_for, self.against, self.abstained, self.in_person, self.by_proxy) < 0:
            yield Sentence(translatable("None of the figures can be less than nought."))
        if self.all_votes is not None and self.voted > self.all_votes:
            yield Sentence(
                translatable(
                    "%(voted)s votes were counted, but by the rules they go by shares, and all"
                    " shares together carried %(all_votes)s that day."
                ),
                {"voted": self.voted, "all_votes": self.all_votes},
            )
        if self.all_votes is None and self.voted > self.present:
            yield Sentence(
                translatable("%(voted)s voted or abstained, but only %(present)s were there."),
                {"voted": self.voted, "present": self.present},
            )
        if self.present > self.entitled:
            yield Sentence(
                translatable(
                    "%(present)s were there, but only %(entitled)s were entitled to vote that day."
                ),
                {"present": self.present, "entitled": self.entitled},
            )


def decide_in_the_room(
    kind: ResolutionKind, room: Room, *, casting_vote: CastingVote | None = None
) -> Decision:
    """Decide by the votes in the room; without the meeting's quorum nothing is decided.

    Where the majority is of those present, whoever was there and did not vote counts against it.
    """
    silent = kind.majority.basis == Basis.PRESENT and room.all_votes is None
    figures = Figures(
        votes_for=room.votes_for,
        against=room.against,
        abstained=room.present - room.votes_for - room.against if silent else room.abstained,
        entitled=room.entitled if room.all_votes is None else room.all_votes,
    )
    decision = kind.decide(figures, casting_vote=casting_vote)
    if room.counts >= room.quorum:
        return decision
    values = {"present": room.counts, "entitled": room.entitled, "quorum": room.quorum}
    return replace(
        decision,
        outcome=Outcome.INQUORATE,
        reason=Reason.QUORUM,
        needed=None,
        taking_part=room.counts,
        quorum=room.quorum,
        arithmetic=Sentence(_NO_QUORUM, dict(values)),
    )


_NO_QUORUM = translatable(
    "%(present)s of %(entitled)s were present and %(quorum)s were needed: inquorate, so nothing"
    " is decided."
)
