"""Schulze's method: Debian's elections, Schulze's own example, and every path tried one by one."""

import random
import re
from itertools import pairwise, permutations
from pathlib import Path

import pytest

from governance.reckoning.counting.comparison import Comparison
from governance.reckoning.counting.count import Count
from governance.reckoning.counting.election import Election, Ranking, merged
from governance.reckoning.counting.explanation import explanation, outcome
from governance.reckoning.counting.papers import Placed
from governance.reckoning.counting.registry import method_named
from governance.reckoning.counting.sheet import as_json, as_text
from tests.reckoning.counting.shared_data import read_json, shared_files

SCHULZE = method_named("schulze")
NAMES = ["Ada", "Bo", "Cy", "Di", "Eve"]
# Schulze 2011, example 1: 45 voters, five options.
FIFTH = {"ACBED": 5, "ADECB": 5, "BEDAC": 8, "CABED": 3, "CAEBD": 7, "CBADE": 2, "DCEBA": 7}
SCHULZES_OWN = FIFTH | {"EBADC": 8}
CIRCLE = Election(3, 1, {(1, 2, 3): 8, (2, 3, 1): 7, (3, 1, 2): 6})
QUORUM = 48  # Three times half the root of some thousand developers: their constitution, 5.2, 4.2.


def _compared(election: Election, order: tuple[int, ...] | None = None) -> Comparison:
    count = SCHULZE.count(election, lot_order=order)
    assert isinstance(count, Comparison)
    return count


def _ranking(letters: str) -> Ranking:
    return tuple("ABCDE".index(letter) + 1 for letter in letters)


def _told(count: Count, names: list[str]) -> list[str]:
    return [str(sentence) for said in explanation(count, names) for sentence in said]


def test_schulzes_own_example() -> None:
    papers = {_ranking(letters): number for letters, number in SCHULZES_OWN.items()}

    count = _compared(Election(5, 1, papers))

    assert count.pairs[0] == (0, 20, 26, 30, 22)
    assert count.paths == (
        (0, 28, 28, 30, 24),
        (25, 0, 28, 33, 24),
        (25, 29, 0, 29, 24),
        (25, 28, 28, 0, 24),
        (25, 28, 28, 31, 0),
    )
    assert count.order == ((5,), (1,), (3,), (2,), (4,))


def test_what_is_not_ranked_is_below_all_that_is() -> None:
    count = _compared(Election(3, 1, {(1,): 5, (2, 3): 4, (): 2}))

    assert count.pairs == ((0, 5, 5), (4, 0, 4), (4, 0, 0))
    assert (count.order, count.blank) == (((1,), (2,), (3,)), 2)


def test_the_order_is_told_with_its_reasons() -> None:
    count = _compared(Election(3, 1, {(1,): 5, (2, 3): 4}))

    assert _told(count, NAMES[:3]) == [
        "Order: 1. Ada, 2. Bo, 3. Cy.",
        "Ada is above Bo: 5 papers prefer it so, 4 the other way.",
        "Bo is above Cy: 4 papers prefer it so, 0 the other way.",
        "Preferred: Ada.",
    ]
    assert str(count.closest_margin(NAMES)) == "Papers by which Ada was ahead of Bo: 5."


def test_a_circle_is_told_by_its_paths() -> None:
    count = _compared(CIRCLE)

    assert count.order == ((1,), (2,), (3,))
    assert _told(count, NAMES[:3])[1] == (
        "Ada is above Bo by paths of preference: the strongest from it is of 14 papers, the"
        " strongest back of 13."
    )


def test_equals_share_a_place_and_the_lot_chooses_the_last() -> None:
    count = _compared(Election(3, 1, {(1, 2): 4, (2, 1): 4}), (3, 2, 1))

    assert (count.order, [each.candidate for each in count.elected]) == (((1, 2), (3,)), [2])
    assert _told(count, NAMES[:3])[0] == "Order: 1. Ada = Bo, 2. Cy."
    assert "Equal at the last seat: Ada, Bo; the lot fell on Bo." in _told(count, NAMES[:3])


def test_the_first_so_many_are_preferred() -> None:
    count = _compared(Election(3, 2, CIRCLE.papers))

    assert str(outcome(count, NAMES)) == "Preferred: Ada, Bo."


def test_options_that_too_few_prefer_to_the_default_one_are_dropped() -> None:
    papers = {(1, 3): 6, (2, 3): 3, (3, 2): 1}

    count = _compared(Election(3, 1, papers, default=3, quorum=4))

    assert (count.dropped, count.order) == ((2,), ((1,), (3,)))
    assert _told(count, ["Ada", "Bo", "None"])[0] == (
        "Papers that prefer Bo to None: 3, and 4 are needed; it is dropped."
    )


def test_where_no_option_beats_the_default_one_it_is_what_is_preferred() -> None:
    count = _compared(Election(2, 1, {(1,): 3, (2,): 3}, default=2))

    assert (count.dropped, count.elected) == ((1,), ())
    assert _told(count, ["Ada", "None"]) == [
        "Papers that prefer Ada to None: 3, and 3 the other way; it is dropped.",
        "Order: 1. None.",
        "Preferred: None.",
    ]


def test_a_withdrawn_option_is_in_no_pair_and_no_place() -> None:
    count = _compared(Election(3, 1, {(2, 1, 3): 4, (3, 1): 1}, frozenset({2})))

    assert (count.pairs[1], count.pairs[0], count.order) == ((0, 0, 0), (0, 0, 4), ((1,), (3,)))


def test_equal_places_prefer_neither() -> None:
    count = _compared(Placed(3, 1, {(1, 1, 2): 3, (0, 1, 0): 1, (0, 0, 0): 1}))

    assert (count.pairs, count.valid, count.blank) == (((0, 0, 3), (1, 0, 4), (0, 0, 0)), 4, 1)


def test_places_without_equals_count_as_the_rankings_they_are() -> None:
    ranked = _compared(Election(3, 1, {(2, 3, 1): 4, (3,): 2, (1, 2): 3}))
    placed = _compared(Placed(3, 1, {(3, 1, 2): 4, (0, 0, 1): 2, (1, 2, 0): 3}))

    assert placed == ranked


def test_the_json_has_pairs_paths_and_order() -> None:
    said = as_json(_compared(CIRCLE))

    assert list(said) == [
        *("method", "valid", "blank", "elected"),
        *("pairs", "paths", "order", "dropped", "lots"),
    ]
    assert (said["pairs"][0], said["order"]) == ([0, 14, 8], [[1], [2], [3]])


def test_the_pairs_are_a_table_to_read() -> None:
    text = as_text(_compared(CIRCLE), NAMES[:3], title="Where to meet", method="Schulze")

    assert "                            over 1  over 2  over 3\n" in text
    assert "  2 Bo                           7              15\n" in text


def _debian(path: Path) -> tuple[list[str], Placed]:
    text = path.read_text(encoding="latin-1")
    names = re.findall(r"Option \d+-*>: (.+)", text)
    digits = re.findall(r"^V: ([-0-9]+)\s", text, re.MULTILINE)
    marks = (tuple(0 if each == "-" else int(each) for each in vote) for vote in digits)
    papers = merged((each, 1) for each in marks)
    return names, Placed(len(names), 1, papers, default=len(names), quorum=QUORUM)


@pytest.mark.parametrize("path", shared_files("condorcet-debian", "leader*_tally.txt"))
def test_debians_leaders_are_those_that_were_declared(path: Path) -> None:
    declared = read_json(path.parent / "official.json")[re.sub(r"\D", "", path.name)]
    names, election = _debian(path)

    count = _compared(election)

    assert [names[each.candidate - 1] for each in count.elected] == [declared["winner"]]
    assert count.valid + count.blank == declared["ballots"]
    assert count.lots == ()


@pytest.mark.parametrize("path", shared_files("condorcet-debian", "leader2006_tally.txt"))
def test_unranked_as_no_opinion_would_have_elected_somebody_else(path: Path) -> None:
    names, election = _debian(path)
    towns, mcintyre = names.index("Anthony Towns"), names.index("Steve McIntyre")

    pairs = _compared(election).pairs
    both = [marks for marks in election.papers if marks[towns] and marks[mcintyre]]
    preferring = sum(election.papers[marks] for marks in both if marks[towns] < marks[mcintyre])

    assert pairs[towns][mcintyre] > pairs[mcintyre][towns]
    assert preferring < sum(election.papers[marks] for marks in both) - preferring


def _random_election(number: int) -> Election:
    dice = random.Random(number)
    candidates = dice.randint(1, 5)
    everyone = list(range(1, candidates + 1))
    papers = merged(
        (tuple(dice.sample(everyone, dice.randint(0, candidates))), dice.choice([1, 2, 3, 5]))
        for _ in range(dice.randint(0, 8))
    )
    withdrawn = frozenset(dice.sample(everyone, dice.choice([0, 0, 1])))
    return Election(candidates, dice.randint(1, 2), papers, withdrawn)


def _above(one: int, other: int, ranking: Ranking) -> bool:
    return one in ranking and (other not in ranking or ranking.index(one) < ranking.index(other))


def _strongest_of_all_paths(
    start: int, end: int, options: list[int], wins: dict[tuple[int, int], int]
) -> int:
    between = [each for each in options if each not in (start, end)]
    paths = (
        (start, *middle, end)
        for size in range(len(between) + 1)
        for middle in permutations(between, size)
    )
    return max(min(wins[step] for step in pairwise(path)) for path in paths)


@pytest.mark.parametrize("hundred", range(3))
def test_every_path_tried_one_by_one_gives_the_same_order(hundred: int) -> None:
    for number in range(hundred * 100, hundred * 100 + 100):
        election = _random_election(number)
        options = [each for each in range(1, 6) if each in election.standing]
        voters = [ranking for ranking, times in election.papers.items() for _ in range(times)]
        prefer = {
            (one, other): sum(_above(one, other, ranking) for ranking in voters)
            for one in options
            for other in options
        }
        wins = {(a, b): n if n > prefer[b, a] else 0 for (a, b), n in prefer.items()}
        best = {
            (a, b): _strongest_of_all_paths(a, b, options, wins)
            for a in options
            for b in options
            if a != b
        }
        left, order = list(options), []
        while left:
            group = [a for a in left if all(best[a, b] >= best[b, a] for b in left if a != b)]
            order.append(tuple(group))
            left = [each for each in left if each not in group]

        count = _compared(election)

        assert {pair: count.paths[pair[0] - 1][pair[1] - 1] for pair in best} == best, number
        assert list(count.order) == order, number
