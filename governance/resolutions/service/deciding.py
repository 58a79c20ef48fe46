"""Entering what the board decided, within the limits that the rulebook sets it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from governance.effects.effect import as_list
from governance.effects.registry import NONE, effect_named
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.infrastructure.permissions import require
from governance.reckoning.board_decisions import (
    BOARD_MAJORITY,
    BoardKind,
    NotTheBoards,
    TookPart,
    arithmetic,
    not_allowed,
    not_decided,
)
from governance.reckoning.calendar import day_in_words
from governance.reckoning.resolutions.registry import kind_named
from governance.reckoning.rules.kinds.board import BoardRules
from governance.record import service as record
from governance.resolutions import queries
from governance.resolutions.digests import digest_of_board_decision
from governance.resolutions.events import BoardDecisionEntered
from governance.resolutions.models import BOARD_DECISION, BoardDecision, Resolution
from governance.resolutions.permissions import Resolutions
from governance.resolutions.service.enacting import enact_or_refuse
from governance.resolutions.service.entering import keep
from governance.rulebook.queries import named_on, rules_on

LONGEST_TITLE = 120
LONGEST_TEXT = 20_000
LONGEST_MINUTE = 120
LONGEST_REASON = 200

EFFECTS = {
    BoardKind.SPENDING: "authorise_spend",
    BoardKind.ADMISSION: "admit",
    BoardKind.APPOINTMENT: "appoint",
    BoardKind.OTHER: NONE,
}


class NotABoardDecision(Refused):
    """The board did not decide this, or may not; `field` names what of it."""

    status = 422
    title = "This is no decision of the board"

    def __init__(self, message: str, *, field: str = "", next_step: str = "") -> None:
        super().__init__(message, next_step=next_step)
        self.field = field


@dataclass(frozen=True)
class Decision:
    """What the board decided, where it is minuted, who took part, and who may read it.

    `confidential_because` is empty where members may read the text; `corrects` is the number of an
    earlier decision that this one puts right.
    """

    kind: BoardKind
    title: str
    text: str
    decided_on: date
    minute: str
    took_part: TookPart
    publish_on: date
    payload: Mapping[str, Any]
    confidential_because: str = ""
    corrects: int | None = None

    @property
    def pence(self) -> int:
        return int(self.payload["pence"]) if self.kind is BoardKind.SPENDING else 0


def decide(decision: Decision, *, actor: Actor, now: datetime) -> Resolution:
    """Enter a decision of the board under its next number, and do what it does.

    Raises:
        NotAllowed: for anyone but the secretary and the chair.
        NotABoardDecision: it was not carried, or is for the members to decide.
        Refused: what it is to do cannot be done.
    """
    require(actor, Resolutions.DECIDE_AS_BOARD)
    record.claim()  # so that of two at once the second counts what the first spends
    payload = checked(decision, today=day_of(now))
    effect = effect_named(EFFECTS[decision.kind])
    board_rules = rules_on(decision.decided_on).of(BoardRules)
    resolution = Resolution(
        series=BOARD_DECISION,
        decided_by="board",
        decided_ref=decision.minute,
        motion_id=None,
        title=decision.title,
        text=decision.text,
        effect=effect.name,
        payload=payload,
        consequences=as_list(effect.consequences(payload, today=day_of(now))),
        resolution_kind=BOARD_MAJORITY,
        figures=decision.took_part.as_json(),
        arithmetic=arithmetic(decision.took_part, board_rules).as_json(),
        decided_on=decision.decided_on,
        salt=secrets.token_hex(16),
    )
    keep(resolution, rules=named_on(decision.decided_on), actor=actor, now=now)
    _keep_details(resolution, decision, actor=actor, now=now)
    enact_or_refuse(resolution, how="board", actor=actor, now=now)
    return resolution


def checked(decision: Decision, *, today: date) -> dict[str, Any]:
    """Return the payload of what a decision does, if it is one that the board may make.

    Raises:
        NotABoardDecision: saying in a sentence why it is not.
        CannotTakeEffect: what it is to do could not be done.
    """
    _refuse_words(decision)
    _refuse_days(decision, today)
    _refuse_correction(decision)
    rulebook = rules_on(decision.decided_on)
    _refuse(not_decided(decision.took_part, rulebook.of(BoardRules)))
    payload = effect_named(EFFECTS[decision.kind]).checked(decision.payload, today=today)
    spent = queries.spent_in_year_of(decision.decided_on, but=decision.corrects)
    _refuse(not_allowed(decision.kind, rulebook, pence=decision.pence, spent_this_year=spent))
    return payload


def _keep_details(
    resolution: Resolution, decision: Decision, *, actor: Actor, now: datetime
) -> None:
    details = BoardDecision(
        resolution_id=resolution.id,
        kind=decision.kind.value,
        pence=decision.pence,
        is_confidential=bool(decision.confidential_because),
        reason=decision.confidential_because,
        publish_on=decision.publish_on,
        corrects_id=decision.corrects,
        recorded_seq=record.claim(),
    )
    details.digest = digest_of_board_decision(details, resolution.salt)
    db.session.add(details)
    db.session.flush()
    publish(
        BoardDecisionEntered(
            at=now,
            by=actor.party_id,
            resolution_id=resolution.id,
            publish_on=details.publish_on,
            corrects_id=details.corrects_id,
            digest=details.digest,
        )
    )


def _refuse(why: NotTheBoards | None) -> None:
    if why is None:
        return
    wanted = ""
    if why.needed:
        kind = kind_named(why.needed)
        wanted = f"It needs the members’ resolution: {kind.title.lower()}. Propose a motion for it."
    raise NotABoardDecision(str(why.sentence), field=why.field, next_step=wanted)


def _refuse_words(decision: Decision) -> None:
    for field, words, longest, name in (
        ("title", decision.title, LONGEST_TITLE, "a title"),
        ("text", decision.text, LONGEST_TEXT, "its text"),
        ("minute", decision.minute, LONGEST_MINUTE, "the minute"),
    ):
        if not words.strip() or len(words) > longest:
            raise NotABoardDecision(
                f"A decision needs {name}, of at most {longest:,} characters.", field=field
            )
    if len(decision.confidential_because) > LONGEST_REASON:
        raise NotABoardDecision(
            f"The reason must be {LONGEST_REASON} characters or fewer.", field="reason"
        )


def _refuse_days(decision: Decision, today: date) -> None:
    if decision.decided_on > today:
        raise NotABoardDecision(
            "The day of the decision is still to come.",
            field="decided_on",
            next_step="Enter it once the board has decided.",
        )
    latest = max(
        rules_on(decision.decided_on).of(BoardRules).publish_by(decision.decided_on), today
    )
    if not today <= decision.publish_on <= latest:
        raise NotABoardDecision(
            f"By the rules it is published between today and {day_in_words(latest)}."
            if latest > today
            else "By the rules it is published today.",
            field="publish_on",
        )


def _refuse_correction(decision: Decision) -> None:
    if decision.corrects is None:
        return
    earlier = queries.board_decision(decision.corrects)
    if earlier is None:
        raise NotABoardDecision(
            "There is no decision of the board of that number to put right.", field="corrects"
        )
    later = queries.correction_of(decision.corrects)
    if later is not None:
        raise NotABoardDecision(
            f"{later.reference} puts it right already.",
            field="corrects",
            next_step="Put that one right.",
        )
