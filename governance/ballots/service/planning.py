"""Setting a ballot: what stands on its paper, who may vote, when, and how it is counted."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from governance.ballots.electorate import ALL_MEMBERS, Electorate
from governance.ballots.events import BallotPlanned
from governance.ballots.models import Ballot, Option, Question
from governance.ballots.paper import asked_of, paper_digest_of
from governance.ballots.service.by_class import electorates_of_classes, titled
from governance.ballots.service.paper_checks import problems_of
from governance.ballots.service.planned import (
    AT_CLOSE,
    OptionPlanned,
    PaperPlanned,
    QuestionPlanned,
    most_of,
)
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.events import publish
from governance.motions.models import Amendment, Motion
from governance.motions.service import amendments, mark_balloted
from governance.reckoning.papers.paper import as_form
from governance.reckoning.resolutions.registry import kind_named

LOT_BYTES = 32


def plan_paper(
    *,
    title: str,
    questions: Sequence[QuestionPlanned],
    secrecy: str,
    record_date: date,
    opens_at: datetime,
    closes_at: datetime,
    decision: str = "ordinary",
    electorate: Electorate | None = None,
    count_opens: str = AT_CLOSE,
    is_asked: bool = False,
    actor: Actor,
    now: datetime,
) -> Ballot:
    """Set a ballot that opens and closes by itself; motions on it stand as put to a ballot.

    `decision` is the kind of business of questions that are on no motion, by which the rules say
    whether it is secret, as in BallotRules. `is_asked` says that its motions stand as put to a
    ballot already, by that of another class.

    Raises:
        BallotNotPossible: a paper that cannot be marked or counted, times out of order, or too few
            entitled for a secret ballot.
    """
    paper = PaperPlanned(
        title=title,
        questions=questions,
        secrecy=secrecy,
        record_date=record_date,
        opens_at=opens_at,
        closes_at=closes_at,
        decision=decision,
        electorate=electorate or ALL_MEMBERS,
        count_opens=count_opens,
    )
    for problem in problems_of(paper, now):
        raise problem
    for question in () if is_asked else questions:
        _mark_asked(question, actor=actor, now=now)
    ballot = drawn_up(paper)
    ballot.created_by = actor.party_id
    db.session.add(ballot)
    db.session.flush()
    publish(
        BallotPlanned(
            at=now,
            by=actor.party_id,
            ballot_id=ballot.id,
            motion_id=ballot.motion_id,
            resolution_kind=ballot.questions[0].resolution_kind if ballot.motion_id else "",
            secrecy=secrecy,
            opens_at=opens_at,
            closes_at=closes_at,
            amendment_id=ballot.amendment_id,
            paper=paper_digest_of(ballot),
        )
    )
    return ballot


def drawn_up(paper: PaperPlanned) -> Ballot:
    """Return the ballot that the paper would be, its lot number drawn; nothing is kept of it."""
    ballot = Ballot(
        question=paper.title,
        secrecy=paper.secrecy,
        record_date=paper.record_date,
        opens_at=paper.opens_at,
        closes_at=paper.closes_at,
        electorate=paper.electorate.as_json(),
        count_opens=paper.count_opens,
        state="planned",
        lot_number=secrets.token_hex(LOT_BYTES),
        questions=[_question(each, number) for number, each in enumerate(paper.questions, start=1)],
    )
    ballot.paper_form = as_form([asked_of(each) for each in ballot.questions])
    return ballot


def plan(
    motion: Motion,
    *,
    question: str,
    if_carried: str,
    resolution_kind: str,
    quorum: Mapping[str, Any],
    amendment: Amendment | None = None,
    class_by: str = "",
    **paper: Any,
) -> Ballot:
    """Put a seconded motion, or an amendment of one, to a ballot of its own: see `plan_paper`.

    By a kind that every class must carry it is a ballot for each class, as `class_by` makes them;
    the first is returned.
    """
    asked = QuestionPlanned(
        text=question,
        motion=motion,
        amendment=amendment,
        if_carried=if_carried,
        resolution_kind=resolution_kind,
        quorum=quorum,
    )
    if not kind_named(resolution_kind).is_by_class:
        return plan_paper(title=question, questions=(asked,), **paper)
    parts = electorates_of_classes(asked, class_by, **paper)
    ballots = [
        plan_paper(
            title=titled(question, part),
            questions=(asked,),
            electorate=part,
            is_asked=number > 0,
            **paper,
        )
        for number, part in enumerate(parts)
    ]
    return ballots[0]


def _mark_asked(asked: QuestionPlanned, *, actor: Actor, now: datetime) -> None:
    """Have the motion of a question, or the amendment, stand as put to a ballot."""
    if asked.amendment is not None:
        amendments.mark_balloted(asked.amendment, actor=actor, now=now)
        db.session.refresh(asked.motion)
    elif asked.motion is not None:
        mark_balloted(asked.motion, actor=actor, now=now)


def _question(planned: QuestionPlanned, number: int) -> Question:
    return Question(
        number=number,
        text=planned.text,
        explanation=planned.explanation,
        method=planned.method,
        seats=planned.seats,
        most=most_of(planned),
        least_share=planned.least_share,
        order=planned.order,
        motion_id=planned.motion.id if planned.motion else None,
        amendment_id=planned.amendment.id if planned.amendment else None,
        motion_version=planned.motion.version if planned.motion and planned.amendment else None,
        if_carried=planned.if_carried,
        resolution_kind=planned.resolution_kind,
        quorum=dict(planned.quorum),
        options=[_option(each, place) for place, each in enumerate(planned.options, start=1)],
    )


def _option(planned: OptionPlanned, number: int) -> Option:
    return Option(
        number=number,
        title=planned.title,
        statement=planned.statement,
        picture=planned.picture,
        picture_words=planned.picture_words,
        kind=planned.kind,
        struck="",
    )
