"""What a case refuses: beside the field it is about with all that was typed, or with a way on."""

from datetime import date, timedelta

import pytest

from governance.cases import service
from governance.cases.kinds import HowLeft, State
from governance.infrastructure.database import db
from governance.ledger import service as ledger
from tests.factories.accounts import signed_in
from tests.factories.cases import (
    MINUTE,
    SECRETARY,
    TODAY,
    apply,
    approve,
    give_notice,
    join,
    make_applicant,
    make_statement,
    pay,
)
from tests.factories.ledger import issue, make_book, make_share_class
from tests.factories.members import make_member
from tests.machinery.clock import NOON

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def day(name, value):
    return {f"{name}-{part}": getattr(value, part) for part in ("day", "month", "year")}


def beside(answer, field):
    """Return what the form says beside a field of it; the page was not left."""
    assert answer.status_code == 400
    return answer.page.first("p", id=f"{field}-error").text


def post(browser, address, *, token_of="/office/cases", **sent):
    """Send what a page no longer offers, as an old tab would."""
    token = browser.get(token_of).page.first("input", name="csrf_token")["value"]
    return browser.post(address, data=sent | {"csrf_token": token})


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


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({**day("notice_on", TOMORROW)}, "notice_on", "17 November 2026 has not come yet."),
        ({**day("last_day", YESTERDAY)}, "last_day", "The last day cannot be before"),
        ({"how": "died", **day("last_day", TOMORROW)}, "last_day", "Enter the day of the death"),
        ({"how": "dismissed"}, "minute", "Enter where the decision is minuted"),
        ({"how": "expelled", "minute": MINUTE}, "hearing_on", "nobody is expelled unheard"),
        (
            {"how": "expelled", "minute": MINUTE, **day("hearing_on", TOMORROW)},
            "hearing_on",
            "They are heard first",
        ),
        ({"how": "untraced"}, "written_on", "Enter the day on which you wrote"),
        (
            {"how": "untraced", **day("written_on", TODAY)},
            "written_on",
            "can end from 16 February 2027",
        ),
        (
            {"how": "retired", **day("last_day", date(1999, 1, 1))},
            "last_day",
            "They are no member on 1 January 1999.",
        ),
        (
            day("notice_on", date(1999, 1, 1)),
            "notice_on",
            "They joined on 6 January 2020: 1 January 1999 is before that.",
        ),
    ],
)
def test_what_is_wrong_with_a_leaving_stands_beside_its_field(sue, typed, field, sentence) -> None:
    ada = make_member("Ada Brook")
    issue(make_share_class(), 5, to=ada.party_id)
    usual = {"how": "resigned", "reason": "Moves to Leith", **day("last_day", TODAY)}

    answer = sue.submit(f"/register/{ada.party_id}/leave", usual | typed)

    assert sentence in beside(answer, field)
    assert "Moves to Leith" in answer.page.first("textarea", name="reason").text


def test_a_second_notice_tells_the_days_of_the_first_and_leads_to_it(sue) -> None:
    ada = make_member("Ada Brook")
    case = give_notice(
        ada, notice_on=date(2026, 11, 2), effect_on=date(2026, 12, 1), reason="Moves to Leith"
    )
    address = f"/register/{ada.party_id}/leave"

    shown, sent = sue.get(address), post(sue, address, how="resigned")

    for answer in (shown, sent):
        assert answer.status_code == 409
        assert "notice of leaving already, given on 2 November 2026" in answer.page.text
        assert "the last day is 30 November 2026" in answer.page.text
        assert "16 November 2026" not in answer.page.text
        assert answer.page.first("a", href=f"/office/cases/{case.id}")
    course = sue.get(f"/office/cases/{case.id}").page.first("ol", class_="moot-timeline").text
    assert "Given on 2 November 2026, entered on 16 November 2026." in course
    assert "Last day as a member: 30 November 2026." in course


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


def test_a_statement_of_solvency_is_of_the_year_before(sue, queue) -> None:
    _case, of_book = queue
    stated = {"surplus": "500", "debts": "y", "deposits": "y", "signed_by": "Fay", "minute": MINUTE}
    old = day("signed_on", date(2025, 11, 15))

    answer = sue.submit(f"/office/withdrawals/{of_book.id}/run", stated | old)

    assert "The year that it speaks of is over" in beside(answer, "signed_on")
    assert answer.page.first("input", name="minute")["value"] == MINUTE


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


def test_the_death_of_whoever_never_joined_is_of_a_day_that_can_be(sue) -> None:
    ada, w_shares = make_applicant("Ada Brook"), make_share_class(may_hold=("person",))
    issue(w_shares, 5, to=ada.party_id)
    typed = {"how": "died", **day("last_day", date(1900, 1, 1))}

    answer = sue.submit(f"/register/{ada.party_id}/leave", typed)

    assert "The register knows of them since 4 March 2024" in beside(answer, "last_day")


def test_whoever_is_no_member_has_nothing_to_leave_and_it_is_said_at_once(sue) -> None:
    ada = make_applicant("Ada Brook")

    answer = sue.get(f"/register/{ada.party_id}/leave")

    assert answer.status_code == 409
    assert "there is nothing to leave" in answer.page.text
    assert answer.page.first("a", href=f"/register/{ada.party_id}")


def test_ones_own_case_leads_back_to_oneself(new_client) -> None:
    ada = make_member("Ada Brook")
    case = give_notice(ada, HowLeft.RETIRED, effect_on=TODAY)
    browser = signed_in(new_client(), ada.party_id)

    answer = browser.get(f"/membership/cases/{case.id}/take-back")

    assert answer.status_code == 409
    assert "the notice cannot be taken back any more" in answer.page.text
    assert answer.page.first("a", href=f"/membership/cases/{case.id}")
    assert not answer.page.all("a", href=f"/office/cases/{case.id}")
