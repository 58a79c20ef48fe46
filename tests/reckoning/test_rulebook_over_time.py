"""What held on a day: from its day on, from its registration, and the later adopted of two."""

from datetime import date

import pytest

from governance.reckoning.rules.adoption import (
    Adoption,
    changed_by,
    rulebook_on,
    said_by,
    to_come,
    versions,
)
from governance.reckoning.rules.entrenchment import needed_to_change, suffices
from governance.reckoning.rules.kinds.motions import MotionRules
from governance.reckoning.rules.rulebook import Rulebook
from governance.reckoning.rules.setting import NotPossible

FOUNDED, MARCH, JULY = date(2026, 1, 1), date(2026, 3, 1), date(2026, 7, 1)
FOUNDING = Adoption(1, FOUNDED, {"motions.seconders": 2})


def seconders(*adoptions: Adoption, on: date) -> int:
    return rulebook_on([FOUNDING, *adoptions], on).of(MotionRules).seconders


def test_a_change_holds_from_its_day() -> None:
    later = Adoption(5, MARCH, {"motions.seconders": 4})

    assert seconders(later, on=date(2026, 2, 28)) == 2
    assert seconders(later, on=MARCH) == 4


def test_of_two_on_one_day_the_later_adopted_holds() -> None:
    first, second = (
        Adoption(5, MARCH, {"motions.seconders": 4}),
        Adoption(6, MARCH, {"motions.seconders": 3}),
    )

    assert seconders(first, second, on=MARCH) == seconders(second, first, on=MARCH) == 3


def test_a_later_decision_undoes_an_earlier_one_for_a_later_day() -> None:
    first, second = (
        Adoption(5, JULY, {"motions.seconders": 4}),
        Adoption(6, MARCH, {"motions.seconders": 3}),
    )

    assert seconders(first, second, on=JULY) == 3


def test_what_waits_for_the_registrar_holds_from_the_registration() -> None:
    def passed(registered_on: date | None) -> Adoption:
        changes = {"motions.seconders": 4}
        return Adoption(5, MARCH, changes, needs_registration=True, registered_on=registered_on)

    assert seconders(passed(None), on=JULY) == 2
    assert seconders(passed(date(2026, 4, 9)), on=date(2026, 4, 8)) == 2
    assert seconders(passed(date(2026, 4, 9)), on=date(2026, 4, 9)) == 4
    assert seconders(passed(date(2026, 2, 9)), on=date(2026, 2, 10)) == 2, "not before its day"


def test_what_the_registrar_refused_never_holds() -> None:
    refused = Adoption(5, MARCH, {"motions.seconders": 4}, needs_registration=True, is_refused=True)

    assert seconders(refused, on=JULY) == 2


def test_versions_are_numbered_by_the_days_on_which_something_changed() -> None:
    same = Adoption(5, MARCH, {"motions.seconders": 2})
    changed = Adoption(6, JULY, {"motions.seconders": 3})

    found = versions([FOUNDING, same, changed])

    assert [(each.number, each.since, each.until) for each in found] == [
        (1, FOUNDED, JULY),
        (2, JULY, None),
    ]


def test_a_change_tells_what_it_undoes_of_days_to_come() -> None:
    to_come = Adoption(5, JULY, {"motions.seconders": 4})

    days = changed_by([FOUNDING, to_come], {"motions.seconders": 3}, from_day=MARCH)

    told = [
        (day, before.of(MotionRules).seconders, after.of(MotionRules).seconders)
        for day, before, after in days
    ]
    assert told == [(MARCH, 2, 3), (JULY, 4, 3)]


def test_a_change_out_of_bounds_is_refused_in_words() -> None:
    with pytest.raises(NotPossible, match="Seconders must be 20 members or less"):
        changed_by([FOUNDING], {"motions.seconders": 21}, from_day=MARCH)


def test_a_majority_is_lowered_only_by_what_it_asks_itself() -> None:
    rules = Rulebook.usual().changed({"majorities.expulsion": "unanimous"})

    assert needed_to_change(rules, ["majorities.expulsion"]) == "unanimous"
    assert needed_to_change(rules, ["motions.seconders"]) == "special"
    assert needed_to_change(rules, ["motions.appeal_days"]) == "ordinary"


def test_what_is_entrenched_needs_what_entrenched_rules_need() -> None:
    rules = Rulebook.usual().changed(
        {"majorities.entrenched": ["motions"], "majorities.entrenched_rules": "unanimous"}
    )

    assert needed_to_change(rules, ["motions.appeal_days"]) == "unanimous"
    assert needed_to_change(rules, ["majorities.entrenched"]) == "unanimous", "always"


@pytest.mark.parametrize(
    ("offered", "needed", "enough"),
    [
        ("special", "ordinary", True),
        ("ordinary", "special", False),
        ("written_special", "special", True),
        ("special", "written_special", False),
        ("absolute_majority", "ordinary", True),
        ("absolute_majority", "two_thirds", False),
        ("society_conversion", "special", True),
        ("special", "society_conversion", False),
        ("unanimous", "special", True),
    ],
)
def test_a_stricter_kind_suffices(offered: str, needed: str, enough: bool) -> None:
    assert suffices(offered, needed) is enough


def test_each_setting_names_the_adoption_by_which_it_says_what_it_says() -> None:
    first = Adoption(5, MARCH, {"motions.seconders": 4, "motions.appeal_days": 30})
    second = Adoption(6, MARCH, {"motions.seconders": 3})

    said = said_by([FOUNDING, first, second], MARCH)

    assert {key: by.seq for key, by in said.items()} == {
        "motions.seconders": 6,
        "motions.appeal_days": 5,
    }
    assert said_by([FOUNDING, first, second], FOUNDED)["motions.seconders"].seq == 1


def test_what_is_to_come_of_a_setting_is_told_in_order() -> None:
    first = Adoption(5, MARCH, {"motions.seconders": 4})
    second = Adoption(6, JULY, {"motions.seconders": 3})

    coming = to_come([FOUNDING, first, second], FOUNDED)["motions.seconders"]

    assert [(each.from_day, each.value) for each in coming] == [(MARCH, 4), (JULY, 3)]
    assert [each.adoption for each in coming] == [first, second]
    assert to_come([FOUNDING, first, second], JULY) == {}


def test_to_a_rulebook_yes_and_one_are_not_the_same() -> None:
    Rulebook.from_values({"motions.amendments": True})

    with pytest.raises(NotPossible, match="select yes or no"):
        Rulebook.from_values({"motions.amendments": 1})
