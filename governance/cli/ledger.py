"""The books from the command line: exported for others to check, and their trial balance."""

from collections.abc import Iterable
from datetime import datetime

import click
from flask.cli import with_appcontext

from governance.infrastructure import clock
from governance.infrastructure.actor import NOBODY
from governance.ledger import exports, hledger
from governance.ledger.models import Book
from governance.ledger.presentation import grouped, side, units_of
from governance.ledger.queries import holdings, postings, statements
from governance.ledger.queries.balances import AsAt

DAY = click.DateTime(["%Y-%m-%d"])
of_book = click.option("--book", "key", default="", help="Key of the entity; else the society's.")
at_day = click.option("--on", type=DAY, help="At the end of this day; else today.")
as_known = click.option("--known", type=click.IntRange(1), help="By the links up to this one.")


@click.group("ledger")
def ledger() -> None:
    """The books of the society and of entities beside it."""


@ledger.command("export")
@click.option("--format", "form", type=click.Choice(["hledger", "csv"]), default="hledger")
@of_book
@at_day
@as_known
@with_appcontext
def export(form: str, key: str, on: datetime | None, known: int | None) -> None:
    """Print a book, oldest day first: parties by number, without names and without notes."""
    book, at = _book(key), _at(on, known)
    if form == "hledger":
        _print(hledger.journal(book, at))
        return
    search = postings.JournalSearch(book.id, last=at.on, known=at.known)
    _print(exports.journal(search, units_of(book.id), NOBODY, with_notes=False))


@ledger.command("trial-balance")
@of_book
@at_day
@as_known
@with_appcontext
def trial_balance(key: str, on: datetime | None, known: int | None) -> None:
    """Print debits and credits of each account; exit status 1 if a unit does not balance."""
    book, at = _book(key), _at(on, known)
    groups = grouped(statements.trial_balance(book.id, at), units_of(book.id))
    click.echo(f"{book.legal_name} at the end of {at.on.isoformat()}")
    for group in groups:
        click.echo(f"\n{group.title}")
        for row in group.rows:
            click.echo(_row(row.unit, row.code, row.name, row.debit, row.credit))
        click.echo(_row(group.unit, "", "Total", group.sums.debit, group.sums.credit))
    if not all(group.sums.agree for group in groups):
        raise click.ClickException("Debits and credits differ.")


def _book(key: str) -> Book:
    found = holdings.book_of_key(key)
    if found is None:
        known = ", ".join(repr(book.key) for book in holdings.books()) or "none"
        raise click.ClickException(f"There is no book {key!r}. Keys of books: {known}.")
    return found


def _at(on: datetime | None, known: int | None) -> AsAt:
    return AsAt(on.date() if on else clock.day_of(clock.now()), known)


def _row(unit: str, code: str, name: str, debit: int, credit: int) -> str:
    return f"{code:<12}{name[:40]:<42}{side(unit, debit):>18}{side(unit, credit):>18}"


def _print(pieces: Iterable[str]) -> None:
    for piece in pieces:
        click.echo(piece, nl=False)
