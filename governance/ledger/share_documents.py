"""A certificate and a statement as their documents have them, from what the ledger knows."""

from datetime import datetime

from flask_babel import gettext

from governance.infrastructure.pdf import Letterhead
from governance.ledger import charts, documents, share_words
from governance.ledger.documents import Anchor, Line, Part
from governance.ledger.models import Book
from governance.ledger.queries.certificates import Certificate
from governance.ledger.queries.shareholders import ClassStatement, Statement, names_of
from governance.ledger.share_tables import due_words
from governance.members import queries as members


def certificate_pdf(found: Certificate, *, now: datetime) -> bytes:
    """Return a certificate as PDF; one that stands in part says so."""
    entry = members.entry(found.party_id)
    note = ""
    if found.left != found.units:
        note = gettext(
            "When this was printed it stood for %(left)s of its %(units)s.",
            left=f"{found.left:,}",
            units=share_words.shares(found.units),
        )
    return documents.certificate_pdf(
        documents.Certificate(
            letterhead=_letterhead(found.book),
            entity=found.book.legal_name,
            registered_number=found.book.registered_number,
            number=found.number,
            share_class=found.share_class.name.removesuffix(" shares"),
            units=found.units,
            par_pence=found.share_class.par_pence,
            holder=names_of({found.party_id})[found.party_id],
            holder_number=str(entry.member_number or "") if entry else "",
            entered_on=found.on,
            anchor=Anchor(found.seq, found.hash),
            made_at=now,
            note=note,
        )
    )


def statement_pdf(told: Statement, *, now: datetime) -> bytes:
    """Return a statement of shares and dues as PDF."""
    entry = members.entry(told.party_id)
    anchor = told.anchor
    assert anchor is not None, "whoever has a book has a record"
    return documents.statement_pdf(
        documents.Statement(
            letterhead=_letterhead(told.book),
            holder=names_of({told.party_id})[told.party_id],
            holder_number=str(entry.member_number or "") if entry else "",
            begins_on=told.first,
            ends_on=told.last,
            parts=[*map(_part, told.classes), *_dues(told)],
            anchor=Anchor(anchor.seq, anchor.hash),
            made_at=now,
        )
    )


def _part(own: ClassStatement) -> Part:
    lines = [
        Line(
            row.moved.on,
            share_words.kind_of_transaction(row.moved.kind),
            row.moved.seq,
            row.moved.change,
            row.held,
        )
        for row in own.rows
    ]
    return Part(own.share_class.name, False, own.opening, own.closing, lines)


def _dues(told: Statement) -> list[Part]:
    """Return what was due as a money account, if anything ever was."""
    if not told.dues and not told.dues_after:
        return []
    due, lines = told.dues_before, []
    for each in told.dues:
        due += int(each.change)
        lines.append(Line(each.on, due_words(each), each.seq, int(each.change), due))
    title = gettext("Due to you: shares, interest, dividends")
    return [Part(title, True, told.dues_before, told.dues_after, lines)]


def _letterhead(book: Book) -> Letterhead:
    society = members.society()
    registered = charts.KINDS[book.kind][0]
    if book.registered_number:
        registered = f"{registered} no. {book.registered_number}"
    return Letterhead(book.legal_name, registered, society.colours if society else {})
