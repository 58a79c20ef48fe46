"""Requests to inspect the register: the list, a new one, its answer; and the bank holidays."""

from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.infrastructure import clock
from governance.infrastructure.errors import NotFound
from governance.members import inspections as read
from governance.members import queries, service
from governance.members.forms.inspections import (
    COMPLIED,
    COURT,
    REFUSED,
    RENDERINGS,
    STATES,
    AnswerForm,
    HolidayForm,
    RequestForm,
)
from governance.members.inspection_models import InspectionRequest
from governance.members.looking import note_person
from governance.members.permissions import Members
from governance.members.views.blueprint import blueprint
from governance.members.views.moment import told_of
from governance.record import queries as record
from governance.web.access import current_actor, open_to


@blueprint.get("/office/inspections")
@open_to(Members.READ_INSPECTIONS)
def inspections() -> str:
    """List the requests, the latest first."""
    found, today = read.requests(), clock.day_of(clock.now())
    return render_template(
        "members/inspections.html",
        requests=found,
        days_left={each.id: read.working_days_left(each, today) for each in found},
        states=STATES,
        today=today,
        **told_of(None, place="inspections"),
    )


@blueprint.route("/office/inspections/new", methods=["GET", "POST"])
@open_to(Members.ANSWER_INSPECTIONS)
def inspection_new() -> Any:
    """Ask who asks and what for; say by when they must have an answer."""
    form, now = RequestForm(), clock.now()
    if not form.is_submitted():
        form.received_on.data = clock.day_of(now)
    if form.validate_on_submit() and _is_a_member(form):
        asked_id = _received(form, now)
        if asked_id is not None:
            return _to_request(asked_id)
    return render_template("members/inspection_new.html", form=form), 400 if form.errors else 200


@blueprint.get("/office/inspections/<int:request_id>")
@open_to(Members.READ_INSPECTIONS)
def inspection(request_id: int) -> str:
    """Show a request, by when it is due, and how it was answered."""
    asked, today = _request(request_id), clock.day_of(clock.now())
    if asked.party_id is not None:
        note_person(asked.party_id, gettext("Your request to inspect the register"))
    return render_template(
        "members/inspection.html",
        asked=asked,
        words=asked.words or {},
        left=read.working_days_left(asked, today),
        names=queries.names_of([asked.party_id] if asked.party_id else []),
        states=STATES,
        renderings=RENDERINGS,
    )


@blueprint.route("/office/inspections/<int:request_id>/answer", methods=["GET", "POST"])
@open_to(Members.ANSWER_INSPECTIONS)
def inspection_answer(request_id: int) -> Any:
    """Ask what was done about the request, and note it."""
    asked, now = _request(request_id), clock.now()
    if asked.state in (COMPLIED, REFUSED):
        flash(gettext("This request was answered already. Nothing was changed."), "notice")
        return _to_request(request_id)
    form = AnswerForm(is_at_court=asked.state == COURT)
    if not form.is_submitted():
        form.answered_on.data = clock.day_of(now)
    if form.validate_on_submit() and _answered(asked, form, now):
        return _to_request(request_id)
    page = render_template("members/inspection_answer.html", asked=asked, form=form)
    return page, 400 if form.errors else 200


@blueprint.route("/office/bank-holidays", methods=["GET", "POST"])
@open_to(Members.ANSWER_INSPECTIONS)
def bank_holidays() -> Any:
    """Show the days that are no working days, and take another."""
    form, today = HolidayForm(), clock.day_of(clock.now())
    if form.validate_on_submit():
        service.set_bank_holiday(form.day.data, title=form.title.data)
        flash(gettext("%(title)s is a bank holiday.", title=form.title.data), "success")
        return redirect(url_for("members.bank_holidays"), 303)
    known = read.holidays().values()
    page = render_template(
        "members/bank_holidays.html",
        form=form,
        coming=[each for each in known if each.day >= today],
        taken_off=[each for each in read.taken_off() if each.day >= today],
        last_day=read.last_day_known(),
    )
    return page, 400 if form.errors else 200


@blueprint.post("/office/bank-holidays/<day>/take-off")
@open_to(Members.ANSWER_INSPECTIONS)
def bank_holiday_take_off(day: str) -> Any:
    """Count the day as a working day."""
    title = service.take_off_bank_holiday(read.day_in(day))
    flash(gettext("%(title)s is a working day here.", title=title), "success")
    return redirect(url_for("members.bank_holidays"), 303)


def _received(form: RequestForm, now: datetime) -> int | None:
    """Return the number of the request that was entered; None where its day will not do."""
    try:
        return service.receive_request(
            form.words(),
            party_id=queries.party_numbered(form.member_number.data),
            received_on=form.received_on.data,
            fee_pence=form.fee.data or 0,
            today=clock.day_of(now),
            actor=current_actor(),
            now=now,
        ).id
    except service.EnteredBefore as refusal:
        flash(gettext("This request was entered before. Nothing was added."), "notice")
        return refusal.request_id
    except service.NotReceivedYet as refusal:
        form.received_on.errors = [refusal.message]
    return None


def _answered(asked: InspectionRequest, form: AnswerForm, now: datetime) -> bool:
    """Note the answer; return False where its day will not do."""
    try:
        _answer(asked, form, now)
    except service.NotReceivedYet as refusal:
        form.answered_on.errors = [refusal.message]
        return False
    except (service.AnsweredAlready, service.AtTheCourt) as refusal:
        flash(refusal.message, "notice")
    else:
        flash(gettext("The answer is on the record."), "success")
    return True


def _to_request(request_id: int) -> Response:
    return redirect(url_for("members.inspection", request_id=request_id), 303)


def _answer(asked: InspectionRequest, form: AnswerForm, now: datetime) -> None:
    said = {"answered_on": form.answered_on.data, "actor": current_actor(), "now": now}
    if form.state.data == COMPLIED:
        head = record.head()
        service.comply(
            asked,
            rendering=form.rendering.data,
            on=form.answered_on.data,
            known_seq=head.seq if head else 0,
            **said,
        )
        return
    act = service.refer_to_court if form.state.data == COURT else service.refuse_request
    act(asked, reason=form.reason.data.strip(), **said)


def _is_a_member(form: RequestForm) -> bool:
    number = form.member_number.data
    if number is None or queries.party_numbered(number) is not None:
        return True
    form.member_number.errors = [gettext("Nobody has this member number")]
    return False


def _request(request_id: int) -> InspectionRequest:
    found = read.request_with(request_id)
    if found is None:
        raise NotFound("There is no such request.")
    return found
