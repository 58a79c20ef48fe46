"""The members' policies: those in force, and each with its versions."""

from flask import render_template, request

from governance.effects.permissions import Effects
from governance.effects.queries import policies as reads
from governance.effects.views.blueprint import blueprint
from governance.infrastructure import clock
from governance.web.access import open_to


@blueprint.get("/policies")
@open_to(Effects.SEE)
def policies() -> str:
    """The policies in force today."""
    return render_template(
        "effects/policies.html", policies=reads.policies_on(clock.day_of(clock.now()))
    )


@blueprint.get("/policies/<int:policy_id>")
@open_to(Effects.SEE)
def policy(policy_id: int) -> str:
    """One policy: its text in force, or the version asked for, and every version."""
    today = clock.day_of(clock.now())
    versions = reads.versions_of(policy_id)
    in_force = reads.version_on(policy_id, today)
    number = request.args.get("version", type=int)
    asked = next((each for each in versions if each.number == number), None)
    return render_template(
        "effects/policy.html",
        shown=asked or in_force or versions[-1],
        in_force=in_force,
        versions=versions,
        today=today,
    )
