"""What a column may mean, and what HR systems call it: the first guess at the mapping."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

# Field -> heading of the file.
Mapped = Mapping[str, str]


class Field(StrEnum):
    """What we ask of a file of staff."""

    EMPLOYEE_REF = "employee_ref"
    ASSIGNMENT_REF = "assignment_ref"
    TITLE = "title"
    FIRST_NAME = "first_name"
    SURNAME = "surname"
    FULL_NAME = "full_name"
    KNOWN_AS = "known_as"
    BORN = "born"
    EMAIL = "email"
    POST = "post"
    SERVICE = "service"
    TEAM = "team"
    MANAGER = "manager_ref"
    TOWN = "town"
    HOURS = "hours"
    FULL_TIME_HOURS = "full_time_hours"
    FTE = "fte"
    STARTED = "started"
    CONTINUITY = "continuity_from"
    PROBATION = "probation_until"
    LEFT = "left"
    MEMBER_SINCE = "member_since"
    ADDRESS_1 = "address_1"
    ADDRESS_2 = "address_2"
    ADDRESS_3 = "address_3"
    ADDRESS_4 = "address_4"
    POSTCODE = "postcode"


LABELS: dict[Field, str] = {
    Field.EMPLOYEE_REF: "Employee reference",
    Field.ASSIGNMENT_REF: "Assignment number",
    Field.TITLE: "Title",
    Field.FIRST_NAME: "First name",
    Field.SURNAME: "Surname",
    Field.FULL_NAME: "Full name",
    Field.KNOWN_AS: "Known as",
    Field.BORN: "Date of birth",
    Field.EMAIL: "E-mail address",
    Field.POST: "Post",
    Field.SERVICE: "Service or department",
    Field.TEAM: "Team",
    Field.MANAGER: "Manager's reference",
    Field.TOWN: "Town or location",
    Field.HOURS: "Contract hours a week",
    Field.FULL_TIME_HOURS: "Full-time hours of the post",
    Field.FTE: "FTE",
    Field.STARTED: "Start date",
    Field.CONTINUITY: "Continuous service date",
    Field.PROBATION: "Last day of probation",
    Field.LEFT: "Date left",
    Field.MEMBER_SINCE: "Member since",
    Field.ADDRESS_1: "Address line 1",
    Field.ADDRESS_2: "Address line 2",
    Field.ADDRESS_3: "Address line 3",
    Field.ADDRESS_4: "Address line 4",
    Field.POSTCODE: "Postcode",
}

ADDRESS_LINES = (Field.ADDRESS_1, Field.ADDRESS_2, Field.ADDRESS_3, Field.ADDRESS_4)

# As HR systems have been seen to write them, likeliest first; `profiles` has what each one writes.
SYNONYMS: dict[Field, tuple[str, ...]] = {
    Field.EMPLOYEE_REF: (
        "employee reference", "employee ref", "employee number", "employee no", "employee id",
        "assignment number", "payroll number", "payroll no", "payroll ref", "staff number",
        "staff no", "staff id", "staff ref", "person reference", "person ref", "personal reference",
        "personnel number", "works number", "works no", "emp no", "emp ref", "emp id", "reference",
        "ref",
    ),
    Field.ASSIGNMENT_REF: (
        "assignment number", "assignment no", "assignment ref", "assignment reference",
        "assignment id", "occ ref", "occupancy ref", "occupancy reference", "appointment ref",
        "appointment number", "contract reference", "contract ref", "position ref",
        "position reference", "post ref", "post reference", "position number", "post number",
    ),
    Field.TITLE: ("title", "salutation", "prefix"),
    Field.FIRST_NAME: (
        "first name", "forename", "forenames", "forename 1", "given name", "given names",
        "first names", "legal first name", "first",
    ),
    Field.SURNAME: ("surname", "last name", "family name", "legal surname", "last"),
    Field.FULL_NAME: (
        "full name", "employee name", "staff name", "person name", "employee full name", "name",
    ),
    Field.KNOWN_AS: (
        "known as", "preferred name", "preferred first name", "preferred forename",
        "known as name", "preferred known as",
    ),
    Field.BORN: ("date of birth", "birth date", "dob", "d o b", "born"),
    Field.EMAIL: (
        "email", "email address", "work email", "work email address", "business email",
        "office email", "primary email", "contact email",
    ),
    Field.POST: (
        "job title", "post title", "post", "position title", "position name", "position",
        "job role", "role", "occupation", "job", "post name",
    ),
    Field.SERVICE: (
        "service", "department", "department name", "service area", "directorate", "division",
        "primary assignment organisation", "organisation", "organisation unit", "org unit",
        "business unit", "structure unit", "unit", "section", "cost centre name", "team",
    ),
    Field.TEAM: ("team", "team name", "ward", "group", "sub department"),
    Field.MANAGER: (
        "manager employee reference", "manager ref", "manager reference", "manager person ref",
        "manager employee number", "manager number", "manager id", "reports to ref",
        "reports to employee number", "line manager ref", "line manager reference",
        "line manager number", "supervisor employee number", "supervisor number",
    ),
    Field.TOWN: (
        "location", "work location", "town", "base", "work base", "site", "place of work",
        "workplace", "location name", "base location", "office",
    ),
    Field.HOURS: (
        "contractual hours", "contract hours", "contracted hours", "hours per week",
        "weekly hours", "hours a week", "assignment hours", "standard hours", "basic hours",
        "weekly contracted hours", "hours",
    ),
    Field.FULL_TIME_HOURS: (
        "full time hours", "fte hours", "standard full time hours", "whole time hours",
        "grade full time hours", "wte hours",
    ),
    Field.FTE: ("fte", "full time equivalent", "wte", "whole time equivalent", "fte contracted"),
    Field.STARTED: (
        "work start date", "start date", "employment start date", "date started", "hire date",
        "latest start date", "latest hire date", "occ start", "occupancy start date",
        "occ start date", "date of joining", "join date", "date joined", "date of hire",
        "assignment start date", "started",
    ),
    Field.CONTINUITY: (
        "continuous service date", "continuity date", "continuous service",
        "continuous service start", "continuous employment date", "continuous from",
        "cont service date", "nhs cssd", "cssd", "reckonable service date",
    ),
    Field.PROBATION: (
        "probation end date", "probation end", "probation ends", "probation until",
        "probationary period end date", "end of probation", "last day of probation",
    ),
    Field.LEFT: (
        "date left", "leave date", "leaving date", "date of leaving", "leaver date",
        "termination date", "actual termination date", "employment end date", "end date", "occ end",
        "occ end date", "occupancy end date", "assignment end date", "last day", "left",
    ),
    Field.MEMBER_SINCE: (
        "member since", "membership date", "membership start date", "membership start",
        "member from", "date of membership", "date admitted", "joined society",
    ),
    Field.ADDRESS_1: ("address 1", "address line 1", "home address line 1", "address"),
    Field.ADDRESS_2: ("address 2", "address line 2", "home address line 2", "address (2)"),
    Field.ADDRESS_3: ("address 3", "address line 3", "home address line 3", "address (3)"),
    Field.ADDRESS_4: ("address 4", "address line 4", "home address line 4", "address (4)"),
    Field.POSTCODE: ("post code", "home post code", "postal code"),
}  # fmt: skip


def bare(heading: str) -> str:
    """Return the heading's letters and digits, by which it is compared."""
    return re.sub(r"[^a-z0-9]", "", heading.casefold())


def guess(
    headings: Sequence[str],
    remembered: Mapped | None = None,
    *,
    seen: Sequence[str] | None = None,
    written_as: Mapping[Field, Sequence[str]] | None = None,
) -> dict[str, str]:
    """Return field -> heading: as remembered where the file still has it, else by its name.

    What a whole choice left out of the columns it had `seen` stays left out. `written_as` is how
    the system that wrote the file calls its columns; it goes before the rest.
    """
    there = set(headings)
    found = {str(field): name for field, name in (remembered or {}).items() if name in there}
    left = [name for name in headings if name not in found.values()]
    lost = [Field(field) for field in remembered or {} if field not in found]
    is_whole = bool(remembered and remembered_whole(remembered))
    for names in (written_as or {}, SYNONYMS):
        _find(lost if is_whole else list(Field), names, left, found)
    if is_whole and seen is not None:
        new = [name for name in left if name not in seen]
        for names in (written_as or {}, SYNONYMS):
            _find(list(Field), names, new, found)
    if Field.SURNAME in found and Field.FULL_NAME in found:
        found.pop(Field.FULL_NAME)
    return found


def remembered_whole(remembered: Mapped) -> bool:
    """Say whether a remembered mapping was complete, so that what it leaves out was left out."""
    return not missing(remembered)


def missing(mapped: Mapped) -> list[str]:
    """Return a sentence for each thing we need that no column is chosen for."""
    sentences = []
    if not mapped.get(Field.EMPLOYEE_REF):
        sentences.append("Choose the column with the employee reference.")
    has_parts = bool(mapped.get(Field.FIRST_NAME) and mapped.get(Field.SURNAME))
    if not has_parts and not mapped.get(Field.FULL_NAME):
        sentences.append("Choose the columns with first name and surname, or one with both.")
    if not mapped.get(Field.STARTED):
        sentences.append("Choose the column with the start date.")
    return sentences


def used_twice(mapped: Mapping[str, str], labels: Mapping[Any, str]) -> list[str]:
    """Return a sentence for each heading that is chosen for two fields."""
    places: dict[str, list[str]] = {}
    for field, heading in mapped.items():
        if heading:
            places.setdefault(heading, []).append(f"“{labels[field]}”")
    return [
        f"“{heading}” is chosen for {' and '.join(fields)}: choose it once."
        for heading, fields in places.items()
        if len(fields) > 1
    ]


def _find(
    fields: Sequence[Field],
    names_of: Mapping[Field, Sequence[str]],
    left: list[str],
    found: dict[str, str],
) -> None:
    """Give each field the first of its names that no other field has taken."""
    by_name = {bare(name): name for name in reversed(left)}
    for field in fields:
        names = (bare(name) for name in names_of.get(field, ()) if field not in found)
        name = next((by_name.pop(name) for name in names if name in by_name), None)
        if name is not None:
            found[str(field)] = name
            left.remove(name)
