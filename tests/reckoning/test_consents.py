"""Consents of a class: thresholds to the share, silence, abstention, classes that nobody holds."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.consents import Answer, Consent, ConsentRule, consent, figures_of
from governance.reckoning.resolutions.majority import Basis, Figures, Majority

THREE_QUARTERS = Majority(Basis.ENTITLED, Fraction(3, 4), is_strict=False)
MORE_THAN_HALF = Majority(Basis.CAST, Fraction(1, 2), is_strict=True)
MORE_THAN_THREE_QUARTERS = Majority(Basis.ENTITLED, Fraction(3, 4), is_strict=True)

GOVERNMENT = ConsentRule("B", "Government", THREE_QUARTERS)


def figures(votes_for: int, against: int = 0, abstained: int = 0, *, entitled: int) -> Figures:
    return Figures(votes_for, against, abstained, entitled)


@pytest.mark.parametrize(
    ("majority", "given", "state"),
    [
        (THREE_QUARTERS, figures(75, 25, entitled=100), Consent.GIVEN),
        (THREE_QUARTERS, figures(74, 0, entitled=100), Consent.WITHHELD),
        (THREE_QUARTERS, figures(749_999, 0, entitled=1_000_000), Consent.WITHHELD),
        (MORE_THAN_THREE_QUARTERS, figures(75, 25, entitled=100), Consent.WITHHELD),
        (MORE_THAN_THREE_QUARTERS, figures(76, 24, entitled=100), Consent.GIVEN),
        (MORE_THAN_HALF, figures(50, 50, entitled=100), Consent.WITHHELD),
        (MORE_THAN_HALF, figures(2, 1, 97, entitled=100), Consent.GIVEN),
        (MORE_THAN_HALF, figures(0, 0, 100, entitled=100), Consent.WITHHELD),
        (MORE_THAN_HALF, figures(0, 0, 0, entitled=100), Consent.WITHHELD),
    ],
)
def test_a_class_consents_at_its_threshold_and_not_below(
    majority: Majority, given: Figures, state: Consent
) -> None:
    outcome = consent([ConsentRule("A", "Employees", majority)], {"A": given})

    assert outcome.classes[0].consent == state
    assert outcome.is_given == (state == Consent.GIVEN)


def test_the_words_say_what_was_needed() -> None:
    rules = [ConsentRule("A", "Employees’ trust", MORE_THAN_HALF), GOVERNMENT]

    outcome = consent(rules, {"A": figures(25, entitled=25), "B": figures(24, entitled=35)})

    assert str(outcome.arithmetic) == (
        "Not every class that must consent has done so. Employees’ trust: 25 for, 0 against, 0"
        " abstained; at least 13 of 25 were needed: consents, Government: 24 for, 0 against, 0"
        " abstained; at least 27 of 35 were needed: does not consent."
    )


def test_a_class_that_was_not_asked_has_not_consented() -> None:
    outcome = consent([GOVERNMENT], {"A": figures(25, entitled=25)})

    assert not outcome.is_given
    assert outcome.classes[0].consent == Consent.MISSING
    assert str(outcome.classes[0].arithmetic) == "Government: has not answered yet"


def test_a_class_that_abstains_has_not_consented() -> None:
    outcome = consent([GOVERNMENT], {"B": figures(0, 0, 35, entitled=35)})

    assert not outcome.is_given
    assert str(outcome.classes[0].arithmetic) == (
        "Government: nobody was for or against, 35 abstained: does not consent"
    )


@pytest.mark.parametrize(
    ("lapses", "state", "said"),
    [
        (False, Consent.WITHHELD, "Government: nobody holds its shares, so it cannot consent"),
        (True, Consent.LAPSED, "Government: nobody holds its shares, so no consent is needed"),
    ],
)
def test_when_the_government_had_sold_its_shares_the_rules_say_what_holds(
    lapses: bool, state: Consent, said: str
) -> None:
    rule = ConsentRule("B", "Government", THREE_QUARTERS, lapses_when_unheld=lapses)

    outcome = consent([rule], {"B": figures(0, entitled=0)})

    assert (outcome.classes[0].consent, outcome.is_given) == (state, lapses)
    assert str(outcome.classes[0].arithmetic) == said


def test_without_a_rule_no_class_has_to_consent() -> None:
    outcome = consent([], {})

    assert outcome.is_given
    assert str(outcome.arithmetic) == "No class has to consent."


def test_answers_weigh_what_each_holder_has() -> None:
    shares = {"ada": 60, "bob": 30, "cat": 8, "dan": 2}
    answers = {"ada": Answer.FOR, "bob": Answer.AGAINST, "cat": Answer.ABSTAIN}

    assert figures_of(shares, answers) == Figures(60, 30, 8, 100)


def test_the_answer_of_somebody_outside_the_class_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="do not hold the class: eve"):
        figures_of({"ada": 1}, {"eve": Answer.FOR})


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 1000), min_size=1),
    st.lists(st.sampled_from(Answer), min_size=6, max_size=6),
    st.sampled_from([THREE_QUARTERS, MORE_THAN_HALF, MORE_THAN_THREE_QUARTERS]),
)
def test_one_more_answer_for_never_takes_consent_away(
    shares: dict[str, int], drawn: list[Answer], majority: Majority
) -> None:
    answers = dict(zip(sorted(shares), drawn, strict=False))
    rule = ConsentRule("A", "Employees", majority)
    before = consent([rule], {"A": figures_of(shares, answers)})

    for holder in answers:
        after = consent([rule], {"A": figures_of(shares, answers | {holder: Answer.FOR})})
        assert after.is_given or not before.is_given
