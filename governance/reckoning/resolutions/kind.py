"""A kind of resolution: its words, what it needs, and how it is decided."""

from fractions import Fraction

from governance.reckoning.percentages import percentage
from governance.reckoning.resolutions.decision import CastingVote, Decision, Outcome, Reason
from governance.reckoning.resolutions.majority import Basis, Figures, Majority
from governance.reckoning.resolutions.passing import ANYWHERE, Place, SecondMeeting
from governance.reckoning.resolutions.quorum import Quorum
from governance.reckoning.rules.legal_forms import EVERY_FORM, LegalForm
from governance.reckoning.sentence import Sentence, Value, translatable

NO_QUORUM = Quorum()


class ResolutionKind:
    """Subclassed with words and figures only; deciding is the same for all.

    `needs` stands on the ballot page; `rule` is the same as a clause of the result's arithmetic.
    `own_quorum` is the law's, beside any that the society's rules set. `afterwards` says what
    must still happen once it is carried, and is empty where nothing must. `places` and `forms` are
    where it is passed, and in which legal forms. `second` is the meeting that must confirm it;
    `confirms` is, of the kind that such a meeting passes, what that confirms.
    """

    name: str
    title: str
    description: str
    source: str
    needs: str
    rule: str
    majority: Majority
    own_quorum: Quorum = NO_QUORUM
    afterwards: str = ""
    places: frozenset[Place] = ANYWHERE
    forms: frozenset[LegalForm] = EVERY_FORM
    second: SecondMeeting | None = None
    confirms: str = ""
    is_by_class: bool = False

    def decide(
        self,
        figures: Figures,
        *,
        quorum: Quorum | None = None,
        casting_vote: CastingVote | None = None,
    ) -> Decision:
        """Decide by the votes; the casting vote, if the rules give one, counts only on a tie."""
        if casting_vote is not None and not self.allows_a_casting_vote:
            raise ValueError(f"A casting vote cannot decide {self.name!r}.")
        quorums = (self.own_quorum, quorum or NO_QUORUM)
        outcome, reason = self._outcome(figures, quorums, casting_vote)
        return Decision(
            outcome=outcome,
            reason=reason,
            needed=self._needed(figures, quorums),
            whole=self.majority.whole(figures),
            taking_part=_telling(figures, quorums).taking_part(figures),
            quorum=_telling(figures, quorums).least_taking_part(figures) or None,
            arithmetic=self._arithmetic(figures, quorums, outcome, reason),
            remarks=self._remarks(figures, quorums),
        )

    @property
    def allows_a_casting_vote(self) -> bool:
        """Whether equal votes could be decided by the chair: where the half of all decides.

        More than half must confirm at a second meeting, and in every class.
        """
        by_half = self.majority == Majority(Basis.CAST, Fraction(1, 2), is_strict=True)
        return by_half and not self.confirms and not self.is_by_class

    def _outcome(
        self, figures: Figures, quorums: tuple[Quorum, ...], casting_vote: CastingVote | None
    ) -> tuple[Outcome, Reason]:
        if not all(quorum.is_met(figures) for quorum in quorums):
            return Outcome.INQUORATE, Reason.QUORUM
        if figures.cast == 0:
            return Outcome.LOST, Reason.NO_VOTES
        is_for, reason = self.majority.is_reached(figures), Reason.MAJORITY
        if casting_vote is not None and figures.votes_for == figures.against:
            is_for, reason = casting_vote == CastingVote.FOR, Reason.CASTING_VOTE
        if is_for and figures.votes_for < _least_for(figures, quorums):
            return Outcome.LOST, Reason.APPROVAL
        return (Outcome.CARRIED if is_for else Outcome.LOST), reason

    def _needed(self, figures: Figures, quorums: tuple[Quorum, ...]) -> int | None:
        if figures.cast == 0 or not all(quorum.is_met(figures) for quorum in quorums):
            return None
        return max(self.majority.least(figures), _least_for(figures, quorums))

    def _arithmetic(
        self, figures: Figures, quorums: tuple[Quorum, ...], outcome: Outcome, reason: Reason
    ) -> Sentence:
        telling = _telling(figures, quorums)
        values: dict[str, Value] = {
            "votes_for": figures.votes_for,
            "against": figures.against,
            "abstained": figures.abstained,
            "entitled": figures.entitled if reason != Reason.QUORUM else figures.people.entitled,
            "rule": Sentence(self.rule),
            "least_for": _least_for(figures, quorums),
            "taking_part": telling.taking_part(figures),
            "quorum": telling.least_taking_part(figures),
        }
        return _with_heads(Sentence(_TEMPLATES[outcome, reason], values), figures.heads)

    def _remarks(self, figures: Figures, quorums: tuple[Quorum, ...]) -> tuple[Sentence, ...]:
        said = []
        whole = self.majority.whole(figures)
        if whole:
            share = percentage(figures.votes_for, whole, needed=self.majority.share)
            said.append(Sentence(_SHARES[self.majority.basis], {"share": share}))
        telling = _telling(figures, quorums)
        if telling.participation is not None:
            values: dict[str, Value] = {
                "taking_part": telling.taking_part(figures),
                "entitled": figures.people.entitled,
                "quorum": telling.least_taking_part(figures),
            }
            said.append(
                Sentence(
                    "%(taking_part)s of %(entitled)s took part; the quorum is %(quorum)s.", values
                )
            )
        return tuple(said)


def _with_heads(said: Sentence, heads: Figures | None) -> Sentence:
    """Return the arithmetic of votes that have weights with what it is by heads."""
    if heads is None:
        return said
    values: dict[str, Value] = {
        "said": said,
        "votes_for": heads.votes_for,
        "against": heads.against,
        "abstained": heads.abstained,
        "entitled": heads.entitled,
    }
    return Sentence(_BY_HEADS, values)


def _least_for(figures: Figures, quorums: tuple[Quorum, ...]) -> int:
    return max(quorum.least_for(figures) for quorum in quorums)


def _telling(figures: Figures, quorums: tuple[Quorum, ...]) -> Quorum:
    """Return the quorum to speak of: the one with least to spare, or most missing."""
    return min(
        (quorum for quorum in quorums if quorum.participation is not None),
        key=lambda quorum: quorum.taking_part(figures) - quorum.least_taking_part(figures),
        default=NO_QUORUM,
    )


_TEMPLATES = {
    (Outcome.CARRIED, Reason.MAJORITY): translatable(
        "%(votes_for)s for, %(against)s against, %(abstained)s abstained; %(rule)s: carried."
    ),
    (Outcome.LOST, Reason.MAJORITY): translatable(
        "%(votes_for)s for, %(against)s against, %(abstained)s abstained; %(rule)s: lost."
    ),
    (Outcome.LOST, Reason.NO_VOTES): translatable(
        "Nobody voted for or against, %(abstained)s abstained; %(rule)s: lost."
    ),
    (Outcome.CARRIED, Reason.CASTING_VOTE): translatable(
        "%(votes_for)s for, %(against)s against, %(abstained)s abstained; the votes are equal and"
        " the chair’s casting vote is for: carried."
    ),
    (Outcome.LOST, Reason.CASTING_VOTE): translatable(
        "%(votes_for)s for, %(against)s against, %(abstained)s abstained; the votes are equal and"
        " the chair’s casting vote is against: lost."
    ),
    (Outcome.LOST, Reason.APPROVAL): translatable(
        "%(votes_for)s for, %(against)s against, %(abstained)s abstained; at least %(least_for)s"
        " votes for were needed, of %(entitled)s entitled: lost."
    ),
    (Outcome.INQUORATE, Reason.QUORUM): translatable(
        "%(votes_for)s for, %(against)s against, %(abstained)s abstained; %(taking_part)s of"
        " %(entitled)s took part and %(quorum)s were needed: inquorate, so nothing is decided."
    ),
}

_BY_HEADS = translatable(
    "%(said)s By heads: %(votes_for)s members for, %(against)s against, %(abstained)s abstained, of"
    " %(entitled)s."
)

_SHARES = {
    Basis.CAST: translatable("%(share)s of every 100 votes were for."),
    Basis.PRESENT: translatable("%(share)s of every 100 who took part were for."),
    Basis.ENTITLED: translatable("%(share)s of every 100 entitled to vote were for."),
}
