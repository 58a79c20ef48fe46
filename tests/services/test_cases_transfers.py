"""Passing shares on: asked, agreed, both holders changing on one day."""

from datetime import timedelta

import pytest

from governance.cases import service
from governance.cases.kinds import State
from governance.infrastructure.database import db
from governance.ledger import service as ledger
from governance.ledger.models import Transaction
from governance.ledger.queries.balances import AsAt
from governance.ledger.queries.holdings import holding_of
from tests.factories.cases import MINUTE, SECRETARY, TODAY, give_notice
from tests.factories.ledger import issue, make_share_class
from tests.factories.members import make_member, make_person, make_society
from tests.machinery.clock import NOON


@pytest.fixture
def ada():
    make_society()
    return make_member("Ada Brook")


@pytest.fixture
def ben():
    return make_member("Ben Cole")


@pytest.fixture
def t_shares(ada):
    made = make_share_class(transferable=True, most=100)
    issue(made, 50, to=ada.party_id)
    return made


def ask(seller, buyer, share_class, units=20):
    return service.ask_transfer(
        seller.party_id, buyer.party_id, share_class, units, actor=SECRETARY, now=NOON
    )


def agree(case):
    service.decide(case, approve=True, minute=MINUTE, actor=SECRETARY, now=NOON)
    return case


def held(share_class, *entries, on=TODAY):
    return [holding_of(entry.party_id, share_class, AsAt(on)) for entry in entries]


def test_both_change_on_the_same_day_by_one_transaction(ada, ben, t_shares) -> None:
    case = agree(ask(ada, ben, t_shares))

    service.carry_out_transfer(case, actor=SECRETARY, now=NOON)

    assert held(t_shares, ada, ben, on=TODAY - timedelta(days=1)) == [50, 0]
    assert held(t_shares, ada, ben) == [30, 20]
    moved = db.session.query(Transaction).filter_by(kind="transfer").all()
    assert [(each.transfers, each.effective_on) for each in moved] == [(1, TODAY)]
    assert case.state == State.TRANSFERRED


def test_nothing_moves_before_the_board_agrees(ada, ben, t_shares) -> None:
    case = ask(ada, ben, t_shares)

    with pytest.raises(service.NotOpenToThat, match="has not been decided"):
        service.carry_out_transfer(case, actor=SECRETARY, now=NOON)

    assert held(t_shares, ada, ben) == [50, 0]


def test_a_transfer_carried_out_twice_moves_once(ada, ben, t_shares) -> None:
    case = agree(ask(ada, ben, t_shares))

    for _ in range(2):
        service.carry_out_transfer(case, actor=SECRETARY, now=NOON)

    assert held(t_shares, ada, ben) == [30, 20]


def test_to_who_may_not_hold_is_refused_in_words(ada, t_shares) -> None:
    with pytest.raises(ledger.MayNotHold, match="it is for members"):
        ask(ada, make_person("Sam Staff"), t_shares)


def test_beyond_the_cap_is_refused(ada, ben, t_shares) -> None:
    issue(t_shares, 90, to=ben.party_id)

    with pytest.raises(ledger.TooMany, match="at most 10 more"):
        ask(ada, ben, t_shares, 11)


@pytest.mark.parametrize("units", [0, -1, 51])
def test_what_is_not_held_is_not_passed_on(ada, ben, t_shares, units) -> None:
    with pytest.raises(service.NotAsAsked, match="Choose from 1 to 50 shares"):
        ask(ada, ben, t_shares, units)


def test_nobody_transfers_to_themselves(ada, t_shares) -> None:
    with pytest.raises(service.NotAsAsked, match="somebody else"):
        ask(ada, ada, t_shares)


def test_a_class_that_passes_to_nobody_is_refused(ada, ben) -> None:
    a_shares = make_share_class(code="B")
    issue(a_shares, 5, to=ada.party_id)

    with pytest.raises(ledger.NotTransferable):
        ask(ada, ben, a_shares, 5)


def test_a_second_transfer_waits_for_the_first(ada, ben, t_shares) -> None:
    ask(ada, ben, t_shares)

    with pytest.raises(service.AlreadyOpen, match="under way already"):
        ask(ada, ben, t_shares, 1)


def test_leaving_takes_an_open_transfer_back(ada, ben, t_shares) -> None:
    case = agree(ask(ada, ben, t_shares))
    later = NOON + timedelta(days=30)

    service.carry_out(give_notice(ada), actor=SECRETARY, now=later)

    assert case.state == State.TAKEN_BACK
    with pytest.raises(service.NotOpenToThat, match="taken back"):
        service.carry_out_transfer(case, actor=SECRETARY, now=later)
