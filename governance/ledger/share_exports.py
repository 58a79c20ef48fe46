"""Shares as files: classes, holders, movements, ownership and consents as CSV; a book in JSON."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from governance.infrastructure.spreadsheets import lines
from governance.ledger import share_words
from governance.ledger.models import Book, ShareClass
from governance.ledger.queries import certificates, consents, shareholders
from governance.ledger.queries.balances import AsAt
from governance.ledger.queries.holdings import Holding, share_classes, terms_of
from governance.ledger.queries.movements import movements
from governance.ledger.queries.ownership import Ownership, kinds_of
from governance.ledger.share_tables import due_words
from governance.ledger.terms import Terms, VoteRule
from governance.members.elsewhere import MemberElsewhere
from governance.reckoning.certificates import Lot

Cells = Iterable[Any]
OCF_VERSION = "1.2.0"
# Kinds of transaction -> the Open Cap Table's name of what took a security away.
TAKEN = {
    "transfer": "TX_STOCK_TRANSFER",
    "to trust": "TX_STOCK_TRANSFER",
    "conversion": "TX_STOCK_CONVERSION",
    "withdrawal": "TX_STOCK_REPURCHASE",
    "redemption": "TX_STOCK_REPURCHASE",
    "reversal": "TX_STOCK_RETRACTION",
}


def classes(book: Book, today: date) -> Iterator[str]:
    """Yield every class with its rights of the day."""
    yield from lines(
        ("Code", "Name", "Par", "Votes", "Votes a share", "Who may hold", "Least", "Most",
         "Withdrawable", "Transferable", "On leaving"),
        (_class_row(each, terms_of(each.id, today)) for each in share_classes(book.id)),
    )  # fmt: skip


def holders(
    share_class: ShareClass, rows: Sequence[tuple[Holding, str, str]], at: AsAt
) -> Iterator[str]:
    """Yield the register of a class at the end of a day."""
    yield from lines(
        ("Class", "At the end of", "As known at link", "Party", "Name", "Kind", "Shares",
         "Par value"),
        (
            (share_class.code, at.on, at.known, holding.party_id, name, kind, holding.units,
             decimal((share_class.par_pence or 0) * holding.units))
            for holding, name, kind in rows
        ),
    )  # fmt: skip


def members(found: Iterable[MemberElsewhere]) -> Iterator[str]:
    """Yield the members of an entity without shares."""
    yield from lines(
        ("Member number of the society", "Name", "Kind", "Member since"),
        (
            (each.entry.member_number, each.entry.name, each.entry.kind, each.first_day)
            for each in found
        ),
    )


def every_movement(book: Book, at: AsAt) -> Iterator[str]:
    """Yield what every transaction did to every holding of a book."""
    moved = movements(at, book_id=book.id)
    names = shareholders.names_of({each.party_id for each in moved})
    codes = {each.id: each.code for each in share_classes(book.id)}
    yield from lines(
        ("Day", "Transaction", "Kind", "Class", "Party", "Name", "Shares in", "Shares out",
         "Reverses", "Note"),
        (
            (each.on, each.seq, each.kind, codes[each.share_class_id], each.party_id,
             names[each.party_id], *in_and_out(each.change), each.reverses, each.memo)
            for each in moved
        ),
    )  # fmt: skip


def ownership(told: Ownership, *, with_names: bool) -> Iterator[str]:
    """Yield who owns how much: by holder, or by kind of holder only."""
    owners = told.owners if with_names else told.kinds
    parties = {owner.party_id for owner in owners if owner.party_id is not None}
    names = shareholders.names_of(parties)
    own_columns = ("Party", "Name") if with_names else ("Holders",)
    yield from lines(
        ("At the end of", "As known at link", "Kind", *own_columns,
         *(f"Shares of {each.code}" for each in told.classes),
         "Shares", "Per cent", "Votes", "Per cent of votes"),
        (
            (
                told.at.on, told.at.known, owner.kind,
                *((owner.party_id, names.get(owner.party_id or 0)) if with_names
                  else (owner.holders,)),
                *(owner.units.get(each.id, 0) for each in told.classes),
                owner.total, owner.percentage, owner.votes, owner.votes_percentage,
            )
            for owner in owners
        ),
    )  # fmt: skip


def every_consent(book: Book) -> Iterator[str]:
    """Yield every answer that could be given to the reserved matters of a book, and the outcome."""
    yield from lines(
        ("Matter", "Title", "Asked on", "Class", "Party", "Name", "Weight", "Answer", "Signed by",
         "Answered on", "Outcome", "Decided on"),
        _consents(book),
    )  # fmt: skip


def statement(told: shareholders.Statement) -> Iterator[str]:
    """Yield a holder's statement: movements of shares, then what was due and paid."""
    yield from lines(
        (
            "Day",
            "Transaction",
            "What",
            "Class",
            "Shares in",
            "Shares out",
            "Held after",
            "Due",
            "Paid or reversed",  # without signs, so what was not paid after all stands here too
        ),
        _statement(told),
    )


def cap_table(book: Book, at: AsAt) -> dict[str, Any]:
    """Return a book's stakeholders, classes and transactions in the Open Cap Format's words."""
    found = certificates.lots_of_book(book.id, at)
    parties = {moved.party_id for moved, _lot in found}
    names, kinds = shareholders.names_of(parties), kinds_of(parties)
    taken_by = {moved.seq: moved.kind for moved in movements(at, book_id=book.id)}
    days = {moved.seq: moved.on for moved in movements(at, book_id=book.id)}
    transactions = []
    for moved, lot in found:
        security = f"{moved.seq}-{moved.n}"
        transactions.append(_issuance(security, moved, lot))
        transactions += [
            {
                "object_type": TAKEN.get(taken_by[seq], "TX_STOCK_CANCELLATION"),
                "id": f"{seq}-{security}",
                "date": days[seq].isoformat(),
                "security_id": security,
                "quantity": str(units),
                "comments": [taken_by[seq]],
            }
            for seq, units in lot.taken
        ]
    return {
        "ocf_version": OCF_VERSION,
        "as_at": {"on": at.on.isoformat(), "known_at_link": at.known},
        "issuer": {
            "object_type": "ISSUER",
            "id": f"book-{book.id}",
            "legal_name": book.legal_name,
            "country_of_formation": "GB",
            "tax_ids": [{"country": "GB", "tax_id": book.registered_number}]
            if book.registered_number
            else [],
        },
        "stakeholders": [_stakeholder(each, names[each], kinds[each]) for each in sorted(parties)],
        "stock_classes": [_stock_class(each, at) for each in share_classes(book.id)],
        "transactions": transactions,
    }


def decimal(pence: int) -> str:
    """Return pence as a plain decimal number of pounds."""
    return f"{pence // 100}.{pence % 100:02}"


def in_and_out(change: int) -> tuple[int | str, int | str]:
    """Return a change in two columns without signs, which a spreadsheet takes for formulas."""
    return (change, "") if change > 0 else ("", -change)


def _class_row(share_class: ShareClass, terms: Terms) -> Cells:
    par = share_class.par_pence
    return (
        share_class.code, share_class.name, "" if par is None else decimal(par),
        terms.vote_rule, terms.votes_each if terms.vote_rule == VoteRule.PER_SHARE else "",
        ", ".join(terms.may_hold), terms.least, terms.most,
        "yes" if terms.withdrawable else "no", "yes" if terms.transferable else "no",
        terms.on_leave,
    )  # fmt: skip


def _consents(book: Book) -> Iterator[Cells]:
    for matter in consents.matters(book.id):
        outcome = consents.outcome_of(matter.id)
        known = outcome.known_seq if outcome else None
        entitled = consents.entitled(matter, known=known)
        names = shareholders.names_of({each.party_id for each in entitled})
        decided = ("given" if outcome.is_given else "not given") if outcome else ""
        for each in entitled:
            said = each.answer
            yield (
                matter.id, matter.title, matter.asked_on, each.share_class.code, each.party_id,
                names[each.party_id], each.weight, said.answer if said else "",
                said.signatory if said else "", said.answered_on if said else "",
                decided, outcome.decided_on if outcome else "",
            )  # fmt: skip


def _statement(told: shareholders.Statement) -> Iterator[Cells]:
    for own in told.classes:
        yield told.first, "", "Brought forward", own.share_class.code, "", "", own.opening, "", ""
        for row in own.rows:
            what = share_words.kind_of_transaction(row.moved.kind)
            change = in_and_out(row.moved.change)
            code = own.share_class.code
            yield row.moved.on, row.moved.seq, what, code, *change, row.held, "", ""
    if told.dues_before:
        due_before = decimal(told.dues_before)
        yield told.first, "", "Brought forward", "", "", "", "", due_before, ""
    for due in told.dues:
        came, paid = max(int(due.change), 0), max(-int(due.change), 0)
        yield (
            due.on, due.seq, due_words(due), "", "", "", "",
            decimal(came) if came else "", decimal(paid) if paid else "",
        )  # fmt: skip


def _issuance(security: str, moved: Any, lot: Lot) -> dict[str, Any]:
    return {
        "object_type": "TX_STOCK_ISSUANCE",
        "id": f"issuance-{security}",
        "date": lot.on.isoformat(),
        "security_id": security,
        "custom_id": str(moved.seq),
        "stakeholder_id": f"party-{moved.party_id}",
        "stock_class_id": f"class-{moved.share_class_id}",
        "quantity": str(lot.units),
        "comments": [moved.kind],
    }


def _stakeholder(party_id: int, name: str, kind: str) -> dict[str, Any]:
    return {
        "object_type": "STAKEHOLDER",
        "id": f"party-{party_id}",
        "name": {"legal_name": name},
        "stakeholder_type": "INDIVIDUAL" if kind == "person" else "INSTITUTION",
        "comments": [kind],
    }


def _stock_class(share_class: ShareClass, at: AsAt) -> dict[str, Any]:
    terms = terms_of(share_class.id, at.on)
    par = share_class.par_pence
    return {
        "object_type": "STOCK_CLASS",
        "id": f"class-{share_class.id}",
        "name": share_class.name,
        "class_type": "COMMON",
        "default_id_prefix": f"{share_class.code}-",
        "initial_shares_authorized": "UNLIMITED",
        "votes_per_share": terms.votes_each if terms.vote_rule == VoteRule.PER_SHARE else 0,
        "par_value": None if par is None else {"amount": decimal(par), "currency": "GBP"},
        "seniority": 1,
        "comments": [f"votes: {terms.vote_rule}", f"on leaving: {terms.on_leave}"],
    }
