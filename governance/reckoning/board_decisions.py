"""Whether the board decided, and whether it may: what is refused, and what the members would need.

The figures are those of the rulebook, of the day on which the board decided.
"""

from dataclasses import dataclass
from enum import StrEnum

from governance.reckoning.money import pounds
from governance.reckoning.resolutions.decision import CastingVote, Decision, Outcome
from governance.reckoning.resolutions.majority import Figures
from governance.reckoning.resolutions.registry import kind_named
from governance.reckoning.rules.kinds.board import BoardRules
from governance.reckoning.rules.kinds.majorities import MajorityRules
from governance.reckoning.rules.rulebook import Rulebook
from governance.reckoning.sentence import Sentence, Value, translatable

BOARD_MAJORITY = "board_majority"  # the kind of resolution by which the board decides


class BoardKind(StrEnum):
    """What the board decided about."""

    SPENDING = "spending"
    ADMISSION = "admission"
    APPOINTMENT = "appointment"
    OTHER = "other"


@dataclass(frozen=True)
class TookPart:
    """How many directors there are, took part, and were for and against.

    `casting_vote` says that the chair's was for, where the votes were equal.
    """

    directors: int
    present: int
    votes_for: int
    against: int
    casting_vote: bool = False

    @property
    def counted(self) -> Figures:
        """The figures as the kind of resolution takes them."""
        abstained = self.present - self.votes_for - self.against
        return Figures(self.votes_for, self.against, abstained, entitled=self.directors)

    def as_json(self) -> dict[str, int]:
        """Return the figures as the register keeps them."""
        return {
            "for": self.votes_for,
            "against": self.against,
            "abstained": self.present - self.votes_for - self.against,
            "present": self.present,
            "entitled": self.directors,
        }


@dataclass(frozen=True)
class NotTheBoards:
    """Why the board did not decide or may not: which figure, a sentence, and what the members need.

    `needed` is the kind of resolution by which the members can decide it; empty where it is not
    about that.
    """

    field: str
    sentence: Sentence
    needed: str = ""


def not_decided(took_part: TookPart, rules: BoardRules) -> NotTheBoards | None:
    """Return why these figures are no decision of the board, if they are none."""
    if took_part.present > took_part.directors:
        return NotTheBoards("present", Sentence(_TOO_MANY))
    if took_part.votes_for + took_part.against > took_part.present:
        return NotTheBoards("votes_for", Sentence(_TOO_MANY_VOTES))
    decision = _decided(took_part, rules)
    if decision.outcome is Outcome.INQUORATE:
        values = {"least": decision.quorum or 0, "directors": took_part.directors}
        return NotTheBoards("present", Sentence(_INQUORATE, dict(values)))
    return None if decision.is_carried else _lost(took_part, rules)


def not_allowed(
    kind: BoardKind, rulebook: Rulebook, *, pence: int = 0, spent_this_year: int = 0
) -> NotTheBoards | None:
    """Return why the members decide this and not the board, if they do."""
    rules, majorities = rulebook.of(BoardRules), rulebook.of(MajorityRules)
    if kind is BoardKind.SPENDING and not rules.may_spend(pence, spent_this_year=spent_this_year):
        return NotTheBoards("pence", _too_much(rules, pence, spent_this_year), majorities.spending)
    if kind is BoardKind.ADMISSION and not rules.may_admit:
        return NotTheBoards("kind", Sentence(_NO_ADMISSION), majorities.admission)
    if kind is BoardKind.APPOINTMENT and not rules.may_fill_vacancies:
        return NotTheBoards("kind", Sentence(_NO_APPOINTMENT), majorities.appointment)
    return None


def arithmetic(took_part: TookPart, rules: BoardRules) -> Sentence:
    """Return in a sentence how the board decided."""
    values: dict[str, Value] = {
        "present": took_part.present,
        "directors": took_part.directors,
        "decided": _decided(took_part, rules).arithmetic,
    }
    return Sentence(_DECIDED, values)


def _decided(took_part: TookPart, rules: BoardRules) -> Decision:
    """Return what the votes decide; the chair's casting vote counts where the rules give one."""
    has_cast = took_part.casting_vote and rules.casting_vote
    return kind_named(BOARD_MAJORITY).decide(
        took_part.counted,
        quorum=rules.quorum(took_part.directors),
        casting_vote=CastingVote.FOR if has_cast else None,
    )


def _lost(took_part: TookPart, rules: BoardRules) -> NotTheBoards:
    if took_part.votes_for == took_part.against > 0 and rules.casting_vote:
        return NotTheBoards("casting_vote", Sentence(_NO_CASTING_VOTE))
    return NotTheBoards("votes_for", Sentence(_LOST))


def _too_much(rules: BoardRules, pence: int, spent_this_year: int) -> Sentence:
    if pence > rules.most_in_one_decision:
        return Sentence(_TOO_MUCH, {"most": pounds(rules.most_in_one_decision)})
    values = {"most": pounds(rules.most_in_a_year), "spent": pounds(spent_this_year)}
    return Sentence(_TOO_MUCH_IN_A_YEAR, values)


_TOO_MANY = translatable("More took part than there are directors.")
_TOO_MANY_VOTES = translatable("There are more votes than directors who took part.")
_INQUORATE = translatable(
    "Of %(directors)s directors, %(least)s must take part before the board decides."
)
_LOST = translatable("It was not carried: more directors must be for it than against.")
_NO_CASTING_VOTE = translatable(
    "The votes are equal, so it is carried only by the chair’s casting vote."
)
_TOO_MUCH = translatable("The board may authorise %(most)s at most by one decision.")
_TOO_MUCH_IN_A_YEAR = translatable(
    "The board may authorise %(most)s at most in a financial year, and has authorised %(spent)s."
)
_NO_ADMISSION = translatable("By the rules the members decide on applications, not the board.")
_NO_APPOINTMENT = translatable("By the rules the board does not fill vacancies.")
_DECIDED = translatable("%(present)s of %(directors)s directors took part. %(decided)s")
