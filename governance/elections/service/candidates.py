"""What candidates do: consent or decline, write, withdraw; and striking one out."""

import secrets
from datetime import datetime

from sqlalchemy import update

from governance.ballots import service as ballots
from governance.elections.events import CandidateConsented, CandidateEnded
from governance.elections.models import Candidate
from governance.elections.queries import reasons_why_not, rules_of
from governance.elections.service.holding import (
    digest_of_reason,
    hold_open,
    hold_with_ballots,
    refuse_rivals,
)
from governance.elections.service.pictures import forget_picture
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed, Refused
from governance.infrastructure.events import publish
from governance.reckoning.canonical import digest
from governance.reckoning.rules.kinds.elections import ElectionRules


class NotPossibleNow(Refused):
    """The nomination is at another point."""

    title = "That could not be done"


def consent(candidate: Candidate, *, actor: Actor, now: datetime) -> None:
    """Say that one is willing to serve; doing it again changes nothing.

    Raises:
        NominationsAreClosed: they are.
        NotPossibleNow: the nomination has ended, or one may not stand.
    """
    refuse_all_but(candidate, actor)
    hold_open(candidate.contest.election, now=now)
    reasons = reasons_why_not(candidate.party_id, candidate.contest, today=day_of(now))
    if reasons:
        raise NotPossibleNow(
            " ".join(str(reason) for reason in reasons),
            next_step="If that is wrong, tell the secretary.",
        )
    given = (
        update(Candidate)
        .where(
            Candidate.id == candidate.id,
            Candidate.state == "nominated",
            Candidate.consented_at.is_(None),
        )
        .values(consented_at=now)
        .returning(Candidate.id)
        .execution_options(synchronize_session=False)
    )
    is_new = db.session.scalar(given) is not None
    db.session.refresh(candidate)
    if candidate.state != "nominated":
        raise NotPossibleNow("This nomination has ended, so nothing was changed.")
    if is_new:
        publish(CandidateConsented(at=now, by=actor.party_id, candidate_id=candidate.id))


def withdraw(candidate: Candidate, *, actor: Actor, now: datetime) -> None:
    """Decline a nomination, or take back one's consent, until nominations close.

    Raises:
        NominationsAreClosed: they are; the secretary can still strike one out.
        NotPossibleNow: it has ended already.
    """
    refuse_all_but(candidate, actor)
    hold_open(candidate.contest.election, now=now)
    state = "withdrawn" if candidate.consented_at else "declined"
    _end(candidate, "nominated", state, "", actor=actor, now=now)
    forget_words(candidate)


def strike_out(candidate: Candidate, reason: str, *, actor: Actor, now: datetime) -> None:
    """Strike a candidate out after nominations closed, for a reason that members can read.

    Nothing is taken off a paper that is printed: their name is struck from every paper before the
    count.

    Raises:
        NotPossibleNow: they do not stand, or it is certain already who is elected.
        StandsThemselves: one stands in the same election, and strikes another out.
    """
    papers = hold_with_ballots(candidate.contest.election)
    refuse_rivals(candidate, actor)
    db.session.refresh(candidate.contest)
    if candidate.contest.state != "voting":
        raise NotPossibleNow(
            "It is certain already who is elected in this contest.",
            next_step="Somebody who leaves an office is entered in the register of officers.",
        )
    _end(candidate, "standing", "struck", reason, actor=actor, now=now)
    (ballot,) = (each for each in papers if each.id == candidate.contest.ballot_id)
    question, option = candidate.contest.question or 0, candidate.option or 0
    ballots.strike(ballot, question, option, reason=reason, actor=actor, now=now)


def write(candidate: Candidate, words: str, *, keep: bool, actor: Actor, now: datetime) -> None:
    """Keep the statement as a draft that nobody else sees, or as what members will read.

    Raises:
        NominationsAreClosed: they are.
        NotPossibleNow: it has too many words to be published.
    """
    refuse_all_but(candidate, actor)
    hold_open(candidate.contest.election, now=now)
    candidate.draft = words
    rules: ElectionRules = rules_of(candidate.contest.election)
    if not keep:
        if rules.is_too_long(words):
            db.session.flush()
            raise NotPossibleNow(
                f"By the rules a statement has at most {rules.statement_words} words, and yours "
                f"has {len(words.split())}.",
                next_step="Make it shorter.",
            )
        candidate.statement, candidate.draft = words, ""
    db.session.flush()


def forget_words(candidate: Candidate) -> None:
    """Forget the words of a nomination that came to nothing: they were never published."""
    picture, candidate.picture = candidate.picture, ""
    candidate.draft, candidate.statement, candidate.picture_words = "", "", ""
    db.session.flush()
    forget_picture(picture)


def seal_words(candidate: Candidate) -> None:
    """Fix what a candidate says and shows, with the digest by which the record covers it."""
    candidate.salt = secrets.token_hex(16)
    candidate.digest = digest_of_candidate(candidate)


def digest_of_candidate(candidate: Candidate) -> str:
    """Return the digest of a candidate's statement and picture."""
    said = [candidate.statement, candidate.picture, candidate.picture_words]
    return digest(["v1", candidate.salt, *said])


def _end(
    candidate: Candidate, was: str, state: str, reason: str, *, actor: Actor, now: datetime
) -> None:
    ended = (
        update(Candidate)
        .where(Candidate.id == candidate.id, Candidate.state == was)
        .values(state=state, reason=reason, ended_at=now, draft="")
        .returning(Candidate.id)
        .execution_options(synchronize_session=False)
    )
    found = db.session.scalar(ended)
    db.session.refresh(candidate)
    if found is None:
        raise NotPossibleNow("This nomination has ended already, so nothing was changed.")
    publish(
        CandidateEnded(
            at=now,
            by=actor.party_id,
            candidate_id=candidate.id,
            state=state,
            reason_digest=digest_of_reason(reason),
        )
    )


def refuse_all_but(candidate: Candidate, actor: Actor) -> None:
    if actor.party_id != candidate.party_id:
        raise NotAllowed("Only the candidates themselves do that.")
