"""The record, for those who watch over it: to read, to take away, to check."""

import json
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext

from governance.record import anchors, presentation, queries
from governance.record.forms import AnchorForm, FilterForm
from governance.record.permissions import Record
from governance.web.access import open_to

blueprint = Blueprint("record", __name__)


@blueprint.get("/office/record")
@open_to(Record.READ)
def office() -> str:
    """The newest links in words, the head, and how to check it all."""
    form = FilterForm(request.args)
    kinds = queries.kinds()
    form.kind.choices = {"": gettext("Every kind")} | {
        kind: presentation.in_words(kind) for kind in kinds
    }
    kind = form.kind.data if form.kind.data in kinds else ""
    page = presentation.of_record(kind, page=request.args.get("page", 1, type=int))
    return render_template(
        "record/office.html",
        form=form,
        page=page,
        asked={"kind": kind} if kind else {},
        kind=presentation.in_words(kind),
        disagreement=anchors.disagreement(),
    )


@blueprint.get("/office/record/anchor")
@open_to(Record.READ)
def anchor() -> Any:
    """Compare an anchor that somebody kept with the record as it is now."""
    form, found = AnchorForm(request.args), None
    if request.args and form.validate():
        found = anchors.read(form.anchor.data)
        if found is None:
            form.anchor.errors = [gettext("Enter it whole: a number, a colon, 64 characters.")]
    fault = anchors.compared(found) if found else None
    page = render_template("record/anchor.html", form=form, anchor=found, fault=fault)
    return page, 400 if form.errors else 200


@blueprint.get("/office/record.jsonl")
@open_to(Record.READ)
def export() -> Response:
    """Every link as it was hashed, a line of JSON each, for a check of one's own."""
    response = Response(_lines(queries.exported()), mimetype="application/jsonl")
    response.headers["Content-Disposition"] = "attachment; filename=record.jsonl"
    return response


def _lines(links: Iterator[dict[str, object]]) -> Iterator[str]:
    for link in links:
        yield json.dumps(link, ensure_ascii=False) + "\n"
