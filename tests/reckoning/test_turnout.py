"""Turnout by group tells nothing about fewer than ten papers, directly or by subtraction."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.turnout import GroupTurnout, turnout_by_group

GROUPS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=9).map(
    lambda sizes: [
        (f"Service {place}", papers + others, papers)
        for place, (papers, others) in enumerate(sizes)
    ]
)


def told_of(groups: Iterable[tuple[str, int, int]]) -> tuple[GroupTurnout, ...]:
    return turnout_by_group(groups, least=10)


def test_groups_of_ten_papers_and_more_are_told_alone() -> None:
    told = told_of([("Homes", 40, 10), ("Day care", 20, 12)])

    assert told == (GroupTurnout(("Homes",), 40, 10), GroupTurnout(("Day care",), 20, 12))


def test_small_groups_are_told_together() -> None:
    told = told_of([("Homes", 9, 5), ("Nights", 50, 30), ("Day care", 8, 6)])

    assert told == (
        GroupTurnout(("Nights",), 50, 30),
        GroupTurnout(("Homes", "Day care"), 17, 11),
    )


def test_one_small_group_alone_is_joined_by_the_next_smallest() -> None:
    told = told_of([("Homes", 60, 40), ("Nights", 50, 30), ("Office", 4, 1)])

    assert told == (
        GroupTurnout(("Homes",), 60, 40),
        GroupTurnout(("Office", "Nights"), 54, 31),
    )


def test_a_group_that_cast_nothing_is_not_told_alone() -> None:
    told = told_of([("Homes", 60, 40), ("Office", 4, 0)])

    assert told == (GroupTurnout(("Office", "Homes"), 64, 40),)


def test_fewer_than_ten_papers_in_all_are_not_told() -> None:
    assert told_of([("Homes", 60, 5), ("Office", 4, 4)]) == ()


@given(GROUPS)
def test_no_line_is_smaller_than_ten_papers(groups: list[tuple[str, int, int]]) -> None:
    assert all(line.papers >= 10 for line in told_of(groups))


@given(GROUPS)
def test_every_group_is_told_once_and_the_sums_are_kept(groups: list[tuple[str, int, int]]) -> None:
    told = told_of(groups)

    if sum(papers for _, _, papers in groups) < 10:
        assert told == ()
        return
    assert sorted(name for line in told for name in line.names) == [name for name, _, _ in groups]
    assert sum(line.papers for line in told) == sum(papers for _, _, papers in groups)
    assert sum(line.entitled for line in told) == sum(entitled for _, entitled, _ in groups)


@given(GROUPS)
def test_only_one_line_is_joint_and_no_more_is_joined_than_must(
    groups: list[tuple[str, int, int]],
) -> None:
    joint = [line for line in told_of(groups) if len(line.names) > 1]

    papers = {name: cast for name, _, cast in groups}
    assert len(joint) <= 1
    for line in joint:
        large = [name for name in line.names if papers[name] >= 10]
        assert len(large) <= 1
        if large:
            assert line.papers - papers[large[0]] < 10
            alone = [cast for name, cast in papers.items() if name not in line.names]
            assert all(papers[large[0]] <= cast for cast in alone)
