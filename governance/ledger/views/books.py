"""The list of books, one for each legal entity."""

from flask import render_template

from governance.ledger import charts
from governance.ledger.permissions import Ledger
from governance.ledger.queries import holdings
from governance.ledger.queries.closing import last_closed
from governance.ledger.views.blueprint import blueprint
from governance.web.access import open_to


@blueprint.get("/office/books")
@open_to(Ledger.READ)
def books() -> str:
    """Show every book, or how to begin."""
    found = holdings.books()
    return render_template(
        "ledger/books.html",
        books=found,
        legal_forms={kind: name for kind, (name, *_rest) in charts.KINDS.items()},
        closed={book.id: last_closed(book.id) for book in found},
    )
