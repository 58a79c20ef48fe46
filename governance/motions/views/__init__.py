"""Pages of motions: reading them, doing something about them, and writing one."""

from governance.motions.views import (
    acting,
    amending,
    amending_effects,
    amendment_results,
    amendments,
    appealing,
    attachments,
    co_authors,
    composites,
    discussing,
    drafting,
    effects,
    following,
    meetings,
    moderating,
    reading,
    reporting,
    taking_up,
    versions,
)  # each hangs its views on the blueprint
from governance.motions.views.blueprint import blueprint
from governance.motions.views.reporting import office

__all__ = [
    "acting",
    "amending",
    "amending_effects",
    "amendment_results",
    "amendments",
    "appealing",
    "attachments",
    "blueprint",
    "co_authors",
    "composites",
    "discussing",
    "drafting",
    "effects",
    "following",
    "meetings",
    "moderating",
    "office",
    "reading",
    "reporting",
    "taking_up",
    "versions",
]
