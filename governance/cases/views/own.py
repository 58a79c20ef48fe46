"""One's own cases: becoming a member, leaving, withdrawing shares, passing them on."""

from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from governance.cases import service
from governance.cases.forms.office import ConfirmForm
from governance.cases.forms.own import JoinForm, LeaveForm, SharesForm, TransferForm
from governance.cases.kinds import HowLeft, Kind
from governance.cases.models import Case
from governance.cases.permissions import Cases
from governance.cases.presentation import own as shown
from governance.cases.presentation.course import ONE_DAY, certificate_of, matter_of, timeline_of
from governance.cases.queries import listing
from governance.cases.queries.applicants import finding_of, offers_of
from governance.cases.queries.leaving import endings_of
from governance.cases.queries.owing import owed_in
from governance.cases.queries.withdrawals import suspension_of
from governance.cases.views.asking import accepted
from governance.cases.views.blueprint import blueprint
from governance.cases.views.joining import apply_by
from governance.infrastructure import clock, permissions
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound, Refused
from governance.ledger.models import ShareClass
from governance.ledger.queries.holdings import book_of_key
from governance.members import life
from governance.members import queries as members
from governance.web.access import SIGNED_IN, current_actor, open_to


class NotInTheRegister(Refused):
    """The account is not joined to anybody in the register."""


@blueprint.route("/membership/join", methods=["GET", "POST"])
@open_to(SIGNED_IN)
def join() -> Any:
    """Say what membership is, whether one may have it, and apply."""
    party_id, form, now = own_party(), JoinForm(), clock.now()
    today = clock.day_of(now)
    own, finding = shown.of_person(party_id, today=today), finding_of(party_id, on=today)
    may_apply = own.may_join and not finding.unmet
    form.offer(offers_of(party_id, on=today))
    if form.is_submitted() and not may_apply:
        return redirect(url_for("cases.join"), 303)  # the page says why
    if form.validate_on_submit() and accepted(form, lambda: apply_by(form, party_id, now)):
        flash(gettext("You have applied. The board decides at its next meeting."), "success")
        return redirect(url_for("members.membership"), 303)
    answer = render_template(
        "cases/join.html",
        form=form,
        finding=finding,
        may_apply=may_apply,
        entry=members.entry(party_id),
        contact=life.of(party_id, today=today).present_contact,
        own=own,
        is_member=members.is_member_on(party_id, today),
    )
    return answer, 400 if form.errors else 200


@blueprint.route("/membership/leave", methods=["GET", "POST"])
@open_to(SIGNED_IN)
def leave() -> Any:
    """Say what leaving does, and give notice."""
    party_id, form, now = own_party(), LeaveForm(), clock.now()
    today = clock.day_of(now)
    own = shown.of_person(party_id, today=today)
    if form.is_submitted() and not own.may_leave:
        return redirect(url_for("cases.leave"), 303)
    if form.validate_on_submit() and accepted(form, lambda: _resign(form, party_id, now)):
        flash(
            gettext("You have given notice. You can take it back until your last day."), "success"
        )
        return redirect(url_for("members.membership"), 303)
    answer = render_template(
        "cases/leave.html",
        form=form,
        endings=endings_of(party_id, "", effect_on=today + ONE_DAY, today=today),
        own=own,
    )
    return answer, 400 if form.errors else 200


@blueprint.route("/membership/withdraw", methods=["GET", "POST"])
@open_to(SIGNED_IN)
def own_withdraw() -> Any:
    """Ask for shares to be withdrawn."""
    party_id, form, now = own_party(), SharesForm(), clock.now()
    today = clock.day_of(now)
    held = shown.withdrawable(party_id, today)
    if form.is_submitted() and not held:
        return redirect(url_for("cases.own_withdraw"), 303)
    form.offer(held)
    if form.validate_on_submit() and accepted(form, lambda: _ask(form, party_id, now)):
        flash(gettext("You are in the queue. You are paid when the board lets it."), "success")
        return redirect(url_for("members.membership"), 303)
    book = book_of_key()
    suspension = suspension_of(book) if book else None
    answer = render_template(
        "cases/withdraw.html",
        form=form,
        held=held,
        suspension=suspension,
        waits_until=shown.waits_until(today),
    )
    return answer, 400 if form.errors else 200


@blueprint.route("/membership/transfer", methods=["GET", "POST"])
@open_to(SIGNED_IN)
def own_transfer() -> Any:
    """Ask to pass shares on to another member."""
    party_id, form, now = own_party(), TransferForm(), clock.now()
    today = clock.day_of(now)
    held = shown.transferable(party_id, today) if _may(Kind.TRANSFER, party_id) else []
    if form.is_submitted() and not held:
        return redirect(url_for("cases.own_transfer"), 303)
    form.offer(held)
    if form.validate_on_submit() and accepted(form, lambda: _pass_on(form, party_id, now)):
        flash(gettext("You have asked for the transfer. The board decides on it."), "success")
        return redirect(url_for("members.membership"), 303)
    answer = render_template("cases/transfer.html", form=form, held=held)
    return answer, 400 if form.errors else 200


@blueprint.get("/membership/cases/<int:case_id>")
@open_to(SIGNED_IN)
def own_case(case_id: int) -> str:
    """Show where one's own case stands."""
    found = _own(case_id)
    steps, owed = listing.steps_of(found.id), owed_in([found])[found.id]
    told = shown.told(found, listing.words_of([found.id])[found.id], owed)
    return render_template(
        "cases/own_case.html",
        case=found,
        matter=matter_of(found),
        state=told["state"],
        text=told["text"],
        certificate=certificate_of(found, steps),
        timeline=timeline_of(found, steps, owed=owed, told_to_office=False),
        endings=shown.endings_in(found, steps),
    )


@blueprint.route("/membership/cases/<int:case_id>/take-back", methods=["GET", "POST"])
@open_to(SIGNED_IN)
def own_take_back(case_id: int) -> Any:
    """Ask once more, and take one's own case back."""
    found, form, actor, now = _own(case_id), ConfirmForm(), current_actor(), clock.now()
    if form.validate_on_submit():
        service.take_back(found, actor=actor, now=now)
        flash(gettext("It is taken back."), "success")
        return redirect(url_for("members.membership"), 303)
    service.refuse_to_take_back(found, actor=actor, on=clock.day_of(now))
    form.submit.label.text = gettext("Take it back")
    return render_template("cases/own_take_back.html", form=form, matter=matter_of(found))


def own_party() -> int:
    """Return the party that the person signed in is.

    Raises:
        NotInTheRegister: the account is not joined to anybody there.
    """
    party_id = current_actor().party_id
    if party_id is None or members.entry(party_id) is None:
        raise NotInTheRegister(
            gettext("Your account is not joined to anyone in the register."),
            next_step=gettext("Ask the secretary if that is not right."),
        )
    return party_id


def _may(kind: Kind, party_id: int) -> bool:
    """Say whether no case of this kind is open yet."""
    return listing.open_case(party_id, kind) is None


def _own(case_id: int) -> Case:
    found = listing.case(case_id)
    if not permissions.may(current_actor(), Cases.FOLLOW, found):
        raise NotFound(gettext("There is no case at this address."))
    return found


def _resign(form: LeaveForm, party_id: int, now: datetime) -> None:
    service.give_notice(
        party_id,
        HowLeft.RESIGNED,
        effect_on=form.last_day.data + ONE_DAY,
        actor=current_actor(),
        now=now,
    )


def _ask(form: SharesForm, party_id: int, now: datetime) -> None:
    share_class = db.session.get_one(ShareClass, int(form.share_class.data))
    service.ask_withdrawal(party_id, share_class, form.units.data, actor=current_actor(), now=now)


def _pass_on(form: TransferForm, party_id: int, now: datetime) -> None:
    share_class = db.session.get_one(ShareClass, int(form.share_class.data))
    buyer = members.party_numbered(form.buyer.data)
    if buyer is None:
        raise service.NotAsAsked(
            gettext("No member has the number %(number)s.", number=form.buyer.data)
        )
    service.ask_transfer(
        party_id, buyer, share_class, form.units.data, actor=current_actor(), now=now
    )
