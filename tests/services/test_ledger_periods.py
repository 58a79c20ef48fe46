"""Closing a period: nothing is added to it, round the services neither; and snapshots."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.ledger import charts, service
from governance.ledger.models import Period, Snapshot, Transaction
from governance.ledger.places import Leg, money
from governance.ledger.queries.balances import AsAt, balances
from governance.ledger.queries.closing import next_close
from governance.notifications.models import Mail
from tests.factories.accounts import make_role
from tests.factories.ledger import (
    FINANCE,
    TODAY,
    issue,
    make_book,
    make_share_class,
    post_income,
)
from tests.factories.members import make_member
from tests.machinery.clock import NOON

YEAR_END = date(2026, 3, 31)


def test_nothing_is_added_to_a_closed_period() -> None:
    book = make_book()
    post_income(book, 500, on=date(2026, 3, 1))
    close(book, YEAR_END)

    with pytest.raises(service.PeriodIsClosed, match="closed up to 31 March 2026"):
        post_income(book, 100, on=YEAR_END)

    assert post_income(book, 100, on=YEAR_END + timedelta(days=1)).is_new


def test_the_database_refuses_a_closed_day_too() -> None:
    book = make_book()
    posted = post_income(book, 500, on=date(2026, 3, 1))
    close(book, YEAR_END)
    db.session.commit()
    forged = text(
        "INSERT INTO ledger_transaction (seq, book_id, kind, effective_on, transfers, content,"
        " memo_digest) SELECT max(link.seq) + 1, :book, 'receipt', :on, 1, '', '' FROM link"
    )
    copied = text(
        "INSERT INTO transfer (seq, n, book_id, debit_id, credit_id, amount, effective_on)"
        " SELECT (SELECT max(seq) + 1 FROM link), 1, book_id, debit_id, credit_id, amount, :on"
        " FROM transfer WHERE seq = :seq"
    )
    db.session.execute(copied, {"on": YEAR_END, "seq": posted.seq})

    with pytest.raises(IntegrityError, match="ledger_transaction refuses this insert"):
        db.session.execute(forged, {"book": book.id, "on": YEAR_END})


def test_at_the_end_of_the_year_income_and_expense_go_to_the_surplus_carried_forward() -> None:
    book = make_book()
    post_income(book, 900_00, on=date(2026, 2, 1))
    spend(book, 250_00, on=date(2026, 2, 2))

    close(book, YEAR_END)

    assert by_code(book, YEAR_END) == {charts.BANK: -650_00, charts.RETAINED: 650_00}
    assert by_code(book, YEAR_END - timedelta(days=1))[charts.INCOME] == 900_00


def test_a_close_within_the_year_moves_nothing() -> None:
    book = make_book()
    post_income(book, 900_00, on=date(2026, 2, 1))

    close(book, date(2026, 2, 28))

    assert by_code(book, date(2026, 2, 28)) == {
        charts.BANK: -900_00,
        charts.INCOME: 900_00,
    }


@pytest.mark.parametrize("day", [TODAY, TODAY + timedelta(days=1)])
def test_a_day_that_is_not_over_is_not_closed(day: date) -> None:
    with pytest.raises(service.NotClosed, match="is not over yet"):
        close(make_book(), day)


def test_a_period_is_closed_once() -> None:
    book = make_book()
    close(book, YEAR_END)

    with pytest.raises(service.NotClosed, match="closed up to 31 March 2026 already"):
        close(book, YEAR_END)

    assert len(db.session.scalars(select(Period)).all()) == 1


def test_of_several_years_left_open_the_first_is_closed_first() -> None:
    book = make_book()
    for year in (2024, 2025, 2026):
        post_income(book, 500, on=date(year, 3, 1))

    assert next_close(book, TODAY) == date(2024, 3, 31)
    with pytest.raises(service.NotClosed, match="Close up to 31 March 2024 first"):
        close(book, YEAR_END)

    close(book, date(2024, 3, 31))
    assert next_close(book, TODAY) == date(2025, 3, 31)


def test_a_close_sends_the_auditors_an_anchor() -> None:
    auditor = make_member("Ann Auditor")
    make_role(auditor.party_id, Role.AUDITOR)
    book = make_book()

    period = close(book, YEAR_END)

    mail = db.session.scalars(select(Mail).where(Mail.template == "anchor")).one()
    assert mail.context["anchor"].startswith(f"{period.closed_seq}:")


def test_a_snapshot_changes_no_balance() -> None:
    book = make_book()
    for month in range(1, 7):
        post_income(book, month * 100, on=date(2026, month, 15))
    service.take_snapshot(book.id, date(2026, 3, 31))
    post_income(book, 7, on=date(2026, 2, 1))  # came late, for a day before

    for day in (date(2026, 2, 28), date(2026, 3, 31), date(2026, 6, 30)):
        assert told(book, AsAt(day)) == told(book, AsAt(day), use_snapshots=False)


def test_a_snapshot_is_of_no_use_for_what_was_known_before_it() -> None:
    book = make_book()
    known = post_income(book, 100, on=date(2026, 1, 15)).seq
    post_income(book, 900, on=date(2026, 1, 20))
    service.take_snapshot(book.id, date(2026, 1, 31))

    rows = told(book, AsAt(TODAY, known))

    assert (charts.INCOME, 100) in rows


def test_a_snapshot_is_taken_once_for_a_link() -> None:
    book = make_book()
    post_income(book, 100, on=date(2026, 1, 15))

    service.take_snapshot(book.id, YEAR_END)
    service.take_snapshot(book.id, YEAR_END)

    assert len(db.session.scalars(select(Snapshot)).all()) == 1


def test_a_holding_closed_over_is_read_from_the_snapshot() -> None:
    ada, a_shares = make_member(), make_share_class()
    issue(a_shares, 3, to=ada.party_id, on=date(2026, 1, 15))
    close(make_book(), YEAR_END)

    issue(a_shares, 2, to=ada.party_id, on=date(2026, 5, 1))

    rows = balances(a_shares.book_id, AsAt(TODAY), code=charts.HELD)
    assert [row.balance for row in rows] == [5]


def test_a_transaction_of_a_closed_period_can_be_reversed_after_it() -> None:
    book = make_book()
    posted = post_income(book, 100, on=date(2026, 1, 15))
    close(book, YEAR_END)

    with pytest.raises(service.PeriodIsClosed):
        service.reverse(posted.seq, effective_on=YEAR_END, actor=FINANCE, now=NOON)
    service.reverse(posted.seq, effective_on=TODAY, actor=FINANCE, now=NOON)

    kinds = db.session.scalars(select(Transaction.kind).order_by(Transaction.seq)).all()
    assert kinds == ["receipt", "closing entry", "reversal"]


def test_the_entry_that_closed_a_year_is_not_reversed_into_another() -> None:
    book = make_book()
    post_income(book, 100, on=date(2026, 1, 15))
    close(book, YEAR_END)
    closing = select(Transaction.seq).where(Transaction.kind == "closing entry")

    with pytest.raises(service.NotPosted, match="closed a year"):
        service.reverse(
            db.session.scalars(closing).one(), effective_on=TODAY, actor=FINANCE, now=NOON
        )

    found = {row.code: int(row.balance) for row in balances(book.id, AsAt(TODAY))}
    assert found == {charts.BANK: -100, charts.RETAINED: 100}


def close(book, day):  # type: ignore[no-untyped-def]
    return service.close_period(book, day, actor=FINANCE, now=NOON)


def spend(book, pence, *, on):  # type: ignore[no-untyped-def]
    legs = [Leg(money(charts.STAFF_COSTS), money(charts.BANK), pence)]
    return service.post(book.id, "payment", legs, effective_on=on, actor=FINANCE, now=NOON)


def by_code(book, day):  # type: ignore[no-untyped-def]
    return {row.code: row.balance for row in balances(book.id, AsAt(day))}


def told(book, at, **options):  # type: ignore[no-untyped-def]
    return [(row.code, row.balance) for row in balances(book.id, at, **options)]
