"""Certificates: one's own or any by an officer; and for anybody signed in, whether one is true."""

from typing import Any

from flask import render_template, request
from flask_babel import gettext

from governance.infrastructure import clock, permissions
from governance.infrastructure.errors import NotFound
from governance.ledger import share_words
from governance.ledger.forms.statements import CertificateForm
from governance.ledger.permissions import Ledger
from governance.ledger.queries import certificates
from governance.ledger.queries.balances import AsAt
from governance.ledger.queries.certificates import Certificate
from governance.ledger.queries.postings import transaction
from governance.ledger.queries.shareholders import names_of
from governance.ledger.views.blueprint import blueprint
from governance.members.looking import note_person
from governance.web.access import SIGNED_IN, current_actor, open_to


@blueprint.get("/certificates/<book>/<number>")
@open_to(SIGNED_IN)
def certificate(book: str, number: str) -> str:
    """Show a certificate to its holder and to officers, and whether it still stands."""
    found = certificate_for(f"{book}/{number}")
    ended = [transaction(found.book.id, seq) for seq in found.ended_by]
    return render_template(
        "ledger/certificate.html",
        found=found,
        name=names_of({found.party_id})[found.party_id],
        ended=[each for each in ended if each is not None],
        words=share_words,
        is_own=found.party_id == current_actor().party_id,
        reads_books=permissions.may(current_actor(), Ledger.READ),
    )


@blueprint.get("/certificates/check")
@open_to(SIGNED_IN)
def certificate_check() -> Any:
    """Say whether a certificate is genuine and still stands; nothing of a false one is told."""
    form, asked, found = CertificateForm(request.args), False, None
    if request.args and form.validate():
        asked, at = True, AsAt(clock.day_of(clock.now()))
        there = certificates.certificate(form.number.data, at)
        if there is not None and certificates.is_genuine(there, form.hash.data):
            found = there
    page = render_template(
        "ledger/certificate_check.html", form=form, asked=asked, found=found, words=share_words
    )
    return page, 400 if form.errors else 200


def certificate_for(number: str) -> Certificate:
    """Return a certificate that the person asking may see.

    Raises:
        NotFound: there is none of this number, or it is somebody else's.
    """
    actor = current_actor()
    found = certificates.certificate(number, AsAt(clock.day_of(clock.now())))
    is_own = found is not None and found.party_id == actor.party_id
    if found is None or not (is_own or permissions.may(actor, Ledger.READ_NAMES)):
        raise NotFound(
            "There is no certificate of yours with this number.",
            next_step="See your certificates under Membership, Your shares.",
        )
    note_person(found.party_id, gettext("Your certificate %(number)s", number=found.number))
    return found
