"""Withdrawing: a queue, runs with their statement of solvency, suspension by the board, payment."""

from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from governance.cases import service
from governance.cases.kinds import Kind, State
from governance.cases.models import Case, WithdrawalRun
from governance.cases.queries.listing import open_case
from governance.cases.queries.owing import owed_in
from governance.cases.queries.withdrawals import (
    place_in_queue,
    queue_of,
    runs_of,
    suspension_of,
    worth_pence,
)
from governance.infrastructure.database import db
from governance.ledger import service as ledger
from governance.ledger.models import Book, ShareClass, Transaction
from governance.ledger.queries.balances import AsAt, balances
from governance.ledger.queries.holdings import holding_of
from tests.factories.cases import MINUTE, SECRETARY, TODAY, make_statement
from tests.factories.ledger import FINANCE, issue, make_book, make_share_class
from tests.factories.members import make_member, make_society
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON


@pytest.fixture
def book():
    make_society()
    return make_book()


@pytest.fixture
def w_shares(book):
    return make_share_class(book, "W", withdrawable=True)


@pytest.fixture
def holders(w_shares):
    """Three members with a hundred shares each."""
    found = [make_member(name) for name in ("Ada Brook", "Ben Cole", "Cy Dale")]
    for entry in found:
        issue(w_shares, 100, to=entry.party_id)
    return found


def ask(entry, share_class, units=40, now=NOON):
    return service.ask_withdrawal(entry.party_id, share_class, units, actor=SECRETARY, now=now)


def run(book, most_pence, **details):
    given = {"statement": make_statement(), "minute": MINUTE, "now": NOON} | details
    return service.run_withdrawals(book, most_pence=most_pence, actor=SECRETARY, **given)


def count_of(table):
    return db.session.scalar(select(func.count()).select_from(table))


def test_the_queue_is_in_the_order_of_asking(book, w_shares, holders) -> None:
    second, first, third = [ask(holders[place], w_shares) for place in (1, 0, 2)]

    assert [listed.case.id for listed in queue_of(book)] == [second.id, first.id, third.id]
    assert [place_in_queue(each) for each in (second, first, third)] == [1, 2, 3]
    assert worth_pence(first) == 40_00


def test_a_run_pays_from_the_front_and_the_last_in_part(book, w_shares, holders) -> None:
    first, second, third = [ask(entry, w_shares) for entry in holders]

    paid = run(book, 65_50)

    assert [each.units_done for each in (first, second, third)] == [40, 25, 0]
    assert [each.state for each in (first, second, third)] == ["withdrawn", "asked", "asked"]
    assert paid.pence == 65_00
    assert holding_of(holders[1].party_id, w_shares, AsAt(TODAY)) == 75
    due = {row.party_id: row.balance for row in balances(book.id, AsAt(TODAY), code="2100")}
    assert due == {holders[0].party_id: 40_00, holders[1].party_id: 25_00}
    assert [listed.case.id for listed in queue_of(book)] == [second.id, third.id]


def test_what_was_paid_in_part_is_finished_by_the_next_run(book, w_shares, holders) -> None:
    case = ask(holders[0], w_shares)
    run(book, 15_00)
    run(book, 100_00)

    assert (case.state, case.units_done, case.pence_due) == (State.WITHDRAWN, 40, 40_00)
    assert len(runs_of(book)) == 2


def test_the_money_is_paid_from_the_bank(book, w_shares, holders) -> None:
    case = ask(holders[0], w_shares)
    run(book, 100_00)
    service.pay_out(case, pence=10_00, reference="BACS 1", actor=FINANCE, now=NOON)
    service.pay_out(case, reference="BACS 2", actor=FINANCE, now=NOON)

    assert (owed_in([case])[case.id].left, case.state) == (0, State.WITHDRAWN)
    assert balances(book.id, AsAt(TODAY), code="2100") == []
    paid = db.session.scalars(select(Transaction).where(Transaction.kind == "payment")).all()
    assert [each.memo for each in paid] == ["BACS 1", "BACS 2"]


@pytest.mark.parametrize(
    ("details", "sentence"),
    [
        ({"can_pay_debts_for_a_year": False}, "pay its debts for a year"),
        ({"is_no_deposit_unpaid": False}, "A payment of deposit is due"),
        ({"signed_by": " "}, "who signed"),
        ({"signed_on": TODAY + timedelta(days=1)}, "who signed"),
        ({"surplus_pence": 39_99}, r"come to £40\.00, and the trading surplus is £39\.99"),
    ],
)
def test_without_solvency_nothing_is_paid(book, w_shares, holders, details, sentence) -> None:
    case = ask(holders[0], w_shares)

    with pytest.raises(service.NotSolvent, match=sentence):
        run(book, 100_00, statement=make_statement(**details))

    assert count_of(WithdrawalRun) == 0
    assert case.units_done == 0


def test_withdrawals_up_to_the_surplus_to_the_penny_are_paid(book, w_shares, holders) -> None:
    ask(holders[0], w_shares)

    assert run(book, 100_00, statement=make_statement(surplus_pence=40_00)).pence == 40_00


def test_a_run_that_comes_to_shares_passed_on_since_says_whose(book, w_shares, holders) -> None:
    first, second = [ask(entry, w_shares) for entry in holders[:2]]
    gone = {"party_id": holders[0].party_id, "on": TODAY, "actor": FINANCE, "now": NOON}
    ledger.withdraw(w_shares, 95, **gone)

    with pytest.raises(service.NotAsAsked, match="Ada Brook asked for 40 W shares and holds 5"):
        run(book, 80_00)
    service.take_back(first, actor=SECRETARY, now=NOON)

    assert run(book, 80_00).pence == 40_00
    assert second.state == State.WITHDRAWN


def test_a_run_that_pays_nobody_is_refused(book, w_shares, holders) -> None:
    ask(holders[0], w_shares)

    with pytest.raises(service.NotAsAsked, match=r"£0\.99 pays no whole share"):
        run(book, 99)


def test_while_suspended_members_may_ask_and_nobody_is_paid(book, w_shares, holders) -> None:
    service.suspend_withdrawals(
        book, minute=MINUTE, reason="The roof must be paid.", actor=SECRETARY, now=NOON
    )
    case = ask(holders[0], w_shares)

    with pytest.raises(service.WithdrawalsSuspended, match="on 16 November 2026"):
        run(book, 100_00)
    assert suspension_of(book).words["reason"] == "The roof must be paid."

    service.lift_suspension(book, minute=MINUTE, actor=SECRETARY, now=NOON)
    run(book, 100_00)
    assert (suspension_of(book), case.state) == (None, State.WITHDRAWN)


def test_withdrawals_are_suspended_once(book) -> None:
    told = {"minute": MINUTE, "reason": "The roof.", "actor": SECRETARY, "now": NOON}
    service.suspend_withdrawals(book, **told)

    with pytest.raises(
        service.WithdrawalsSuspended, match="suspended withdrawals on 16 November 2026"
    ):
        service.suspend_withdrawals(book, **told)
    with pytest.raises(service.NotAsAsked):
        service.suspend_withdrawals(book, **(told | {"reason": ""}))


def test_two_runs_at_once_pay_each_share_once(book, w_shares, holders, together) -> None:
    case_id, book_id = ask(holders[0], w_shares).id, book.id

    def pay():
        return run(db.session.get_one(Book, book_id), 100_00).pence

    results = together(pay, pay)

    assert sorted(str(type(result).__name__) for result in results) == ["NotAsAsked", "int"]
    assert db.session.get_one(Case, case_id).pence_due == 40_00


def test_more_than_is_held_is_not_withdrawn(w_shares, holders) -> None:
    with pytest.raises(service.NotAsAsked, match="Choose from 1 to 100 shares"):
        ask(holders[0], w_shares, 101)


def test_a_member_keeps_the_least_that_members_must_have(book) -> None:
    s_shares = make_share_class(book, "S", withdrawable=True, least=5)
    ada = make_member("Ada Brook")
    issue(s_shares, 20, to=ada.party_id)

    with pytest.raises(service.NotAsAsked, match="Withdraw at most 15"):
        ask(ada, s_shares, 16)
    assert ask(ada, s_shares, 15).units == 15


def test_shares_of_a_class_that_cannot_be_withdrawn_are_refused(book, holders) -> None:
    with pytest.raises(ledger.NotWithdrawable):
        ask(holders[0], make_share_class(book, "A"), 1)


def test_a_second_request_while_one_waits_is_refused(w_shares, holders) -> None:
    ask(holders[0], w_shares, 10)

    with pytest.raises(service.AlreadyOpen, match="keep their place"):
        ask(holders[0], w_shares, 10)


def test_shares_of_another_class_can_be_asked_for_meanwhile(book, w_shares, holders) -> None:
    x_shares = make_share_class(book, "X", withdrawable=True)
    issue(x_shares, 20, to=holders[0].party_id)
    first = ask(holders[0], w_shares, 10)

    second = ask(holders[0], x_shares, 20)

    assert [place_in_queue(each) for each in (first, second)] == [1, 2]
    assert run(book, 30_00).pence == 30_00
    assert (first.state, second.state) == (State.WITHDRAWN, State.WITHDRAWN)
    assert owed_in([first])[first.id].left == 10_00


def test_two_requests_for_one_class_at_once_are_one(w_shares, holders, together) -> None:
    party_id, class_id = holders[0].party_id, w_shares.id

    def act():
        shares = db.session.get_one(ShareClass, class_id)
        return service.ask_withdrawal(party_id, shares, 5, actor=SECRETARY, now=NOON).id

    results = together(act, act)

    assert sorted(type(result).__name__ for result in results) == ["AlreadyOpen", "int"]


@pytest.mark.parametrize("kind", ["withdraw", "leave"])
def test_the_database_refuses_a_second_open_case(w_shares, holders, kind) -> None:
    row = {
        "kind": kind, "book_key": "", "party_id": holders[0].party_id, "state": "asked",
        "opened_on": TODAY, "opened_seq": 1, "share_class_id": w_shares.id, "units": 1,
        "units_done": 0, "pence_due": 0, "pence_paid": 0, "steps": 1,
    }  # fmt: skip
    db.session.execute(insert(Case).values(**row))

    with pytest.raises(IntegrityError):
        db.session.execute(insert(Case).values(**row))


def test_a_request_can_be_taken_back(book, w_shares, holders) -> None:
    case = ask(holders[0], w_shares)

    service.take_back(case, actor=SECRETARY, now=NOON)

    assert queue_of(book) == []
    assert open_case(holders[0].party_id, Kind.WITHDRAW) is None


def test_the_board_may_refuse_one_and_cannot_approve_one_by_itself(w_shares, holders) -> None:
    case = ask(holders[0], w_shares)
    told = {"minute": MINUTE, "actor": SECRETARY, "now": NOON}

    with pytest.raises(service.NotAsAsked, match="paid in their order"):
        service.decide(case, approve=True, **told)
    service.decide(case, approve=False, reason="Court order.", **told)

    assert case.state == State.REFUSED


def test_whoever_asked_too_lately_by_the_rules_is_not_paid_yet(book, w_shares, holders) -> None:
    set_rules(shares__withdrawal_notice_days=90)
    asked = ask(holders[0], w_shares)

    with pytest.raises(service.NotAsAsked, match="first can be paid on 14 February 2027"):
        run(book, 40_00)

    run(book, 40_00, now=NOON + timedelta(days=90))
    assert asked.state == State.WITHDRAWN


def test_whoever_may_be_paid_is_paid_before_somebody_who_asked_earlier_and_waits_longer(
    book, w_shares, holders
) -> None:
    set_rules(shares__withdrawal_notice_days=90)
    waits = ask(holders[0], w_shares)
    tomorrow = NOON + timedelta(days=1)
    set_rules(shares__withdrawal_notice_days=0, from_day=tomorrow.date(), now=tomorrow)
    paid = ask(holders[1], w_shares, now=tomorrow)

    run(book, 80_00, now=tomorrow)

    assert (waits.state, paid.state) == (State.ASKED, State.WITHDRAWN)
