"""Decisions of the board, entered by the services."""

from datetime import date, datetime
from typing import Any

from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.clock import day_of
from governance.reckoning.board_decisions import BoardKind, TookPart
from governance.resolutions import service
from governance.resolutions.models import Resolution
from governance.resolutions.service import Decision
from tests.machinery.clock import NOON

TODAY = day_of(NOON)
FIVE_OF_EIGHT = TookPart(directors=8, present=6, votes_for=5, against=1)
SECRETARY = Actor(name="Sue Secretary", roles=frozenset({Role.SECRETARY}))


def board_decision(
    kind: BoardKind = BoardKind.OTHER,
    *,
    title: str = "Move the office to Tipton",
    text: str = "The office moves to Tipton by the summer.",
    decided_on: date = TODAY,
    minute: str = "Board, 16 November 2026, item 3",
    took_part: TookPart = FIVE_OF_EIGHT,
    publish_on: date = TODAY,
    payload: dict[str, Any] | None = None,
    confidential_because: str = "",
    corrects: int | None = None,
) -> Decision:
    """Return what the board decided, as the service takes it."""
    return Decision(
        kind=kind,
        title=title,
        text=text,
        decided_on=decided_on,
        minute=minute,
        took_part=took_part,
        publish_on=publish_on,
        payload=payload or {},
        confidential_because=confidential_because,
        corrects=corrects,
    )


def spending(pence: int, *, purpose: str = "A minibus", **details: Any) -> Decision:
    """Return a decision to authorise a sum."""
    payload = {"book": "", "pence": pence, "purpose": purpose, "until": ""}
    details = {"title": "Buy a minibus", "text": "We buy one.", **details}
    return board_decision(BoardKind.SPENDING, payload=payload, **details)


def decide(decision: Decision, *, now: datetime = NOON) -> Resolution:
    """Enter the decision as the secretary."""
    return service.decide(decision, actor=SECRETARY, now=now)
