"""A count that was kept as JSON is found again as it was, to the last lot."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from governance.reckoning.counting.count import Count, Step
from governance.reckoning.counting.election import Election
from governance.reckoning.counting.keeping import NotACount, as_kept, from_kept, kept_as
from governance.reckoning.counting.registry import CountingMethod, Fills, Force, Shape, methods
from tests.reckoning.counting.shared_data import CASES, election_beside

RANKED = [
    pytest.param(each, id=each.name)
    for each in methods()
    if each.shape is Shape.RANK and each.force is Force.BINDING and each.fills is Fills.SEATS
]
ELECTIONS = sorted((CASES / "edge").glob("*.blt"))
TIED = Election(4, 1, {(1,): 9, (2, 4): 8, (3, 4): 5, (4, 3): 5, (): 2})


@dataclass(frozen=True)
class Row:
    label: str
    share: int | None


@kept_as("of the test")
@dataclass(frozen=True)
class Special(Count):
    rows: tuple[Row, ...] = ()
    pair: tuple[int, str] = (0, "")
    by_candidate: Mapping[int, tuple[Step, ...]] = field(default_factory=dict)
    is_tied: bool = False


def _again(count: Count) -> Count:
    return from_kept(json.loads(json.dumps(as_kept(count))))


@pytest.mark.parametrize("method", RANKED)
@pytest.mark.parametrize("path", ELECTIONS, ids=lambda path: path.stem)
def test_a_count_is_found_as_it_was(method: CountingMethod, path: Path) -> None:
    count = method.count(election_beside(path).election)

    assert _again(count) == count


@pytest.mark.parametrize("method", RANKED)
def test_what_is_kept_can_be_read(method: CountingMethod) -> None:
    count = method.count(TIED, lot_order=(3, 1, 2, 4))

    kept = as_kept(count)

    assert (kept["form"], kept["method"], kept["blank"]) == ("stages", method.name, 2)
    assert [each["action"] for each in kept["stages"]] == [each.action for each in count.stages]
    assert [each["chosen"] for each in kept["lots"]] == [each.chosen for each in count.lots]


def test_a_class_of_counts_of_its_own_is_found_again() -> None:
    count = Special(
        **vars(RANKED[0].values[0].count(TIED)),
        rows=(Row("Ada", 4), Row("Bob", None)),
        pair=(2, "b"),
        by_candidate={3: (Step.EXCLUDE,)},
        is_tied=True,
    )

    assert _again(count) == count
    assert type(_again(count)) is Special


def test_a_field_that_came_later_may_be_missing() -> None:
    kept = as_kept(RANKED[0].values[0].count(TIED))

    assert from_kept({key: each for key, each in kept.items() if key != "unit"}).unit == 100_000


@pytest.mark.parametrize(
    "change",
    [
        {"form": "unheard of"},
        {"valid": "12"},
        {"valid": True},
        {"stages": 4},
        {"elected": [{}]},
        {"ties": [{"stage": 1, "step": "dance", "tied": [], "drawn": [], "chosen": 1}]},
    ],
    ids=str,
)
def test_what_was_not_kept_here_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(NotACount):
        from_kept(as_kept(RANKED[0].values[0].count(TIED)) | change)


def test_a_class_that_was_not_entered_is_refused() -> None:
    @dataclass(frozen=True)
    class Stranger(Count):
        pass

    with pytest.raises(NotACount, match="Stranger"):
        as_kept(Stranger(**vars(RANKED[0].values[0].count(TIED))))


def test_two_classes_of_one_word_are_refused() -> None:
    with pytest.raises(ValueError, match="stages"):
        kept_as("stages")(Special)
