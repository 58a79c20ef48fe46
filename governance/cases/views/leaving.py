"""Leaving, as the office enters it: notice, what will happen, and carrying it out."""

from datetime import date, datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from governance.cases import service
from governance.cases.forms.leaving import DeathForm, LeaveForm
from governance.cases.kinds import HowLeft, Kind, State
from governance.cases.permissions import Cases
from governance.cases.presentation.course import ONE_DAY, last_day
from governance.cases.presentation.offices import kept_by
from governance.cases.queries import listing
from governance.cases.queries.leaving import endings_of, may_leave, trusts
from governance.cases.views.asking import accepted
from governance.cases.views.blueprint import blueprint
from governance.cases.views.joining import asked_entity, other_entities
from governance.infrastructure import clock
from governance.infrastructure.errors import NotFound
from governance.ledger.queries.holdings import book_of_key
from governance.ledger.terms import OnLeave
from governance.members import queries as members
from governance.members.looking import note_person
from governance.web.access import current_actor, open_to
from governance.web.widgets import choice


@blueprint.route("/register/<int:party_id>/leave", methods=["GET", "POST"])
@open_to(Cases.KEEP)
def open_leave(party_id: int) -> Any:
    """Enter how and when somebody leaves, seeing what will happen."""
    entry, form, now = members.entry(party_id), _asked_form(), clock.now()
    if entry is None:
        raise NotFound("Nobody is registered at this address.")
    note_person(party_id, gettext("What becomes of your shares if you leave"))
    key, today = asked_entity(), clock.day_of(now)
    service.refuse_to_leave(party_id, key, on=today)
    noticed = listing.open_case(party_id, Kind.LEAVE, key)
    endings = endings_of(party_id, key, effect_on=today, today=today)
    _ask_for_a_trust(form, any(each.on_leave is OnLeave.TO_TRUST for each in endings))
    if not form.is_submitted():
        form.notice_on.data = today
        # On which day work ended is known where it did; on which day somebody died never is.
        ends_on = noticed.effect_on if noticed and isinstance(form, LeaveForm) else None
        form.last_day.data = last_day(ends_on)
    if form.validate_on_submit() and accepted(form, lambda: _give_notice(form, party_id, key, now)):
        flash(str(form.entered), "success")
        return _to_case_of(party_id, key)
    is_to_tell = noticed is not None and noticed.state == State.TO_TELL
    answer = render_template(
        "cases/open_death.html" if isinstance(form, DeathForm) else "cases/open_leave.html",
        form=form,
        entry=entry,
        endings=endings,
        is_to_tell=is_to_tell,
        others=[book for book in other_entities(key) if may_leave(party_id, book.key, on=today)],
        book=book_of_key(key),
        kept=kept_by(party_id, entry.name, current_actor(), on=date.max, today=today),
    )
    return answer, 400 if form.errors else 200


@blueprint.post("/office/cases/<int:case_id>/carry-out")
@open_to(Cases.KEEP)
def carry_out(case_id: int) -> Any:
    """Carry a leaving or a transfer out today; a second click finds it done."""
    case, actor, now = listing.case(case_id), current_actor(), clock.now()
    if case.kind == Kind.TRANSFER:
        service.carry_out_transfer(case, actor=actor, now=now)
        flash(gettext("The shares have changed hands today."), "success")
    else:
        service.carry_out(case, actor=actor, now=now)
        flash(gettext("Membership and shares have ended."), "success")
    return redirect(url_for("cases.case", case_id=case.id), 303)


def _asked_form() -> LeaveForm | DeathForm:
    """Return the form in the words of what is entered: a death's, or those of other leavers."""
    return DeathForm() if request.values.get("how") == HowLeft.DIED else LeaveForm()


def _give_notice(form: LeaveForm | DeathForm, party_id: int, key: str, now: datetime) -> None:
    typed = form.data
    service.give_notice(
        party_id,
        form.way,
        effect_on=form.last_day.data + ONE_DAY,
        notice_on=form.notice_on.data,
        book_key=key,
        minute=typed.get("minute") or "",
        hearing_on=typed.get("hearing_on"),
        written_on=typed.get("written_on"),
        reason=form.reason.data or "",
        trust_id=int(form.trust.data) if "trust" in form and form.trust.data else None,
        actor=current_actor(),
        now=now,
    )


def _ask_for_a_trust(form: LeaveForm | DeathForm, is_needed: bool) -> None:
    known = trusts()
    if not is_needed or not known:
        del form.trust
        return
    form.trust.choices = [choice(str(party_id), name) for party_id, name in known]


def _to_case_of(party_id: int, key: str) -> Any:
    opened = listing.open_case(party_id, Kind.LEAVE, key)
    assert opened is not None, "notice was given just now"
    return redirect(url_for("cases.case", case_id=opened.id), 303)
