"""Pages of the ledger: the books, what is posted in them, and what they say."""

from governance.ledger.views import (
    books,
    certificates,
    closing,
    consents,
    distributing,
    files,
    importing,
    journal,
    opening,
    ownership,
    posting,
    reading,
    share_acts,
    share_classes,
    share_files,
    share_papers,
    shareholders,
)
from governance.ledger.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "books",
    "certificates",
    "closing",
    "consents",
    "distributing",
    "files",
    "importing",
    "journal",
    "opening",
    "ownership",
    "posting",
    "reading",
    "share_acts",
    "share_classes",
    "share_files",
    "share_papers",
    "shareholders",
]
