"""Role grants are rows outside the chain: each agrees with the links that gave and withdrew it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select

from governance.accounts.events import RoleGiven, RoleWithdrawn
from governance.accounts.models import RoleGrant
from governance.infrastructure.database import db
from governance.reckoning.canonical import digest
from governance.record.verify import Fact, Fault, compared

GIVEN, WITHDRAWN = "given", "withdrawn"
Key = tuple[int, str]


class RoleGrants:
    """Who holds and held which role."""

    title = "the roles"
    kinds = frozenset({RoleGiven.kind, RoleWithdrawn.kind})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Yield each grant that is not as its links say, and any that no link knows of."""
        return compared(facts, what="role grant", sealed=_sealed, rows=_rows, total=_total)


def _sealed(fact: Fact) -> Iterable[tuple[Key, Any]]:
    said = fact.payload
    step = GIVEN if fact.kind == RoleGiven.kind else WITHDRAWN
    covered = (said["party_id"], said["role"], _instant(fact.at), fact.by, said["reason_digest"])
    yield (said["grant_id"], step), covered


def _rows(keys: Sequence[Key]) -> Mapping[Key, Any]:
    wanted = {grant_id for grant_id, _step in keys}
    found: dict[Key, Any] = {}
    for grant in db.session.scalars(select(RoleGrant).where(RoleGrant.id.in_(wanted))):
        whose = (grant.party_id, grant.role)
        given = (_instant(grant.given_at), grant.given_by, digest(grant.reason))
        found[grant.id, GIVEN] = (*whose, *given)
        if grant.withdrawn_at is not None:
            ended = (_instant(grant.withdrawn_at), grant.withdrawn_by)
            found[grant.id, WITHDRAWN] = (*whose, *ended, digest(grant.withdrawn_reason))
    return found


def _total() -> int:
    """Count what links should know of: each giving, and each withdrawal."""
    steps = select(func.count() + func.count(RoleGrant.withdrawn_at)).select_from(RoleGrant)
    return db.session.scalar(steps) or 0


def _instant(at: datetime) -> datetime:
    return at.astimezone(UTC)
