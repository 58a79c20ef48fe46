"""Distributions worked out by hand, penny by penny."""

from fractions import Fraction

import pytest

from governance.reckoning.distribution.basis import Basis, Recipient
from governance.reckoning.distribution.registry import method_named
from governance.reckoning.distribution.terms import CannotSplit, Part, Rounding, Terms
from governance.reckoning.distribution.wording import how_it_adds_up, how_it_ends

HOURS, PAY, SERVICE = Basis.MINUTES, Basis.PAY, Basis.SERVICE


def paid(method: str, people: list[Recipient], terms: Terms) -> list[int]:
    return [line.pence for line in method_named(method).distribute(people, terms).lines]


# Ada: half the pay, all the years. Bob: all the pay, half the years. Cat: half and half.
PAY_AND_SERVICE = [
    Recipient("ada", pay_pence=20_000_00, service_days=1000),
    Recipient("bob", pay_pence=40_000_00, service_days=500),
    Recipient("cat", pay_pence=20_000_00, service_days=500),
]


def test_the_elements_of_a_trust_are_added_and_not_multiplied() -> None:
    """Section 236K: £900.00 by pay and £900.00 by service, not £1,800.00 by pay × service."""
    terms = Terms(pot_pence=1_800_00, parts=(Part(PAY, 1), Part(SERVICE, 1)))

    by_sum = paid("separate_elements", PAY_AND_SERVICE, terms)

    # Pay 1:2:1 of £900.00 is 225, 450, 225; service 2:1:1 of £900.00 is 450, 225, 225.
    assert by_sum == [675_00, 675_00, 450_00]
    # The product would be weights 2:2:1 of £1,800.00, which infringes.
    assert by_sum != [720_00, 720_00, 360_00]


def test_a_line_of_separate_elements_shows_its_sum() -> None:
    terms = Terms(pot_pence=1_800_00, parts=(Part(PAY, 1), Part(SERVICE, 1)))

    ada, *_ = method_named("separate_elements").distribute(PAY_AND_SERVICE, terms).lines

    assert [str(each) for each in how_it_adds_up(ada)] == [
        "£900.00 × £20,000.00 ÷ £80,000.00 of pay = £225.00.",
        "£900.00 × 1,000 ÷ 2,000 days of service = £450.00.",
        "Added up (£225.00, £450.00): £675.00.",
    ]


def test_the_parts_of_the_pot_add_up_to_it() -> None:
    """£100.00 in parts of 1:1:1 is £33.34, £33.33 and £33.33."""
    people = [
        Recipient("ada", paid_minutes=60, pay_pence=100, service_days=10),
        Recipient("bob", paid_minutes=120, pay_pence=100, service_days=30),
    ]
    terms = Terms(pot_pence=100_00, parts=(Part(HOURS, 1), Part(PAY, 1), Part(SERVICE, 1)))

    outcome = method_named("separate_elements").distribute(people, terms)

    assert [each.pot_pence for each in outcome.entitlements] == [33_34, 33_33, 33_33]
    # Hours: 1111⅓ and 2222⅔; pay: 1666½ each, the odd penny to Bob, who has more in all;
    # service: 833¼ and 2499¾.
    assert [[each.pence for each in line.elements] for line in outcome.lines] == [
        [11_11, 16_66, 8_33],
        [22_23, 16_67, 25_00],
    ]
    assert outcome.total_pence == 100_00


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((), "Say which parts"),
        ((Part(PAY, 1), Part(PAY, 2)), "Each factor has one part"),
        ((Part(Basis.SHARES, 1),), "A part goes equally, by hours, by pay or by service"),
        ((Part(PAY, 1), Part(SERVICE, 0)), "Each part must be more than 0"),
    ],
)
def test_parts_that_make_no_sense_are_refused(parts: tuple[Part, ...], said: str) -> None:
    with pytest.raises(CannotSplit, match=said):
        paid("separate_elements", PAY_AND_SERVICE, Terms(pot_pence=100, parts=parts))


@pytest.mark.parametrize(
    ("rounding", "shares", "residue"),
    [
        (Rounding.LARGEST_REMAINDER, [33_34, 33_33, 33_33], 0),
        (Rounding.DOWN, [33_33, 33_33, 33_33], 1),
    ],
)
def test_a_hundred_pounds_among_three(rounding: Rounding, shares: list[int], residue: int) -> None:
    people = [Recipient("ada"), Recipient("bob"), Recipient("cat")]
    terms = Terms(pot_pence=100_00, rounding=rounding, residue_to="general reserve")

    outcome = method_named("equal").distribute(people, terms)

    assert [line.pence for line in outcome.lines] == shares
    assert outcome.residue_pence == residue
    assert outcome.residue_to == ("general reserve" if residue else "")


def test_an_odd_penny_goes_by_place_and_then_by_id() -> None:
    people = [Recipient("cat", place=1), Recipient("bob", place=2), Recipient("ada", place=2)]

    outcome = method_named("equal").distribute(people, Terms(pot_pence=1_01))

    assert [(line.recipient_id, line.pence) for line in outcome.lines] == [
        ("cat", 34),
        ("ada", 34),
        ("bob", 33),
    ]


def test_service_counts_no_longer_than_the_terms_say() -> None:
    people = [Recipient("ada", service_days=9000), Recipient("bob", service_days=1825)]

    assert paid("service", people, Terms(pot_pence=100_00)) == [83_14, 16_86]
    assert paid("service", people, Terms(pot_pence=100_00, most_service_days=3650)) == [
        66_67,
        33_33,
    ]


def test_a_single_day_may_be_the_longest_that_counts() -> None:
    people = [Recipient("ada", service_days=9000), Recipient("bob", service_days=1)]

    assert paid("service", people, Terms(pot_pence=1_00, most_service_days=1)) == [50, 50]


def test_no_service_that_counts_is_refused() -> None:
    with pytest.raises(CannotSplit, match="at least one day"):
        paid("service", [Recipient("ada", service_days=9)], Terms(pot_pence=1, most_service_days=0))


def test_a_dividend_by_shares_is_in_proportion() -> None:
    people = [
        Recipient("trust", shares=25),
        Recipient("government", shares=24),
        Recipient("partner", shares=51),
    ]

    outcome = method_named("shares").distribute(people, Terms(pot_pence=1_000_01))

    assert {line.recipient_id: line.pence for line in outcome.lines} == {
        "trust": 250_00,
        "government": 240_00,
        "partner": 510_01,
    }


def test_two_and_a_half_pence_a_share() -> None:
    people = [Recipient("ada", shares=1), Recipient("bob", shares=1001), Recipient("cat", shares=0)]
    terms = Terms(rate=Fraction(5, 2))

    outcome = method_named("rate_per_share").distribute(people, terms)

    assert [line.pence for line in outcome.lines] == [3, 25_03, 0]
    assert str(how_it_adds_up(outcome.lines[1])[0]) == ("1,001 shares × 2.5p = £25.025, so £25.03.")
    assert (outcome.pot_pence, outcome.total_pence, outcome.residue_pence) == (None, 25_06, 0)
    assert str(how_it_ends(outcome)) == "In all: £25.06. People who have a part: 2."
    assert str(how_it_adds_up(outcome.lines[0])[0]) == "1 share × 2.5p = £0.025, so £0.03."


def test_an_eighth_of_a_penny_a_share_is_kept_exactly() -> None:
    people = [Recipient("ada", shares=4), Recipient("bob", shares=8_000)]

    outcome = method_named("rate_per_share").distribute(people, Terms(rate=Fraction(1, 8)))

    assert [line.pence for line in outcome.lines] == [1, 10_00]
    assert str(how_it_adds_up(outcome.lines[1])[0]) == "8,000 shares × 0.125p = £10.00."


def test_one_of_anything_is_told_as_one() -> None:
    [equal] = method_named("equal").distribute([Recipient("ada")], Terms(pot_pence=5_00)).lines
    [held] = (
        method_named("shares").distribute([Recipient("ada", shares=1)], Terms(pot_pence=5_00)).lines
    )

    assert str(how_it_adds_up(equal)[0]) == "£5.00 ÷ 1 person = £5.00."
    assert str(how_it_adds_up(held)[0]) == "£5.00 × 1 ÷ 1 share = £5.00."


def test_a_rate_can_be_rounded_down_instead() -> None:
    people = [Recipient("ada", shares=1), Recipient("bob", shares=1001)]
    terms = Terms(rate=Fraction(5, 2), rounding=Rounding.DOWN)

    assert paid("rate_per_share", people, terms) == [2, 25_02]


def test_half_a_penny_is_never_rounded_to_the_even_one() -> None:
    people = [Recipient(str(shares), shares=shares) for shares in (1, 3, 5)]

    assert paid("rate_per_share", people, Terms(rate=Fraction(1, 2))) == [1, 2, 3]


def test_two_per_cent_of_pay() -> None:
    people = [Recipient("ada", pay_pence=24_000_00), Recipient("bob", pay_pence=31_337_77)]

    outcome = method_named("rate_of_pay").distribute(people, Terms(rate=Fraction(2, 100)))

    assert [line.pence for line in outcome.lines] == [480_00, 626_76]
    assert str(how_it_adds_up(outcome.lines[1])[0]) == (
        "£31,337.77 of pay × 2% = £626.7554, so £626.76."
    )


def test_three_per_cent_of_the_holding() -> None:
    people = [Recipient("ada", holding_pence=1_00), Recipient("bob", holding_pence=250_50)]

    assert paid("rate_on_holding", people, Terms(rate=Fraction(3, 100))) == [3, 7_52]
