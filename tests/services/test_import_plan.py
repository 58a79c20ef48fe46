"""Whatever files come, in whatever order: what a file says is said once, and days stay in order.

The plan is worked out with pencil and paper; nothing here has a database.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from governance.members.entries import Lines, row
from governance.members.importing.people import Gathering, Membership, Post, Told
from governance.members.importing.plan import Known, Plan, Planner
from governance.members.timeline import Line

EPOCH = date(2020, 1, 1)
# A longer search with other seeds is for whoever changes the plan, not for every run.
THE_SAME_EACH_TIME = settings(max_examples=300, derandomize=True, deadline=None)
SPAN = 60  # days in which everything happens, so that much of it meets

Month = tuple[int, list[Told], Membership, bool]
Months = list[Month]


def post_lines(numbers: Sequence[str]) -> st.SearchStrategy[list[Told]]:
    """Return files about one person: a line for each of the assignments that are drawn."""
    days = st.integers(0, SPAN)
    words = st.sampled_from(["Nurse", "Driver"])
    line = st.tuples(st.sampled_from(numbers), days, st.none() | days, words, st.none() | days)
    unique = st.lists(line, min_size=1, max_size=len(numbers), unique_by=lambda each: each[0])
    return unique.map(lambda lines: [told(place, *each) for place, each in enumerate(lines, 2)])


def told(
    line: int, number: str, started: int, lasts: int | None, post: str, member: int | None
) -> Told:
    employment: dict[str, Any] = {"employee_ref": "7", "post": post}
    if number:
        employment["assignment"] = number
    begins = EPOCH + timedelta(days=started)
    ended = None if lasts is None else begins + timedelta(days=lasts + 1)
    since = None if member is None else EPOCH + timedelta(days=member)
    contact = {"first_name": "Ada", "surname": "Lovelace"}
    return Told(
        line, "7", "Ada Lovelace", contact, Post(line, number, employment, begins, ended), since
    )


def months() -> st.SearchStrategy[Months]:
    """Return what comes: on later and later days, files with numbers or without."""
    file = st.one_of(post_lines([""]), post_lines(["A", "B", "C"]))
    month = st.tuples(st.integers(0, 25), file, st.sampled_from(Membership), st.booleans())
    return st.lists(month.map(with_or_without_leavers), min_size=1, max_size=5)


def with_or_without_leavers(month: Month) -> Month:
    """Take the days of leaving out of a file that has no column for them."""
    days, file, rule, says = month
    if says:
        return month
    lines = [replace(line, post=replace(line.post, ended=None)) for line in file]
    return days, lines, rule, says


def planned(
    lines: Lines | None, file: list[Told], rule: Membership, says: bool, today: date
) -> Plan:
    known = {} if lines is None else {"7": Known(1, "7", None, "Ada Lovelace", lines, True)}
    gathering = Gathering(rule, says_who_left=says)
    for line in file:
        gathering.add(line)
    planner = Planner(known, {}, membership=rule, today=today)
    for found in gathering.people():
        planner.add(found)
    return planner.finished()


def entered(lines: Lines | None, plan: Plan) -> Lines | None:
    return plan.steps[0].after if plan.steps and not plan.problems else lines


def is_in_order(line: Line) -> bool:
    whole = all(each.valid_to is None or each.valid_from < each.valid_to for each in line)
    return whole and all(
        before.valid_to is not None and before.valid_to <= after.valid_from
        for before, after in pairwise(line)
    )


@settings(THE_SAME_EACH_TIME)
@given(months())
def test_a_file_that_was_entered_says_nothing_new_the_same_day_or_later(come: Months) -> None:
    lines: Lines | None = None
    today = EPOCH
    for days, file, rule, says in come:
        today += timedelta(days=days)
        plan = planned(lines, file, rule, says, today)
        lines = entered(lines, plan)
        if plan.problems:
            continue
        for later in (today, today + timedelta(days=31)):
            again = planned(lines, file, rule, says, later)
            assert (again.steps, again.problems, again.same) == ([], [], 1)


@settings(THE_SAME_EACH_TIME)
@given(months())
def test_days_of_one_assignment_never_overlap_or_run_backwards(come: Months) -> None:
    lines: Lines | None = None
    today = EPOCH
    for days, file, rule, says in come:
        today += timedelta(days=days)
        lines = entered(lines, planned(lines, file, rule, says, today))
        assert all(is_in_order(line) for line in (lines or {}).values())


@settings(THE_SAME_EACH_TIME)
@given(post_lines([""]), post_lines(["A", "B", "C"]))
def test_numbering_posts_takes_no_day_of_employment_away_that_no_file_took(
    plain: list[Told], numbered: list[Told]
) -> None:
    """Days before the numbered posts began stay, whichever post gets the rest."""
    today = EPOCH + timedelta(days=SPAN)
    before = entered(None, planned(None, plain, Membership.NOBODY, True, today))
    after = entered(before, planned(before, numbered, Membership.NOBODY, True, today))
    assert before is not None
    assert after is not None
    first = min(line.post.started for line in numbered)

    for number in range(SPAN):
        day = EPOCH + timedelta(days=number)
        if day < first and is_at_work(before, day):
            assert is_at_work(after, day)


@settings(THE_SAME_EACH_TIME)
@given(months())
def test_the_entry_s_days_are_those_of_some_post(come: Months) -> None:
    lines: Lines | None = None
    today = EPOCH
    for days, file, rule, says in come:
        today += timedelta(days=days)
        lines = entered(lines, planned(lines, file, rule, says, today))
    for number in range(SPAN if lines else 0):
        day = EPOCH + timedelta(days=number)
        entry = row(1, number=None, employee_ref="7", lines=lines or {}, today=day)
        begins, ends = entry["employed_from"], entry["employed_to"]
        within = begins <= day and (ends is None or day < ends)
        assert within == is_at_work(lines or {}, day)


def is_at_work(lines: Lines, day: date) -> bool:
    return any(
        stretch.holds_on(day)
        for (kind, _), line in lines.items()
        if kind == "employment"
        for stretch in line
    )
