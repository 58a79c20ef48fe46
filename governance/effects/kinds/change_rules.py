"""Changing settings of the rulebook from a day.

Payload: {"from": "2027-01-01" or "" (from the decision), "changes": {"motions.seconders": 4}}.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from governance.effects.effect import (
    CannotTakeEffect,
    Consequence,
    Decided,
    Enacted,
    Payload,
    State,
)
from governance.effects.registry import effect
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.reckoning.calendar import day_in_words
from governance.reckoning.rules.entrenchment import needed_to_change
from governance.reckoning.rules.registry import setting_of
from governance.reckoning.rules.rulebook import as_json
from governance.reckoning.sentence import Sentence
from governance.rulebook import queries, service


@effect
class ChangeRules:
    """The rulebook says something else, and the platform does so, from a day."""

    name = "change_rules"
    title = "Change rules"
    description = "The rulebook says something else from a day, and the platform does as it says."

    decision = "rules"

    def checked(self, payload: Payload, *, today: date) -> dict[str, Any]:
        """Return the payload with each value in its one spelling.

        Raises:
            CannotTakeEffect: nothing would change, or the rules cannot say that.
        """
        changes = payload.get("changes") or {}
        if not changes:
            raise CannotTakeEffect(
                "No rule would change.", next_step="Choose a rule and say what it should say."
            )
        from_day = self._from(payload, today)
        try:
            service.steps_of(changes, from_day=from_day, today=today)
        except service.CannotAdopt as refused:
            raise CannotTakeEffect(
                refused.message, field=refused.key, next_step=refused.next_step
            ) from None
        return {"from": payload.get("from") or "", "changes": _in_one_spelling(changes)}

    def consequences(self, payload: Payload, *, today: date) -> tuple[Consequence, ...]:
        """Return each setting as it is and as it would be."""
        changes = payload["changes"]
        from_day = max(self._from(payload, today), today)
        told_from = date.fromisoformat(payload["from"]) if payload["from"] else None
        try:
            steps = service.steps_of(changes, from_day=from_day, today=today)
        except service.CannotAdopt:
            rules = queries.rules_on(from_day)
            steps = tuple(
                service.Step(key, from_day, rules.value(key), value)
                for key, value in changes.items()
            )
        return tuple(_consequence(step, told_from, from_day) for step in steps)

    def touches(self, payload: Payload) -> frozenset[str]:
        """Return the settings."""
        return frozenset(f"rule:{key}" for key in payload["changes"])

    def needs(self, payload: Payload, *, today: date) -> str:
        """Return what the rules of today ask for changing these settings."""
        return needed_to_change(queries.rules_on(today), payload["changes"])

    def enact(self, payload: Payload, decided: Decided, *, actor: Actor, now: datetime) -> Enacted:
        """Have the rulebook say so from its day, or from today if that has passed."""
        today = day_of(now)
        from_day = max(self._from(payload, today), today)
        adoption = service.adopt(
            payload["changes"],
            from_day=from_day,
            how=decided.how,
            reference=decided.reference,
            title=decided.title,
            actor=actor,
            now=now,
        )
        if adoption.needs_registration:
            return Enacted(State.PENDING, (Sentence(_PENDING),), adoption.id)
        state = State.IN_FORCE if from_day <= today else State.TO_COME
        said = Sentence("The rules say so from %(day)s.", {"day": day_in_words(from_day)})
        return Enacted(state, (said,), adoption.id, from_day)

    @staticmethod
    def _from(payload: Payload, today: date) -> date:
        return date.fromisoformat(payload["from"]) if payload.get("from") else today


_PENDING = "The change holds once the registrar has registered it."


def _in_one_spelling(changes: Mapping[str, Any]) -> dict[str, Any]:
    return {key: as_json(setting_of(key).checked(changes[key])) for key in sorted(changes)}


def _consequence(step: service.Step, told_from: date | None, from_day: date) -> Consequence:
    """Return a line of "if carried, then"; what was to come later tells its own day."""
    setting = setting_of(step.key)
    after = setting.checked(step.after)
    return Consequence(
        what=Sentence(setting.label),
        before=setting.written(setting.checked(step.before)),
        after=setting.written(after),
        from_day=told_from if step.from_day == from_day else step.from_day,
    )
