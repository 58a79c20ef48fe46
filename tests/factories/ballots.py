"""Ballots at any point of their way, made by the services."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from governance.ballots import queries, service
from governance.ballots.models import Ballot
from governance.ballots.nonce import Nonce
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db, steps_after_commit
from governance.members.models import RegisterEntry
from tests.factories.members import make_member, make_society
from tests.factories.motions import make_motion
from tests.machinery.clock import NOON

SECRETARY = Actor(party_id=None, name="Secretary", roles=frozenset({Role.SECRETARY}))


def make_voters(number: int, *, service: str = "Home care") -> list[RegisterEntry]:
    """Enter that many members of one service."""
    make_society()
    return [make_member(f"Voter {each}", service=service) for each in range(number)]


def make_ballot(
    *,
    secrecy: str = "open",
    resolution_kind: str = "ordinary",
    days: int = 7,
    now: datetime = NOON,
    state: str = "open",
    **details: Any,
) -> Ballot:
    """Set a ballot on a new seconded motion; `state` is "planned" or "open"."""
    usual: dict[str, Any] = {
        "question": "Should we open a respite house in Tipton?",
        "if_carried": "A six-bed house opens by June.",
        "record_date": day_of(now),
        "opens_at": now,
        "closes_at": now + timedelta(days=days),
        "quorum": {},
    }
    ballot = service.plan(
        make_motion(state="seconded"),
        **(usual | details),
        resolution_kind=resolution_kind,
        secrecy=secrecy,
        actor=SECRETARY,
        now=now,
    )
    if state == "open":
        service.open_due(ballot.opens_at)
        db.session.refresh(ballot)
    return ballot


def vote(
    ballot: Ballot,
    voter: RegisterEntry,
    choice: str,
    *,
    now: datetime = NOON,
    nonce: str = "",
) -> service.Receipt:
    """Cast a vote and commit it, as the view would: the paper is dropped after the commit."""
    receipt = service.cast(
        ballot.id,
        choice,
        nonce=nonce or Nonce.fresh(ballot.id).value,
        voter_id=voter.party_id,
        actor=Actor(party_id=voter.party_id),
        now=now,
    )
    db.session.commit()
    for step in steps_after_commit():
        step()
    return receipt


def vote_all(ballot: Ballot, voters: Sequence[RegisterEntry], choices: str) -> None:
    """Cast a vote for each letter: f for, a against, b abstains, a dot stays away."""
    named = {"f": "for", "a": "against", "b": "abstain"}
    for voter, letter in zip(voters, choices, strict=False):
        if letter != ".":
            vote(ballot, voter, named[letter])


def declare(ballot: Ballot) -> dict[str, Any]:
    """Close and count the ballot at its closing time; return the declaration's body."""
    service.close_due(ballot.closes_at)
    db.session.commit()
    service.declare_due(ballot.closes_at)
    db.session.commit()
    found = queries.declaration(ballot.id)
    assert found is not None
    return found.body


def make_paper(
    *questions: service.QuestionPlanned,
    secrecy: str = "secret_simple",
    title: str = "Election of the board 2026",
    days: int = 7,
    now: datetime = NOON,
    state: str = "open",
    **details: Any,
) -> Ballot:
    """Set a ballot whose paper has these questions; `state` is "planned" or "open"."""
    usual: dict[str, Any] = {
        "record_date": day_of(now),
        "opens_at": now,
        "closes_at": now + timedelta(days=days),
    }
    ballot = service.plan_paper(
        title=title,
        questions=questions,
        secrecy=secrecy,
        **(usual | details),
        actor=SECRETARY,
        now=now,
    )
    if state == "open":
        service.open_due(ballot.opens_at)
        db.session.refresh(ballot)
    return ballot


def asking(
    method: str, *titles: str, text: str = "Who shall be on the board?", **details: Any
) -> service.QuestionPlanned:
    """Return a question among options of these names, counted by that method."""
    options = [service.OptionPlanned(title) for title in titles]
    return service.QuestionPlanned(text, method, options, **details)
