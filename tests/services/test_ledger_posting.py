"""Posting: what stands, what is refused, and that nothing is half-written."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.ledger import charts, service
from governance.ledger.models import Account, Transaction, Transfer
from governance.ledger.places import LEAVE_GRANTED, Leg, held, leave_of, money, shares_at
from governance.ledger.queries.balances import AsAt, balances
from governance.ledger.queries.holdings import holding_of
from tests.factories.ledger import (
    FINANCE,
    FIRST_DAY,
    TODAY,
    issue,
    make_book,
    make_share_class,
    post_income,
)
from tests.factories.members import make_member
from tests.machinery.clock import NOON


def test_an_issue_moves_shares_and_money_in_one_link() -> None:
    ada, a_shares = make_member(), make_share_class()

    posted = issue(a_shares, 3, to=ada.party_id)

    rows = {
        (row.unit[:3], row.code): row.balance for row in balances(a_shares.book_id, AsAt(TODAY))
    }
    assert rows == {
        ("SHR", "held"): 3,
        ("SHR", "unissued"): -3,
        ("GBP", "1000"): -300,
        ("GBP", "3000-A"): 300,
    }
    assert count_of(Transfer) == 2
    assert posted.is_new


def test_the_same_key_and_content_is_posted_once() -> None:
    ada, a_shares = make_member(), make_share_class()
    first = issue(a_shares, 3, to=ada.party_id, key="joining of Ada")

    again = issue(a_shares, 3, to=ada.party_id, key="joining of Ada")

    assert (again.seq, again.is_new) == (first.seq, False)
    assert holding_of(ada.party_id, a_shares, AsAt(TODAY)) == 3


def test_another_content_under_the_same_key_is_refused() -> None:
    ada, a_shares = make_member(), make_share_class()
    issue(a_shares, 3, to=ada.party_id, key="joining of Ada")

    with pytest.raises(service.KeyUsedOtherwise):
        issue(a_shares, 4, to=ada.party_id, key="joining of Ada")


def test_nobody_passes_on_more_than_they_hold() -> None:
    ada, ben = make_member(), make_member("Ben Boole")
    a_shares = make_share_class(transferable=True)
    issue(a_shares, 3, to=ada.party_id)

    with pytest.raises(service.NotEnough, match="3 shares on 6 January 2020, and 4 shares"):
        service.transfer(
            a_shares,
            4,
            from_=ada.party_id,
            to=ben.party_id,
            on=FIRST_DAY,
            actor=FINANCE,
            now=NOON,
        )


def test_a_posting_dated_back_may_not_overdraw_a_later_day() -> None:
    """Today's balance would allow it; the day between would not."""
    ada, a_shares = make_member(), make_share_class()
    issue(a_shares, 3, to=ada.party_id, on=FIRST_DAY)
    cancel(a_shares, 3, ada.party_id, on=date(2021, 1, 4))
    issue(a_shares, 3, to=ada.party_id, on=date(2022, 1, 3))

    with pytest.raises(service.NotEnough, match="0 shares on 4 January 2021"):
        cancel(a_shares, 1, ada.party_id, on=date(2020, 6, 1))


def test_shares_are_not_passed_on_before_they_were_issued() -> None:
    ada, a_shares = make_member(), make_share_class()
    issue(a_shares, 5, to=ada.party_id, on=date(2021, 1, 4))

    with pytest.raises(service.NotEnough, match="0 shares on 3 January 2021"):
        cancel(a_shares, 2, ada.party_id, on=date(2021, 1, 3))


def test_what_is_covered_on_every_later_day_can_be_dated_back() -> None:
    ada, a_shares = make_member(), make_share_class()
    issue(a_shares, 3, to=ada.party_id, on=FIRST_DAY)
    cancel(a_shares, 1, ada.party_id, on=date(2021, 1, 4))

    cancel(a_shares, 2, ada.party_id, on=date(2020, 6, 1))

    assert holding_of(ada.party_id, a_shares, AsAt(date(2020, 6, 1))) == 1
    assert holding_of(ada.party_id, a_shares, AsAt(date(2021, 1, 4))) == 0


def test_what_is_gone_again_names_the_newest_that_stands_as_the_one_to_reverse_first() -> None:
    ada, ben = make_member(), make_member("Ben Boole")
    a_shares = make_share_class(transferable=True)
    came = issue(a_shares, 3, to=ada.party_id)
    to_ben = {"from_": ada.party_id, "to": ben.party_id, "actor": FINANCE, "now": NOON}
    _first, newest, undone = [service.transfer(a_shares, 1, on=TODAY, **to_ben) for _ in range(3)]
    service.reverse(undone.seq, effective_on=TODAY, actor=FINANCE, now=NOON)

    with pytest.raises(service.NotEnough, match=f"last by transaction {newest.seq}[.] Reverse"):
        service.reverse(came.seq, effective_on=TODAY, actor=FINANCE, now=NOON)


def test_what_a_later_day_took_is_reversed_first_though_it_was_entered_before() -> None:
    ada, ben = make_member(), make_member("Ben Boole")
    a_shares = make_share_class(transferable=True)
    twice = issue(a_shares, 3, to=ada.party_id)
    to_ben = {"from_": ada.party_id, "to": ben.party_id, "actor": FINANCE, "now": NOON}
    passed_on = service.transfer(a_shares, 3, on=TODAY, **to_ben)
    came = issue(a_shares, 3, to=ada.party_id)
    service.reverse(twice.seq, effective_on=FIRST_DAY, actor=FINANCE, now=NOON)

    with pytest.raises(service.NotEnough, match=f"last by transaction {passed_on.seq}[.] Reverse"):
        service.reverse(came.seq, effective_on=TODAY, actor=FINANCE, now=NOON)


def test_a_transaction_is_reversed_once() -> None:
    ada, a_shares = make_member(), make_share_class()
    posted = issue(a_shares, 3, to=ada.party_id)
    service.reverse(posted.seq, effective_on=TODAY, memo="wrong class", actor=FINANCE, now=NOON)

    with pytest.raises(service.AlreadyReversed, match=f"Transaction {posted.seq} was reversed"):
        service.reverse(posted.seq, effective_on=TODAY, actor=FINANCE, now=NOON)

    assert holding_of(ada.party_id, a_shares, AsAt(TODAY)) == 0
    assert holding_of(ada.party_id, a_shares, AsAt(TODAY - timedelta(days=1))) == 3


def test_one_wrong_leg_leaves_nothing_behind() -> None:
    ada, a_shares = make_member(), make_share_class()
    accounts = count_of(Account)
    legs = [
        Leg(shares_at(a_shares.id, charts.UNISSUED), held(a_shares.id, ada.party_id), 3),
        Leg(money(charts.BANK), held(a_shares.id, ada.party_id), 300),
    ]

    with pytest.raises(service.NotPosted, match="same unit"):
        service.post(a_shares.book_id, "issue", legs, effective_on=TODAY, actor=FINANCE, now=NOON)

    assert (count_of(Transaction), count_of(Transfer), count_of(Account)) == (0, 0, accounts)


@pytest.mark.parametrize("amount", [0, -1])
def test_an_amount_is_a_whole_number_above_nought(amount: int) -> None:
    with pytest.raises(service.NotPosted, match="above nought"):
        post_income(make_book(), amount)


def test_nothing_is_posted_before_its_day() -> None:
    with pytest.raises(service.InTheFuture, match="17 November 2026 has not come yet"):
        post_income(make_book(), 100, on=TODAY + timedelta(days=1))


def test_an_account_that_is_not_there_is_named() -> None:
    book = make_book(kind="charity")
    legs = [Leg(money(charts.BANK), money(charts.DUE_TO_MEMBERS, make_member().party_id), 1)]

    with pytest.raises(service.NoSuchPlace, match="no account 2100"):
        service.post(book.id, "payment", legs, effective_on=TODAY, actor=FINANCE, now=NOON)


def test_minutes_of_leave_are_kept_like_shares_and_pence() -> None:
    ada, book = make_member(), make_book()
    legs = [Leg(LEAVE_GRANTED, leave_of(ada.party_id), 12_600)]

    service.post(book.id, "leave granted", legs, effective_on=TODAY, actor=FINANCE, now=NOON)

    rows = balances(book.id, AsAt(TODAY), unit=LEAVE_GRANTED.unit)
    assert [row.balance for row in rows] == [-12_600, 12_600]


def cancel(share_class, units, party_id, *, on):  # type: ignore[no-untyped-def]
    return service.cancel(share_class, units, party_id=party_id, on=on, actor=FINANCE, now=NOON)


def count_of(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0
