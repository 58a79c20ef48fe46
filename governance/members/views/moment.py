"""The day and the link of the record that a page of the register is read at."""

from typing import Any

from flask import redirect, render_template, request, url_for

from governance.infrastructure import clock
from governance.infrastructure.errors import Refused
from governance.members import as_at, queries
from governance.members.as_at import AsAt
from governance.members.forms.register import KINDS, AsAtForm
from governance.members.permissions import Members
from governance.members.views.blueprint import blueprint
from governance.web.access import open_to
from governance.web.addresses import number_in

PLACES = {"register": "members.register", "officers": "members.officers"}


@blueprint.get("/register/as-at")
@open_to(Members.READ_REGISTER)
def register_as_at() -> Any:
    """Take the day and the link that were typed to the page that reads them."""
    form = AsAtForm(request.args)
    if request.args and form.validate():
        try:
            query = _query(form)
        except Refused as refusal:
            form.known.errors = [f"{refusal.message} {refusal.next_step}".strip()]
        else:
            return redirect(f"{_place()}{query}")
    page = render_template("members/as_at_question.html", as_at_form=form, back=_place())
    return page, 400 if form.errors else 200


def moment_asked() -> AsAt | None:
    """Return the day and link in the address, or None for today, as known now."""
    on, known = request.args.get("on", ""), request.args.get("known", "")
    if not on.strip() and not known.strip():
        return None
    asked = as_at.asked_for(on, known, today=clock.day_of(clock.now()))
    return None if asked == present() else asked


def present() -> AsAt:
    """Return today, as known now."""
    return AsAt(clock.day_of(clock.now()))


def told_of(at: AsAt | None, *, place: str = "register", of: int | None = None) -> dict[str, Any]:
    """Return what a page needs for its control and its banner."""
    form = AsAtForm()
    if at is not None:
        form.on.data, form.known.data = at.on, at.known
    form.place.data, form.of.data = place, of
    return {
        "at": at,
        "here": place,
        "present_day": present().on,
        "kinds": KINDS,
        "as_at_form": form,
        "known_when": as_at.recorded_at(at.known) if at and at.known else None,
        "moment_query": query_of(at),
    }


def query_of(at: AsAt | None) -> str:
    """Return the moment as it stands in an address: "on=2025-03-01&known=1204&"."""
    if at is None:
        return ""
    return f"on={at.on.isoformat()}&" + (f"known={at.known}&" if at.known else "")


def _query(form: AsAtForm) -> str:
    if not form.on.data and not form.known.data:
        return ""
    on = form.on.data.isoformat() if form.on.data else ""
    known = str(form.known.data or "")
    asked = as_at.asked_for(on, known, today=clock.day_of(clock.now()))
    return f"?{query_of(asked)}".rstrip("&")


def _place() -> str:
    of = request.args.get("of", type=number_in)
    if of is not None and queries.entry(of) is not None:
        return url_for("members.person", party_id=of)
    return url_for(PLACES.get(request.args.get("place", ""), "members.register"))
