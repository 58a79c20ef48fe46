"""Cases in the office: the list, one case and its next thing to do, deciding, paying, the queue."""

import csv
import io
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from governance.cases import service
from governance.cases.kinds import HowLeft, Kind, State
from governance.cases.models import Case, WithdrawalRun
from governance.cases.queries.listing import open_case, steps_of
from governance.infrastructure.database import db
from governance.ledger import service as ledger
from governance.ledger.models import ShareClass
from governance.members import queries as members
from governance.members.models import Party
from governance.members.service import put, suspend
from governance.reckoning.nominations import Relationship
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
    pay,
)
from tests.factories.ledger import issue, make_book, make_share_class
from tests.factories.members import make_member, make_person
from tests.machinery.clock import NOON
from tests.machinery.forms import day


def rows_of(answer):
    return list(csv.reader(io.StringIO(answer.text.lstrip("\ufeff"))))


def test_an_empty_list_says_how_a_case_comes_about(sue) -> None:
    assert "Staff apply on their page of membership." in sue.get("/office/cases").page.text


def test_the_list_shows_the_soonest_first_and_can_be_narrowed(sue) -> None:
    give_notice(make_member("Late Leaver"), effect_on=TODAY + timedelta(days=60))
    give_notice(make_member("Early Leaver"), effect_on=TODAY + timedelta(days=20))
    apply(make_applicant("Ann Applicant"))

    names = [row[0] for row in sue.get("/office/cases").page.table("Cases, soonest first")[1:]]
    joining = sue.get("/office/cases?kind=join").page.text

    assert names == ["Early Leaver", "Late Leaver", "Ann Applicant"]
    assert "Ann Applicant" in joining
    assert "Early Leaver" not in joining
    assert sue.get("/office/cases?kind=nonsense").status_code == 404


def test_the_list_is_a_file_too(sue) -> None:
    give_notice(make_member("=Early Leaver"))

    rows = list(
        csv.reader(io.StringIO(sue.get("/office/cases.csv", buffered=True).text.lstrip("\ufeff")))
    )

    assert rows[1][1:4] == ["Leaving", "'=Early Leaver", "Notice given"]


def test_an_application_is_decided_after_asking_what_is_not_known(sue) -> None:
    case = apply(make_applicant(born=None), make_share_class(), 5)

    shown = sue.get(f"/office/cases/{case.id}").page
    assert shown.first("a", text="Enter the board’s decision")
    assert "We do not hold your date of birth" in shown.text
    typed = {"approve": "yes", "minute": MINUTE}
    refused = sue.submit(f"/office/cases/{case.id}/decide", typed)
    assert refused.status_code == 400
    assert "Something is not known yet" in refused.page.text
    typed["confirmed"] = ["age", "probation"]
    sue.submit(f"/office/cases/{case.id}/decide", typed)

    db.session.refresh(case)
    assert case.state == State.APPROVED


def test_a_refusal_needs_its_reason_which_the_applicant_reads(sue, new_client) -> None:
    ada = make_applicant()
    case = apply(ada)
    typed = {"approve": "no", "minute": MINUTE}

    assert (
        "Enter why it was refused" in sue.submit(f"/office/cases/{case.id}/decide", typed).page.text
    )
    sue.submit(f"/office/cases/{case.id}/decide", typed | {"reason": "The form was not signed."})

    own = signed_in(new_client(), ada.party_id).get(f"/membership/cases/{case.id}")
    assert "The form was not signed." in own.page.text


def test_from_payment_to_certificate(fay, sue) -> None:
    ada, a_shares = make_applicant(), make_share_class()
    case = approve(apply(ada, a_shares, 5))

    wrong = fay.submit(f"/office/cases/{case.id}/payment", {"amount": "4", "reference": "X"})
    assert "The shares cost £5.00, and £4.00 was entered." in wrong.page.text
    fay.submit(f"/office/cases/{case.id}/payment", {"reference": "LOVELACE"})
    admit = f"/office/cases/{case.id}/admit"
    sent = dict(sue.get(f"/office/cases/{case.id}").page.form(admit).fields())
    answers = [sue.post(admit, data=sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    page = sue.get(f"/office/cases/{case.id}").page
    assert "Certificate number 1/" in page.text
    assert members.is_member_on(ada.party_id, TODAY)


def test_several_are_approved_with_one_minute(sue) -> None:
    ids = [str(apply(make_applicant(name)).id) for name in ("Ada Brook", "Ben Cole", "Cy Dale")]

    shown = sue.submit(
        "/office/cases/decide",
        {"cases": ids[:2], "minute": MINUTE, "confirmed": "y"},
        follow=True,
    )

    assert "2 approved." in shown.page.text
    states = [db.session.get_one(Case, int(case_id)).state for case_id in ids]
    assert states == ["approved", "approved", "applied"]


def test_of_several_one_that_cannot_be_approved_keeps_back_all_and_is_named(sue) -> None:
    ada, ben = make_applicant("Ada Brook"), make_applicant("Ben Cole")
    ids = [str(apply(each).id) for each in (ada, ben)]
    put(
        ben.party_id, "employment", valid_from=TODAY, valid_to=None, data=None,
        actor=SECRETARY, now=NOON,
    )  # fmt: skip

    answer = sue.submit("/office/cases/decide", {"cases": ids, "minute": MINUTE, "confirmed": "y"})

    assert "Nothing was decided, because of Ben Cole" in answer.page.text
    assert {db.session.get_one(Case, int(case_id)).state for case_id in ids} == {"applied"}


def test_the_secretary_enters_a_dismissal_with_its_minute(sue) -> None:
    ada = make_member("Ada Brook")
    typed = {"how": "dismissed", **day("last_day", TODAY)}

    refused = sue.submit(f"/register/{ada.party_id}/leave", typed)
    assert "Enter where the decision is minuted" in refused.page.text
    shown = sue.submit(f"/register/{ada.party_id}/leave", typed | {"minute": MINUTE}, follow=True)

    assert shown.page.heading == "Ada Brook"
    assert "Dismissed" in shown.page.text
    assert "It is carried out by itself on Tuesday 17 November" in shown.page.text


def test_a_case_to_be_told_leads_to_its_question(sue) -> None:
    ada = make_member("Ada Brook")
    put(
        ada.party_id, "employment", valid_from=TODAY, valid_to=None, data=None,
        actor=SECRETARY, now=NOON,
    )  # fmt: skip
    service.open_for_leavers(NOON)
    case = open_case(ada.party_id, Kind.LEAVE)

    page = sue.get(f"/office/cases/{case.id}").page
    question = page.first("a", text="Enter how they leave")["href"]
    assert "their work here has ended" in sue.get(question).page.text
    sue.submit(question, {"how": "retired"})
    carry = f"/office/cases/{case.id}/carry-out"
    sent = dict(sue.get(f"/office/cases/{case.id}").page.form(carry).fields())
    answers = [sue.post(carry, data=sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    db.session.refresh(case)
    assert case.state == State.LEFT
    assert not members.is_member_on(ada.party_id, TODAY)


def test_a_case_that_is_not_due_cannot_be_carried_out(sue) -> None:
    case = give_notice(make_member("Ada Brook"))
    page = sue.get(f"/office/cases/{case.id}").page
    assert not page.all("form", action=f"/office/cases/{case.id}/carry-out")
    token = dict(sue.get(f"/office/cases/{case.id}/take-back").page.form().fields())

    answer = sue.post(f"/office/cases/{case.id}/carry-out", data=token)

    assert answer.status_code == 409
    assert "They leave from 16 December 2026." in answer.page.text


def test_money_that_is_due_is_paid_and_its_reference_kept(fay, clock) -> None:
    ada, a_shares = make_member("Ada Brook"), make_share_class(on_leave="redeem_par")
    issue(a_shares, 5, to=ada.party_id)
    case = give_notice(ada, effect_on=TODAY + timedelta(days=1))
    service.carry_out(case, actor=SECRETARY, now=clock.advance(days=1))

    assert "Ada Brook" in fay.get("/office/cases?state=money").page.text
    shown = fay.submit(f"/office/cases/{case.id}/pay-out", {"reference": "BACS 77"}, follow=True)

    assert "BACS 77" in shown.page.text
    assert "Ada Brook" not in fay.get("/office/cases?state=money").page.text


def test_money_paid_under_books_is_not_asked_for_by_the_case(fay, clock) -> None:
    ada, a_shares = make_member("Ada Brook"), make_share_class(on_leave="redeem_par")
    issue(a_shares, 5, to=ada.party_id)
    case = give_notice(ada, effect_on=TODAY + timedelta(days=1))
    service.carry_out(case, actor=SECRETARY, now=clock.advance(days=1))
    fay.submit(f"/office/books/{a_shares.book_id}/due/2100/pay")

    page = fay.get(f"/office/cases/{case.id}").page

    assert "Of it, settled in the books £5.00" in page.text
    assert "Enter that it was paid" not in page.text
    assert "Ada Brook" not in fay.get("/office/cases?state=money").page.text


def test_a_payment_by_a_case_that_overdraws_the_bank_is_entered_with_a_caution(fay, clock) -> None:
    ada, a_shares = make_member("Ada Brook"), make_share_class(on_leave="redeem_par")
    issue(a_shares, 5, to=ada.party_id)
    case = give_notice(ada, effect_on=TODAY + timedelta(days=1))
    service.carry_out(case, actor=SECRETARY, now=clock.advance(days=1))
    ledger.receive_or_pay(
        make_book(),
        1_00,
        is_received=False,
        account="5100",
        on=TODAY,
        key="k",
        actor=SECRETARY,
        now=NOON,
    )

    shown = fay.submit(f"/office/cases/{case.id}/pay-out", {"reference": "BACS 77"}, follow=True)

    assert "Bank is overdrawn by £1.00 on" in shown.page.text


def test_the_queue_is_suspended_lifted_and_paid(sue, new_client) -> None:
    book = make_book()
    w_shares = make_share_class(book, "W", withdrawable=True)
    ada = make_member("Ada Brook")
    issue(w_shares, 50, to=ada.party_id)
    service.ask_withdrawal(ada.party_id, w_shares, 20, actor=SECRETARY, now=NOON)

    typed = {"minute": MINUTE, "reason": "The roof must be paid."}
    sue.submit(f"/office/withdrawals/{book.id}/suspend", typed)
    page = sue.get("/office/withdrawals").page
    assert "The roof must be paid." in page.text
    assert not page.all("a", text="Pay from the front of the queue")
    sue.submit(f"/office/withdrawals/{book.id}/lift", {"minute": MINUTE})

    stated = {"surplus": "500", "debts": "y", "deposits": "y", "signed_by": "Fay Finance"}
    refused = sue.submit(
        f"/office/withdrawals/{book.id}/run", stated | {"minute": MINUTE, "debts": None}
    )
    assert "Withdrawals may be paid only if this can be stated" in refused.page.text
    shown = sue.submit(
        f"/office/withdrawals/{book.id}/run", stated | {"minute": MINUTE}, follow=True
    )

    assert "The withdrawals are posted." in shown.page.text
    assert "Fay Finance" in shown.page.text
    assert db.session.scalar(select(func.count()).select_from(WithdrawalRun)) == 1


def test_a_run_of_withdrawals_that_is_sent_twice_pays_once(sue) -> None:
    book = make_book()
    w_shares = make_share_class(book, "W", withdrawable=True)
    ada = make_member("Ada Brook")
    issue(w_shares, 50, to=ada.party_id)
    service.ask_withdrawal(ada.party_id, w_shares, 20, actor=SECRETARY, now=NOON)
    address = f"/office/withdrawals/{book.id}/run"
    sent = dict(sue.get(address).page.form().fields()) | {
        "most": "5", "surplus": "500", "debts": "y", "deposits": "y",
        "signed_by": "Fay Finance", "minute": MINUTE,
    }  # fmt: skip

    first, second = (sue.post(address, data=sent) for _ in range(2))

    assert (first.status_code, second.status_code) == (303, 400)
    assert "The queue has changed since this page was opened" in second.page.text
    assert db.session.scalar(select(func.count()).select_from(WithdrawalRun)) == 1


def test_a_browser_that_goes_back_does_not_tick_another_case(sue) -> None:
    # Browsers put ticks back by place, and by then another case stands in that place.
    apply(make_applicant())

    page = sue.get("/office/cases/decide").page

    assert page.first("form", autocomplete="off").all("input", name="cases")


def test_the_nominations_book_is_read_and_kept_as_a_file(sue) -> None:
    ada = make_member("Ada Brook")
    service.nominate(
        ada.party_id, "Byron King", relationship=Relationship.SPOUSE, share_percent=50,
        address="1 High Street", actor=SECRETARY, now=NOON,
    )  # fmt: skip

    assert "Byron King" in sue.get("/office/nominations").page.text
    rows = list(
        csv.reader(
            io.StringIO(sue.get("/office/nominations.csv", buffered=True).text.lstrip("\ufeff"))
        )
    )
    assert rows[1][1:5] == ["Ada Brook", "Byron King", "spouse", "1 High Street"]


def test_a_person_in_the_register_leads_to_their_cases(sue) -> None:
    ada = make_applicant("Ada Brook")
    opened = sue.submit(f"/register/{ada.party_id}/join", {"agreed": "y"}, follow=True)

    assert opened.page.heading == "Ada Brook"
    page = sue.get(f"/register/{ada.party_id}").page
    assert page.first("a", text="Joining")
    assert not page.all("a", text="Open an application")


def test_an_application_is_offered_for_the_entity_that_is_open(sue) -> None:
    make_book(key="jv", name="Black Country Reablement Limited", kind="company")
    ada, ann = make_member("Ada Brook"), make_applicant("Ann Applicant")
    apply(ann)

    for party_id in (ada.party_id, ann.party_id):
        page = sue.get(f"/register/{party_id}").page
        offered = page.first("a", text="Open an application to Black Country Reablement Limited")
        assert "entity=jv" in offered["href"]
        page = sue.get(offered["href"])
        assert page.status_code == 200
        assert "The same for Tame Valley Care" not in page.page.text


def test_nobody_is_offered_an_entity_whose_shares_are_for_others(sue) -> None:
    make_share_class(make_book())
    make_share_class(
        make_book(key="jv", kind="company", name="Tame Pensions"), "P", may_hold=("partner",)
    )
    ada, cy = make_member("Ada Brook"), make_applicant("Cy Newcomer")

    assert "Open an application" not in sue.get(f"/register/{ada.party_id}").page.text
    offered = sue.get(f"/register/{cy.party_id}").page.first("a", text="Open an application")
    page = sue.get(offered["href"]).page
    assert "The same for Tame Pensions" not in page.text


def test_duties_tell_of_cases(sue) -> None:
    give_notice(make_member("Lea Leaver"))
    apply(make_applicant("Ann Applicant"))
    ready = make_applicant("Rea Ready")
    pay(approve(apply(ready, make_share_class(), 5)))

    page = sue.get("/office").page

    assert "Leaves: Lea Leaver" in page.text
    assert "Last day as a member: 15 December 2026." in page.text
    assert "1 case waits for its decision." in page.text
    assert "1 has paid and is not entered yet." in page.text


def test_a_payment_that_does_not_come_is_a_duty_after_a_month(sue, clock) -> None:
    approve(apply(make_applicant("Ann Applicant"), make_share_class(), 5))
    assert "Ask for a payment" not in sue.get("/office").page.text

    clock.advance(days=31)

    assert "Ask for a payment: Ann Applicant" in sue.get("/office").page.text


def test_a_leaving_that_was_not_carried_out_is_overdue(sue, clock) -> None:
    give_notice(make_member("Lea Leaver"), effect_on=date(2026, 11, 20))
    clock.advance(days=5)

    page = sue.get("/office").page

    assert "It was not carried out." in page.text
    assert "Overdue" in sue.get("/office/cases").page.text


def test_a_stakeholder_joins_a_joint_venture_from_their_page(sue) -> None:
    trust = make_person("The Trust")
    make_share_class(make_book())
    venture = make_book(key="jv", kind="company", name="Tame Pensions")
    make_share_class(venture, "T", may_hold=("member",))
    db.session.get_one(Party, trust.party_id).kind = "trust"

    own = f"/register/{trust.party_id}/join"
    assert sue.get(own).page.first("a", text="The same for Tame Pensions")
    shown = sue.submit(
        f"{own}?entity=jv", {"units": "25", "payment": "bank", "agreed": "y"}, follow=True
    )

    assert "Joining, Tame Pensions" in shown.page.text
    assert open_case(trust.party_id, Kind.JOIN, "jv").units == 25
    assert sue.get(f"{own}?entity=nonsense").status_code == 404


def test_cases_of_several_entities_name_each(sue, new_client) -> None:
    make_book()
    make_book(key="jv", kind="company", name="Tame Pensions")
    ada = make_applicant("Ada Brook")
    for key in ("", "jv"):
        service.admit(approve(apply(ada, book_key=key)), actor=SECRETARY, now=NOON)

    page = sue.get(f"/register/{ada.party_id}").page
    own = signed_in(new_client(), ada.party_id).get("/membership").page

    for shown in (page, own):
        listed = " ".join(part.text for part in shown.all("li"))
        assert "Joining, Tame Valley Care: Admitted, 16 November 2026" in listed
        assert "Joining, Tame Pensions: Admitted, 16 November 2026" in listed
        assert "Member of Tame Pensions" in shown.text
        assert "jv" not in shown.text
    listed = sue.get("/office/cases?state=admitted").page.table("Cases, soonest first")
    assert [row[1] for row in listed[1:]] == ["Joining, Tame Valley Care", "Joining, Tame Pensions"]


def test_of_one_entity_alone_no_case_names_it(sue) -> None:
    make_book()
    apply(make_applicant("Ada Brook"))

    assert sue.get("/office/cases").page.table("Cases, soonest first")[1][1] == "Joining"


def test_what_is_due_for_a_dead_member_is_shared_out_on_the_page(sue) -> None:
    ada, a_shares = make_member("Ada Brook"), make_share_class(on_leave="redeem_par")
    w_shares = make_share_class(code="W", withdrawable=True, on_leave="withdraw")
    issue(a_shares, 4_000, to=ada.party_id)
    issue(w_shares, 3_000, to=ada.party_id)
    service.nominate(
        ada.party_id, "Byron King", relationship=Relationship.SPOUSE, share_percent=100,
        actor=SECRETARY, now=NOON,
    )  # fmt: skip
    case = give_notice(ada, HowLeft.DIED, effect_on=date(2026, 11, 3))
    service.carry_out(case, actor=SECRETARY, now=NOON)

    rows = sue.get(f"/office/cases/{case.id}").page.table("Who has what is due")

    assert [(row[0], row[2]) for row in rows[1:]] == [
        ("Byron King", "£5,000.00"),
        ("The estate", "£2,000.00"),
    ]


def test_suspended_members_are_named_once_beneath_the_cases(sue) -> None:
    ada = make_member("Ada Brook")
    last_day = date(2026, 12, 9)
    suspend(
        ada.party_id, reason="Board", first_day=TODAY, last_day=last_day, actor=SECRETARY, now=NOON
    )

    page = sue.get("/office/cases").page

    assert len(page.all("a", text="Ada Brook")) == 1
    assert "Ada Brook, until 9 December 2026" in page.text


def test_the_tile_of_those_approved_leads_to_them_alone(sue) -> None:
    make_share_class()
    apply(make_applicant("Wanda Waits"))
    approve(apply(make_applicant("Ann Agreed")))

    page = sue.get("/office/cases?kind=join&state=to_enter").page

    assert "Ann Agreed" in page.text
    assert "Wanda Waits" not in page.text


def admitted_with_a_share(**terms: Any) -> tuple[Case, int]:
    """Return the case of somebody who was admitted with a share, and the issue of it."""
    case = join(make_applicant(), make_share_class(**terms))
    return case, steps_of(case.id)[-1].told["results"][-1]


def test_before_the_issue_by_which_somebody_joined_is_reversed_it_says_they_stay_a_member(
    fay, sue
) -> None:
    case, issued = admitted_with_a_share(least=1)
    book = make_book()
    address = f"/office/books/{book.id}/transactions/{issued}/reverse"

    page = fay.get(address).page
    checked = sue.submit(
        f"/office/books/{book.id}/shares/reverse?seq={issued}", {"memo": "The wrong class"}
    ).page

    for shown in (page, checked):
        assert "Ada Lovelace has no other share that membership needs." in shown.text
        assert "Reversing this does not end the membership" in shown.text
    leave = f"/register/{case.party_id}/leave"
    assert checked.first("a", href=leave)
    assert not page.all("a", href=leave)
    assert "The secretary enters it." in page.text


def test_a_member_whose_share_was_reversed_is_a_duty_until_they_have_one_or_leave(sue) -> None:
    case, issued = admitted_with_a_share(least=1)
    said = "holds no share that membership needs"
    assert said not in sue.get("/office").page.text
    ledger.reverse(issued, effective_on=TODAY, actor=SECRETARY, now=NOON)
    db.session.commit()

    assert "A member without a share: Ada Lovelace" in sue.get("/office").page.text
    assert said in sue.get("/office").page.text
    shown = sue.get(f"/office/cases/{case.id}").page.text
    assert "The issue of the shares was reversed (done) 16 November 2026" in shown
    assert f"Transaction {issued} was reversed by transaction " in shown

    shares = db.session.get_one(ShareClass, case.share_class_id)
    issue(shares, 1, to=case.party_id, on=TODAY)
    db.session.commit()
    assert said not in sue.get("/office").page.text


def test_a_leaver_whose_share_was_reversed_is_no_duty(sue) -> None:
    case, issued = admitted_with_a_share(least=1)
    ledger.reverse(issued, effective_on=TODAY, actor=SECRETARY, now=NOON)
    give_notice(members.entry(case.party_id))
    db.session.commit()

    assert "A member without a share" not in sue.get("/office").page.text


def test_where_members_may_be_without_shares_nothing_is_said_of_a_reversal(fay, sue) -> None:
    _case, issued = admitted_with_a_share()
    address = f"/office/books/{make_book().id}/transactions/{issued}/reverse"
    assert "membership needs" not in fay.get(address).page.text
    ledger.reverse(issued, effective_on=TODAY, actor=SECRETARY, now=NOON)
    db.session.commit()

    assert "A member without a share" not in sue.get("/office").page.text
