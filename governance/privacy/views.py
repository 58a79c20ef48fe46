"""One's own data to read, take away and have put right; and what the office does about it."""

import json
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_babel import gettext, ngettext

from governance.infrastructure import clock
from governance.infrastructure.errors import NotFound
from governance.members import queries as members
from governance.members.looking import note_person
from governance.members.models import RegisterEntry
from governance.privacy import queries, retention, service
from governance.privacy.forms import AnswerForm, CorrectionForm, EraseForm
from governance.privacy.models import Correction
from governance.privacy.permissions import Privacy
from governance.privacy.presentation import shown
from governance.web.access import SIGNED_IN, current_actor, open_to
from governance.web.templating import date_only

blueprint = Blueprint("privacy", __name__)


@blueprint.get("/membership/data")
@open_to(SIGNED_IN)
def own() -> str:
    """Show everything that is held on oneself, why, and for how long."""
    party_id = _own_party()
    return render_template(
        "privacy/own.html",
        held=shown(queries.held_on(party_id)),
        asked=queries.open_correction_of(party_id),
    )


@blueprint.get("/membership/data.json")
@open_to(SIGNED_IN)
def own_file() -> Response:
    """Send everything that is held on oneself, for another program (UK GDPR, article 20)."""
    return _file(_own_party())


@blueprint.get("/membership/data.html")
@open_to(SIGNED_IN)
def own_page() -> Response:
    """Send everything that is held on oneself as a page that opens anywhere."""
    return _page(_own_party())


@blueprint.route("/membership/data/correct", methods=["GET", "POST"])
@open_to(SIGNED_IN)
def correct() -> Any:
    """Say that something is wrong."""
    _own_party()
    form = CorrectionForm()
    if form.validate_on_submit():
        asked = service.ask_for_correction(form.words.data, actor=current_actor(), now=clock.now())
        flash(_asked_in_words(asked), "success")
        return redirect(url_for("privacy.own"), 303)
    page = render_template("privacy/correct.html", form=form, due=service.answered_by(_today()))
    return page, 400 if form.errors else 200


def _asked_in_words(asked: Correction) -> str:
    day = date_only(asked.due_on)
    return gettext("The secretary has it. You are answered by %(day)s.", day=day)


@blueprint.get("/retention")
@open_to(SIGNED_IN)
def kept() -> str:
    """Show what is kept for how long, and by which law."""
    return render_template("privacy/retention.html", rules=retention.rules(_today()))


@blueprint.get("/office/privacy")
@open_to(Privacy.ANSWER)
def office() -> str:
    """Show what people asked for, and whose time has come to be erased."""
    today, asked = _today(), queries.open_corrections()
    due = queries.to_erase(today)
    return render_template(
        "privacy/office.html",
        asked=asked,
        due=due,
        names=members.names_of([*(each.party_id for each in asked), *due]),
        today=today,
        form=EraseForm(),
    )


@blueprint.route("/office/privacy/corrections/<int:correction_id>", methods=["GET", "POST"])
@open_to(Privacy.ANSWER)
def answer(correction_id: int) -> Any:
    """Answer what somebody asked."""
    asked, form = _correction(correction_id), AnswerForm()
    note_person(asked.party_id, gettext("What you asked to have put right"))
    if form.validate_on_submit():
        service.answer(
            correction_id,
            form.words.data,
            is_done=form.outcome.data == "done",
            actor=current_actor(),
            now=clock.now(),
        )
        flash(gettext("Answered. They read it under “Your data”."), "success")
        return redirect(url_for("privacy.office"), 303)
    page = render_template(
        "privacy/answer.html", form=form, asked=asked, entry=_entry(asked.party_id)
    )
    return page, 400 if form.errors else 200


@blueprint.get("/office/privacy/<int:party_id>")
@open_to(Privacy.ANSWER)
def person(party_id: int) -> str:
    """Show what is held on somebody, to hand it out, and what keeps it from erasure."""
    note_person(party_id, gettext("Everything that is held on you"))
    return render_template(
        "privacy/person.html",
        entry=_entry(party_id),
        held=shown(queries.held_on(party_id)),
        obstacles=queries.obstacles(party_id, today=_today()),
        form=EraseForm(),
    )


@blueprint.get("/office/privacy/<int:party_id>.json")
@open_to(Privacy.ANSWER)
def person_file(party_id: int) -> Response:
    """Send what is held on somebody who cannot sign in, for the office to pass on."""
    _entry(party_id)
    note_person(party_id, gettext("Everything that is held on you"))
    return _file(party_id)


@blueprint.post("/office/privacy/<int:party_id>/erase")
@open_to(Privacy.ERASE)
def erase(party_id: int) -> Any:
    """Erase one party's words."""
    rows = service.erase(party_id, actor=current_actor(), now=clock.now())
    flash(ngettext("Erased in %(num)s row.", "Erased in %(num)s rows.", rows), "success")
    return redirect(url_for("privacy.office"), 303)


@blueprint.post("/office/privacy/erase")
@open_to(Privacy.ERASE)
def erase_due() -> Any:
    """Erase everybody whose time has come."""
    people = service.erase_all_due(actor=current_actor(), now=clock.now())
    told = ngettext("%(num)s person erased.", "%(num)s people erased.", people)
    flash(told, "success")
    return redirect(url_for("privacy.office"), 303)


def _file(party_id: int) -> Response:
    told = queries.as_json(party_id, on=_today())
    body = json.dumps(told, ensure_ascii=False, indent=2)
    return _attached(body, f"held-on-{party_id}.json", "application/json")


def _page(party_id: int) -> Response:
    body = render_template(
        "privacy/file.html", held=shown(queries.held_on(party_id)), today=_today()
    )
    return _attached(body, f"held-on-{party_id}.html", "text/html")


def _attached(body: str, name: str, mimetype: str) -> Response:
    answer = Response(body, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _own_party() -> int:
    actor = current_actor()
    if actor.party_id is None:
        raise NotFound("Your account is not joined to anybody in the register.")
    return actor.party_id


def _entry(party_id: int) -> RegisterEntry:
    found = members.entry(party_id)
    if found is None:
        raise NotFound("Nobody is registered at this address.")
    return found


def _correction(correction_id: int) -> Correction:
    found = queries.correction(correction_id)
    if found is None:
        raise NotFound("Nobody asked for this.")
    return found


def _today() -> Any:
    return clock.day_of(clock.now())
