"""The rulebook to take away: as PDF, as CSV, and as data with its digest."""

import json

from flask import Response, current_app
from flask_babel import gettext

from governance.infrastructure import clock
from governance.infrastructure.errors import NotFound
from governance.infrastructure.pdf import Letterhead
from governance.record import queries as record
from governance.record.verify import Anchor
from governance.rulebook import documents, exports
from governance.rulebook.as_at import AsAt, RulesAsAt
from governance.rulebook.permissions import Rules
from governance.rulebook.views.asked import moment_of_a_file
from governance.rulebook.views.blueprint import blueprint
from governance.web.access import open_to
from governance.web.templating import SocietyCard


@blueprint.get("/rulebook.pdf")
@open_to(Rules.SEE)
def rulebook_pdf() -> Response:
    """Send the rulebook of the day to print."""
    rules = _rules()
    printing = documents.Printing(_letterhead(), _anchor(rules.at), clock.now())
    return _file(rules, documents.rulebook_pdf(rules, printing), "pdf", "application/pdf")


@blueprint.get("/rulebook.csv")
@open_to(Rules.SEE)
def rulebook_csv() -> Response:
    """Send every setting of the day as a table."""
    rules = _rules()
    return _file(rules, "".join(exports.as_csv(rules)).encode(), "csv", "text/csv")


@blueprint.get("/rulebook.json")
@open_to(Rules.SEE)
def rulebook_json() -> Response:
    """Send every setting of the day as data, for whoever computes the digest again."""
    rules = _rules()
    told = exports.as_data(rules, _anchor(rules.at))
    content = json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"
    return _file(rules, content, "json", "application/json")


def _rules() -> RulesAsAt:
    """Return the rules of the moment asked for.

    Raises:
        NotFound: there was no rulebook on that day.
    """
    rules = RulesAsAt(moment_of_a_file())
    if rules.version is None:
        raise NotFound(
            gettext("There was no rulebook on that day, so no file was made."),
            next_step=gettext("Look on the page of the rulebook from when on there is one."),
        )
    return rules


def _anchor(at: AsAt) -> Anchor:
    link = record.link(at.known) if at.known else None
    head = Anchor(link.seq, link.hash) if link else record.head()
    assert head is not None, "whoever has a rulebook has a record"
    return head


def _letterhead() -> Letterhead:
    card: SocietyCard = current_app.extensions["folkmoot_society_card"]()
    registered = card.legal_form
    if card.registered_number:
        registered = f"{registered} no. {card.registered_number}"
    return Letterhead(card.legal_name or card.name, registered, card.colours)


def _file(rules: RulesAsAt, content: bytes, ending: str, kind: str) -> Response:
    known = f"-known-{rules.at.known}" if rules.at.known else ""
    name = f"rulebook-{rules.at.on}{known}.{ending}"
    answer = Response(content, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
