"""By which digests links cover resolutions and what became of them."""

from governance.reckoning.canonical import digest
from governance.resolutions.models import Enactment, Resolution

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
    return digest(["v1", *said, resolution.decided_on.isoformat()])


def digest_of_enactment(enactment: Enactment) -> str:
    """Return the digest by which a link covers what became of a resolution's effect."""
    from_day = enactment.from_day and enactment.from_day.isoformat()
    return digest(["v1", enactment.state, enactment.told, from_day, enactment.adoption_id])
