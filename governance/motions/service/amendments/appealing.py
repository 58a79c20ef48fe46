"""Members appeal against the ruling by which an amendment is out of order; it is decided again."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import func, null, select, update

from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed
from governance.infrastructure.events import publish
from governance.infrastructure.permissions import may
from governance.motions import limits
from governance.motions.amendment_events import (
    AmendmentAppealDecided,
    AmendmentAppealJoined,
    AmendmentAppealMade,
    AmendmentReinstated,
)
from governance.motions.models import Amendment, AmendmentAppellant, Motion
from governance.motions.permissions import Motions
from governance.motions.service.amendments.checking import (
    NotOpenToAmendment,
    hold_with,
    refuse_closed,
)
from governance.motions.service.amendments.ending import (
    digest_of_ruling,
    fall_if_overtaken,
    told,
)
from governance.motions.service.good_standing import NotInGoodStanding, is_barred
from governance.motions.service.moving import check_words, in_words
from governance.motions.service.ruling import by_vote
from governance.reckoning.canonical import digest
from governance.reckoning.rules.kinds.membership import WhileSuspended
from governance.reckoning.rules.kinds.motions import MEMBERS_DECIDE

SEE_ITS_PAGE = "Its page shows where it stands."


def appeal(amendment: Amendment, reason: str, *, actor: Actor, now: datetime) -> None:
    """Join an appeal against the ruling; joining again changes nothing.

    Raises:
        NotAllowed: for anyone but a member.
        NotInGoodStanding: for a suspended one.
        NotOpenToAmendment: there is no ruling, the time is over, enough have appealed already, or
            the motion has moved on.
    """
    if actor.party_id is None or not may(actor, Motions.APPEAL):
        raise NotAllowed("Only members can appeal against a ruling.")
    if is_barred(actor, WhileSuspended.SECOND, on=day_of(now)):
        raise NotInGoodStanding(
            "While your membership is suspended you cannot appeal.",
            next_step="Your membership page says until when.",
        )
    check_words(reason, called="The reason", longest=limits.LONGEST_RULING)
    motion = hold_with(amendment)
    ruling = _ruling_on(amendment)
    if db.session.get(AmendmentAppellant, (amendment.id, actor.party_id)) is not None:
        return
    refuse_closed(motion, now=now)
    _refuse_late(ruling, day_of(now))
    covered = digest(["v1", reason])
    joins = {"amendment_id": amendment.id, "party_id": actor.party_id}
    db.session.add(AmendmentAppellant(**joins, at=now, reason=reason, digest=covered))
    db.session.flush()
    publish(AmendmentAppealJoined(**told(amendment, actor.party_id, now), digest=covered))
    _note_enough(amendment, ruling, actor=actor, now=now)


def decide_appeal(
    amendment: Amendment,
    *,
    reason: str,
    minute: str,
    allowed: bool = False,
    votes: tuple[int, int] | None = None,
    actor: Actor,
    now: datetime,
) -> bool:
    """Enter what was decided on the appeal, with the minute; return whether it was allowed.

    Where the members decide, `votes` for and against allowing it say so, and not `allowed`.

    Raises:
        NotAllowed: for anyone but the secretary, and for whoever made the ruling.
        NotOpenToAmendment: no appeal waits.
    """
    if not may(actor, Motions.DECIDE_APPEAL):
        raise NotAllowed("Only the secretary enters what was decided on an appeal.")
    check_words(reason, called="The reason", longest=limits.LONGEST_RULING)
    check_words(minute, called="The minute", longest=limits.LONGEST_MINUTE)
    motion = hold_with(amendment)
    ruling = _ruling_on(amendment)
    if "appealed_on" not in ruling:
        raise NotOpenToAmendment("No appeal waits to be decided.", next_step=SEE_ITS_PAGE)
    if actor.party_id == ruling["by"]:
        raise NotAllowed(
            "Whoever made a ruling does not decide the appeal against it.",
            next_step="Have somebody else enter it.",
        )
    decision: dict[str, Any] = {"reason": reason, "minute": minute}
    if ruling["goes_to"] == MEMBERS_DECIDE:
        allowed, counted = by_vote(votes, now)
        decision |= counted
    decided = ruling | {"decision": decision | {"allowed": allowed, "on": day_of(now).isoformat()}}
    _keep(amendment, decided)
    publish(
        AmendmentAppealDecided(
            **told(amendment, actor.party_id, now),
            allowed=allowed,
            ruling_digest=digest_of_ruling(decided),
        )
    )
    if allowed:
        _bring_back(amendment, motion, ruling["before"], actor=actor, now=now)
    return allowed


def _bring_back(
    amendment: Amendment, motion: Motion, before: str, *, actor: Actor, now: datetime
) -> None:
    """Have the amendment stand where it was; what came in meanwhile may have overtaken it."""
    back = (
        update(Amendment)
        .where(Amendment.id == amendment.id, Amendment.state == "ruled_out")
        .values(state=before, closed_at=null(), ended_version=null(), note="")
        .execution_options(synchronize_session=False)
    )
    db.session.execute(back)
    db.session.refresh(amendment)
    publish(AmendmentReinstated(**told(amendment, actor.party_id, now), state=before))
    fall_if_overtaken(amendment, motion, actor=actor, now=now)


def _ruling_on(amendment: Amendment) -> dict[str, Any]:
    ruling = amendment.ruling if amendment.state == "ruled_out" else None
    if ruling is None or "decision" in ruling:
        raise NotOpenToAmendment(
            "There is no ruling against which an appeal could be made.", next_step=SEE_ITS_PAGE
        )
    return ruling


def _refuse_late(ruling: dict[str, Any], today: date) -> None:
    if "appealed_on" in ruling:
        raise NotOpenToAmendment(
            "Enough members have appealed already; what they ask for will be decided.",
            next_step=SEE_ITS_PAGE,
        )
    until = date.fromisoformat(ruling["until"])
    if today > until:
        raise NotOpenToAmendment(
            f"The time to appeal ended on {in_words(until)}.",
            next_step="An amendment that keeps to the rules may be proposed.",
        )


def _note_enough(
    amendment: Amendment, ruling: dict[str, Any], *, actor: Actor, now: datetime
) -> None:
    joined = select(func.count()).where(AmendmentAppellant.amendment_id == amendment.id)
    if (db.session.scalar(joined) or 0) < ruling["appellants"]:
        return
    made = ruling | {"appealed_on": day_of(now).isoformat()}
    _keep(amendment, made)
    publish(
        AmendmentAppealMade(
            **told(amendment, actor.party_id, now),
            goes_to=ruling["goes_to"],
            ruling_digest=digest_of_ruling(made),
        )
    )


def _keep(amendment: Amendment, ruling: dict[str, Any]) -> None:
    """Keep the ruling with what was added to it; the amendment's row is held."""
    amendment.ruling = ruling
    db.session.flush()
