"""By which digests links cover resolutions and what became of them."""

from governance.reckoning.canonical import digest
from governance.resolutions.models import BoardDecision, Enactment, Resolution

WORDS = (
    "series",
    "year",
    "number",
    "decided_by",
    "decided_ref",
    "motion_id",
    "title",
    "text",
    "effect",
    "payload",
    "consequences",
    "resolution_kind",
    "figures",
    "arithmetic",
    "rules_version",
    "rules_digest",
)


def digest_of(resolution: Resolution) -> str:
    """Return the digest by which a link covers a resolution."""
    said = [getattr(resolution, name) for name in WORDS]
    salt = [resolution.salt] if resolution.salt else []
    return digest(["v1", *said, resolution.decided_on.isoformat(), *salt])


def digest_of_enactment(enactment: Enactment) -> str:
    """Return the digest by which a link covers what became of a resolution's effect."""
    from_day = enactment.from_day and enactment.from_day.isoformat()
    sets = [enactment.sets] if enactment.sets else []
    return digest(["v1", enactment.state, enactment.told, from_day, enactment.adoption_id, *sets])


def digest_of_board_decision(decision: BoardDecision, salt: str) -> str:
    """Return the digest by which a link covers what there is of a board decision besides."""
    said = (decision.kind, decision.pence, decision.is_confidential, decision.reason)
    published = decision.publish_on.isoformat()
    return digest(["v1", *said, published, decision.corrects_id, salt])
