"""What a page of a book was asked for: the book, the page of a list, the filters kept in links."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import Response, redirect, request, stream_with_context, url_for
from flask_wtf import FlaskForm

from governance.infrastructure import clock
from governance.infrastructure.errors import NotFound, Refused
from governance.ledger.forms.reading import AsAtForm
from governance.ledger.models import Account, Book
from governance.ledger.queries import holdings, postings
from governance.ledger.queries.balances import AsAt


class NotOfThoseDays(Refused):
    """The days or the link in an address cannot be read: a file could not say so on its face."""

    status = 400


def refuse_what_cannot_be_read(form: FlaskForm) -> None:
    """Refuse a file of other days than those that were asked for.

    Raises:
        NotOfThoseDays: with what is wrong.
    """
    if not form.validate():
        wrong = ". ".join(str(each) for told in form.errors.values() for each in told)
        raise NotOfThoseDays(
            f"{wrong}. So no file was made.",
            next_step="Go back, put it right on the page, and take the file from there.",
        )


def moment_of_a_file(asks: type[AsAtForm] = AsAtForm) -> AsAt:
    """Return the day and the link that a file is asked for.

    Raises:
        NotOfThoseDays: they cannot be read.
    """
    form = asks(request.args, today=day_asked())
    refuse_what_cannot_be_read(form)
    return form.at()


def day_asked() -> date:
    """Return the day on which something is asked for: today."""
    return clock.day_of(clock.now())


def book_of(book_id: int) -> Book:
    """Return the book.

    Raises:
        NotFound: there is none.
    """
    found = holdings.book(book_id)
    if found is None:
        raise NotFound("There is no such book. See the list of books.")
    return found


def account_in(book: Book, account_id: int) -> Account:
    """Return an account of the book.

    Raises:
        NotFound: the book has none such.
    """
    found = postings.account(book.id, account_id)
    if found is None:
        raise NotFound("The book has no such account. See its chart of accounts.")
    return found


def page_of(total: int, length: int, *, default: int = 1) -> tuple[int, int]:
    """Return which page was asked for and how many there are; 0 as the default is the last."""
    pages = max(1, -(-total // length))
    asked = request.args.get("page", default or pages, type=int)
    return min(max(1, asked), pages), pages


def query_without(*names: str) -> str:
    """Return the query string as it is, but for these."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if value]
    return urlencode([(name, value) for name, value in kept if name not in names])


def here_without(*names: str) -> str:
    """Return a prefix for links that keep the other filters: "?" or "?kind=issue&"."""
    query = query_without(*names)
    return f"?{query}&" if query else "?"


def on_to(endpoint: str, **place: Any) -> Any:
    """Return the way to another page, with all that was asked of this one."""
    query = request.query_string.decode()
    return redirect(url_for(endpoint, **place) + (f"?{query}" if query else ""))


def kept_in_links(at: AsAt) -> dict[str, dict[str, str | int]]:
    """Return what links of a page that is read at a moment carry: nothing on a page of today.

    `then` is for pages of a day, `until` for those of the days up to one.
    """
    if at == AsAt(clock.day_of(clock.now())):
        return {"then": {}, "until": {}}
    known = {} if at.known is None else {"known": at.known}
    day = at.on.isoformat()
    return {"then": {"on": day} | known, "until": {"last": day} | known}


def filled_in(form: Any) -> list[str]:
    """Return the fields by which a list was searched, not what was typed: it may be a name."""
    return [str(field.label.text).lower() for field in form if field.data]


def file_of(pieces: Iterator[str], name: str, *, kind: str = "text/csv") -> Response:
    """Return a file that is made as it is sent."""
    answer = Response(stream_with_context(pieces), mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
