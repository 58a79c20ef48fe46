"""Adopting, changing and repealing a policy, by a decision that was made."""

from datetime import date, datetime

from governance.effects.effect import Decided
from governance.effects.events import PolicyAdopted
from governance.effects.models import PolicyVersion
from governance.effects.queries import policies
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.events import publish
from governance.reckoning.canonical import digest
from governance.record import service as record


def adopt_policy(
    policy_id: int | None,
    *,
    title: str,
    text: str,
    is_repealed: bool,
    from_day: date,
    decided: Decided,
    actor: Actor,
    now: datetime,
) -> PolicyVersion:
    """Give a policy its next version from a day; None opens a new one."""
    seq = record.claim()
    number = 1
    if policy_id is None:
        policy_id = policies.highest_policy_id() + 1
    else:
        number = len(policies.versions_of(policy_id)) + 1
    version = PolicyVersion(
        policy_id=policy_id,
        number=number,
        title=title,
        text=text,
        is_repealed=is_repealed,
        from_day=from_day,
        reference=decided.reference,
        resolution_id=decided.resolution_id,
        digest=digest_of_policy(title, text),
        adopted_at=now,
        recorded_seq=seq,
    )
    db.session.add(version)
    db.session.flush()
    publish(
        PolicyAdopted(
            at=now,
            by=actor.party_id,
            policy_id=policy_id,
            number=number,
            from_day=from_day,
            is_repealed=is_repealed,
            reference=version.reference,
            digest=version.digest,
        )
    )
    return version


def digest_of_policy(title: str, text: str) -> str:
    """Return the digest by which a link covers a policy's words."""
    return digest(["v1", title, text])
