"""Threads on pages: nothing is lost, and a thread is split only where it must be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.threads import Stretch, page_with, pages_of_threads

LENGTHS = st.lists(st.integers(min_value=1, max_value=70), max_size=40)


def told(lengths: list[int], each: int = 5) -> list[list[tuple[int, int, int]]]:
    """Return the pages of threads numbered from 0, each stretch as (thread, first, end)."""
    pages = pages_of_threads(enumerate(lengths), each=each)
    return [[(one.thread, one.first, one.end) for one in page] for page in pages]


@pytest.mark.parametrize(
    ("lengths", "pages"),
    [
        ([], [[]]),
        ([1, 1], [[(0, 0, 1), (1, 0, 1)]]),
        ([3, 2], [[(0, 0, 3), (1, 0, 2)]]),
        ([3, 3], [[(0, 0, 3)], [(1, 0, 3)]]),
        ([1, 5, 1], [[(0, 0, 1)], [(1, 0, 5)], [(2, 0, 1)]]),
        ([1, 7, 1], [[(0, 0, 1)], [(1, 0, 5)], [(1, 5, 7), (2, 0, 1)]]),
    ],
)
def test_threads_on_pages_of_five(
    lengths: list[int], pages: list[list[tuple[int, int, int]]]
) -> None:
    assert told(lengths) == pages


@given(LENGTHS, st.integers(min_value=1, max_value=30))
def test_every_comment_stands_once_in_its_order(lengths: list[int], each: int) -> None:
    stood = [
        (thread, place)
        for page in told(lengths, each)
        for thread, first, end in page
        for place in range(first, end)
    ]

    assert stood == [(thread, place) for thread, n in enumerate(lengths) for place in range(n)]


@given(LENGTHS, st.integers(min_value=1, max_value=30))
def test_no_page_is_too_long_and_a_thread_that_fits_is_whole(lengths: list[int], each: int) -> None:
    pages = told(lengths, each)

    assert all(sum(end - first for _t, first, end in page) <= each for page in pages)
    for thread, length in enumerate(lengths):
        stretches = [one for page in pages for one in page if one[0] == thread]
        assert len(stretches) == -(-length // each)


@given(LENGTHS, st.integers(min_value=1, max_value=30))
def test_the_page_of_each_comment_has_it(lengths: list[int], each: int) -> None:
    pages = pages_of_threads(enumerate(lengths), each=each)

    for thread, length in enumerate(lengths):
        for place in (0, length - 1):
            page = pages[page_with(pages, thread, place) - 1]
            assert any(s.thread == thread and s.first <= place < s.end for s in page)


def test_what_is_on_no_page_leads_to_the_first() -> None:
    assert page_with([[Stretch(1, 0, 1)]], 7, 0) == 1


def test_only_what_begins_later_goes_on() -> None:
    assert [s.goes_on for s in (Stretch(1, 0, 25), Stretch(1, 25, 30))] == [False, True]
