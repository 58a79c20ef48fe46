"""What pages of shares show: figures worked out, rows in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext
from sqlalchemy import select

from governance.infrastructure.database import db
from governance.ledger import charts, share_words
from governance.ledger.models import Book, ClassTerms, ShareClass
from governance.ledger.queries.balances import AsAt
from governance.ledger.queries.holdings import holdings, share_classes, terms_of
from governance.ledger.queries.shareholders import Statement
from governance.ledger.service.holders import SOCIETIES
from governance.ledger.terms import Terms, VoteRule
from governance.reckoning.money import pounds

NONE = "–"


@dataclass(frozen=True)
class ClassCard:
    """A class in the list of a book's classes."""

    share_class: ShareClass
    par: str
    votes: str
    issued: int
    holders: int
    capital: str


@dataclass(frozen=True)
class TermsStep:
    """The rights of a class from a day on, and until when they held."""

    valid_from: date
    recorded_seq: int
    rows: Sequence[dict[str, str]]
    is_now: bool


def class_cards(book: Book, today: date) -> list[ClassCard]:
    """Return the classes of a book with what is issued today."""
    held = holdings(book.id, AsAt(today))
    cards = []
    for share_class in share_classes(book.id):
        own = [each.units for each in held if each.share_class_id == share_class.id]
        cards.append(
            ClassCard(
                share_class=share_class,
                par=par_of(share_class),
                votes=share_words.vote_rule(terms_of(share_class.id, today)),
                issued=sum(own),
                holders=len(own),
                capital=pounds((share_class.par_pence or 0) * sum(own))
                if share_class.par_pence
                else NONE,
            )
        )
    return cards


def par_of(share_class: ShareClass) -> str:
    """Return the par value in pounds, or that there is none."""
    return gettext("None") if share_class.par_pence is None else pounds(share_class.par_pence)


def terms_through_time(share_class: ShareClass, today: date) -> list[TermsStep]:
    """Return the rights that the class has had, the latest first."""
    of_class = select(ClassTerms).where(ClassTerms.share_class_id == share_class.id)
    order = (ClassTerms.valid_from.desc(), ClassTerms.recorded_seq.desc())
    kept = db.session.scalars(of_class.order_by(*order)).all()
    now = next((each.id for each in kept if each.valid_from <= today), None)
    return [
        TermsStep(
            each.valid_from,
            each.recorded_seq,
            share_words.of_terms(Terms.from_json(each.terms)),
            each.id == now,
        )
        for each in kept
    ]


def warnings_about(book: Book, terms: Terms) -> list[str]:
    """Return what an officer should know before rights like these are set."""
    warnings = []
    if book.kind in SOCIETIES and terms.vote_rule == VoteRule.PER_SHARE:
        warnings.append(
            gettext(
                "In a registered society votes do not go by shares: one member has one vote. The "
                "regulator may refuse rules that say otherwise."
            )
        )
    if book.kind in SOCIETIES and terms.withdrawable and terms.transferable:
        warnings.append(
            gettext("Shares that can be withdrawn can usually not be passed on as well.")
        )
    return warnings


def statement_rows(told: Statement) -> list[list[Any]]:
    """Return the dues of a statement as rows: day, what, came due, paid, still due."""
    due = told.dues_before
    rows = [[told.first, gettext("Brought forward"), NONE, NONE, pounds(due)]] if due else []
    for each in told.dues:
        due += int(each.change)
        rows.append([*due_row(each), pounds(due)])
    return rows


def due_row(each: Any) -> list[Any]:
    """Return the day, for what, what came due and what was paid.

    What was reversed stands below nought in the column in which it stood, and what was moved to
    another account in that of what came due: nobody was paid by it.
    """
    change = int(each.change)
    is_in_came = change < 0 if is_undone(each) else change > 0 or not _is_from_bank(each)
    came, paid = (pounds(change), NONE) if is_in_came else (NONE, pounds(-change))
    return [each.on, due_words(each), came, paid]


def due_words(each: Any) -> str:
    """Return for what something is due, such as share interest, and whether it was undone."""
    words: dict[str, Any] = {
        "2100": gettext("For shares"),
        "2110": gettext("Share interest"),
        "2120": gettext("Dividend or bonus"),
    }
    what = str(words.get(each.code, each.code))
    if not is_undone(each):
        if each.change > 0 or _is_from_bank(each):
            return what
        return gettext("%(what)s: moved to %(account)s", what=what, account=each.other_name)
    if each.change > 0:
        return gettext("%(what)s: payment reversed", what=what)
    return gettext("%(what)s: reversed", what=what)


def _is_from_bank(each: Any) -> bool:
    return charts.is_bank(each.other_code, each.other_kind)


def is_undone(each: Any) -> bool:
    """Say whether a change of what is due reverses an earlier one."""
    return bool(each.kind == "reversal")
