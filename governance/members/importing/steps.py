"""A person's lines of the register after a file: contact, each post, and membership."""

from datetime import date
from typing import Any

from governance.members.entries import Lines, posts_of
from governance.members.importing.people import Membership, Person, Post
from governance.members.importing.renumbering import (
    UNNUMBERED,
    Conflict,
    numbered,
    refuse_within_an_earlier_time,
    unnumbered,
)
from governance.members.timeline import Line, Stretch, paint, run_around

MEMBER = {"class": "member"}
NO_CONTACT: dict[str, Any] = {
    "title": "", "first_name": "", "surname": "", "known_as": "", "born": None, "email": "",
    "address": [], "postcode": "",
}  # fmt: skip
NO_EMPLOYMENT: dict[str, Any] = {
    "employee_ref": "", "assignment": "", "post": "", "service": "", "team": "",
    "manager_ref": "", "town": "", "minutes_a_week": None, "fte_ppm": None,
    "continuity_from": None,
}  # fmt: skip


def lines_after(before: Lines, person: Person, rule: Membership, today: date) -> Lines:
    """Return a person's lines as the file would have them.

    Raises:
        Conflict: what the file says cannot follow on what the register says.
    """
    after = dict(before)
    after["contact", ""] = _contact(before.get(("contact", ""), []), person, today)
    after.update(_employments(before, person, today))
    line = _membership(before, after, person, rule, today)
    if line or ("membership", "") in before:
        after["membership", ""] = line
    return after


def employment_end(lines: Lines) -> date | None:
    """Return the day after the last day in the last post, if every post has ended."""
    ends = [line[-1].valid_to for line in posts_of(lines)]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def _contact(line: Line, person: Person, today: date) -> Line:
    if not line:
        return [Stretch(person.first_day, None, NO_CONTACT | person.contact)]
    return _with_words(line, NO_CONTACT, person.contact, today)


def _employments(before: Lines, person: Person, today: date) -> Lines:
    lines = {key: line for (kind, key), line in before.items() if kind == "employment"}
    if person.is_numbered:
        lines = numbered(lines, person.posts)
        places = [(post.assignment, post) for post in person.posts]
    else:
        places = [unnumbered(lines, person.posts[0], today)]
    for key, post in places:
        line = lines.get(key, [])
        if line and ("employment", key) not in before:
            old = before["employment", UNNUMBERED][-1].valid_to
            line = _carried_on(line, post, post.ended if person.says_who_left else old)
        lines[key] = _employment(line, post, today, says_who_left=person.says_who_left)
    return {("employment", key): line for key, line in lines.items()}


def _carried_on(line: Line, post: Post, until: date | None) -> Line:
    """Say in the file's words what it adds after the days that were carried over."""
    end = line[-1].valid_to
    if end is None or (until is not None and until <= end):
        return line
    return [*line, Stretch(end, until, NO_EMPLOYMENT | post.employment)]


def _employment(line: Line, post: Post, today: date, *, says_who_left: bool) -> Line:
    if not line:
        return [Stretch(post.started, post.ended, NO_EMPLOYMENT | post.employment)]
    first, end = run_around(line, line[-1])
    if end is not None and post.started >= end:
        words = NO_EMPLOYMENT | post.employment | _anew(post.started, end)
        return paint(line, post.started, post.ended, words)
    refuse_within_an_earlier_time(line, post)
    began = first if _is_known_anew(line, post.started) else post.started
    line = _with_days(line, first, began, post.ended if says_who_left else end)
    words = _without_stale_fte(line[-1].data or {}, post.employment)
    return _with_words(line, NO_EMPLOYMENT, words, today)


def _anew(begins: date, end: date) -> dict[str, Any]:
    """Return the word that tells a new start on the very day on which the old time ended.

    Without it the file's start date would look like a correction of the unbroken time.
    """
    return {"anew_on": begins.isoformat()} if begins == end else {}


def _is_known_anew(line: Line, begins: date) -> bool:
    return any((old.data or {}).get("anew_on") == begins.isoformat() for old in line)


def _without_stale_fte(known: dict[str, Any], words: dict[str, Any]) -> dict[str, Any]:
    """Let a share of full time go that the new hours no longer bear out, if the file has none."""
    hours = words.get("minutes_a_week", known.get("minutes_a_week"))
    if "fte_ppm" in words or hours == known.get("minutes_a_week"):
        return words
    return words | {"fte_ppm": None}


def _with_words(line: Line, nothing: dict[str, Any], words: dict[str, Any], today: date) -> Line:
    """Return the line with new words from today, if they say anything that is not said already.

    A stretch recorded before we knew a word has not got it; that alone is no change.
    """
    present = line[-1]
    said = nothing | (present.data or {})
    if said | words == said:
        return line
    return paint(line, _from_when(present, today), present.valid_to, said | words)


def _membership(before: Lines, after: Lines, person: Person, rule: Membership, today: date) -> Line:
    line, wanted = before.get(("membership", ""), []), person.member_from
    ended = employment_end(after)
    if not line:
        # "Everybody" means those who work here: a file's former staff do not join by it.
        has_gone = rule is Membership.EVERYBODY and ended is not None and ended <= today
        return [] if wanted is None or has_gone else _joined([], wanted, ended)
    first, end = run_around(line, line[-1])
    if end is not None and wanted is not None and wanted >= end and wanted >= person.started:
        return _joined(line, wanted, ended, _anew(wanted, end))
    if wanted is not None and rule is Membership.COLUMN and _may_begin(line, first, wanted):
        line, first = _with_days(line, first, wanted, end), wanted
    told = person.says_who_left or employment_end(before) != ended
    if told and end is not None and person.started < end and _ended_with_work(before, line):
        # They were members until they left: the file's date of leaving is the better one.
        _refuse_before_joining(first, ended)
        return _with_days(line, first, first, ended)
    if ended is None or not person.says_who_left or (end is not None and end <= ended):
        return line
    _refuse_before_joining(first, ended)
    return paint(line, ended, None, None)


def _joined(
    line: Line, wanted: date, ended: date | None, words: dict[str, Any] | None = None
) -> Line:
    if ended is not None and wanted >= ended:
        raise Conflict(
            "Member since: it is after the last day of employment in the register. Check both."
        )
    return paint(line, wanted, ended, MEMBER | (words or {}))


def _refuse_before_joining(first: date, ended: date | None) -> None:
    if ended is not None and ended <= first:
        raise Conflict(
            "Date left: it is before the day on which the register made them a member. Check it, "
            "or correct the membership first."
        )


def _ended_with_work(before: Lines, line: Line) -> bool:
    """Say whether the membership ended with the last post, by the very link that ended a post.

    A membership that was resigned, or ended by the board, has a link of its own.
    """
    recorded = {post[-1].recorded_seq for post in posts_of(before) if post[-1].valid_to}
    return line[-1].valid_to == employment_end(before) and line[-1].recorded_seq in recorded


def _may_begin(line: Line, first: date, wanted: date) -> bool:
    """Say whether the last run may begin then: not within an earlier one, nor after its own end."""
    if _is_known_anew(line, wanted):
        return False
    earlier = [old.valid_to for old in line if old.valid_from < first and old.valid_to]
    end = line[-1].valid_to
    return all(wanted >= before for before in earlier) and (end is None or wanted < end)


def _with_days(line: Line, first: date, begins: date, ends: date | None) -> Line:
    """Return the line with its last run, which began on `first`, on these days instead."""
    if begins < first:
        opening = next(old for old in line if old.valid_from == first)
        touches = any(old.valid_to == begins for old in line)
        words = (opening.data or {}) | (_anew(begins, begins) if touches else {})
        line = paint(line, begins, opening.valid_to, words)
    elif begins > first:
        line = paint(line, first, begins, None)
    if ends is not None:
        line = paint(line, max(ends, begins), None, None)
    present = line[-1]
    if present.valid_to == ends:
        return line
    return paint(line, present.valid_from, ends, present.data or {})


def _from_when(present: Stretch, today: date) -> date:
    """Return from when new words hold: from today, or all along if the stretch is not of today."""
    return today if present.holds_on(today) else present.valid_from
