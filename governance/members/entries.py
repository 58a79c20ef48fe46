"""The register entry of a party, worked out from its lines: what lists, searches and mails read."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from governance.members.timeline import Line, Stretch, on_or_nearest, run_around, runs_of

Lines = dict[tuple[str, str], Line]
"""A party's standing stretches by kind and key."""

Pick = Callable[[Line, date], Stretch | None]
"""Which stretch of a line tells of a day: the nearest one, or none that begins later."""

NO_NAME = "(name erased)"


def row(
    party_id: int,
    *,
    kind: str = "person",
    number: int | None,
    employee_ref: str,
    lines: Lines,
    today: date,
    pick: Pick = on_or_nearest,
) -> dict[str, Any]:
    """Return the entry as a row: present words, and the days of the present (or nearest) run.

    Whoever has no name yet on the day is called by the first that they are to have.
    """
    contact = words_on(lines, "contact", today)
    post = words_on(lines, "employment", today, pick)
    member_from, member_to = _run(lines, "membership", today, pick)
    employed_from, employed_to = _run(lines, "employment", today, pick)
    name = display_name(contact)
    return {
        "party_id": party_id,
        "kind": kind,
        "member_number": number,
        "name": name[:160],
        "sort_name": sort_name(contact)[:160],
        "email": words_on(lines, "contact", today, pick).get("email") or "",
        "employee_ref": employee_ref,
        "post": post.get("post") or "",
        "service": post.get("service") or "",
        "town": post.get("town") or "",
        "member_from": member_from,
        "member_to": member_to,
        "employed_from": employed_from,
        "employed_to": employed_to,
    }


def words_on(lines: Lines, kind: str, day: date, pick: Pick = on_or_nearest) -> dict[str, Any]:
    """Return what the party's line of this kind says on the day, or nearest to it, or {}."""
    found = main_post(lines, day, pick) if kind == "employment" else pick(line_of(lines, kind), day)
    return (found.data or {}) if found else {}


def address_changed(before: Lines, after: Lines, today: date) -> bool:
    """Say whether somebody known already has another e-mail address now."""
    if not before:
        return False
    was = words_on(before, "contact", today).get("email") or ""
    return was != (words_on(after, "contact", today).get("email") or "")


def display_name(contact: Mapping[str, Any]) -> str:
    """Return the name a person is called by, with the surname; an organisation has one name."""
    if contact.get("name"):
        return str(contact["name"])
    called = contact.get("known_as") or contact.get("first_name") or ""
    return f"{called} {contact.get('surname') or ''}".strip() or NO_NAME


def sort_name(contact: Mapping[str, Any]) -> str:
    """Return the name to sort and search by: surname first, then every other name, folded."""
    parts = (
        contact.get("name"),
        contact.get("surname"),
        contact.get("known_as"),
        contact.get("first_name"),
    )
    return folded(" ".join(dict.fromkeys(part for part in parts if part)))


def folded(text: str) -> str:
    """Return the text without case and accents, so that Siân is found as sian."""
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(bare.casefold().split())


def line_of(lines: Lines, kind: str) -> Line:
    """Return the party's line of this kind with the society itself.

    Posts and offices have lines of their own keys; so has membership of another legal entity.
    """
    return lines.get((kind, ""), [])


def posts_of(lines: Lines) -> list[Line]:
    """Return the party's lines of employment, one for each assignment, by its number."""
    places = sorted(place for place in lines if place[0] == "employment" and lines[place])
    return [lines[place] for place in places]


def main_post(lines: Lines, day: date, pick: Pick = on_or_nearest) -> Stretch | None:
    """Return what holds on the day (or nearest to it) of the main assignment.

    Of several it is the one with the most hours, then the one that began first.
    """
    posts = posts_of(lines)
    if len(posts) < 2:
        return pick(posts[0], day) if posts else None
    nearest = [(line, found) for line in posts if (found := pick(line, day))]
    if not nearest:
        return None
    held = [each for each in nearest if each[1].holds_on(day)]
    to_come = [each for each in nearest if each[1].valid_from > day]
    if not held and to_come:
        first_day = min(found.valid_from for _, found in to_come)
        held = [each for each in to_come if each[1].valid_from == first_day]
    if not held:
        last_day = max(found.valid_to or date.max for _, found in nearest)
        held = [each for each in nearest if each[1].valid_to == last_day]
    return max(held, key=_weight)[1]


def continuity_of(posts: Iterable[Mapping[str, Any]]) -> date | None:
    """Return from when service counts, by the words of all the posts held: the earliest day."""
    told = [post["continuity_from"] for post in posts if post.get("continuity_from")]
    return date.fromisoformat(min(told)) if told else None


def _weight(each: tuple[Line, Stretch]) -> tuple[int, int]:
    line, found = each
    minutes = (found.data or {}).get("minutes_a_week")
    began = run_around(line, found)[0]
    return -1 if minutes is None else minutes, -began.toordinal()


def _run(lines: Lines, kind: str, day: date, pick: Pick) -> tuple[date | None, date | None]:
    """Return the unbroken time around the day, or nearest to it; posts count together."""
    posts = posts_of(lines) if kind == "employment" else []
    line = posts[0] if posts else line_of(lines, kind)
    if len(posts) > 1:
        together = runs_of(stretch for each in posts for stretch in each)
        line = [Stretch(first, end, {}) for first, end in together]
    found = pick(line, day)
    return run_around(line, found) if found else (None, None)
