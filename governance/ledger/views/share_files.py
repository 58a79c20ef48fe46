"""Shares as files to take away: CSV for spreadsheets, JSON in the Open Cap Format's words."""

import json

from flask import Response
from flask_babel import gettext

from governance.infrastructure import clock, permissions
from governance.ledger import lists, share_exports
from governance.ledger.permissions import Ledger
from governance.ledger.queries import ownership as owners
from governance.ledger.queries import shareholders
from governance.ledger.views.asked import book_of, file_of, moment_of_a_file
from governance.ledger.views.blueprint import blueprint
from governance.ledger.views.ownership import note_owners
from governance.ledger.views.share_classes import class_in
from governance.ledger.views.shareholders import note_statement, own_party, told_in_a_file
from governance.members.looking import note_list
from governance.web.access import SIGNED_IN, current_actor, open_to


@blueprint.get("/office/books/<int:book_id>/shares.csv")
@open_to(Ledger.READ)
def book_shares_csv(book_id: int) -> Response:
    """Send the classes."""
    found, today = book_of(book_id), clock.day_of(clock.now())
    return file_of(share_exports.classes(found, today), f"classes-{today}.csv")


@blueprint.get("/office/books/<int:book_id>/shares/<int:class_id>/holders.csv")
@open_to(Ledger.READ_NAMES)
def book_share_holders_csv(book_id: int, class_id: int) -> Response:
    """Send the register of a class as at a day."""
    share_class, at = class_in(book_of(book_id), class_id), moment_of_a_file()
    rows = shareholders.holders_of(share_class, at)
    title = gettext("The holders of %(name)s", name=share_class.name)
    note_list(title, lists.of_class(share_class.id), what="file", at=at)
    name = f"holders-{share_class.code}-{at.on}.csv"
    return file_of(share_exports.holders(share_class, rows, at), name)


@blueprint.get("/office/books/<int:book_id>/shares/movements.csv")
@open_to(Ledger.READ_NAMES)
def book_share_movements_csv(book_id: int) -> Response:
    """Send every movement of shares up to a day."""
    found, at = book_of(book_id), moment_of_a_file()
    title = gettext("The movements of shares of %(name)s", name=found.name)
    note_list(title, lists.of_owners(book_id), what="file", at=at)
    return file_of(share_exports.every_movement(found, at), f"movements-{at.on}.csv")


@blueprint.get("/office/books/<int:book_id>/shares/ocf.json")
@open_to(Ledger.READ_NAMES)
def book_shares_ocf(book_id: int) -> Response:
    """Send the book's stakeholders, classes and transactions in the Open Cap Format's words."""
    found, at = book_of(book_id), moment_of_a_file()
    title = gettext("The owners of %(name)s and their transactions", name=found.name)
    note_list(title, lists.of_owners(book_id), what="file", at=at)
    body = json.dumps(share_exports.cap_table(found, at), ensure_ascii=False, indent=2)
    return file_of(iter([body]), f"cap-table-{at.on}.json", kind="application/json")


@blueprint.get("/office/books/<int:book_id>/consents.csv")
@open_to(Ledger.READ_NAMES)
def book_consents_csv(book_id: int) -> Response:
    """Send every reserved matter with its answers."""
    found = book_of(book_id)
    title = gettext("The consents of %(name)s", name=found.name)
    note_list(title, lists.of_owners(book_id), what="file")
    return file_of(share_exports.every_consent(found), "consents.csv")


@blueprint.get("/ownership/<int:book_id>.csv")
@open_to(Ledger.READ_OWNERSHIP)
def ownership_csv(book_id: int) -> Response:
    """Send who owns how much: by holder to officers, by kind to members."""
    found = book_of(book_id)
    told = owners.ownership(book_id, moment_of_a_file())
    may_name = permissions.may(current_actor(), Ledger.READ_NAMES)
    if may_name:
        note_owners(found, told.at, what="file")
    lines = share_exports.ownership(told, with_names=may_name)
    return file_of(lines, f"ownership-{told.at.on}.csv")


@blueprint.get("/membership/shares/<int:book_id>/statement.csv")
@open_to(SIGNED_IN)
def my_statement_csv(book_id: int) -> Response:
    """Send one's own statement."""
    told = told_in_a_file(book_of(book_id), own_party())
    return file_of(share_exports.statement(told), f"statement-{told.first}-{told.last}.csv")


@blueprint.get("/office/books/<int:book_id>/holders/<int:party_id>/statement.csv")
@open_to(Ledger.READ_NAMES)
def book_holder_statement_csv(book_id: int, party_id: int) -> Response:
    """Send a holder's statement."""
    told = told_in_a_file(book_of(book_id), party_id)
    note_statement(told)
    return file_of(share_exports.statement(told), f"statement-{told.first}-{told.last}.csv")
