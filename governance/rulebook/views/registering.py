"""The secretary's pages: which changes wait for the registrar, and what the registrar did."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from governance.infrastructure import clock
from governance.infrastructure.database import db
from governance.rulebook import queries, service
from governance.rulebook.as_at import AsAt, RulesAsAt
from governance.rulebook.forms.registration import AnswerForm, RegistrationForm
from governance.rulebook.permissions import Rules
from governance.rulebook.presentation import changes
from governance.rulebook.queries import Adopted
from governance.rulebook.views.asked import today
from governance.rulebook.views.blueprint import blueprint
from governance.web.access import current_actor, open_to


@blueprint.get("/office/rulebook")
@open_to(Rules.REGISTER)
def office() -> str:
    """Show which changes wait for the registrar, are to be sent to them, and were answered."""
    rules, to_be_sent = RulesAsAt(AsAt(today())), queries.to_be_sent(today())
    return render_template(
        "rulebook/office.html",
        waiting=[
            (changes.change_line(each, rules), changes.days_waiting(each, today()))
            for each in rules.pending
        ],
        to_be_sent=[changes.change_line(each, rules) for each in to_be_sent],
        answered=[
            changes.change_line(each, rules)
            for each in reversed(rules.adopted)
            if each.registration is not None
        ],
    )


@blueprint.route("/office/rulebook/<int:adoption_id>/registration", methods=["GET", "POST"])
@open_to(Rules.REGISTER)
def registration(adoption_id: int) -> Any:
    """Ask what the registrar did, show what follows, and enter it."""
    found = queries.adoption(adoption_id)
    form = AnswerForm() if found.is_to_be_sent else RegistrationForm()
    rules = RulesAsAt(AsAt(today()))
    told = {
        "found": found,
        "line": changes.change_line(found, rules),
        "differences": changes.made_by(found, rules),
        "form": form,
    }
    if form.validate_on_submit() and "change" not in request.form:
        is_sure = request.form.get("confirmed") == "yes"
        if _accepted(form, _entering(found, form) if is_sure else _trying(found, form)):
            if not is_sure:
                return render_template("rulebook/registration_check.html", **told)
            flash(gettext("It is entered what the registrar did."), "success")
            return redirect(url_for("rulebook.office"), 303)
    page = render_template("rulebook/registration.html", **told)
    return page, 400 if form.errors else 200


def _trying(found: Adopted, form: AnswerForm) -> Callable[[], Any]:
    return lambda: service.refuse_registration(
        found, outcome=form.told, on_day=form.on_day.data, today=today()
    )


def _entering(found: Adopted, form: AnswerForm) -> Callable[[], Any]:
    return lambda: service.record_registration(
        found.row.id,
        outcome=form.told,
        on_day=form.on_day.data,
        reference=form.reference.data or "",
        actor=current_actor(),
        now=clock.now(),
    )


def _accepted(form: AnswerForm, act: Callable[[], Any]) -> bool:
    """Do it, and say whether it was done; a refusal of what was typed is said beside its field."""
    try:
        with db.session.begin_nested():
            act()
    except service.CannotAdopt as refusal:
        sentence = f"{refusal.message} {refusal.next_step}".strip()
        if refusal.key in form:
            form[refusal.key].errors = [sentence]
        else:
            form.form_errors.append(sentence)
        return False
    return True
