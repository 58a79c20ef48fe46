"""Nominating oneself or a colleague, asking others to second, and seconding."""

from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from governance.elections.events import CandidateNominated, CandidateSeconded, SeconderAsked
from governance.elections.models import Candidate, Contest, Nominator
from governance.elections.queries import is_elector, reasons_why_not
from governance.elections.service.candidates import consent
from governance.elections.service.holding import hold_open
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db, savepoint
from governance.infrastructure.errors import NotAllowed, Refused
from governance.infrastructure.events import publish
from governance.members.service.offices import Office, key_of
from governance.motions.service.good_standing import refuse_the_suspended
from governance.reckoning.rules.kinds.membership import WhileSuspended


class CannotNominate(Refused):
    """This person cannot be nominated, or not by this member."""

    title = "The nomination was not made"


class CannotSecond(Refused):
    """This member cannot nominate this candidate too."""

    title = "You cannot second this nomination"


def nominate(contest: Contest, party_id: int, *, actor: Actor, now: datetime) -> Candidate:
    """Nominate a member, or oneself, for a contest; the same once more is the one there is.

    Raises:
        NominationsAreClosed: they are, or it was called off.
        NotInGoodStanding: one's own membership is suspended.
        CannotNominate: they may not stand, are nominated already, or one does not elect there.
    """
    hold_open(contest.election, now=now)
    _refuse_strangers(contest, actor, now=now)
    reasons = reasons_why_not(party_id, contest, today=day_of(now))
    if reasons:
        raise CannotNominate(
            " ".join(str(reason) for reason in reasons), next_step="Nominate somebody else."
        )
    assert actor.party_id is not None, "only members nominate"
    there = _standing_already(contest, party_id)
    if there is not None:
        return _the_same(there, contest, actor)
    candidate = _entered(contest, party_id, actor.party_id, now=now)
    publish(
        CandidateNominated(
            at=now,
            by=actor.party_id,
            candidate_id=candidate.id,
            contest_id=contest.id,
            party_id=party_id,
        )
    )
    if party_id == actor.party_id:
        consent(candidate, actor=actor, now=now)
    return candidate


def ask_to_second(candidate: Candidate, party_id: int, *, actor: Actor, now: datetime) -> None:
    """Ask a member to nominate the candidate too; whoever was asked already stays as they are.

    Raises:
        NotAllowed: for anyone but the candidate and whoever proposed them.
        NominationsAreClosed: they are.
        CannotSecond: they are the candidate, or cannot nominate here.
    """
    if actor.party_id not in (candidate.party_id, candidate.proposed_by):
        raise NotAllowed("Only the candidate and whoever proposed them ask others to second.")
    hold_open(candidate.contest.election, now=now)
    _refuse_ended(candidate)
    if party_id == candidate.party_id:
        raise CannotSecond("Candidates do not second themselves.", next_step="Ask somebody else.")
    # Why somebody cannot is nothing for a colleague to read.
    if not is_elector(party_id, candidate.contest.seats, day_of(now)):
        raise CannotSecond(
            "They cannot nominate for this seat.", next_step="Ask another member who votes for it."
        )
    if db.session.get(Nominator, (candidate.id, party_id)) is not None:
        return
    db.session.add(Nominator(candidate_id=candidate.id, party_id=party_id, asked_at=now))
    db.session.flush()
    db.session.refresh(candidate)
    asked = SeconderAsked(at=now, by=actor.party_id, candidate_id=candidate.id, party_id=party_id)
    publish(asked)


def second(candidate: Candidate, *, actor: Actor, now: datetime) -> None:
    """Nominate the candidate too; doing it again changes nothing.

    Raises:
        NominationsAreClosed: they are.
        NotInGoodStanding: one's membership is suspended.
        CannotSecond: one is the candidate, was not asked, or does not elect there.
    """
    hold_open(candidate.contest.election, now=now)
    _refuse_ended(candidate)
    refuse_the_suspended(actor, WhileSuspended.SECOND, now=now)
    if not is_elector(actor.party_id, candidate.contest.seats, day_of(now)):
        raise CannotSecond(
            "Only members who vote for this seat nominate for it.",
            next_step="You can still ask the candidates questions.",
        )
    signed = (
        update(Nominator)
        .where(
            Nominator.candidate_id == candidate.id,
            Nominator.party_id == actor.party_id,
            Nominator.at.is_(None),
        )
        .values(at=now, declined_at=None)
        .returning(Nominator.party_id)
        .execution_options(synchronize_session=False)
    )
    is_new = db.session.scalar(signed) is not None
    db.session.expire(candidate, ["nominators"])
    for each in candidate.nominators:
        db.session.refresh(each)
    if is_new:
        publish(CandidateSeconded(at=now, by=actor.party_id, candidate_id=candidate.id))


def decline_to_second(candidate: Candidate, *, actor: Actor, now: datetime) -> None:
    """Say that one will not nominate the candidate; nobody else is told who it was."""
    waiting = (
        update(Nominator)
        .where(
            Nominator.candidate_id == candidate.id,
            Nominator.party_id == actor.party_id,
            Nominator.at.is_(None),
        )
        .values(declined_at=now)
    )
    db.session.execute(waiting)
    db.session.expire(candidate, ["nominators"])


def _refuse_strangers(contest: Contest, actor: Actor, *, now: datetime) -> None:
    refuse_the_suspended(actor, WhileSuspended.PROPOSE, now=now)
    if not is_elector(actor.party_id, contest.seats, day_of(now)):
        raise CannotNominate(
            "Only members who vote for this seat nominate for it.",
            next_step="You can still ask the candidates questions.",
        )


def _refuse_ended(candidate: Candidate) -> None:
    db.session.refresh(candidate, ["state"])
    if candidate.state != "nominated":
        raise CannotSecond("This nomination has ended, so nothing was changed.")


def _standing_already(contest: Contest, party_id: int) -> Candidate | None:
    key = key_of(Office(contest.seats.office), contest.seats.body)
    same = (
        Candidate.election_id == contest.election_id,
        Candidate.office_key == key,
        Candidate.party_id == party_id,
        Candidate.state.in_(("nominated", "standing")),
    )
    return db.session.scalars(select(Candidate).where(*same)).one_or_none()


def _the_same(there: Candidate, contest: Contest, actor: Actor) -> Candidate:
    if there.contest_id == contest.id and there.proposed_by == actor.party_id:
        return there
    if there.contest_id != contest.id:
        raise CannotNominate(
            "They are nominated for another seat in this office already, and stand once.",
            next_step="Nominate somebody else.",
        )
    # That they are, and by whom, is told to nobody before nominations close.
    if there.party_id == actor.party_id:
        raise CannotNominate(
            "You are nominated for this already, by a colleague.",
            next_step="Give your consent: it is asked of you on your Home.",
        )
    raise CannotNominate(
        "They are nominated for this already.",
        next_step="Tell them that you support them: they can ask you to second it.",
    )


def _entered(contest: Contest, party_id: int, by: int, *, now: datetime) -> Candidate:
    own = party_id == by
    candidate = Candidate(
        election_id=contest.election_id,
        contest_id=contest.id,
        office_key=key_of(Office(contest.seats.office), contest.seats.body),
        party_id=party_id,
        proposed_by=by,
        state="nominated",
        nominated_at=now,
    )
    try:
        with savepoint():
            db.session.add(candidate)
            db.session.flush()
    except IntegrityError:
        raise CannotNominate(
            "They are nominated for this already.", next_step="Look at the election’s page again."
        ) from None
    if not own:
        row = {"candidate_id": candidate.id, "party_id": by, "asked_at": now, "at": now}
        db.session.execute(insert(Nominator), [row])
    db.session.refresh(candidate)
    return candidate
