"""Saying what a motion does if it is carried: the effect, then what exactly."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.effects.effect import CannotTakeEffect
from governance.effects.forms import FORMS, EffectForm, FromDayForm
from governance.effects.presentation import if_carried
from governance.effects.registry import NONE, effect_named
from governance.infrastructure import clock
from governance.infrastructure.errors import NotFound
from governance.motions import queries, service
from governance.motions.models import Draft
from governance.motions.permissions import Motions
from governance.motions.views.blueprint import blueprint
from governance.reckoning.catalogue import NoSuchName
from governance.reckoning.resolutions.registry import kind_named
from governance.reckoning.rules.entrenchment import needed_to_change
from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.registry import rule_kind_named, rule_kinds
from governance.reckoning.rules.rulebook import Rulebook
from governance.reckoning.rules.setting import NotPossible
from governance.rulebook.forms.settings import SettingsForm, form_for
from governance.rulebook.queries import rules_on
from governance.web.access import current_actor, open_to

Page = str | Response
CHANGE_RULES = "change_rules"


@blueprint.route("/motions/drafts/<int:draft_id>/effect", methods=["GET", "POST"])
@open_to(Motions.PROPOSE)
def effect(draft_id: int) -> Page:
    """Ask what happens if it is carried."""
    draft = _draft(draft_id)
    form = EffectForm(data={"effect": draft.effect})
    if not form.validate_on_submit() or (form.effect.data == NONE and not _chosen(form, draft)):
        back = url_for("motions.question", draft_id=draft_id, part="cost")
        return _shown("motions/effect.html", draft, form=form, back=back)
    if form.effect.data == NONE:
        return redirect(url_for("motions.check", draft_id=draft_id))
    if form.effect.data == CHANGE_RULES:
        return redirect(url_for("motions.effect_rules", draft_id=draft_id))
    return redirect(url_for("motions.effect_details", draft_id=draft_id, effect=form.effect.data))


@blueprint.route("/motions/drafts/<int:draft_id>/effect/rules", methods=["GET", "POST"])
@open_to(Motions.PROPOSE)
def effect_rules(draft_id: int) -> Page:
    """Which rules would change, what was changed so far, and from which day."""
    draft = _draft(draft_id)
    payload = _rules_payload(draft)
    day = date.fromisoformat(payload["from"]) if payload["from"] else None
    form = FromDayForm(data={"from_day": day})
    if form.validate_on_submit():
        chosen = form.from_day.data.isoformat() if form.from_day.data else ""
        try:
            _choose(draft, CHANGE_RULES, payload | {"from": chosen})
        except CannotTakeEffect as refused:
            form.from_day.errors = [f"{refused.message} {refused.next_step}".strip()]
        else:
            return redirect(url_for("motions.check", draft_id=draft_id))
    return _shown(
        "motions/effect_rules.html",
        draft,
        form=form,
        kinds=_kinds(payload["changes"]),
        lines=_lines(draft),
        needed=_needed(payload["changes"]),
    )


@blueprint.route("/motions/drafts/<int:draft_id>/effect/rules/<name>", methods=["GET", "POST"])
@open_to(Motions.PROPOSE)
def effect_settings(draft_id: int, name: str) -> Page:
    """The settings of one kind of rule, as they would be."""
    draft, kind, today = _draft(draft_id), _kind(name), clock.day_of(clock.now())
    payload, rules = _rules_payload(draft), rules_on(today)
    form = _settings_form(kind, rules, payload["changes"])
    if form.validate_on_submit() and _change(draft, form, rules, payload):
        flash(gettext("Your changes are kept."), "success")
        return redirect(url_for("motions.effect_rules", draft_id=draft_id))
    return _shown("motions/effect_settings.html", draft, form=form, kind=kind)


@blueprint.route("/motions/drafts/<int:draft_id>/effect/<effect>", methods=["GET", "POST"])
@open_to(Motions.PROPOSE)
def effect_details(draft_id: int, effect: str) -> Page:
    """What exactly another effect is to do."""
    draft = _draft(draft_id)
    asked = FORMS.get(effect)
    if asked is None:
        raise NotFound("There is no such effect.", next_step="Choose one of those offered.")
    form = asked.showing(draft.payload if draft.effect == effect else {})
    if form.validate_on_submit():
        try:
            _choose(draft, effect, form.payload)
        except CannotTakeEffect as refused:
            form.refuse(refused)
        else:
            return redirect(url_for("motions.check", draft_id=draft_id))
    return _shown("motions/effect_details.html", draft, form=form, effect=effect_named(effect))


def _draft(draft_id: int) -> Draft:
    return queries.draft(draft_id, current_actor().party_id)


def _choose(draft: Draft, effect: str, payload: Mapping[str, Any]) -> None:
    """Have the motion do that, unless somebody changed it since the page was shown."""
    seen = request.form.get("seen", 0, type=int)
    service.choose_effect(draft, effect, payload, seen=seen, actor=current_actor(), now=clock.now())


def _chosen(form: EffectForm, draft: Draft) -> bool:
    """Have the motion do nothing by itself; say whether it could be so."""
    try:
        _choose(draft, NONE, {})
    except CannotTakeEffect as refused:
        form.effect.errors = [f"{refused.message} {refused.next_step}"]
        return False
    return True


def _shown(template: str, draft: Draft, **given: Any) -> str:
    """Return a page about what a motion would do, with the version that it shows.

    Where somebody changed it since the page that was sent, with what is kept now.
    """
    version = queries.last_written(draft.id, service.EFFECT).version
    sent = request.form.get("seen", version, type=int)
    kept = if_carried(draft.effect, draft.payload, today=clock.day_of(clock.now()))
    return render_template(
        template, draft=draft, seen=version, kept=kept if sent != version else None, **given
    )


def _rules_payload(draft: Draft) -> dict[str, Any]:
    return dict(draft.payload) if draft.effect == CHANGE_RULES else {"from": "", "changes": {}}


def _kind(name: str) -> type[RuleKind]:
    try:
        return rule_kind_named(name)
    except NoSuchName:
        raise NotFound(
            "There is no such kind of rule.", next_step="Choose one of those in the rulebook."
        ) from None


def _kinds(changes: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return every kind of rule with how many of its settings would change."""
    return [
        {
            "name": kind.name,
            "title": gettext(kind.title),
            "about": gettext(kind.about),
            "changed": sum(key.startswith(f"{kind.name}.") for key in changes),
        }
        for kind in rule_kinds()
    ]


def _lines(draft: Draft) -> list[Any]:
    if draft.effect != CHANGE_RULES:
        return []
    return if_carried(draft.effect, draft.payload, today=clock.day_of(clock.now()))


def _needed(changes: Mapping[str, Any]) -> str:
    if not changes:
        return ""
    rules = rules_on(clock.day_of(clock.now()))
    return gettext(kind_named(needed_to_change(rules, changes)).title)


def _settings_form(
    kind: type[RuleKind], rules: Rulebook, changes: Mapping[str, Any]
) -> SettingsForm:
    """Return the form as the motion would have the settings, each with what it is now."""
    would_be = {key: changes.get(key, value) for key, value in rules.values.items()}
    checked = {setting.key: setting.checked(would_be[setting.key]) for setting in kind.settings()}
    hints = {
        setting.key: " ".join(
            said
            for said in (
                gettext("Now: %(value)s.", value=str(setting.written(rules.value(setting.key)))),
                gettext(setting.help) if setting.help else "",
            )
            if said
        )
        for setting in kind.settings()
    }
    return form_for(kind, checked, submit=gettext("Keep these changes"), hints=hints)


def _change(draft: Draft, form: SettingsForm, rules: Rulebook, payload: Mapping[str, Any]) -> bool:
    """Put the form's settings into the payload, if they can be; say whether they were."""
    own = {setting.key for setting in form.settings}
    try:
        differing = form.differing_from(rules.values)
    except NotPossible as refused:
        form.refuse(refused.key, f"{refused.sentence} {refused.source}".strip())
        return False
    others = {key: value for key, value in payload["changes"].items() if key not in own}
    changes = others | differing
    effect = CHANGE_RULES if changes else NONE
    try:
        _choose(draft, effect, {**payload, "changes": changes} if changes else {})
    except CannotTakeEffect as refused:
        form.refuse(refused.field, f"{refused.message} {refused.next_step}".strip())
        return False
    return True
