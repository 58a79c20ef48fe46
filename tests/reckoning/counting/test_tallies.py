"""Yes or no, choosing and approval: by hand, and against sums made another way."""

import random
from collections import Counter
from fractions import Fraction
from itertools import combinations

import pytest

from governance.reckoning.counting.count import Count, Step, Tie
from governance.reckoning.counting.election import Election, Ranking, merged
from governance.reckoning.counting.explanation import explanation, outcome
from governance.reckoning.counting.papers import election_of
from governance.reckoning.counting.registry import Shape, method_named
from governance.reckoning.counting.sheet import as_json, as_text
from governance.reckoning.counting.tally import Answers, Tally, WithoutStages

YES_NO, ONE = method_named("yes_no"), method_named("choose_one")
UP_TO, APPROVAL = method_named("choose_up_to"), method_named("approval")
NAMES = ["Ada", "Bo", "Cy", "Di"]
ANSWERS = ["For", "Against", "Abstain"]


def _tally(count: Count) -> Tally:
    assert isinstance(count, Tally)
    return count


def _elected(count: Count) -> list[int]:
    return [each.candidate for each in count.elected]


def _told(count: Count, names: list[str] = NAMES) -> list[str]:
    return [str(sentence) for said in explanation(count, names) for sentence in said]


def _margin(count: Count) -> str:
    assert isinstance(count, WithoutStages)
    return str(count.closest_margin(NAMES))


def test_answers_are_added_up_and_decide_nothing() -> None:
    count = YES_NO.count(Election(3, 1, {(1,): 12, (2,): 7, (3,): 4, (): 2}))

    assert isinstance(count, Answers)
    assert (count.votes_for, count.against, count.abstained) == (12, 7, 4)
    assert (count.valid, count.blank, count.elected, count.lots) == (23, 2, (), ())
    assert _told(count, ANSWERS) == ["12 for, 7 against, 4 abstained."]
    assert _margin(count) == "Between for and against: 5."


def test_the_json_of_answers() -> None:
    assert as_json(YES_NO.count(Election(3, 1, {(1,): 12, (3,): 4}))) == {
        "method": "yes_no",
        "valid": 16,
        "blank": 0,
        "elected": [],
        "votes_for": 12,
        "against": 0,
        "abstained": 4,
        "lots": [],
    }


def test_most_votes_win_even_below_half() -> None:
    count = ONE.count(Election(3, 1, {(1,): 41, (2,): 39, (3,): 30, (): 5}))

    assert _told(count) == ["Votes: Ada 41, Bo 39, Cy 30.", "Elected: Ada."]
    assert _margin(count) == "Votes by which Ada was ahead of Bo: 2."
    assert (count.valid, count.blank) == (110, 5)


def test_of_equals_at_the_top_the_lot_chooses() -> None:
    count = ONE.count(Election(3, 1, {(1,): 4, (2,): 4, (3,): 1}), lot_order=(2, 3, 1))

    assert count.ties == (Tie(1, Step.ELECT, (1, 2), (1, 2), 2),)
    assert _told(count)[1:] == [
        "Equal at the last seat: Ada, Bo; the lot fell on Bo.",
        "Elected: Bo.",
    ]
    assert _margin(count) == "Votes by which Bo was ahead of Ada: 0."


def test_each_seat_filled_by_lot_is_a_lot_of_its_own() -> None:
    papers = {(1,): 9, (2,): 4, (3,): 4, (4,): 4}
    count = UP_TO.count(Election(4, 3, papers), lot_order=(4, 3, 1, 2))

    assert _elected(count) == [1, 3, 4]
    assert [(lot.tied, lot.chosen) for lot in count.lots] == [((2, 3, 4), 4), ((2, 3), 3)]
    assert "Equal at the last 2 seats: Bo, Cy, Di; the lot fell on Di, Cy." in _told(count)
    assert as_json(count)["lots"][0] == {
        "stage": 1,
        "action": "elect",
        "tied": [2, 3, 4],
        "chosen": 4,
        "order": [4, 3, 1, 2],
    }


def test_equals_who_are_all_elected_need_no_lot() -> None:
    count = UP_TO.count(Election(4, 3, {(1, 2, 3): 4, (4,): 3}))

    assert (_elected(count), count.ties, count.lot_order) == ([1, 2, 3], (), None)


def test_a_block_takes_every_seat() -> None:
    count = UP_TO.count(Election(4, 2, {(1, 2): 51, (3, 4): 49}))

    assert (_elected(count), _tally(count).votes) == ([1, 2], (51, 51, 49, 49))


def test_as_many_marks_as_seats_unless_it_says_otherwise() -> None:
    assert _elected(UP_TO.count(Election(4, 1, {(1, 2): 2, (2,): 1}, most=2))) == [2]
    with pytest.raises(ValueError, match="more than 1"):
        UP_TO.count(Election(4, 1, {(1, 2): 2}))


def test_the_most_approved_of_are_elected() -> None:
    count = APPROVAL.count(Election(4, 2, {(1, 2, 3, 4): 3, (2, 3): 4, (1,): 5, (): 1}))

    assert (_tally(count).votes, _elected(count)[0]) == ((8, 7, 7, 3), 1)
    assert [lot.tied for lot in count.lots] == [(2, 3)]


def test_a_least_share_is_of_all_who_voted_and_leaves_seats_empty() -> None:
    papers = {(1, 2): 5, (1,): 2, (3,): 3, (): 1}
    count = APPROVAL.count(Election(3, 2, papers, least_share=Fraction(1, 2)))

    assert (_tally(count).needed, _elected(count), count.vacant) == (6, [1], 1)
    assert _told(count) == [
        "Votes: Ada 7, Bo 5, Cy 3.",
        "Needed of 11 who voted: 6; too few: Bo, Cy.",
        "Elected: Ada. Seats left empty: 1.",
    ]
    assert _margin(count) == "Votes that Bo lacked: 1."
    assert as_json(count)["needed"] == 6


def test_a_least_share_that_nobody_has_elects_nobody() -> None:
    count = APPROVAL.count(Election(2, 1, {(1,): 2, (2,): 1, (): 5}, least_share=Fraction(1, 2)))

    assert str(outcome(count, NAMES[:2])) == "Nobody is elected."
    assert _margin(count) == "Votes that Ada lacked: 2."


def test_whoever_has_withdrawn_has_no_votes() -> None:
    papers = {(1, 2): 5, (1,): 2, (3,): 3}
    count = APPROVAL.count(Election(3, 1, papers, frozenset({1})))

    assert (_tally(count).votes, _elected(count), count.blank) == ((0, 5, 3), [2], 2)
    assert "Ada" not in " ".join(_told(count))


def test_where_nobody_voted_the_lot_order_fills_the_seats() -> None:
    assert _elected(UP_TO.count(Election(3, 2, {}), lot_order=(3, 1, 2))) == [1, 3]


def test_fewer_candidates_than_seats_are_elected() -> None:
    count = UP_TO.count(Election(2, 4, {(1,): 3}))

    assert (_elected(count), count.vacant, count.lots) == ([1, 2], 2, ())


def test_a_tally_to_read_and_sign() -> None:
    count = ONE.count(Election(3, 1, {(1,): 1_041, (2,): 39}, frozenset({3})))

    text = as_text(count, NAMES[:3], title="Chair 2026", method="Choose one")

    assert text.splitlines() == [
        "Chair 2026",
        "Choose one · seats 1 · candidates 3",
        "valid papers 1,080 · blank papers 0",
        "withdrawn: Cy",
        "",
        "                            Votes",
        "  1 Ada                     1,041 *",
        "  2 Bo                         39",
        "  3 Cy                          0",
        "",
        "Votes: Ada 1,041, Bo 39.",
        "Elected: Ada.",
        "Votes by which Ada was ahead of Bo: 1,002.",
        "An asterisk marks those elected.",
    ]


def _random_election(number: int) -> tuple[Election, list[int]]:
    dice = random.Random(number)
    candidates, seats = dice.randint(1, 6), dice.randint(1, 4)
    everyone = range(1, candidates + 1)
    every_set = [each for size in range(candidates + 1) for each in combinations(everyone, size)]
    papers = merged(
        (dice.choice(every_set), dice.choice([1, 2, 3])) for _ in range(dice.randint(0, 9))
    )
    withdrawn = frozenset(dice.sample(everyone, dice.choice([0, 0, 1])))
    share = Fraction(dice.choice([0, 0, 1, 2]), 4)
    order = dice.sample(everyone, candidates)
    return Election(candidates, seats, papers, withdrawn, least_share=share), order


def _slowly(election: Election, order: list[int]) -> tuple[Counter[int], list[int]]:
    """Count one paper at a time, and fill one seat at a time from all who are left."""
    voters = [marks for marks, number in election.papers.items() for _ in range(number)]
    votes = Counter(each for marks in voters for each in marks if each in election.standing)
    enough = {
        each
        for each in election.standing
        if Fraction(votes[each], max(len(voters), 1)) >= election.least_share
    }
    elected: list[int] = []
    while enough and len(elected) < election.seats:
        best = max(enough, key=lambda each: (votes[each], -order.index(each)))
        elected.append(best)
        enough.remove(best)
    return votes, elected


@pytest.mark.parametrize("hundred", range(5))
def test_a_slow_count_finds_the_same(hundred: int) -> None:
    for number in range(hundred * 100, hundred * 100 + 100):
        election, order = _random_election(number)
        votes, elected = _slowly(election, order)

        count = _tally(APPROVAL.count(election, lot_order=tuple(order)))

        assert {i + 1: n for i, n in enumerate(count.votes) if n} == dict(+votes), number
        assert sorted(_elected(count)) == sorted(elected), number


@pytest.mark.parametrize("number", range(60))
def test_choosing_one_is_approving_of_one(number: int) -> None:
    election, order = _random_election(number)
    papers: dict[Ranking, int] = {marks[:1]: 2 for marks in election.papers}
    same = election_of(Shape.ONE, election.candidates, 1, papers)

    one, approved = (method.count(same, lot_order=tuple(order)) for method in (ONE, APPROVAL))

    assert (one.elected, one.ties) == (approved.elected, approved.ties)


def test_to_choose_one_fills_one_seat() -> None:
    with pytest.raises(ValueError, match="choose up to so many"):
        ONE.count(Election(3, 2, {(1,): 1}))


@pytest.mark.parametrize("order", [(1, 2), (1, 2, 2), (0, 1, 2)])
def test_a_lot_order_that_is_not_one_is_a_mistake(order: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="names every candidate once"):
        ONE.count(Election(3, 1, {(1,): 1}), lot_order=order)
