"""Importing staff: upload, choose the columns, see what it would do, enter it."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import (
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    stream_with_context,
    url_for,
)
from flask_babel import gettext

from governance.infrastructure import clock, jobs, spreadsheets
from governance.infrastructure.errors import NotFound
from governance.members import imports_list, service
from governance.members.access_log import EVERYBODY
from governance.members.forms.register import ConfirmForm
from governance.members.importing.files import UnreadableFile, read_table
from governance.members.importing.forms import UploadForm, columns_form
from governance.members.importing.people import Membership
from governance.members.importing.profile import profile_named, profiles
from governance.members.importing.settings import Settings
from governance.members.looking import note_list
from governance.members.models import ImportBatch
from governance.members.permissions import Members
from governance.members.views.blueprint import blueprint
from governance.web.access import current_actor, open_to

VERDICTS = ("error", "new", "changed", "missing")
LINES_A_PAGE = 50
SECONDS_TO_RENEWAL = 4


@blueprint.route("/office/imports", methods=["GET", "POST"])
@open_to(Members.IMPORT)
def imports() -> Any:
    """List the imports so far, and take a new file."""
    form = UploadForm()
    if not form.is_submitted():
        form.source.data = imports_list.last_source()
    if form.validate_on_submit():
        try:
            batch = service.upload(
                form.file.data.read(),
                file_name=form.file.data.filename or "",
                source=form.source.data,
                actor=current_actor(),
                now=clock.now(),
            )
        except UnreadableFile as refusal:
            form.file.errors = [f"{refusal.message} {refusal.next_step}".strip()]
        else:
            return redirect(url_for("members.import_columns", batch_id=batch.id), 303)
    found = imports_list.latest()
    page = render_template(
        "members/imports.html", form=form, batches=found, names=imports_list.names_of(found)
    )
    return page, 400 if form.errors else 200


@blueprint.route("/office/imports/<int:batch_id>/columns", methods=["GET", "POST"])
@open_to(Members.IMPORT)
def import_columns(batch_id: int) -> Any:
    """Ask which column is which, and who becomes a member."""
    batch = _batch(batch_id)
    if batch.state not in ("uploaded", "tried") or batch.content is None:
        return redirect(url_for("members.import_batch", batch_id=batch_id))
    table = read_table(batch.content)
    _note(batch)
    mapping, settings = _likely(batch, table.headings)
    form = columns_form(table.headings, mapping, settings, batch.membership)
    if form.validate_on_submit():
        service.choose_columns(
            batch,
            form.mapping(),
            settings=form.settings(),
            membership=Membership(form.membership.data),
            actor=current_actor(),
            now=clock.now(),
        )
        return redirect(url_for("members.import_batch", batch_id=batch_id), 303)
    page = render_template(
        "members/import_columns.html",
        form=form,
        batch=batch,
        profile=profile_named(settings.profile),
        profiles=profiles(),
        sample={"headings": table.headings, "rows": imports_list.sample(table)},
        refused=batch.summary.get("refused", ""),
    )
    return page, 400 if form.errors else 200


@blueprint.get("/office/imports/<int:batch_id>")
@open_to(Members.IMPORT)
def import_batch(batch_id: int) -> Any:
    """Show how far an import has come, and what it would do or has done."""
    batch = _batch(batch_id)
    if batch.state == "uploaded":
        return redirect(url_for("members.import_columns", batch_id=batch_id))
    if batch.state in ("trying", "entering"):
        return _progress(batch)
    verdict = request.args.get("lines", "")
    verdict = verdict if verdict in VERDICTS else imports_list.telling_most(batch, VERDICTS)
    total = imports_list.count_of(batch.id, verdict)
    pages = max(1, -(-total // LINES_A_PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    _note(batch, page=page)
    return render_template(
        "members/import_batch.html",
        batch=batch,
        form=ConfirmForm(),
        verdict=verdict,
        lines=imports_list.lines_of(batch.id, verdict, page=page, of=LINES_A_PAGE),
        total=total,
        page=page,
        pages=pages,
        names=imports_list.names_of([batch]),
    )


@blueprint.get("/office/imports/<int:batch_id>/lines.csv")
@open_to(Members.IMPORT)
def import_lines_csv(batch_id: int) -> Response:
    """Send the lines with their errors or differences as a file."""
    batch = _batch(batch_id)
    _note(batch, what="file")
    headings = ("Line", "Employee reference", "Name", "Verdict", "What")
    rows = imports_list.rows_for_file(batch.id)
    answer = Response(stream_with_context(spreadsheets.lines(headings, rows)), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="import-{batch.id}.csv"'
    return answer


@blueprint.post("/office/imports/<int:batch_id>/enter")
@open_to(Members.IMPORT)
def import_enter(batch_id: int) -> Any:
    """Have it entered; a second click finds it on its way."""
    service.confirm(_batch(batch_id), actor=current_actor(), now=clock.now())
    return redirect(url_for("members.import_batch", batch_id=batch_id), 303)


@blueprint.post("/office/imports/<int:batch_id>/again")
@open_to(Members.IMPORT)
def import_again(batch_id: int) -> Any:
    """Begin again what the worker could not finish."""
    service.try_again(_batch(batch_id), actor=current_actor(), now=clock.now())
    return redirect(url_for("members.import_batch", batch_id=batch_id), 303)


@blueprint.post("/office/imports/<int:batch_id>/drop")
@open_to(Members.IMPORT)
def import_drop(batch_id: int) -> Any:
    """Give the import up and delete the file."""
    service.drop(_batch(batch_id))
    flash(gettext("The import was dropped and its file deleted. Nothing was entered."), "success")
    return redirect(url_for("members.imports"), 303)


def _note(batch: ImportBatch, *, what: str = "list", page: int | None = None) -> None:
    """Note that who asks has read lines of the file; whose they are is not looked up."""
    title = gettext("Import %(number)s of the staff", number=batch.id)
    note_list(title, EVERYBODY, what=what, page=page)


def _likely(batch: ImportBatch, headings: Sequence[str]) -> tuple[Mapping[str, str], Settings]:
    """Return the columns and settings as they are, or as the system that was asked for has them."""
    profile = request.args.get("profile")
    if profile is None:
        return batch.mapping, Settings.kept(batch.settings)
    return service.guessed(batch.source, headings, profile=profile)


def _progress(batch: ImportBatch) -> Response:
    """Show how far the work is; the page renews itself unless asked to keep still."""
    job, still = jobs.progress_of(batch.job_id or 0), "still" in request.args
    page = render_template("members/import_progress.html", batch=batch, job=job, still=still)
    answer = make_response(page)
    if not still and not (job and job["state"] == "failed"):
        answer.headers["Refresh"] = str(SECONDS_TO_RENEWAL)
    return answer


def _batch(batch_id: int) -> ImportBatch:
    found = imports_list.batch(batch_id)
    if found is None:
        raise NotFound("There is no such import.")
    return found
