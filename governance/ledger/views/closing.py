"""Closing a period: what would be closed, its checks, and the list of those that are."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from governance.infrastructure import clock, permissions
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.ledger import service
from governance.ledger.forms.paying import CloseForm, ClosingDayForm
from governance.ledger.models import Book
from governance.ledger.permissions import Ledger
from governance.ledger.queries import postings
from governance.ledger.queries.closing import (
    closing_of,
    last_closed,
    newest_posting,
    next_close,
    year_end_left_open,
)
from governance.ledger.views.asked import book_of
from governance.ledger.views.blueprint import blueprint
from governance.web.access import current_actor, open_to
from governance.web.templating import date_only


@blueprint.get("/office/books/<int:book_id>/periods")
@open_to(Ledger.READ)
def book_periods(book_id: int) -> str:
    """List the closed periods with their anchors."""
    return render_template(
        "ledger/periods.html",
        book=book_of(book_id),
        periods=postings.periods_with_anchors(book_id),
        may_close=permissions.may(current_actor(), Ledger.POST_MONEY),
    )


@blueprint.route("/office/books/<int:book_id>/close", methods=["GET", "POST"])
@open_to(Ledger.POST_MONEY)
def book_close(book_id: int) -> Any:
    """Show what would be closed up to a day, and close it."""
    found, today = book_of(book_id), clock.day_of(clock.now())
    asked, newest = ClosingDayForm(request.args), str(newest_posting(book_id))
    form = CloseForm(newest)
    if not asked.on.raw_data:
        asked.on.data = next_close(found, today)
    if form.is_submitted() and asked.on.data == last_closed(book_id):
        day = date_only(asked.on.data)
        sentence = gettext("The books were closed up to %(day)s before. Nothing was done.", day=day)
        flash(sentence, "notice")
        return redirect(url_for("ledger.book_periods", book_id=book_id), 303)
    closing = closing_of(found, asked.on.data) if _can_be_closed(found, asked, today) else None
    if closing and form.validate_on_submit():
        if form.shown.data != newest:
            sentence = gettext("Something was posted since you looked. Check it and close again.")
            form.form_errors.append(sentence)
        elif _close(form, found, closing.ends_on):
            return redirect(url_for("ledger.book_periods", book_id=book_id), 303)
        form.shown.data = newest
    page = render_template(
        "ledger/close.html",
        book=found,
        asked=asked,
        form=form,
        closing=closing,
        closed_up_to=last_closed(book_id),
    )
    return page, 400 if form.errors or (form.is_submitted() and not closing) else 200


def _can_be_closed(book: Book, asked: ClosingDayForm, today: date) -> bool:
    """Say whether the day asked for can be looked at; beside the field, why not."""
    if asked.on.data is None or (asked.on.raw_data and not asked.validate()):
        return False
    last = last_closed(book.id)
    if asked.on.data >= today:
        asked.on.errors = [gettext("Choose a day that has passed")]
    elif last is not None and asked.on.data <= last:
        sentence = gettext(
            "The books are closed up to %(day)s already. Choose a later day", day=date_only(last)
        )
        asked.on.errors = [sentence]
    elif (left_open := year_end_left_open(book, asked.on.data, last)) is not None:
        sentence = gettext(
            "The year to %(day)s is not closed yet. Close up to that day first",
            day=date_only(left_open),
        )
        asked.on.errors = [sentence]
    return not asked.on.errors


def _close(form: CloseForm, book: Any, ends_on: Any) -> bool:
    try:
        with db.session.begin_nested():
            service.close_period(book, ends_on, actor=current_actor(), now=clock.now())
    except Refused as refusal:
        form.form_errors.append(f"{refusal.message} {refusal.next_step}".strip())
        return False
    flash(gettext("The period was closed. Nothing can be added to it any more."), "success")
    return True
