"""Pages of ballots: the paper, its check and receipt, the result, and the secretary's office."""

from governance.ballots.views import (  # each hangs its views
    assisting,
    counting,
    expired,
    office,
    on_paper,
    paper_questions,
    papers,
    pictures,
    planning,
    results,
    voting,
)
from governance.ballots.views.blueprint import blueprint

__all__ = [
    "assisting",
    "blueprint",
    "counting",
    "expired",
    "office",
    "on_paper",
    "paper_questions",
    "papers",
    "pictures",
    "planning",
    "results",
    "voting",
]
