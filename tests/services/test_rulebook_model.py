"""Whatever is adopted or registered in whatever order, the rules stay lawful and can be undone."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.reckoning.rules import law
from governance.reckoning.rules.adoption import days_of_change
from governance.reckoning.rules.legal_forms import LegalForm
from governance.reckoning.rules.presets import preset_of
from governance.reckoning.rules.rulebook import Rulebook, as_json
from governance.rulebook import queries, service
from governance.rulebook.models import RuleAdoption
from tests.factories.rules import FOUNDER, found_rules
from tests.machinery.clock import NOON
from tests.reckoning.rules.drawing import changes

AHEAD = st.integers(min_value=0, max_value=60)


class Society(RuleBasedStateMachine):
    """A society that changes its rules at random, as far as it is let."""

    form: ClassVar[LegalForm]
    founding: Rulebook

    @initialize()
    def found(self) -> None:
        self.undone_at_the_end = db.session.begin_nested()
        self.now = NOON
        self.founding = preset_of(self.form).rulebook
        values = {key.replace(".", "__"): value for key, value in self.founding.values.items()}
        found_rules(self.form, now=self.now, **values)
        self.pending: list[RuleAdoption] = []
        self.touched: set[str] = set()

    @property
    def today(self) -> date:
        return day_of(self.now)

    @rule(changed=changes(most=4), ahead=AHEAD)
    def adopt(self, changed: dict[str, Any], ahead: int) -> None:
        with suppress(service.CannotAdopt):
            adoption = service.adopt(
                changed,
                from_day=self.today + timedelta(days=ahead),
                how="resolution",
                reference="",
                title="As it came",
                actor=FOUNDER,
                now=self.now,
            )
            self.touched |= changed.keys()
            if adoption.needs_registration:
                self.pending.append(adoption)

    @rule(one=AHEAD, back=AHEAD)
    def register(self, one: int, back: int) -> None:
        self._hear(one, "registered", back)

    @rule()
    def register_the_latest_today(self) -> None:
        self._hear(-1, "registered", 0)

    @rule(one=AHEAD)
    def refuse(self, one: int) -> None:
        self._hear(one, "refused", 0)

    @rule(days=st.integers(min_value=1, max_value=40))
    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)

    @invariant()
    def law_allows_the_rules_of_every_day(self) -> None:
        if not hasattr(self, "founding"):
            return
        for day in {self.today, *days_of_change(queries.adoptions_known())}:
            assert list(law.refusals(queries.rules_on(day), self.form, on=day)) == []

    @invariant()
    def the_members_can_have_the_first_rules_back(self) -> None:
        if not hasattr(self, "founding") or self._is_as_founded():
            return
        back = {key: as_json(self.founding.value(key)) for key in self.touched}

        steps = service.steps_of(back, from_day=self.today, today=self.today)

        assert [step.after for step in steps] == [self.founding.value(step.key) for step in steps]

    def teardown(self) -> None:
        if hasattr(self, "founding"):
            self.undone_at_the_end.rollback()

    def _hear(self, one: int, outcome: str, days_ago: int) -> None:
        """Enter what the registrar did with one of those that wait, some days ago."""
        if not self.pending:
            return
        adoption = self.pending[one % len(self.pending)]
        with suppress(service.CannotAdopt):
            service.record_registration(
                adoption.id,
                outcome=outcome,
                on_day=max(day_of(adoption.adopted_at), self.today - timedelta(days=days_ago)),
                reference="",
                actor=FOUNDER,
                now=self.now,
            )
            self.pending.remove(adoption)

    def _is_as_founded(self) -> bool:
        later = (day for day in days_of_change(queries.adoptions_known()) if day > self.today)
        return all(queries.rules_on(day) == self.founding for day in (self.today, *later))


class Registered(Society):
    """One whose rules hold only once they are registered."""

    form = LegalForm.COMMUNITY_BENEFIT_SOCIETY


class Company(Society):
    """One whose articles hold at once."""

    form = LegalForm.CIC_BY_SHARES


@pytest.mark.parametrize("machine", [Registered, Company])
def test_no_order_of_decisions_brings_the_rules_where_law_or_the_members_cannot_follow(
    machine: type[Society],
) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        ),
    )
