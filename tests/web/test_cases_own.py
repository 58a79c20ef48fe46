"""One's own cases through the pages: joining, leaving, withdrawing, passing on, nominating."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from governance.cases import service
from governance.cases.kinds import Kind, State
from governance.cases.models import Case, Nomination
from governance.cases.queries.listing import open_case
from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.members import queries as members
from tests.factories.accounts import make_role, signed_in
from tests.factories.cases import (
    SECRETARY,
    TODAY,
    apply,
    approve,
    give_notice,
    make_applicant,
    pay,
)
from tests.factories.ledger import issue, make_book, make_share_class
from tests.factories.members import make_member, make_person, make_society
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON
from tests.machinery.forms import day


@pytest.fixture
def browser(new_client):
    make_society()
    return lambda entry: signed_in(new_client(), entry.party_id)


def count_of(table):
    return db.session.scalar(select(func.count()).select_from(table))


def number_of(entry):
    return members.entry(entry.party_id).member_number


def test_one_of_the_staff_applies_for_shares(browser) -> None:
    ada, a_shares = make_applicant(), make_share_class(least=5)
    client = browser(ada)
    assert "Become a member" in client.get("/membership").page.text

    page = client.get("/membership/join").page
    assert "Your contract is 30 hours a week" in page.text
    assert "£1.00 each. At least 5." in page.text
    typed = {"units": "5", "payment": "bank", "agreed": "y"}
    shown = client.submit("/membership/join", typed, follow=True)

    assert "You have applied." in shown.page.text
    assert "5 × A shares. To pay: £5.00." in shown.page.text
    assert "who has your shares when you die" not in shown.page.text
    case = open_case(ada.party_id, Kind.JOIN)
    assert (case.share_class_id, case.units, case.pence_due) == (a_shares.id, 5, 500)


def test_where_there_are_no_shares_none_are_asked_about(browser) -> None:
    make_book(kind="charity")
    ada = make_applicant()

    page = browser(ada).get("/membership/join").page

    assert "How many shares" not in page.text
    browser(ada).submit("/membership/join", {"agreed": "y"})
    assert open_case(ada.party_id, Kind.JOIN).units == 0


def test_too_few_shares_are_refused_beside_the_form_with_what_was_typed(browser) -> None:
    ada = make_applicant()
    make_share_class(least=5)

    answer = browser(ada).submit(
        "/membership/join", {"units": "4", "payment": "bank", "agreed": "y"}
    )

    assert answer.status_code == 400
    assert "Choose at least 5 A shares." in answer.page.text
    assert answer.page.first("input", name="units")["value"] == "4"
    assert count_of(Case) == 0


def test_somebody_too_young_sees_from_when_and_no_form(browser) -> None:
    ada = make_applicant(born=date(2011, 3, 3))

    page = browser(ada).get("/membership/join").page

    assert "You can join from 3 March 2027" in page.text
    assert "you are 16 on 3 March 2027" in page.text
    assert not page.all("button", text="Apply")


def test_a_double_click_applies_once(browser) -> None:
    ada = make_applicant()
    client = browser(ada)
    sent = dict(client.get("/membership/join").page.form().fields()) | {"agreed": "y"}

    answers = [client.post("/membership/join", data=sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert count_of(Case) == 1
    assert "You have applied." in client.get("/membership/join").page.text


def test_a_member_resigns_and_takes_it_back(browser) -> None:
    ada, a_shares = make_member("Ada Brook"), make_share_class(on_leave="redeem_par")
    issue(a_shares, 5, to=ada.party_id)
    client = browser(ada)

    page = client.get("/membership/leave").page
    assert "Redeemed: paid back at par" in page.text
    assert "£5.00" in page.text
    shown = client.submit("/membership/leave", day("last_day", date(2026, 12, 15)), follow=True)
    assert "Last day as a member: 15 December 2026." in shown.page.text

    case = open_case(ada.party_id, Kind.LEAVE)
    assert case.effect_on == date(2026, 12, 16)
    client.submit(f"/membership/cases/{case.id}/take-back")
    assert open_case(ada.party_id, Kind.LEAVE) is None


def test_the_page_of_leaving_says_why_there_is_nothing_to_ask(browser) -> None:
    ada = make_member("Ada Brook")
    give_notice(ada)
    client = browser(ada)

    page, other = client.get("/membership/leave").page, browser(make_person())
    case = open_case(ada.party_id, Kind.LEAVE)
    assert "You are leaving already. Last day as a member: " in page.text
    assert page.first("a", text="See where it stands")["href"] == f"/membership/cases/{case.id}"
    assert "You are no member" not in page.text
    nobody = other.get("/membership/leave").page
    assert "You are not a member, so there is nothing to leave." in nobody.text
    assert "leaving already" not in nobody.text


def test_a_last_day_that_is_past_is_refused_beside_the_form(browser) -> None:
    answer = browser(make_member()).submit("/membership/leave", day("last_day", date(2026, 11, 15)))

    assert answer.status_code == 400
    assert "The last day cannot be before the day on which notice was given" in answer.page.text
    assert count_of(Case) == 0


def test_a_withdrawal_says_of_how_many_shares_it_is(browser) -> None:
    ada, w_shares = make_member(), make_share_class(withdrawable=True)
    issue(w_shares, 50, to=ada.party_id)
    client = browser(ada)
    client.submit("/membership/withdraw", {"units": "20"})

    case = open_case(ada.party_id, Kind.WITHDRAW)

    assert "20 × " in client.get(f"/membership/cases/{case.id}").page.text


def test_nobody_leaves_today_by_pressing_a_button_without_saying_when(browser) -> None:
    answer = browser(make_member()).submit("/membership/leave")

    assert answer.status_code == 400
    assert count_of(Case) == 0


def test_only_members_are_offered_to_say_who_has_their_shares(browser) -> None:
    offer = "Say who has your shares when you die"

    assert offer in browser(make_member()).get("/membership").page.text
    assert offer not in browser(make_person()).get("/membership").page.text


def test_giving_notice_twice_does_it_once(browser) -> None:
    ada = make_member()
    client = browser(ada)
    sent = dict(client.get("/membership/leave").page.form().fields())
    sent |= day("last_day", date(2026, 12, 15))

    for _ in range(2):
        assert client.post("/membership/leave", data=sent).status_code == 303

    assert count_of(Case) == 1


def test_a_member_asks_for_a_withdrawal(browser) -> None:
    ada, w_shares = make_member(), make_share_class(withdrawable=True)
    issue(w_shares, 50, to=ada.party_id)
    client = browser(ada)

    shown = client.submit("/membership/withdraw", {"units": "20"}, follow=True)

    assert "You are in the queue." in shown.page.text
    case = open_case(ada.party_id, Kind.WITHDRAW)
    assert case.units == 20
    assert "Your place in the queue: 1." in client.get(f"/membership/cases/{case.id}").page.text


def test_a_member_is_told_from_when_a_withdrawal_may_be_paid(browser) -> None:
    set_rules(shares__withdrawal_notice_days=90)
    ada, w_shares = make_member(), make_share_class(withdrawable=True)
    issue(w_shares, 50, to=ada.party_id)
    client = browser(ada)
    assert (
        "today is paid on 14 February 2027 or later" in client.get("/membership/withdraw").page.text
    )

    client.submit("/membership/withdraw", {"units": "20"})

    case = open_case(ada.party_id, Kind.WITHDRAW)
    told = client.get(f"/membership/cases/{case.id}").page.text
    assert "Paid on 14 February 2027 or later, by the rules on shares." in told


def test_a_leaver_sees_each_class_that_waits_in_the_queue(browser) -> None:
    ada = make_member()
    for code, units in (("V", 50), ("W", 30)):
        terms = {"on_leave": "withdraw", "withdrawable": True}
        issue(make_share_class(code=code, **terms), units, to=ada.party_id)
    case = give_notice(ada, effect_on=TODAY + timedelta(days=1))
    service.carry_out(case, actor=SECRETARY, now=NOON + timedelta(days=1))

    shown = browser(ada).get("/membership").page.text

    assert "50 × V shares. Your place in the queue: 1." in shown
    assert "30 × W shares. Your place in the queue: 2." in shown


def test_of_a_class_that_waits_no_more_can_be_asked_for_but_of_another(browser) -> None:
    ada = make_member()
    for code in "VW":
        issue(make_share_class(code=code, withdrawable=True), 50, to=ada.party_id)
    client = browser(ada)
    client.submit("/membership/withdraw", {"share_class": "1", "units": "20"})

    page = client.get("/membership/withdraw").page

    assert "W shares" in page.text
    assert "V shares" not in page.text


def test_more_than_is_held_is_refused_beside_the_form(browser) -> None:
    ada, w_shares = make_member(), make_share_class(withdrawable=True)
    issue(w_shares, 50, to=ada.party_id)

    answer = browser(ada).submit("/membership/withdraw", {"units": "51"})

    assert answer.status_code == 400
    assert "Choose from 1 to 50 shares" in answer.page.text


def test_a_member_passes_shares_on_by_member_number(browser) -> None:
    ada, ben = make_member("Ada Brook"), make_member("Ben Cole")
    t_shares = make_share_class(transferable=True)
    issue(t_shares, 50, to=ada.party_id)

    browser(ada).submit("/membership/transfer", {"units": "5", "buyer": str(number_of(ben))})

    case = open_case(ada.party_id, Kind.TRANSFER)
    assert (case.other_party_id, case.units, case.state) == (ben.party_id, 5, State.ASKED)


@pytest.mark.parametrize("number", ["4711", "99999999999"])
def test_a_number_that_nobody_has_is_said_beside_the_form(browser, number: str) -> None:
    ada = make_member("Ada Brook")
    t_shares = make_share_class(transferable=True)
    issue(t_shares, 50, to=ada.party_id)

    answer = browser(ada).submit("/membership/transfer", {"units": "5", "buyer": number})

    assert answer.status_code == 400
    assert f"No member has the number {number}." in answer.page.text


NOMINEE = {
    "name": "Byron King",
    "relationship": "friend",
    "colleague": "no",
    "address": "1 High Street, Tipton",
    "email": "byron@example.org",
    "extent": "amount",
    "amount": "1,000",
}


def test_a_member_names_somebody_and_takes_it_back(browser) -> None:
    ada = make_member()
    client = browser(ada)

    shown = client.submit("/membership/nominations", NOMINEE, follow=True)
    assert "Byron King is named." in shown.page.text
    assert "£1,000.00" in shown.page.text

    made = db.session.scalar(select(Nomination))
    address = f"/membership/nominations/{made.id}/take-back"
    client.submit("/membership/nominations", form=address)
    db.session.refresh(made)
    assert made.revoked_on == TODAY


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"colleague": "yes"}, "is an officer or employee of the society"),
        ({"amount": "5,000.01"}, "take off £0.01"),
        ({"amount": ""}, "Enter the amount"),
        ({"extent": "share", "percent": "101"}, "must be 100 or less"),
        ({"extent": "share", "percent": ""}, "Enter the part, in per cent"),
        ({"name": ""}, "Enter the name"),
    ],
)
def test_what_cannot_be_nominated_is_said_beside_the_form(browser, changed, sentence) -> None:
    answer = browser(make_member()).submit("/membership/nominations", NOMINEE | changed)

    assert answer.status_code == 400
    assert sentence in answer.page.text
    assert count_of(Nomination) == 0


def test_nobody_sees_or_touches_the_case_of_another(browser) -> None:
    case_id = apply(make_applicant("Ada Brook")).id
    ben = browser(make_member("Ben Cole"))

    assert ben.get(f"/membership/cases/{case_id}").status_code == 404
    assert ben.get(f"/membership/cases/{case_id}/take-back").status_code == 404


def test_nobody_takes_back_the_nomination_of_another(browser) -> None:
    browser(make_member("Ada Brook")).submit("/membership/nominations", NOMINEE)
    made = db.session.scalar(select(Nomination))
    ben = browser(make_member("Ben Cole"))
    token = dict(ben.get("/membership/nominations").page.form().fields())

    answer = ben.post(f"/membership/nominations/{made.id}/take-back", data=token)

    assert answer.status_code == 404
    db.session.refresh(made)
    assert made.revoked_on is None


def test_a_reason_of_the_office_is_not_shown_to_the_member(browser) -> None:
    ada = make_member()
    case = give_notice(ada, reason="Known only to the office.")

    page = browser(ada).get(f"/membership/cases/{case.id}").page

    assert "Notice given" in page.text
    assert "Known only" not in page.text


def test_a_reference_of_the_bank_is_for_the_office_alone(browser) -> None:
    ada = make_applicant("Ada Brook")
    case = pay(approve(apply(ada, make_share_class(), 5)), reference="LLOYDS 30-94-55 JOINT")

    page = browser(ada).get(f"/membership/cases/{case.id}").page

    assert "£5.00 received" in page.text
    assert "LLOYDS" not in page.text


def test_notice_is_not_taken_back_after_the_last_day(browser, clock) -> None:
    ada = make_member()
    case = give_notice(ada, effect_on=date(2026, 11, 17))
    client = browser(ada)
    clock.advance(days=2)

    answer = client.get(f"/membership/cases/{case.id}/take-back")

    assert answer.status_code == 409
    assert "Your last day as a member was 16 November 2026" in answer.page.text


def test_a_leaver_sees_what_becomes_of_the_shares_before_and_after(browser, clock) -> None:
    ada = make_member("Ada Brook")
    make_role(ada.party_id, Role.MANAGER)
    issue(make_share_class(on_leave="redeem_par"), 5, to=ada.party_id)
    case = give_notice(ada, effect_on=date(2026, 11, 17))
    client, address = browser(ada), f"/membership/cases/{case.id}"

    before = client.get(address).page
    service.carry_out(case, actor=SECRETARY, now=clock.advance(days=1))
    after = client.get(address).page

    course = before.first("ol", class_="moot-timeline").text
    assert "Membership and shares end (to come) 17 November 2026" in " ".join(course.split())

    row = ["A shares", "5", "Redeemed: paid back at par", "£5.00"]
    assert "What becomes of your shares" in before.text
    assert before.table("What becomes of the shares")[1] == row
    assert "What became of your shares" in after.text
    assert after.table("What becomes of the shares")[1] == row
