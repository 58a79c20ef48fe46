"""What somebody does who owns the database: refused by triggers; found by the record without."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from governance.infrastructure.database import db, is_postgresql
from governance.ledger import service
from governance.ledger.models import Book, Transaction
from governance.record import queries as record
from governance.record.models import Link
from governance.record.service import GENESIS, hash_of
from governance.record.verify import Anchor
from tests.factories.ledger import FINANCE, TODAY, issue, make_share_class
from tests.factories.members import make_member
from tests.factories.record import change_rows
from tests.machinery.clock import NOON

GUARDED = (
    "book",
    "share_class",
    "class_terms",
    "account_of_book",
    "ledger_transaction",
    "transfer",
    "period",
)
LAST = "(SELECT max(seq) FROM ledger_transaction)"

TAMPERINGS: dict[str, list[str]] = {
    "amount": [f"UPDATE transfer SET amount = amount + 1 WHERE seq = {LAST} AND n = 1"],
    "party": [
        "UPDATE account_of_book SET party_id = (SELECT max(id) FROM party)"
        " WHERE id = (SELECT min(id) FROM account_of_book WHERE party_id IS NOT NULL)"
    ],
    "date": [
        f"UPDATE transfer SET effective_on = '2020-01-07' WHERE seq = {LAST}",
        f"UPDATE ledger_transaction SET effective_on = '2020-01-07' WHERE seq = {LAST}",
    ],
    "actor": [f"UPDATE link SET by = 1 WHERE seq = {LAST}"],
    "time": [f"UPDATE link SET recorded_at = '2020-01-01 00:00:00' WHERE seq = {LAST}"],
    "deleted header": [f"DELETE FROM ledger_transaction WHERE seq = {LAST}"],
    "deleted legs": [f"DELETE FROM transfer WHERE seq = {LAST}"],
    "orphan legs": [
        "INSERT INTO transfer (seq, n, book_id, debit_id, credit_id, amount, effective_on)"
        " SELECT 999, n, book_id, debit_id, credit_id, amount, effective_on FROM transfer"
        f" WHERE seq = {LAST}"
    ],
    "terms": ["DELETE FROM class_terms"],
    "words": [f"UPDATE ledger_transaction SET memo = 'a gift' WHERE seq = {LAST}"],
    "reversal untied": ["UPDATE ledger_transaction SET reverses_seq = NULL"],
}
TRUNCATED_TAIL = [
    "DELETE FROM transfer WHERE seq >= :last",
    "DELETE FROM account_of_book WHERE opened_seq >= :last",
    "DELETE FROM link WHERE seq >= :last",
    "DELETE FROM ledger_transaction WHERE seq >= :last",
]


@pytest.fixture
def posted() -> None:
    """A society with two holders, an issue reversed, a transfer with words and a period closed."""
    ada, ben, _cy = make_member(), make_member("Ben Boole"), make_member("Cy Church")
    a_shares = make_share_class(transferable=True)
    wrong = issue(a_shares, 9, to=ada.party_id)
    service.reverse(wrong.seq, effective_on=TODAY, actor=FINANCE, now=NOON)
    issue(a_shares, 5, to=ada.party_id)
    service.transfer(
        a_shares,
        4,
        from_=ada.party_id,
        to=ben.party_id,
        on=TODAY,
        memo="as agreed with Ada",
        actor=FINANCE,
        now=NOON,
    )
    db.session.commit()


@pytest.mark.parametrize("table", GUARDED)
@pytest.mark.parametrize("deed", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_what_is_in_the_book_is_neither_changed_nor_deleted(
    posted: None, table: str, deed: str
) -> None:
    service.close_period(the_book(), TODAY.replace(day=1), actor=FINANCE, now=NOON)
    column = {"ledger_transaction": "kind", "transfer": "amount", "account_of_book": "code"}.get(
        table, "id"
    )
    value = "'x'" if column in ("kind", "code") else f"{column} + 1"

    with pytest.raises(IntegrityError, match=f"{table} refuses this|foreign key|FOREIGN KEY"):
        db.session.execute(text(deed.format(table, column, value)))


@pytest.mark.parametrize("table", GUARDED)
def test_the_book_is_not_emptied(posted: None, table: str) -> None:
    service.close_period(the_book(), TODAY.replace(day=1), actor=FINANCE, now=NOON)
    # SQLite has no TRUNCATE: a DELETE without a condition is what comes nearest.
    emptied = f"TRUNCATE {table} CASCADE" if is_postgresql() else f"DELETE FROM {table}"

    with pytest.raises(IntegrityError, match=r"refuses to be emptied|refuses this delete|FOREIGN"):
        db.session.execute(text(emptied))


def test_a_header_seals_its_transfers(posted: None) -> None:
    with pytest.raises(IntegrityError, match="transfer refuses this insert"):
        db.session.execute(
            text(
                "INSERT INTO transfer (seq, n, book_id, debit_id, credit_id, amount, effective_on)"
                f" SELECT seq, 99, book_id, debit_id, credit_id, amount, effective_on FROM transfer"
                f" WHERE seq = {LAST}"
            )
        )


def test_a_transfer_between_two_units_is_refused_by_the_database(posted: None) -> None:
    with pytest.raises(IntegrityError, match="transfer refuses this insert"):
        db.session.execute(
            text(
                "INSERT INTO transfer (seq, n, book_id, debit_id, credit_id, amount, effective_on)"
                " SELECT 999, 1, d.book_id, d.id, c.id, 1, '2026-11-16'"
                " FROM account_of_book d JOIN account_of_book c ON d.unit <> c.unit LIMIT 1"
            )
        )


def test_the_words_of_a_transaction_can_be_erased_and_the_record_holds(
    app: Flask, posted: None
) -> None:
    db.session.execute(
        text(f"UPDATE ledger_transaction SET memo = NULL, salt = NULL WHERE seq = {LAST}")
    )

    assert verify(app)[0] == 0


def test_what_nobody_touched_holds(app: Flask, posted: None) -> None:
    status, output = verify(app)

    assert status == 0, output
    assert "The ledger: as recorded." in output


@pytest.mark.parametrize("what", TAMPERINGS)
def test_a_tampering_is_found(app: Flask, posted: None, what: str) -> None:
    without_triggers()

    change_rows(TAMPERINGS[what])

    status, output = verify(app)
    assert status == 1, output


def test_a_snapshot_that_was_touched_is_found(app: Flask, posted: None) -> None:
    service.take_snapshot(the_book().id, TODAY)
    assert verify(app)[0] == 0
    change_rows(["UPDATE snapshot_balance SET balance = balance + 1 WHERE balance > 0"])

    status, output = verify(app)

    assert status == 1
    assert "The snapshot of 16 November 2026 is not what the transfers add up to." in output


def test_a_tail_cut_off_is_found_against_an_anchor_only(app: Flask, posted: None) -> None:
    anchor = head()
    without_triggers()

    last = db.session.scalar(select(Transaction.seq).order_by(Transaction.seq.desc()).limit(1))
    change_rows(TRUNCATED_TAIL, last=last)

    assert verify(app)[0] == 0, "a chain alone cannot know that it was longer"
    status, output = verify(app, "--anchor", str(anchor))
    assert status == 1
    assert "links were taken off its end" in output


def test_a_record_made_anew_is_found_against_an_anchor_only(app: Flask, posted: None) -> None:
    """Every link hashed again, after an amount was changed in the rows and in the link alike."""
    anchor = head()
    without_triggers()
    last = db.session.scalars(select(Link).order_by(Link.seq.desc()).limit(1)).one()
    change_rows(
        [
            f"UPDATE transfer SET amount = 1 WHERE seq = {LAST}",
            "UPDATE link SET payload = replace(payload, ',4]]', ',1]]') WHERE seq = :last",
        ],
        last=last.seq,
    )

    make_the_chain_anew()

    status, output = verify(app)
    assert status == 0, output
    status, output = verify(app, "--anchor", str(anchor))
    assert status == 1
    assert "the record was made anew" in output


def make_the_chain_anew() -> None:
    previous = GENESIS
    links = db.session.scalars(
        select(Link).order_by(Link.seq).execution_options(populate_existing=True)
    ).all()
    for link in links:
        anew = hash_of(
            seq=link.seq,
            kind=link.kind,
            recorded_at=link.recorded_at,
            by=link.by,
            payload=link.payload,
            prev_hash=previous,
        )
        db.session.execute(
            text("UPDATE link SET prev_hash = :previous, hash = :anew WHERE seq = :seq"),
            {"previous": previous, "anew": anew, "seq": link.seq},
        )
        previous = anew
    db.session.commit()


def head() -> Anchor:
    found = record.head()
    assert found is not None
    return found


def the_book() -> Any:
    return db.session.scalars(select(Book)).one()


def without_triggers() -> None:
    """Take the triggers of the ledger and the record away, as who owns the database can."""
    for table in (*GUARDED, "link"):
        if is_postgresql():
            db.session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
            continue
        found = db.session.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"),
            {"table": table},
        )
        for (name,) in found.all():
            db.session.execute(text(f"DROP TRIGGER {name}"))


def verify(app: Flask, *arguments: str) -> tuple[int, str]:
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["record", "verify", *arguments])
    return result.exit_code, result.output
