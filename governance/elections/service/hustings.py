"""Hustings: members ask all candidates of a contest, and each candidate answers."""

import re
import secrets
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from governance.elections.events import CandidateAnswered, CandidatesAsked, QuestionRemoved
from governance.elections.models import Candidate, Contest, HustingsAnswer, HustingsQuestion
from governance.elections.queries import is_elector
from governance.elections.service.candidates import refuse_all_but
from governance.elections.service.holding import digest_of_reason, digest_of_words
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db, savepoint
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.motions.service.good_standing import refuse_the_suspended
from governance.reckoning.rules.kinds.membership import WhileSuspended

SUBMISSION = re.compile(r"[0-9a-f]{32}")


class CannotAsk(Refused):
    """Nobody can ask or answer here, or not this person."""

    title = "That was not added"


def ask(
    contest: Contest, words: str, *, submission: str, actor: Actor, now: datetime
) -> HustingsQuestion:
    """Ask all candidates of a contest; the same form sent twice asks once.

    Raises:
        CannotAsk: voting has closed, or one does not vote there.
        NotInGoodStanding: one's membership is suspended.
    """
    refuse_once_closed(contest, now=now)
    refuse_the_suspended(actor, WhileSuspended.DISCUSS, now=now)
    if not is_elector(actor.party_id, contest.seats, day_of(now)):
        raise CannotAsk("Only members who vote for this seat ask its candidates.")
    assert SUBMISSION.fullmatch(submission), "the page's button has a mark of its own"
    sent = select(HustingsQuestion).where(HustingsQuestion.submission == submission)
    there = db.session.scalars(sent).one_or_none()
    if there is not None:
        return there
    salt = secrets.token_hex(16)
    question = HustingsQuestion(
        contest_id=contest.id,
        party_id=actor.party_id,
        submission=submission,
        words=words,
        salt=salt,
        digest=digest_of_words(salt, words),
        at=now,
    )
    try:
        with savepoint():
            db.session.add(question)
            db.session.flush()
    except IntegrityError:
        return db.session.scalars(sent).one()
    publish(
        CandidatesAsked(
            at=now,
            by=actor.party_id,
            question_id=question.id,
            contest_id=contest.id,
            words_digest=question.digest,
        )
    )
    return question


def answer(
    question: HustingsQuestion, candidate: Candidate, words: str, *, actor: Actor, now: datetime
) -> None:
    """Answer a question as a candidate, once, for everybody to read.

    Raises:
        CannotAsk: voting has closed, it is answered or removed, or one does not stand.
    """
    refuse_all_but(candidate, actor)
    refuse_once_closed(candidate.contest, now=now)
    db.session.refresh(question)
    if candidate.state != "standing" or candidate.contest_id != question.contest_id:
        raise CannotAsk(
            "Candidates answer once nominations are closed.", next_step="Come back when they are."
        )
    if question.removed_at is not None:
        raise CannotAsk("This question was removed.", next_step="Answer another.")
    salt = secrets.token_hex(16)
    said = HustingsAnswer(
        question_id=question.id,
        candidate_id=candidate.id,
        words=words,
        salt=salt,
        digest=digest_of_words(salt, words),
        at=now,
    )
    try:
        with savepoint():
            db.session.add(said)
            db.session.flush()
    except IntegrityError:
        raise CannotAsk("You have answered this question already, and that stands.") from None
    publish(
        CandidateAnswered(
            at=now,
            by=actor.party_id,
            question_id=question.id,
            candidate_id=candidate.id,
            words_digest=said.digest,
        )
    )


def remove_question(
    question: HustingsQuestion, reason: str, *, actor: Actor, now: datetime
) -> None:
    """Remove a question with its answers from view, for a reason that stands in its place."""
    removed = (
        update(HustingsQuestion)
        .where(HustingsQuestion.id == question.id, HustingsQuestion.removed_at.is_(None))
        .values(removed_at=now, removed_by=actor.party_id, removed_reason=reason)
        .returning(HustingsQuestion.id)
        .execution_options(synchronize_session=False)
    )
    is_new = db.session.scalar(removed) is not None
    db.session.refresh(question)
    if is_new:
        publish(
            QuestionRemoved(
                at=now,
                by=actor.party_id,
                question_id=question.id,
                reason_digest=digest_of_reason(reason),
            )
        )


def refuse_once_closed(contest: Contest, *, now: datetime) -> None:
    """Refuse to ask or answer once voting has closed or nobody is voted on."""
    if contest.state not in ("nominating", "voting") or now >= contest.election.closes_at:
        raise CannotAsk(
            "Questions end when voting does, so this was not added.",
            next_step="What was asked and answered stays to be read.",
        )
