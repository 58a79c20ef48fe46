"""Reads of what members asked the candidates of a contest, and what each answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select

from governance.elections.models import Candidate, Contest, HustingsAnswer, HustingsQuestion
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound


@dataclass(frozen=True)
class Asked:
    """A question, and the answers by candidate."""

    question: HustingsQuestion
    answers: dict[int, HustingsAnswer]


def hustings_question(question_id: int) -> HustingsQuestion:
    """Return the question, which may be removed.

    Raises:
        NotFound: there is none.
    """
    found = db.session.get(HustingsQuestion, question_id)
    if found is None:
        raise NotFound("There is no such question.", next_step="Look on the election’s page.")
    return found


def questions_of(found: Contest) -> list[Asked]:
    """Return what was asked in a contest in the order it came, removed ones in their place."""
    those = select(HustingsQuestion).where(HustingsQuestion.contest_id == found.id)
    asked = db.session.scalars(those.order_by(HustingsQuestion.at, HustingsQuestion.id)).all()
    answers: dict[int, dict[int, HustingsAnswer]] = {each.id: {} for each in asked}
    given = select(HustingsAnswer).where(HustingsAnswer.question_id.in_(answers))
    for answer in db.session.scalars(given):
        answers[answer.question_id][answer.candidate_id] = answer
    return [Asked(each, answers[each.id]) for each in asked]


def unanswered_by(candidate: Candidate) -> Sequence[HustingsQuestion]:
    """Return what a candidate has not answered yet, oldest first."""
    answered = exists().where(
        HustingsAnswer.question_id == HustingsQuestion.id,
        HustingsAnswer.candidate_id == candidate.id,
    )
    open_ones = select(HustingsQuestion).where(
        HustingsQuestion.contest_id == candidate.contest_id,
        HustingsQuestion.removed_at.is_(None),
        ~answered,
    )
    return db.session.scalars(open_ones.order_by(HustingsQuestion.at, HustingsQuestion.id)).all()
