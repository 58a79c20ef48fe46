"""What mails follow from joining and leaving, to whom they are about; none to who has died."""

from datetime import date, timedelta

import pytest

from governance.cases import service
from governance.cases.kinds import HowLeft, Kind, Payment
from governance.cases.models import Case
from governance.cases.queries.deaths import has_died
from governance.cases.queries.listing import open_case, steps_of
from governance.infrastructure.database import db
from governance.members.models import RegisterEntry
from governance.members.service import put
from governance.notifications import delivery
from governance.notifications.letters import letter_for
from governance.notifications.models import TO_THE_DEAD, Mail
from tests.factories.accounts import actor
from tests.factories.ballots import make_ballot
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
)
from tests.factories.ledger import FINANCE, issue, make_book, make_share_class
from tests.factories.mail import letter, letters_to, mails, make_mail
from tests.factories.members import make_member, make_society
from tests.machinery.clock import NOON

DAY = timedelta(days=1)
LEAVES = TODAY + timedelta(days=30)
THEN = NOON + timedelta(days=30)


@pytest.fixture
def ada() -> RegisterEntry:
    make_society()
    return make_member("Ada Brook", email="ada@example.org")


def carry_out(case: Case) -> Case:
    return service.carry_out(case, actor=SECRETARY, now=THEN)


# Joining.


def test_joining_is_three_letters_and_not_one_a_step() -> None:
    ada = make_applicant()

    join(ada, make_share_class(least=5), 5)

    assert letters_to(ada) == ["case_applied", "case_approved", "case_admitted"]


def test_an_application_is_received_with_what_comes_next() -> None:
    case = apply(make_applicant(email="ada@example.org"), make_share_class(least=5), 5)

    written = letter("case_applied")

    assert written.address == "ada@example.org"
    assert written.subject == "We have your application to join Tame Valley Care"
    assert "5 × A shares, which come to £5.00" in written.text
    assert "The board decides at a coming meeting." in written.text
    assert f"http://localhost/membership/cases/{case.id}" in written.text
    assert written.text.split("?")[0].count("http://") == 1


def test_who_is_approved_is_told_to_pay() -> None:
    approve(apply(make_applicant(), make_share_class(), 5))

    assert "Please pay £5.00 for your shares" in letter("case_approved").text


def test_who_pays_out_of_pay_need_do_nothing() -> None:
    approve(apply(make_applicant(), make_share_class(), 5, payment=Payment.PAYROLL))

    text = letter("case_approved").text
    assert "£5.00 for your shares (5 × A shares) comes out of your pay" in text
    assert "Please pay" not in text


def test_who_has_nothing_to_pay_is_told_of_the_decision_without_a_sum() -> None:
    approve(apply(make_applicant()))

    text = letter("case_approved").text
    assert "You need do nothing more." in text
    assert "£" not in text


def test_a_refusal_has_its_reason() -> None:
    case = apply(make_applicant())
    service.decide(
        case, approve=False, minute=MINUTE, reason="Too soon.", actor=SECRETARY, now=NOON
    )

    written = letter("case_refused")
    assert written.subject == "Your application was not approved"
    assert "Its reason: Too soon." in written.text
    assert MINUTE not in written.text


def test_a_new_member_has_the_number_and_that_of_the_certificate() -> None:
    case = join(make_applicant(), make_share_class(), 5)

    text = letter("case_admitted").text
    assert "Your member number is 1." in text
    assert f"certificate is 1/{steps_of(case.id)[-1].told['results'][-1]}" in text


def test_what_the_office_takes_back_is_told_with_its_reason() -> None:
    case = apply(make_applicant())

    service.take_back(case, reason="Entered twice.", actor=SECRETARY, now=NOON)

    assert "The reason: Entered twice." in letter("case_taken_back").text


def test_what_somebody_takes_back_is_not_told_to_them() -> None:
    ada = make_applicant()

    service.take_back(apply(ada), actor=actor(ada.party_id), now=NOON)

    assert letters_to(ada) == ["case_applied"]


# Leaving.


def test_notice_tells_the_last_day_and_what_becomes_of_each_class(ada: RegisterEntry) -> None:
    issue(make_share_class(on_leave="redeem_par"), 5, to=ada.party_id)
    issue(make_share_class(code="B", on_leave="cancel"), 1, to=ada.party_id)

    give_notice(ada)

    written = letter("case_leaving")
    assert written.subject == "Your last day as a member is 15 December 2026"
    assert "5 × A shares: Redeemed: paid back at par" in written.text
    assert "1 × B shares: Cancelled without payment" in written.text
    assert "You can take your notice back" in written.text


def test_in_which_way_somebody_leaves_is_in_no_mail(ada: RegisterEntry) -> None:
    carry_out(give_notice(ada, HowLeft.DISMISSED, minute=MINUTE, reason="Theft"))

    assert letters_to(ada) == ["case_leaving", "case_left"]
    for mail in mails(to=ada):
        written = letter_for(mail, now=NOON)
        assert not any(word in written.html for word in ("ismiss", "Theft", MINUTE))


def test_a_leaver_is_told_what_became_of_the_shares_and_what_is_due(ada: RegisterEntry) -> None:
    issue(make_share_class(on_leave="redeem_par"), 5, to=ada.party_id)
    issue(make_share_class(code="W", withdrawable=True, on_leave="withdraw"), 40, to=ada.party_id)

    carry_out(give_notice(ada))

    text = letter("case_left").text
    assert "5 × A shares: Redeemed: paid back at par" in text
    assert "40 × W shares: Put in the queue of withdrawals" in text
    assert "£5.00 is due to you" in text
    assert letters_to(ada) == ["case_leaving", "case_left"]


def test_the_letter_reads_the_same_after_the_money_was_paid(ada: RegisterEntry) -> None:
    issue(make_share_class(on_leave="redeem_par"), 5, to=ada.party_id)
    case = carry_out(give_notice(ada))
    before = letter("case_left")

    service.pay_out(case, reference="BACS 7", actor=FINANCE, now=THEN + DAY)

    assert letter("case_left").text == before.text
    paid = letter("case_paid_out").text
    assert "We have paid you £5.00" in paid
    assert "BACS 7" not in paid


def test_who_cannot_sign_in_any_more_is_written_to_at_the_contact_address(
    ada: RegisterEntry,
) -> None:
    case = give_notice(ada)
    put(
        ada.party_id, "employment", valid_from=TODAY, valid_to=None, data=None,
        actor=SECRETARY, now=NOON,
    )  # fmt: skip

    carry_out(case)

    written = letter("case_left")
    assert written.address == "ada@example.org"
    assert "If you cannot sign in any more" in written.text


@pytest.mark.parametrize("day", [TODAY - DAY, TODAY])
def test_whose_last_day_is_past_already_has_one_letter(ada: RegisterEntry, day: date) -> None:
    case = give_notice(ada, HowLeft.RETIRED, effect_on=day)

    carry_out(case)

    assert letters_to(ada) == ["case_left"]


def test_somebody_who_died_is_never_written_to(ada: RegisterEntry) -> None:
    a_shares = make_share_class(on_leave="redeem_par")
    issue(a_shares, 5, to=ada.party_id)
    case = carry_out(give_notice(ada, HowLeft.DIED, effect_on=TODAY))

    service.pay_out(case, reference="To the estate", actor=FINANCE, now=THEN + DAY)

    assert mails(to=ada) == []


def test_somebody_whose_work_has_ended_is_not_written_to_before_it_is_told_how(
    ada: RegisterEntry,
) -> None:
    put(
        ada.party_id, "employment", valid_from=TODAY, valid_to=None, data=None,
        actor=SECRETARY, now=NOON,
    )  # fmt: skip
    service.open_for_leavers(NOON)
    assert open_case(ada.party_id, Kind.LEAVE) is not None

    give_notice(ada, HowLeft.DIED, effect_on=TODAY)

    assert mails(to=ada) == []


def test_what_was_queued_before_a_death_is_not_sent_after_it(ada: RegisterEntry) -> None:
    make_mail("a notice")
    db.session.execute(Mail.__table__.update().values(party_id=ada.party_id))
    give_notice(ada, HowLeft.DIED, effect_on=TODAY)

    claimed = delivery.claim(now=NOON)

    assert claimed is not None
    assert claimed.letter is None
    assert delivery.hand_over(claimed, None).reason == TO_THE_DEAD


def test_a_ballot_is_not_told_to_somebody_who_died_after_its_record_date(
    ada: RegisterEntry,
) -> None:
    give_notice(ada, HowLeft.DIED, effect_on=TODAY + DAY)

    ballot = make_ballot()

    assert ballot.roll_size == len(mails("ballot_opened")) + 1
    assert mails(to=ada) == []


def test_a_death_entered_by_mistake_and_taken_back_is_told_to_nobody(ada: RegisterEntry) -> None:
    case = give_notice(ada, HowLeft.DIED, effect_on=TODAY)
    service.take_back(case, reason="A namesake.", actor=SECRETARY, now=NOON)
    assert mails(to=ada) == []

    give_notice(ada)

    assert letters_to(ada) == ["case_leaving"]


def test_the_untraced_are_told_that_what_is_due_is_kept(ada: RegisterEntry) -> None:
    issue(make_share_class(on_leave="redeem_par"), 5, to=ada.party_id)

    carry_out(give_notice(ada, HowLeft.UNTRACED, written_on=date(2026, 5, 1)))

    text = letter("case_left").text
    assert "What is due to you is kept for you" in text
    assert "£" not in text


def test_a_notice_taken_back_to_enter_a_death_is_told_to_nobody(ada: RegisterEntry) -> None:
    service.take_back(give_notice(ada), actor=SECRETARY, now=NOON)
    give_notice(ada, HowLeft.DIED, effect_on=TODAY)

    assert letters_to(ada) == ["case_leaving"]


def test_a_death_carried_out_by_mistake_is_over_when_they_apply_again() -> None:
    ada = make_applicant(since=TODAY - 400 * DAY)
    case = give_notice(ada, HowLeft.DIED, effect_on=TODAY)
    service.carry_out(case, actor=SECRETARY, now=NOON)

    apply(ada)

    assert letters_to(ada) == ["case_applied"]


def died(entry: RegisterEntry) -> Case:
    return carry_out(give_notice(entry, HowLeft.DIED, effect_on=TODAY + DAY))


def test_somebody_who_joined_by_a_case_and_died_is_not_written_to_any_more() -> None:
    ada = make_applicant()
    join(ada)
    before = letters_to(ada)

    died(ada)

    assert has_died(ada.party_id)
    assert letters_to(ada) == before


def test_somebody_elses_application_brings_nobody_back_to_life(ada: RegisterEntry) -> None:
    died(ada)

    apply(make_applicant("Ben Cole"))

    assert has_died(ada.party_id)


def test_shares_of_the_dead_in_the_queue_bring_no_letter(ada: RegisterEntry) -> None:
    issue(make_share_class(code="W", withdrawable=True, on_leave="withdraw"), 40, to=ada.party_id)

    died(ada)

    queued = open_case(ada.party_id, Kind.WITHDRAW)
    assert queued is not None
    service.run_withdrawals(
        make_book(), most_pence=40_00, statement=make_statement(), minute=MINUTE,
        actor=SECRETARY, now=THEN,
    )  # fmt: skip
    service.pay_out(queued, reference="To the estate", actor=FINANCE, now=THEN)
    assert mails(to=ada) == []
