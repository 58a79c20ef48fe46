"""The register as a PDF: asked for, waited for, and downloaded by whoever asked."""

from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for

from governance.infrastructure import clock, jobs, permissions
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.members.as_at import AsAt
from governance.members.documents import Rendering
from governance.members.export_models import Export
from governance.members.permissions import Members
from governance.members.service.register_export import KEPT, ask_for_register
from governance.members.views.blueprint import blueprint
from governance.members.views.moment import moment_asked, present, query_of
from governance.web.access import current_actor, open_to

SECONDS_TO_RENEWAL = 4
ENDINGS = {"application/pdf": "pdf", "application/zip": "zip"}


@blueprint.post("/register/pdf")
@open_to(Members.READ_REGISTER)
def print_open_register() -> Any:
    """Have the members' own list printed, as at the day and link in the address."""
    return _ask(Rendering.OPEN)


@blueprint.post("/office/register/<any(full, inspection):rendering>/pdf")
@open_to(Members.READ_PEOPLE)
def print_register(rendering: str) -> Any:
    """Have the whole register printed, or what is open for inspection."""
    return _ask(Rendering(rendering))


@blueprint.get("/register/exports/<int:export_id>")
@open_to(Members.READ_REGISTER)
def register_export(export_id: int) -> Response:
    """Show how far the printing is, or the way to the file."""
    export, still = _own(export_id), "still" in request.args
    job = jobs.progress_of(export.job_id or 0)
    at = AsAt(export.on, export.known_seq)
    then = "" if at == present() else f"?{query_of(at)}"
    page = render_template(
        "members/export.html", export=export, job=job, still=still, then=then, kept_days=KEPT.days
    )
    answer = make_response(page)
    if job and job["state"] in ("queued", "running") and not still:
        answer.headers["Refresh"] = str(SECONDS_TO_RENEWAL)
    return answer


@blueprint.get("/register/exports/<int:export_id>/file")
@open_to(Members.READ_REGISTER)
def register_export_file(export_id: int) -> Response:
    """Send the file to whoever asked for it."""
    export = _own(export_id)
    if export.content is None:
        raise NotFound("This file is not there yet.")
    answer = Response(export.content, mimetype=export.media_type)
    name = f"register-{export.kind}-{export.on}.{ENDINGS[export.media_type]}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _ask(rendering: Rendering) -> Any:
    at, now = moment_asked() or present(), clock.now()
    export = ask_for_register(rendering, at=at, actor=current_actor(), now=now)
    return redirect(url_for("members.register_export", export_id=export.id), 303)


def _own(export_id: int) -> Export:
    """Return what this person asked for, while they may still read it."""
    export, actor = db.session.get(Export, export_id), current_actor()
    is_own = export is not None and export.created_by == actor.party_id
    if export is None or not is_own:
        raise NotFound("There is no such file.")
    if export.kind != Rendering.OPEN and not permissions.may(actor, Members.READ_PEOPLE):
        raise NotFound("There is no such file.")
    return export
