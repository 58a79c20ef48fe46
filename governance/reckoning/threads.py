"""Putting the threads of a discussion on pages, so that none is split but where it must be."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Stretch:
    """The comments of one thread, from one place up to another, that stand on a page."""

    thread: int
    first: int
    end: int

    @property
    def goes_on(self) -> bool:
        """Say whether it begins after the comment that opened its thread."""
        return self.first > 0


def pages_of_threads(
    threads: Iterable[tuple[int, int]], *, each: int
) -> tuple[tuple[Stretch, ...], ...]:
    """Return what stands on each page, given every thread's number and length, in their order.

    A page has at most `each` comments. A thread that fits on a page is on one page; a longer one
    begins on a page of its own and goes on over the next. There is always a page.
    """
    pages: list[list[Stretch]] = [[]]
    room = each
    for thread, length in threads:
        first = 0
        while first < length:
            rest = length - first
            if pages[-1] and min(rest, each) > room:
                pages.append([])
                room = each
            end = first + min(rest, each)
            pages[-1].append(Stretch(thread, first, end))
            room -= end - first
            first = end
    return tuple(map(tuple, pages))


def page_with(pages: Iterable[Iterable[Stretch]], thread: int, place: int) -> int:
    """Return the number of the page, from 1, that has this place of a thread; else the first."""
    for number, stretches in enumerate(pages, start=1):
        for stretch in stretches:
            if stretch.thread == thread and stretch.first <= place < stretch.end:
                return number
    return 1
