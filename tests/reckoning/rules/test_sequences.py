"""No sequence of carried changes brings the rules to what they cannot say, or cannot go back from.

Here with pencil and paper; tests/services/test_rulebook_sequences.py does the same with motions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.reckoning.resolutions.registry import kind_named
from governance.reckoning.rules import law
from governance.reckoning.rules.adoption import (
    Adoption,
    changed_by,
    days_of_change,
    rulebook_on,
    versions,
)
from governance.reckoning.rules.entrenchment import needed_to_change, suffices
from governance.reckoning.rules.kinds.majorities import CHAIN
from governance.reckoning.rules.legal_forms import LegalForm
from governance.reckoning.rules.presets import preset_of
from governance.reckoning.rules.registry import setting_of
from governance.reckoning.rules.rulebook import Rulebook, differing
from governance.reckoning.rules.setting import ChangedBy, NotPossible
from tests.reckoning.rules.drawing import changes

TODAY = date(2026, 11, 16)
KINDS = [name for name, _words in CHAIN]


@dataclass
class Paper:
    """A society's rulebook on paper: what was adopted, and what day it is."""

    form: LegalForm
    today: date = TODAY
    adoptions: list[Adoption] = field(default_factory=list)

    def __post_init__(self) -> None:
        first = Adoption(1, self.today, dict(preset_of(self.form).rulebook.values))
        self.adoptions.append(first)

    def now(self) -> Rulebook:
        return rulebook_on(self.adoptions, self.today)

    def is_possible(self, wanted: Mapping[str, Any], from_day: date) -> bool:
        """Say whether a motion for it would be allowed, as the rules and law stand."""
        if any(setting_of(key).changed_by is ChangedBy.NOBODY for key in wanted):
            return False
        try:
            days = changed_by(self.adoptions, wanted, from_day=from_day)
        except NotPossible:
            return False
        return all(self._is_lawful(after, day, than=before) for day, before, after in days)

    def carry(self, wanted: Mapping[str, Any], *, days: int, by: str) -> bool:
        """Carry a change by this kind of resolution, if it is possible and the kind is enough."""
        from_day = self.today + timedelta(days=days)
        if not wanted or not self.is_possible(wanted, from_day):
            return False
        if not suffices(by, needed_to_change(self.now(), wanted)):
            return False
        waits = law.must_be_registered(wanted, self.form)
        seq = len(self.adoptions) + 1
        self.adoptions.append(Adoption(seq, from_day, dict(wanted), needs_registration=waits))
        return True

    def register(self, place: int) -> None:
        """Have the registrar register one of those that wait, if the rules can say so then."""
        waiting = [each for each in self.adoptions if self._waits(each)]
        if not waiting:
            return
        one = waiting[place % len(waiting)]
        others = [each for each in self.adoptions if each is not one]
        together = sorted(
            [*others, replace(one, registered_on=self.today)], key=lambda each: each.seq
        )
        since = max(one.from_day, self.today)
        try:
            for day in {since, *(day for day in days_of_change(together) if day > since)}:
                before, after = rulebook_on(others, day), rulebook_on(together, day)
                if not self._is_lawful(after, day, than=before):
                    return
        except NotPossible:
            return
        self.adoptions = together

    def days_from_now(self) -> list[date]:
        later = [day for day in days_of_change(self.adoptions) if day > self.today]
        return [self.today, *later]

    def _waits(self, one: Adoption) -> bool:
        return one.needs_registration and one.registered_on is None

    def _is_lawful(self, rulebook: Rulebook, day: date, *, than: Rulebook) -> bool:
        return not any(
            than.value(refused.key) != rulebook.value(refused.key)
            for refused in law.refusals(rulebook, self.form, on=day)
        )


carried = st.tuples(
    st.just("carry"), changes(), st.sampled_from([0, 0, 10, 40]), st.sampled_from(KINDS)
)
registered = st.tuples(st.just("register"), st.integers(0, 5))
passed = st.tuples(st.just("wait"), st.sampled_from([1, 15, 60]))
histories = st.lists(carried | carried | registered | passed, max_size=8)


def played(form: LegalForm, history: list[tuple[Any, ...]]) -> Paper:
    paper = Paper(form)
    for kind, *rest in history:
        if kind == "carry":
            wanted, days, by = rest
            # One by one as well, so that a few that contradict others do not spoil all.
            for each in [wanted, *({key: value} for key, value in wanted.items())]:
                paper.carry(each, days=days, by=by)
        elif kind == "register":
            paper.register(rest[0])
        else:
            paper.today += timedelta(days=rest[0])
    return paper


@pytest.mark.parametrize("form", LegalForm)
@settings(max_examples=25)
@given(history=histories)
def test_no_sequence_brings_the_rules_to_what_law_or_they_forbid(
    form: LegalForm, history: list[tuple[Any, ...]]
) -> None:
    paper = played(form, history)

    for day in paper.days_from_now():
        rulebook = rulebook_on(paper.adoptions, day)  # it does not contradict itself
        assert list(law.refusals(rulebook, form, on=day)) == []


@pytest.mark.parametrize("form", LegalForm)
@settings(max_examples=25)
@given(history=histories)
def test_whatever_was_changed_can_be_changed_back_by_a_kind_that_there_is(
    form: LegalForm, history: list[tuple[Any, ...]]
) -> None:
    paper = played(form, history)
    standing = [rulebook_on(paper.adoptions, day) for day in paper.days_from_now()]

    for version in versions(paper.adoptions):
        old = version.rulebook
        changed = {key for each in standing for key in differing(old, each)}
        back = {key: old.value(key) for key in changed}
        if not back:
            continue
        needed = needed_to_change(paper.now(), back)
        assert suffices(kind_named(needed).name, needed)
        assert paper.is_possible(back, paper.today)


@settings(max_examples=25)
@given(history=st.lists(changes(), max_size=6))
def test_what_needs_three_quarters_is_not_had_by_half_in_any_number_of_steps(
    history: list[dict[str, Any]],
) -> None:
    paper = Paper(LegalForm.EMPLOYEE_OWNED_COMPANY)
    before = paper.now()
    assert needed_to_change(before, ["motions.seconders"]) == "special"

    for wanted in history:
        for each in [wanted, *({key: value} for key, value in wanted.items())]:
            paper.carry(each, days=0, by="ordinary")

    changed = differing(before, paper.now())
    assert all(setting_of(key).changed_by is ChangedBy.POLICY for key in changed)
    assert needed_to_change(paper.now(), ["motions.seconders"]) == "special"


def test_such_histories_do_change_the_rules() -> None:
    """Else the properties above would hold of a rulebook that nothing can change."""
    history = [
        ("carry", {"motions.seconders": 5}, 0, "unanimous"),
        ("carry", {"motions.appellants": 9}, 40, "ordinary"),
        ("wait", 60),
    ]

    paper = played(LegalForm.EMPLOYEE_OWNED_COMPANY, history)

    assert paper.now().value("motions.seconders") == 5
    assert paper.now().value("motions.appellants") == 9
