"""Importing opening positions and holdings: upload, choose columns, see what it does, enter it."""

from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext

from governance.infrastructure import clock, jobs, spreadsheets
from governance.infrastructure.errors import NotFound
from governance.ledger import lists, service
from governance.ledger.importing import shapes
from governance.ledger.importing.forms import BookFileForm, book_columns_form
from governance.ledger.importing.models import BookImport
from governance.ledger.importing.settings import Settings
from governance.ledger.importing.shapes import Shape
from governance.ledger.permissions import Ledger
from governance.ledger.presentation import figure
from governance.ledger.queries import imports
from governance.ledger.service.import_opening import standing
from governance.ledger.units import GBP
from governance.ledger.views.asked import book_of, file_of, here_without, page_of
from governance.ledger.views.blueprint import blueprint
from governance.members.importing import course
from governance.members.importing.files import UnreadableFile, read_table
from governance.members.imports_list import sample
from governance.members.looking import note_list
from governance.members.queries import names_of
from governance.web.access import current_actor, open_to

VERDICTS = ("error", "new", "same")
LINES_A_PAGE = 50
SECONDS_TO_RENEWAL = 4


@blueprint.route("/office/books/<int:book_id>/imports", methods=["GET", "POST"])
@open_to(Ledger.IMPORT)
def book_imports(book_id: int) -> Any:
    """List the imports so far, and take a new file."""
    found, form = book_of(book_id), BookFileForm()
    if not form.is_submitted():
        form.source.data = imports.last_import_source()
    if form.validate_on_submit():
        try:
            batch = service.upload_book_file(
                found,
                form.file.data.read(),
                shape=form.shape.data,
                source=form.source.data,
                file_name=form.file.data.filename or "",
                actor=current_actor(),
                now=clock.now(),
            )
        except UnreadableFile as refusal:
            form.file.errors = [f"{refusal.message} {refusal.next_step}".strip()]
        else:
            return redirect(_address("columns", batch), 303)
    return _list_page(book_id, form), 400 if form.errors else 200


@blueprint.get("/office/books/<int:book_id>/imports/example-<shape>.csv")
@open_to(Ledger.IMPORT)
def book_import_example(book_id: int, shape: str) -> Response:
    """Send a file to fill in, with an example line or two."""
    book_of(book_id)
    if shape not in list(Shape):
        raise NotFound("There is no such kind of file. See the imports of the book.")
    headings, *rows = shapes.template(shape)
    return file_of(spreadsheets.lines(headings, rows), f"{shape}-example.csv")


@blueprint.route(
    "/office/books/<int:book_id>/imports/<int:import_id>/columns", methods=["GET", "POST"]
)
@open_to(Ledger.IMPORT)
def book_import_columns(book_id: int, import_id: int) -> Any:
    """Ask which column is which, and how the file writes things."""
    batch = _batch(book_id, import_id)
    if batch.state not in ("uploaded", "tried") or batch.content is None:
        return redirect(_address("", batch))
    table = read_table(batch.content)
    _note(batch)
    form = book_columns_form(
        batch.shape, table.headings, batch.mapping, Settings.kept(batch.settings)
    )
    if form.validate_on_submit():
        service.choose_book_columns(
            batch,
            form.mapping(),
            settings=form.settings(),
            actor=current_actor(),
            now=clock.now(),
        )
        return redirect(_address("", batch), 303)
    page = render_template(
        "ledger/import_columns.html",
        book=book_of(book_id),
        form=form,
        batch=batch,
        fields=shapes.fields_of(batch.shape),
        sample={"headings": table.headings, "rows": sample(table)},
        refused=batch.summary.get("refused", ""),
    )
    return page, 400 if form.errors else 200


@blueprint.get("/office/books/<int:book_id>/imports/<int:import_id>")
@open_to(Ledger.IMPORT)
def book_import(book_id: int, import_id: int) -> Any:
    """Show how far an import has come, and what it would do or has done."""
    batch = _batch(book_id, import_id)
    if batch.state == "uploaded":
        return redirect(_address("columns", batch))
    if batch.state in ("trying", "entering"):
        return _progress(batch)
    verdict = request.args.get("lines", "")
    verdict = verdict if verdict in VERDICTS else _telling_most(batch)
    total = imports.count_of_lines(batch.id, verdict)
    page, pages = page_of(total, LINES_A_PAGE, default=1)
    _note(batch, page=page)
    return render_template(
        "ledger/import.html",
        book=book_of(book_id),
        batch=batch,
        verdict=verdict,
        lines=imports.lines_of_import(batch.id, verdict, page=page, of=LINES_A_PAGE),
        totals=[_told(*row) for row in batch.summary.get("totals", ())],
        total=total,
        page=page,
        pages=pages,
        here=here_without("page"),
        by=names_of([batch.created_by or 0]).get(batch.created_by or 0, "–"),
    )


@blueprint.get("/office/books/<int:book_id>/imports/<int:import_id>/lines.csv")
@open_to(Ledger.IMPORT)
def book_import_lines_csv(book_id: int, import_id: int) -> Response:
    """Send the verdict on each line as a file."""
    batch = _batch(book_id, import_id)
    _note(batch, what="file")
    headings = ("Line", "Reference", "Holder or account", "Verdict", "What")
    return file_of(
        spreadsheets.lines(headings, imports.lines_for_file(batch.id)),
        f"book-import-{batch.id}.csv",
    )


@blueprint.post("/office/books/<int:book_id>/imports/<int:import_id>/enter")
@open_to(Ledger.IMPORT)
def book_import_enter(book_id: int, import_id: int) -> Any:
    """Have it entered; a second click finds it on its way."""
    batch = _batch(book_id, import_id)
    course.confirm(batch, actor=current_actor(), now=clock.now())
    return redirect(_address("", batch), 303)


@blueprint.post("/office/books/<int:book_id>/imports/<int:import_id>/again")
@open_to(Ledger.IMPORT)
def book_import_again(book_id: int, import_id: int) -> Any:
    """Begin again what the worker could not finish."""
    batch = _batch(book_id, import_id)
    course.try_again(batch, actor=current_actor(), now=clock.now())
    return redirect(_address("", batch), 303)


@blueprint.post("/office/books/<int:book_id>/imports/<int:import_id>/drop")
@open_to(Ledger.IMPORT)
def book_import_drop(book_id: int, import_id: int) -> Any:
    """Give the import up and delete the file."""
    course.drop(_batch(book_id, import_id))
    flash(gettext("The import was dropped and its file deleted. Nothing was posted."), "success")
    return redirect(url_for("ledger.book_imports", book_id=book_id), 303)


def _list_page(book_id: int, form: BookFileForm) -> str:
    batches = imports.latest_imports(book_id)
    return render_template(
        "ledger/imports.html",
        book=book_of(book_id),
        form=form,
        batches=batches,
        names=names_of({each.created_by for each in batches if each.created_by is not None}),
        titles=shapes.TITLES,
    )


def _progress(batch: BookImport) -> Response:
    """Show how far the work is; the page renews itself unless asked to keep still."""
    job, still = jobs.progress_of(batch.job_id or 0), "still" in request.args
    answer = make_response(
        render_template(
            "ledger/import_progress.html",
            book=book_of(batch.book_id),
            batch=batch,
            job=job,
            still=still,
        )
    )
    if not still and not (job and job["state"] == "failed"):
        answer.headers["Refresh"] = str(SECONDS_TO_RENEWAL)
    return answer


def _note(batch: BookImport, *, what: str = "list", page: int | None = None) -> None:
    """Note that who asks has read lines of the file, which may be anybody's with an account."""
    title = gettext("Import %(number)s into the books", number=batch.id)
    note_list(title, lists.of_book(batch.book_id), what=what, page=page)


def _telling_most(batch: BookImport) -> str:
    """Return the first verdict that the import has lines of."""
    told = batch.summary
    return "error" if told.get("errors") else "new" if told.get("new") else "same"


def _told(name: str, unit: str, before: int, after: int) -> list[str]:
    if unit == GBP:
        return [name, standing(before), standing(after)]
    return [name, figure(unit, before), figure(unit, after)]


def _address(page: str, batch: BookImport) -> str:
    endpoint = f"ledger.book_import_{page}" if page else "ledger.book_import"
    return url_for(endpoint, book_id=batch.book_id, import_id=batch.id)


def _batch(book_id: int, import_id: int) -> BookImport:
    found = imports.book_import(book_id, import_id)
    if found is None:
        raise NotFound("There is no such import. See the imports of the book.")
    return found
