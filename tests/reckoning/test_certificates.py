"""Which certificates stand: oldest first, reversals undone, no share lost."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.certificates import Lot, Movement, lots

DAY = date(2026, 1, 5)


def moved(*changes: int) -> list[Movement]:
    return [Movement(seq, DAY + timedelta(seq), change) for seq, change in enumerate(changes, 1)]


def left(found: tuple[Lot, ...]) -> dict[int, int]:
    return {lot.seq: lot.left for lot in found}


def test_what_leaves_is_taken_from_the_oldest_certificate() -> None:
    found = lots(moved(5, 3, -6))

    assert left(found) == {1: 0, 2: 2}
    assert [lot.ended_by for lot in found] == [(3,), (3,)]
    assert [lot.stands for lot in found] == [False, True]


def test_a_certificate_may_stand_in_part() -> None:
    assert lots(moved(5, -2)) == (Lot(1, DAY + timedelta(1), 5, 3, ((2, 2),)),)


def test_a_reversed_issue_does_not_stand_and_takes_nothing_from_others() -> None:
    found = lots([*moved(5, 3), Movement(9, DAY + timedelta(9), -3, reverses=2)])

    assert left(found) == {1: 5, 2: 0}
    assert [lot.is_reversed for lot in found] == [False, True]


def test_a_reversed_transfer_lets_the_certificate_stand_again_and_makes_no_new_one() -> None:
    found = lots([*moved(5, -5), Movement(9, DAY + timedelta(9), 5, reverses=2)])

    assert left(found) == {1: 5}


def test_what_was_dated_back_counts_by_its_day() -> None:
    late = Movement(7, DAY, 4)

    assert left(lots([*moved(5, -5), late])) == {7: 0, 1: 4}


@given(st.lists(st.integers(-20, 20).filter(bool), max_size=30))
def test_no_share_is_lost(changes: list[int]) -> None:
    held, kept = 0, []
    for change in changes:
        kept.append(max(change, -held) or 1)
        held += kept[-1]

    assert sum(lot.left for lot in lots(moved(*kept))) == held
