"""How an amendment ends without a vote: withdrawn, ruled out of order, or overtaken by another."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import update

from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed
from governance.infrastructure.events import publish
from governance.infrastructure.permissions import may
from governance.motions import limits
from governance.motions.amendment_events import (
    AmendmentFallen,
    AmendmentRuledOut,
    AmendmentWithdrawn,
)
from governance.motions.models import Amendment, Motion
from governance.motions.permissions import Motions
from governance.motions.queries import amendments as queries
from governance.motions.queries.support import appellants_needed
from governance.motions.service.amendments.checking import (
    NotAnAmendment,
    NotOpenToAmendment,
    hold_with,
)
from governance.reckoning.canonical import digest
from governance.reckoning.rules.kinds.motions import MotionRules
from governance.reckoning.texts.amending import Overtaken
from governance.reckoning.texts.values import ValueOvertaken
from governance.rulebook.queries import rules_on

UNDECIDED = ("proposed", "seconded")


def withdraw(amendment: Amendment, *, actor: Actor, now: datetime) -> None:
    """Take the amendment back; doing it again changes nothing.

    Raises:
        NotAllowed: for anyone but its mover.
        NotOpenToAmendment: it is put to a ballot, or was decided.
    """
    if actor.party_id is None or actor.party_id != amendment.mover_id:
        raise NotAllowed(
            "Only the person who proposed an amendment can withdraw it.",
            next_step="If it should not go on, say so in the motion’s discussion.",
        )
    motion = hold_with(amendment)
    if amendment.state == "withdrawn":
        return
    if not ended(amendment, motion, before=UNDECIDED, after="withdrawn", now=now):
        raise NotOpenToAmendment(
            "This amendment can no longer be withdrawn.",
            next_step="Its page shows where it stands.",
        )
    publish(AmendmentWithdrawn(**told(amendment, actor.party_id, now), version=motion.version))


def rule_out(amendment: Amendment, reason: str, *, actor: Actor, now: datetime) -> None:
    """Rule the amendment out of order, for a reason that everyone can read.

    Raises:
        NotAllowed: for anyone but the chair.
        NotAnAmendment: without a reason, or with too long a one.
        NotOpenToAmendment: it is put to a ballot, or was decided; or an appeal brought it back.
    """
    if not may(actor, Motions.RULE_ON_AMENDMENTS):
        raise NotAllowed("Only the chair can rule an amendment out of order.")
    if not reason.strip() or len(reason) > limits.LONGEST_RULING:
        raise NotAnAmendment(
            f"A ruling needs a reason of at most {limits.LONGEST_RULING:,} characters.",
            next_step="Write it for everyone to read.",
        )
    motion = hold_with(amendment)
    ruling = _ruling(amendment, reason, actor=actor, today=day_of(now))
    if amendment.ruling is not None or not ended(
        amendment, motion, before=UNDECIDED, after="ruled_out", now=now, note=reason, ruling=ruling
    ):
        raise NotOpenToAmendment(
            "This amendment can no longer be ruled out of order.",
            next_step="Its page shows where it stands.",
        )
    publish(
        AmendmentRuledOut(
            **told(amendment, actor.party_id, now),
            version=motion.version,
            note_digest=digest(["v1", reason]),
            appeal_until=date.fromisoformat(ruling["until"]),
            ruling_digest=digest_of_ruling(ruling),
        )
    )


def digest_of_ruling(ruling: Mapping[str, Any]) -> str:
    """Return the digest by which the record covers a ruling and what was decided on an appeal."""
    return digest(["v1", dict(ruling)])


def _ruling(amendment: Amendment, reason: str, *, actor: Actor, today: date) -> dict[str, Any]:
    """Return the ruling with the rules of its day by which members may appeal against it."""
    rules = rules_on(today).of(MotionRules)
    return {
        "reason": reason,
        "by": actor.party_id,
        "before": amendment.state,
        "until": (today + timedelta(days=rules.appeal_days)).isoformat(),
        "appellants": appellants_needed(today),
        "goes_to": rules.appeals_go_to,
    }


def let_fall_what_is_overtaken(
    motion: Motion, by: Amendment, *, actor: Actor, now: datetime
) -> None:
    """End those amendments that are about what was just changed; the others follow the text."""
    for each in queries.amendments_of(motion.id, states=UNDECIDED):
        note = _overtaken(each.row, motion, by.short_reference)
        if note:
            _fall(each.row, motion, note, actor=actor, now=now)


def fall_if_overtaken(amendment: Amendment, motion: Motion, *, actor: Actor, now: datetime) -> None:
    """End an amendment that came back, if what it is about was changed meanwhile."""
    note = _overtaken(amendment, motion, "another amendment")
    if note:
        _fall(amendment, motion, note, actor=actor, now=now)


def told(amendment: Amendment, by: int | None, now: datetime) -> dict[str, Any]:
    """Return what every fact of an amendment tells."""
    return {
        "at": now,
        "by": by,
        "motion_id": amendment.motion_id,
        "amendment_id": amendment.id,
    }


def ended(
    amendment: Amendment,
    motion: Motion,
    *,
    before: tuple[str, ...],
    after: str,
    now: datetime,
    note: str = "",
    **more: Any,
) -> bool:
    """End the amendment if it is still where it was thought to be; say whether it was."""
    end = (
        update(Amendment)
        .where(Amendment.id == amendment.id, Amendment.state.in_(before))
        .values(state=after, closed_at=now, ended_version=motion.version, note=note, **more)
        .returning(Amendment.id)
        .execution_options(synchronize_session=False)
    )
    is_ended = db.session.scalar(end) is not None
    db.session.refresh(amendment)
    return is_ended


def _overtaken(amendment: Amendment, motion: Motion, by: str) -> str:
    try:
        queries.changes_at(amendment, motion.version)
        queries.payload_at(amendment, motion.version)
    except Overtaken as overtaken:
        number = overtaken.paragraph
        return f"Paragraph {number}, which it is about, was changed by {by}."
    except ValueOvertaken:
        return f"What it would set was set to something else by {by}."
    return ""


def _fall(amendment: Amendment, motion: Motion, note: str, *, actor: Actor, now: datetime) -> None:
    fell = ended(amendment, motion, before=UNDECIDED, after="fallen", now=now, note=note)
    assert fell, "the motion's row is held, so nothing else has ended it"
    covered = digest(["v1", note])
    publish(
        AmendmentFallen(
            **told(amendment, actor.party_id, now), version=motion.version, note_digest=covered
        )
    )
