"""What mails follow from withdrawals, transfers and nominations, to whom they are about."""

from datetime import timedelta

import pytest

from governance.cases import service
from governance.cases.models import Case
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.database import db
from governance.members.models import RegisterEntry
from governance.notifications.letters import letter_for
from governance.reckoning.nominations import Relationship
from tests.factories.accounts import make_role
from tests.factories.cases import (
    MINUTE,
    SECRETARY,
    TODAY,
    give_notice,
    make_statement,
)
from tests.factories.ledger import FINANCE, issue, make_book, make_share_class
from tests.factories.mail import letter, letters_to, mails
from tests.factories.members import make_member, make_person, make_society
from tests.machinery.clock import NOON

DAY = timedelta(days=1)
LEAVES = TODAY + timedelta(days=30)
THEN = NOON + timedelta(days=30)


@pytest.fixture
def ada() -> RegisterEntry:
    make_society()
    return make_member("Ada Brook", email="ada@example.org")


@pytest.fixture
def queued(ada: RegisterEntry) -> Case:
    w_shares = make_share_class(code="W", withdrawable=True)
    issue(w_shares, 100, to=ada.party_id)
    return service.ask_withdrawal(ada.party_id, w_shares, 40, actor=SECRETARY, now=NOON)


def run(pence: int, by: Actor = SECRETARY) -> None:
    service.run_withdrawals(
        make_book(), most_pence=pence, statement=make_statement(), minute=MINUTE, actor=by,
        now=NOON,
    )  # fmt: skip


def officer(role: Role, name: str = "Olive Officer") -> RegisterEntry:
    make_society()
    entry = make_person(name)
    make_role(entry.party_id, role)
    return entry


def test_a_withdrawal_is_told_when_it_is_asked_for_and_when_it_is_paid(
    ada: RegisterEntry, queued: Case
) -> None:
    run(40_00)
    db.session.refresh(queued)

    for pence in (15_00, 25_00):
        service.pay_out(queued, pence=pence, reference="BACS", actor=FINANCE, now=NOON)

    assert letters_to(ada) == ["case_queued", "case_paid_out", "case_paid_out"]
    first, second = (letter_for(mail, now=NOON).text for mail in mails("case_paid_out"))
    assert "paid you £15.00" in first
    assert "£25.00 is still due to you." in first
    assert "paid you £25.00" in second
    assert "still due" not in second


def test_a_suspension_is_told_to_the_queue_with_its_reason(
    ada: RegisterEntry, queued: Case
) -> None:
    make_member("Ben Cole")
    book = make_book()
    service.suspend_withdrawals(
        book, minute=MINUTE, reason="We must build.", actor=SECRETARY, now=NOON
    )
    service.lift_suspension(book, minute=MINUTE, actor=SECRETARY, now=NOON + DAY)

    suspended, lifted = mails("withdrawals_switched")
    assert (suspended.party_id, lifted.party_id) == (ada.party_id, ada.party_id)
    assert "Its reason: We must build." in letter_for(suspended, now=NOON).text
    assert letter_for(lifted, now=NOON).subject == "Withdrawals of shares go on"


def test_who_asks_while_withdrawals_are_suspended_is_told_so(ada: RegisterEntry) -> None:
    w_shares = make_share_class(code="W", withdrawable=True)
    issue(w_shares, 100, to=ada.party_id)
    sue = officer(Role.SECRETARY)
    service.suspend_withdrawals(
        make_book(), minute=MINUTE, reason="We must build.", actor=SECRETARY, now=NOON
    )

    service.ask_withdrawal(ada.party_id, w_shares, 40, actor=SECRETARY, now=NOON)

    assert "suspended withdrawals since 16 November 2026" in letter("case_queued").text
    assert mails(to=sue) == []


def test_a_transfer_is_told_to_both_sides_though_they_share_an_address(ada: RegisterEntry) -> None:
    ben = make_member("Ben Cole", email="ada@example.org")
    t_shares = make_share_class(code="T", transferable=True)
    issue(t_shares, 100, to=ada.party_id)
    case = service.ask_transfer(ada.party_id, ben.party_id, t_shares, 30, actor=SECRETARY, now=NOON)
    service.decide(case, approve=True, minute=MINUTE, actor=SECRETARY, now=NOON)
    assert letters_to(ada) == []

    service.carry_out_transfer(case, actor=SECRETARY, now=NOON)

    giver, taker = (letter_for(mail, now=NOON) for mail in mails("case_transferred"))
    assert giver.subject == "Your shares have passed to Ben Cole"
    assert taker.subject == "Ada Brook has passed shares to you"
    assert "Hello Ben Cole," in taker.text
    assert "30 × T shares" in taker.text
    assert "http://localhost/membership/shares" in taker.text


def test_a_refused_transfer_is_told_to_whoever_asked(ada: RegisterEntry) -> None:
    ben, t_shares = make_member("Ben Cole"), make_share_class(code="T", transferable=True)
    issue(t_shares, 100, to=ada.party_id)
    case = service.ask_transfer(ada.party_id, ben.party_id, t_shares, 30, actor=SECRETARY, now=NOON)

    service.decide(case, approve=False, minute=MINUTE, reason="No.", actor=SECRETARY, now=NOON)

    assert letter("case_refused").subject == "Your transfer of shares was not agreed to"
    assert letters_to(ben) == []


def test_what_was_never_told_is_not_told_when_it_is_taken_back(ada: RegisterEntry) -> None:
    ben, t_shares = make_member("Ben Cole"), make_share_class(code="T", transferable=True)
    issue(t_shares, 100, to=ada.party_id)
    case = service.ask_transfer(ada.party_id, ben.party_id, t_shares, 30, actor=SECRETARY, now=NOON)

    service.take_back(case, reason="Entered twice.", actor=SECRETARY, now=NOON)

    assert mails() == []


def test_a_withdrawal_that_ends_with_the_leaving_has_no_letter_of_its_own(
    ada: RegisterEntry,
) -> None:
    shares = make_share_class(code="W", withdrawable=True, on_leave="redeem_par")
    issue(shares, 100, to=ada.party_id)
    case = service.ask_withdrawal(ada.party_id, shares, 40, actor=SECRETARY, now=NOON)

    service.carry_out(give_notice(ada), actor=SECRETARY, now=THEN)

    db.session.refresh(case)
    assert case.state == "taken_back"
    assert letters_to(ada) == ["case_queued", "case_leaving", "case_left"]


def test_a_nomination_is_confirmed_without_saying_whom(ada: RegisterEntry) -> None:
    made = service.nominate(
        ada.party_id, "Zoe Brook", relationship=Relationship.CHILD, share_percent=100,
        actor=SECRETARY, now=NOON,
    )  # fmt: skip
    service.revoke(made, actor=SECRETARY, now=NOON)

    assert letters_to(ada) == ["nomination_made", "nomination_revoked"]
    for mail in mails(to=ada):
        assert "Zoe" not in letter_for(mail, now=NOON).html
