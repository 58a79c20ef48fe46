"""The board: its seats, its quorum, and what it may decide by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from governance.reckoning.resolutions.quorum import Quorum
from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.registry import rule_kind
from governance.reckoning.rules.setting import ChangedBy, NotPossible, Unit, choice, number, yes_no
from governance.reckoning.sentence import Sentence

MODEL = "Co-operatives UK, worker co-operative model articles, 2012"
CA = "Companies Act 2006"
PER_CENT = 100
NEXT_ANNUAL_MEETING, END_OF_TERM = "next_annual_meeting", "end_of_term"


class Delegated(StrEnum):
    """What the rules may leave to the board, beside spending."""

    ADMIT = "admit"
    EXPEL = "expel"
    FILL_A_VACANCY = "fill a vacancy"


@rule_kind
@dataclass(frozen=True)
class BoardRules(RuleKind):
    """Who governs between the meetings of the members, and within which limits."""

    name = "board"
    title = "Board"
    about = (
        "How many directors there are, and what the board may decide by itself. Whatever it may"
        " not, the members decide."
    )

    seats_least: int = number(
        "Fewest directors",
        "The board has %(value)s or more.",
        default=3,
        unit=Unit.PLACES,
        least=1,
        most=15,
        help="Three can decide when one is ill.",
        source=f"{CA}, section 154: one, of a public company two; practice: three [J]",
    )
    seats_most: int = number(
        "Most directors",
        "The board has %(value)s at most.",
        default=12,
        unit=Unit.PLACES,
        least=3,
        most=25,
        help="More than a dozen seldom decide anything together.",
        source="Practice [J]",
    )
    employee_places: int = number(
        "Places for employees",
        "For people who work here, and elected by them, the board keeps %(value)s.",
        says_zero="No place on the board is kept for people who work here.",
        default=0,
        unit=Unit.PLACES,
        least=0,
        most=12,
        help="For a society whose members are not all employees.",
        source="FRC, UK Corporate Governance Code, provision 5 [G]; the society’s own rules",
    )
    quorum_percent: int = number(
        "Quorum of the board",
        "The board decides only if %(value)s of the directors take part.",
        default=50,
        unit=Unit.PERCENT,
        least=25,
        most=75,
        help="Half is usual.",
        source="Model rules: half [G]",
    )
    quorum_least: int = number(
        "Fewest at a board meeting",
        "The board decides only if %(value)s or more take part.",
        default=2,
        unit=Unit.PEOPLE,
        least=1,
        most=8,
        help="Nobody decides alone.",
        source="SI 2008/3229, model articles for private companies, article 11(2): two [G]",
    )
    casting_vote: bool = yes_no(
        "Casting vote",
        "If the votes of directors are equal, the chair has a casting vote.",
        "If the votes of directors are equal, the proposal is lost.",
        default=False,
        help="Without one, things stay as they are.",
        source=f"{MODEL}: a tie is lost; SI 2008/3229, article 13, gives one [G]",
    )
    most_in_one_decision: int = number(
        "Most spent by one decision",
        "The board may authorise spending of %(value)s at most by one decision.",
        says_zero="The board authorises no spending: the members do.",
        default=10_000_00,
        unit=Unit.PENCE,
        least=0,
        most=10_000_000_00,
        help="Beyond what the budget has already. What is more is authorised by the members.",
        source="Practice: standing financial instructions [J]",
    )
    most_in_a_year: int = number(
        "Most spent in a financial year",
        "The board may authorise spending of %(value)s at most in a financial year.",
        says_zero="The board authorises no spending in a financial year: the members do.",
        default=50_000_00,
        unit=Unit.PENCE,
        least=0,
        most=50_000_000_00,
        help="So that what one decision may not do is not done by many.",
        source="Practice: standing financial instructions [J]",
    )
    may_admit: bool = yes_no(
        "Admitting members",
        "The board decides on applications for membership.",
        "The members decide on applications for membership.",
        default=True,
        help="Otherwise each application waits for the members.",
        source=f"{MODEL}: the directors admit [G]",
    )
    may_expel: bool = yes_no(
        "Expelling members",
        "The board may expel a member, who is heard first and may appeal to the members.",
        "Only the members may expel a member, who is heard first.",
        default=False,
        help="Whoever is to be expelled is heard first in either case.",
        source=f"{MODEL}: by special resolution",
    )
    may_fill_vacancies: bool = yes_no(
        "Casual vacancies",
        "The board may fill a place that falls vacant between elections.",
        "A place that falls vacant between elections is filled by an election.",
        default=True,
        help="So that the board is complete until there is an election.",
        source="SI 2008/3229, article 17(1)(b) [G]",
    )
    filled_until: str = choice(
        "How long a vacancy is filled",
        "Whoever fills a vacant place serves until %(value)s.",
        default=NEXT_ANNUAL_MEETING,
        options=(
            (NEXT_ANNUAL_MEETING, "the next annual general meeting"),
            (END_OF_TERM, "the end of the term of whoever left it"),
        ),
        help="The sooner, the more say the members have.",
        source="Model rules: the next annual general meeting [G]",
    )
    publish_days: int = number(
        "Publishing a decision",
        "A decision of the board is published to the members within %(value)s.",
        says_zero="A decision of the board is published to the members on the day it is made.",
        default=7,
        unit=Unit.DAYS,
        least=0,
        most=60,
        help="A week is soon enough to be news, and late enough to be minuted.",
        source="Practice [J]",
        changed_by=ChangedBy.POLICY,
    )

    def contradictions(self) -> Iterator[NotPossible]:
        """Yield what would leave no lawful board, or one that cannot decide."""
        if self.seats_least > self.seats_most:
            yield NotPossible(
                "board.seats_least",
                Sentence("The fewest directors cannot be more than the most."),
            )
        if self.employee_places > self.seats_most:
            yield NotPossible(
                "board.employee_places",
                Sentence("There cannot be more places for employees than directors at most."),
            )
        if self.quorum_least > self.seats_least:
            yield NotPossible(
                "board.quorum_least",
                Sentence("A board with the fewest directors could not meet its quorum."),
            )
        if self.most_in_one_decision > self.most_in_a_year:
            yield NotPossible(
                "board.most_in_one_decision",
                Sentence(
                    "The most spent by one decision cannot be more than the most in a financial"
                    " year."
                ),
            )

    def quorum(self, directors: int) -> Quorum:
        """Return the quorum of a board of so many: never more than all of them."""
        share = -(-directors * self.quorum_percent // PER_CENT)
        return Quorum(participation=min(max(share, self.quorum_least), directors))

    def is_number_allowed(self, directors: int) -> bool:
        """Say whether there may be so many directors."""
        return self.seats_least <= directors <= self.seats_most

    def places_for_others(self, seats: int) -> int:
        """Return how many of so many places are kept for nobody."""
        return max(seats - self.employee_places, 0)

    def carries_a_tie(self, *, chair_is_for: bool) -> bool:
        """Say whether a proposal with as many directors for as against is carried."""
        return self.casting_vote and chair_is_for

    def may(self, act: Delegated) -> bool:
        """Say whether the board decides this by itself."""
        allowed = {
            Delegated.ADMIT: self.may_admit,
            Delegated.EXPEL: self.may_expel,
            Delegated.FILL_A_VACANCY: self.may_fill_vacancies,
        }
        return allowed[act]

    def may_spend(self, pence: int, *, spent_this_year: int) -> bool:
        """Say whether the board may authorise a sum beside what it did in the financial year."""
        return pence <= self.most_in_one_decision and spent_this_year + pence <= self.most_in_a_year

    def serves_until(self, *, next_annual_meeting: date, end_of_term: date) -> date | None:
        """Return until when somebody serves whom the board chose; None if it may not choose."""
        if not self.may_fill_vacancies:
            return None
        if self.filled_until == END_OF_TERM:
            return end_of_term
        return min(next_annual_meeting, end_of_term)

    def publish_by(self, decided_on: date) -> date:
        """Return the latest day on which a decision of the board is published."""
        return decided_on + timedelta(days=self.publish_days)
