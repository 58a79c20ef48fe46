"""The journal, and one transaction: its legs, its link of the record, and its reversal."""

from collections.abc import Iterable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from governance.infrastructure import clock, permissions
from governance.infrastructure.errors import NotFound, Refused
from governance.ledger import lists, presentation, service, summaries
from governance.ledger.forms.posting import ReverseForm
from governance.ledger.forms.reading import JournalForm
from governance.ledger.models import Book, Transaction
from governance.ledger.permissions import Ledger
from governance.ledger.queries import postings
from governance.ledger.views.asked import book_of, filled_in, here_without, page_of
from governance.ledger.views.blueprint import blueprint
from governance.ledger.views.posting import tell
from governance.members.looking import note_list, note_person
from governance.members.queries import names_of
from governance.record import queries as record_queries
from governance.web.access import current_actor, open_to
from governance.web.widgets import choice


@blueprint.get("/office/books/<int:book_id>/journal")
@open_to(Ledger.READ)
def book_journal(book_id: int) -> str:
    """Show what was posted, the newest day first, with its legs."""
    found, form = book_of(book_id), journal_form(book_id)
    search = journal_search(book_id, form)
    total = search.count()
    page, pages = page_of(total, postings.PAGE_LENGTH)
    note_journal(found, form, page=page)
    return render_template(
        "ledger/journal.html",
        book=found,
        form=form,
        entries=summaries.entries(search.page(page), current_actor(), book_id),
        is_asked=bool({*request.args} - {"page"}),
        total=total,
        page=page,
        pages=pages,
        here=here_without("page"),
        file=here_without("page"),
    )


@blueprint.get("/office/books/<int:book_id>/transactions/<int:seq>")
@open_to(Ledger.READ)
def book_transaction(book_id: int, seq: int) -> str:
    """Show all of a transaction, with the link that has it."""
    found, actor = book_of(book_id), current_actor()
    posted = _transaction(found, seq)
    page, pages = page_of(posted.transfers, postings.LEGS_A_PAGE)
    legs = postings.legs_page(seq, page)
    names = presentation.whose(
        presentation.parties_in(legs, "debit_party_id", "credit_party_id"), actor
    )
    _note_transaction(found, seq, names, page)
    link = record_queries.link(seq)
    assert link is not None, "every transaction is a link"
    return render_template(
        "ledger/transaction.html",
        book=found,
        posted=posted,
        kind=presentation.kind_in_words(posted.kind),
        legs=[summaries.leg_line(leg, names, book_id) for leg in legs],
        page=page,
        pages=pages,
        here=here_without("page"),
        link=link,
        by=names_of([link.by]).get(link.by, gettext("an officer"))
        if link.by
        else gettext("the platform"),
        reversal=postings.reversal_of(seq),
        may_reverse=permissions.may(actor, Ledger.POST_MONEY),
    )


@blueprint.route(
    "/office/books/<int:book_id>/transactions/<int:seq>/reverse", methods=["GET", "POST"]
)
@open_to(Ledger.POST_MONEY)
def book_reverse(book_id: int, seq: int) -> Any:
    """Ask from which day and why, and post the opposite; say at once what cannot be reversed."""
    found, now = book_of(book_id), clock.now()
    posted, form, refusal = _transaction(found, seq), ReverseForm(), None
    if not form.is_submitted():
        form.on.data, refusal = clock.day_of(now), _never_reversed(seq)
    if form.validate_on_submit():
        try:
            reversal = service.reverse(
                seq,
                effective_on=form.on.data,
                memo=form.reason.data,
                actor=current_actor(),
                now=now,
            )
        except Refused as refused:
            tell(form, refused)
        else:
            flash(gettext("Transaction %(seq)s was reversed.", seq=seq), "success")
            return redirect(
                url_for("ledger.book_transaction", book_id=book_id, seq=reversal.seq), 303
            )
    legs = postings.first_legs_of([seq])[seq]
    shown = presentation.parties_in(legs, "debit_party_id", "credit_party_id")
    _note_transaction(found, seq, shown)
    page = render_template(
        "ledger/reverse.html",
        book=found,
        posted=posted,
        entries=summaries.entries([posted], current_actor(), book_id),
        form=form,
        refusal=refusal,
        resting=presentation.members_resting(found, seq, current_actor(), today=clock.day_of(now)),
    )
    return page, 400 if form.errors else 200


def _never_reversed(seq: int) -> str | None:
    """Return why a transaction cannot be reversed whatever is typed, or None."""
    try:
        service.refuse_to_reverse(seq)
    except Refused as refusal:
        return refusal.message
    return None


def note_journal(
    book: Book, form: JournalForm, *, what: str = "list", page: int | None = None
) -> None:
    """Note that who asks has read the journal, and by what it was searched."""
    title = gettext("The journal of %(name)s", name=book.name)
    note_list(title, lists.of_book(book.id), what=what, page=page, filters=filled_in(form))


def journal_form(book_id: int) -> JournalForm:
    """Return the filters, with the kinds that the book has."""
    form = JournalForm(request.args)
    kinds = postings.kinds_of(book_id)
    form.kind.choices = [
        choice("", gettext("Every kind")),
        *(choice(kind, presentation.kind_in_words(kind)) for kind in kinds),
    ]
    return form


def journal_search(book_id: int, form: JournalForm) -> postings.JournalSearch:
    """Return what is looked for; filters that cannot be read find everything, and say so."""
    if not form.validate():
        return postings.JournalSearch(book_id)
    return postings.JournalSearch(
        book_id,
        kind=form.kind.data or "",
        first=form.first.data,
        last=form.last.data,
        amount=form.amount.data,
        words=form.words.data or "",
    )


def _note_transaction(book: Book, seq: int, parties: Iterable[int | None], page: int = 1) -> None:
    """Note whose it is, where it is one person's; several may be anybody with an account."""
    title = gettext("Transaction %(seq)s of %(name)s", seq=seq, name=book.name)
    people = [party_id for party_id in parties if party_id is not None]
    if len(people) == 1 and page == 1:
        note_person(people[0], title)
    elif people:
        note_list(title, lists.of_book(book.id), page=page)


def _transaction(book: Book, seq: int) -> Transaction:
    found = postings.transaction(book.id, seq)
    if found is None:
        raise NotFound("The book has no such transaction. See its journal.")
    return found
