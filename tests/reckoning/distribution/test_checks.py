"""What stands against a distribution on same terms, and who has more than is free of tax."""

from governance.reckoning.distribution.basis import Recipient
from governance.reckoning.distribution.checks import (
    above_the_tax_free_limit,
    left_with_nothing,
    objections_for_a_trust,
)
from governance.reckoning.distribution.registry import method_named
from governance.reckoning.distribution.terms import Terms

PEOPLE = [
    Recipient("ada", paid_minutes=600, shares=2),
    Recipient("bob", paid_minutes=0, shares=1),
    Recipient("cat", paid_minutes=1, shares=1),
]


def test_who_would_be_left_with_nothing_is_named() -> None:
    outcome = method_named("hours").distribute(PEOPLE, Terms(pot_pence=100))

    [finding] = objections_for_a_trust(outcome)

    assert left_with_nothing(outcome) == finding.recipient_ids == ("bob", "cat")
    assert str(finding.reason) == (
        "Nobody who is eligible may be left with nothing, and some would be: 2. Add a part that is"
        " shared equally, or raise the sum."
    )


def test_a_trust_pays_nothing_by_shares() -> None:
    outcome = method_named("shares").distribute(PEOPLE, Terms(pot_pence=100_00))

    [finding] = objections_for_a_trust(outcome)

    assert str(finding.reason).startswith("“By shares held” is not on the same terms for all.")


def test_nothing_stands_against_equal_shares() -> None:
    outcome = method_named("equal").distribute(PEOPLE, Terms(pot_pence=100_00))

    assert objections_for_a_trust(outcome) == ()


def test_the_tax_free_limit_holds_to_the_penny_with_what_was_paid_before() -> None:
    outcome = method_named("equal").distribute(PEOPLE, Terms(pot_pence=3 * 3_600_00))

    none = above_the_tax_free_limit(outcome, limit_pence=3_600_00)
    one = above_the_tax_free_limit(outcome, limit_pence=3_600_00, paid_before={"bob": 1})

    assert none is None
    assert one is not None
    assert one.recipient_ids == ("bob",)
    assert str(one.reason) == (
        "People with more than £3,600.00 in the tax year: 1. What is above it is taxed."
    )
