"""Ballots: who may see how somebody voted, how long voting is open, and what a vote weighs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.registry import rule_kind
from governance.reckoning.rules.setting import ChangedBy, NotPossible, Options, Unit, choice, number
from governance.reckoning.sentence import Sentence

OPEN, SECRET, EITHER = "open", "secret_simple", "either"
PER_MEMBER, PER_SHARE = "per_member", "per_share"

SECRECY: Options = (
    (EITHER, "secret or open, as whoever sets the ballot decides"),
    (SECRET, "secret: nobody sees how a member votes"),
    (OPEN, "open: each name is shown with its vote"),
)
# Which setting says how a kind of decision is voted on; what is not named is ordinary business.
DECIDED_AS = {
    "rules": "rules",
    "policies": "rules",
    "spending": "spending",
    "surplus": "spending",
    "appointment": "people",
    "admission": "people",
    "expulsion": "people",
    "election": "elections",
}
PRACTICE = "Practice [J]"


@rule_kind
@dataclass(frozen=True)
class BallotRules(RuleKind):
    """How a question is put to all members."""

    name = "ballots"
    title = "Ballots"
    about = "Who may see how somebody voted, how long a ballot is open, and what each vote weighs."

    ordinary: str = choice(
        "Secrecy of ordinary business",
        "A ballot on ordinary business is %(value)s.",
        default=EITHER,
        options=SECRECY,
        help="Both are usual. Open where members should answer for their vote.",
        source=PRACTICE,
    )
    rules: str = choice(
        "Secrecy on rules and policies",
        "A ballot on a rule or a policy is %(value)s.",
        default=EITHER,
        options=SECRECY,
        help="Both are usual.",
        source=PRACTICE,
    )
    spending: str = choice(
        "Secrecy on money",
        "A ballot on spending or on the surplus is %(value)s.",
        default=EITHER,
        options=SECRECY,
        help="Both are usual.",
        source=PRACTICE,
    )
    people: str = choice(
        "Secrecy on people",
        "A ballot on admitting, appointing or expelling somebody is %(value)s.",
        default=EITHER,
        options=SECRECY,
        help="A vote on a colleague is better secret.",
        source=PRACTICE,
    )
    elections: str = choice(
        "Secrecy of elections",
        "A ballot in an election is %(value)s.",
        default=SECRET,
        options=SECRECY,
        help="An election is secret nearly everywhere.",
        source="Practice of elections; Trade Union and Labour Relations (Consolidation) Act 1992,"
        " section 51, has it so for unions [G]",
    )
    fewest_for_secrecy: int = number(
        "Fewest for a secret ballot",
        "A secret ballot needs %(value)s or more who may vote; with fewer it is open, or on paper.",
        default=5,
        unit=Unit.MEMBERS,
        least=3,
        most=20,
        help="Of fewer, the result can tell how each of them voted.",
        source="Design of secret ballots: small groups [J]",
    )
    warned_below: int = number(
        "Warning of a small ballot",
        "Whoever sets a secret ballot with fewer than %(value)s who may vote is warned.",
        default=20,
        unit=Unit.MEMBERS,
        least=5,
        most=100,
        help="The closer the votes are to unanimous, the more the result tells.",
        source="Design of secret ballots: small groups [J]",
        changed_by=ChangedBy.POLICY,
    )
    fewest_told: int = number(
        "Fewest papers told apart",
        "No figure is published of a part of a ballot with fewer than %(value)s papers.",
        default=10,
        unit=Unit.TIMES,
        least=5,
        most=50,
        help="Smaller parts are told together, so that nobody’s vote can be worked out.",
        source="Design of secret ballots: small groups [J]",
    )
    shortest_hours: int = number(
        "Shortest ballot",
        "A ballot is open for %(value)s or more.",
        default=1,
        unit=Unit.HOURS,
        least=1,
        most=336,
        help="Long enough for every shift to vote. A poll in a meeting is no ballot.",
        source=PRACTICE,
    )
    usual_days: int = number(
        "Usual length of a ballot",
        "A ballot is open for %(value)s unless whoever sets it says otherwise.",
        default=7,
        unit=Unit.DAYS,
        least=1,
        most=60,
        help="A week reaches every shift.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    longest_days: int = number(
        "Longest ballot",
        "A ballot is open for %(value)s at most.",
        default=90,
        unit=Unit.DAYS,
        least=7,
        most=90,
        help="After three months a question is seldom the same as when voting began.",
        source=PRACTICE,
    )
    opens_within_days: int = number(
        "Latest opening",
        "A ballot opens within %(value)s of being set.",
        default=365,
        unit=Unit.DAYS,
        least=30,
        most=365,
        help="So that a motion is not held up by a ballot that never comes.",
        source=PRACTICE,
    )
    record_days: int = number(
        "Warning of an early record date",
        "Whoever sets a ballot is warned of a record date more than %(value)s before it opens.",
        says_zero="Whoever sets a ballot is warned of any record date before the day it opens.",
        default=60,
        unit=Unit.DAYS,
        least=0,
        most=180,
        help="Whoever became a member after the record date cannot vote.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    first_reminder_hours: int = number(
        "First reminder",
        "Who has not voted %(value)s before a ballot closes is reminded.",
        says_zero="Nobody is reminded early of a ballot.",
        default=72,
        unit=Unit.HOURS,
        least=0,
        most=336,
        help="Nobody but the platform learns who is reminded. 0 is no such reminder.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    last_reminder_hours: int = number(
        "Last reminder",
        "Who has not voted %(value)s before a ballot closes is reminded for the last time.",
        says_zero="Nobody is reminded on the last day of a ballot.",
        default=24,
        unit=Unit.HOURS,
        least=0,
        most=72,
        help="0 is no such reminder.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    scrutineers: int = number(
        "Scrutineers",
        "There are %(value)s or more who scrutinise ballots.",
        default=2,
        unit=Unit.PEOPLE,
        least=1,
        most=12,
        help="Two watch each other.",
        source="Design of secret ballots: two who see the same [J]",
        changed_by=ChangedBy.POLICY,
    )
    weights: str = choice(
        "What a vote weighs",
        "When members vote, %(value)s.",
        default=PER_MEMBER,
        options=(
            (PER_MEMBER, "each member has one vote"),
            (PER_SHARE, "each member has the votes that their shares carry"),
        ),
        help="In a co-operative each member has one vote. Votes by shares are given in an open"
        " ballot or a poll at a meeting: on a secret paper its weight would tell whose it is.",
        source="Co-operatives UK, worker co-operative model articles, 2012: one member, one vote;"
        " FCA, RFCCBS 6.1, of societies",
    )

    def contradictions(self) -> Iterator[NotPossible]:
        """Yield lengths out of order, and a warning that would never come."""
        if self._shortest > self._longest:
            yield NotPossible(
                "ballots.shortest_hours",
                Sentence("The shortest ballot cannot be longer than the longest."),
            )
        if not self._shortest <= timedelta(days=self.usual_days) <= self._longest:
            yield NotPossible(
                "ballots.usual_days",
                Sentence(
                    "The usual length of a ballot must be between the shortest and the longest."
                ),
            )
        if self.warned_below < self.fewest_for_secrecy:
            yield NotPossible(
                "ballots.warned_below",
                Sentence(
                    "The warning of a small ballot must come before a secret ballot is refused."
                ),
            )

    def secrecies(self, decision: str, *, entitled: int) -> tuple[str, ...]:
        """Return how a decision may be voted on by so many, what is usual first; never nothing.

        With too few for secrecy it is open, whatever the rules say: else nothing could be decided.
        Where votes go by shares, either is open.
        """
        if entitled < self.fewest_for_secrecy:
            return (OPEN,)
        said = str(getattr(self, DECIDED_AS.get(decision, "ordinary")))
        if said != EITHER:
            return (said,)
        return (OPEN,) if self.goes_by_shares else (SECRET, OPEN)

    def reminders_due(
        self, opens_at: datetime, closes_at: datetime, *, now: datetime
    ) -> tuple[int, ...]:
        """Return which reminders a ballot has had or is due, in hours before its close.

        None at its opening: everybody is told then.
        """
        asked = {self.first_reminder_hours, self.last_reminder_hours} - {0}
        moments = {hours: closes_at - timedelta(hours=hours) for hours in asked}
        return tuple(sorted(hours for hours, at in moments.items() if opens_at < at <= now))

    def is_small(self, entitled: int) -> bool:
        """Say whether a secret ballot of so many is warned of."""
        return entitled < self.warned_below

    def is_told_apart(self, papers: int) -> bool:
        """Say whether a figure of so many papers may be published by itself."""
        return papers >= self.fewest_told

    def closes_at_earliest(self, opens_at: datetime) -> datetime:
        """Return the earliest moment at which a ballot may close."""
        return opens_at + self._shortest

    def closes_usually_at(self, opens_at: datetime) -> datetime:
        """Return when a ballot closes that is open as long as usual."""
        return opens_at + timedelta(days=self.usual_days)

    def closes_at_latest(self, opens_at: datetime) -> datetime:
        """Return the latest moment at which a ballot may close."""
        return opens_at + self._longest

    def opens_at_latest(self, set_at: datetime) -> datetime:
        """Return the latest moment at which a ballot set at a moment may open."""
        return set_at + timedelta(days=self.opens_within_days)

    def is_record_date_early(self, record_date: date, *, opens_on: date) -> bool:
        """Say whether whoever sets a ballot is warned of its record date."""
        return record_date < opens_on - timedelta(days=self.record_days)

    @property
    def goes_by_shares(self) -> bool:
        """Whether a member has the votes that their shares carry."""
        return self.weights == PER_SHARE

    def can_be_counted(self, secrecy: str) -> bool:
        """Say whether a ballot of that secrecy can be: on a secret paper stands no weight."""
        return secrecy == OPEN or not self.goes_by_shares

    def votes_of(self, votes_of_shares: int) -> int:
        """Return the votes of a member whose shares carry so many."""
        return 1 if self.weights == PER_MEMBER else votes_of_shares

    @property
    def _shortest(self) -> timedelta:
        return timedelta(hours=self.shortest_hours)

    @property
    def _longest(self) -> timedelta:
        return timedelta(days=self.longest_days)
