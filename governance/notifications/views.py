"""The office's page of mails; and, where mails can be read on a page, those pages."""

from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext
from werkzeug import Response as Answer

from governance.infrastructure import clock
from governance.infrastructure.errors import NotFound
from governance.members.access_log import EVERYBODY
from governance.members.looking import note_list
from governance.notifications import presentation, queries, service
from governance.notifications.forms import FilterForm, ReadableFilterForm
from governance.notifications.permissions import Notifications
from governance.web.access import ANYONE, open_to, require

blueprint = Blueprint("notifications", __name__)

# A mail is shown as it looks in a mail program: its own style, no scripts, an origin of nobody's.
AS_IN_A_MAIL_PROGRAM = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; sandbox"
)


@blueprint.get("/office/mail")
@open_to(Notifications.SEE_OUTBOX)
def office() -> str:
    """What waits, what went out, what failed; to whom and about what, never in which words."""
    form = FilterForm(request.args)
    form.state.choices = {"": gettext("Any")} | {
        state: presentation.state_in_words(state) for state in queries.STATES
    }
    asked = _asked(form)
    page = presentation.of_outbox(
        state=asked.get("state", ""),
        address=asked.get("to", ""),
        page=request.args.get("page", 1, type=int),
    )
    note_list(gettext("The list of mails"), EVERYBODY, page=page.page, filters=asked)
    return render_template(
        "notifications/office.html",
        form=form,
        page=page,
        asked=asked,
        applied=_applied(asked),
        words=presentation,
        again=service.SENT_AGAIN_BY_HAND,
    )


@blueprint.post("/office/mail/<int:mail_id>/send-again")
@open_to(Notifications.SEND_AGAIN)
def send_again(mail_id: int) -> Answer:
    """Queue a mail once more that failed or may not have arrived."""
    mail = queries.mail(mail_id)
    require(Notifications.SEND_AGAIN, mail)
    service.send_again(mail, now=clock.now())
    flash(gettext("The mail to %(address)s will be sent again.", address=mail.address), "success")
    return redirect(url_for("notifications.office"))


@blueprint.get("/demonstration/mail")
@open_to(ANYONE)
def readable_mails() -> str:
    """Every mail, in words, where there is no post to bring it."""
    _refuse_unless_readable()
    form = ReadableFilterForm(request.args)
    to = (form.to.data or "").strip()
    mails, total, page, pages = presentation.of_readable_mails(
        address=to, page=request.args.get("page", 1, type=int), now=clock.now()
    )
    asked = {"to": to} if to else {}
    return render_template(
        "notifications/readable_mails.html",
        form=form,
        mails=mails,
        total=total,
        page=page,
        pages=pages,
        asked=asked,
        words=presentation,
    )


@blueprint.get("/demonstration/mail/<int:mail_id>")
@open_to(ANYONE)
def readable_mail(mail_id: int) -> str:
    """One mail in words."""
    _refuse_unless_readable()
    found = presentation.readable(queries.mail(mail_id), now=clock.now())
    return render_template("notifications/readable_mail.html", found=found, words=presentation)


@blueprint.get("/demonstration/mail/<int:mail_id>/look")
@open_to(ANYONE)
def readable_look(mail_id: int) -> Response:
    """One mail with its look, as a mail program shows it."""
    _refuse_unless_readable()
    found = presentation.readable(queries.mail(mail_id), now=clock.now())
    if found.letter is None:
        raise NotFound("This mail has no words.")
    response = Response(found.letter.html, mimetype="text/html")
    response.headers["Content-Security-Policy"] = AS_IN_A_MAIL_PROGRAM
    return response


def _refuse_unless_readable() -> None:
    if not current_app.config["MAIL_READABLE"]:
        raise NotFound("There is no page at this address.")


def _asked(form: FilterForm) -> dict[str, str]:
    state = form.state.data if form.state.data in queries.STATES else ""
    asked = {"to": (form.to.data or "").strip(), "state": state or ""}
    return {name: value for name, value in asked.items() if value}


def _applied(asked: dict[str, str]) -> list[dict[str, str]]:
    """Return the filters that are on, each with the address where it is off."""
    applied = []
    for name, value in asked.items():
        others: dict[str, Any] = {other: kept for other, kept in asked.items() if other != name}
        label = presentation.state_in_words(value) if name == "state" else value
        applied.append({"label": label, "href": url_for("notifications.office", **others)})
    return applied
