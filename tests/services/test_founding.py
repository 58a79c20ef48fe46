"""Founding a rulebook from the preset of a legal form, and what law refuses of it."""

from datetime import date

import pytest

from governance.infrastructure.clock import day_of
from governance.reckoning.rules.legal_forms import SOCIETIES, LegalForm
from governance.reckoning.rules.presets import preset_of
from governance.rulebook import queries, service
from governance.rulebook.service import CannotAdopt
from tests.factories.rules import FOUNDER
from tests.machinery.clock import NOON

TODAY = day_of(NOON)


@pytest.mark.parametrize("form", LegalForm)
def test_a_society_begins_with_the_preset_of_its_form(form: LegalForm) -> None:
    preset = preset_of(form)

    service.found(form, preset.rulebook.values, from_day=TODAY, actor=FOUNDER, now=NOON)

    assert queries.rules_on(TODAY) == preset.rulebook
    assert queries.legal_form() is form


@pytest.mark.parametrize(
    ("form", "changes", "words", "section"),
    [
        (
            LegalForm.COMMUNITY_BENEFIT_SOCIETY,
            {"surplus.dividend_most_percent": 10},
            "none of its surplus goes to members",
            "2014 Act, section 2",
        ),
        (
            LegalForm.JOINT_VENTURE,
            {"notice.general_days": 10},
            "14 clear days’ notice",
            "Companies Act 2006, sections 307",
        ),
        (
            LegalForm.EMPLOYEE_OWNED_COMPANY,
            {"leave.wage_check": False},
            "every pay period must be checked",
            "National Minimum Wage Act 1998",
        ),
        (
            LegalForm.WORKER_CO_OPERATIVE,
            {"leave.no_resale": False},
            "no rules can have it otherwise",
            "EIM00540",
        ),
        (
            LegalForm.CIC_BY_SHARES,
            {"records.minutes_years": 5},
            "10 years or more",
            "section 355",
        ),
    ],
)
def test_what_law_forbids_is_refused_with_its_section(
    form: LegalForm, changes: dict[str, object], words: str, section: str
) -> None:
    values = {**preset_of(form).rulebook.values, **changes}

    with pytest.raises(CannotAdopt, match=words) as refused:
        service.found(form, values, from_day=TODAY, actor=FOUNDER, now=NOON)

    assert section in refused.value.next_step
    assert not queries.is_founded()


def test_a_price_of_leave_below_the_living_wage_cannot_be_adopted() -> None:
    form = LegalForm.EMPLOYEE_OWNED_COMPANY
    service.found(form, preset_of(form).rulebook.values, from_day=TODAY, actor=FOUNDER, now=NOON)

    with pytest.raises(CannotAdopt, match="no less than the National Living Wage"):
        service.steps_of({"leave.price_floor_pence": 1200}, from_day=date(2027, 1, 1), today=TODAY)


@pytest.mark.parametrize("form", LegalForm)
def test_only_a_rule_of_a_society_waits_for_its_registrar(form: LegalForm) -> None:
    service.found(form, preset_of(form).rulebook.values, from_day=TODAY, actor=FOUNDER, now=NOON)

    adoption = service.adopt(
        {"board.quorum_percent": 60},
        from_day=TODAY,
        how="resolution",
        reference="",
        title="A larger quorum of the board",
        actor=FOUNDER,
        now=NOON,
    )

    assert adoption.needs_registration is (form in SOCIETIES)
