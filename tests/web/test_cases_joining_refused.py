"""What joining refuses: beside the field it is about with all that was typed, or with a way on."""

from datetime import date, timedelta

import pytest

from governance.cases.kinds import State
from governance.infrastructure.database import db
from governance.ledger import service as ledger
from tests.factories.cases import (
    MINUTE,
    SECRETARY,
    TODAY,
    apply,
    approve,
    join,
    make_applicant,
    pay,
)
from tests.factories.ledger import make_book, make_share_class
from tests.factories.members import make_member
from tests.machinery.clock import NOON
from tests.machinery.forms import beside, day, post

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture
def approved():
    """An application for £5 of shares that the board approved."""
    return approve(apply(make_applicant("Ada Brook"), make_share_class(), 5))


@pytest.mark.parametrize(
    ("received_on", "sentence"),
    [
        (TOMORROW, "17 November 2026 has not come yet. Enter the day on which it was received."),
        (
            date(2020, 1, 6),
            "They applied on 16 November 2026. If the money came before, enter that day",
        ),
    ],
)
def test_a_payment_comes_with_the_application_or_after_it(
    fay, approved, received_on, sentence
) -> None:
    typed = {"reference": "LOVELACE", **day("received_on", received_on)}

    answer = fay.submit(f"/office/cases/{approved.id}/payment", typed)

    assert sentence in beside(answer, "received_on")
    assert answer.page.first("input", name="reference")["value"] == "LOVELACE"
    db.session.refresh(approved)
    assert approved.state == State.APPROVED


def test_a_payment_is_not_entered_in_closed_books(fay, approved, clock) -> None:
    a_shares = make_book()
    ledger.close_period(a_shares, TODAY, actor=SECRETARY, now=clock.advance(days=3))
    typed = {"reference": "LOVELACE", **day("received_on", TODAY)}

    answer = fay.submit(f"/office/cases/{approved.id}/payment", typed)

    assert "The books are closed up to 16 November 2026." in beside(answer, "received_on")


def test_a_payment_is_not_for_shares_that_are_none_yet(fay) -> None:
    to_come = make_share_class(valid_from=TOMORROW)
    case = approve(apply(make_applicant("Ada Brook"), to_come, 5))

    answer = fay.submit(f"/office/cases/{case.id}/payment", {"reference": "LOVELACE"})

    assert "A shares begin on 17 November 2026." in beside(answer, "received_on")


def test_a_payment_is_taken_on_the_first_day_of_application_shares_and_open_books(fay) -> None:
    a_shares = make_share_class(valid_from=TODAY)
    ledger.close_period(make_book(), YESTERDAY, actor=SECRETARY, now=NOON)
    case = approve(apply(make_applicant("Ada Brook"), a_shares, 5))

    fay.submit(
        f"/office/cases/{case.id}/payment", {"reference": "LOVELACE", **day("received_on", TODAY)}
    )

    db.session.refresh(case)
    assert case.state == State.PAID


def test_the_course_tells_the_day_of_the_money_and_that_of_the_entry(fay, approved, clock) -> None:
    clock.advance(days=9)
    typed = {"reference": "LOVELACE", **day("received_on", TOMORROW)}

    page = fay.submit(f"/office/cases/{approved.id}/payment", typed, follow=True).page

    course = page.first("ol", class_="moot-timeline").text
    assert "£5.00 received on 17 November 2026, entered on 25 November 2026." in course


def test_another_amount_and_an_odd_class_are_refused_beside_their_fields(fay, sue) -> None:
    a_shares = make_share_class(most=10)
    ada = make_applicant("Ada Brook")

    many = sue.submit(
        f"/register/{ada.party_id}/join", {"units": "11", "payment": "bank", "agreed": "y"}
    )

    assert "Choose 1 to 10 A shares." in beside(many, "units")
    assert many.page.first("input", name="units")["value"] == "11"
    case = approve(apply(ada, a_shares, 5))
    typed = {"amount": "4", "reference": "LOVELACE"}
    little = fay.submit(f"/office/cases/{case.id}/payment", typed)
    assert "The shares cost £5.00, and £4.00 was entered." in beside(little, "amount")


def test_a_decision_before_the_application_is_refused_beside_its_day(sue) -> None:
    case = apply(make_applicant("Ada Brook"))
    typed = {"approve": "yes", "minute": MINUTE, "confirmed": ["probation"]}

    early = sue.submit(f"/office/cases/{case.id}/decide", typed | day("decided_on", YESTERDAY))
    unreasoned = sue.submit(f"/office/cases/{case.id}/decide", typed | {"approve": "no"})

    assert "The board decides after it was asked" in beside(early, "decided_on")
    assert early.page.first("input", name="minute")["value"] == MINUTE
    assert "Enter why it was refused" in beside(unreasoned, "reason")


def test_a_step_out_of_turn_is_refused_with_the_way_back_and_on(sue, fay, approved) -> None:
    case = approved
    own = f"/office/cases/{case.id}"

    refused = post(sue, f"{own}/admit")

    assert refused.status_code == 409
    assert "£5.00 for the shares has not been received yet." in refused.page.text
    assert refused.page.first("a", href=own, text="See the case: Joining: Ada Brook")
    pay(case)
    again = fay.get(f"{own}/payment")
    assert again.status_code == 409
    assert "was received already" in again.page.text
    assert again.page.first("a", href=own)
    assert not again.page.all("input", name="amount")


def test_an_undecided_application_takes_no_payment_and_says_why_at_once(fay, sue) -> None:
    case = apply(make_applicant("Ada Brook"), make_share_class(), 5)

    for browser in (fay, sue):
        answer = browser.get(f"/office/cases/{case.id}/payment")
        if answer.status_code == 403:
            continue
        assert answer.status_code == 409
        assert "The board has not decided on this application yet." in answer.page.text
        assert answer.page.first("a", href=f"/office/cases/{case.id}")
        assert not answer.page.all("input", name="amount")


def test_what_was_decided_is_not_asked_about_again(sue, approved) -> None:
    answer = sue.get(f"/office/cases/{approved.id}/decide")

    assert answer.status_code == 409
    assert "This application was approved already." in answer.page.text
    assert answer.page.first("a", href=f"/office/cases/{approved.id}")


def test_nothing_due_is_not_paid_and_nothing_ended_is_taken_back(fay, sue) -> None:
    case = join(make_applicant("Ada Brook"))

    for browser, page, sentence in (
        (fay, "pay-out", "Nothing is due in this case"),
        (sue, "take-back", "They were admitted already."),
    ):
        answer = browser.get(f"/office/cases/{case.id}/{page}")
        assert answer.status_code == 409
        assert sentence in answer.page.text
        assert answer.page.first("a", href=f"/office/cases/{case.id}")
        assert not answer.page.first("main").all("form")


def test_a_member_needs_no_application_and_an_applicant_no_second(sue) -> None:
    ada, ben = make_member("Ada Brook"), make_applicant("Ben Cole")
    case = apply(ben)

    member = sue.get(f"/register/{ada.party_id}/join")
    applicant = sue.get(f"/register/{ben.party_id}/join")

    assert (member.status_code, applicant.status_code) == (409, 409)
    assert "Ada Brook is a member already." in member.page.text
    assert member.page.first("a", href=f"/register/{ada.party_id}")
    assert not member.page.all("input", name="agreed")
    assert "an application to join already, made on 16 November 2026" in applicant.page.text
    assert applicant.page.first("a", href=f"/office/cases/{case.id}")


def test_a_member_may_still_apply_to_another_entity(sue) -> None:
    ada = make_member("Ada Brook")
    make_book()
    make_book(key="jv", kind="company", name="Tame Pensions")

    page = sue.get(f"/register/{ada.party_id}/join").page

    assert page.first("a", text="The same for Tame Pensions")


def test_whoever_may_not_join_yet_is_not_asked_about_shares(sue) -> None:
    make_share_class()
    ada = make_applicant("Ada Brook", minutes_a_week=60)

    page = sue.get(f"/register/{ada.party_id}/join").page

    assert "They cannot join yet. The list says why." in page.text
    assert not page.all("input", name="units")
