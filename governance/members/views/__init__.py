"""Pages of the register: people, organisations, officers, inspections, imports, one's own entry."""

from governance.members.views import (
    importing,
    inspections,
    moment,
    officers,
    parties,
    people,
    printing,
    register,
)
from governance.members.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "importing",
    "inspections",
    "moment",
    "officers",
    "parties",
    "people",
    "printing",
    "register",
]
