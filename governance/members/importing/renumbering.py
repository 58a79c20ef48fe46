"""When a source begins to number its assignments, or stops: which post of the register is meant.

What was recorded without a number goes to the numbered assignment that it was, with its days, its
words and its seal as they are: the past gets a number and nothing else. Days before that
assignment began stay without one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from governance.members.importing.people import Post
from governance.members.timeline import Line, Stretch, paint, run_around

UNNUMBERED = ""
FOREVER = date.max


class Conflict(ValueError):
    """What the file says cannot follow on what the register says."""


def numbered(lines: Mapping[str, Line], posts: Sequence[Post]) -> dict[str, Line]:
    """Return the lines with what has no number given to those of the posts that it was."""
    after = dict(lines)
    if not after.get(UNNUMBERED):
        return after
    new = [post for post in posts if post.assignment not in lines]
    heirs = [post for post in new if _is_of_these_days(post, after[UNNUMBERED])]
    if heirs:
        # The unnumbered post goes on in one of them: in that it has no end of its own.
        main = max(heirs, key=lambda post: _likeness(post, after[UNNUMBERED]))
        _give(after, main, until=None)
        for post in heirs:
            refuse_within_an_earlier_time(lines[UNNUMBERED], post)
            if post is not main and after[UNNUMBERED]:
                _give(after, post, until=post.ended)
    return after


def unnumbered(lines: Mapping[str, Line], post: Post, today: date) -> tuple[str, Post]:
    """Return which post of the register a line without an assignment number is about.

    Such a line tells when the person began, which may be with an earlier post: then the numbered
    one keeps the day on which it began itself.

    Raises:
        Conflict: the register has several that it could be.
    """
    key = _only_key(lines, post, today)
    if key == UNNUMBERED or sum(1 for line in lines.values() if line) == 1:
        return key, post
    first, _end = run_around(lines[key], lines[key][-1])
    began = max(first, post.started)
    if post.ended is not None and post.ended <= began:
        raise Conflict(
            f"Date left: it is before the day on which assignment {key} began. Check it, or choose "
            "the column with the assignment number."
        )
    return key, replace(post, started=began)


def _only_key(lines: Mapping[str, Line], post: Post, today: date) -> str:
    here = [key for key, line in lines.items() if line and _goes_on(line[-1].valid_to, today)]
    if len(here) > 1:
        names = ", ".join(sorted(key or "one without a number" for key in here))
        raise Conflict(
            f"The register has {len(here)} posts for them ({names}), and this line does not say "
            "which one it is. Choose the column with the assignment number."
        )
    if here:
        return here[0]
    same = [key for key, line in lines.items() if line and _is_of_these_days(post, line)]
    return max(same, key=lambda key: _fit(post, lines[key]), default=UNNUMBERED)


def refuse_within_an_earlier_time(line: Line, post: Post) -> None:
    """Refuse a start before the end of a time that was over when the present one began."""
    first, _end = run_around(line, line[-1])
    if any(old.valid_to is not None and post.started < old.valid_to <= first for old in line):
        raise Conflict(
            "Start date: the register has an earlier time of employment that ended after it. Give "
            "the date on which the present one began."
        )


def _give(lines: dict[str, Line], post: Post, *, until: date | None) -> None:
    nameless = lines[UNNUMBERED]
    first, _end = run_around(nameless, nameless[-1])
    begins = max(first, post.started)
    theirs = [
        piece for old in nameless if (piece := _within(old, begins, until or FOREVER)) is not None
    ]
    if theirs:
        lines[post.assignment] = theirs
        lines[UNNUMBERED] = paint(nameless, begins, until, None)


def _within(old: Stretch, begins: date, until: date) -> Stretch | None:
    """Return what of the stretch lies in these days, with its seal; None if nothing does."""
    first, end = max(old.valid_from, begins), min(old.valid_to or FOREVER, until)
    if first >= end:
        return None
    return replace(old, valid_from=first, valid_to=None if end == FOREVER else end)


def _is_of_these_days(post: Post, line: Line) -> bool:
    first, end = run_around(line, line[-1])
    return (end is None or post.started < end) and (post.ended is None or post.ended > first)


def _likeness(post: Post, line: Line) -> tuple[date, int, int]:
    """Return how much a post is like an unnumbered line: one that goes on, then one that agrees."""
    first, _end = run_around(line, line[-1])
    known = line[-1].data or {}
    told = ("post", "service", "minutes_a_week")
    alike = sum(post.employment.get(name) == known.get(name) for name in told)
    return post.ended or FOREVER, alike + (post.started == first), -post.started.toordinal()


def _fit(post: Post, line: Line) -> tuple[bool, bool, date, date]:
    """Return how well a line that has ended fits: the same end, the same words, then the latest."""
    end, said = line[-1].valid_to, line[-1].data or {}
    return end == post.ended, said | post.employment == said, end or FOREVER, line[-1].valid_from


def _goes_on(end: date | None, today: date) -> bool:
    return end is None or end > today
