"""Issuing, moving and ending shares: asked, shown as it will be posted, posted once."""

import re
import secrets
from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.infrastructure import clock
from governance.infrastructure.errors import NotFound, Refused
from governance.ledger import presentation, service, share_acts, share_previews
from governance.ledger.forms.share_acts import ReversalForm, UnitsForm
from governance.ledger.models import Book, ShareClass
from governance.ledger.permissions import Ledger
from governance.ledger.queries.movements import parties_moved
from governance.ledger.share_previews import Preview
from governance.ledger.views.asked import book_of
from governance.ledger.views.blueprint import blueprint
from governance.ledger.views.share_classes import class_in, other_classes
from governance.web.access import current_actor, open_to
from governance.web.widgets import choice

KEY = re.compile(r"[0-9a-f]{16}")


@blueprint.route(
    "/office/books/<int:book_id>/shares/<int:class_id>/<any(issue, transfer, 'pass-over',"
    " 'to-trust', withdraw, redeem, cancel, convert, forfeit):name>",
    methods=["GET", "POST"],
)
@open_to(Ledger.POST_SHARES)
def book_share_act(book_id: int, class_id: int, name: str) -> Any:
    """Ask what the act needs; show what it will post; post it."""
    found, act, now = book_of(book_id), share_acts.acts()[name], clock.now()
    share_class, form = class_in(found, class_id), act.form()
    _begin(form, share_class)
    key = _key()
    if form.validate_on_submit() and not request.form.get("change"):
        deed: dict[str, Any] = {"key": f"form {key}", "actor": current_actor(), "now": now}
        try:
            if not request.form.get("confirmed"):
                preview = share_previews.previewed(act, share_class, form, **deed)
                return _check(found, act.title, share_class.name, preview, key)
            return _done(found, share_acts.done(act, share_class, form, **deed), act.title)
        except Refused as refusal:
            share_acts.put_beside(form, refusal)
    page = render_template(
        "ledger/share_act.html", book=found, share_class=share_class, act=act, form=form, key=key
    )
    return page, 400 if form.errors else 200


@blueprint.route("/office/books/<int:book_id>/shares/reverse", methods=["GET", "POST"])
@open_to(Ledger.POST_SHARES)
def book_share_reverse(book_id: int) -> Any:
    """Ask which transaction was a mistake, show its opposite, post that."""
    found, form, now = book_of(book_id), ReversalForm(), clock.now()
    title = gettext("Reverse a transaction of shares")
    if not form.is_submitted():
        form.on.data, form.seq.data = clock.day_of(now), request.args.get("seq", type=int)
    if form.validate_on_submit() and not request.form.get("change"):
        deed: dict[str, Any] = {"book_id": book_id, "actor": current_actor(), "now": now}
        try:
            if not request.form.get("confirmed"):
                preview = share_previews.preview_of_reversal(form.seq.data, form, **deed)
                resting = presentation.members_resting(
                    found, form.seq.data, current_actor(), today=clock.day_of(now)
                )
                return _check(found, title, "", preview, "", resting)
            return _done(found, share_acts.reversed_(form.seq.data, form, **deed), title)
        except Refused as refusal:
            share_acts.put_beside(form, refusal)
    page = render_template("ledger/share_reverse.html", book=found, form=form, title=title)
    return page, 400 if form.errors else 200


def _begin(form: UnitsForm, share_class: ShareClass) -> None:
    """Offer the other classes, and fill in what the link that led here says."""
    if "into" in form:
        form.into.choices = [
            choice("", gettext("Choose a class")),
            *(choice(str(each.id), each.name) for each in other_classes(share_class)),
        ]
    if not form.is_submitted():
        form.on.data = clock.day_of(clock.now())
        form.holder.data = request.args.get("holder", "")[:200]


def _key() -> str:
    """Return the key of this form: sent twice, it is posted once."""
    sent = request.form.get("key", "")
    return sent if KEY.fullmatch(sent) else secrets.token_hex(8)


def _check(
    book: Book,
    title: str,
    name: str,
    preview: Preview,
    key: str,
    resting: Sequence[tuple[int, str]] = (),
) -> str:
    return render_template(
        "ledger/share_act_check.html",
        book=book,
        title=title,
        name=name,
        preview=preview,
        key=key,
        resting=resting,
    )


def _done(book: Book, posted: service.Posted, title: str) -> Response:
    """Lead to the holder whom it was about."""
    sentence = gettext("%(act)s: posted as transaction %(seq)s.", act=title, seq=posted.seq)
    if not posted.is_new:
        sentence = gettext("It was posted already, as transaction %(seq)s.", seq=posted.seq)
    flash(sentence, "success")
    parties = parties_moved(posted.seq)
    if not parties:
        raise NotFound("There is no such transaction of shares.")
    address = url_for("ledger.book_holder", book_id=book.id, party_id=parties[0])
    return redirect(address, 303)
