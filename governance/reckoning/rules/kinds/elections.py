"""Elections: who may stand, for how long one is elected, and how the papers are counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from governance.reckoning.calendar import last_day_for_notice, years_after
from governance.reckoning.counting.registry import (
    CountingMethod,
    method_named,
    methods_for_elections,
)
from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.registry import rule_kind
from governance.reckoning.rules.setting import ChangedBy, NotPossible, Unit, choice, number, yes_no
from governance.reckoning.sentence import Sentence

PRACTICE = "Practice of member organisations [J]"
ELECTED, VOTED_ON = "elected", "voted_on"
BY_ELECTION, COUNTBACK, BY_THE_BOARD = "by_election", "countback", "board"


@rule_kind
@dataclass(frozen=True)
class ElectionRules(RuleKind):
    """From a nomination to the end of a term."""

    name = "elections"
    title = "Elections"
    about = "Who may stand, how the votes are counted, and for how long somebody is elected."

    method: str = choice(
        "Way of counting",
        "Elections are counted by: %(value)s.",
        default="scottish_stv",
        options=tuple((method.name, method.title) for method in methods_for_elections()),
        help="Each way is explained, stage by stage, with every result.",
        source="SSI 2011/399, schedule 1; model rules name the single transferable vote [G]",
    )
    nominators: int = number(
        "Nominators",
        "A candidate is nominated by %(value)s besides themselves.",
        says_zero="A candidate needs nobody to nominate them.",
        default=2,
        unit=Unit.MEMBERS,
        least=0,
        most=10,
        help="Few enough that whoever wants to stand can.",
        source=PRACTICE,
    )
    nominations_days: int = number(
        "Latest day for nominations",
        "Nominations close %(value)s before voting opens, or earlier.",
        default=7,
        unit=Unit.CLEAR_DAYS,
        least=1,
        most=42,
        help="Time to read what the candidates say.",
        source=PRACTICE,
    )
    statement_words: int = number(
        "Candidates’ statements",
        "A candidate’s statement has at most %(value)s words.",
        default=250,
        unit=Unit.TIMES,
        least=50,
        most=1000,
        help="About a page.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    reopen: bool = yes_no(
        "Re-open nominations",
        "“Re-open nominations” stands in every election as if it were a candidate.",
        "Voters choose among the candidates only.",
        default=True,
        help="So that voters can say that none of the candidates will do.",
        source=PRACTICE,
    )
    uncontested: str = choice(
        "No more candidates than seats",
        "If there are no more candidates than seats, %(value)s.",
        default=ELECTED,
        options=(
            (ELECTED, "they are elected without a vote"),
            (VOTED_ON, "members still vote, and may re-open nominations"),
        ),
        help="Without a vote it is quicker; with one, members are asked.",
        source="SSI 2011/399 [G]; practice [J]",
    )
    term_years: int = number(
        "Term",
        "Somebody is elected for %(value)s.",
        default=3,
        unit=Unit.YEARS,
        least=1,
        most=5,
        help="Not longer, so that the members have their say again.",
        source="Model rules: a third retires each year [G]",
    )
    most_terms: int | None = number(
        "Most terms in a row",
        "Nobody serves more terms in a row than %(value)s.",
        says_none="Somebody may be elected again any number of times.",
        default=3,
        unit=Unit.TIMES,
        least=1,
        most=5,
        may_be_none=True,
        help="So that others come to the board too.",
        source="Co-operatives UK, corporate governance code: nine years [G]",
    )
    away_years: int = number(
        "Time away after the last term",
        "Whoever has served the most terms may stand again after %(value)s.",
        default=1,
        unit=Unit.YEARS,
        least=1,
        most=5,
        help="Whoever knows the work is not lost for good.",
        source=PRACTICE,
    )

    rotation: bool = yes_no(
        "Rotation",
        "Terms are spread so that an equal part of the seats falls vacant each year.",
        "Whoever is elected has the whole term.",
        default=True,
        help="So that a board is never new all at once. Who is elected first serves longest.",
        source="Model rules: a third retires each year [G]",
    )
    casual_vacancies: str = choice(
        "Vacancies between elections",
        "If somebody leaves an office before their term ends, %(value)s.",
        default=BY_THE_BOARD,
        options=(
            (BY_ELECTION, "members elect somebody for the rest of it"),
            (COUNTBACK, "the papers that elected them are counted again without them"),
            (BY_THE_BOARD, "the board fills the place, if the rules let it, or members elect"),
        ),
        help="Papers are counted again only where the office was voted on.",
        source="SI 2008/3229, article 17(1)(b); practice of member organisations [G]",
    )

    def contradictions(self) -> Iterator[NotPossible]:
        """Yield a vote on candidates that could only be for them."""
        if self.uncontested == VOTED_ON and not self.reopen:
            yield NotPossible(
                "elections.uncontested",
                Sentence(
                    "A vote on as many candidates as seats needs “re-open nominations” to vote for."
                ),
            )

    def counting_method(self) -> CountingMethod:
        """Return the way of counting."""
        return method_named(self.method)

    def has_enough_nominators(self, nominators: int) -> bool:
        """Say whether so many besides the candidate are enough."""
        return nominators >= self.nominators

    def last_day_for_nominations(self, voting_opens_on: date) -> date:
        """Return the latest day for nominations in an election that opens on a day."""
        return last_day_for_notice(voting_opens_on, self.nominations_days)

    def is_too_long(self, statement: str) -> bool:
        """Say whether a candidate's statement has too many words."""
        return len(statement.split()) > self.statement_words

    def needs_a_vote(self, *, candidates: int, seats: int) -> bool:
        """Say whether there is a vote at all."""
        if candidates == 0:
            return False
        return candidates > seats or self.uncontested == VOTED_ON

    def options_on_paper(self, *, candidates: int) -> int:
        """Return how many a voter may choose among."""
        return candidates + self.reopen

    def term_ends_on(self, elected_on: date) -> date:
        """Return the first day after the term of somebody elected on a day."""
        return years_after(elected_on, self.term_years)

    def may_stand_from(self, *, terms_in_a_row: int, last_ended_on: date) -> date:
        """Return the first day on which somebody who served so many terms may be elected again."""
        if self.most_terms is None or terms_in_a_row < self.most_terms:
            return last_ended_on
        return years_after(last_ended_on, self.away_years)
