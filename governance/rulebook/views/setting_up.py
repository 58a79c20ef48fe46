"""Setting the first rulebook up: the legal form, the rules kind by kind, then adopted once."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.infrastructure import clock
from governance.infrastructure.errors import NotFound
from governance.reckoning.catalogue import NoSuchName
from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.registry import rule_kind_named
from governance.reckoning.rules.rulebook import as_json
from governance.reckoning.rules.setting import NotPossible
from governance.rulebook import queries, service, setting_up
from governance.rulebook.forms.setting_up import LegalFormForm, SeenForm
from governance.rulebook.forms.settings import SettingsForm, form_for
from governance.rulebook.models import RulebookDraft
from governance.rulebook.permissions import Rules
from governance.rulebook.presentation import setting_up as shown
from governance.rulebook.views.blueprint import blueprint
from governance.web.access import current_actor, open_to

Page = str | Response | tuple[str, int]


@blueprint.route("/set-up", methods=["GET", "POST"])
@open_to(Rules.FOUND)
def set_up() -> Page:
    """Ask for the legal form; once there is a rulebook this page says so."""
    if queries.is_founded():
        return render_template("rulebook/set_up_done.html")
    draft = setting_up.draft()
    form = LegalFormForm(data={"legal_form": draft.legal_form if draft else None})
    if form.validate_on_submit():
        setting_up.choose_form(form.chosen, actor=current_actor(), now=clock.now())
        return redirect(url_for("rulebook.set_up_rules"))
    return render_template("rulebook/set_up.html", form=form, draft=draft)


@blueprint.get("/set-up/rules")
@open_to(Rules.FOUND)
def set_up_rules() -> Page:
    """Every kind of rule, what departs from what is usual, and what to read twice."""
    draft, today = _draft(), clock.day_of(clock.now())
    return render_template(
        "rulebook/set_up_rules.html",
        preset=setting_up.preset(draft),
        kinds=shown.kinds(draft, today),
        warnings=shown.warnings(draft, today),
    )


@blueprint.route("/set-up/rules/<name>", methods=["GET", "POST"])
@open_to(Rules.FOUND)
def set_up_kind(name: str) -> Page:
    """The settings of one kind, each with what is usual and why."""
    draft, kind = _draft(), _kind(name)
    form = form_for(
        kind,
        setting_up.rulebook(draft).values,
        submit=gettext("Keep these rules"),
        hints=shown.hints(kind, setting_up.preset(draft)),
    )
    if form.validate_on_submit() and _kept(form):
        flash(gettext("%(kind)s: kept.", kind=gettext(kind.title)), "success")
        return redirect(url_for("rulebook.set_up_rules"))
    return render_template("rulebook/set_up_kind.html", form=form, kind=kind, seen=draft.version)


@blueprint.route("/set-up/adopt", methods=["GET", "POST"])
@open_to(Rules.FOUND)
def set_up_adopt() -> Page:
    """The whole of it as members will read it, then adopted: once, from today."""
    draft, today = _draft(), clock.day_of(clock.now())
    form = SeenForm(seen=str(draft.version))
    if form.validate_on_submit():
        setting_up.adopt_first(seen=form.seen_version, actor=current_actor(), now=clock.now())
        flash(gettext("The society has its rulebook. It holds from today."), "success")
        return redirect(url_for("rulebook.rulebook"))
    return render_template(
        "rulebook/set_up_adopt.html",
        form=form,
        preset=setting_up.preset(draft),
        chapters=shown.chapters(draft),
        warnings=shown.warnings(draft, today),
    )


def _draft() -> RulebookDraft:
    service.refuse_founded()
    return setting_up.begun()


def _kind(name: str) -> type[RuleKind]:
    try:
        return rule_kind_named(name)
    except NoSuchName:
        raise NotFound(
            "There is no such kind of rule.", next_step="Choose one of those on the list."
        ) from None


def _kept(form: SettingsForm) -> bool:
    """Keep what was typed, or put the refusal beside its field."""
    seen = request.form.get("seen", "")
    try:
        changes = {key: as_json(value) for key, value in form.values.items()}
        setting_up.keep(
            changes,
            seen=int(seen) if seen.isdecimal() else 0,
            actor=current_actor(),
            now=clock.now(),
        )
    except NotPossible as refused:
        form.refuse(refused.key, f"{refused.sentence} {refused.source}".strip())
        return False
    except service.CannotAdopt as refused:
        form.refuse(refused.key, f"{refused.message} {refused.next_step}".strip())
        return False
    except setting_up.SomebodyElseDid as refused:
        form.refuse("", f"{refused.message} {refused.next_step}")
        return False
    return True
