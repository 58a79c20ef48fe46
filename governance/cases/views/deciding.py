"""Applications and transfers: opened for somebody, decided, paid for, entered, taken back."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from governance.cases import lists, service
from governance.cases.forms.office import (
    DecideForm,
    PaymentForm,
    PayOutForm,
    SeveralForm,
    TakeBackForm,
)
from governance.cases.forms.own import JoinForm
from governance.cases.kinds import Kind, Payment, State
from governance.cases.models import Case
from governance.cases.permissions import Cases
from governance.cases.presentation import office as shown
from governance.cases.queries import listing
from governance.cases.queries.applicants import finding_of, may_join, offers_of
from governance.cases.views.asking import accepted
from governance.cases.views.blueprint import blueprint
from governance.cases.views.joining import apply_by, asked_entity, other_entities
from governance.cases.views.office import page_of_case
from governance.infrastructure import clock
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.ledger import presentation
from governance.ledger.queries.banking import bank_overdrawn
from governance.ledger.queries.holdings import book_of_key
from governance.members import queries as members
from governance.members.looking import note_list, note_person
from governance.reckoning.eligibility import Criterion
from governance.web.access import current_actor, open_to
from governance.web.widgets import choice


@blueprint.route("/office/cases/<int:case_id>/decide", methods=["GET", "POST"])
@open_to(Cases.KEEP)
def decide(case_id: int) -> Any:
    """Enter what the board decided."""
    case, form, now = listing.case(case_id), DecideForm(), clock.now()
    service.refuse_unless(case, *service.TO_BE_DECIDED)
    today = clock.day_of(now)
    finding = finding_of(case.party_id, case.book_key, on=today) if _joins(case) else None
    form.ask_about([test.criterion for test in finding.unknown] if finding else [])
    if not form.is_submitted():
        form.decided_on.data = today
    if form.validate_on_submit() and accepted(
        form,
        lambda: service.decide(
            case,
            approve=form.approve.data == "yes",
            minute=form.minute.data,
            reason=form.reason.data or "",
            decided_on=form.decided_on.data,
            confirmed=form.asked,
            actor=current_actor(),
            now=now,
        ),
    ):
        flash(gettext("The decision is entered."), "success")
        return _to(case)
    page = page_of_case(case, today=today)
    answer = render_template("cases/decide.html", form=form, page=page, finding=finding)
    return answer, 400 if form.errors else 200


@blueprint.route("/office/cases/decide", methods=["GET", "POST"])
@open_to(Cases.KEEP)
def decide_several() -> Any:
    """Approve several with one minute."""
    form, now = SeveralForm(), clock.now()
    waiting = [
        *listing.cases_found(kind=Kind.JOIN, state=State.APPLIED),
        *listing.cases_found(kind=Kind.TRANSFER, state=State.ASKED),
    ]
    rows = shown.rows_of(waiting, today=clock.day_of(now))
    if form.is_submitted() and not rows:
        return redirect(url_for("cases.decide_several"), 303)
    note_list(gettext("The cases that wait for the board"), lists.CASES)
    form.cases.choices = [
        choice(str(row["case"].id), row["name"], hint=f"{row['matter']} {row['shares']}".strip())
        for row in rows
    ]
    if not form.is_submitted():
        form.decided_on.data = clock.day_of(now)
    if form.validate_on_submit() and accepted(form, lambda: _approve_all(form)):
        flash(gettext("%(number)s approved.", number=len(form.cases.data)), "success")
        return redirect(url_for("cases.office"), 303)
    answer = render_template("cases/decide_several.html", form=form, waiting=rows)
    return answer, 400 if form.errors else 200


@blueprint.route("/office/cases/<int:case_id>/payment", methods=["GET", "POST"])
@open_to(Cases.PAY)
def payment(case_id: int) -> Any:
    """Enter that the shares are paid for."""
    case, form, now = listing.case(case_id), PaymentForm(), clock.now()
    service.refuse_payment(case)
    if not form.is_submitted():
        form.amount.data, form.received_on.data = case.pence_due, clock.day_of(now)
        form.how.data = listing.words_of([case.id])[case.id].get("payment")
    if form.validate_on_submit() and accepted(
        form,
        lambda: service.receive_payment(
            case,
            pence=form.amount.data,
            how=Payment(form.how.data),
            reference=form.reference.data,
            received_on=form.received_on.data,
            actor=current_actor(),
            now=now,
        ),
    ):
        flash(gettext("The payment is entered. They can now be entered as a member."), "success")
        return _to(case)
    page = page_of_case(case, today=clock.day_of(now))
    answer = render_template("cases/payment.html", form=form, page=page)
    return answer, 400 if form.errors else 200


@blueprint.post("/office/cases/<int:case_id>/admit")
@open_to(Cases.KEEP)
def admit(case_id: int) -> Any:
    """Enter membership, shares and money; a second click finds it done."""
    case = service.admit(listing.case(case_id), actor=current_actor(), now=clock.now())
    flash(gettext("They are a member from today."), "success")
    return _to(case)


@blueprint.route("/office/cases/<int:case_id>/pay-out", methods=["GET", "POST"])
@open_to(Cases.PAY)
def pay_out(case_id: int) -> Any:
    """Enter that money due for shares was paid."""
    case, form, now = listing.case(case_id), PayOutForm(), clock.now()
    due = service.refuse_nothing_due(case)
    if not form.is_submitted():
        form.amount.data, form.paid_on.data = due, clock.day_of(now)
    if form.validate_on_submit() and accepted(
        form,
        lambda: service.pay_out(
            case,
            pence=form.amount.data,
            reference=form.reference.data,
            paid_on=form.paid_on.data,
            actor=current_actor(),
            now=now,
        ),
    ):
        flash(gettext("The payment is posted."), "success")
        _say_what_is_overdrawn(case, form.paid_on.data)
        return _to(case)
    page = page_of_case(case, today=clock.day_of(now))
    answer = render_template("cases/pay_out.html", form=form, page=page)
    return answer, 400 if form.errors else 200


@blueprint.route("/office/cases/<int:case_id>/take-back", methods=["GET", "POST"])
@open_to(Cases.KEEP)
def take_back(case_id: int) -> Any:
    """Ask once more, and end an open case."""
    case, form, actor, now = listing.case(case_id), TakeBackForm(), current_actor(), clock.now()
    today = clock.day_of(now)
    if form.validate_on_submit():
        service.take_back(case, reason=form.reason.data or "", actor=actor, now=now)
        flash(gettext("The case is taken back."), "success")
        return _to(case)
    service.refuse_to_take_back(case, actor=actor, on=today)
    page = page_of_case(case, today=today)
    answer = render_template("cases/take_back.html", form=form, page=page)
    return answer, 400 if form.errors else 200


@blueprint.route("/register/<int:party_id>/join", methods=["GET", "POST"])
@open_to(Cases.KEEP)
def open_join(party_id: int) -> Any:
    """Open an application for somebody who asked on paper, or for a stakeholder."""
    entry, form, now = members.entry(party_id), JoinForm(), clock.now()
    if entry is None:
        raise NotFound("Nobody is registered at this address.")
    note_person(party_id, gettext("Whether you can join"))
    key, today = asked_entity(), clock.day_of(now)
    service.refuse_to_apply_again(party_id, key, on=today)
    form.offer(offers_of(party_id, key, on=today))
    form.agreed.label.text = gettext("They have asked in writing to become a member")
    if form.validate_on_submit() and accepted(
        form, lambda: apply_by(form, party_id, now, book_key=key)
    ):
        flash(gettext("The application is open."), "success")
        opened = listing.open_case(party_id, Kind.JOIN, key)
        assert opened is not None
        return _to(opened)
    answer = render_template(
        "cases/open_join.html",
        form=form,
        entry=entry,
        finding=finding_of(party_id, key, on=today),
        others=[each for each in other_entities(key) if may_join(party_id, each.key, on=today)],
        book=book_of_key(key),
    )
    return answer, 400 if form.errors else 200


def _approve_all(form: SeveralForm) -> None:
    chosen = [db.session.get_one(Case, int(case_id)) for case_id in form.cases.data]
    service.decide_several(
        chosen,
        minute=form.minute.data,
        decided_on=form.decided_on.data,
        confirmed=tuple(Criterion) if form.confirmed.data else (),
        actor=current_actor(),
        now=clock.now(),
    )


def _say_what_is_overdrawn(case: Case, since: date) -> None:
    book = book_of_key(case.book_key)
    for each in bank_overdrawn(book.id, since) if book else []:
        flash(presentation.caution(each), "notice")


def _joins(case: Case) -> bool:
    return case.kind == Kind.JOIN and case.is_open


def _to(case: Case) -> Any:
    return redirect(url_for("cases.case", case_id=case.id), 303)
