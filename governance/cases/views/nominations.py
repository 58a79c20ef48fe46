"""Nominations on death: the member's own, and the book of all."""

from typing import Any

from flask import Response, flash, redirect, render_template, stream_with_context, url_for
from flask_babel import gettext

from governance.cases import exports, lists, service
from governance.cases.forms.own import NominationForm
from governance.cases.permissions import Cases
from governance.cases.queries.nominations import nomination, nominations_book, nominations_of
from governance.cases.views.asking import accepted
from governance.cases.views.blueprint import blueprint
from governance.cases.views.own import own_party
from governance.infrastructure import clock
from governance.infrastructure.errors import NotFound
from governance.members import queries as members
from governance.members.looking import note_list
from governance.reckoning.nominations import RELATIONSHIP_TITLES, Relationship
from governance.reckoning.statutes import MOST_NOMINATED_PENCE
from governance.web.access import SIGNED_IN, current_actor, open_to


@blueprint.route("/membership/nominations", methods=["GET", "POST"])
@open_to(SIGNED_IN)
def own_nominations() -> Any:
    """Show whom one has named, and name somebody."""
    party_id, form, now = own_party(), NominationForm(), clock.now()
    today = clock.day_of(now)
    is_member = members.is_member_on(party_id, today)
    if form.is_submitted() and not is_member:
        return redirect(url_for("cases.own_nominations"), 303)
    if form.validate_on_submit() and accepted(form, lambda: _nominate(form, party_id)):
        flash(gettext("%(name)s is named.", name=form.name.data), "success")
        return redirect(url_for("cases.own_nominations"), 303)
    answer = render_template(
        "cases/nominations.html",
        form=form,
        standing=nominations_of(party_id),
        titles={each.value: title for each, title in RELATIONSHIP_TITLES.items()},
        limit=MOST_NOMINATED_PENCE.on(today),
        is_member=is_member,
    )
    return answer, 400 if form.errors else 200


@blueprint.post("/membership/nominations/<int:nomination_id>/take-back")
@open_to(SIGNED_IN)
def own_revoke(nomination_id: int) -> Any:
    """Take one's own nomination back; another's is not there."""
    found = nomination(nomination_id)
    if found.party_id != own_party():
        raise NotFound("There is no nomination at this address.")
    service.revoke(found, actor=current_actor(), now=clock.now())
    flash(gettext("The nomination is taken back."), "success")
    return redirect(url_for("cases.own_nominations"), 303)


@blueprint.get("/office/nominations")
@open_to(Cases.READ_NOMINATIONS)
def nominations_office() -> str:
    """Show the nominations book."""
    titles = {each.value: title for each, title in RELATIONSHIP_TITLES.items()}
    note_list(gettext("The nominations book"), lists.NOMINATIONS)
    return render_template("cases/nominations_book.html", book=nominations_book(), titles=titles)


@blueprint.get("/office/nominations.csv")
@open_to(Cases.READ_NOMINATIONS)
def nominations_csv() -> Response:
    """Send the nominations book as a file."""
    note_list(gettext("The nominations book"), lists.NOMINATIONS, what="file")
    lines = stream_with_context(exports.nominations(nominations_book()))
    answer = Response(lines, mimetype="text/csv")
    today = clock.day_of(clock.now())
    answer.headers["Content-Disposition"] = f'attachment; filename="nominations-{today}.csv"'
    return answer


def _nominate(form: NominationForm, party_id: int) -> None:
    is_amount = form.extent.data == "amount"
    service.nominate(
        party_id,
        form.name.data,
        relationship=Relationship(form.relationship.data),
        address=form.address.data,
        email=form.email.data or "",
        amount_pence=form.amount.data if is_amount else None,
        share_percent=None if is_amount else form.percent.data,
        is_colleague=form.colleague.data == "yes",
        actor=current_actor(),
        now=clock.now(),
    )
