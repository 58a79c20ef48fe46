"""Pages of cases: the office's list and cases, deciding, leaving, withdrawals, and one's own."""

from governance.cases.views import (
    deciding,
    leaving,
    nominations,
    office,
    own,
    refusing,
    withdrawals,
)
from governance.cases.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "deciding",
    "leaving",
    "nominations",
    "office",
    "own",
    "refusing",
    "withdrawals",
]
