"""Classes of shares of a book: the list, one class through time, opening one, setting its terms."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from governance.infrastructure import clock
from governance.infrastructure.errors import NotFound, Refused
from governance.ledger import charts, lists, service, share_words
from governance.ledger.forms.reading import AsAtForm
from governance.ledger.forms.share_classes import ShareClassForm, TermsForm
from governance.ledger.models import Book, ShareClass
from governance.ledger.permissions import Ledger
from governance.ledger.queries import consents, holdings, shareholders
from governance.ledger.queries.holdings import share_classes, terms_of
from governance.ledger.share_acts import acts
from governance.ledger.share_defaults import USUAL
from governance.ledger.share_tables import class_cards, terms_through_time, warnings_about
from governance.ledger.views.asked import book_of, here_without, kept_in_links, page_of
from governance.ledger.views.blueprint import blueprint
from governance.members.looking import note_list
from governance.reckoning.rules.kinds.shares import ShareRules
from governance.rulebook.queries import rules_on
from governance.web.access import current_actor, open_to

HOLDERS_A_PAGE = 100


@blueprint.get("/office/books/<int:book_id>/shares")
@open_to(Ledger.READ)
def book_shares(book_id: int) -> str:
    """Show the classes of a book with what is issued, or say that the entity has no shares."""
    found, today = book_of(book_id), clock.day_of(clock.now())
    return render_template(
        "ledger/shares.html",
        book=found,
        legal_form=charts.KINDS[found.kind][0],
        classes=class_cards(found, today),
        matters=consents.matters(book_id),
    )


@blueprint.get("/office/books/<int:book_id>/shares/<int:class_id>")
@open_to(Ledger.READ)
def book_share_class(book_id: int, class_id: int) -> str:
    """Show a class: its rights through time, and the register of its holders as at a day."""
    found, today = book_of(book_id), clock.day_of(clock.now())
    form = AsAtForm(request.args, today=today)
    share_class, at = class_in(found, class_id), form.at()
    rows = shareholders.holders_of(share_class, at)
    page, pages = page_of(len(rows), HOLDERS_A_PAGE)
    title = gettext("The holders of %(name)s", name=share_class.name)
    note_list(title, lists.of_class(class_id), at=at, page=page)
    return render_template(
        "ledger/share_class.html",
        book=found,
        share_class=share_class,
        form=form,
        at=at,
        today=today,
        terms=share_words.of_terms(terms_of(class_id, today)),
        history=terms_through_time(share_class, today),
        rule=consents.rule_of(share_class, today),
        acts=acts().values(),
        rows=rows[(page - 1) * HOLDERS_A_PAGE : page * HOLDERS_A_PAGE],
        issued=sum(holding.units for holding, *_ in rows),
        total=len(rows),
        page=page,
        pages=pages,
        here=here_without("page"),
        file=here_without("page"),
        words=share_words,
        **kept_in_links(at),
    )


@blueprint.route("/office/books/<int:book_id>/shares/new", methods=["GET", "POST"])
@open_to(Ledger.OPEN)
def book_share_class_new(book_id: int) -> Any:
    """Ask what the class is and which rights it carries; show it once more; open it."""
    found, form, now = book_of(book_id), ShareClassForm(), clock.now()
    if not found.has_shares:
        return redirect(url_for("ledger.book_shares", book_id=book_id))
    if not form.is_submitted():
        today = clock.day_of(now)
        par_pence = rules_on(today).of(ShareRules).nominal_pence
        form.propose_usual(USUAL[found.kind], par_pence=par_pence)
        form.valid_from.data = today
    if form.validate_on_submit() and not request.form.get("change"):
        if not request.form.get("confirmed"):
            return _check(found, form, gettext("Open this class"), form.name.data)
        try:
            made = service.open_share_class(
                found,
                form.code.data,
                name=form.name.data,
                par_pence=form.par_pence,
                terms=form.terms,
                valid_from=form.valid_from.data,
                actor=current_actor(),
                now=now,
            )
        except Refused as refusal:
            form.code.errors = [refusal.message]
        else:
            flash(gettext("%(name)s: the class is open.", name=made.name), "success")
            return redirect(_address(made), 303)
    page = render_template("ledger/share_class_new.html", book=found, form=form)
    return page, 400 if form.errors else 200


@blueprint.route("/office/books/<int:book_id>/shares/<int:class_id>/terms", methods=["GET", "POST"])
@open_to(Ledger.OPEN)
def book_share_terms(book_id: int, class_id: int) -> Any:
    """Ask for new rights and their day, show them once more, and set them."""
    found, form, now = book_of(book_id), TermsForm(), clock.now()
    share_class = class_in(found, class_id)
    if not form.is_submitted():
        form.propose(terms_of(class_id, clock.day_of(now)))
        form.valid_from.data = clock.day_of(now)
    if form.validate_on_submit() and not request.form.get("change"):
        if not request.form.get("confirmed"):
            return _check(found, form, gettext("Set these rights"), share_class.name)
        day, actor = form.valid_from.data, current_actor()
        service.set_terms(share_class, form.terms, valid_from=day, actor=actor, now=now)
        flash(gettext("The new rights are set."), "success")
        return redirect(_address(share_class), 303)
    page = render_template(
        "ledger/share_terms.html", book=found, share_class=share_class, form=form
    )
    return page, 400 if form.errors else 200


def class_in(book: Book, class_id: int) -> ShareClass:
    """Return a class of the book.

    Raises:
        NotFound: the book has none such.
    """
    found = holdings.share_class(class_id)
    if found is None or found.book_id != book.id:
        raise NotFound("The entity has no such class. See its shares.")
    return found


def other_classes(share_class: ShareClass) -> list[ShareClass]:
    """Return the other classes of the same book."""
    return [each for each in share_classes(share_class.book_id) if each.id != share_class.id]


def _check(book: Book, form: TermsForm, button: str, name: str) -> str:
    return render_template(
        "ledger/share_check.html",
        book=book,
        button=button,
        name=name,
        checked=form,
        rows=share_words.of_terms(form.terms),
        warnings=warnings_about(book, form.terms),
    )


def _address(share_class: ShareClass) -> str:
    return url_for("ledger.book_share_class", book_id=share_class.book_id, class_id=share_class.id)
