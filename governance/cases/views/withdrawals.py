"""The queue of withdrawals: paying some of it, suspending it, letting it go on."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from governance.cases import lists, service
from governance.cases.forms.office import LiftForm, RunForm, SuspendForm
from governance.cases.permissions import Cases
from governance.cases.presentation import office as shown
from governance.cases.queries.withdrawals import queue_of, suspension_of, worth_pence
from governance.cases.views.asking import accepted
from governance.cases.views.blueprint import blueprint
from governance.infrastructure import clock
from governance.infrastructure.errors import NotFound
from governance.ledger.models import Book
from governance.ledger.queries import holdings
from governance.members.looking import note_list
from governance.web.access import current_actor, open_to


@blueprint.get("/office/withdrawals")
@open_to(Cases.READ)
def withdrawals() -> str:
    """Show who waits for what, whether withdrawals are suspended, and the runs so far."""
    note_list(gettext("The queue of withdrawals"), lists.WITHDRAWALS)
    return render_template("cases/withdrawals.html", pages=shown.of_withdrawals())


@blueprint.route("/office/withdrawals/<int:book_id>/run", methods=["GET", "POST"])
@open_to(Cases.KEEP)
def run(book_id: int) -> Any:
    """Pay from the front of the queue, with the statement of solvency."""
    book, form, now = _book(book_id), RunForm(), clock.now()
    service.refuse_suspended(book)
    queue = queue_of(book)
    if not queue and not form.is_submitted():
        flash(gettext("Nobody waits in this queue."), "notice")
        return redirect(url_for("cases.withdrawals"), 303)
    waiting = sum(worth_pence(listed.case) for listed in queue)
    if not form.is_submitted():
        form.most.data, form.signed_on.data = waiting, clock.day_of(now)
        form.seen.data = waiting
    if form.validate_on_submit() and accepted(
        form,
        lambda: service.run_withdrawals(
            book,
            most_pence=form.most.data,
            statement=_statement(form),
            minute=form.minute.data,
            seen_pence=form.seen.data,
            actor=current_actor(),
            now=now,
        ),
    ):
        flash(gettext("The withdrawals are posted. The money is now due to each."), "success")
        return redirect(url_for("cases.withdrawals"), 303)
    answer = render_template("cases/run.html", form=form, book=book, waiting=waiting)
    return answer, 400 if form.errors else 200


@blueprint.route("/office/withdrawals/<int:book_id>/suspend", methods=["GET", "POST"])
@open_to(Cases.KEEP)
def suspend(book_id: int) -> Any:
    """Suspend all withdrawals of a book."""
    book, form = _book(book_id), SuspendForm()
    service.refuse_suspended(book)
    if form.validate_on_submit():
        service.suspend_withdrawals(
            book,
            minute=form.minute.data,
            reason=form.reason.data,
            actor=current_actor(),
            now=clock.now(),
        )
        flash(gettext("Withdrawals are suspended."), "success")
        return redirect(url_for("cases.withdrawals"), 303)
    answer = render_template("cases/suspend.html", form=form, book=book)
    return answer, 400 if form.errors else 200


@blueprint.route("/office/withdrawals/<int:book_id>/lift", methods=["GET", "POST"])
@open_to(Cases.KEEP)
def lift(book_id: int) -> Any:
    """Let withdrawals go on."""
    book, form = _book(book_id), LiftForm()
    if suspension_of(book) is None and not form.is_submitted():
        flash(gettext("Withdrawals are not suspended."), "notice")
        return redirect(url_for("cases.withdrawals"), 303)
    if form.validate_on_submit():
        minute = form.minute.data
        service.lift_suspension(book, minute=minute, actor=current_actor(), now=clock.now())
        flash(gettext("Withdrawals go on."), "success")
        return redirect(url_for("cases.withdrawals"), 303)
    answer = render_template("cases/lift.html", form=form, book=book)
    return answer, 400 if form.errors else 200


def _statement(form: RunForm) -> service.Statement:
    return service.Statement(
        surplus_pence=form.surplus.data,
        can_pay_debts_for_a_year=form.debts.data,
        is_no_deposit_unpaid=form.deposits.data,
        signed_by=form.signed_by.data,
        signed_on=form.signed_on.data,
    )


def _book(book_id: int) -> Book:
    found = holdings.book(book_id)
    if found is None:
        raise NotFound("There is no book at this address.")
    return found
