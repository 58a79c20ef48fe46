"""One holder: the office's page, a member's own shares, and statements of both."""

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext

from governance.infrastructure import clock, permissions
from governance.infrastructure.errors import NotFound
from governance.ledger import share_tables, share_words
from governance.ledger.forms.reading import AsAtForm
from governance.ledger.forms.statements import StatementForm
from governance.ledger.models import Book
from governance.ledger.permissions import Ledger
from governance.ledger.queries import certificates, holdings, shareholders
from governance.ledger.queries.balances import AsAt
from governance.ledger.queries.movements import dues_of, movements
from governance.ledger.queries.parties import is_party
from governance.ledger.share_acts import acts
from governance.ledger.views.asked import (
    book_of,
    here_without,
    kept_in_links,
    refuse_what_cannot_be_read,
)
from governance.ledger.views.blueprint import blueprint
from governance.members import queries as members
from governance.members.looking import note_person
from governance.web.access import SIGNED_IN, current_actor, open_to

LATEST = 20


@blueprint.get("/office/books/<int:book_id>/holders/<int:party_id>")
@open_to(Ledger.READ)
def book_holder(book_id: int, party_id: int) -> str:
    """Show all that a party holds of an entity, how it came about, and what is due to them."""
    found, form = book_of(book_id), AsAtForm(request.args, today=clock.day_of(clock.now()))
    name, at = _name(party_id), form.at()
    entry = members.entry(party_id)
    note_person(party_id, gettext("What you hold of %(name)s", name=found.name), at=at)
    return render_template(
        "ledger/holder.html",
        **_told(found, party_id, at),
        form=form,
        name=name,
        party_id=party_id,
        holder=str(entry.member_number or entry.name) if entry else f"party {party_id}",
        is_member=bool(entry and entry.member_number),
        acts=[act for act in acts().values() if act.name != "issue"],
        year_began=at.on.replace(month=1, day=1).isoformat(),
        **kept_in_links(at),
    )


@blueprint.get("/membership/shares")
@open_to(SIGNED_IN)
def my_shares() -> str:
    """Show what one holds, what it is worth and carries, and how it came about."""
    at = AsAt(clock.day_of(clock.now()))
    party_id = current_actor().party_id
    books = holdings.books() if party_id is not None else []
    told = [_told(book, party_id, at) for book in books if party_id is not None]
    own = [each for each in told if each["held"] or each["moved"] or each["dues"]]
    return render_template("ledger/my_shares.html", entities=own, today=at.on, words=share_words)


@blueprint.get("/membership/shares/<int:book_id>/statement")
@open_to(SIGNED_IN)
def my_statement(book_id: int) -> str:
    """Show one's own statement of a period."""
    form, told = _asked_of(book_of(book_id), own_party())
    file = url_for("ledger.my_statement", book_id=book_id)
    return _statement(form, told, url_for("ledger.my_shares"), file, "page")


@blueprint.get("/office/books/<int:book_id>/holders/<int:party_id>/statement")
@open_to(Ledger.READ)
def book_holder_statement(book_id: int, party_id: int) -> str:
    """Show a holder's statement of a period."""
    form, told = _asked_of(book_of(book_id), party_id)
    then: dict[str, Any] = kept_in_links(told.at)["then"]
    back = url_for("ledger.book_holder", book_id=book_id, party_id=party_id, **then)
    file = url_for("ledger.book_holder_statement", book_id=book_id, party_id=party_id)
    return _statement(form, told, back, file, "office")


def told_in_a_file(book: Book, party_id: int) -> shareholders.Statement:
    """Return the statement of the days that were asked for.

    Raises:
        NotOfThoseDays: they cannot be read, or have not come.
    """
    if request.args:
        refuse_what_cannot_be_read(_form())
    return _asked_of(book, party_id)[1]


def note_statement(told: shareholders.Statement) -> None:
    """Note that who asks has read a holder's statement.

    Raises:
        NotFound: there is no such party.
    """
    _name(told.party_id)
    title = gettext("Your statement of %(name)s", name=told.book.name)
    note_person(told.party_id, title, at=told.at)


def _form() -> StatementForm:
    return StatementForm(request.args, today=clock.day_of(clock.now()))


def _asked_of(book: Book, party_id: int) -> tuple[StatementForm, shareholders.Statement]:
    form = _form()
    first, last, known = form.days(asked=bool(request.args))
    return form, shareholders.statement(book, party_id, first, AsAt(last, known))


def _statement(
    form: StatementForm, told: shareholders.Statement, back: str, file: str, layout: str
) -> str:
    name = _name(told.party_id)
    if layout == "office":
        note_statement(told)
    query = here_without().rstrip("?&")
    return render_template(
        "ledger/statement.html",
        layout=layout,
        book=told.book,
        form=form,
        told=told,
        name=name,
        back=back,
        dues=share_tables.statement_rows(told),
        words=share_words,
        csv=f"{file}.csv{query}",
        pdf=f"{file}.pdf{query}",
    )


def _told(book: Book, party_id: int, at: AsAt) -> dict[str, Any]:
    """Return what the pages of a holder show of one entity."""
    moved = movements(at, party_id=party_id, book_id=book.id)
    dues = dues_of(party_id, at, book_id=book.id)
    return {
        "book": book,
        "at": at,
        "held": [each for each in shareholders.held_by(party_id, at) if each.book.id == book.id],
        "votes": shareholders.votes_in(book, party_id, at),
        "moved": moved[::-1][:LATEST],
        "more": max(0, len(moved) - LATEST),
        "certificates": certificates.certificates_of(party_id, at, book_id=book.id),
        "classes": {each.id: each.name for each in holdings.share_classes(book.id)},
        "dues": [share_tables.due_row(each) for each in dues[::-1][:LATEST]],
        "due": sum(int(each.change) for each in dues),
        "words": share_words,
        "may_post": permissions.may(current_actor(), Ledger.POST_SHARES),
    }


def own_party() -> int:
    """Return the party that asks.

    Raises:
        NotFound: their account is not joined to anyone.
    """
    party_id = current_actor().party_id
    if party_id is None:
        raise NotFound("Your account is not joined to anyone in the register.")
    return party_id


def _name(party_id: int) -> str:
    """Return the name of a party.

    Raises:
        NotFound: there is none of this number.
    """
    if not is_party(party_id):
        raise NotFound(gettext("Nobody is registered under this number."))
    return shareholders.names_of({party_id})[party_id]
