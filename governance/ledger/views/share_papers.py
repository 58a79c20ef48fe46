"""Certificates and statements as PDF."""

from flask import Response

from governance.infrastructure import clock
from governance.infrastructure.errors import Refused
from governance.ledger import share_documents
from governance.ledger.permissions import Ledger
from governance.ledger.views.asked import book_of
from governance.ledger.views.blueprint import blueprint
from governance.ledger.views.certificates import certificate_for
from governance.ledger.views.shareholders import note_statement, own_party, told_in_a_file
from governance.web.access import SIGNED_IN, open_to


class StandsNoMore(Refused):
    """Printed again, a certificate would say what is not so."""


@blueprint.get("/certificates/<book>/<number>.pdf")
@open_to(SIGNED_IN)
def certificate_pdf(book: str, number: str) -> Response:
    """Send a certificate that stands to its holder, or to an officer.

    Raises:
        StandsNoMore: none of its shares are its holder's.
    """
    found = certificate_for(f"{book}/{number}")
    if not found.stands:
        raise StandsNoMore(
            f"Certificate {found.number} does not stand any more, so it is not printed.",
            next_step="What became of its shares is in the statement.",
        )
    pdf = share_documents.certificate_pdf(found, now=clock.now())
    return _paper(pdf, f"certificate-{number}.pdf")


@blueprint.get("/membership/shares/<int:book_id>/statement.pdf")
@open_to(SIGNED_IN)
def my_statement_pdf(book_id: int) -> Response:
    """Send one's own statement."""
    told = told_in_a_file(book_of(book_id), own_party())
    pdf = share_documents.statement_pdf(told, now=clock.now())
    return _paper(pdf, f"statement-{told.first}-{told.last}.pdf")


@blueprint.get("/office/books/<int:book_id>/holders/<int:party_id>/statement.pdf")
@open_to(Ledger.READ_NAMES)
def book_holder_statement_pdf(book_id: int, party_id: int) -> Response:
    """Send a holder's statement."""
    told = told_in_a_file(book_of(book_id), party_id)
    note_statement(told)
    pdf = share_documents.statement_pdf(told, now=clock.now())
    return _paper(pdf, f"statement-{told.first}-{told.last}.pdf")


def _paper(pdf: bytes, name: str) -> Response:
    answer = Response(pdf, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
