"""Reads of ballots: what a page shows, and never a figure of the papers before the declaration."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, or_, select

from governance.ballots import box
from governance.ballots.electorate import Electorate, is_entitled
from governance.ballots.models import (
    Ballot,
    BallotDraft,
    BallotPicture,
    Declaration,
    OpenPaper,
    Option,
    Question,
    RollEntry,
)
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.members.models import RegisterEntry
from governance.motions.models import StoredFile
from governance.reckoning.canonical import digest
from governance.reckoning.rules.kinds.ballots import BallotRules
from governance.rulebook.queries import rules_on


def fewest_told(day: date) -> int:
    """Return below how many papers nothing is told of a part of a ballot, by the rules of a day."""
    return rules_on(day).of(BallotRules).fewest_told


def lock_of(ballot_id: int) -> str:
    """Return the name of a ballot's lock: voters share it, opening and closing are alone."""
    return f"ballot:{ballot_id}"


def paper_digest(*, ballot_id: int, party_id: int, choice: str, salt: str) -> str:
    """Return the salted digest by which a link of the record covers an open paper."""
    return digest(["v1", ballot_id, party_id, choice, salt])


def ballot(ballot_id: int) -> Ballot:
    """Return the ballot.

    Raises:
        NotFound: there is none.
    """
    found = db.session.get(Ballot, ballot_id)
    if found is None:
        raise NotFound(
            "There is no ballot at this address.", next_step="Look for it under Decisions."
        )
    return found


def ballot_of_motion(motion_id: int) -> Ballot | None:
    """Return the newest ballot on a motion itself, or None."""
    return _newest(Question.motion_id == motion_id, Question.amendment_id.is_(None))


def together_with(ballot: Ballot) -> list[Ballot]:
    """Return the ballots that decide together, one for each class; most decide by themselves."""
    token = ballot.electorate.get("together")
    if not token:
        return [ballot]
    on_motion = (
        select(Ballot)
        .join(Question, Question.ballot_id == Ballot.id)
        .where(Question.motion_id == ballot.questions[0].motion_id)
        .order_by(Ballot.id)
    )
    found = db.session.scalars(on_motion)
    return [each for each in found if each.electorate.get("together") == token]


def ballot_of_amendment(amendment_id: int) -> Ballot | None:
    """Return the newest ballot on an amendment, or None."""
    return _newest(Question.amendment_id == amendment_id)


def _newest(*asked: ColumnElement[bool]) -> Ballot | None:
    on_paper = select(Ballot).join(Question, Question.ballot_id == Ballot.id).where(*asked)
    return db.session.scalars(on_paper.order_by(Ballot.id.desc()).limit(1)).first()


def rules_of(ballot: Ballot) -> dict[str, Any] | None:
    """Return how the ballot names the rules under which it opened; None if it does not yet."""
    if ballot.rules_version is None:
        return None
    return {"version": ballot.rules_version, "digest": ballot.rules_digest}


def current_ballots(now: datetime) -> Sequence[Ballot]:
    """Return the ballots in which votes may be cast at this moment, soonest closing first."""
    is_open = Ballot.state.in_(("open", "planned")) & (Ballot.opens_at <= now)
    query = select(Ballot).where(is_open, Ballot.closes_at > now)
    return db.session.scalars(query.order_by(Ballot.closes_at, Ballot.id)).all()


def coming_ballots(now: datetime) -> Sequence[Ballot]:
    """Return the ballots that are set and will open, soonest first."""
    query = select(Ballot).where(Ballot.state == "planned", Ballot.opens_at > now)
    return db.session.scalars(query.order_by(Ballot.opens_at, Ballot.id)).all()


def declarations(limit: int | None = None) -> Sequence[Row[Ballot, Declaration]]:
    """Return declared ballots with their declarations, newest first."""
    query = (
        select(Ballot, Declaration)
        .join(Declaration, Declaration.ballot_id == Ballot.id)
        .order_by(Declaration.declared_at.desc(), Ballot.id.desc())
        .limit(limit)
    )
    return db.session.execute(query).all()


def every_ballot() -> Sequence[Ballot]:
    """Return all ballots, newest first, for the office."""
    return db.session.scalars(select(Ballot).order_by(Ballot.opens_at.desc(), Ballot.id)).all()


def ballots_found(words: str, state: str) -> Select[Ballot]:
    """Select the ballots with words in their title or in a question, in a state; newest first."""
    found = select(Ballot).order_by(Ballot.opens_at.desc(), Ballot.id.desc())
    if state:
        found = found.where(Ballot.state == state)
    if words:
        asks = select(Question.ballot_id).where(Question.text.icontains(words, autoescape=True))
        in_title = Ballot.question.icontains(words, autoescape=True)
        found = found.where(or_(in_title, Ballot.id.in_(asks)))
    return found


def overfull_ballots() -> list[Ballot]:
    """Return the closed ballots that cannot be counted: see `is_overfull`."""
    closed = select(Ballot).where(Ballot.state == "closed").order_by(Ballot.id)
    return [each for each in db.session.scalars(closed) if is_overfull(each)]


def declaration(ballot_id: int) -> Declaration | None:
    """Return the declaration, or None before it."""
    return db.session.get(Declaration, ballot_id)


def roll_entry(ballot_id: int, party_id: int | None) -> RollEntry | None:
    """Return a person's place on the roll, or None if they are not on it."""
    return None if party_id is None else db.session.get(RollEntry, (ballot_id, party_id))


def has_voted(ballot_id: int, party_id: int) -> bool:
    """Say whether the person is marked as having voted."""
    entry = roll_entry(ballot_id, party_id)
    return entry is not None and entry.mark is not None


def is_still_to_vote(entry: RollEntry | None) -> bool:
    """Say of a place on the roll whether a vote is still to be cast here, and not on paper."""
    return entry is not None and entry.mark is None and entry.channel is None


def turnout(ballot_id: int) -> int:
    """Return how many are marked as having voted."""
    marked = func.count().label("marked")
    query = select(marked).where(RollEntry.ballot_id == ballot_id, RollEntry.mark.is_not(None))
    return db.session.scalar(query) or 0


def all_votes(ballot_id: int) -> int | None:
    """Return all votes of those on the roll; None where each member has one."""
    of_roll = RollEntry.ballot_id == ballot_id
    counted = select(func.count(), func.coalesce(func.sum(RollEntry.weight), 0)).where(of_roll)
    members, votes = db.session.execute(counted).one()
    return None if votes == members else int(votes)


def is_overfull(ballot: Ballot) -> bool:
    """Say whether a closed box holds more papers than people are marked, so that none can count."""
    is_counted = ballot.state == "closed" and ballot.secrecy != "open"
    return is_counted and box.papers_in(ballot.id) > turnout(ballot.id)


def turnout_by_service(ballot_id: int) -> list[tuple[str, int, int]]:
    """Return (service, entitled, voted) for each service; small groups still apart: join them."""
    voted = func.count(case((RollEntry.mark.is_not(None), 1)))
    query = (
        select(RollEntry.service, func.count(), voted)
        .where(RollEntry.ballot_id == ballot_id)
        .group_by(RollEntry.service)
        .order_by(RollEntry.service)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]


def own_open_vote(ballot_id: int, party_id: int) -> str | None:
    """Return a person's own paper in an open ballot, for that person."""
    mine = (OpenPaper.ballot_id == ballot_id) & (OpenPaper.party_id == party_id)
    return db.session.scalar(select(OpenPaper.choice).where(mine))


def recorded_votes(declared: Declaration) -> Select[str, int | None, str, datetime, int]:
    """Return who voted how, when and with how many votes, in an open ballot that is declared."""
    person, roll = RegisterEntry, RollEntry
    at = (roll.ballot_id == OpenPaper.ballot_id) & (roll.party_id == OpenPaper.party_id)
    return (
        select(person.name, person.member_number, OpenPaper.choice, OpenPaper.cast_at, roll.weight)
        .select_from(OpenPaper)
        .join(roll, at)
        .join(RegisterEntry, RegisterEntry.party_id == OpenPaper.party_id)
        .where(OpenPaper.ballot_id == declared.ballot_id)
        .order_by(RegisterEntry.sort_name, RegisterEntry.party_id)
    )


def paper_tracked(ballot_id: int, tracker: str) -> str | None:
    """Return the paper with this tracker, or None if there is none in the box."""
    return box.paper_tracked(ballot_id, tracker)


def may_vote_when_opened(ballot: Ballot, party_id: int | None) -> bool:
    """Say whether the person would be on the roll of a ballot that is due, as now recorded."""
    electorate = Electorate.from_json(ballot.electorate)
    by_shares = rules_on(day_of(ballot.opens_at)).of(BallotRules).goes_by_shares
    return is_entitled(ballot.record_date, party_id, electorate, by_shares=by_shares)


def picture(named: str) -> bytes:
    """Return the picture of an option, or of a candidate whose photograph stands on a paper.

    Raises:
        NotFound: there is none, or it was taken away.
    """
    kept = db.session.scalar(select(BallotPicture.content).where(BallotPicture.digest == named))
    if kept is None:
        on_paper = select(Option.ballot_id).where(Option.picture == StoredFile.digest).exists()
        stored = select(StoredFile.content).where(StoredFile.digest == named, on_paper)
        kept = db.session.scalar(stored)
    if kept is None:
        raise NotFound("There is no picture at this address.")
    return kept


def draft(draft_id: int) -> BallotDraft:
    """Return the paper that is being written, as it now is.

    Raises:
        NotFound: there is none any more.
    """
    found = db.session.get(BallotDraft, draft_id, populate_existing=True)
    if found is None:
        raise NotFound(
            "No paper is being written at this address.",
            next_step="It was set, or thrown away. Look among the ballots.",
        )
    return found


def drafts() -> Sequence[BallotDraft]:
    """Return the papers that are being written, the latest changed first."""
    latest = BallotDraft.changed_at.desc(), BallotDraft.id.desc()
    return db.session.scalars(select(BallotDraft).order_by(*latest)).all()
