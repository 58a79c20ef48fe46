"""Every worked vote in the cases comes out as the statute says."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from governance.reckoning.resolutions.by_class import ClassKind
from governance.reckoning.resolutions.decision import CastingVote, Decision, Outcome, Reason
from governance.reckoning.resolutions.majority import Figures
from governance.reckoning.resolutions.quorum import Quorum
from governance.reckoning.resolutions.registry import kind_named

CASES = json.loads(
    (Path(__file__).parents[2] / "cases" / "resolutions" / "cases.json").read_text("utf-8")
)
OUTCOMES = {"carried": Outcome.CARRIED, "not carried": Outcome.LOST, "inquorate": Outcome.INQUORATE}
KINDS = {
    "ordinary": "ordinary",
    "ordinary-casting": "ordinary",
    "special-75": "special",
    "two-thirds": "two_thirds",
    "society-conversion-s113": "society_conversion",
    "society-merger-s111": "society_merger",
    "written-ordinary-s282": "written_ordinary",
    "written-special-s283": "written_special",
    "absolute-majority": "absolute_majority",
    "majority-of-present": "majority_of_present",
    "ordinary-quorum-25": "ordinary",
    "ordinary-min-third": "ordinary",
    "unanimous": "unanimous",
}
QUORUMS = {
    "ordinary-quorum-25": Quorum(participation=Fraction(1, 4)),
    "ordinary-min-third": Quorum(approval=Fraction(1, 3)),
}
FIGURES = ("votes_for", "against", "abstain", "entitled")
REASONS = {
    "no votes": Reason.NO_VOTES,
    "tie decided by casting vote": Reason.CASTING_VOTE,
    "minimum share of all entitled in favour not reached": Reason.APPROVAL,
}


def _decided(case: dict[str, Any]) -> Decision:
    figures = Figures(*(case[name] for name in FIGURES))
    casting_vote = case.get("casting_vote")
    return kind_named(KINDS[case["rule"]]).decide(
        figures,
        quorum=QUORUMS.get(case["rule"]),
        casting_vote=CastingVote(casting_vote) if casting_vote else None,
    )


def _name(case: dict[str, Any]) -> str:
    figures = "-".join(str(case[key]) for key in FIGURES)
    return f"{case['rule']}: {figures} {case['casting_vote'] or ''}".strip()


@pytest.mark.parametrize("case", CASES["single"], ids=_name)
def test_the_outcome_and_its_reason_are_the_cases(case: dict[str, Any]) -> None:
    decision = _decided(case)

    assert decision.outcome == OUTCOMES[case["outcome"]]
    for why in case["why"]:
        if why.startswith("participation"):
            assert why == (
                f"participation {decision.taking_part} of {case['entitled']} below quorum"
            )
            assert decision.reason == Reason.QUORUM
        else:
            assert decision.reason == REASONS[why]


@pytest.mark.parametrize("case", CASES["by_class"], ids=lambda case: case["name"])
def test_every_class_must_consent(case: dict[str, Any]) -> None:
    kinds = {each["name"]: KINDS[each["rule"]] for each in case["classes"]}
    classes = {each["name"]: Figures(*(each[name] for name in FIGURES)) for each in case["classes"]}
    double_majority = kind_named("double_majority")
    assert isinstance(double_majority, ClassKind)

    decided = double_majority.decide_by_class(classes, kinds=kinds)

    assert decided.outcome == OUTCOMES[case["outcome"]]
    for each in case["classes"]:
        assert decided.classes[each["name"]] == _decided(each)


def test_every_rule_of_the_cases_has_a_kind() -> None:
    used = {each["rule"] for each in CASES["single"]}
    used |= {each["rule"] for case in CASES["by_class"] for each in case["classes"]}

    assert used <= set(CASES["rules"]) <= set(KINDS)
    assert {kind_named(name).name for name in KINDS.values()} == set(KINDS.values())


def test_all_the_vectors_are_here() -> None:
    assert (len(CASES["single"]), len(CASES["by_class"])) == (52, 5)


@pytest.mark.parametrize(("name", "rule"), CASES["rules"].items())
def test_a_kind_is_the_rule_of_the_cases(name: str, rule: dict[str, Any]) -> None:
    kind = kind_named(KINDS[name])

    assert kind.majority.basis == rule["base"]
    assert kind.majority.share == Fraction(*rule["share"])
    assert kind.majority.is_strict == rule["strict"]
    if kind.own_quorum.participation is not None:
        assert kind.own_quorum.participation == Fraction(*rule["quorum"])
        assert kind.own_quorum.counts_abstentions == rule["quorum_counts_abstentions"]
