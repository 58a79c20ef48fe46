"""What would change for a person, in words: each fact as it was and as it will be."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from governance.members.entries import Lines, words_on
from governance.members.importing.headings import LABELS, Field
from governance.members.importing.people import Person
from governance.members.timeline import Line, on_or_nearest, run_around
from governance.reckoning.working_time import MOST_DECIMALS, fte_written, hours_in_words

Facts = dict[str, str]
NEWLY_TOLD = [LABELS[each] for each in (Field.POST, Field.SERVICE, Field.STARTED)]


def differences(before: Lines, after: Lines, today: date) -> list[Any]:
    """Return [label, was, will be] for each fact that changes."""
    found = list(_changed(_of_person(before, today), _of_person(after, today)))
    keys = [key for (kind, key), line in sorted(after.items()) if kind == "employment" and line]
    carried = _carried_over(before, after, keys)
    told = [key for key in keys if key or not carried]
    for key in told:
        was = before.get(("employment", "" if key == carried else key), [])
        changed = _changed(_of_post(was, today), _of_post(after["employment", key], today))
        name = f" ({key})" if len(told) > 1 and key else ""
        found += [[label + name, old, new] for label, old, new in changed]
    return found


def newly_told(person: Person, after: Lines, today: date) -> list[Any]:
    """Return what a person who is new comes in with: the post or posts, and since when."""
    joined = _of_person(after, today)[LABELS[Field.MEMBER_SINCE]]
    if len(person.posts) > 1:
        found = [
            f"{post.assignment}: {post.employment.get('post') or '–'}" for post in person.posts
        ]
    else:
        lines = (line for (kind, _key), line in after.items() if kind == "employment")
        facts = _of_post(next(lines, []), today)
        found = [f"{label}: {facts[label]}" for label in NEWLY_TOLD if facts[label]]
    return [*found, f"{LABELS[Field.MEMBER_SINCE]}: {joined}"] if joined else found


def _carried_over(before: Lines, after: Lines, keys: list[str]) -> str | None:
    """Return the number that the post without one has got, if it has got one."""
    unnumbered = before.get(("employment", ""), [])
    if not unnumbered or after.get(("employment", "")) == unnumbered:
        return None
    new = [key for key in keys if ("employment", key) not in before]
    return max(new, key=lambda key: _end(after["employment", key]), default=None)


def _changed(was: Facts, now: Facts) -> Iterator[list[str]]:
    return ([label, was[label], now[label]] for label in now if was[label] != now[label])


def _of_person(lines: Lines, today: date) -> Facts:
    contact = words_on(lines, "contact", today)
    member = lines.get(("membership", ""), [])
    return {
        LABELS[Field.TITLE]: contact.get("title") or "",
        LABELS[Field.FIRST_NAME]: contact.get("first_name") or "",
        LABELS[Field.SURNAME]: contact.get("surname") or "",
        LABELS[Field.KNOWN_AS]: contact.get("known_as") or "",
        LABELS[Field.BORN]: _written_out(contact.get("born")),
        LABELS[Field.EMAIL]: contact.get("email") or "",
        "Address": ", ".join(contact.get("address") or []),
        LABELS[Field.POSTCODE]: contact.get("postcode") or "",
        LABELS[Field.MEMBER_SINCE]: _first_day(member),
        "Member until": _last_day(member),
    }


def _of_post(line: Line, today: date) -> Facts:
    nearest = on_or_nearest(line, today)
    post: dict[str, Any] = (nearest.data or {}) if nearest else {}
    minutes = post.get("minutes_a_week")
    return {
        LABELS[Field.ASSIGNMENT_REF]: post.get("assignment") or "",
        LABELS[Field.POST]: post.get("post") or "",
        LABELS[Field.SERVICE]: post.get("service") or "",
        LABELS[Field.TEAM]: post.get("team") or "",
        LABELS[Field.MANAGER]: post.get("manager_ref") or "",
        LABELS[Field.TOWN]: post.get("town") or "",
        LABELS[Field.HOURS]: "" if minutes is None else str(hours_in_words(minutes)),
        LABELS[Field.FTE]: _share(post.get("fte_ppm")),
        LABELS[Field.CONTINUITY]: _written_out(post.get("continuity_from")),
        LABELS[Field.PROBATION]: _written_out(post.get("probation_until"), days_before=1),
        LABELS[Field.STARTED]: _first_day(line),
        LABELS[Field.LEFT]: _last_day(line),
    }


def _first_day(line: Line) -> str:
    return _written_out(run_around(line, line[-1])[0]) if line else ""


def _last_day(line: Line) -> str:
    end = line[-1].valid_to if line else None
    return _written_out(end, days_before=1)


def _end(line: Line) -> date:
    return line[-1].valid_to or date.max


def _share(millionths: int | None) -> str:
    return "" if millionths is None else fte_written(millionths, decimals=MOST_DECIMALS)


def _written_out(day: date | str | None, *, days_before: int = 0) -> str:
    if not day:
        return ""
    on = date.fromisoformat(day) if isinstance(day, str) else day
    on -= timedelta(days=days_before)
    return f"{on.day} {on:%B} {on.year}"
