"""Pages of the register: people, one's own entry, and imports."""

from governance.members.views import importing, people, printing, register
from governance.members.views.blueprint import blueprint

__all__ = ["blueprint", "importing", "people", "printing", "register"]
