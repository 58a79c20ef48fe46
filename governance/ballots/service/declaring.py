"""Counting a closed ballot and declaring its result, once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select, update

from governance.ballots import batch, box
from governance.ballots.agreement import agreement_on
from governance.ballots.events import (
    BallotDeclared,
    MotionVoted,
    QuestionDecided,
    TurnoutRecorded,
)
from governance.ballots.models import Ballot, Declaration, Question
from governance.ballots.open_papers import papers_of, votes_of
from governance.ballots.queries import (
    all_votes,
    fewest_told,
    lock_of,
    rules_of,
    together_with,
    turnout,
    turnout_by_service,
)
from governance.ballots.service.consenting import consent_of, of_all_classes
from governance.ballots.service.counting import Weighed, results_of
from governance.ballots.teller_queries import marked_by_channel, on_paper, waiting_for
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db, lock_for_transaction
from governance.infrastructure.events import publish
from governance.reckoning.canonical import digest
from governance.reckoning.turnout import turnout_by_group
from governance.rulebook.queries import named_on

# What of the result of its only question stands in a declaration on one motion.
OF_A_MOTION = (
    *("outcome", "rule", "arithmetic", "remarks", "needed", "whole", "quorum", "taking_part"),
    *("effect", "payload", "amendment", "classes"),
)
# A voter marked in the last second may still be on the way to the box, or press again.
GRACE = timedelta(minutes=2)
NUMBERS_LOCK = "declarations"


def declare_due(now: datetime) -> int:
    """Declare every closed ballot whose papers are all in, or whose grace is over.

    One with more papers than marks is never declared: the office is told, see `is_overfull`.
    """
    return sum(declare(ballot_id, now) for ballot_id in closed_ballots())


def closed_ballots() -> Sequence[int]:
    """Return the ballots that wait for their declaration, in the order in which they closed."""
    closed = select(Ballot.id).where(Ballot.state == "closed").order_by(Ballot.closes_at, Ballot.id)
    return db.session.scalars(closed).all()


def declare(ballot_id: int, now: datetime) -> bool:
    """Declare one closed ballot if its papers are all in, or its grace is over.

    Ballots of the classes of one vote are declared together.
    """
    ballots = _held(ballot_id)
    if not all(each.state == "closed" and _are_in(each, now) for each in ballots):
        return False
    opened = [_opened(each, now) for each in ballots]
    results = consent_of(ballots, [_results(each) for each in opened])
    numbers = [_store(*each, now) for each in zip(opened, results, strict=True)]
    _tell(opened[0], results, numbers, now)
    return True


def counted_again(ballot_id: int) -> dict[str, Any]:
    """Return the body of a declaration as its papers make it now; nothing is changed by it."""
    ballots = _held(ballot_id)
    read = [
        _read(each, None if each.secrecy == "open" else box.contents(each.id)) for each in ballots
    ]
    results = consent_of(ballots, [_results(each) for each in read])
    bodies = {
        each.ballot.id: _body(each.ballot, _common(each), of_ballot)
        for each, of_ballot in zip(read, results, strict=True)
    }
    return bodies[ballot_id]


@dataclass(frozen=True)
class _Opened:
    """A ballot whose papers are open: by their text, how many are alike."""

    ballot: Ballot
    alike: Mapping[str, int]
    papers: int
    marked: int
    root: str
    salt: str = ""


def _held(ballot_id: int) -> list[Ballot]:
    """Return the ballot, and those it is declared with, locked in an order that all keep."""
    first = db.session.get_one(Ballot, ballot_id)
    ids = sorted(each.id for each in together_with(first))
    for each in ids:
        lock_for_transaction(lock_of(each))
    return [db.session.get_one(Ballot, each, populate_existing=True) for each in ids]


def _are_in(ballot: Ballot, now: datetime) -> bool:
    """Say whether nothing is waited for or on the way to the box, and nothing too much is in it."""
    if any(waiting_for(ballot)):
        return False
    if ballot.secrecy == "open":
        return True
    assert ballot.closed_at is not None
    _put_in_batch(ballot)
    marked, in_the_box = turnout(ballot.id), box.papers_in(ballot.id)
    expected = marked - on_paper(ballot.id).missing
    if in_the_box < expected and now < ballot.closed_at + GRACE:
        return False
    # Else somebody put papers in, or one of the two is an older copy.
    return in_the_box <= marked


def _put_in_batch(ballot: Ballot) -> None:
    """Put the tellers' papers in if they agreed and the box was out of reach just then."""
    if on_paper(ballot.id).batch is not None and not batch.is_in(ballot.id):
        batch.put_in(ballot.id, agreement_on(ballot).papers)


def _opened(ballot: Ballot, now: datetime) -> _Opened:
    if ballot.secrecy == "open":
        return _read(ballot, None)
    opened = _read(ballot, box.seal(ballot.id))
    publish(
        TurnoutRecorded(at=now, ballot_id=ballot.id, marked=opened.marked, box_root=opened.root)
    )
    return opened


def _read(ballot: Ballot, contents: box.Contents | None) -> _Opened:
    """Return what the papers say: those in the box, or with their names if there is none."""
    marked = turnout(ballot.id)
    if contents is None:
        alike = papers_of(ballot.id)
        return _Opened(ballot, alike, papers=sum(alike.values()), marked=marked, root="")
    return _Opened(
        ballot,
        contents.alike,
        papers=contents.papers,
        marked=marked,
        root=contents.root,
        salt=contents.salt,
    )


def _results(opened: _Opened) -> list[dict[str, Any]]:
    ballot, votes = opened.ballot, all_votes(opened.ballot.id)
    weighed = None if votes is None else Weighed(votes_of(ballot.id), votes)
    return results_of(ballot, opened.alike, root=opened.root, weighed=weighed)


def _common(opened: _Opened) -> dict[str, Any]:
    """Return what a declaration says of the ballot as a whole."""
    ballot, marked, papers = opened.ballot, opened.marked, opened.papers
    groups = turnout_by_group(
        turnout_by_service(ballot.id), least=fewest_told(day_of(ballot.opens_at))
    )
    return {
        "v": 3,
        "ballot": ballot.id,
        "figures": {
            "entitled": ballot.roll_size,
            "voted": marked,
            "papers": papers,
            "missing": marked - papers,
        },
        "channels": _channels(ballot),
        "rules": _rules(ballot),
        "turnout": [
            {"services": list(group.names), "entitled": group.entitled, "voted": group.papers}
            for group in groups
        ],
        "definition_hash": ballot.definition_hash,
        "roll_hash": ballot.roll_hash,
        "box_root": opened.root,
    } | ({"salt": opened.salt} if opened.salt else {})


def _channels(ballot: Ballot) -> dict[str, int]:
    """Return how many voted in each way, and of those on paper how many papers are counted."""
    return {**marked_by_channel(ballot.id), "paper_counted": on_paper(ballot.id).entered}


def _body(
    ballot: Ballot, common: dict[str, Any], results: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """Return the whole declaration: of one motion its result, else of every question its own."""
    if not ballot.is_on_a_motion:
        return common | {"outcome": "declared", "questions": list(results)}
    (result,) = results
    figures = result["figures"] | common["figures"]
    return (
        common | {key: result[key] for key in OF_A_MOTION if key in result} | {"figures": figures}
    )


def _rules(ballot: Ballot) -> dict[str, Any]:
    """Return the rules under which the ballot opened, of one that did not name them yet too."""
    assert ballot.opened_at is not None
    return rules_of(ballot) or named_on(day_of(ballot.opened_at), known_seq=ballot.known_seq)


def _store(opened: _Opened, results: Sequence[dict[str, Any]], now: datetime) -> str:
    """Keep the declaration and publish it; return its number."""
    lock_for_transaction(NUMBERS_LOCK)
    ballot, body = opened.ballot, _body(opened.ballot, _common(opened), results)
    year = day_of(now).year
    highest = select(func.max(Declaration.number)).where(Declaration.year == year)
    number = (db.session.scalar(highest) or 0) + 1
    declaration = {
        "ballot_id": ballot.id,
        "year": year,
        "number": number,
        "outcome": body["outcome"],
        "body": body,
        "digest": digest(body),
        "declared_at": now,
    }
    db.session.execute(insert(Declaration), [declaration])
    db.session.execute(update(Ballot).where(Ballot.id == ballot.id).values(state="declared"))
    db.session.refresh(ballot)
    on_motion = ballot.is_on_a_motion
    publish(
        BallotDeclared(
            at=now,
            ballot_id=ballot.id,
            motion_id=ballot.motion_id,
            outcome=body["outcome"],
            declaration_digest=digest(body),
            result=f"{year}/{number}",
            resolution_kind=ballot.questions[0].resolution_kind if on_motion else "",
            figures=body["figures"],
            arithmetic=body["arithmetic"] if on_motion else {},
            rules=body["rules"],
            amendment_id=ballot.amendment_id,
        )
    )
    return f"{year}/{number}"


def _tell(
    opened: _Opened,
    results: Sequence[Sequence[dict[str, Any]]],
    numbers: Sequence[str],
    now: datetime,
) -> None:
    """Publish what each question decided: of the ballots of classes, once for all of them."""
    common = _common(opened)
    of_all = results[0] if len(results) == 1 else [of_all_classes([each[0] for each in results])]
    told = common | ({} if len(results) == 1 else {"figures": {}})
    for question, result in zip(opened.ballot.questions, of_all, strict=True):
        publish(_decided(question, result, told, result_no=", ".join(numbers), now=now))


def _decided(
    question: Question,
    result: Mapping[str, Any],
    common: Mapping[str, Any],
    *,
    result_no: str,
    now: datetime,
) -> QuestionDecided:
    about: dict[str, Any] = {
        "at": now,
        "ballot_id": question.ballot_id,
        "question": question.number,
        "result": result_no,
    }
    if question.motion_id is None:
        return QuestionDecided(**about, elected=tuple(result["elected"]))
    return MotionVoted(
        **about,
        motion_id=question.motion_id,
        amendment_id=question.amendment_id,
        outcome=result["outcome"],
        resolution_kind=question.resolution_kind,
        figures=result["figures"] | common["figures"],
        arithmetic=result["arithmetic"],
        rules=common["rules"],
    )
