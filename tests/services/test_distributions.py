"""Interest, dividends and bonuses: worked out, looked at again, posted once, and sealed."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from governance.infrastructure.database import db
from governance.ledger import charts, service
from governance.ledger.distributing.models import Distribution
from governance.ledger.distributing.plan import Plan, Who
from governance.ledger.distributing.seals import Distributions
from governance.ledger.distributing.working import NotPrepared
from governance.ledger.models import Book
from governance.ledger.queries import distributions as queries
from governance.ledger.queries.balances import AsAt, balances
from governance.ledger.queries.due import money_due
from governance.ledger.service import (
    distribution_days,
    distribution_law,
    distributions,
    interest_caps,
)
from governance.members.service import spells
from governance.members.service.people import add_person
from governance.reckoning.distribution.terms import Purpose, Rounding
from governance.record.verify import faults_of, verified_chain
from tests.factories.distributions import (
    PER_CENT,
    PER_PENNY,
    YEAR_BEGAN,
    YEAR_ENDED,
    approve,
    equal_bonus,
    interest,
    make_cooperative,
    per_share,
    plan_of,
    prepare,
    set_cap,
)
from tests.factories.ledger import FINANCE, TODAY, issue, make_book, make_share_class
from tests.factories.members import make_member, make_person
from tests.factories.record import change_rows
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON
from tests.services.test_record_seals import drop_triggers


@pytest.fixture(autouse=True)
def cooperative(keeps_books: Any) -> Book:
    """Open the book of a co-operative society first; `make_book()` then returns it."""
    return make_cooperative()


def test_equal_bonuses_add_up_to_the_pot() -> None:
    book, people = make_book(), [make_member(f"Member {n}").party_id for n in range(3)]

    made = prepare(book, equal_bonus(100_00))

    assert queries.amounts(made.id) == dict(zip(people, (3334, 3333, 3333), strict=True))
    assert (made.total_pence, made.residue_pence, made.people) == (100_00, 0, 3)


def test_nobody_has_anything_before_it_is_approved() -> None:
    book, _ada = make_book(), make_member()
    prepare(book, equal_bonus(100_00))

    assert list(balances(book.id, AsAt(TODAY))) == []


def test_approval_posts_one_transaction_with_a_transfer_for_each_person() -> None:
    book, people = make_book(), [make_member(f"Member {n}").party_id for n in range(3)]
    made = prepare(book, equal_bonus(90_00))

    posted = approve(made)

    due = {row.party_id: row.pence for row in money_due(book.id, TODAY, today=TODAY)}
    assert due == dict.fromkeys(people, 30_00)
    assert made.transaction_seq == posted.seq
    assert balance(book.id, charts.DISTRIBUTED) == -90_00


def test_a_second_approval_changes_nothing() -> None:
    book, _ada = make_book(), make_member()
    made = prepare(book, equal_bonus(90_00))
    first = approve(made)

    again = approve(made)

    assert (again.seq, again.is_new) == (first.seq, False)


def test_of_two_officers_at_once_one_posts(together: Callable[..., list[Any]]) -> None:
    book, _ada = make_book(), make_member()
    book_id, distribution_id = book.id, prepare(book, equal_bonus(90_00)).id
    db.session.commit()

    def approve_it() -> Any:
        return approve(db.session.get_one(Distribution, distribution_id))

    answers = together(approve_it, approve_it)

    assert sorted(answer.is_new for answer in answers) == [False, True]
    assert len({answer.seq for answer in answers}) == 1
    assert balance(book_id, charts.DISTRIBUTED) == -90_00


def test_worked_out_anew_by_several_at_once_it_has_one_line_for_each(
    together: Callable[..., list[Any]],
) -> None:
    book, people = make_book(), [make_member(f"Member {number}") for number in range(20)]
    made_id = prepare(book, equal_bonus(90_00)).id
    db.session.commit()

    def look_again() -> None:
        made = db.session.get_one(Distribution, made_id)
        distributions.prepare_again(made, actor=FINANCE, now=NOON)

    answers = together(*[look_again] * 4)

    assert answers == [None] * 4
    assert len(queries.amounts(made_id)) == len(people)


def test_what_is_dropped_while_it_is_worked_out_anew_stays_without_lines(
    together: Callable[..., list[Any]],
) -> None:
    book, _people = make_book(), [make_member(f"Member {number}") for number in range(20)]
    made_id = prepare(book, equal_bonus(90_00)).id
    db.session.commit()

    def look_again() -> None:
        made = db.session.get_one(Distribution, made_id)
        distributions.prepare_again(made, actor=FINANCE, now=NOON)

    def drop() -> None:
        distributions.drop(db.session.get_one(Distribution, made_id))

    answers = together(look_again, look_again, drop)

    assert answers[2] is None
    assert all(isinstance(each, distributions.NotPreparedAnyMore | None) for each in answers)
    assert queries.amounts(made_id) == {}


def test_a_leaver_dated_back_stops_the_approval_and_says_whose_part_changed() -> None:
    book, ada, ben = make_book(), make_member(), make_member("Ben Boole")
    made = prepare(book, equal_bonus(90_00))
    leave(ben.party_id, on=YEAR_ENDED)

    with pytest.raises(distributions.FiguresHaveChanged, match="2 people") as refused:
        approve(made)

    assert [(each.party_id, each.before, each.after) for each in refused.value.changed] == [
        (ada.party_id, 45_00, 90_00),
        (ben.party_id, 45_00, None),
    ]
    assert made.state == "prepared"


def test_after_looking_again_it_can_be_approved() -> None:
    book, ada, ben = make_book(), make_member(), make_member("Ben Boole")
    made = prepare(book, equal_bonus(90_00))
    leave(ben.party_id, on=YEAR_ENDED)
    distributions.prepare_again(made, actor=FINANCE, now=NOON)

    approve(made)

    assert queries.amounts(made.id) == {ada.party_id: 90_00}


def test_it_can_be_reversed_while_nothing_is_paid() -> None:
    book, ada = make_book(), make_member()
    posted = approve(prepare(book, equal_bonus(90_00)))

    reversal = service.reverse(posted.seq, effective_on=TODAY, actor=FINANCE, now=NOON)

    assert balance(book.id, charts.DISTRIBUTED) == 0
    assert [each.reversed_by for each in queries.shares_of_party(ada.party_id)] == [reversal.seq]


def test_what_was_paid_cannot_be_reversed() -> None:
    book, _ada = make_book(), make_member()
    posted = approve(prepare(book, equal_bonus(90_00)))
    pay_all(book, 90_00)

    with pytest.raises(service.NotEnough):
        service.reverse(posted.seq, effective_on=TODAY, actor=FINANCE, now=NOON)


@pytest.mark.parametrize(
    "plan",
    [
        equal_bonus(90_00, decided_on=TODAY + timedelta(days=1)),
        plan_of(Purpose.BONUS, "service", pot_pence=90_00, decided_on=TODAY + timedelta(days=1)),
        plan_of(Purpose.BONUS, "service", pot_pence=90_00, last_day=TODAY + timedelta(days=1)),
        plan_of(Purpose.BONUS, "hours", pot_pence=90_00, last_day=TODAY + timedelta(days=1)),
        interest(first_day=YEAR_ENDED, last_day=TODAY + timedelta(days=1)),
    ],
)
def test_what_depends_on_a_day_to_come_is_not_approved(plan: Plan) -> None:
    issue(make_share_class(), 1_000, to=make_member(minutes_a_week=2_250).party_id)
    made = prepare(make_book(), plan)

    with pytest.raises(distribution_days.NotKnownYet, match="17 November 2026 has not come yet"):
        approve(made)

    assert made.state == "prepared"
    assert approve(made, now=NOON + timedelta(days=1)).is_new


def test_a_bonus_by_heads_for_a_year_that_is_not_over_is_approved() -> None:
    make_member()
    plan = equal_bonus(90_00, first_day=YEAR_ENDED, last_day=date(2026, 12, 31))

    assert approve(prepare(make_book(), plan)).is_new


def test_a_dropped_one_cannot_be_approved() -> None:
    book, _ada = make_book(), make_member()
    made = prepare(book, equal_bonus(90_00))
    distributions.drop(made)

    with pytest.raises(distributions.NotPreparedAnyMore):
        approve(made)


def test_interest_counts_each_day_of_a_balance() -> None:
    a_shares = make_share_class()
    ada, ben = make_member().party_id, make_member("Ben Boole").party_id
    issue(a_shares, 1_000, to=ada, on=date(2024, 1, 1))
    issue(a_shares, 1_000, to=ben, on=date(2025, 10, 1))

    made = prepare(make_book(), interest(3 * PER_CENT))

    # £1,000 at 3% for 365 days; for the 182 days from 1 October.
    assert queries.amounts(made.id) == {ada: 30_00, ben: 14_95}


def test_interest_is_not_approved_twice_for_the_same_days() -> None:
    ada, a_shares = make_member().party_id, make_share_class()
    issue(a_shares, 1_000, to=ada, on=date(2024, 1, 1))
    posted = approve(prepare(make_book(), interest(3 * PER_CENT)))
    again = prepare(make_book(), interest(3 * PER_CENT))

    with pytest.raises(distribution_days.PaidBefore, match=f"as transaction {posted.seq}"):
        approve(again)

    service.reverse(posted.seq, effective_on=TODAY, actor=FINANCE, now=NOON)
    assert approve(again).is_new


def test_what_was_paid_for_some_of_the_same_days_is_said() -> None:
    book, _ada = make_book(), make_member()
    first = prepare(book, equal_bonus(90_00))
    posted = approve(first)

    again = prepare(book, equal_bonus(10_00))
    later = prepare(book, equal_bonus(10_00, first_day=date(2026, 4, 1), last_day=TODAY))

    assert [each.seq for each in queries.overlaps(again)] == [posted.seq]
    assert queries.overlaps(later) == []


def test_what_was_reversed_is_not_said_to_be_paid_already() -> None:
    book, _ada = make_book(), make_member()
    made = prepare(book, equal_bonus(90_00))
    posted = approve(made)
    service.reverse(posted.seq, effective_on=TODAY, actor=FINANCE, now=NOON)

    assert queries.overlaps(prepare(book, equal_bonus(90_00))) == []


def test_a_plan_meets_another_of_its_class_or_of_every_class() -> None:
    ours = interest(share_class_id=1)

    assert not ours.meets(interest(share_class_id=2))
    assert ours.meets(interest(share_class_id=1))
    assert ours.meets(interest())


@pytest.mark.parametrize(
    ("first_day", "last_day", "meets"),
    [
        (YEAR_ENDED, TODAY, True),
        (YEAR_ENDED + timedelta(days=1), TODAY, False),
        (date(2025, 1, 1), YEAR_BEGAN, True),
        (date(2025, 1, 1), YEAR_BEGAN - timedelta(days=1), False),
    ],
)
def test_plans_that_share_one_day_meet(first_day: date, last_day: date, meets: bool) -> None:
    other = interest(first_day=first_day, last_day=last_day)

    assert (interest().meets(other), other.meets(interest())) == (meets, meets)


def test_interest_goes_to_who_held_shares_though_they_left_since() -> None:
    a_shares = make_share_class()
    ada = make_member().party_id
    issue(a_shares, 1_000, to=ada, on=date(2024, 1, 1))
    service.redeem(a_shares, 1_000, party_id=ada, on=date(2025, 4, 11), actor=FINANCE, now=NOON)

    made = prepare(make_book(), interest(3 * PER_CENT))

    assert queries.amounts(made.id) == {ada: 82}  # ten days of it


def test_interest_above_the_cap_is_refused() -> None:
    issue(make_share_class(), 1_000, to=make_member().party_id)
    set_cap(make_book(), 5 * PER_CENT)

    with pytest.raises(NotPrepared, match="6% is more than the 5% that the rules allow"):
        prepare(make_book(), interest(6 * PER_CENT))


def test_the_cap_in_force_on_the_last_day_counts() -> None:
    issue(make_share_class(), 1_000, to=make_member().party_id)
    set_cap(make_book(), 5 * PER_CENT)
    set_cap(make_book(), 2 * PER_CENT, valid_from=YEAR_ENDED)

    with pytest.raises(NotPrepared, match="the 2% that the rules allow"):
        prepare(make_book(), interest(3 * PER_CENT))


def test_interest_without_a_cap_is_refused() -> None:
    book = make_book()

    with pytest.raises(interest_caps.NoCap, match="Set it first"):
        distributions.prepare(book, interest(), actor=FINANCE, now=NOON)


@pytest.mark.parametrize(
    ("rate", "base_rate", "said"),
    [
        (5 * PER_CENT, None, ""),
        (5 * PER_CENT + 1, None, "allow 5% whatever the base rate"),
        (6 * PER_CENT, 4 * PER_CENT, ""),
        (6 * PER_CENT + 1, 4 * PER_CENT, "At a base rate of 4% .* at most 6%"),
        (5 * PER_CENT, 1 * PER_CENT, ""),
    ],
)
def test_the_highest_rate_is_within_the_rules_on_shares(
    rate: int, base_rate: int | None, said: str
) -> None:
    def set_to(book: Book) -> Any:
        return interest_caps.set_interest_cap(
            book,
            rate,
            valid_from=TODAY,
            source="Rule 12",
            base_rate_ppm=base_rate,
            actor=FINANCE,
            now=NOON,
        )

    if said:
        with pytest.raises(interest_caps.AboveTheRules, match=said):
            set_to(make_book())
    else:
        assert set_to(make_book()).rate_ppm == rate
    assert set_to(make_book(kind="company", key="venture")).rate_ppm == rate, (
        "its rules are its own"
    )


def test_a_society_may_allow_less_interest_or_set_no_rate() -> None:
    set_rules(shares__interest_in_any_case=200, shares__interest_above_base=0, from_day=TODAY)
    with pytest.raises(interest_caps.AboveTheRules, match="allow 2% whatever"):
        set_cap(make_book(), 3 * PER_CENT, valid_from=TODAY)

    set_rules(shares__interest_above_base=None, from_day=TODAY)

    set_cap(make_book(), 9 * PER_CENT, valid_from=TODAY)


def test_a_charity_pays_no_dividend() -> None:
    book = make_book(kind="charity", key="charity")

    with pytest.raises(distribution_law.NotForThisEntity, match="pays no dividend"):
        prepare(book, plan_of(Purpose.DIVIDEND, "equal", pot_pence=1_00))


def test_hours_are_those_of_the_contract_on_the_days_of_the_period() -> None:
    book = make_book()
    full, half = worker("Full", minutes=2250), worker("Half", minutes=2250, since=date(2025, 9, 30))

    made = prepare(book, plan_of(Purpose.BONUS, "hours", pot_pence=100_00))

    # 365 days and 183.
    assert queries.amounts(made.id) == {full: 66_61, half: 33_39}


def test_hours_that_are_not_known_are_said_to_be_and_whose() -> None:
    book, ada = make_book(), make_member()

    with pytest.raises(NotPrepared, match="paid hours are not known: 1") as refused:
        prepare(book, plan_of(Purpose.BONUS, "hours", pot_pence=100_00))

    assert refused.value.about == (ada.party_id,)


def test_service_counts_without_a_break() -> None:
    book = make_book()
    ada = make_member(since=date(2026, 3, 22)).party_id  # ten days to the end of the year
    ben = make_member("Ben Boole", since=date(2026, 3, 2)).party_id  # thirty

    made = prepare(book, plan_of(Purpose.BONUS, "service", pot_pence=40_00))

    assert queries.amounts(made.id) == {ada: 10_00, ben: 30_00}


def test_service_ends_with_the_employment() -> None:
    book = make_book()
    ada = worker("Ada", since=date(2025, 3, 12))
    gone = worker("Gone", since=date(2025, 3, 12))
    end(gone, "employment", on=date(2025, 4, 11))

    made = prepare(book, plan_of(Purpose.BONUS, "service", pot_pence=415_00))

    # 385 days and 30.
    assert queries.amounts(made.id) == {ada: 385_00, gone: 30_00}


def test_pay_is_taken_from_what_was_given() -> None:
    book, ada, ben = make_book(), make_member().party_id, make_member("Ben Boole").party_id
    given = {"pay": {str(ada): 30_000_00, str(ben): 10_000_00}}

    made = prepare(book, plan_of(Purpose.BONUS, "pay", pot_pence=100_00), given=given)

    assert queries.amounts(made.id) == {ada: 75_00, ben: 25_00}


def test_uploaded_pay_is_forgotten_once_it_is_shared_out() -> None:
    ada = make_member().party_id
    given = {"pay": {str(ada): 30_000_00}}
    made = prepare(make_book(), plan_of(Purpose.BONUS, "pay", pot_pence=100_00), given=given)

    approve(made)

    assert made.given == {}


def test_employees_of_short_service_are_left_out_with_the_reason() -> None:
    book = make_book()
    ada = make_person(started=date(2020, 1, 1)).party_id
    new = make_person("New Starter", started=date(2026, 1, 5)).party_id

    plan = equal_bonus(50_00, who=Who.EMPLOYEES, least_service_months=12)
    made = prepare(book, plan)

    assert queries.amounts(made.id) == {ada: 50_00}
    assert [party_id for party_id, _reason in made.left_out] == [new]


def test_a_residue_is_not_paid() -> None:
    book = make_book()
    for n in range(3):
        make_member(f"Member {n}")

    made = prepare(
        book, equal_bonus(100_00, rounding=Rounding.DOWN, residue_to="the general reserve")
    )

    assert (made.total_pence, made.residue_pence) == (99_99, 1)


def test_a_dividend_is_paid_on_the_shares_of_a_class() -> None:
    a_shares, b_shares = make_share_class(), make_share_class(code="B")
    ada = make_member().party_id
    issue(a_shares, 10, to=ada)
    issue(b_shares, 99, to=ada)

    made = prepare(make_book(), per_share(5 * PER_PENNY, share_class_id=a_shares.id))

    assert queries.amounts(made.id) == {ada: 50}


def test_a_dividend_kept_in_whole_pence_before_is_read_posted_and_verified() -> None:
    ada = make_member().party_id
    issue(make_share_class(), 10, to=ada)
    plan = per_share(5 * PER_PENNY)
    made = prepare(make_book(), plan)
    before = {name: kept for name, kept in made.plan.items() if name != "rate_ppm"} | {"rate": 5}
    made.plan = before
    db.session.flush()

    approve(made)

    assert made.plan == before
    assert Plan.from_json(made.plan) == plan
    assert queries.amounts(made.id) == {ada: 50}
    assert list(faults_of(Distributions(), up_to=verified_chain(()).links)) == []


def test_a_plan_is_kept_whole() -> None:
    plan = plan_of(
        Purpose.BONUS,
        "separate_elements",
        pot_pence=1,
        parts=(("heads", 1), ("pay", 3)),
        rounding=Rounding.DOWN,
        residue_to="reserve",
        most_service_years=10,
    )

    assert Plan.from_json(plan.as_json()) == plan


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE distribution SET total_pence = 1",
        "UPDATE distribution_line SET pence = pence + 1",
        "DELETE FROM distribution_line",
        "DELETE FROM distribution",
        "UPDATE interest_cap SET rate_ppm = 1",
    ],
)
def test_the_database_keeps_what_was_approved(change: str) -> None:
    book, _ada = make_book(), make_member()
    set_cap(book)
    approve(prepare(book, equal_bonus(90_00)))
    db.session.commit()

    with pytest.raises(IntegrityError, match="refuses this"):
        db.session.execute(text(change))


def test_the_seal_holds_for_what_was_approved() -> None:
    book, _ada = make_book(), make_member()
    set_cap(book)
    approve(prepare(book, equal_bonus(90_00)))
    prepare(book, equal_bonus(10_00))  # not approved: no link tells of it
    db.session.commit()

    assert list(faults_of(Distributions(), up_to=verified_chain(()).links)) == []


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("distribution_line", "UPDATE distribution_line SET pence = pence + 1"),
        ("distribution_line", "DELETE FROM distribution_line"),
        ("distribution", "UPDATE distribution SET total_pence = total_pence + 1"),
        ("distribution", "UPDATE distribution SET minute_ref = 'Board 2026/42'"),
        ("interest_cap", "UPDATE interest_cap SET rate_ppm = rate_ppm * 2"),
    ],
)
def test_what_was_changed_round_the_triggers_is_found(table: str, change: str) -> None:
    book, _ada = make_book(), make_member()
    set_cap(book)
    approve(prepare(book, equal_bonus(90_00)))
    db.session.commit()

    drop_triggers(table)
    change_rows([change])

    assert len(list(faults_of(Distributions(), up_to=verified_chain(()).links))) == 1


def balance(book_id: int, code: str) -> int:
    return sum(int(row.balance) for row in balances(book_id, AsAt(TODAY), code=code))


def pay_all(book: Any, pence: int) -> None:
    service.pay_what_is_due(
        book,
        codes=[charts.DIVIDENDS_DUE],
        expected_pence=pence,
        on=TODAY,
        key="pay",
        actor=FINANCE,
        now=NOON,
    )


def leave(party_id: int, *, on: date) -> None:
    """End a membership on a day, as recorded only now."""
    end(party_id, "membership", on=on)


def end(party_id: int, kind: str, *, on: date) -> None:
    """End what the register says of a person on a day, as recorded only now."""
    spells.put(
        party_id,
        kind,
        valid_from=on,
        valid_to=None,
        data=None,
        actor=FINANCE,
        now=NOON + timedelta(hours=1),
    )


def worker(name: str, *, minutes: int = 2250, since: date = YEAR_BEGAN) -> int:
    """Enter somebody who works so long a week, a member from the first day on."""
    return add_person(
        first_name=name,
        surname="Worker",
        started=since,
        member_since=since,
        minutes_a_week=minutes,
        actor=FINANCE,
        now=NOON,
    )
