"""The register entry of a party, worked out from its lines: what lists, searches and mails read."""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from governance.members.timeline import Line, Stretch, on_or_nearest, run_around, runs_of

Lines = dict[tuple[str, str], Line]
"""A party's standing stretches by kind and key."""

NO_NAME = "(name erased)"


def row(
    party_id: int,
    *,
    kind: str = "person",
    number: int | None,
    employee_ref: str,
    lines: Lines,
    today: date,
) -> dict[str, Any]:
    """Return the entry as a row: present words, and the days of the present (or nearest) run."""
    contact = words_on(lines, "contact", today)
    post = words_on(lines, "employment", today)
    member_from, member_to = _run(lines, "membership", today)
    employed_from, employed_to = _run(lines, "employment", today)
    name = display_name(contact)
    return {
        "party_id": party_id,
        "kind": kind,
        "member_number": number,
        "name": name[:160],
        "sort_name": sort_name(contact)[:160],
        "email": contact.get("email") or "",
        "employee_ref": employee_ref,
        "post": post.get("post") or "",
        "service": post.get("service") or "",
        "town": post.get("town") or "",
        "member_from": member_from,
        "member_to": member_to,
        "employed_from": employed_from,
        "employed_to": employed_to,
    }


def words_on(lines: Lines, kind: str, day: date) -> dict[str, Any]:
    """Return what the party's line of this kind says on the day, or nearest to it, or {}."""
    found = _on(lines, kind, day)
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


def main_post(lines: Lines, day: date) -> Stretch | None:
    """Return what holds on the day (or nearest to it) of the main assignment.

    Of several it is the one with the most hours, then the one that began first.
    """
    posts = posts_of(lines)
    if len(posts) < 2:
        return on_or_nearest(posts[0], day) if posts else None
    nearest = [(line, found) for line in posts if (found := on_or_nearest(line, day))]
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


def _on(lines: Lines, kind: str, day: date) -> Stretch | None:
    if kind == "employment":
        return main_post(lines, day)
    return on_or_nearest(line_of(lines, kind), day)


def _run(lines: Lines, kind: str, day: date) -> tuple[date | None, date | None]:
    """Return the unbroken time around the day, or nearest to it; posts count together."""
    posts = posts_of(lines) if kind == "employment" else []
    if len(posts) > 1:
        runs = runs_of(stretch for line in posts for stretch in line)
        return next((run for run in runs if run[1] is None or run[1] > day), runs[-1])
    line = posts[0] if posts else line_of(lines, kind)
    found = on_or_nearest(line, day)
    return run_around(line, found) if found else (None, None)
