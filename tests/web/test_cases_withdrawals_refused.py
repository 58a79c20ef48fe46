"""What withdrawals refuse: beside the field it is about, or with a way on."""

from datetime import date

import pytest

from governance.cases import service
from governance.cases.queries.owing import owed_in
from governance.infrastructure.database import db
from tests.factories.cases import (
    MINUTE,
    SECRETARY,
    TODAY,
    make_statement,
)
from tests.factories.ledger import issue, make_book, make_share_class
from tests.factories.members import make_member
from tests.machinery.clock import NOON
from tests.machinery.forms import beside, day


def test_suspended_withdrawals_are_not_paid_and_the_page_says_by_whom_and_since_when(sue) -> None:
    of_book = make_book()
    make_share_class(of_book, "W", withdrawable=True)
    service.suspend_withdrawals(
        of_book, minute=MINUTE, reason="The roof must be paid.", actor=SECRETARY, now=NOON
    )

    answer = sue.get(f"/office/withdrawals/{of_book.id}/run")

    assert answer.status_code == 409
    assert "The board suspended withdrawals on 16 November 2026" in answer.page.text
    assert MINUTE in answer.page.text
    assert "The roof must be paid." in answer.page.text
    assert answer.page.first("a", href=f"/office/withdrawals/{of_book.id}/lift")
    assert answer.page.first("a", href="/office/withdrawals")
    assert not answer.page.all("input", name="most")
    assert sue.get(f"/office/withdrawals/{of_book.id}/suspend").status_code == 409


@pytest.fixture
def queue():
    """A book in whose queue somebody waits for £20."""
    of_book = make_book()
    w_shares, ada = make_share_class(of_book, "W", withdrawable=True), make_member("Ada Brook")
    issue(w_shares, 50, to=ada.party_id)
    return service.ask_withdrawal(ada.party_id, w_shares, 20, actor=SECRETARY, now=NOON), of_book


@pytest.mark.parametrize("signed_on", [date(2025, 11, 15), date(2025, 11, 16)])
def test_a_statement_of_solvency_is_of_the_year_before(sue, queue, signed_on) -> None:
    _case, of_book = queue
    stated = {"surplus": "500", "debts": "y", "deposits": "y", "signed_by": "Fay", "minute": MINUTE}
    old = day("signed_on", signed_on)

    answer = sue.submit(f"/office/withdrawals/{of_book.id}/run", stated | old)

    assert "The year that it speaks of is over" in beside(answer, "signed_on")
    assert answer.page.first("input", name="minute")["value"] == MINUTE


def test_a_statement_of_solvency_holds_on_the_last_day_of_its_year(sue, queue) -> None:
    case, of_book = queue
    stated = {"surplus": "500", "debts": "y", "deposits": "y", "signed_by": "Fay", "minute": MINUTE}

    sue.submit(
        f"/office/withdrawals/{of_book.id}/run", stated | day("signed_on", date(2025, 11, 17))
    )

    db.session.refresh(case)
    assert case.pence_due == 20_00


def test_what_the_first_of_two_runs_paid_is_due_from_its_own_day(fay, queue, clock) -> None:
    case, of_book = queue
    told = {"statement": make_statement(), "minute": MINUTE, "actor": SECRETARY}
    service.run_withdrawals(of_book, most_pence=5_00, **told, now=NOON)
    service.run_withdrawals(of_book, most_pence=15_00, **told, now=clock.advance(days=3))
    typed = {"amount": "5", "reference": "BACS 77", **day("paid_on", TODAY)}

    fay.submit(f"/office/cases/{case.id}/pay-out", typed)

    assert owed_in([case])[case.id].left == 15_00


def test_money_is_not_paid_before_it_was_due(fay, queue, clock) -> None:
    case, of_book = queue
    told = {"most_pence": 20_00, "statement": make_statement(), "minute": MINUTE}
    now = clock.advance(days=3)
    service.run_withdrawals(of_book, **told, actor=SECRETARY, now=now)
    typed = {"reference": "BACS 77", **day("paid_on", TODAY)}

    answer = fay.submit(f"/office/cases/{case.id}/pay-out", typed)

    assert "The money is due since 19 November 2026." in beside(answer, "paid_on")


def test_an_empty_queue_is_not_paid_and_what_is_not_suspended_not_let_go_on(sue) -> None:
    of_book = make_book()
    make_share_class(of_book, "W", withdrawable=True)

    for page, sentence in (
        ("run", "Nobody waits in this queue."),
        ("lift", "Withdrawals are not suspended."),
    ):
        shown = sue.get(f"/office/withdrawals/{of_book.id}/{page}", follow_redirects=True).page
        assert shown.heading == "Withdrawals"
        assert sentence in shown.text
