"""What a motion said at each point of its way, and what changed from one to another."""

from flask import render_template, request

from governance.motions import presentation
from governance.motions.forms import CompareForm
from governance.motions.permissions import Motions
from governance.motions.views.blueprint import blueprint
from governance.web.access import open_to


@blueprint.get("/motions/<int:motion_id>/versions")
@open_to(Motions.SEE)
def versions(motion_id: int) -> str:
    """All the versions of a motion, and two to compare."""
    page = presentation.of_versions(motion_id)
    form = CompareForm(formdata=None)
    newest = str(page.motion.version)
    form.offer(page.choices, (str(max(page.motion.version - 1, 1)), newest))
    return render_template("motions/versions.html", page=page, form=form)


@blueprint.get("/motions/<int:motion_id>/versions/<int:number>")
@open_to(Motions.SEE)
def version(motion_id: int, number: int) -> str:
    """One version of a motion, as it stood."""
    return render_template("motions/version.html", page=presentation.of_version(motion_id, number))


@blueprint.get("/motions/<int:motion_id>/difference")
@open_to(Motions.SEE)
def difference(motion_id: int) -> str:
    """What changed from one version to another; the last change if none is named."""
    older, newer = (request.args.get(name, type=int) for name in ("older", "newer"))
    page = presentation.of_difference(motion_id, older, newer)
    form = CompareForm(formdata=None)
    form.offer(page.choices, page.chosen)
    return render_template("motions/difference.html", page=page, form=form)
