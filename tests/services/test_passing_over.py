"""Shares that become the buyer's class: one transaction, or none at all."""

import pytest

from governance.infrastructure.errors import Refused
from governance.ledger import service
from governance.ledger.models import ShareClass
from governance.ledger.places import capital_of
from governance.ledger.queries.balances import AsAt, account_of, balance_of
from governance.ledger.queries.holdings import holding_of
from governance.ledger.terms import Holder
from tests.factories.ledger import FINANCE, TODAY, issue, make_book, make_share_class
from tests.factories.members import make_stakeholders
from tests.machinery.clock import NOON

Pair = tuple[ShareClass, ShareClass, int, int]


@pytest.fixture
def pair() -> Pair:
    """A class of a government that holds ten, a class of a partner, and both of them."""
    book = make_book(kind="company")
    government, partner = make_stakeholders(1, kind="government") + make_stakeholders(1)
    first = make_share_class(book, "G", transferable=True, may_hold=(Holder.GOVERNMENT,))
    second = make_share_class(book, "P", may_hold=(Holder.PARTNER,), most=8)
    issue(first, 10, to=government)
    return first, second, government, partner


def sell(pair: Pair, units: int, *, into: ShareClass | None = None) -> service.Posted:
    first, second, government, partner = pair
    return service.pass_over(
        first,
        units,
        from_=government,
        to=partner,
        into=into or second,
        on=TODAY,
        key="the sale",
        actor=FINANCE,
        now=NOON,
    )


def test_shares_and_capital_go_over_together(pair: Pair) -> None:
    first, second, government, partner = pair

    sold = sell(pair, 4)
    again = sell(pair, 4)

    at = AsAt(TODAY)
    assert (holding_of(government, first, at), holding_of(partner, second, at)) == (6, 4)
    assert (capital(first), capital(second)) == (600, 400)
    assert (again.seq, again.is_new) == (sold.seq, False)


def test_more_than_the_buyers_class_allows_is_refused(pair: Pair) -> None:
    with pytest.raises(service.TooMany, match="8 is the most"):
        sell(pair, 9)


def test_more_than_is_held_is_refused(pair: Pair) -> None:
    first, second, government, _partner = pair
    service.cancel(first, 5, party_id=government, on=TODAY, actor=FINANCE, now=NOON)

    with pytest.raises(service.NotEnough, match="5 shares on 16 November 2026, and 6 shares"):
        sell(pair, 6)
    assert capital(second) == 0


def test_a_class_that_passes_to_nobody_does_not_pass_into_another(pair: Pair) -> None:
    fixed = make_share_class(code="F", may_hold=(Holder.GOVERNMENT,))
    issue(fixed, 3, to=pair[2])

    with pytest.raises(service.NotTransferable):
        sell((fixed, *pair[1:]), 1)


@pytest.mark.parametrize("par_pence", [50, None])
def test_the_par_value_stays_the_same(pair: Pair, par_pence: int | None) -> None:
    other = make_share_class(code="X", par_pence=par_pence, may_hold=(Holder.PARTNER,))

    with pytest.raises(Refused, match="the same par value"):
        sell(pair, 1, into=other)


def test_the_buyer_must_be_one_who_may_hold_the_class(pair: Pair) -> None:
    closed = make_share_class(code="C", may_hold=(Holder.TRUST,))

    with pytest.raises(service.MayNotHold, match="it is for trust"):
        sell(pair, 1, into=closed)


def capital(share_class: ShareClass) -> int:
    place = capital_of(share_class.code)
    account = account_of(share_class.book_id, place.unit, place.code)
    assert account is not None
    return balance_of(account.id, AsAt(TODAY))
