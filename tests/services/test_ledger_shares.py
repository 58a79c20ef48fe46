"""What may be done with shares: who may hold them, how many, and how they end."""

from datetime import date

import pytest

from governance.infrastructure.errors import Refused
from governance.ledger import charts, service
from governance.ledger.models import ShareClass
from governance.ledger.queries.balances import AsAt, balances
from governance.ledger.queries.holdings import holding_of, holdings_of, terms_of
from governance.ledger.terms import OnLeave, Terms
from governance.members.service import spells
from tests.factories.ledger import FINANCE, FIRST_DAY, TODAY, issue, make_book, make_share_class
from tests.factories.members import make_member, make_person, make_stakeholders
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON

BY = {"actor": FINANCE, "now": NOON}


def test_who_is_no_member_may_not_hold_members_shares() -> None:
    staff, a_shares = make_person("Sal Staff"), make_share_class()

    with pytest.raises(service.MayNotHold, match="it is for members"):
        issue(a_shares, 1, to=staff.party_id)


def test_a_member_may_not_hold_before_they_became_one() -> None:
    ada, a_shares = make_member(since=date(2024, 2, 29)), make_share_class()

    with pytest.raises(service.MayNotHold, match="On 28 February 2024"):
        issue(a_shares, 1, to=ada.party_id, on=date(2024, 2, 28))

    assert issue(a_shares, 1, to=ada.party_id, on=date(2024, 2, 29)).is_new


def test_an_entity_does_not_hold_its_own_shares() -> None:
    (itself,) = make_stakeholders(1, kind="body")
    book = make_book(kind="company", key="jv", party_id=itself)
    shares = make_share_class(book, may_hold=("body",))

    with pytest.raises(service.MayNotHold, match="cannot hold its own shares"):
        issue(shares, 1, to=itself)


def test_the_bound_of_a_class_is_on_what_is_held_on_any_later_day() -> None:
    ada, a_shares = make_member(), make_share_class(most=5)
    issue(a_shares, 4, to=ada.party_id, on=date(2022, 1, 3))

    with pytest.raises(service.TooMany, match="would hold 6 A shares; 5 is the most"):
        issue(a_shares, 2, to=ada.party_id, on=date(2021, 1, 4))


def test_the_legal_limit_on_withdrawable_shares_holds_to_the_penny() -> None:
    ada, a_shares = make_member(), make_share_class(par_pence=1, withdrawable=True)
    issue(a_shares, 100_000_00 - 1, to=ada.party_id)

    with pytest.raises(service.TooMany, match=r"£100,000\.01 of withdrawable shares"):
        issue(a_shares, 2, to=ada.party_id)

    assert issue(a_shares, 1, to=ada.party_id).is_new


def test_the_legal_limit_is_one_for_all_of_a_persons_withdrawable_shares() -> None:
    ada = make_member()
    a_shares = make_share_class(withdrawable=True)
    b_shares = make_share_class(code="B", withdrawable=True)
    issue(a_shares, 60_000, to=ada.party_id)

    with pytest.raises(service.TooMany, match=r"at most £40,000\.00 more"):
        issue(b_shares, 40_001, to=ada.party_id)


def test_the_limit_is_that_of_the_day() -> None:
    """£20,000 until April 2014."""
    ada = make_member(since=date(2010, 1, 4))
    a_shares = make_share_class(withdrawable=True, valid_from=date(2010, 1, 4))

    with pytest.raises(service.TooMany, match=r"£20,000\.00"):
        issue(a_shares, 20_001, to=ada.party_id, on=date(2013, 5, 1))


def test_the_limit_is_for_people_and_societies_only() -> None:
    (council,) = make_stakeholders(1, kind="government")
    a_shares = make_share_class(withdrawable=True, may_hold=("government",))

    assert issue(a_shares, 100_001, to=council).is_new


def test_a_transfer_changes_both_holders_on_the_same_day() -> None:
    ada, ben = make_member(), make_member("Ben Boole")
    a_shares = make_share_class(transferable=True)
    issue(a_shares, 3, to=ada.party_id)
    day = date(2024, 6, 1)

    service.transfer(a_shares, 3, from_=ada.party_id, to=ben.party_id, on=day, **BY)

    held = [
        (holding_of(ada.party_id, a_shares, AsAt(on)), holding_of(ben.party_id, a_shares, AsAt(on)))
        for on in (date(2024, 5, 31), day)
    ]
    assert held == [(3, 0), (0, 3)]


def test_shares_that_pass_to_nobody_are_not_transferred() -> None:
    ada, ben, a_shares = make_member(), make_member("Ben Boole"), make_share_class()
    issue(a_shares, 1, to=ada.party_id)

    with pytest.raises(service.NotTransferable):
        service.transfer(a_shares, 1, from_=ada.party_id, to=ben.party_id, on=TODAY, **BY)


def test_a_cancelled_share_goes_to_the_reserves() -> None:
    ada, a_shares = member_with(3)

    service.cancel(a_shares, 3, party_id=ada, on=TODAY, **BY)

    assert in_pounds(a_shares) == {charts.BANK: -300, charts.RESERVES: 300}


def test_a_redeemed_share_is_due_to_who_held_it() -> None:
    ada, a_shares = member_with(3)

    service.redeem(a_shares, 2, party_id=ada, on=TODAY, **BY)

    assert in_pounds(a_shares) == {charts.BANK: -300, charts.DUE_TO_MEMBERS: 200, "3000-A": 100}


def test_only_withdrawable_shares_are_withdrawn() -> None:
    ada, a_shares = member_with(3)

    with pytest.raises(service.NotWithdrawable):
        service.withdraw(a_shares, 1, party_id=ada, on=TODAY, **BY)


def test_a_conversion_is_one_transaction_in_two_units() -> None:
    ada, a_shares = member_with(4)
    b_shares = make_share_class(code="B", par_pence=200)

    service.convert(a_shares, 4, into=b_shares, into_units=2, party_id=ada, on=TODAY, **BY)

    assert [(each.share_class_id, each.units) for each in holdings_of(ada, AsAt(TODAY))] == [
        (b_shares.id, 2)
    ]
    assert in_pounds(a_shares) == {charts.BANK: -400, "3000-B": 400}


def test_a_conversion_keeps_the_par_value() -> None:
    ada, a_shares = member_with(4)
    b_shares = make_share_class(code="B", par_pence=300)

    with pytest.raises(Refused, match="par value must be the same"):
        service.convert(a_shares, 4, into=b_shares, into_units=1, party_id=ada, on=TODAY, **BY)


def test_shares_without_par_bring_what_was_paid_to_the_reserves() -> None:
    (partner,) = make_stakeholders(1)
    shares = make_share_class(
        make_book(kind="company", key="jv"), par_pence=None, may_hold=("partner",)
    )

    issue(shares, 40, to=partner, paid_pence=500_000_00)

    assert in_pounds(shares) == {charts.BANK: -500_000_00, charts.RESERVES: 500_000_00}


def test_what_is_paid_above_par_is_no_share_capital() -> None:
    ada, a_shares = make_member(), make_share_class()

    issue(a_shares, 1, to=ada.party_id, paid_pence=150)

    assert in_pounds(a_shares) == {charts.BANK: -150, charts.RESERVES: 50, "3000-A": 100}


def test_shares_are_not_issued_below_par() -> None:
    with pytest.raises(Refused, match="below par"):
        issue(make_share_class(), 2, to=make_member().party_id, paid_pence=150)


def test_the_terms_of_a_class_are_those_of_the_day() -> None:
    a_shares = make_share_class(on_leave=OnLeave.CANCEL)
    service.set_terms(a_shares, Terms(on_leave=OnLeave.REDEEM), valid_from=date(2024, 1, 1), **BY)

    assert terms_of(a_shares.id, date(2023, 12, 31)).on_leave is OnLeave.CANCEL
    assert terms_of(a_shares.id, date(2024, 1, 1)).on_leave is OnLeave.REDEEM


def test_the_terms_of_a_class_are_those_that_were_known() -> None:
    a_shares = make_share_class(most=5)
    known = a_shares.opened_seq + 1
    service.set_terms(a_shares, Terms(most=9), valid_from=FIRST_DAY, **BY)

    assert terms_of(a_shares.id, TODAY, known=known).most == 5
    assert terms_of(a_shares.id, TODAY).most == 9


@pytest.mark.parametrize("kind", ["cic_guarantee", "charity", "trust"])
def test_an_entity_without_shares_opens_no_class(kind: str) -> None:
    with pytest.raises(service.CannotBeOpened, match="has no shares"):
        make_share_class(make_book(kind=kind))


@pytest.mark.parametrize("year_ends", ["02-29", "13-01", "31-03", ""])
def test_a_year_ends_on_a_day_that_every_year_has(year_ends: str) -> None:
    with pytest.raises(service.CannotBeOpened, match="on which the year ends"):
        make_book(year_ends=year_ends)


def test_a_reversal_brings_nobody_above_the_most_of_a_class() -> None:
    ada = make_member()
    shares = make_share_class(withdrawable=True, most=100)
    issue(shares, 100, to=ada.party_id)
    out = service.withdraw(shares, 100, party_id=ada.party_id, on=TODAY, **BY)
    issue(shares, 1, to=ada.party_id, on=TODAY)

    with pytest.raises(service.TooMany, match="They would hold 101 A shares; 100 is the most"):
        service.reverse(out.seq, effective_on=TODAY, **BY)

    assert holding_of(ada.party_id, shares, AsAt(TODAY)) == 1


def test_a_reversal_brings_nobody_above_what_the_law_allows() -> None:
    ada = make_member()
    shares = make_share_class(make_book(kind="cbs"), withdrawable=True)
    issue(shares, 100_000, to=ada.party_id)
    out = service.withdraw(shares, 100_000, party_id=ada.party_id, on=TODAY, **BY)
    issue(shares, 1, to=ada.party_id, on=TODAY)

    with pytest.raises(service.TooMany, match="the law lets one person hold £100,000"):
        service.reverse(out.seq, effective_on=TODAY, **BY)


def test_the_rules_on_shares_may_let_one_person_hold_less() -> None:
    set_rules(shares__largest_holding=50_000_00, from_day=TODAY)
    ada = make_member()
    shares = make_share_class(make_book(kind="cbs"), withdrawable=True)
    issue(shares, 50_000, to=ada.party_id, on=TODAY)

    with pytest.raises(service.TooMany, match="the rules on shares let one person hold £50,000"):
        issue(shares, 1, to=ada.party_id, on=TODAY)

    assert holding_of(ada.party_id, shares, AsAt(TODAY)) == 50_000


def test_the_rules_of_the_society_do_not_bind_another_entity() -> None:
    set_rules(shares__largest_holding=50_000_00, from_day=TODAY)
    ada, book = make_member(), make_book(kind="cbs", key="other")
    own = {"key": "other", "data": {"class": "member"}, **BY}
    spells.put(ada.party_id, "membership", valid_from=FIRST_DAY, valid_to=None, **own)
    shares = make_share_class(book, withdrawable=True)

    issue(shares, 60_000, to=ada.party_id, on=TODAY)

    assert holding_of(ada.party_id, shares, AsAt(TODAY)) == 60_000


def test_a_conversion_at_the_limit_of_the_law_is_reversed() -> None:
    ada, book = make_member(), make_book(kind="cbs")
    one, other = (make_share_class(book, code, withdrawable=True) for code in "AB")
    issue(one, 100_000, to=ada.party_id)
    turn = {"into": other, "into_units": 100_000, "party_id": ada.party_id, "on": TODAY, **BY}
    turned = service.convert(one, 100_000, **turn)

    service.reverse(turned.seq, effective_on=TODAY, **BY)

    assert holding_of(ada.party_id, one, AsAt(TODAY)) == 100_000


def member_with(units: int) -> tuple[int, ShareClass]:
    ada, a_shares = make_member(), make_share_class()
    issue(a_shares, units, to=ada.party_id)
    return ada.party_id, a_shares


def in_pounds(share_class: ShareClass) -> dict[str, int]:
    rows = balances(share_class.book_id, AsAt(TODAY), unit="GBP")
    return {row.code: row.balance for row in rows}
