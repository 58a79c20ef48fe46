"""Who the members of an entity without shares are, as at a day; its owners are nobody else."""

from typing import Any

from flask import render_template, request

from governance.infrastructure import clock
from governance.ledger import share_exports
from governance.ledger.forms.reading import AheadForm
from governance.ledger.models import Book
from governance.ledger.queries import holdings
from governance.ledger.views.asked import (
    book_of,
    file_of,
    here_without,
    kept_in_links,
    moment_of_a_file,
    on_to,
    page_of,
)
from governance.ledger.views.blueprint import blueprint
from governance.members import as_at
from governance.members.elsewhere import members_of
from governance.members.forms.register import KINDS
from governance.members.permissions import Members
from governance.web.access import open_to

MEMBERS_A_PAGE = 100


@blueprint.get("/ownership/<int:book_id>/members")
@open_to(Members.READ_REGISTER)
def ownership_members(book_id: int) -> Any:
    """Show the members of an entity without shares; of others, where theirs are listed."""
    found = book_of(book_id)
    if found.has_shares:
        return on_to("ledger.ownership_of", book_id=book_id)
    return _page(found, is_office=False) if found.key else on_to("members.register")


@blueprint.get("/ownership/<int:book_id>/members.csv")
@open_to(Members.READ_REGISTER)
def ownership_members_csv(book_id: int) -> Any:
    """Send the members of an entity without shares."""
    found, at = book_of(book_id), moment_of_a_file(AheadForm)
    if found.has_shares or not found.key:
        return ownership_members(book_id)
    members = members_of(found.key, as_at.AsAt(at.on, at.known))
    return file_of(share_exports.members(members), f"members-{found.key}-{at.on}.csv")


@blueprint.get("/office/books/<int:book_id>/members")
@open_to(Members.READ_PEOPLE)
def book_members(book_id: int) -> Any:
    """Show officers the same among the pages of the book, with the way to each person."""
    found = book_of(book_id)
    if found.has_shares or not found.key:
        return ownership_members(book_id)
    return _page(found, is_office=True)


def _page(book: Book, *, is_office: bool) -> str:
    form = AheadForm(request.args, today=clock.day_of(clock.now()))
    at = form.at()
    members = members_of(book.key, as_at.AsAt(at.on, at.known))
    page, pages = page_of(len(members), MEMBERS_A_PAGE)
    return render_template(
        "ledger/entity_members.html",
        layout="office" if is_office else "page",
        is_office=is_office,
        book=book,
        books=holdings.books(),
        form=form,
        at=at,
        members=members[(page - 1) * MEMBERS_A_PAGE : page * MEMBERS_A_PAGE],
        kinds=KINDS,
        total=len(members),
        page=page,
        pages=pages,
        here=here_without("page"),
        file=here_without("page").rstrip("?&"),
        **kept_in_links(at),
    )
