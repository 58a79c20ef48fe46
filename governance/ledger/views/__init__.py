"""Pages of the ledger: the books, what is posted in them, and what they say."""

from governance.ledger.views import books, closing, files, journal, opening, posting, reading
from governance.ledger.views.blueprint import blueprint

__all__ = ["blueprint", "books", "closing", "files", "journal", "opening", "posting", "reading"]
