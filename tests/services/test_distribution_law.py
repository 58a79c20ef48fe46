"""What each legal form may share among people: refused when prepared, and again when approved."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import update

from governance.infrastructure.database import db
from governance.ledger import service
from governance.ledger.distributing.models import Distribution
from governance.ledger.distributing.plan import Plan, Who
from governance.ledger.models import Book
from governance.ledger.service.distribution_law import (
    AboveTheDividendCap,
    NotForThisEntity,
    ProfitsNotSaid,
    cap_of,
)
from governance.ledger.terms import Holder
from governance.reckoning.distribution.terms import Purpose
from tests.factories.distributions import approve, equal_bonus, interest, plan_of, prepare
from tests.factories.ledger import FINANCE, TODAY, issue, make_book, make_share_class
from tests.factories.members import make_member
from tests.machinery.clock import NOON


def cic() -> Book:
    """Open the book of a CIC limited by shares, with one holder of 100 shares of £1."""
    book = make_book(kind="cic_shares")
    issue(make_share_class(book), 100, to=make_member().party_id)
    return book


def dividend(pence: int, profits_pence: int | None = 100_00, **details: Any) -> Plan:
    return plan_of(
        Purpose.DIVIDEND,
        "shares",
        pot_pence=pence,
        who=Who.HOLDERS,
        profits_pence=profits_pence,
        **details,
    )


def say_otherwise(made: Distribution, **changed: Any) -> Distribution:
    """Change the plan of what is prepared, as if it had been prepared by an earlier version."""
    plan = {**made.plan, **changed}
    db.session.execute(update(Distribution).where(Distribution.id == made.id).values(plan=plan))
    db.session.refresh(made)
    return made


def test_a_community_benefit_society_pays_no_dividend_and_says_by_which_section() -> None:
    book = make_book(kind="cbs")

    with pytest.raises(NotForThisEntity, match=r"Act 2014, section 2\(2\)\(a\)\(ii\)"):
        prepare(book, dividend(1_00))


@pytest.mark.parametrize("kind", ["company", "cbs"])
def test_another_entity_has_no_employees_in_the_register(kind: str) -> None:
    make_book()
    venture, _ada = make_book(kind=kind, key="jv", name="Tame and Arrow"), make_member()

    with pytest.raises(NotForThisEntity, match="not who works for Tame and Arrow"):
        prepare(venture, equal_bonus(1_00, who=Who.EMPLOYEES))
    with pytest.raises(NotForThisEntity, match="not who works for Tame and Arrow"):
        prepare(venture, plan_of(Purpose.BONUS, "service", pot_pence=1_00))


def test_a_community_benefit_society_pays_interest_on_shares() -> None:
    book = make_book(kind="cbs")
    issue(make_share_class(book), 1_000, to=make_member().party_id)

    assert approve(prepare(book, interest())).is_new


@pytest.mark.parametrize("who", [Who.MEMBERS, Who.HOLDERS])
@pytest.mark.parametrize("kind", ["cbs", "cic_shares"])
def test_a_bonus_to_members_as_such_is_no_way_round_it(kind: str, who: Who) -> None:
    book, _ada = make_book(kind=kind), make_member()

    with pytest.raises(NotForThisEntity, match="A bonus here is pay for work"):
        prepare(book, equal_bonus(1_00, who=who))


@pytest.mark.parametrize("kind", ["cbs", "cic_shares", "society", "company", "trust"])
def test_a_bonus_to_employees_is_pay_for_work(kind: str) -> None:
    book, _ada = make_book(kind=kind), make_member()

    assert prepare(book, equal_bonus(1_00, who=Who.EMPLOYEES)).total_pence == 1_00


@pytest.mark.parametrize("kind", ["cbs", "cic_guarantee", "charity", "trust"])
def test_who_pays_no_dividend_is_refused_at_the_approval_as_well(kind: str) -> None:
    of_cooperative = make_book(kind="society")
    issue(make_share_class(of_cooperative), 10, to=make_member().party_id)
    made = prepare(of_cooperative, dividend(1_00, None))
    made.book_id = make_book(kind=kind, key="other").id
    db.session.flush()

    with pytest.raises(NotForThisEntity, match="pays no dividend"):
        approve(made)


def test_a_cic_says_out_of_which_profits_its_dividend_is_paid() -> None:
    book = cic()

    with pytest.raises(ProfitsNotSaid, match="Enter the distributable profits"):
        prepare(book, dividend(1_00, None))


def test_a_cic_pays_as_dividends_what_the_cap_allows_to_the_penny() -> None:
    book = cic()

    assert approve(prepare(book, dividend(35_00))).is_new


def test_a_penny_above_the_cap_is_refused_with_the_figure_and_its_source() -> None:
    book = cic()

    with pytest.raises(AboveTheDividendCap, match=r"35%.*£35\.00 out of £100\.00.*SI 2005/1788"):
        prepare(book, dividend(35_01))


@pytest.mark.parametrize(("profits_pence", "most_pence"), [(1_01, 35), (1_03, 36), (2, 0)])
def test_the_cap_is_whole_pence_and_never_rounded_up(profits_pence: int, most_pence: int) -> None:
    book = cic()

    with pytest.raises(AboveTheDividendCap):
        prepare(book, dividend(most_pence + 1, profits_pence))
    if most_pence:
        assert approve(prepare(book, dividend(most_pence, profits_pence))).is_new


def test_dividends_of_the_same_year_count_together() -> None:
    book = cic()
    approve(prepare(book, dividend(20_00)))

    with pytest.raises(AboveTheDividendCap, match=r"£20\.00 of dividends of that year") as refused:
        prepare(book, dividend(15_01))

    assert "There is room for £15.00" in refused.value.next_step
    assert prepare(book, dividend(15_00)).total_pence == 15_00


def test_a_dividend_that_was_reversed_leaves_its_room_again() -> None:
    book = cic()
    posted = approve(prepare(book, dividend(35_00)))
    service.reverse(posted.seq, effective_on=TODAY, actor=FINANCE, now=NOON)

    assert approve(prepare(book, dividend(35_00))).is_new


def test_a_dividend_of_another_year_has_a_cap_of_its_own() -> None:
    book = cic()
    approve(prepare(book, dividend(35_00)))
    later = {"first_day": date(2026, 4, 1), "last_day": TODAY, "decided_on": TODAY}

    assert approve(prepare(book, dividend(35_00, **later))).is_new


def test_neither_a_bonus_nor_another_entitys_dividend_uses_up_the_cap() -> None:
    other = make_book(kind="cic_shares", key="other")
    ada = make_member().party_id
    issue(make_share_class(other, may_hold=(Holder.PERSON,)), 100, to=ada)
    approve(prepare(other, dividend(35_00)))
    book = cic()
    approve(prepare(book, equal_bonus(50_00, who=Who.EMPLOYEES)))

    assert approve(prepare(book, dividend(35_00))).is_new


def test_a_dividend_of_a_later_year_leaves_the_room_of_the_year_before() -> None:
    book = cic()
    later = {"first_day": date(2026, 4, 1), "last_day": TODAY, "decided_on": TODAY}
    approve(prepare(book, dividend(35_00, **later)))

    assert approve(prepare(book, dividend(35_00))).is_new


def test_a_dividend_for_more_than_a_year_counts_in_the_year_of_its_last_day() -> None:
    book = cic()
    approve(prepare(book, dividend(35_00)))

    made = prepare(book, dividend(35_00, last_day=date(2026, 4, 1)))

    assert approve(made).is_new


def test_how_a_dividend_stands_to_its_cap_leaves_itself_out() -> None:
    book = cic()
    first = prepare(book, dividend(10_00))
    posted = approve(first)
    same, other = prepare(book, dividend(5_00)), prepare(book, dividend(5_00, 90_00))

    told = [cap_of(book, each) for each in (first, same, other)]

    assert [each and each.before_pence for each in told] == [0, 10_00, 10_00]
    assert [each and each.most_pence for each in told] == [35_00, 35_00, 31_50]
    assert [each and [one.seq for one in each.others] for each in told] == [[], [], [posted.seq]]


def test_of_two_prepared_that_are_too_much_together_the_second_is_not_approved() -> None:
    book = cic()
    first, second = prepare(book, dividend(20_00)), prepare(book, dividend(20_00))
    approve(first)

    with pytest.raises(AboveTheDividendCap, match=r"£20\.00 of dividends of that year was posted"):
        approve(second)

    assert second.state == "prepared"


def test_a_dividend_prepared_without_profits_is_not_approved() -> None:
    book = cic()
    made = say_otherwise(prepare(book, dividend(10_00)), profits_pence=None)

    with pytest.raises(ProfitsNotSaid, match="drop it and prepare it"):
        approve(made)


@pytest.mark.parametrize("day", [date(2013, 3, 31), date(2015, 3, 31)])
def test_the_cap_of_a_year_that_began_before_it_is_known_is_refused_in_words(day: date) -> None:
    book = make_book(kind="cic_shares")
    began = date(2012, 1, 1)
    issue(make_share_class(book, valid_from=began), 1, to=make_member(since=began).party_id,
          on=began)  # fmt: skip
    old = dict.fromkeys(("first_day", "last_day", "decided_on"), day)

    with pytest.raises(AboveTheDividendCap, match="known from 2014-10-01 only"):
        prepare(book, dividend(1, **old))


def test_a_company_has_no_such_cap() -> None:
    book = make_book(kind="company")
    issue(make_share_class(book), 100, to=make_member().party_id)

    assert approve(prepare(book, dividend(99_00, None))).is_new
