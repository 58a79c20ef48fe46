"""Reading a book: its front page, accounts, trial balance, and what the year came to."""

from flask import render_template, request
from flask_babel import gettext

from governance.ledger import lists, presentation, summaries
from governance.ledger.forms.reading import AccountForm, AsAtForm, TrialBalanceForm
from governance.ledger.models import Account
from governance.ledger.permissions import Ledger
from governance.ledger.queries import postings, statements
from governance.ledger.queries.balances import AsAt, balances
from governance.ledger.views.asked import (
    account_in,
    book_of,
    day_asked,
    filled_in,
    here_without,
    kept_in_links,
    page_of,
)
from governance.ledger.views.blueprint import blueprint
from governance.members.looking import note_list, note_person
from governance.web.access import current_actor, open_to

LATEST = 10
PARTIES_A_PAGE = 100


@blueprint.get("/office/books/<int:book_id>")
@open_to(Ledger.READ)
def book(book_id: int) -> str:
    """Show a book's figures and what was posted last."""
    found, today = book_of(book_id), day_asked()
    search = postings.JournalSearch(book_id)
    latest = search.page(1)[:LATEST]
    title = gettext("The latest transactions of %(name)s", name=found.name)
    note_list(title, lists.of_book(book_id))
    return render_template(
        "ledger/book.html",
        book=found,
        figures=summaries.figures_of(found, AsAt(today)),
        latest=summaries.entries(latest, current_actor(), book_id),
        total=search.count(),
        periods=postings.periods_of(book_id),
        year=statements.year_of(found, today),
        legal_form=summaries.legal_form(found),
    )


@blueprint.get("/office/books/<int:book_id>/accounts")
@open_to(Ledger.READ)
def book_accounts(book_id: int) -> str:
    """Show the chart of accounts with what stands in each."""
    found, form = book_of(book_id), AsAtForm(request.args, today=day_asked())
    at = form.at()
    rows = statements.trial_balance(book_id, at, with_nought=True)
    return render_template(
        "ledger/accounts.html",
        book=found,
        form=form,
        at=at,
        groups=presentation.grouped(rows, presentation.units_of(book_id)),
        here=here_without(),
        **kept_in_links(at),
    )


@blueprint.get("/office/books/<int:book_id>/trial-balance")
@open_to(Ledger.READ)
def book_trial_balance(book_id: int) -> str:
    """Show debits and credits side by side, unit by unit."""
    found, form = book_of(book_id), TrialBalanceForm(request.args, today=day_asked())
    at = form.at()
    rows = statements.trial_balance(book_id, at, before_closing=bool(form.before_closing.data))
    return render_template(
        "ledger/trial_balance.html",
        book=found,
        form=form,
        at=at,
        groups=presentation.grouped(rows, presentation.units_of(book_id)),
        here=here_without(),
        **kept_in_links(at),
    )


@blueprint.get("/office/books/<int:book_id>/accounts/<int:account_id>")
@open_to(Ledger.READ)
def book_account(book_id: int, account_id: int) -> str:
    """Show what went through an account, with the balance after each movement."""
    found, form = book_of(book_id), AccountForm(request.args, today=day_asked())
    account = account_in(found, account_id)
    moves = movements(account, form)
    total = moves.count()
    page, pages = page_of(total, postings.PAGE_LENGTH, default=0)
    last = moves.last or form.today
    note_account(account, form, page=page)
    return render_template(
        "ledger/account.html",
        book=found,
        form=form,
        account=account,
        owner=presentation.whose([account.party_id], current_actor())[account.party_id],
        statement=summaries.statement(moves, page, current_actor()),
        page=page,
        pages=pages,
        total=total,
        here=here_without("page"),
        file=here_without(),
        unit=presentation.units_of(book_id)[account.unit],
        **kept_in_links(AsAt(last, moves.known)),
    )


@blueprint.get("/office/books/<int:book_id>/accounts/<int:account_id>/parties")
@open_to(Ledger.READ)
def book_account_parties(book_id: int, account_id: int) -> str:
    """Show how much of an account is whose."""
    found, form = book_of(book_id), AsAtForm(request.args, today=day_asked())
    account = account_in(found, account_id)
    at = form.at()
    rows = balances(book_id, at, unit=account.unit, code=account.code, of_parties=True)
    page, pages = page_of(len(rows), PARTIES_A_PAGE)
    shown = rows[(page - 1) * PARTIES_A_PAGE : page * PARTIES_A_PAGE]
    title = gettext(
        "The parties of account %(number)s, %(called)s", number=account_id, called=account.name
    )
    note_list(title, lists.of_account(account), at=at, page=page)
    return render_template(
        "ledger/account_parties.html",
        book=found,
        form=form,
        at=at,
        account=account,
        rows=summaries.parties(shown, account, current_actor()),
        sum=presentation.figure(account.unit, sum(summaries.natural(row) for row in rows)),
        total=len(rows),
        page=page,
        pages=pages,
        here=here_without("page"),
        **kept_in_links(at),
    )


@blueprint.get("/office/books/<int:book_id>/summary")
@open_to(Ledger.READ)
def book_summary(book_id: int) -> str:
    """Show the result of the year so far, and the balance sheet."""
    found, form = book_of(book_id), AsAtForm(request.args, today=day_asked())
    at = form.at()
    first, last = statements.year_of(found, at.on)
    return render_template(
        "ledger/summary.html",
        book=found,
        form=form,
        at=at,
        first=first,
        last=last,
        summary=summaries.summary(found, first, at),
        **kept_in_links(at),
    )


def note_account(
    account: Account, form: AccountForm, *, what: str = "list", page: int | None = None
) -> None:
    """Note that who asks has read what went through an account: one person's, or many's."""
    if account.party_id is not None:
        note_person(account.party_id, gettext("Your account: %(name)s", name=account.name))
        return
    title = gettext("The account %(code)s %(name)s", code=account.code, name=account.name)
    among = lists.of_account(account)
    note_list(title, among, what=what, page=page, filters=filled_in(form))


def movements(account: Account, form: AccountForm) -> postings.Movements:
    """Return what is asked for of an account; days that cannot be read ask for all."""
    fine = form.validate()
    return postings.Movements(
        account,
        form.first.data if fine else None,
        form.last.data if fine else None,
        form.known.data if fine else None,
    )
