"""How the rules came to be what they are: versions, changes, and what differs between two days."""

from datetime import timedelta
from typing import Any

from flask import abort, render_template, request

from governance.rulebook import queries
from governance.rulebook.as_at import AsAt, RulesAsAt
from governance.rulebook.forms.reading import DifferencesForm, MomentForm
from governance.rulebook.permissions import Rules
from governance.rulebook.presentation import changes, words
from governance.rulebook.views.asked import today, told_of, with_versions_as_days
from governance.rulebook.views.blueprint import blueprint
from governance.web.access import open_to


@blueprint.get("/rulebook/versions")
@open_to(Rules.SEE)
def versions() -> Any:
    """Show every version, and what was passed and is not in force."""
    form = MomentForm(request.args)
    rules = RulesAsAt(form.at(today()))
    page = render_template(
        "rulebook/versions.html",
        lines=changes.version_lines(rules),
        waiting=changes.without_effect(rules),
        words=words,
        **told_of(rules, form, "rulebook.versions"),
    )
    return page, 400 if form.errors else 200


@blueprint.get("/rulebook/versions/<int:number>")
@open_to(Rules.SEE)
def version(number: int) -> Any:
    """Show one version: from when until when, by what, and what it changed."""
    form = MomentForm(request.args)
    rules = RulesAsAt(form.at(today()))
    if not 1 <= number <= len(rules.versions):
        abort(404)
    found = rules.versions[number - 1]
    before = rules.versions[number - 2] if number > 1 else None
    page = render_template(
        "rulebook/version.html",
        version=found,
        line=next(each for each in changes.version_lines(rules) if each.version == found),
        differences=changes.differences(before.rulebook, found.rulebook) if before else [],
        words=words,
        **told_of(rules, form, "rulebook.version", number=number),
    )
    return page, 400 if form.errors else 200


@blueprint.get("/rulebook/differences")
@open_to(Rules.SEE)
def differences() -> Any:
    """Show what differs between the rules of two days, or of two versions."""
    then = RulesAsAt(MomentForm(request.args).at(today()))
    form = DifferencesForm(with_versions_as_days(request.args, then))
    held = then.version
    # Unless asked otherwise: what the version of the day changed.
    before = held.since - timedelta(days=1) if held and held.number > 1 else then.at.on
    earlier, later, known = form.days((before, then.at.on))
    rules = RulesAsAt(AsAt(later, known))
    page = render_template(
        "rulebook/differences.html",
        rules=rules,
        form=form,
        earlier=earlier,
        later=later,
        versions=(rules.version_on(earlier), rules.version_on(later)),
        differences=changes.differences(rules.rulebook_on(earlier), rules.rulebook),
        words=words,
        then={"known": known} if known else {},
    )
    return page, 400 if form.errors else 200


@blueprint.get("/rulebook/changes/<int:adoption_id>")
@open_to(Rules.SEE)
def change(adoption_id: int) -> Any:
    """Show one change of rules: what it changed, by what, when, and whether it is registered."""
    form = MomentForm(request.args)
    rules = RulesAsAt(form.at(today()))
    found = queries.adoption(adoption_id, known_seq=rules.at.known)
    link, by = changes.entered_by(found)
    page = render_template(
        "rulebook/change.html",
        found=found,
        line=changes.change_line(found, rules),
        differences=changes.made_by(found, rules),
        link=link,
        by=by,
        resolution=changes.resolution_that_made(found),
        waited=changes.days_waiting(found, today()) if found.is_pending else None,
        words=words,
        **told_of(rules, form, "rulebook.change", adoption_id=adoption_id),
    )
    return page, 400 if form.errors else 200
