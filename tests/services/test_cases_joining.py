"""Joining: applied, decided, paid, admitted; refused in words; once, however often it is asked."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from governance.cases import service
from governance.cases.kinds import Kind, Payment, State
from governance.cases.models import Case, CaseStep
from governance.cases.queries.applicants import finding_of, offers_of
from governance.cases.queries.listing import open_case, steps_of, words_of
from governance.infrastructure.database import db
from governance.ledger.queries.balances import AsAt, balances
from governance.ledger.queries.holdings import holding_of
from governance.members import queries as members
from governance.members.models import Party
from governance.members.service import put
from governance.record.models import Link
from tests.factories.cases import (
    ASKED,
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
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON


def count_of(table):
    return db.session.scalar(select(func.count()).select_from(table))


def end_employment(entry, on):
    put(
        entry.party_id, "employment", valid_from=on, valid_to=None, data=None,
        actor=SECRETARY, now=NOON,
    )  # fmt: skip


def test_from_the_application_to_the_register() -> None:
    ada, a_shares = make_applicant(), make_share_class()

    case = join(ada, a_shares, 5)

    assert case.state == State.ADMITTED
    assert case.closed_on == case.effect_on == TODAY
    assert members.is_member_on(ada.party_id, TODAY)
    assert not members.is_member_on(ada.party_id, TODAY - timedelta(days=1))
    assert holding_of(ada.party_id, a_shares, AsAt(TODAY)) == 5
    money = {row.code: row.balance for row in balances(a_shares.book_id, AsAt(TODAY), unit="GBP")}
    assert money == {"1000": -500, "3000-A": 500}
    assert db.session.get_one(Party, ada.party_id).member_number == 1


def test_each_step_is_a_link_without_words() -> None:
    case = join(make_applicant(), make_share_class(), 5)

    steps = steps_of(case.id)

    assert [step.step for step in steps] == ["opened", "approved", "payment received", "admitted"]
    links = db.session.scalars(select(Link).where(Link.kind == "case moved")).all()
    assert [link.seq for link in links] == [step.seq for step in steps]
    assert not any(MINUTE in link.payload or "LOVELACE" in link.payload for link in links)
    assert words_of([case.id])[case.id]["minute"] == MINUTE


def test_admission_names_the_links_of_membership_and_shares() -> None:
    case = join(make_applicant(), make_share_class(), 5)

    entered, issued = steps_of(case.id)[-1].told["results"]

    assert db.session.get_one(Link, entered).kind == "register changed"
    assert db.session.get_one(Link, issued).kind == "transaction posted"


def test_payroll_deductions_pay_for_shares() -> None:
    ada, a_shares = make_applicant(), make_share_class()
    case = approve(apply(ada, a_shares, 5))
    pay(case, how=Payment.PAYROLL, reference="November pay")

    service.admit(case, actor=SECRETARY, now=NOON)

    money = {row.code: row.balance for row in balances(a_shares.book_id, AsAt(TODAY), unit="GBP")}
    assert money == {"1100": -500, "3000-A": 500}


@pytest.mark.parametrize("kind", ["cic_guarantee", "charity", None])
def test_where_there_are_no_shares_nothing_is_paid(kind) -> None:
    if kind:
        make_book(kind=kind)
    ada = make_applicant()

    case = join(ada)

    assert members.is_member_on(ada.party_id, TODAY)
    assert (case.state, case.pence_due, case.steps) == (State.ADMITTED, 0, 3)
    assert offers_of(ada.party_id, on=TODAY) == []


def test_a_stakeholder_joins_a_joint_venture_by_the_boards_word_alone() -> None:
    ada = make_applicant()
    db.session.get_one(Party, ada.party_id).kind = "trust"
    venture = make_book(key="jv", kind="company", name="Tame Pensions")
    t_shares = make_share_class(venture, "T", may_hold=("trust",))

    case = service.apply(
        ada.party_id, book_key="jv", share_class=t_shares, units=25, actor=SECRETARY, now=NOON
    )
    pay(approve(case, confirmed=()))
    service.admit(case, actor=SECRETARY, now=NOON)

    assert members.is_member_on(ada.party_id, TODAY, key="jv")
    assert not members.is_member_on(ada.party_id, TODAY)
    assert holding_of(ada.party_id, t_shares, AsAt(TODAY)) == 25


def test_admitting_twice_enters_and_issues_once() -> None:
    ada, a_shares = make_applicant(), make_share_class()
    case = join(ada, a_shares, 5)
    links = count_of(Link)

    service.admit(case, actor=SECRETARY, now=NOON + timedelta(days=1))

    assert count_of(Link) == links
    assert holding_of(ada.party_id, a_shares, AsAt(TODAY)) == 5


def test_two_who_admit_at_once_admit_once(together) -> None:
    ada, a_shares = make_applicant(), make_share_class()
    case_id = pay(approve(apply(ada, a_shares, 5))).id

    def admit():
        return service.admit(db.session.get_one(Case, case_id), actor=SECRETARY, now=NOON).state

    assert together(admit, admit) == [State.ADMITTED, State.ADMITTED]
    assert holding_of(ada.party_id, a_shares, AsAt(TODAY)) == 5


def test_one_who_applies_twice_at_once_has_one_case(together) -> None:
    ada = make_applicant()
    party_id = ada.party_id

    def ask():
        return service.apply(party_id, actor=SECRETARY, now=NOON).id

    results = together(ask, ask)

    assert sum(isinstance(result, int) for result in results) == 1
    refusal = next(result for result in results if not isinstance(result, int))
    assert isinstance(refusal, service.AlreadyOpen)
    assert "made on 16 November 2026" in refusal.message
    assert count_of(Case) == count_of(CaseStep) == 1


def test_two_who_decide_at_once_decide_once(together) -> None:
    case_id = apply(make_applicant()).id

    def decide(is_approved):
        case = db.session.get_one(Case, case_id)
        return approve(case, approve=is_approved, reason="Full.").state

    results = together(lambda: decide(True), lambda: decide(False))

    assert sum(isinstance(result, service.NotOpenToThat) for result in results) == 1
    assert len(steps_of(case_id)) == 2


def test_the_database_refuses_a_second_open_case() -> None:
    case = apply(make_applicant())
    again = Case(
        kind=Kind.JOIN, book_key="", party_id=case.party_id, state=State.APPLIED,
        opened_on=TODAY, opened_seq=1, units=0, units_done=0, pence_due=0, pence_paid=0,
    )  # fmt: skip
    db.session.add(again)

    with pytest.raises(Exception, match=r"(?i)unique"):
        db.session.flush()


def test_what_the_register_does_not_know_is_asked_and_not_guessed() -> None:
    ada = make_applicant(born=None, minutes_a_week=None)

    finding = finding_of(ada.party_id, on=TODAY)

    assert {test.criterion for test in finding.unknown} == {"age", "hours", "probation"}
    assert finding.unmet == ()
    assert not finding.is_eligible
    with pytest.raises(service.NotEligible, match="We do not hold your date of birth"):
        approve(apply(ada), confirmed=("hours", "probation"))


def test_what_was_asked_and_found_lets_the_board_approve() -> None:
    ada = make_applicant(born=None, minutes_a_week=None)

    case = approve(apply(ada), confirmed=("age", "hours", "probation"))

    assert case.state == State.APPROVED
    assert service.admit(case, actor=SECRETARY, now=NOON).state == State.ADMITTED


def test_what_the_rules_leave_to_the_members_the_board_does_not_approve() -> None:
    case = apply(make_applicant())
    set_rules(board__may_admit=False)

    with pytest.raises(service.NotTheBoards, match="the members decide on applications") as refused:
        approve(case)

    assert "Propose a motion to admit them" in refused.value.next_step
    service.decide(
        case,
        approve=True,
        minute="Resolution 2026/3",
        confirmed=ASKED,
        by_resolution=True,
        actor=SECRETARY,
        now=NOON,
    )
    assert case.state == State.APPROVED


def test_the_board_may_refuse_whoever_the_members_would_admit() -> None:
    case = apply(make_applicant())
    set_rules(board__may_admit=False)

    approve(case, approve=False, reason="They withdrew it at the meeting.")

    assert case.state == State.REFUSED


def test_what_is_known_and_not_met_cannot_be_confirmed_away() -> None:
    ada = make_applicant(minutes_a_week=240)

    assert [test.criterion for test in finding_of(ada.party_id, on=TODAY).unmet] == ["hours"]
    assert finding_of(ada.party_id, on=TODAY, confirmed=("hours",)).unmet


def test_somebody_too_young_is_told_from_when() -> None:
    ada = make_applicant(born=date(2011, 3, 3))

    with pytest.raises(service.NotEligible, match="you are 16 on 3 March 2027") as refusal:
        apply(ada)

    assert refusal.value.next_step == "It is open from 3 March 2027, if nothing else changes."
    assert count_of(Case) == 0


def test_hours_of_several_assignments_count_together() -> None:
    ada = make_applicant(minutes_a_week=240)
    put(
        ada.party_id, "employment", key="second", valid_from=date(2025, 1, 6), valid_to=None,
        data={"minutes_a_week": 240, "continuity_from": "2019-05-01"}, actor=SECRETARY, now=NOON,
    )  # fmt: skip

    assert finding_of(ada.party_id, on=TODAY, confirmed=ASKED).is_eligible


def test_somebody_who_left_yesterday_is_not_admitted() -> None:
    ada, a_shares = make_applicant(), make_share_class()
    case = pay(approve(apply(ada, a_shares)))
    end_employment(ada, TODAY)

    with pytest.raises(service.NotEligible, match="You do not work here"):
        service.admit(case, actor=SECRETARY, now=NOON)

    assert not members.is_member_on(ada.party_id, TODAY)
    assert holding_of(ada.party_id, a_shares, AsAt(TODAY)) == 0


def test_a_member_cannot_apply() -> None:
    ada = make_applicant()
    join(ada)

    with pytest.raises(service.AlreadyMember):
        apply(ada)


@pytest.mark.parametrize(
    ("units", "sentence"), [(4, "at least 5 A shares"), (0, "at least 5"), (-5, "at least 5")]
)
def test_fewer_shares_than_the_class_asks_for_are_refused(units, sentence) -> None:
    with pytest.raises(service.NotAsAsked, match=sentence):
        apply(make_applicant(), make_share_class(least=5), units)


def test_more_shares_than_the_class_lets_anyone_hold_are_refused() -> None:
    with pytest.raises(service.NotAsAsked, match="Choose 1 to 10 A shares"):
        apply(make_applicant(), make_share_class(most=10), 11)


def test_shares_for_others_are_not_offered() -> None:
    with pytest.raises(service.NotAsAsked, match="A shares is not for them"):
        apply(make_applicant(), make_share_class(may_hold=("government",)))


def test_a_decision_needs_its_minute_and_a_refusal_its_reason() -> None:
    case = apply(make_applicant())

    with pytest.raises(service.MinuteMissing):
        approve(case, minute="  ")
    with pytest.raises(service.NotAsAsked, match="why it was refused"):
        approve(case, approve=False)
    with pytest.raises(service.NotAsAsked, match="Check the day of the decision"):
        approve(case, decided_on=TODAY - timedelta(days=1))
    assert db.session.get_one(Case, case.id).state == State.APPLIED


def test_one_who_was_refused_may_apply_again() -> None:
    ada = make_applicant()
    approve(apply(ada), approve=False, reason="The form was not signed.")

    assert apply(ada).state == State.APPLIED


def test_a_decided_application_is_not_decided_again() -> None:
    case = approve(apply(make_applicant()))

    with pytest.raises(service.NotOpenToThat, match="approved already"):
        approve(case)


@pytest.mark.parametrize("pence", [499, 501, 0])
def test_another_amount_than_the_price_is_refused(pence) -> None:
    case = approve(apply(make_applicant(), make_share_class(), 5))

    with pytest.raises(service.NotAsAsked, match=r"The shares cost £5\.00"):
        pay(case, pence=pence)


def test_nobody_is_admitted_before_they_paid() -> None:
    case = approve(apply(make_applicant(), make_share_class(), 5))

    with pytest.raises(service.NotOpenToThat, match=r"£5\.00 for the shares has not been received"):
        service.admit(case, actor=SECRETARY, now=NOON)


def test_several_are_approved_with_one_minute_or_none() -> None:
    first, second = (apply(make_applicant(name)) for name in ("Ada Brook", "Ben Cole"))
    for case in (first, second):
        put(
            case.party_id, "employment", valid_from=date(2024, 3, 4), valid_to=None,
            data={"minutes_a_week": 1800, "probation_until": "2024-09-04"},
            actor=SECRETARY, now=NOON,
        )  # fmt: skip

    done = service.decide_several([first, second], minute=MINUTE, actor=SECRETARY, now=NOON)

    assert done == 2
    assert {first.state, second.state} == {State.APPROVED}


def test_an_application_can_be_taken_back_twice() -> None:
    ada = make_applicant()
    case = apply(ada)

    for _ in range(2):
        service.take_back(case, actor=SECRETARY, now=NOON)

    assert (case.state, case.steps) == (State.TAKEN_BACK, 2)
    assert open_case(ada.party_id, Kind.JOIN) is None
