"""Whether somebody may stand: what is known of them, put to the rules."""

from datetime import date

from governance.accounts import queries as accounts
from governance.elections.models import Contest, Election, Seats
from governance.elections.queries.electorate import is_elector
from governance.elections.queries.seats import served_by
from governance.infrastructure.actor import Role
from governance.members.queries import employment_on, is_member_on
from governance.members.standing import is_suspended
from governance.reckoning.elections.rotation import Serving, terms_in_a_row
from governance.reckoning.elections.standing import (
    Constituency,
    Seat,
    Standing,
    reasons_against,
)
from governance.reckoning.rules.kinds.elections import ElectionRules
from governance.reckoning.rules.kinds.membership import MembershipRules, WhileSuspended
from governance.reckoning.sentence import Sentence, translatable
from governance.rulebook.queries import rules_on

# Who checks the officers, or the count that elects them, is none of them.
KEPT_APART = {
    Role.AUDITOR: translatable("an auditor"),
    Role.SCRUTINEER: translatable("a scrutineer"),
}


def rules_of(election: Election) -> ElectionRules:
    """Return the rules as they were when the notice was published."""
    return ElectionRules.from_values(election.rules["values"])


def reasons_why_not(party_id: int, contest: Contest, *, today: date) -> tuple[Sentence, ...]:
    """Return why somebody may not stand in a contest; none if they may."""
    seats, election = contest.seats, contest.election
    rules = rules_of(election)
    seat = Seat(election.first_day, Constituency(seats.constituency), seats.service)
    return reasons_against(_known_of(party_id, seats, rules, seat, today), seat, rules)


def _known_of(
    party_id: int, seats: Seats, rules: ElectionRules, seat: Seat, today: date
) -> Standing:
    served = served_by(party_id, seats)
    row, ended = terms_in_a_row(served, away_years=rules.away_years, until=seat.first_day)
    may_suspended = rules_on(today).of(MembershipRules).may_while_suspended(WhileSuspended.STAND)
    suspended = is_suspended(party_id, today)
    return Standing(
        is_member=is_member_on(party_id, today),
        is_suspended=suspended,
        may_while_suspended=may_suspended,
        of_constituency=_belongs(party_id, seats, today, suspended=suspended),
        keeps_apart=_kept_apart(party_id),
        served=row,
        ended_on=ended,
        stays_beyond=any(_lasts_beyond(each, seat.first_day) for each in served),
    )


def _belongs(party_id: int, seats: Seats, today: date, *, suspended: bool) -> bool:
    """Say whether they are of those who elect; a suspension is told as a reason of its own."""
    if seats.constituency == Constituency.MEMBERS:
        return True
    posts = employment_on(party_id, today)
    if seats.constituency == Constituency.EMPLOYEES:
        return bool(posts)
    if suspended:
        return any(each.data.get("service") == seats.service for each in posts)
    return is_elector(party_id, seats, today)


def _kept_apart(party_id: int) -> str:
    roles = accounts.roles_of(party_id)
    return next((KEPT_APART[role] for role in roles if role in KEPT_APART), "")


def _lasts_beyond(served: Serving, first_day: date) -> bool:
    return served.first_day <= first_day and (
        served.last_day is None or served.last_day >= first_day
    )
