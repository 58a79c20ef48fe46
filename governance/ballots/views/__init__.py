"""Pages of ballots: the paper, its check and receipt, the result, and the secretary's office."""

from governance.ballots.views import office, planning, results, voting  # each hangs its views
from governance.ballots.views.blueprint import blueprint

__all__ = ["blueprint", "office", "planning", "results", "voting"]
