"""Setting up the books: a legal entity with its chart, and further accounts."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from governance.infrastructure import clock
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.ledger import charts, service
from governance.ledger.forms.opening import AccountForm, BookForm, book_form
from governance.ledger.models import Book
from governance.ledger.permissions import Ledger
from governance.ledger.queries import holdings
from governance.ledger.views.asked import book_of
from governance.ledger.views.blueprint import blueprint
from governance.members.queries import society
from governance.web.access import current_actor, open_to

SOCIETY_FORMS = {
    "community benefit society": "cbs",
    "co-operative society": "society",
    "community interest company limited by shares": "cic_shares",
    "community interest company limited by guarantee": "cic_guarantee",
}


@blueprint.route("/office/books/open", methods=["GET", "POST"])
@open_to(Ledger.OPEN)
def book_open() -> Any:
    """Ask whose book it is, show its chart of accounts, and open it."""
    is_first = holdings.book_of_key() is None
    form = book_form(is_first=is_first, **(_usual() if is_first else {"year_ends": "03-31"}))
    changes = "change" in request.form
    if not changes and form.validate_on_submit():
        if form.confirmed.data != "yes":
            return _chart_first(form)
        opened = _open(form)
        if opened is not None:
            flash(gettext("The book of %(name)s is open.", name=opened.name), "success")
            return redirect(url_for("ledger.book", book_id=opened.id), 303)
    form.confirmed.data = ""
    page = render_template("ledger/open.html", form=form, is_first=is_first)
    return page, 400 if form.errors else 200


@blueprint.route("/office/books/<int:book_id>/accounts/add", methods=["GET", "POST"])
@open_to(Ledger.OPEN)
def book_account_add(book_id: int) -> Any:
    """Ask for a further account, and add it to the chart."""
    found, form = book_of(book_id), AccountForm()
    if form.validate_on_submit():
        try:
            service.open_account(
                found,
                form.code.data,
                name=form.name.data,
                kind=form.kind.data,
                actor=current_actor(),
                now=clock.now(),
            )
        except service.AlreadyOpened as refusal:
            form.code.errors = [refusal.message]
        else:
            flash(gettext("%(name)s was added.", name=form.name.data), "success")
            return redirect(url_for("ledger.book_accounts", book_id=book_id), 303)
    page = render_template("ledger/account_add.html", book=found, form=form)
    return page, 400 if form.errors else 200


def _open(form: BookForm) -> Book | None:
    try:
        with db.session.begin_nested():
            return service.open_book(
                form.name.data,
                legal_name=form.legal_name.data,
                kind=form.kind.data,
                key=form.key.data if "key" in form else "",
                registered_number=form.registered_number.data or "",
                year_ends=form.year_end,
                actor=current_actor(),
                now=clock.now(),
            )
    except service.CannotBeOpened as refusal:
        form.other_year_end.errors = [refusal.message]
    except Refused as refusal:
        form.form_errors.append(refusal.message)
    return None


def _chart_first(form: BookForm) -> str:
    """Show the accounts that the book will begin with, before it is opened."""
    form.confirmed.data = "yes"
    return render_template(
        "ledger/open_chart.html",
        form=form,
        legal_form=charts.KINDS[form.kind.data][0],
        chart=list(charts.chart_of(form.kind.data)),
        has_shares=form.kind.data not in charts.WITHOUT_SHARES,
    )


def _usual() -> dict[str, Any]:
    """Return what is known of the society already, for its own book."""
    known = society()
    if known is None:
        return {"year_ends": "03-31"}
    return {
        "name": known.name,
        "legal_name": known.legal_name,
        "kind": SOCIETY_FORMS.get(known.legal_form.lower()),
        "registered_number": known.registered_number,
        "year_ends": "03-31",
    }
