"""The first pages: home, the office's calendar of duties, and what is said to everybody."""

from typing import Any

from flask import Blueprint, Response, current_app, render_template
from flask_babel import gettext
from sqlalchemy.exc import SQLAlchemyError

from governance.home import figures, queries, results
from governance.home.duties import duties_of
from governance.home.needs import heading, needs_of
from governance.home.own_cases import under_way
from governance.home.permissions import Home
from governance.home.rooms import rooms_of
from governance.infrastructure import clock
from governance.web.access import ANYONE, SIGNED_IN, current_actor, open_to
from governance.web.navigation import items

blueprint = Blueprint("home", __name__)

LAST_DECIDED = 3
ROBOTS = "User-agent: *\nDisallow: /\n"


@blueprint.get("/")
@open_to(SIGNED_IN)
def home() -> str:
    """What needs this person, then them, then the society."""
    actor, now = current_actor(), clock.now()
    needs = needs_of(actor, now)
    return render_template(
        "home/home.html",
        title=heading(len(needs)),
        needs=needs,
        under_way=list(under_way(actor, now)),
        entry=figures.own_entry(actor),
        own_motions=figures.own_motions(actor, clock.day_of(now)),
        coming=figures.coming(now),
        society_figures=figures.of_society(actor, now),
        decided=results.newest(LAST_DECIDED),
    )


@blueprint.get("/office")
@open_to(Home.OFFICE)
def office() -> str:
    """The calendar of duties, and the rooms this officer may enter."""
    actor, now = current_actor(), clock.now()
    return render_template(
        "home/office.html",
        roles=figures.roles_in_words(actor),
        duties=duties_of(actor, now),
        rooms=rooms_of(items(current_app, actor, office=True)),
        office_figures=figures.of_office(actor, now),
    )


@blueprint.get("/accessibility")
@open_to(ANYONE)
def accessibility() -> str:
    """What works for whom, what does not yet, and how to say so."""
    return render_template("home/accessibility.html")


@blueprint.get("/how-secret-ballots-work")
@open_to(ANYONE)
def secret_ballots() -> str:
    """What a secret ballot promises here, and what the promise rests on."""
    return render_template("home/secret_ballots.html")


@blueprint.get("/robots.txt")
@open_to(ANYONE)
def robots() -> Response:
    """Ask every search engine to stay away."""
    return Response(ROBOTS, mimetype="text/plain")


@blueprint.get("/health")
@open_to(ANYONE)
def health() -> Any:
    """Say whether both databases answer, for the proxy and the monitor."""
    try:
        queries.ask_both_databases()
    except SQLAlchemyError:
        return Response(gettext("A database does not answer.") + "\n", 503, mimetype="text/plain")
    return Response("ok\n", mimetype="text/plain")
