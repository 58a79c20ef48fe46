"""Pages of what decisions did: policies, and what was authorised."""

from governance.effects.views import mandates, policies  # each hangs its views on the blueprint
from governance.effects.views.blueprint import blueprint

__all__ = ["blueprint", "mandates", "policies"]
