"""A rulebook: what may be put into it together, and the digest that names it."""

import json
from typing import Any

import pytest
from hypothesis import given

from governance.reckoning.rules.registry import NoSuchSetting, settings
from governance.reckoning.rules.rulebook import Rulebook, as_json, differing
from governance.reckoning.rules.setting import NotPossible
from tests.reckoning.rules.drawing import changes, rulebooks


@given(changes())
def test_values_in_bounds_make_a_rulebook_or_are_refused_in_a_sentence(
    values: dict[str, Any],
) -> None:
    try:
        rulebook: Rulebook | None = Rulebook.from_values(values)
    except NotPossible as refused:
        rulebook = None
        key, said = refused.key, str(refused.sentence)
    if rulebook is None:
        assert key in settings()
        assert said[0].isupper()
        assert said.endswith(".")
        assert len(said.split()) > 3
        return
    assert {key: as_json(rulebook.value(key)) for key in values} == {
        key: as_json(settings()[key].checked(value)) for key, value in values.items()
    }


@given(rulebooks())
def test_a_rulebook_goes_to_json_and_comes_back_the_same(rulebook: Rulebook) -> None:
    kept = json.loads(json.dumps({key: as_json(each) for key, each in rulebook.values.items()}))

    again = Rulebook.from_values(kept)

    assert again == rulebook
    assert again.digest == rulebook.digest


@given(rulebooks(), rulebooks())
def test_digests_are_equal_if_the_values_are(one: Rulebook, other: Rulebook) -> None:
    assert (one.digest == other.digest) is (one.values == other.values)
    assert (one.digest == other.digest) is (differing(one, other) == ())


def test_the_order_of_choices_makes_no_other_rulebook() -> None:
    one = Rulebook.usual().changed({"majorities.entrenched": ["quorum", "notice"]})
    other = Rulebook.usual().changed({"majorities.entrenched": ("notice", "quorum", "notice")})

    assert one.digest == other.digest


def test_a_change_of_something_unknown_is_a_mistake() -> None:
    with pytest.raises(NoSuchSetting, match=r"majorities\.mood"):
        Rulebook.usual().changed({"majorities.mood": 1})


def test_what_no_kind_knows_any_more_is_left_out() -> None:
    assert Rulebook.from_values({"motions.mood": 1, "moods.motion": 2}) == Rulebook.usual()


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"notice.motions_days": 13}, "notice.motions_days"),
        ({"notice.annual_days": 22}, "notice.motions_days"),
        ({"notice.requisition_hold_days": 15, "notice.general_days": 15},
         "notice.requisition_hold_days"),
        ({"notice.adjourned_days": 14}, "notice.adjourned_days"),
        ({"quorum.meeting_most": 9, "quorum.meeting_least": 10}, "quorum.meeting_least"),
        ({"ballots.shortest_hours": 336}, "ballots.usual_days"),
        ({"ballots.longest_days": 7, "ballots.usual_days": 8}, "ballots.usual_days"),
        ({"ballots.shortest_hours": 336, "ballots.longest_days": 13}, "ballots.shortest_hours"),
        ({"ballots.warned_below": 5, "ballots.fewest_for_secrecy": 6}, "ballots.warned_below"),
        ({"elections.uncontested": "voted_on", "elections.reopen": False},
         "elections.uncontested"),
        ({"board.seats_least": 13}, "board.seats_least"),
        ({"board.employee_places": 7, "board.seats_most": 6}, "board.employee_places"),
        ({"board.quorum_least": 4}, "board.quorum_least"),
        ({"board.most_in_one_decision": 50_000_01}, "board.most_in_one_decision"),
    ],
)  # fmt: skip
def test_what_cannot_hold_together_is_refused(values: dict[str, Any], key: str) -> None:
    with pytest.raises(NotPossible) as refused:
        Rulebook.usual().changed(values)

    assert refused.value.key == key


@pytest.mark.parametrize(
    "values",
    [
        {"notice.motions_days": 14},
        {"quorum.meeting_most": 10, "quorum.meeting_least": 10},
        {"ballots.shortest_hours": 168},
        {"ballots.longest_days": 7},
        {"ballots.shortest_hours": 336, "ballots.usual_days": 14, "ballots.longest_days": 14},
        {"ballots.warned_below": 5},
        {"board.seats_least": 12},
        {"board.employee_places": 12},
        {"board.quorum_least": 3},
        {"board.most_in_one_decision": 50_000_00},
    ],
)
def test_what_just_holds_together_is_allowed(values: dict[str, Any]) -> None:
    Rulebook.usual().changed(values)
