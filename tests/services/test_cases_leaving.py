"""Leaving: notice, its day, what each class says, taking back, and who went without a word."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from governance.cases import service
from governance.cases.kinds import HowLeft, Kind, State
from governance.cases.models import Case
from governance.cases.queries.leaving import endings_of, inheritance_of
from governance.cases.queries.listing import open_case, open_withdrawals, steps_of
from governance.cases.queries.owing import owed_in
from governance.cases.queries.withdrawals import place_in_queue, queue_of
from governance.infrastructure.actor import WORKER
from governance.infrastructure.database import db
from governance.ledger import service as ledger
from governance.ledger.models import Transaction
from governance.ledger.queries.balances import AsAt, balances
from governance.ledger.queries.holdings import book, book_of_key, holding_of
from governance.ledger.terms import OnLeave, Terms
from governance.members import queries as members
from governance.members.models import Party, Spell
from governance.members.service import put
from governance.reckoning.nominations import Relationship
from governance.record.models import Link
from tests.factories.cases import SECRETARY, TODAY, give_notice, join, make_applicant
from tests.factories.ledger import FINANCE, issue, make_share_class
from tests.factories.members import make_member, make_person, make_society
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON

LEAVES = TODAY + timedelta(days=30)
THEN = NOON + timedelta(days=30)
DAY = timedelta(days=1)


def count_of(table):
    return db.session.scalar(select(func.count()).select_from(table))


def carry_out(case, now=THEN):
    return service.carry_out(case, actor=SECRETARY, now=now)


def pence(share_class, on=LEAVES):
    rows = balances(share_class.book_id, AsAt(on), unit="GBP")
    return {row.code: row.balance for row in rows}


def held(entry, share_class, on=LEAVES):
    return holding_of(entry.party_id, share_class, AsAt(on))


def withdrawable_class(code):
    return make_share_class(code=code, on_leave=OnLeave.WITHDRAW, withdrawable=True)


@pytest.fixture
def ada():
    make_society()
    return make_member("Ada Lovelace")


def test_notice_changes_nothing_before_its_day(ada) -> None:
    a_shares = make_share_class()
    issue(a_shares, 5, to=ada.party_id)

    case = give_notice(ada)

    assert (case.state, case.effect_on) == (State.NOTICED, LEAVES)
    assert members.is_member_on(ada.party_id, LEAVES + DAY)
    assert held(ada, a_shares) == 5
    with pytest.raises(service.TooEarly, match="They leave from 16 December 2026"):
        carry_out(case, now=THEN - DAY)


def test_on_the_day_the_membership_ends_and_not_a_day_sooner(ada) -> None:
    carry_out(give_notice(ada))

    assert members.is_member_on(ada.party_id, LEAVES - DAY)
    assert not members.is_member_on(ada.party_id, LEAVES)


def test_cancelled_shares_go_to_the_reserves(ada) -> None:
    a_shares = make_share_class(on_leave=OnLeave.CANCEL)
    issue(a_shares, 5, to=ada.party_id)

    case = carry_out(give_notice(ada))

    assert held(ada, a_shares) == 0
    assert pence(a_shares) == {"1000": -500, "3100": 500}
    assert (case.state, case.pence_due) == (State.LEFT, 0)


def test_redeemed_shares_are_due_and_then_paid(ada) -> None:
    a_shares = make_share_class(on_leave=OnLeave.REDEEM)
    issue(a_shares, 5, to=ada.party_id)
    case = carry_out(give_notice(ada))
    assert pence(a_shares) == {"1000": -500, "2100": 500}

    service.pay_out(case, reference="BACS 1", actor=FINANCE, now=THEN)

    assert pence(a_shares) == {}
    assert (owed_in([case])[case.id].left, case.state) == (0, State.LEFT)
    with pytest.raises(service.NotOpenToThat, match="Nothing is due"):
        service.pay_out(case, reference="BACS 2", actor=FINANCE, now=THEN)


def test_more_than_is_due_is_not_paid(ada) -> None:
    a_shares = make_share_class(on_leave=OnLeave.REDEEM)
    issue(a_shares, 5, to=ada.party_id)
    case = carry_out(give_notice(ada))

    with pytest.raises(service.NotAsAsked, match=r"£5\.00 is due"):
        service.pay_out(case, pence=501, reference="BACS 1", actor=FINANCE, now=THEN)


def test_kept_shares_stay(ada) -> None:
    a_shares = make_share_class(on_leave=OnLeave.KEEP)
    issue(a_shares, 5, to=ada.party_id)

    carry_out(give_notice(ada))

    assert held(ada, a_shares) == 5


def test_shares_pass_to_the_trust(ada) -> None:
    a_shares = make_share_class(on_leave=OnLeave.TO_TRUST, may_hold=("member", "trust"))
    issue(a_shares, 5, to=ada.party_id)
    trust = make_person("The Trust")
    db.session.get_one(Party, trust.party_id).kind = "trust"

    carry_out(give_notice(ada))

    assert (held(ada, a_shares), held(trust, a_shares)) == (0, 5)


def test_without_a_trust_in_the_register_notice_is_refused_in_words(ada) -> None:
    a_shares = make_share_class(on_leave=OnLeave.TO_TRUST, may_hold=("member", "trust"))
    issue(a_shares, 5, to=ada.party_id)

    with pytest.raises(service.NotAsAsked, match="enter it in the register first"):
        give_notice(ada)


def test_withdrawable_shares_go_to_the_queue(ada) -> None:
    w_shares = make_share_class(on_leave=OnLeave.WITHDRAW, withdrawable=True)
    issue(w_shares, 50, to=ada.party_id)

    carry_out(give_notice(ada))

    waiting = open_case(ada.party_id, Kind.WITHDRAW)
    assert (waiting.units, waiting.state) == (50, State.ASKED)
    assert held(ada, w_shares) == 50


def test_a_leaver_in_the_queue_keeps_the_place_with_all_their_shares(ada) -> None:
    w_shares = make_share_class(on_leave=OnLeave.WITHDRAW, withdrawable=True)
    issue(w_shares, 50, to=ada.party_id)
    asked = service.ask_withdrawal(ada.party_id, w_shares, 10, actor=SECRETARY, now=NOON)
    opened = asked.opened_seq

    carry_out(give_notice(ada))

    assert (asked.units, asked.opened_seq, asked.state) == (50, opened, State.ASKED)
    assert count_of(Case) == 2


def test_each_withdrawable_class_of_a_leaver_goes_to_the_queue(ada) -> None:
    classes = [withdrawable_class(code) for code in "VW"]
    for shares, units in zip(classes, (50, 30), strict=True):
        issue(shares, units, to=ada.party_id)

    carry_out(give_notice(ada))

    waiting = open_withdrawals(ada.party_id)
    assert {shares.code: waiting[shares.id].units for shares in classes} == {"V": 50, "W": 30}
    assert [place_in_queue(waiting[shares.id]) for shares in classes] == [1, 2]


def test_a_leavers_second_class_goes_behind_whoever_asked_before(ada) -> None:
    v_shares, w_shares = (withdrawable_class(code) for code in "VW")
    ben = make_member("Ben Cole")
    for shares, entry in ((v_shares, ada), (w_shares, ada), (w_shares, ben)):
        issue(shares, 10, to=entry.party_id)
    asked = {"actor": SECRETARY, "now": NOON}
    first = service.ask_withdrawal(ada.party_id, v_shares, 4, **asked)
    second = service.ask_withdrawal(ben.party_id, w_shares, 10, **asked)

    carry_out(give_notice(ada))

    third = open_withdrawals(ada.party_id)[w_shares.id]
    assert [listed.case.id for listed in queue_of(book_of_key())] == [first.id, second.id, third.id]
    assert (first.units, third.units) == (10, 10)


def test_of_a_leavers_withdrawals_only_what_will_not_be_paid_is_taken_back(ada) -> None:
    cancelled = make_share_class(code="C", on_leave=OnLeave.CANCEL, withdrawable=True)
    waits = withdrawable_class("W")
    told = {"actor": SECRETARY, "now": NOON}
    for shares in (cancelled, waits):
        issue(shares, 10, to=ada.party_id)
    first, second = (
        service.ask_withdrawal(ada.party_id, shares, 10, **told) for shares in (cancelled, waits)
    )

    carry_out(give_notice(ada))

    assert (first.state, second.state) == (State.TAKEN_BACK, State.ASKED)


def test_the_terms_of_the_effect_date_decide(ada) -> None:
    a_shares = make_share_class(on_leave=OnLeave.CANCEL)
    issue(a_shares, 5, to=ada.party_id)
    redeemed = Terms(on_leave=OnLeave.REDEEM)
    ledger.set_terms(a_shares, redeemed, valid_from=LEAVES, actor=FINANCE, now=NOON)

    before = endings_of(ada.party_id, "", effect_on=LEAVES - DAY, today=TODAY)
    after = endings_of(ada.party_id, "", effect_on=LEAVES, today=TODAY)

    assert [(each.on_leave, each.pence) for each in before] == [(OnLeave.CANCEL, 0)]
    assert [(each.on_leave, each.pence) for each in after] == [(OnLeave.REDEEM, 500)]


def test_carrying_out_twice_does_it_once(ada) -> None:
    a_shares = make_share_class()
    issue(a_shares, 5, to=ada.party_id)
    case = carry_out(give_notice(ada))
    links = count_of(Link)

    carry_out(case)

    assert count_of(Link) == links


def test_two_secretaries_at_once_carry_it_out_once(ada, together) -> None:
    a_shares = make_share_class()
    issue(a_shares, 5, to=ada.party_id)
    case_id = give_notice(ada).id

    def act():
        return carry_out(db.session.get_one(Case, case_id)).state

    assert together(act, act) == [State.LEFT, State.LEFT]
    assert db.session.scalar(select(func.count()).where(Transaction.kind == "cancellation")) == 1


def test_a_member_resigns_once(ada) -> None:
    give_notice(ada, notice_on=date(2026, 11, 2))

    with pytest.raises(service.AlreadyOpen, match="given on 2 November 2026: the last day is"):
        give_notice(ada, effect_on=LEAVES + DAY)


def test_two_resignations_at_once_are_one(ada, together) -> None:
    party_id = ada.party_id

    def resign():
        return service.give_notice(
            party_id, HowLeft.RESIGNED, effect_on=LEAVES, actor=SECRETARY, now=NOON
        ).id

    results = together(resign, resign)

    assert sorted(type(result).__name__ for result in results) == ["AlreadyOpen", "int"]


def test_resigning_does_not_date_anew_what_ended_before(ada) -> None:
    a_shares = make_share_class()
    issue(a_shares, 5, to=ada.party_id)
    ended = ledger.cancel(
        a_shares, 3, party_id=ada.party_id, on=date(2025, 2, 3), actor=FINANCE, now=NOON
    )

    carry_out(give_notice(ada))

    assert db.session.get_one(Transaction, ended.seq).effective_on == date(2025, 2, 3)
    assert held(ada, a_shares, date(2025, 2, 3)) == 2
    assert held(ada, a_shares, LEAVES) == 0


def test_notice_can_be_taken_back_until_its_day_and_given_anew(ada) -> None:
    case = give_notice(ada)
    service.take_back(case, reason="She stays.", actor=SECRETARY, now=NOON)

    again = give_notice(ada)

    assert (case.state, again.state) == (State.TAKEN_BACK, State.NOTICED)
    carry_out(again)
    with pytest.raises(service.NotOpenToThat, match="carried out already"):
        service.take_back(again, actor=SECRETARY, now=THEN)


def test_notice_taken_back_is_not_carried_out(ada) -> None:
    case = give_notice(ada)
    service.take_back(case, actor=SECRETARY, now=NOON)

    with pytest.raises(service.NotOpenToThat, match="taken back"):
        carry_out(case)

    assert members.is_member_on(ada.party_id, LEAVES)


def test_somebody_who_left_has_nothing_to_leave(ada) -> None:
    carry_out(give_notice(ada))

    with pytest.raises(service.NothingToLeave):
        give_notice(ada, effect_on=LEAVES + 2 * DAY, now=THEN + DAY)


def test_the_worker_knows_whose_day_has_come(ada) -> None:
    case = give_notice(ada)
    give_notice(make_member("Ben Boole"), effect_on=LEAVES + DAY)

    assert service.leavings_due(THEN - DAY) == []
    assert service.leavings_due(THEN) == [case.id]
    assert service.carry_out_one(case.id, THEN) == 1
    assert service.leavings_due(THEN) == []


@pytest.mark.parametrize(
    ("how", "details", "sentence"),
    [
        (HowLeft.DISMISSED, {}, "where the decision is minuted"),
        (HowLeft.EXPELLED, {}, "where the decision is minuted"),
        (HowLeft.EXPELLED, {"minute": "Board 4"}, "nobody is expelled unheard"),
        (
            HowLeft.EXPELLED,
            {"minute": "Board 4", "hearing_on": TODAY + DAY},
            "the hearing must be past",
        ),
        (HowLeft.UNTRACED, {}, "the day on which you wrote"),
        (HowLeft.UNTRACED, {"written_on": TODAY}, "from 16 February 2027"),
        (HowLeft.RESIGNED, {"effect_on": TODAY}, "last day cannot be before"),
        (HowLeft.RESIGNED, {"notice_on": TODAY + DAY}, "has not come yet"),
        (HowLeft.DIED, {"effect_on": TODAY + 2 * DAY}, "cannot be a day to come"),
    ],
)
def test_what_a_way_of_leaving_needs_is_asked_for(ada, how, details, sentence) -> None:
    with pytest.raises(service.NotAsAsked, match=sentence):
        give_notice(ada, how, **details)

    assert count_of(Case) == 0


def test_a_board_that_may_expel_does_after_a_hearing(ada) -> None:
    set_rules(board__may_expel=True)
    case = give_notice(
        ada, HowLeft.EXPELLED, minute="Board 4", hearing_on=TODAY - DAY, effect_on=TODAY
    )

    assert carry_out(case, now=NOON).state == State.LEFT


def test_a_board_that_may_not_expel_is_told_that_the_members_do(ada) -> None:
    with pytest.raises(service.NotTheBoards, match="only the members may expel") as refused:
        give_notice(
            ada, HowLeft.EXPELLED, minute="Board 4", hearing_on=TODAY - DAY, effect_on=TODAY
        )

    assert "Propose a motion" in refused.value.next_step
    assert count_of(Case) == 0


def test_the_money_of_somebody_untraced_is_set_aside(ada) -> None:
    a_shares = make_share_class(on_leave=OnLeave.REDEEM)
    issue(a_shares, 5, to=ada.party_id)

    case = carry_out(
        give_notice(ada, HowLeft.UNTRACED, written_on=date(2026, 7, 1), effect_on=TODAY), now=NOON
    )

    assert pence(a_shares, TODAY) == {"1000": -500, "2200": 500}
    assert case.pence_due == 0


def test_a_death_is_dated_to_its_day_and_shares_out_what_was_nominated(ada) -> None:
    a_shares = make_share_class(on_leave=OnLeave.REDEEM)
    issue(a_shares, 6_000, to=ada.party_id)
    service.nominate(
        ada.party_id, "Byron King", relationship=Relationship.SPOUSE, share_percent=100,
        actor=SECRETARY, now=NOON,
    )  # fmt: skip

    case = carry_out(give_notice(ada, HowLeft.DIED, effect_on=date(2026, 11, 3)), now=NOON)
    shared = inheritance_of(ada.party_id, "", property_pence=case.pence_due, on=TODAY)

    assert not members.is_member_on(ada.party_id, date(2026, 11, 3))
    assert sum(shared.nominated_pence.values()) == 5_000_00
    assert shared.estate_pence == 1_000_00


def test_a_death_within_a_closed_period_ends_the_shares_today(ada) -> None:
    a_shares = make_share_class(on_leave=OnLeave.REDEEM)
    issue(a_shares, 5, to=ada.party_id)
    ledger.close_period(book(a_shares.book_id), date(2026, 10, 31), actor=FINANCE, now=NOON)

    case = give_notice(ada, HowLeft.DIED, effect_on=date(2026, 10, 20))
    carry_out(case, now=NOON)

    posted = db.session.get_one(Transaction, steps_of(case.id)[-1].told["results"][-1])
    assert posted.effective_on == TODAY
    assert posted.memo == "Left from 20 October 2026"
    assert not members.is_member_on(ada.party_id, date(2026, 10, 20))


def test_rejoining_keeps_the_number_and_the_whole_history() -> None:
    ada, a_shares = make_applicant(), make_share_class(on_leave=OnLeave.REDEEM)
    join(ada, a_shares, 5)
    number = db.session.get_one(Party, ada.party_id).member_number
    make_member("Ben Boole")
    carry_out(give_notice(ada))

    join(ada, a_shares, 7, now=THEN + 10 * DAY)

    assert db.session.get_one(Party, ada.party_id).member_number == number
    days = [TODAY, LEAVES, LEAVES + 9 * DAY, LEAVES + 10 * DAY]
    assert [members.is_member_on(ada.party_id, day) for day in days] == [True, False, False, True]
    assert [held(ada, a_shares, day) for day in days] == [5, 0, 0, 7]


def leave_work(entry, on, now=NOON):
    """What an import does of somebody who left: work and membership end together."""
    for kind in ("employment", "membership"):
        put(entry.party_id, kind, valid_from=on, valid_to=None, data=None, actor=WORKER, now=now)


def test_who_left_work_gets_a_case_how_to_be_told(ada) -> None:
    a_shares = make_share_class(on_leave=OnLeave.REDEEM)
    issue(a_shares, 5, to=ada.party_id)
    make_member("Ben Boole")
    leave_work(ada, TODAY)

    assert [service.open_for_leavers(NOON) for _ in range(2)] == [1, 0]

    case = open_case(ada.party_id, Kind.LEAVE)
    assert (case.state, case.effect_on) == (State.TO_TELL, TODAY)
    told = give_notice(ada, HowLeft.RETIRED, effect_on=TODAY)
    assert (told.id, told.state) == (case.id, State.NOTICED)
    assert carry_out(told, now=NOON).pence_due == 500


def test_who_still_works_here_or_settled_it_gets_no_case(ada) -> None:
    carry_out(give_notice(ada))  # a member no more, and works here still
    settled = make_member("Ben Boole")
    leave_work(settled, TODAY)
    service.open_for_leavers(THEN)
    case = open_case(settled.party_id, Kind.LEAVE)
    service.take_back(case, actor=SECRETARY, now=THEN)

    assert service.open_for_leavers(THEN + DAY) == 0
    assert open_case(ada.party_id, Kind.LEAVE) is None


def test_staff_who_never_joined_and_members_of_the_past_get_no_case() -> None:
    make_society()
    never = make_person("Ned Never")
    leave_work(never, TODAY)
    past = make_person("Pat Past", started=date(2015, 1, 5))
    put(
        past.party_id, "membership", valid_from=date(2015, 1, 5), valid_to=date(2018, 1, 5),
        data={"class": "member"}, actor=WORKER, now=NOON,
    )  # fmt: skip
    put(
        past.party_id, "employment", valid_from=date(2018, 1, 5), valid_to=None, data=None,
        actor=WORKER, now=NOON,
    )  # fmt: skip

    assert service.open_for_leavers(NOON) == 0


def test_an_old_leaving_does_not_end_a_later_membership() -> None:
    ada = make_applicant()
    join(ada)
    leave_work(ada, TODAY + DAY)
    service.open_for_leavers(NOON + DAY)
    told = give_notice(ada, HowLeft.RETIRED, effect_on=TODAY + DAY, now=NOON + DAY)
    for kind, data in (
        ("employment", {"minutes_a_week": 1800}),
        ("membership", {"class": "member"}),
    ):
        put(
            ada.party_id, kind, valid_from=TODAY + 5 * DAY, valid_to=None, data=data,
            actor=SECRETARY, now=NOON + 5 * DAY,
        )  # fmt: skip

    with pytest.raises(service.JoinedAgain, match="They joined again after 17 November 2026"):
        carry_out(told)

    standing = select(func.count()).where(
        Spell.kind == "membership", Spell.superseded_seq.is_(None), Spell.valid_to.is_(None)
    )
    assert db.session.scalar(standing) == 1
