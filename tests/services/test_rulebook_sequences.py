"""No sequence of motions brings the rules to what they cannot say, or cannot go back from.

Motions are proposed, seconded, carried or lost, registered or refused, and days pass, in any order.
After each step the rulebook of today and of every day to come stands, law allows it, it can be
changed back, and the register of resolutions says what the rulebook says.
"""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from governance.ballots.service.checks import is_kind_enough
from governance.effects.effect import CannotTakeEffect
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.motions import service as motions
from governance.motions.models import Motion
from governance.motions.queries import may_be_put_from
from governance.reckoning.rules import law
from governance.reckoning.rules.adoption import days_of_change
from governance.reckoning.rules.entrenchment import needed_to_change, suffices
from governance.reckoning.rules.kinds.majorities import CHAIN
from governance.reckoning.rules.legal_forms import LegalForm
from governance.reckoning.rules.presets import preset_of
from governance.reckoning.rules.rulebook import as_json, differing
from governance.reckoning.standing import Standing
from governance.record.verify import faults_of
from governance.resolutions import queries, seals
from governance.rulebook import queries as rulebook
from governance.rulebook import service as rules
from tests.factories.members import make_society
from tests.factories.motions import SECRETARY, decided, make_actor
from tests.factories.rules import FOUNDER
from tests.machinery.clock import NOON
from tests.reckoning.rules.drawing import changes

KINDS = [name for name, _words in CHAIN]
FORMS = (LegalForm.COMMUNITY_BENEFIT_SOCIETY, LegalForm.EMPLOYEE_OWNED_COMPANY)


class Society:
    """A society whose members put motions, and the day that it is there."""

    def __init__(self, form: LegalForm) -> None:
        self.form, self.now = form, NOON
        make_society()
        values = preset_of(form).rulebook.values
        rules.found(form, values, from_day=day_of(NOON), actor=FOUNDER, now=NOON)
        self.secretary = make_actor("Sue Secretary", roles=SECRETARY)
        self.members = [make_actor(f"Member {place}") for place in range(22)]

    def carry(self, wanted: dict[str, Any], days: int, kind: str, outcome: str) -> None:
        """Put motions for these changes, for all together and for some alone, and decide them."""
        alone = [{key: value} for key, value in list(wanted.items())[:3]]
        for each in [wanted, *alone]:
            motion = self._proposed(each, days)
            if motion is not None:
                self._decide(motion, kind, outcome)

    def _decide(self, motion: Motion, kind: str, outcome: str) -> None:
        self._second(motion)
        self.now = max(self.now, _noon(may_be_put_from(motion, day_of(self.now)), self.now))
        motions.mark_balloted(motion, actor=self.secretary, now=self.now)
        if is_kind_enough(motion, kind, today=day_of(self.now)):
            motions.resolve(decided(motion, outcome, now=self.now))
        # Else no ballot could be set, and the motion waits for another.

    def register(self, place: int, outcome: str) -> None:
        """Enter what the registrar did with one of the changes that wait."""
        waiting = rulebook.waiting_for_registration()
        if not waiting:
            return
        one, today = waiting[place % len(waiting)], day_of(self.now)
        told = {"outcome": outcome, "on_day": today, "reference": "", "actor": FOUNDER}
        try:
            rules.record_registration(one.row.id, **told, now=self.now)
        except rules.CannotAdopt:
            return  # with it the rules would come to what they cannot say

    def wait(self, days: int) -> None:
        """Let days pass."""
        self.now += timedelta(days=days)

    def check(self) -> None:
        """See that all is well, today and on every day to come."""
        today = day_of(self.now)
        later = [day for day in days_of_change(rulebook.adoptions_known()) if day > today]
        standing = {day: rulebook.rules_on(day) for day in (today, *later)}
        for day, found in standing.items():
            assert list(law.refusals(found, self.form, on=day)) == []
        for version in rulebook.versions():
            old = version.rulebook
            keys = {key for each in standing.values() for key in differing(old, each)}
            self._check_the_way_back({key: as_json(old.value(key)) for key in keys})
        self._check_the_register()

    def _check_the_way_back(self, back: dict[str, Any]) -> None:
        if back:
            today = day_of(self.now)
            assert rules.steps_of(back, from_day=today, today=today)
            needed = needed_to_change(rulebook.rules_on(today), back)
            assert any(suffices(kind, needed) for kind in KINDS)

    def _check_the_register(self) -> None:
        today = day_of(self.now)
        said = rulebook.rules_on(today)
        reader = queries.Reader(today)
        for found in queries.entered_all(queries.found(queries.Asked(), reader), reader):
            if found.standing is not Standing.IN_FORCE or found.changed_by:
                continue
            for key, value in found.resolution.payload["changes"].items():
                assert as_json(said.value(key)) == value

    def _proposed(self, wanted: dict[str, Any], days: int) -> Motion | None:
        day = (day_of(self.now) + timedelta(days=days)).isoformat() if days else ""
        try:
            return motions.propose(
                "Change what our rules say",
                f"They say something else: {wanted}.",
                "It works better.",
                "",
                effect="change_rules",
                payload={"from": day, "changes": wanted},
                actor=self.members[0],
                now=self.now,
            )
        except (CannotTakeEffect, motions.ComesTooSoon):
            return None

    def _second(self, motion: Motion) -> None:
        for member in self.members[1:]:
            if motion.state == "proposed":
                motions.second(motion, actor=member, now=self.now)


def _noon(day: Any, now: datetime) -> datetime:
    return now + (day - day_of(now))


carried = st.tuples(
    st.just("carry"),
    changes(),
    st.sampled_from([0, 0, 10, 40]),
    st.sampled_from(["unanimous", "unanimous", *KINDS]),
    st.sampled_from(["carried", "carried", "carried", "lost", "inquorate"]),
)
registered = st.tuples(
    st.just("register"), st.integers(0, 5), st.sampled_from(["registered", "refused"])
)
passed = st.tuples(st.just("wait"), st.sampled_from([1, 15, 60]))
histories = st.lists(carried | carried | registered | passed, min_size=2, max_size=7)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(history=histories)
def test_no_sequence_of_motions_brings_the_rules_where_they_cannot_be(
    app: Flask, form: LegalForm, history: list[tuple[Any, ...]]
) -> None:
    try:
        society = Society(form)
        for deed, *rest in history:
            getattr(society, deed)(*rest)
            society.check()
        assert [str(each) for seal in seals.SEALS for each in faults_of(seal, up_to=10**9)] == []
    finally:
        db.session.rollback()


def test_such_a_history_does_change_the_rules(app: Flask) -> None:
    """Else the property above would hold of a rulebook that nothing can change."""
    society = Society(LegalForm.COMMUNITY_BENEFIT_SOCIETY)

    society.carry({"motions.seconders": 5}, 0, "unanimous", "carried")
    society.register(0, "registered")
    society.carry({"motions.seconders": 6}, 0, "unanimous", "lost")
    society.check()

    assert rulebook.rules_on(day_of(society.now)).value("motions.seconders") == 5
