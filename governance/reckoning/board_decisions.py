"""Whether the board decided, and whether it may: what is refused, and what the members would need.

The figures are those of the rulebook, of the day on which the board decided.
"""

from dataclasses import dataclass
from enum import StrEnum

from governance.reckoning.money import pounds
from governance.reckoning.resolutions.majority import Figures
from governance.reckoning.rules.kinds.board import BoardRules
from governance.reckoning.rules.kinds.majorities import MajorityRules
from governance.reckoning.rules.rulebook import Rulebook
from governance.reckoning.sentence import Sentence, translatable


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
    quorum = rules.quorum(took_part.directors)
    figures = Figures(
        votes_for=took_part.votes_for,
        against=took_part.against,
        abstained=took_part.present - took_part.votes_for - took_part.against,
        entitled=took_part.directors,
    )
    if not quorum.is_met(figures):
        least = quorum.least_taking_part(figures)
        return NotTheBoards(
            "present", Sentence(_INQUORATE, {"least": least, "directors": took_part.directors})
        )
    return None if _is_carried(took_part, rules) else _lost(took_part, rules)


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


def arithmetic(took_part: TookPart) -> Sentence:
    """Return in a sentence how the board decided."""
    figures = took_part.as_json()
    values = {
        "present": figures["present"],
        "directors": figures["entitled"],
        "votes_for": figures["for"],
        "against": figures["against"],
    }
    return Sentence(_BY_CASTING_VOTE if took_part.casting_vote else _DECIDED, values)


def _is_carried(took_part: TookPart, rules: BoardRules) -> bool:
    if took_part.votes_for == took_part.against:
        return took_part.casting_vote and rules.casting_vote
    return took_part.votes_for > took_part.against


def _lost(took_part: TookPart, rules: BoardRules) -> NotTheBoards:
    if took_part.votes_for == took_part.against and rules.casting_vote:
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
_DECIDED = translatable(
    "%(present)s of %(directors)s directors took part: %(votes_for)s for, %(against)s against."
)
_BY_CASTING_VOTE = translatable(
    "%(present)s of %(directors)s directors took part: %(votes_for)s for, %(against)s against,"
    " and the chair’s casting vote for."
)
