"""Comparing people of a file with the register: who is new, what would change, who is not in it."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from governance.members.entries import Lines
from governance.members.importing.differences import differences, newly_told
from governance.members.importing.people import Membership, Person, Problem
from governance.members.importing.renumbering import Conflict
from governance.members.importing.steps import lines_after
from governance.members.timeline import Line, difference
from governance.reckoning.canonical import canonical


@dataclass(frozen=True)
class Known:
    """A party the register knows by this source: id, number, lines, and address."""

    party_id: int
    employee_ref: str
    number: int | None
    name: str
    lines: Lines
    is_here: bool

    def posts(self) -> Mapping[str, Line]:
        """Return the lines of employment by assignment number."""
        return {
            key: line for (kind, key), line in self.lines.items() if kind == "employment" and line
        }


@dataclass(frozen=True)
class Step:
    """What would be done for one person; `party_id` is None for somebody new."""

    person: Person
    known: Known | None
    after: Lines
    differences: list[Any]

    @property
    def is_new(self) -> bool:
        return self.known is None


@dataclass(frozen=True)
class MissingPost:
    """A post of somebody in the file that goes on by the register and is not in the file."""

    known: Known
    assignment: str
    title: str


@dataclass
class Plan:
    """All that a file would do, in the order in which member numbers are given."""

    steps: list[Step] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    same: int = 0
    missing: list[Known] = field(default_factory=list)
    missing_posts: list[MissingPost] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

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
        self._bare = {_stripped(ref): ref for ref in known if ref.startswith("0")}
        self._met: set[str] = set()
        self.plan = Plan()

    def add(self, found: Person | Problem) -> None:
        """Take the next row of the file into the plan."""
        self._met.add(found.employee_ref)
        if isinstance(found, Problem):
            self.plan.problems.append(found)
            return
        known = self._known.get(found.employee_ref)
        sentences = list(self._objections(found, known))
        self._note_address(found)
        try:
            step = _step(found, known, self._membership, self._today)
        except Conflict as conflict:
            sentences.append(str(conflict))
        if sentences:
            problem = Problem(found.line, found.employee_ref, found.name, sentences)
            self.plan.problems.append(problem)
            return
        if step is None:
            self.plan.same += 1
        else:
            self.plan.steps.append(step)
        if known and found.is_numbered:
            after = step.after if step else known.lines
            self.plan.missing_posts += _missing_posts(found, known, after, self._today)

    def finished(self) -> Plan:
        """Return the plan, with those the file does not name and the new in order of joining."""
        self.plan.missing = [
            known for ref, known in self._known.items() if ref not in self._met and known.is_here
        ]
        self._refuse_taken_addresses()
        self.plan.problems.sort(key=lambda problem: problem.line)
        self.plan.steps.sort(key=lambda step: (_joined(step), step.person.line))
        return self.plan

    def _objections(self, person: Person, known: Known | None) -> Iterator[str]:
        whole = self._bare.get(person.employee_ref)
        if whole and known is None:
            yield f"Employee reference: {_without_zeros(whole)}"
        for post in person.posts:
            if known and (whole := _with_zeros(post.assignment, known)):
                yield f"Assignment number: {_without_zeros(whole)}"
            manager = post.employment.get("manager_ref", "")
            if manager not in self._known and (whole := self._bare.get(manager)):
                yield f"Manager's reference: {_without_zeros(whole)}"
            if known is None and post.assignment in self._known:
                yield (
                    f"Employee reference: the register knows somebody of this source by "
                    f"{post.assignment}, which is the assignment number here. Choose the column "
                    "that was the employee reference before, or everybody would be entered twice."
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
            sentence = _is_taken(person, taken[person.employee_ref])
            problem = Problem(person.line, person.employee_ref, person.name, [sentence])
            self.plan.problems.append(problem)


def _is_taken(person: Person, holder: str) -> str:
    address, own_elsewhere = person.contact["email"], f"{person.employee_ref}, "
    if holder.startswith(own_elsewhere):
        source = holder.removeprefix(own_elsewhere)
        return (
            f"E-mail address: {address} is that of {person.employee_ref} from “{source}”. If they "
            "are the same person, drop this import and upload the file as from "
            f"“{source}”. If not, each needs an address of their own."
        )
    return (
        f"E-mail address: {address} belongs to somebody else in the register (reference {holder}). "
        "Each person needs an address of their own."
    )


def _step(person: Person, known: Known | None, rule: Membership, today: date) -> Step | None:
    before: Lines = known.lines if known else {}
    after = lines_after(before, person, rule, today)
    if known is None:
        return Step(person, None, after, newly_told(person, after, today))
    if all(difference(before.get(place, []), after[place]) == ([], []) for place in after):
        return None
    return Step(person, known, after, differences(before, after, today))


def _missing_posts(
    person: Person, known: Known, after: Lines, today: date
) -> Iterator[MissingPost]:
    """Yield the posts that go on by the register though the file has only others of the person."""
    told = {post.assignment for post in person.posts}
    for (kind, key), line in sorted(after.items()):
        if kind != "employment" or not line or key in told:
            continue
        if line[-1].valid_to is None or line[-1].valid_to > today:
            yield MissingPost(known, key, (line[-1].data or {}).get("post") or "")


def _with_zeros(assignment: str, known: Known) -> str | None:
    """Return the assignment of the register that this would be if it had its zeros at the front."""
    numbers = known.posts()
    if not assignment or assignment in numbers:
        return None
    whole = (number for number in numbers if number.startswith("0"))
    return next((number for number in whole if _stripped(number) == assignment), None)


def _stripped(reference: str) -> str:
    """Return the reference as a spreadsheet leaves it: of nothing but zeros, one stays."""
    return reference.lstrip("0") or "0"


def _without_zeros(whole: str) -> str:
    return (
        f"the register has {whole}. A spreadsheet has probably taken the zeros at the front away; "
        "set the column to text and save again."
    )


def _joined(step: Step) -> str:
    line = step.after.get(("membership", ""))
    return line[0].valid_from.isoformat() if line else "9999"


def _told(step: Step) -> Iterable[Any]:
    for (kind, key), line in sorted(step.after.items()):
        for stretch in line:
            end = stretch.valid_to.isoformat() if stretch.valid_to else None
            yield [kind, key, stretch.valid_from.isoformat(), end, stretch.data]
