"""The ledger's rows are outside the chain: each agrees with the link that told of it.

A link tells a transaction whole (days, accounts and amounts), and the digest of its words.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, func, select

from governance.infrastructure.database import db
from governance.ledger.consent_seals import Consents
from governance.ledger.events import (
    AccountOpened,
    BookOpened,
    ClassTermsSet,
    PeriodClosed,
    ShareClassOpened,
    TransactionPosted,
)
from governance.ledger.models import (
    Account,
    Book,
    ClassTerms,
    Period,
    ShareClass,
    Transaction,
    Transfer,
)
from governance.ledger.service.opening import told
from governance.ledger.snapshot_seals import Snapshots
from governance.reckoning.canonical import digest
from governance.record.verify import Fact, Fault, compared

Key = tuple[Any, ...]
BOOK, CLASS, TERMS, ACCOUNT, HEADER, TRANSFER, PERIOD = (
    "book", "share class", "terms of class", "account", "transaction", "transfer", "period",
)  # fmt: skip
BINDS_AT_ONCE = 1_000


class Ledger:
    """The books: accounts, classes, transactions, transfers, periods."""

    title = "the ledger"
    kinds = frozenset(
        event.kind
        for event in (
            BookOpened,
            ShareClassOpened,
            ClassTermsSet,
            AccountOpened,
            TransactionPosted,
            PeriodClosed,
        )
    )

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Yield each row that is not as its link says, and each that no link knows of."""
        return compared(facts, what="row of the ledger", sealed=_sealed, rows=_rows, total=_total)


def _sealed(fact: Fact) -> Iterable[tuple[Key, Any]]:
    said = fact.payload
    names: tuple[str, ...]
    for account in said.get("opened", ()):
        yield (ACCOUNT, account[0]), (said["book_id"], account, fact.seq)
    if fact.kind == BookOpened.kind:
        names = ("key", "name", "legal_name", "legal_kind", "registered_number", "year_ends")
        yield (BOOK, said["book_id"]), (*(said[name] for name in names), said["party_id"], fact.seq)
    elif fact.kind == ShareClassOpened.kind:
        names = ("book_id", "code", "name", "par_pence")
        yield (CLASS, said["share_class_id"]), (*(said[name] for name in names), fact.seq)
    elif fact.kind == ClassTermsSet.kind:
        place = (TERMS, said["share_class_id"], fact.seq)
        yield place, (said["valid_from"], said["terms_digest"])
    elif fact.kind == PeriodClosed.kind:
        yield (
            (PERIOD, said["book_id"], said["ends_on"]),
            (said["through_seq"], said["head_hash"], fact.seq),
        )
    elif fact.kind == TransactionPosted.kind:
        yield from _sealed_transaction(fact)


def _sealed_transaction(fact: Fact) -> Iterable[tuple[Key, Any]]:
    said = fact.payload
    yield (
        (HEADER, fact.seq),
        (
            said["book_id"],
            said["transaction_kind"],
            said["effective_on"],
            said["key"],
            said["reverses"],
            said["content"],
            len(said["transfers"]),
            said["memo_digest"],
        ),
    )
    for number, (debit, credit, amount) in enumerate(said["transfers"], start=1):
        row = (said["book_id"], debit, credit, amount, said["effective_on"])
        yield (TRANSFER, fact.seq, number), row


def _rows(keys: Sequence[Key]) -> Mapping[Key, Any]:
    wanted: dict[str, list[Key]] = {}
    for key in keys:
        wanted.setdefault(key[0], []).append(key)
    found: dict[Key, Any] = {}
    for what, of_kind in wanted.items():
        for start in range(0, len(of_kind), BINDS_AT_ONCE):
            found.update(_READERS[what](of_kind[start : start + BINDS_AT_ONCE]))
    return found


def _books(keys: Sequence[Key]) -> Iterable[tuple[Key, Any]]:
    for row in _all(select(Book.__table__).where(Book.id.in_([key[1] for key in keys]))):
        entity = (row.key, row.name, row.legal_name, row.kind, row.registered_number)
        yield (BOOK, row.id), (*entity, row.year_ends, row.party_id, row.opened_seq)


def _classes(keys: Sequence[Key]) -> Iterable[tuple[Key, Any]]:
    ids = [key[1] for key in keys]
    for row in _all(select(ShareClass.__table__).where(ShareClass.id.in_(ids))):
        said = (row.book_id, row.code, row.name, row.par_pence, row.opened_seq)
        yield (CLASS, row.id), said


def _terms(keys: Sequence[Key]) -> Iterable[tuple[Key, Any]]:
    links = [key[2] for key in keys]
    for row in _all(select(ClassTerms.__table__).where(ClassTerms.recorded_seq.in_(links))):
        said = (row.valid_from.isoformat(), digest(["v1", row.terms]))
        yield (TERMS, row.share_class_id, row.recorded_seq), said


def _accounts(keys: Sequence[Key]) -> Iterable[tuple[Key, Any]]:
    ids = [key[1] for key in keys]
    for row in _all(select(Account.__table__).where(Account.id.in_(ids))):
        yield (ACCOUNT, row.id), (row.book_id, told(row), row.opened_seq)


def _headers(keys: Sequence[Key]) -> Iterable[tuple[Key, Any]]:
    links = [key[1] for key in keys]
    for row in _all(select(Transaction.__table__).where(Transaction.seq.in_(links))):
        yield (
            (HEADER, row.seq),
            (
                row.book_id,
                row.kind,
                row.effective_on.isoformat(),
                row.key,
                row.reverses_seq,
                row.content,
                row.transfers,
                _memo(row),
            ),
        )


def _memo(row: Any) -> str:
    """Make the digest of the words anew; of erased ones only the digest is left."""
    if row.memo is None and row.salt is None:
        return str(row.memo_digest)
    anew = digest(["v1", row.salt, row.memo])
    return anew if anew == row.memo_digest else "the words and their digest differ"


def _transfers(keys: Sequence[Key]) -> Iterable[tuple[Key, Any]]:
    links = sorted({key[1] for key in keys})
    numbers = [key[2] for key in keys]
    found = select(Transfer.__table__).where(
        Transfer.seq.in_(links), Transfer.n.between(min(numbers), max(numbers))
    )
    for row in _all(found):
        said = (row.book_id, row.debit_id, row.credit_id, row.amount, row.effective_on.isoformat())
        yield (TRANSFER, row.seq, row.n), said


def _periods(keys: Sequence[Key]) -> Iterable[tuple[Key, Any]]:
    books = {key[1] for key in keys}
    for row in _all(select(Period.__table__).where(Period.book_id.in_(books))):
        said = (row.through_seq, row.head_hash, row.closed_seq)
        yield (PERIOD, row.book_id, row.ends_on.isoformat()), said


def _all(query: Select[Any]) -> Iterable[Any]:
    return db.session.execute(query)


def _total() -> int:
    """Count the rows that links should know of."""
    models = (Book, ShareClass, ClassTerms, Account, Transaction, Transfer, Period)
    counts = (select(func.count()).select_from(model) for model in models)
    return sum(db.session.scalar(count) or 0 for count in counts)


_READERS = {
    BOOK: _books,
    CLASS: _classes,
    TERMS: _terms,
    ACCOUNT: _accounts,
    HEADER: _headers,
    TRANSFER: _transfers,
    PERIOD: _periods,
}
SEALS = (Ledger(), Snapshots(), Consents())
