"""How the effect of a decision stands on a day, by later decisions too."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.standing import Deed, Standing, standings_on

TODAY = date(2026, 11, 16)
TOMORROW = TODAY + timedelta(days=1)

deeds = st.lists(
    st.tuples(
        st.frozensets(st.sampled_from("abc"), max_size=3),
        st.none() | st.integers(-3, 3).map(lambda days: TODAY + timedelta(days=days)),
    ),
    max_size=8,
).map(
    lambda rows: [
        Deed(place, place, touches, since, Standing.PENDING)
        for place, (touches, since) in enumerate(rows)
    ]
)


def deed(place: int, touches: str, holds_from: date | None = TODAY, **more: Standing) -> Deed:
    return Deed(place, place, frozenset(touches), holds_from, **more)


def standing(deeds_made: list[Deed], place: int, day: date = TODAY) -> Standing:
    return standings_on(deeds_made, day)[place].standing


@pytest.mark.parametrize(
    ("holds_from", "on", "expected"),
    [
        (TODAY, TODAY, Standing.IN_FORCE),
        (TOMORROW, TODAY, Standing.TO_COME),
        (TOMORROW, TOMORROW, Standing.IN_FORCE),
    ],
)
def test_it_comes_into_force_on_its_day(holds_from, on, expected) -> None:
    assert standing([deed(1, "a", holds_from)], 1, on) is expected


def test_what_waits_failed_or_does_nothing_says_so() -> None:
    for otherwise in (Standing.PENDING, Standing.FAILED, Standing.REFUSED, Standing.NOTHING):
        assert standing([deed(1, "a", None, otherwise=otherwise)], 1) is otherwise


def test_it_is_superseded_once_later_ones_changed_all_that_it_set() -> None:
    one, part, rest = deed(1, "ab"), deed(2, "a"), deed(3, "b")

    after_part, after_all = standings_on([one, part], TODAY), standings_on([rest, part, one], TODAY)

    assert (after_part[1].standing, after_part[1].changed_by) == (Standing.IN_FORCE, (2,))
    assert (after_all[1].standing, after_all[1].changed_by) == (Standing.SUPERSEDED, (2, 3))


def test_only_the_newest_of_those_that_changed_it_is_named() -> None:
    found = standings_on([deed(1, "a"), deed(2, "a"), deed(3, "a")], TODAY)

    assert found[1].changed_by == found[2].changed_by == (3,)


def test_a_later_decision_undoes_what_was_to_come_and_not_before_its_day() -> None:
    to_come, later = deed(1, "a", TOMORROW), deed(2, "a", TODAY)

    assert standing([to_come, later], 1) is Standing.SUPERSEDED
    assert standing([deed(1, "a"), deed(2, "a", TOMORROW)], 1) is Standing.IN_FORCE
    assert standing([deed(1, "a"), deed(2, "a", None)], 1) is Standing.IN_FORCE


@given(deeds)
def test_everything_stands_somehow_whatever_the_order(made: list[Deed]) -> None:
    found = standings_on(made, TODAY)

    assert found == standings_on(list(reversed(made)), TODAY)
    assert set(found) == {each.id for each in made}


@given(deeds)
def test_whatever_is_set_is_in_force_by_one_decision(made: list[Deed]) -> None:
    found = standings_on(made, TODAY)
    set_now = {
        t for each in made if each.holds_from and each.holds_from <= TODAY for t in each.touches
    }

    held = {
        touched
        for each in made
        if found[each.id].standing is Standing.IN_FORCE
        for touched in each.touches
    }

    assert set_now <= held
