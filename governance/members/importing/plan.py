"""Comparing people of a file with the register: who is new, what would change, who is not in it."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from governance.members.entries import Lines, words_on
from governance.members.importing.headings import LABELS, Field
from governance.members.importing.people import Membership, Person, Problem
from governance.members.timeline import Line, Stretch, difference, paint, run_around
from governance.reckoning.canonical import canonical

MEMBER = {"class": "member"}
NO_CONTACT: dict[str, Any] = {
    "first_name": "", "surname": "", "known_as": "", "email": "", "address": [], "postcode": "",
}  # fmt: skip
NO_EMPLOYMENT: dict[str, Any] = {
    "employee_ref": "", "post": "", "service": "", "town": "",
    "minutes_a_week": None, "continuity_from": None,
}  # fmt: skip


@dataclass(frozen=True)
class Known:
    """A party the register knows by this source: id, number, lines, and address."""

    party_id: int
    employee_ref: str
    number: int | None
    name: str
    lines: Lines
    is_here: bool


@dataclass(frozen=True)
class Step:
    """What would be done for one person; `party_id` is None for somebody new."""

    person: Person
    known: Known | None
    after: Lines
    differences: list[list[str]]

    @property
    def is_new(self) -> bool:
        return self.known is None


@dataclass
class Plan:
    """All that a file would do, in the order in which member numbers are given."""

    steps: list[Step] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    same: int = 0
    missing: list[Known] = field(default_factory=list)

    @property
    def new(self) -> int:
        return sum(1 for step in self.steps if step.is_new)

    @property
    def changed(self) -> int:
        return len(self.steps) - self.new

    @property
    def new_members(self) -> int:
        return sum(
            1
            for step in self.steps
            if step.after.get(("membership", "")) and (not step.known or not step.known.number)
        )

    def fingerprint(self) -> str:
        """Return a digest of what would be done, to see whether it is still the same later."""
        whole = hashlib.sha256()
        for step in self.steps:
            whole.update(canonical([step.person.employee_ref, step.is_new, list(_told(step))]))
        return whole.hexdigest()


class Conflict(ValueError):
    """What the file says cannot follow on what the register says."""


class Planner:
    """Compares one person after another with what is known of the file's source."""

    def __init__(
        self,
        known: Mapping[str, Known],
        addresses: Mapping[str, str],
        *,
        membership: Membership,
        today: date,
    ) -> None:
        self._known = known
        self._addresses = addresses
        self._membership = membership
        self._today = today
        self._claims: dict[str, str] = {}
        self._addresses_now: dict[str, str] = {}
        self._bare = {ref.lstrip("0"): ref for ref in known if ref.startswith("0")}
        self._met: set[str] = set()
        self.plan = Plan()

    def add(self, found: Person | Problem) -> None:
        """Take the next row of the file into the plan."""
        self._met.add(found.employee_ref)
        if isinstance(found, Problem):
            self.plan.problems.append(found)
            return
        sentences = list(self._objections(found))
        self._note_address(found)
        try:
            step = _step(found, self._known.get(found.employee_ref), self._membership, self._today)
        except Conflict as conflict:
            sentences.append(str(conflict))
        if sentences:
            problem = Problem(found.line, found.employee_ref, found.name, sentences)
            self.plan.problems.append(problem)
        elif step is None:
            self.plan.same += 1
        else:
            self.plan.steps.append(step)

    def finished(self) -> Plan:
        """Return the plan, with those the file does not name and the new in order of joining."""
        self.plan.missing = [
            known for ref, known in self._known.items() if ref not in self._met and known.is_here
        ]
        self._refuse_taken_addresses()
        self.plan.steps.sort(key=lambda step: (_joined(step), step.person.line))
        return self.plan

    def _objections(self, person: Person) -> Iterator[str]:
        whole = self._bare.get(person.employee_ref)
        if whole and person.employee_ref not in self._known:
            yield (
                f"Employee reference: the register has {whole}. A spreadsheet has probably taken "
                "the zeros at the front away; set the column to text and save again."
            )

    def _note_address(self, person: Person) -> None:
        address = person.contact.get("email", "")
        self._addresses_now[person.employee_ref] = address
        holder = self._addresses.get(address)
        if holder is not None and holder != person.employee_ref:
            self._claims[person.employee_ref] = holder

    def _refuse_taken_addresses(self) -> None:
        """Refuse an address that somebody in the register has and, by this file, keeps."""
        taken = {
            ref: holder
            for ref, holder in self._claims.items()
            if self._addresses_now.get(holder, self._addresses_now[ref]) == self._addresses_now[ref]
        }
        refused = [step.person for step in self.plan.steps if step.person.employee_ref in taken]
        self.plan.steps = [s for s in self.plan.steps if s.person.employee_ref not in taken]
        for person in refused:
            sentence = (
                f"E-mail address: {person.contact['email']} belongs to somebody else in the "
                f"register (reference {taken[person.employee_ref]}). Each person needs an address "
                "of their own."
            )
            problem = Problem(person.line, person.employee_ref, person.name, [sentence])
            self.plan.problems.append(problem)


def _step(person: Person, known: Known | None, membership: Membership, today: date) -> Step | None:
    before: Lines = known.lines if known else {}
    after = dict(before)
    after["contact", ""] = _contact(before.get(("contact", ""), []), person, today)
    after["employment", ""] = _employment(before.get(("employment", ""), []), person, today)
    line = _membership(before, person, membership, today)
    if line or ("membership", "") in before:
        after["membership", ""] = line
    if known and all(difference(before.get(at, []), after[at]) == ([], []) for at in after):
        return None
    return Step(person, known, after, _differences(before, after, today) if known else [])


def _contact(line: Line, person: Person, today: date) -> Line:
    if not line:
        return [Stretch(person.started, None, NO_CONTACT | person.contact)]
    present = line[-1]
    data = NO_CONTACT | (present.data or {}) | person.contact
    return paint(line, _from_when(present, today), present.valid_to, data)


def _employment(line: Line, person: Person, today: date) -> Line:
    if not line:
        return [Stretch(person.started, person.ended, NO_EMPLOYMENT | person.employment)]
    first, end = run_around(line, line[-1])
    if end is not None and person.started >= end:
        words = NO_EMPLOYMENT | person.employment
        return paint(line, person.started, person.ended, words)
    if any(old.valid_to is not None and person.started < old.valid_to <= first for old in line):
        raise Conflict(
            "Start date: the register has an earlier time of employment that ended after it. Give "
            "the date on which the present one began."
        )
    line = _with_days(line, first, person.started, person.ended)
    present = line[-1]
    data = NO_EMPLOYMENT | (present.data or {}) | person.employment
    return paint(line, _from_when(present, today), present.valid_to, data)


def _membership(before: Lines, person: Person, rule: Membership, today: date) -> Line:
    line = before.get(("membership", ""), [])
    wanted, ended = person.member_from, person.ended
    if not line:
        # "Everybody" means those who work here: a file's former staff do not join by it.
        has_gone = rule is Membership.EVERYBODY and ended is not None and ended <= today
        return [Stretch(wanted, ended, dict(MEMBER))] if wanted and not has_gone else []
    first, end = run_around(line, line[-1])
    at_work = before.get(("employment", ""), [])
    if end is not None and wanted is not None and wanted >= end and wanted >= person.started:
        return paint(line, wanted, ended, dict(MEMBER))
    if at_work and end is not None and end == at_work[-1].valid_to and person.started < end:
        # They were members until they left: the file's date of leaving is the better one.
        return _with_days(line, first, first, ended)
    if rule is Membership.COLUMN and wanted is not None and _may_begin(line, first, wanted):
        line, first = _with_days(line, first, wanted, end), wanted
    if ended is None or (end is not None and end <= ended):
        return line
    if ended <= first:
        raise Conflict(
            "Date left: it is before the day on which the register made them a member. Check it, "
            "or correct the membership first."
        )
    return paint(line, ended, None, None)


def _may_begin(line: Line, first: date, wanted: date) -> bool:
    """Say whether the last run may begin then: not within an earlier one, nor after its own end."""
    earlier = [old.valid_to for old in line if old.valid_from < first and old.valid_to]
    end = line[-1].valid_to
    return all(wanted >= before for before in earlier) and (end is None or wanted < end)


def _with_days(line: Line, first: date, begins: date, ends: date | None) -> Line:
    """Return the line with its last run, which began on `first`, on these days instead."""
    if begins < first:
        opening = next(old for old in line if old.valid_from == first)
        line = paint(line, begins, opening.valid_to, opening.data or {})
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


def _differences(before: Lines, after: Lines, today: date) -> list[list[str]]:
    was, now = _facts(before, today), _facts(after, today)
    return [[label, was[label], now[label]] for label in now if was[label] != now[label]]


def _facts(lines: Lines, today: date) -> dict[str, str]:
    contact, employment = words_on(lines, "contact", today), words_on(lines, "employment", today)
    at_work, member = lines.get(("employment", ""), []), lines.get(("membership", ""), [])
    minutes = employment.get("minutes_a_week")
    return {
        LABELS[Field.FIRST_NAME]: contact.get("first_name") or "",
        LABELS[Field.SURNAME]: contact.get("surname") or "",
        LABELS[Field.KNOWN_AS]: contact.get("known_as") or "",
        LABELS[Field.EMAIL]: contact.get("email") or "",
        "Address": ", ".join(contact.get("address") or []),
        LABELS[Field.POSTCODE]: contact.get("postcode") or "",
        LABELS[Field.POST]: employment.get("post") or "",
        LABELS[Field.SERVICE]: employment.get("service") or "",
        LABELS[Field.TOWN]: employment.get("town") or "",
        LABELS[Field.HOURS]: "" if minutes is None else f"{minutes // 60}:{minutes % 60:02}",
        LABELS[Field.CONTINUITY]: _written_out(employment.get("continuity_from")),
        LABELS[Field.STARTED]: _first_day(at_work),
        LABELS[Field.LEFT]: _last_day(at_work),
        LABELS[Field.MEMBER_SINCE]: _first_day(member),
        "Member until": _last_day(member),
    }


def _first_day(line: Line) -> str:
    return _written_out(run_around(line, line[-1])[0]) if line else ""


def _last_day(line: Line) -> str:
    end = line[-1].valid_to if line else None
    return _written_out(end - timedelta(days=1)) if end else ""


def _written_out(day: date | str | None) -> str:
    if not day:
        return ""
    on = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{on.day} {on:%B} {on.year}"


def _joined(step: Step) -> str:
    line = step.after.get(("membership", ""))
    return line[0].valid_from.isoformat() if line else "9999"


def _told(step: Step) -> Iterable[Any]:
    for (kind, key), line in sorted(step.after.items()):
        for stretch in line:
            end = stretch.valid_to.isoformat() if stretch.valid_to else None
            yield [kind, key, stretch.valid_from.isoformat(), end, stretch.data]
