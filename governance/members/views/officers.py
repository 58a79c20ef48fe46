"""The register of officers, past and present, as at any day; entering and ending an office."""

from datetime import date, timedelta
from typing import Any

from flask import Response, flash, redirect, render_template, stream_with_context, url_for
from flask_babel import gettext

from governance.infrastructure import clock, spreadsheets
from governance.infrastructure.errors import NotFound
from governance.members import officers, queries, service
from governance.members.forms.parties import CAME, OFFICES, EndOfOfficeForm, OfficeForm
from governance.members.officers import Held
from governance.members.permissions import Members
from governance.members.views.blueprint import blueprint
from governance.members.views.moment import moment_asked, present, query_of, told_of
from governance.web.access import current_actor, open_to

HEADINGS = ("Name", "Office", "Body", "From", "Last day", "Appointed by", "Ended by")


@blueprint.get("/register/officers", endpoint="officers")
@open_to(Members.READ_REGISTER)
def officers_register() -> str:
    """Show who holds which office, who is to, and who held it."""
    at = moment_asked()
    moment = at or present()
    held = officers.offices(known_seq=moment.known)
    return render_template(
        "members/officers.html",
        now_held=[each for each in held if each.is_held_on(moment.on)],
        to_come=[each for each in held if each.valid_from > moment.on],
        past=[each for each in held if each.valid_to and each.valid_to <= moment.on],
        names=_names(held, moment.on, moment.known),
        offices=OFFICES,
        came=CAME,
        today=moment.on,
        download=f"{url_for('members.officers_csv')}?{query_of(at)}".rstrip("?&"),
        way_back=url_for("members.officers"),
        **told_of(at, place="officers"),
    )


@blueprint.get("/register/officers.csv")
@open_to(Members.READ_REGISTER)
def officers_csv() -> Response:
    """Send every time of office as a file."""
    moment = moment_asked() or present()
    held = officers.offices(known_seq=moment.known)
    names = _names(held, moment.on, moment.known)
    rows = [_row(each, names) for each in held]
    answer = Response(stream_with_context(spreadsheets.lines(HEADINGS, rows)), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="officers-{moment.on}.csv"'
    return answer


@blueprint.route("/register/<int:party_id>/office", methods=["GET", "POST"])
@open_to(Members.APPOINT)
def person_office(party_id: int) -> Any:
    """Ask which office, from when, by which minute; and enter it."""
    entry, form = queries.entry(party_id), OfficeForm()
    if entry is None:
        raise NotFound("Nobody is registered at this address.")
    if form.validate_on_submit():
        service.appoint(
            party_id,
            service.Office(form.office.data),
            body=form.body.data,
            first_day=form.first_day.data,
            last_day=form.last_day.data,
            minute=form.minute.data,
            actor=current_actor(),
            now=clock.now(),
        )
        flash(gettext("%(name)s is in the register of officers.", name=entry.name), "success")
        return redirect(url_for("members.officers"), 303)
    page = render_template("members/office.html", entry=entry, form=form)
    return page, 400 if form.errors else 200


@blueprint.route("/register/officers/<int:spell_id>/end", methods=["GET", "POST"])
@open_to(Members.APPOINT)
def office_end(spell_id: int) -> Any:
    """Ask for the last day and the minute, and end the office."""
    held, form = officers.office_with(spell_id), EndOfOfficeForm()
    if held is None:
        raise NotFound("There is no such office. It may have been entered anew since.")
    name = queries.names_of([held.party_id]).get(held.party_id, "")
    if form.validate_on_submit():
        service.end_office(
            held,
            last_day=form.last_day.data,
            minute=form.minute.data,
            actor=current_actor(),
            now=clock.now(),
        )
        flash(gettext("The last day of %(name)s is entered.", name=name), "success")
        return redirect(url_for("members.officers"), 303)
    page = render_template(
        "members/office_end.html",
        held=held,
        name=name,
        offices=OFFICES,
        form=form,
        left_on=_last_day_here(held),
    )
    return page, 400 if form.errors else 200


def _last_day_here(held: Held) -> date | None:
    left = officers.left_on(held.party_id, present().on)
    return left - timedelta(days=1) if left and held.valid_from < left else None


def _names(held: list[Held], on: date, known: int | None) -> dict[int, str]:
    return queries.names_at({each.party_id for each in held}, on, known_seq=known)


def _row(held: Held, names: dict[int, str]) -> list[Any]:
    office = str(OFFICES.get(held.data.get("office", ""), held.data.get("office", "")))
    days = (held.valid_from, held.last_day)
    minutes = (held.data.get("appointed_by", ""), held.data.get("ended_by", ""))
    return [names.get(held.party_id, ""), office, held.data.get("body", ""), *days, *minutes]
