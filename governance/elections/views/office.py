"""The office's pages: seats, notices of vacancies, all nominations, striking and calling off."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.elections import presentation, queries, service
from governance.elections.forms import (
    CallOffForm,
    CountbackForm,
    NoticeForm,
    ReasonForm,
    SeatsForm,
    notice_form,
)
from governance.elections.permissions import Elections
from governance.elections.service import CannotBeSeats, ElectionNotPossible, Notice
from governance.elections.views.blueprint import blueprint
from governance.infrastructure import clock
from governance.infrastructure.clock import start_of_day
from governance.infrastructure.errors import Refused
from governance.members.service.offices import Office
from governance.reckoning.elections.standing import Constituency
from governance.reckoning.rules.kinds.elections import ElectionRules
from governance.rulebook.queries import rules_on
from governance.web.access import current_actor, open_to, require
from governance.web.widgets import choice

Page = str | Response | tuple[str, int]


@blueprint.get("/office/elections")
@open_to(Elections.OVERSEE)
def office() -> Page:
    """Elections that go on and past ones; the seats, and what is vacant."""
    return render_template("elections/office.html", page=presentation.of_office(clock.now()))


@blueprint.get("/office/elections/<int:election_id>")
@open_to(Elections.OVERSEE)
def nominations(election_id: int) -> Page:
    """Every nomination of an election, complete or not, and what became of it."""
    found, now = queries.election(election_id), clock.now()
    return render_template(
        "elections/nominations.html",
        election=found,
        state=presentation.state_of(found, now),
        nominated=presentation.nominated_in(found.contests, now),
    )


@blueprint.route("/office/elections/seats", methods=["GET", "POST"])
@open_to(Elections.RUN)
def set_seats() -> Page:
    """Enter how many seats an office has."""
    form = SeatsForm()
    if form.validate_on_submit():
        try:
            service.set_seats(
                Office(form.office.data),
                body=form.body.data,
                number=form.number.data,
                constituency=Constituency(form.constituency.data),
                service=form.service.data or ""
                if form.constituency.data == Constituency.SERVICE
                else "",
                actor=current_actor(),
                now=clock.now(),
            )
        except CannotBeSeats as refused:
            form.form_errors.append(f"{refused.message} {refused.next_step}")
        else:
            flash(gettext("The seats are set."), "success")
            return redirect(url_for("elections.office"))
    return render_template("elections/set_seats.html", form=form)


@blueprint.route("/office/elections/new", methods=["GET", "POST"])
@open_to(Elections.RUN)
def call() -> Page:
    """Publish a notice of vacancies: fill in, check, publish."""
    now = clock.now()
    offered = presentation.offered_seats(now)
    if not offered:
        return redirect(url_for("elections.set_seats"))
    form = notice_form(offered, **(presentation.usual_notice(now) if not request.form else {}))
    if not form.validate_on_submit() or "change" in request.form:
        return _asked(form)
    if request.form.get("confirmed") != "yes":
        return render_template(
            "elections/call_check.html", form=form, filling=_filling(form, offered)
        )
    try:
        called = service.call(_notice(form), actor=require(Elections.RUN), now=now)
    except ElectionNotPossible as refused:
        form.form_errors.append(f"{refused.message} {refused.next_step}")
        return _asked(form)
    flash(gettext("The notice is published, and members are told."), "success")
    return redirect(url_for("elections.election", election_id=called.id))


@blueprint.route("/office/elections/<int:election_id>/call-off", methods=["GET", "POST"])
@open_to(Elections.RUN)
def call_off(election_id: int) -> Page:
    """Ask for the reason, then call an election off with its ballots."""
    found, form = queries.election(election_id), CallOffForm()
    if found.state not in ("nominating", "nominated"):
        raise Refused("This election has ended already.", next_step="Its page shows how.")
    if form.validate_on_submit():
        actor = require(Elections.RUN)
        service.call_off(found, reason=form.reason.data, actor=actor, now=clock.now())
        flash(gettext("The election is called off."), "success")
        return redirect(url_for("elections.office"))
    return render_template("elections/call_off.html", form=form, election=found)


@blueprint.route("/office/elections/candidates/<int:candidate_id>/strike", methods=["GET", "POST"])
@open_to(Elections.RUN)
def strike(candidate_id: int) -> Page:
    """Ask for the reason, then strike a candidate out of every paper."""
    found, form = queries.candidate(candidate_id), ReasonForm()
    if form.validate_on_submit():
        actor = require(Elections.RUN)
        service.strike_out(found, form.reason.data, actor=actor, now=clock.now())
        flash(gettext("They are struck out of every paper."), "success")
        return redirect(url_for("elections.nominations", election_id=found.election_id))
    page = presentation.of_candidate(found, current_actor(), clock.now())
    return render_template("elections/strike.html", form=form, page=page)


@blueprint.route(
    "/office/elections/candidates/<int:candidate_id>/countback", methods=["GET", "POST"]
)
@open_to(Elections.RUN)
def countback(candidate_id: int) -> Page:
    """Ask who still consents, then count the papers again without whoever left."""
    now, form = clock.now(), CountbackForm()
    page = presentation.of_departure(candidate_id, now)
    form.consenting.choices = [choice(str(number), name) for number, name in page.willing]
    if form.validate_on_submit():
        willing = {int(number) for number in form.consenting.data}
        held = service.hold_countback(
            candidate_id, consenting=willing, actor=require(Elections.RUN), now=now
        )
        flash(presentation.countback_in_words(held), "success")
        return redirect(url_for("elections.election", election_id=page.election.id))
    return render_template("elections/countback.html", form=form, page=page)


def _asked(form: NoticeForm) -> str:
    rules = rules_on(clock.day_of(clock.now())).of(ElectionRules)
    return render_template("elections/call.html", form=form, rules=rules)


def _filling(form: NoticeForm, offered: list[tuple[int, str, int, str]]) -> list[tuple[str, int]]:
    names = {number: name for number, name, _most, _hint in offered}
    return [(names[number], filled) for number, filled in form.filling.items()]


def _notice(form: NoticeForm) -> Notice:
    return Notice(
        title=form.title.data,
        why=form.why.data or "",
        filling=form.filling,
        secrecy=form.secrecy.data,
        record_date=form.record_date.data,
        first_day=form.first_day.data,
        nominations_close_at=start_of_day(form.last_nominations.data + timedelta(days=1)),
        opens_at=form.opens_at.data,
        closes_at=form.closes_at.data,
    )
