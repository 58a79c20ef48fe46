"""Money for ended shares is paid once: in the case or under Books, each knows of the other."""

from datetime import timedelta
from functools import partial

import pytest

from governance.cases import service
from governance.cases.kinds import HowLeft, Kind
from governance.cases.models import Case
from governance.cases.presentation.course import timeline_of
from governance.cases.queries.listing import (
    MONEY_TO_PAY,
    cases_found,
    count_of_cases,
    steps_of,
)
from governance.cases.queries.owing import Owed, owed_in
from governance.infrastructure.database import db
from governance.ledger import charts
from governance.ledger import service as ledger
from governance.ledger.models import Book
from governance.ledger.places import Leg, money
from governance.ledger.queries.due import money_due
from governance.ledger.terms import OnLeave
from governance.members import service as register
from tests.factories.cases import (
    MINUTE,
    SECRETARY,
    TODAY,
    apply,
    give_notice,
    make_statement,
)
from tests.factories.ledger import FINANCE, issue, make_book, make_share_class
from tests.factories.members import LONG_AGO, make_member, make_society
from tests.machinery.clock import NOON

LATER = TODAY + timedelta(days=30)
THEN = NOON + timedelta(days=30)
BY = {"actor": FINANCE, "now": THEN}


@pytest.fixture
def book():
    make_society()
    return make_book()


@pytest.fixture
def ada(book):
    return make_member("Ada Lovelace")


@pytest.fixture
def case(book, ada):
    """A withdrawal of £40, which is due to Ada."""
    return withdrawn(book, ada, "W", 40)


def withdrawn(book, entry, code, units):
    shares = make_share_class(book, code, withdrawable=True)
    issue(shares, units, to=entry.party_id)
    asked = service.ask_withdrawal(entry.party_id, shares, units, actor=SECRETARY, now=NOON)
    told = {"statement": make_statement(), "minute": MINUTE, "actor": SECRETARY, "now": NOON}
    service.run_withdrawals(book, most_pence=1_000_00, **told)
    return asked


def left(entry, book, units):
    """Have somebody leave, whose redeemed shares are then due; return the case."""
    shares = make_share_class(book, "R", on_leave=OnLeave.REDEEM)
    issue(shares, units, to=entry.party_id)
    told = give_notice(entry, HowLeft.RESIGNED)
    return service.carry_out(told, actor=SECRETARY, now=THEN)


def pay_in_case(case, pence=None):
    service.pay_out(case, pence=pence, reference="BACS 1", **BY)


def pay_under_books(book, pence, key="books 1"):
    told = {"codes": [charts.DUE_TO_MEMBERS], "expected_pence": pence, "on": LATER, "key": key}
    return ledger.pay_what_is_due(book, **told, **BY)


def reverse(posted):
    return ledger.reverse(posted.seq, effective_on=LATER, memo="It came back", **BY)


def owed(case):
    return owed_in([case])[case.id]


def due_under_books(book):
    return sum(each.pence for each in money_due(book.id, LATER, today=LATER))


def test_what_was_paid_under_books_is_not_to_be_paid_in_the_case(book, case) -> None:
    assert owed(case) == Owed(left=40_00)

    pay_under_books(book, 40_00)

    assert owed(case) == Owed(left=0, in_books=40_00)
    assert count_of_cases(state=MONEY_TO_PAY) == 0
    with pytest.raises(service.NotOpenToThat, match="Nothing is due"):
        pay_in_case(case)


def test_what_was_paid_in_the_case_is_not_to_be_paid_under_books(book, case) -> None:
    pay_in_case(case)

    assert owed(case) == Owed()
    with pytest.raises(ledger.DueHasChanged, match=r"it is £0\.00 now"):
        pay_under_books(book, 40_00)


def test_a_payment_under_books_that_came_back_is_to_be_paid_again(book, case) -> None:
    reverse(pay_under_books(book, 40_00))

    assert owed(case) == Owed(left=40_00)
    assert [each.case.id for each in cases_found(state=MONEY_TO_PAY)] == [case.id]
    pay_in_case(case)
    assert (owed(case), due_under_books(book)) == (Owed(), 0)


def test_a_payment_in_the_case_that_came_back_is_to_be_paid_again(book, case) -> None:
    pay_in_case(case)
    reverse(ledger.Posted(steps_of(case.id)[-1].told["results"][0], is_new=True))

    assert owed(case) == Owed(left=40_00)
    pay_in_case(case, 10_00)
    assert owed(case) == Owed(left=30_00)
    pay_under_books(book, 30_00)
    assert owed(case) == Owed(left=0, in_books=30_00)


def test_each_payment_in_the_course_says_its_own_amount(book, case) -> None:
    pay_in_case(case, 10_00)
    pay_under_books(book, 30_00)

    course = timeline_of(case, steps_of(case.id), owed=owed(case), told_to_office=False)

    told = [(each["title"], each["text"]) for each in course[2:]]
    assert told == [
        ("Paid", "£10.00 paid on 16 December 2026."),
        ("Settled in the books", "£30.00."),
    ]


def test_a_withdrawal_reversed_in_the_books_is_not_to_be_paid(book, case) -> None:
    (withdrawal,) = steps_of(case.id)[-1].told["results"]

    reverse(ledger.Posted(withdrawal, is_new=True))

    assert owed(case).left == 0


def test_of_two_cases_the_one_that_was_paid_is_the_one_that_is_settled(book, ada) -> None:
    first, second = withdrawn(book, ada, "W", 40), left(ada, book, 5)
    pay_in_case(second)

    assert (owed(first).left, owed(second).left) == (40_00, 0)
    pay_under_books(book, 40_00)
    assert (owed(first).left, owed(second).left) == (0, 0)


def test_what_was_paid_in_part_under_books_settles_the_oldest_first(book, ada) -> None:
    first, second = withdrawn(book, ada, "W", 40), left(ada, book, 5)
    legs = [Leg(money(charts.DUE_TO_MEMBERS, ada.party_id), money(charts.BANK), 42_00)]

    ledger.post(book.id, "payment", legs, effective_on=LATER, **BY)

    assert (owed(first).left, owed(second).left) == (0, 3_00)
    assert [each.case.id for each in cases_found(kind=Kind.LEAVE, state=MONEY_TO_PAY)] == [
        second.id
    ]


@pytest.mark.parametrize("pence", [-1, 0, 30_01, 40_00])
def test_no_more_is_paid_than_is_left_though_more_is_due_elsewhere(book, ada, case, pence) -> None:
    withdrawn(book, ada, "X", 50)
    pay_in_case(case, 10_00)

    with pytest.raises(service.NotAsAsked, match=r"£30\.00 is due"):
        pay_in_case(case, pence)

    assert owed(case).left == 30_00


def test_what_is_due_for_shares_outside_any_case_is_not_counted_in_one(book, ada, case) -> None:
    shares = make_share_class(book, "B")
    issue(shares, 7, to=ada.party_id)
    ledger.redeem(shares, 7, party_id=ada.party_id, on=LATER, **BY)

    assert owed(case).left == 40_00
    pay_in_case(case)
    assert (owed(case).left, due_under_books(book)) == (0, 7_00)


def test_somebody_elses_money_settles_nothing(book, case) -> None:
    ben = make_member("Ben Boole")
    other = withdrawn(book, ben, "X", 9)

    pay_in_case(other)

    assert (owed(case).left, owed(other).left) == (40_00, 0)


def test_what_another_entity_owes_is_its_own_matter(book, ada, case) -> None:
    venture = make_book(kind="society", key="Venture")
    joined = {"valid_from": LONG_AGO, "valid_to": None, "data": {}}
    register.put(ada.party_id, "membership", key="Venture", **joined, actor=SECRETARY, now=NOON)
    other = withdrawn(venture, ada, "V", 9)
    assert (owed(case).left, owed(other).left) == (40_00, 9_00)

    pay_under_books(venture, 9_00)

    assert (owed(case), owed(other)) == (Owed(left=40_00), Owed(in_books=9_00))


def test_the_price_of_joining_again_settles_nothing_that_is_due(book, ada) -> None:
    gone = left(ada, book, 5)

    again = apply(ada, make_share_class(book, "N"), 5, now=THEN)

    assert (again.pence_due, owed(again)) == (5_00, Owed())
    assert owed(gone) == Owed(left=5_00)
    assert [each.case.id for each in cases_found(state=MONEY_TO_PAY)] == [gone.id]


@pytest.mark.parametrize("ways", [("case", "books"), ("case", "case"), ("books", "books")])
def test_two_officers_at_once_pay_once(book, case, together, ways) -> None:
    case_id, book_id = case.id, book.id

    def act(way, number):
        if way == "case":
            pay_in_case(db.session.get_one(Case, case_id))
        else:
            pay_under_books(db.session.get_one(Book, book_id), 40_00, key=f"books {number}")

    results = together(*(partial(act, way, number) for number, way in enumerate(ways)))

    refused = [each for each in results if isinstance(each, BaseException)]
    assert [isinstance(each, service.NotOpenToThat | ledger.DueHasChanged) for each in refused] == [
        True
    ]
    assert owed(db.session.get_one(Case, case_id)).left == 0
    assert due_under_books(db.session.get_one(Book, book_id)) == 0
