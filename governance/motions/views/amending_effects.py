"""Writing an amendment of what a motion does if it is carried: other values, nothing else."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.effects.effect import CannotTakeEffect
from governance.effects.forms import FORMS, FromDayForm
from governance.effects.registry import NONE, effect_named
from governance.infrastructure import clock
from governance.infrastructure.errors import NotFound
from governance.motions import queries
from governance.motions.models import AmendmentDraft, Motion
from governance.motions.permissions import Motions
from governance.motions.queries import amendments as read
from governance.motions.service import amendments
from governance.motions.views.amending import DRAFT
from governance.motions.views.blueprint import blueprint
from governance.motions.views.effects import CHANGE_RULES
from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.registry import rule_kinds
from governance.reckoning.rules.setting import NotPossible
from governance.rulebook.forms.settings import SettingsForm, form_for
from governance.rulebook.queries import rules_on
from governance.web.access import current_actor, open_to

Page = str | Response
NEVER_SO = (CannotTakeEffect, amendments.NotAnAmendment)


@blueprint.route(f"{DRAFT}/effect", methods=["GET", "POST"])
@open_to(Motions.AMEND)
def amend_effect(draft_id: int) -> Page:
    """What the motion's effect would do instead; of rules, which and from which day."""
    draft, motion, payload = _so_far(draft_id)
    if motion.effect == CHANGE_RULES:
        return _rules(draft, motion, payload)
    form = FORMS[motion.effect].showing(payload)
    if form.validate_on_submit():
        try:
            _keep(draft, form.payload)
        except CannotTakeEffect as refused:
            form.refuse(refused)
        except amendments.NotAnAmendment as refused:
            form.refuse(CannotTakeEffect(refused.message, next_step=refused.next_step))
        else:
            return _to(draft)
    return render_template(
        "motions/amend_effect.html", form=form, draft=draft, effect=effect_named(motion.effect)
    )


@blueprint.route(f"{DRAFT}/effect/<name>", methods=["GET", "POST"])
@open_to(Motions.AMEND)
def amend_settings(draft_id: int, name: str) -> Page:
    """The settings of one kind of rule that the motion would change, as they would be instead."""
    draft, motion, payload = _so_far(draft_id)
    kind = next((each for each in _kinds(motion) if each.name == name), None)
    if kind is None:
        raise NotFound("The motion changes no such rule.", next_step="Choose one that it changes.")
    form = _settings_form(kind, motion, payload)
    if form.validate_on_submit() and _change(draft, form, payload):
        return redirect(url_for("motions.amend_effect", draft_id=draft_id))
    return render_template("motions/amend_settings.html", form=form, draft=draft, kind=kind)


def _so_far(draft_id: int) -> tuple[AmendmentDraft, Motion, Mapping[str, Any]]:
    """Return the draft, its motion, and what the motion would do as it is written so far."""
    draft = read.amendment_draft(draft_id, current_actor().party_id)
    motion = queries.motion(draft.motion_id)
    if motion.effect == NONE:
        raise NotFound(
            "The motion does nothing by itself if it is carried.",
            next_step="Change its words instead.",
        )
    return draft, motion, amendments.changes_of(draft).payload or motion.payload


def _rules(draft: AmendmentDraft, motion: Motion, payload: Mapping[str, Any]) -> Page:
    day = date.fromisoformat(payload["from"]) if payload["from"] else None
    form = FromDayForm(data={"from_day": day})
    if form.validate_on_submit():
        chosen = form.from_day.data.isoformat() if form.from_day.data else ""
        try:
            _keep(draft, {**payload, "from": chosen})
        except NEVER_SO as refused:
            form.from_day.errors = [f"{refused.message} {refused.next_step}".strip()]
        else:
            return _to(draft)
    return render_template("motions/amend_rules.html", form=form, draft=draft, kinds=_kinds(motion))


def _kinds(motion: Motion) -> list[type[RuleKind]]:
    """Return the kinds of rule that the motion would change, of which there may be several."""
    changed = {key.partition(".")[0] for key in motion.payload.get("changes", {})}
    return [kind for kind in rule_kinds() if kind.name in changed]


def _settings_form(
    kind: type[RuleKind], motion: Motion, payload: Mapping[str, Any]
) -> SettingsForm:
    """Return the form of what the motion would change, each with what it is now."""
    rules = rules_on(clock.day_of(clock.now()))
    asked = [setting for setting in kind.settings() if setting.key in motion.payload["changes"]]
    values = {
        each.key: each.checked(payload["changes"].get(each.key, rules.value(each.key)))
        for each in asked
    }
    hints = {
        each.key: gettext("Now: %(value)s.", value=str(each.written(rules.value(each.key))))
        for each in asked
    }
    keep = gettext("Keep these changes")
    return form_for(kind, values, submit=keep, hints=hints, only=list(values))


def _change(draft: AmendmentDraft, form: SettingsForm, payload: Mapping[str, Any]) -> bool:
    """Put the form's settings into what is written, if they can be; say whether they were."""
    own = {setting.key for setting in form.settings}
    others = {key: value for key, value in payload["changes"].items() if key not in own}
    try:
        differing = form.differing_from(rules_on(clock.day_of(clock.now())).values)
        _keep(draft, {**payload, "changes": others | differing})
    except NotPossible as refused:
        form.refuse(refused.key, f"{refused.sentence} {refused.source}".strip())
    except NEVER_SO as refused:
        field = getattr(refused, "field", "")
        form.refuse(field, f"{refused.message} {refused.next_step}".strip())
    else:
        return True
    return False


def _keep(draft: AmendmentDraft, payload: Mapping[str, Any]) -> None:
    amendments.change_effect(draft, payload, actor=current_actor(), now=clock.now())


def _to(draft: AmendmentDraft) -> Response:
    return redirect(url_for("motions.amendment_draft", draft_id=draft.id, _anchor="effect"))
