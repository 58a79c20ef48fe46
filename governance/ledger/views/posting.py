"""Posting money: a journal entry, money in or out, and paying members what is due to them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.infrastructure import clock
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound, Refused
from governance.ledger import charts, lists, presentation, service, summaries
from governance.ledger.forms.paying import PayForm
from governance.ledger.forms.posting import (
    EntryForm,
    MoneyForm,
    accounts_offered,
    entry_form,
    is_for_entries,
)
from governance.ledger.models import Book
from governance.ledger.permissions import Ledger
from governance.ledger.queries import banking, due
from governance.ledger.queries.statements import chart_of_book
from governance.ledger.views.asked import book_of
from governance.ledger.views.blueprint import blueprint
from governance.members.looking import note_list, note_person
from governance.web.access import current_actor, open_to
from governance.web.addresses import number_in

OF_THE_DAY = (
    service.InTheFuture,
    service.PeriodIsClosed,
    service.BeforeItsTransaction,
    service.NotDueYet,
)


@blueprint.route("/office/books/<int:book_id>/enter", methods=["GET", "POST"])
@open_to(Ledger.POST_MONEY)
def book_enter(book_id: int) -> Any:
    """Ask for the lines of a journal entry, and post it."""
    found, now = book_of(book_id), clock.now()
    adds = "add" in request.form
    form = entry_form(chart_of_book(book_id), request.form.get("lines"), add=adds)
    if not form.is_submitted():
        form.on.data = clock.day_of(now)
    if not adds and form.validate_on_submit():
        posted = _post_entry(found, form)
        if posted is not None:
            return _to_transaction(found, posted)
    page = render_template("ledger/enter.html", book=found, form=form)
    return page, 400 if form.errors else 200


@blueprint.route("/office/books/<int:book_id>/money", methods=["GET", "POST"])
@open_to(Ledger.POST_MONEY)
def book_money(book_id: int) -> Any:
    """Ask what was received or paid, and post it."""
    found, form = book_of(book_id), MoneyForm()
    offered = [each for each in chart_of_book(book_id) if is_for_entries(each)]
    form.bank.choices = [
        (each.code, f"{each.code} {each.name}")
        for each in offered
        if charts.is_bank(each.code, each.kind)
    ]
    form.account.choices = accounts_offered(each for each in offered if not each.per_party)
    if not form.is_submitted():
        form.on.data = clock.day_of(clock.now())
    if form.validate_on_submit():
        posted = _post_money(found, form)
        if posted is not None:
            return _to_transaction(found, posted)
    page = render_template("ledger/money.html", book=found, form=form)
    return page, 400 if form.errors else 200


@blueprint.get("/office/books/<int:book_id>/due")
@open_to(Ledger.READ)
def book_due(book_id: int) -> str:
    """Show what is due to whom, by account."""
    found, today = book_of(book_id), clock.day_of(clock.now())
    rows = due.money_due(book_id, today, today=today)
    note_due(found)
    return render_template(
        "ledger/due.html", book=found, groups=summaries.due_in_groups(rows, current_actor())
    )


@blueprint.route("/office/books/<int:book_id>/due/<code>/pay", methods=["GET", "POST"])
@open_to(Ledger.POST_MONEY)
def book_pay(book_id: int, code: str) -> Any:
    """Ask once more, and pay all that is due by an account, or what is due to one party."""
    found, form, today = book_of(book_id), PayForm(), clock.day_of(clock.now())
    party_id = request.args.get("party", type=number_in)
    rows = _due(found, code, party_id, today)
    _note_what_is_paid(found, party_id if rows else None)
    if form.validate_on_submit():
        posted = _pay(found, form, code, party_id)
        if posted is not None:
            return _to_transaction(found, posted)
    form.shown_pence.data = str(sum(each.pence for each in rows))
    if not form.is_submitted():
        form.on.data = today
    names = presentation.whose([party_id], current_actor())
    page = render_template(
        "ledger/pay.html",
        book=found,
        form=form,
        rows=rows,
        whom=names[party_id],
        missing=sum(each.pence for each in rows) - banking.in_the_bank(book_id, today),
    )
    return page, 400 if form.errors else 200


def note_due(book: Book, *, what: str = "list") -> None:
    """Note that who asks has read to whom money is due."""
    title = gettext("What %(name)s owes its members", name=book.name)
    note_list(title, lists.of_due(book.id), what=what)


def _note_what_is_paid(book: Book, party_id: int | None) -> None:
    if party_id is None:
        note_due(book)
    else:
        note_person(party_id, gettext("What %(name)s owes you", name=book.name))


def _post_entry(book: Book, form: EntryForm) -> service.Posted | None:
    return _posted(form, service.enter, book, form.sides, memo=form.memo.data)


def _post_money(book: Book, form: MoneyForm) -> service.Posted | None:
    return _posted(
        form,
        service.receive_or_pay,
        book,
        form.amount.data,
        is_received=form.direction.data == "in",
        account=form.account.data,
        bank=form.bank.data,
        memo=form.memo.data or "",
    )


def _pay(book: Book, form: PayForm, code: str, party_id: int | None) -> service.Posted | None:
    return _posted(
        form,
        service.pay_what_is_due,
        book,
        codes=[code],
        expected_pence=form.expected_pence,
        party_id=party_id,
        memo=form.memo.data or "",
    )


def _posted(
    form: EntryForm | MoneyForm | PayForm,
    post: Callable[..., service.Posted],
    *what: Any,
    **details: Any,
) -> service.Posted | None:
    """Post what the form says, or put beside it why not, and leave nothing half done."""
    deed = {"on": form.on.data, "key": form.key, "actor": current_actor(), "now": clock.now()}
    try:
        with db.session.begin_nested():
            return post(*what, **details, **deed)
    except Refused as refusal:
        tell(form, refusal)
    return None


def _due(book: Book, code: str, party_id: int | None, today: date) -> list[due.Due]:
    if code not in due.PAYABLE:
        raise NotFound("Nothing is paid to members from there. See what is due.")
    rows = due.money_due(book.id, today, today=today, codes=[code])
    return [each for each in rows if party_id in (None, each.party_id)]


def tell(form: Any, refusal: Refused) -> None:
    """Put a refusal beside the field it is about: the day, or else above the form."""
    sentence = f"{refusal.message} {refusal.next_step}".strip()
    if isinstance(refusal, OF_THE_DAY):
        form.on.errors = [sentence]
    else:
        form.form_errors.append(sentence)


def _to_transaction(book: Book, posted: service.Posted) -> Response:
    if posted.is_new:
        flash(gettext("It was entered as transaction %(seq)s.", seq=posted.seq), "success")
    else:
        sentence = gettext(
            "It was entered before, as transaction %(seq)s. Nothing was added.", seq=posted.seq
        )
        flash(sentence, "notice")
    for each in banking.overdrawn_by(posted.seq):
        flash(presentation.caution(each), "notice")
    address = url_for("ledger.book_transaction", book_id=book.id, seq=posted.seq)
    return redirect(address, 303)
