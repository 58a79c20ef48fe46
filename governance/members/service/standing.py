"""Suspending a member and restoring them: a restriction that takes their good standing away."""

from datetime import date, datetime

from governance.infrastructure import clock
from governance.infrastructure.actor import Actor
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.members import queries
from governance.members.claims import SUSPENSION
from governance.members.events import MemberRestored, MemberSuspended
from governance.members.service.spells import put
from governance.record import service as record


class NotAMember(Refused):
    """Only a member can be suspended."""


class AlreadySuspended(Refused):
    """The member is suspended on that day already."""


class NotSuspended(Refused):
    """There is no suspension to end."""


def suspend(
    party_id: int,
    *,
    reason: str,
    decided_by: str = "",
    first_day: date,
    last_day: date | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Suspend a member from the first day to the last, or until restored.

    The member is told `decided_by`, such as the board with its minute, and not the reason.
    """
    end = date.fromordinal(last_day.toordinal() + 1) if last_day else None
    record.claim()  # of two who suspend at once, the second finds it done
    if not queries.is_member_on(party_id, first_day):
        raise NotAMember("They are not a member on that day, so there is nothing to suspend.")
    if queries.suspensions_of(party_id, on=first_day):
        raise AlreadySuspended("They are suspended on that day already. Nothing was changed.")
    link = put(
        party_id,
        "restriction",
        key=SUSPENSION,
        valid_from=first_day,
        valid_to=end,
        data={"restriction": SUSPENSION, "reason": reason, "decided_by": decided_by},
        actor=actor,
        now=now,
    )
    assert link is not None, "there was no suspension on the first day"
    publish(
        MemberSuspended(
            at=now, by=actor.party_id, party_id=party_id, link=link, first_day=first_day
        )
    )


def restore(party_id: int, *, actor: Actor, now: datetime) -> None:
    """End a member's suspension, of which they are told: from today on they may vote again."""
    today = clock.day_of(now)
    record.claim()
    if not queries.suspensions_of(party_id, since=today):
        raise NotSuspended("They are not suspended. Nothing was changed.")
    had_begun = bool(queries.suspensions_of(party_id, on=today))
    link = put(
        party_id,
        "restriction",
        key=SUSPENSION,
        valid_from=today,
        valid_to=None,
        data=None,
        actor=actor,
        now=now,
    )
    assert link is not None, "there was a suspension to end"
    publish(
        MemberRestored(at=now, by=actor.party_id, party_id=party_id, link=link, had_begun=had_begun)
    )
