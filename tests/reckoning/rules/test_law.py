"""What law forbids each legal form: every row of the table, for exactly its forms and days."""

import re
from datetime import date
from typing import Any

import pytest

from governance.reckoning.rules import law
from governance.reckoning.rules.legal_forms import (
    BY_GUARANTEE,
    CO_OPERATIVES,
    COMMUNITY_INTEREST,
    COMPANIES,
    EVERY_FORM,
    SOCIETIES,
    LegalForm,
)
from governance.reckoning.rules.registry import settings
from governance.reckoning.rules.rulebook import Rulebook
from governance.reckoning.rules.setting import ChangedBy, NotPossible, Shape

NOVEMBER = date(2026, 11, 25)
CBS = frozenset({LegalForm.COMMUNITY_BENEFIT_SOCIETY})
CO_OPERATIVE_COMPANY = frozenset({LegalForm.CO_OPERATIVE_COMPANY})
CIC_BY_SHARES = frozenset({LegalForm.CIC_BY_SHARES})
CIC_BY_GUARANTEE = frozenset({LegalForm.CIC_BY_GUARANTEE})
CHARITY = frozenset({LegalForm.CHARITY_BY_GUARANTEE})
EMPLOYEE_OWNED = frozenset({LegalForm.EMPLOYEE_OWNED_COMPANY})

# What may not be said, what may, by which forms, why, and the section.
TABLE: list[tuple[str, Any, Any, frozenset[LegalForm], str, str]] = [
    ("notice.general_days", 13, 14, COMPANIES, "14 clear days’ notice", "section.* 307"),
    ("notice.annual_days", 13, 14, COMPANIES, "Only a public company must", "section.* 307"),
    ("notice.requisition_percent", 6, 5, COMPANIES, "with 5% of the votes", "section 303"),
    ("notice.requisition_hold_days", 29, 28, COMPANIES, "within 28 days", "section 304"),
    ("proxies.allowed", False, True, COMPANIES, "can appoint a proxy", "section 324"),
    ("proxies.holders", "members", "anybody", COMPANIES, "any other person", "section 324"),
    ("meetings.poll_members", 6, 5, COMPANIES, "more than 5 members", "section 321"),
    ("meetings.poll_percent", 11, 10, COMPANIES, "more than 10%", "section 321"),
    ("meetings.casting_vote", True, False, COMPANIES, "no casting vote", "section 282"),
    ("majorities.rules", "two_thirds", "special", COMPANIES, "three quarters", "section.* 21"),
    ("majorities.rules", "ordinary", "unanimous", COMPANIES, "three quarters", "section.* 21"),
    ("majorities.entrenched_rules", "two_thirds", "unanimous", COMPANIES, "entrenched", "22"),
    (
        "ballots.weights",
        "per_share",
        "per_member",
        SOCIETIES | CO_OPERATIVE_COMPANY | BY_GUARANTEE,
        "each member has one vote",
        "RFCCBS 6.1|second principle|section.* 5 and 284",
    ),
    ("shares.interest_above_base", 201, 200, SOCIETIES, "2% above the base rate", "RFCCBS 6.1"),
    ("shares.interest_above_base", None, 0, SOCIETIES, "no more interest", "RFCCBS 6.1"),
    ("shares.interest_in_any_case", 501, 500, SOCIETIES, "5% at most", "RFCCBS 6.1"),
    (
        "surplus.dividend_most_percent",
        1,
        0,
        CBS | CIC_BY_GUARANTEE | CHARITY,
        "none of its surplus goes to members|no dividend",
        "2014 Act, section 2|SI 2005/1788|Charities Act 2011",
    ),
    ("surplus.dividend_cap_percent", 36, 35, CIC_BY_SHARES, "35% of its dist", "SI 2014/2483"),
    (
        "surplus.performance_interest_percent",
        21,
        20,
        COMMUNITY_INTEREST,
        "20% at most",
        "SI 2005/1788",
    ),
    ("surplus.dividend_basis", "shares", "hours", CO_OPERATIVES, "contribute", "section 2\\(3\\)"),
    ("surplus.bonus_service_months", 13, 12, EMPLOYEE_OWNED, "12 months of service", "312C"),
    ("leave.only_above_statute", False, True, EVERY_FORM, "never paid for", "13A\\(6\\)"),
    ("leave.wage_check", False, True, EVERY_FORM, "every pay period", "NMWM09300"),
    ("leave.price_floor_pence", 1260, 1280, EVERY_FORM, "Living Wage, £12.71", "SI 2015/621"),
    ("leave.price_floor_pence", 1260, None, EVERY_FORM, "Living Wage", "SI 2015/621"),
    ("leave.retention_years", 5, 6, EVERY_FORM, "6 years", "regulation 16B"),
]


def refused(rulebook: Rulebook, key: str, on: date = NOVEMBER) -> dict[LegalForm, NotPossible]:
    """Which forms refuse this setting, and how."""
    return {
        form: refusal
        for form in LegalForm
        for refusal in law.refusals(rulebook, form, on=on)
        if refusal.key == key
    }


@pytest.mark.parametrize(
    ("key", "forbidden", "allowed", "forms", "because", "section"),
    TABLE,
    ids=[f"{row[0]}={row[1]}" for row in TABLE],
)
def test_law_refuses_exactly_its_forms(
    key: str,
    forbidden: Any,
    allowed: Any,
    forms: frozenset[LegalForm],
    because: str,
    section: str,
) -> None:
    found = refused(Rulebook.usual().changed({key: forbidden}), key)

    assert found.keys() == forms
    for refusal in found.values():
        assert any(words in str(refusal.sentence) for words in because.split("|"))
        assert re.search(section, refusal.source)
    assert refused(Rulebook.usual().changed({key: allowed}), key) == {}


@pytest.mark.parametrize(
    "changes",
    [
        {"leave.tariff_pence": 1260, "leave.price_floor_pence": 1260},
        {
            "leave.tariff_pence": 1260,
            "leave.price_floor_pence": 1260,
            "leave.price_ceiling_pence": 1260,
        },
    ],
)
def test_no_price_of_leave_is_below_the_living_wage(changes: dict[str, int]) -> None:
    for form in LegalForm:
        told = {each.key for each in law.refusals(_with(changes), form, on=NOVEMBER)}
        assert told == set(changes)


@pytest.mark.parametrize(
    ("changes", "key", "last_day_without"),
    [
        # £12.60 was above the living wage before it rose.
        ({"leave.price_floor_pence": 1260}, "leave.price_floor_pence", date(2026, 3, 31)),
        ({"leave.retention_years": 5}, "leave.retention_years", date(2026, 4, 5)),
        ({"notice.general_days": 13}, "notice.general_days", date(2007, 9, 30)),
        ({"surplus.dividend_cap_percent": 36}, "surplus.dividend_cap_percent", date(2014, 9, 30)),
        ({"ballots.weights": "per_share"}, "ballots.weights", date(2009, 9, 30)),
    ],
)
def test_law_holds_from_its_day(changes: dict[str, Any], key: str, last_day_without: date) -> None:
    rulebook = _with(changes)

    assert refused(rulebook, key, on=last_day_without) == {}
    assert refused(rulebook, key, on=date.fromordinal(last_day_without.toordinal() + 1))


def test_every_row_is_in_the_table_above() -> None:
    tried = {row[0] for row in TABLE} | {
        "leave.price_ceiling_pence",
        "leave.tariff_pence",
        "surplus.bonus_adds_up",
    }

    assert {bound.key for bound in law.BOUNDS} == tried


def test_every_row_says_why_in_a_sentence_and_where_it_stands() -> None:
    for bound in law.BOUNDS:
        said = str(bound.sentence(NOVEMBER))
        assert said.endswith(".")
        assert "%(" not in said
        assert bound.source
        assert bound.forms


def test_what_is_usual_without_a_preset_is_lawful_for_every_form() -> None:
    for form in LegalForm:
        assert list(law.refusals(Rulebook.usual(), form, on=NOVEMBER)) == []


@pytest.mark.parametrize(
    "key", [key for key, each in settings().items() if each.changed_by is ChangedBy.NOBODY]
)
def test_what_nobody_may_change_no_form_may_found(key: str) -> None:
    setting = settings()[key]
    if setting.shape is Shape.NUMBER:
        assert setting.least == setting.most == setting.default
        return
    rulebook = Rulebook.usual().changed({key: not setting.default})

    assert refused(rulebook, key).keys() == EVERY_FORM
    assert all(each.source for each in refused(rulebook, key).values())


@pytest.mark.parametrize(
    ("key", "value", "section"),
    [
        ("notice.special_days", 27, "312"),
        ("notice.short_notice_percent", 89, "307"),
        ("notice.short_notice_percent", 96, "307"),
        ("notice.requisition_call_days", 22, "304"),
        ("quorum.meeting_least", 1, "318"),
        ("proxies.cut_off_hours", 49, "327"),
        ("proxies.poll_cut_off_hours", 25, "327"),
        ("records.minutes_years", 9, "355"),
        ("records.inspection_working_days", 6, "116"),
        ("records.former_members_years", 9, "121"),
        ("shares.largest_holding", 100_000_01, "section 24"),
    ],
)
def test_what_no_form_may_say_is_refused_with_its_section(
    key: str, value: int, section: str
) -> None:
    with pytest.raises(NotPossible) as found:
        Rulebook.usual().changed({key: value})

    assert section in found.value.source


def test_what_law_says_of_a_setting_is_told_to_whoever_sets_it() -> None:
    told = law.bounds_of("notice.general_days", LegalForm.JOINT_VENTURE, on=NOVEMBER)

    assert [bound.least for bound in told] == [14]
    assert law.bounds_of("notice.general_days", LegalForm.WORKER_CO_OPERATIVE, on=NOVEMBER) == ()
    assert law.bounds_of("notice.general_days", LegalForm.JOINT_VENTURE, on=date(2007, 1, 1)) == ()


@pytest.mark.parametrize("form", LegalForm)
def test_a_rule_of_a_society_is_registered_and_a_policy_never(form: LegalForm) -> None:
    assert law.must_be_registered(["quorum.meeting_percent"], form) is (form in SOCIETIES)
    assert not law.must_be_registered(["leave.tariff_pence", "surplus.points"], form)


def _with(changes: dict[str, Any]) -> Rulebook:
    return Rulebook.usual().changed(changes)
