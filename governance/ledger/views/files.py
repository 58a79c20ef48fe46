"""Lists of the ledger as files: CSV for spreadsheets, hledger for checking it without us."""

from flask import Response, request
from flask_babel import gettext

from governance.infrastructure import permissions
from governance.ledger import exports, hledger, lists
from governance.ledger.forms.reading import AccountForm, TrialBalanceForm
from governance.ledger.permissions import Ledger
from governance.ledger.presentation import units_of
from governance.ledger.queries import due, statements
from governance.ledger.views.asked import (
    account_in,
    book_of,
    day_asked,
    file_of,
    moment_of_a_file,
    refuse_what_cannot_be_read,
)
from governance.ledger.views.blueprint import blueprint
from governance.ledger.views.journal import journal_form, journal_search, note_journal
from governance.ledger.views.posting import note_due
from governance.ledger.views.reading import movements, note_account
from governance.members.looking import note_list
from governance.web.access import current_actor, open_to


@blueprint.get("/office/books/<int:book_id>/accounts.csv")
@open_to(Ledger.READ)
def book_accounts_csv(book_id: int) -> Response:
    """Send the chart of accounts with what stands in each."""
    found, at = book_of(book_id), moment_of_a_file()
    rows = statements.trial_balance(book_id, at, with_nought=True)
    name = f"accounts-{found.key or 'society'}-{at.on}.csv"
    return file_of(exports.trial_balance(rows, units_of(book_id)), name)


@blueprint.get("/office/books/<int:book_id>/trial-balance.csv")
@open_to(Ledger.READ)
def book_trial_balance_csv(book_id: int) -> Response:
    """Send the trial balance."""
    found, form = book_of(book_id), TrialBalanceForm(request.args, today=day_asked())
    refuse_what_cannot_be_read(form)
    at = form.at()
    rows = statements.trial_balance(book_id, at, before_closing=bool(form.before_closing.data))
    name = f"trial-balance-{found.key or 'society'}-{at.on}.csv"
    return file_of(exports.trial_balance(rows, units_of(book_id)), name)


@blueprint.get("/office/books/<int:book_id>/accounts/<int:account_id>.csv")
@open_to(Ledger.READ)
def book_account_csv(book_id: int, account_id: int) -> Response:
    """Send what went through an account."""
    account = account_in(book_of(book_id), account_id)
    form = AccountForm(request.args, today=day_asked())
    refuse_what_cannot_be_read(form)
    moves = movements(account, form)
    note_account(account, form, what="file")
    pieces = exports.account(moves, units_of(book_id), current_actor())
    return file_of(pieces, f"account-{account.code}-{account.id}.csv")


@blueprint.get("/office/books/<int:book_id>/journal.csv")
@open_to(Ledger.READ)
def book_journal_csv(book_id: int) -> Response:
    """Send the journal, leg by leg."""
    found = book_of(book_id)
    form = journal_form(book_id)
    refuse_what_cannot_be_read(form)
    search = journal_search(book_id, form)
    note_journal(found, form, what="file")
    pieces = exports.journal(search, units_of(book_id), current_actor())
    return file_of(pieces, f"journal-{found.key or 'society'}.csv")


@blueprint.get("/office/books/<int:book_id>/due.csv")
@open_to(Ledger.READ)
def book_due_csv(book_id: int) -> Response:
    """Send what is due to whom."""
    found, today = book_of(book_id), day_asked()
    rows = due.money_due(book_id, today, today=today)
    note_due(found, what="file")
    name = f"due-{found.key or 'society'}-{today}.csv"
    return file_of(exports.money_due(rows, current_actor()), name)


@blueprint.get("/office/books/<int:book_id>/hledger.journal")
@open_to(Ledger.READ)
def book_hledger(book_id: int) -> Response:
    """Send the book as plain-text accounting."""
    found, at = book_of(book_id), moment_of_a_file()
    name = f"{found.key or 'society'}-{at.on}.journal"
    title = gettext("The books of %(name)s for hledger", name=found.name)
    note_list(title, lists.of_book(book_id), what="file", at=at)
    with_notes = permissions.may(current_actor(), Ledger.READ_NAMES)
    return file_of(hledger.journal(found, at, with_notes=with_notes), name, kind="text/plain")
