"""Pages of elections."""

from governance.elections.views import candidates, hustings, nominating, office, reading
from governance.elections.views.blueprint import blueprint

__all__ = ["blueprint", "candidates", "hustings", "nominating", "office", "reading"]
