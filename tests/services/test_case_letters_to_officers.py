"""Whom a case waits for, who is told so once; and that a fact told again brings no letter."""

from datetime import timedelta

import pytest

from governance.cases import service
from governance.cases.events import CaseMoved
from governance.cases.kinds import Payment
from governance.cases.models import Case
from governance.cases.queries.listing import steps_of
from governance.infrastructure.actor import Actor, Role
from governance.members.models import RegisterEntry
from governance.members.service import put
from governance.notifications.case_handlers import queue_case_letter, queue_case_waits
from governance.notifications.letters import letter_for
from tests.factories.accounts import actor, make_role
from tests.factories.cases import (
    MINUTE,
    SECRETARY,
    TODAY,
    apply,
    approve,
    give_notice,
    make_applicant,
    make_statement,
    pay,
)
from tests.factories.ledger import issue, make_book, make_share_class
from tests.factories.mail import letter, letters_to, mails, the_mail
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


def carry_out(case: Case) -> Case:
    return service.carry_out(case, actor=SECRETARY, now=THEN)


def waiting() -> list[str]:
    return [mail.context["waits"] for mail in mails("case_waits")]


def moved(case: Case) -> CaseMoved:
    """Return the fact of the latest step of a case, as it was published."""
    step = steps_of(case.id)[-1]
    return CaseMoved(
        at=NOON,
        by=step.taken_by,
        case_id=case.id,
        n=step.n,
        case_kind=case.kind,
        book_key=case.book_key,
        party_id=case.party_id,
        step=step.step,
        state=step.state,
        told=step.told,
        words_digest=step.digest,
    )


def test_the_secretary_has_one_letter_for_the_decision_and_one_for_the_entry() -> None:
    sue = officer(Role.SECRETARY)
    case = approve(apply(make_applicant(), make_share_class(), 5))
    assert waiting() == ["decision"]

    pay(case)

    assert waiting() == ["decision", "entry"]
    assert letters_to(sue) == ["case_waits", "case_waits"]
    first = letter_for(mails(to=sue)[0], now=NOON)
    assert first.subject == "An application waits for the board"
    assert "http://localhost/office/cases/decide" in first.text
    assert "Ada" not in first.text.replace("Hello", "")


def test_who_did_the_step_is_not_told_that_it_waits() -> None:
    sue, ben = officer(Role.SECRETARY), officer(Role.SECRETARY, "Ben Deputy")
    case = approve(apply(make_applicant(), make_share_class(), 5))

    service.receive_payment(
        case, pence=5_00, how=Payment.BANK, reference="X",
        actor=actor(sue.party_id, Role.SECRETARY), now=NOON,
    )  # fmt: skip

    assert letters_to(sue) == ["case_waits"]
    assert letters_to(ben) == ["case_waits", "case_waits"]


def test_a_file_of_many_leavers_is_one_letter_to_the_secretary() -> None:
    sue = officer(Role.SECRETARY)
    for name in ("Ada Brook", "Ben Cole", "Cy Dale"):
        put(
            make_member(name).party_id, "employment", valid_from=TODAY, valid_to=None, data=None,
            actor=SECRETARY, now=NOON,
        )  # fmt: skip

    assert service.open_for_leavers(NOON) == 3

    assert letters_to(sue) == ["case_waits"]
    assert letter("case_waits").subject == "Say how somebody left"


def test_another_application_after_the_letter_went_out_is_another_letter() -> None:
    sue = officer(Role.SECRETARY)
    apply(make_applicant("Ada Brook"))
    apply(make_applicant("Ben Cole"))
    assert letters_to(sue) == ["case_waits"]
    mails(to=sue)[0].state = "sent"

    apply(make_applicant("Cy Dale"))

    assert letters_to(sue) == ["case_waits", "case_waits"]


def test_a_letter_that_may_have_arrived_or_is_of_another_day_is_no_reason_to_write_none() -> None:
    sue = officer(Role.SECRETARY)
    apply(make_applicant("Ada Brook"))
    mails(to=sue)[0].attempts = 1

    apply(make_applicant("Ben Cole"))
    apply(make_applicant("Cy Dale"), now=NOON + DAY)

    assert letters_to(sue) == ["case_waits"] * 3


def test_a_leaver_to_whom_nothing_is_due_waits_for_nobody(ada: RegisterEntry) -> None:
    fay = officer(Role.FINANCE, "Fay Finance")
    issue(make_share_class(on_leave="cancel"), 5, to=ada.party_id)

    carry_out(give_notice(ada))

    assert letters_to(fay) == []


def test_a_run_of_withdrawals_is_told_once_to_who_pays(ada: RegisterEntry, queued: Case) -> None:
    fay, sue = officer(Role.FINANCE, "Fay Finance"), officer(Role.SECRETARY)
    auditor = officer(Role.AUDITOR, "Otto Auditor")

    run(40_00, by=actor(sue.party_id, Role.SECRETARY))

    assert letters_to(fay) == ["case_waits"]
    assert letters_to(sue) == letters_to(auditor) == []
    assert letter("case_waits").subject == "Money for shares is to be paid"


def test_a_leaver_to_be_paid_waits_for_who_pays(ada: RegisterEntry) -> None:
    fay = officer(Role.FINANCE, "Fay Finance")
    issue(make_share_class(on_leave="redeem_par"), 5, to=ada.party_id)

    carry_out(give_notice(ada))

    assert letters_to(fay) == ["case_waits"]
    assert "http://localhost/office/cases?state=money" in letter("case_waits").text


def test_a_fact_told_again_brings_no_second_letter() -> None:
    officer(Role.SECRETARY)
    case = apply(make_applicant(), make_share_class(), 5)
    queued = len(mails())
    fact = moved(case)
    the_mail(f"case {case.id} step 1 waits").state = "sent"

    queue_case_letter(fact)
    queue_case_waits(fact)

    assert len(mails()) == queued == 2


def test_nobody_without_an_address_stops_a_case() -> None:
    apply(make_applicant(email=""))

    assert mails() == []


def test_what_is_typed_cannot_bring_markup_into_a_letter() -> None:
    case = apply(make_applicant())
    service.decide(
        case, approve=False, minute=MINUTE, reason="<b>No</b>", actor=SECRETARY, now=NOON
    )

    assert "<b>No" not in letter("case_refused").html
    assert "<b>No</b>" in letter("case_refused").text


def test_a_second_application_that_is_refused_brings_no_letter() -> None:
    ada = make_applicant()
    apply(ada)

    with pytest.raises(service.AlreadyOpen):
        apply(ada)

    assert letters_to(ada) == ["case_applied"]
