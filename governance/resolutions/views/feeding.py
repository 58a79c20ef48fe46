"""The feed of resolutions, at an address of its reader's own, and the page that makes one."""

from flask import Response, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext

from governance.accounts import queries as accounts
from governance.accounts import service as accounts_service
from governance.infrastructure import clock, permissions
from governance.infrastructure.errors import NotFound
from governance.record import queries as record
from governance.resolutions import feed
from governance.resolutions.permissions import Resolutions
from governance.resolutions.queries import Reader
from governance.resolutions.views.blueprint import blueprint
from governance.web.access import ANYONE, current_actor, open_to
from governance.web.templating import SocietyCard

PURPOSE = "resolutions"
AN_HOUR = 3600


@blueprint.get("/resolutions/feed")
@open_to(Resolutions.SEE)
def resolutions_feed() -> str:
    """Whether one has an address, and how to have one, another, or none."""
    party_id = current_actor().party_id
    made = accounts.feed_address_of(party_id, PURPOSE) if party_id is not None else None
    return render_template("resolutions/feed.html", made=made, address="")


@blueprint.post("/resolutions/feed")
@open_to(Resolutions.SEE)
def make_resolutions_feed() -> str:
    """Make an address, or another, and show it, this once."""
    token = accounts_service.make_feed_address(PURPOSE, actor=current_actor(), now=clock.now())
    address = url_for("resolutions.resolutions_atom", token=token, _external=True)
    return render_template("resolutions/feed.html", made=None, address=address)


@blueprint.post("/resolutions/feed/stop")
@open_to(Resolutions.SEE)
def stop_resolutions_feed() -> Response:
    """Have the address work no more."""
    accounts_service.stop_feed_address(PURPOSE, actor=current_actor())
    flash(gettext("Your feed’s address works no more."), "success")
    return redirect(url_for("resolutions.resolutions_feed"), 303)  # type: ignore[return-value]


@blueprint.get("/resolutions/feed/<token>.atom")
@open_to(ANYONE)
def resolutions_atom(token: str) -> Response:
    """The feed for whoever's address it is, as they may read today."""
    now = clock.now()
    reader = accounts.reader_of(accounts_service.hash_of(token), PURPOSE, now=now)
    if not permissions.may(reader, Resolutions.SEE):
        raise NotFound(
            "There is no feed at this address, or not any more.",
            next_step="Make a new address on the page of resolutions.",
        )
    card: SocietyCard = current_app.extensions["folkmoot_society_card"]()
    first = record.link(1)
    document = feed.as_atom(
        Reader(clock.day_of(now)),
        address=request.base_url,
        society=card.name,
        key=f"resolutions:{first.hash if first else ''}",
        now=now,
    )
    answer = Response(document, mimetype="application/atom+xml")
    answer.headers["Cache-Control"] = f"private, max-age={AN_HOUR}"
    answer.add_etag()
    answer.make_conditional(request)
    return answer
