"""Reads of motions, for pages, downloads and ballots."""

from governance.motions.queries.conflicts import conflicts_of, decision_of, needed_by
from governance.motions.queries.discussion import Said, comment, count_of_comments, discussion_of
from governance.motions.queries.drafts import draft, drafts_of
from governance.motions.queries.motion import (
    STATES,
    Listed,
    count_of_motions,
    has_seconded,
    listed,
    motion,
    motions_found,
    seconders_of,
    waiting_for_ballot,
)
from governance.motions.queries.versions import Version, amended_on, version, versions_of

__all__ = [
    "STATES",
    "Listed",
    "Said",
    "Version",
    "amended_on",
    "comment",
    "conflicts_of",
    "count_of_comments",
    "count_of_motions",
    "decision_of",
    "discussion_of",
    "draft",
    "drafts_of",
    "has_seconded",
    "listed",
    "motion",
    "motions_found",
    "needed_by",
    "seconders_of",
    "version",
    "versions_of",
    "waiting_for_ballot",
]
