"""Who owns how much, as at a day and through time; by name for officers, by kind for members."""

from typing import Any

from flask import render_template, request
from flask_babel import gettext

from governance.infrastructure import clock
from governance.ledger import lists, ownership_chart, share_words
from governance.ledger.forms.reading import AsAtForm
from governance.ledger.models import Book
from governance.ledger.permissions import Ledger
from governance.ledger.queries import holdings
from governance.ledger.queries import ownership as queries
from governance.ledger.queries.balances import AsAt
from governance.ledger.queries.shareholders import names_of
from governance.ledger.views.asked import book_of, here_without, kept_in_links, on_to, page_of
from governance.ledger.views.blueprint import blueprint
from governance.members.looking import note_list
from governance.web.access import open_to

OWNERS_A_PAGE = 100


@blueprint.get("/ownership")
@open_to(Ledger.READ_OWNERSHIP)
def ownership() -> str:
    """Show who owns the society, and other entities that it has books of."""
    with_shares = [book for book in holdings.books() if book.has_shares]
    if not with_shares:
        return _of_members()
    return _page(with_shares[0], may_name=False)


@blueprint.get("/ownership/<int:book_id>")
@open_to(Ledger.READ_OWNERSHIP)
def ownership_of(book_id: int) -> Any:
    """Show who owns an entity, by kind; one without shares is its members'."""
    found = book_of(book_id)
    if not found.has_shares:
        return on_to("ledger.ownership_members", book_id=book_id) if found.key else _of_members()
    return _page(found, may_name=False)


@blueprint.get("/office/books/<int:book_id>/ownership")
@open_to(Ledger.READ_NAMES)
def book_ownership(book_id: int) -> str:
    """Show who owns an entity, by kind and by name."""
    return _page(book_of(book_id), may_name=True)


def _of_members() -> str:
    return render_template("ledger/ownership_none.html", books=holdings.books())


def _page(book: Book, *, may_name: bool) -> str:
    today = clock.day_of(clock.now())
    form = AsAtForm(request.args, today=today)
    at = form.at()
    told = queries.ownership(book.id, at, by_holder=may_name)
    page, pages = page_of(len(told.owners), OWNERS_A_PAGE)
    if may_name:
        note_owners(book, at, page=page)
    owners = told.owners[(page - 1) * OWNERS_A_PAGE : page * OWNERS_A_PAGE] if may_name else []
    steps = queries.changes(book.id, at)
    kinds, rows, more = ownership_chart.table_of(steps)
    return render_template(
        "ledger/ownership.html",
        layout="office" if may_name else "page",
        book=book,
        books=holdings.books(),
        form=form,
        at=at,
        told=told,
        totals=queries.class_totals(book.id, at),
        owners=owners,
        names=names_of({owner.party_id for owner in owners if owner.party_id is not None}),
        page=page,
        pages=pages,
        may_name=may_name,
        chart=ownership_chart.chart_of(steps, at.on),
        kinds=kinds,
        rows=rows,
        more=more,
        parts=share_bar_parts(told),
        words=share_words,
        here=here_without("page"),
        **kept_in_links(at),
    )


def note_owners(book: Book, at: AsAt, *, what: str = "list", page: int | None = None) -> None:
    """Note that who asks has read who owns an entity."""
    title = gettext("The owners of %(name)s", name=book.name)
    note_list(title, lists.of_owners(book.id), what=what, at=at, page=page)


def share_bar_parts(told: queries.Ownership) -> list[dict[str, object]]:
    """Return the kinds of owner as parts of one bar."""
    whole = max(1, told.total)
    return [
        {
            "label": share_words.kind_of_holder(owner.kind),
            "value": f"{owner.percentage}%",
            "width": owner.total * 1000 // whole,
            "tone": ownership_chart.tone_of(owner.kind),
        }
        for owner in told.kinds
    ]
