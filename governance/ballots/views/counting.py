"""Tellers type in the papers; scrutineers open the count and certify the result."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as Answer

from governance.ballots import presentation, queries, service
from governance.ballots.models import Ballot
from governance.ballots.permissions import Ballots
from governance.ballots.views.blueprint import blueprint
from governance.infrastructure import clock
from governance.infrastructure.actor import Actor
from governance.web.access import current_actor, open_to, require

Page = str | Answer


@blueprint.get("/ballots/<int:ballot_id>/typing")
@open_to(Ballots.TELL)
def typing(ballot_id: int) -> str:
    """The papers as this teller types them, and whether the two agree."""
    found, actor = queries.ballot(ballot_id), current_actor()
    service.refuse_unless_teller(found, actor)
    page = presentation.of_typing(found, actor)
    return render_template("ballots/typing.html", page=page)


@blueprint.post("/ballots/<int:ballot_id>/typing")
@open_to(Ballots.TELL)
def type_(ballot_id: int) -> Page:
    """Sit down, keep what is typed, say that it is all, sign, or give up the place."""
    found, actor = queries.ballot(ballot_id), current_actor()
    acts = {"sit": _sit, "keep": _keep, "ready": _ready, "sign": _sign, "leave": _leave}
    acts.get(request.form.get("act", ""), _keep)(found, actor)
    return redirect(url_for("ballots.typing", ballot_id=ballot_id))


@blueprint.get("/ballots/<int:ballot_id>/count")
@open_to(Ballots.SCRUTINISE)
def count(ballot_id: int) -> Page:
    """What scrutineers open, or certify: how many of what, and no figure of what papers say.

    Not while votes are cast: whoever looked twice would see a single vote in the figures.
    """
    found = queries.ballot(ballot_id)
    if found.state not in ("closed", "declared"):
        return redirect(url_for("ballots.ballot", ballot_id=ballot_id))
    page = presentation.of_count(found, current_actor())
    return render_template("ballots/count.html", page=page)


@blueprint.post("/ballots/<int:ballot_id>/count")
@open_to(Ballots.SCRUTINISE)
def open_count(ballot_id: int) -> Page:
    """Open the count, agree to go on without papers, or certify the result."""
    found, actor, now = queries.ballot(ballot_id), require(Ballots.SCRUTINISE), clock.now()
    act = request.form.get("act", "")
    if act == "certify":
        service.certify(found, request.form.get("digest", ""), actor=actor, now=now)
        flash(gettext("You have certified the result. Its page names you."), "success")
    elif act == "agree":
        service.agree_to_waive(found, actor=actor, now=now)
        flash(gettext("The ballot is counted without its papers."), "success")
    else:
        service.open_count(found, actor=actor, now=now)
        flash(gettext("You have opened the count."), "success")
    return redirect(url_for("ballots.count", ballot_id=ballot_id))


def _sit(ballot: Ballot, actor: Actor) -> None:
    service.take_place(ballot, actor=actor)


def _keep(ballot: Ballot, actor: Actor) -> None:
    service.keep_typed(ballot, _lines_sent(), is_ready=False, actor=actor)
    flash(gettext("What you typed is kept."), "success")


def _ready(ballot: Ballot, actor: Actor) -> None:
    typed = service.keep_typed(ballot, _lines_sent(), is_ready=True, actor=actor)
    if not typed.faults:
        flash(gettext("You have typed all the papers."), "success")


def _sign(ballot: Ballot, actor: Actor) -> None:
    digest = request.form.get("digest", "")
    if service.sign_batch(ballot, digest, actor=actor, now=clock.now()):
        flash(gettext("You have both signed. The papers are in the box."), "success")
    else:
        flash(gettext("You have signed. The papers go in when the other teller signs."), "success")


def _leave(ballot: Ballot, actor: Actor) -> None:
    assert actor.party_id is not None
    service.give_up_place(ballot, actor.party_id)
    flash(gettext("Your place is free, and what you typed is gone."), "success")


def _lines_sent() -> str:
    """Return what was typed: in one field, or in one for each envelope."""
    return "\n".join(line.strip() for line in request.form.getlist("lines"))
