"""What mails follow from elections: to those who elect, to candidates, to those asked to sign."""

from collections.abc import Iterable

from sqlalchemy import Select, select

from governance.cases.queries.deaths import those_who_died
from governance.elections import queries
from governance.elections.events import (
    CandidateEnded,
    CandidateNominated,
    CandidatesAsked,
    ContestEnded,
    CountbackHeld,
    ElectionCalled,
    ElectionCalledOff,
    NominationsClosed,
    SeconderAsked,
)
from governance.elections.models import Candidate, Seats
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.events import DomainEvent
from governance.members import queries as members
from governance.members.models import RegisterEntry
from governance.notifications.service import queue_for_all, queue_many

ELECTION, CANDIDATE = "election_news", "candidate_news"
BEFORE_ANY_VOTE = ("unopposed", "no_candidates")


def queue_called(event: ElectionCalled) -> None:
    """Tell whoever elects to the seats that they are vacant, and until when to nominate."""
    _to_electors(event.election_id, "called", event)


def queue_called_off(event: ElectionCalledOff) -> None:
    """Tell the same people that the election was called off."""
    _to_electors(event.election_id, "called off", event)


def queue_nominated(event: CandidateNominated) -> None:
    """Ask somebody whom a colleague nominated whether they consent."""
    if event.by != event.party_id:
        _to_candidate(event.candidate_id, "nominated", event)


def queue_seconder_asked(event: SeconderAsked) -> None:
    """Ask a colleague whether they nominate somebody too."""
    context = {"what": "seconder", "candidate_id": event.candidate_id}
    key = f"candidate {event.candidate_id} seconder {event.party_id}"
    _queue(key, [event.party_id], CANDIDATE, context, event)


def queue_struck(event: CandidateEnded) -> None:
    """Tell a candidate that they were struck out; what they did themselves they know."""
    if event.state == "struck":
        _to_candidate(event.candidate_id, "struck", event)


def queue_nominations_closed(event: NominationsClosed) -> None:
    """Tell everybody who was nominated whether they stand, and if not why."""
    for candidate_id, _covered in event.standing:
        _to_candidate(candidate_id, "standing", event)
    for candidate_id in event.lapsed:
        _to_candidate(candidate_id, "lapsed", event)


def queue_contest_ended(event: ContestEnded) -> None:
    """Tell those elected; where nobody voted, whoever elects too, for no ballot tells them."""
    for candidate_id in event.elected:
        _to_candidate(candidate_id, "elected", event)
    if event.state in BEFORE_ANY_VOTE:
        contest = queries.contest(event.contest_id)
        context = {"what": event.state, "contest_id": contest.id}
        key = f"contest {contest.id} ended"
        queue_for_all(
            key,
            recipients=_electors_of([contest.seats], event),
            template=ELECTION,
            context=context | {"election_id": contest.election_id},
            now=event.at,
        )


def queue_countback(event: CountbackHeld) -> None:
    """Tell whom a countback put on a seat."""
    if event.filled_by is not None:
        _to_candidate(event.filled_by, "countback", event)


def queue_candidates_asked(event: CandidatesAsked) -> None:
    """Tell the candidates who stand that members ask; once a day, whatever the number."""
    contest = queries.contest(event.contest_id)
    for candidate in queries.candidates_of(contest, "standing"):
        context = {"what": "asked", "candidate_id": candidate.id}
        key = f"candidate {candidate.id} asked on {day_of(event.at)}"
        _queue(key, [candidate.party_id], CANDIDATE, context, event)


def _to_candidate(candidate_id: int, what: str, event: DomainEvent) -> None:
    candidate = db.session.get_one(Candidate, candidate_id)
    context = {"what": what, "candidate_id": candidate_id}
    _queue(f"candidate {candidate_id} {what}", [candidate.party_id], CANDIDATE, context, event)


def _to_electors(election_id: int, what: str, event: DomainEvent) -> None:
    election = queries.election(election_id)
    seats = [contest.seats for contest in election.contests]
    queue_for_all(
        f"election {election_id} {what}",
        recipients=_electors_of(seats, event),
        template=ELECTION,
        context={"what": what, "election_id": election_id},
        now=event.at,
    )


def _electors_of(seats: Iterable[Seats], event: DomainEvent) -> Select[int, str]:
    """Select (party_id, address) of whoever elects to one of these seats as things stand."""
    parts = [queries.electors(each, day_of(event.at)) for each in seats]
    one_of = parts[0].union(*parts[1:]).subquery() if len(parts) > 1 else parts[0].subquery()
    return select(RegisterEntry.party_id, RegisterEntry.email).where(
        RegisterEntry.party_id.in_(select(one_of.c.party_id)),
        RegisterEntry.email != "",
        RegisterEntry.party_id.not_in(those_who_died()),
    )


def _queue(
    key: str,
    party_ids: Iterable[int],
    template: str,
    context: dict[str, object],
    event: DomainEvent,
) -> None:
    queue_many(
        key,
        recipients=members.addresses_of(party_ids).items(),
        template=template,
        context=context,
        now=event.at,
    )
