"""Expelling a member who was heard.

Payload: {"party_id": 12, "heard_on": "2026-11-20", "last_day": "" (the day after the decision)}.
"""

from datetime import date, datetime, timedelta
from typing import Any

from governance.cases import service as cases
from governance.cases.kinds import HowLeft
from governance.effects.effect import (
    CannotTakeEffect,
    Consequence,
    Decided,
    Enacted,
    Payload,
    State,
    day_in,
)
from governance.effects.people import named_in, party_of
from governance.effects.registry import effect
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.members import queries as members
from governance.reckoning.calendar import day_in_words
from governance.reckoning.rules.kinds.majorities import MajorityRules
from governance.reckoning.sentence import Sentence
from governance.rulebook.queries import rules_on

ONE_DAY = timedelta(days=1)


@effect
class Expel:
    """Somebody’s membership ends, against their will, after a hearing."""

    name = "expel"
    title = "Expel a member"
    description = "Somebody’s membership ends. They are told of it and heard before the vote."
    decision = "expulsion"

    def checked(self, payload: Payload, *, today: date) -> dict[str, Any]:
        """Return the payload.

        Raises:
            CannotTakeEffect: they are no member, or the days are out of order.
        """
        party_id = party_of(payload)
        if not members.is_member_on(party_id, today):
            raise CannotTakeEffect(
                "They are not a member.", field="member_number", next_step="Check the number."
            )
        heard_on = date.fromisoformat(payload["heard_on"])
        last_day = day_in(payload.get("last_day"))
        if last_day is not None and last_day < max(heard_on, today):
            raise CannotTakeEffect(
                "Their last day as a member is before the hearing, or has passed.",
                field="last_day",
                next_step="They are heard first. Choose a later day.",
            )
        return {
            "party_id": party_id,
            "heard_on": heard_on.isoformat(),
            "last_day": last_day.isoformat() if last_day else "",
        }

    def consequences(self, payload: Payload, *, today: date) -> tuple[Consequence, ...]:
        """Return that the membership ends."""
        last_day = day_in(payload["last_day"])
        return (
            Consequence(
                what=Sentence("Membership of %(name)s", named_in(payload)),
                before=Sentence("a member"),
                after=Sentence("expelled"),
                from_day=last_day + ONE_DAY if last_day else None,
                about=payload["party_id"],
            ),
        )

    def touches(self, payload: Payload) -> frozenset[str]:
        """Return the person's membership."""
        return frozenset({f"membership:{payload['party_id']}"})

    def needs(self, payload: Payload, *, today: date) -> str:
        """Return what an expulsion needs."""
        return rules_on(today).of(MajorityRules).expulsion

    def enact(self, payload: Payload, decided: Decided, *, actor: Actor, now: datetime) -> Enacted:
        """Give notice that they are expelled; what becomes of their shares is as their class says.

        Raises:
            Refused: they have left already, or were not heard.
        """
        today = day_of(now)
        last_day = max(day_in(payload["last_day"]) or today, today)
        cases.give_notice(
            payload["party_id"],
            HowLeft.EXPELLED,
            effect_on=last_day + ONE_DAY,
            minute=decided.reference,
            hearing_on=date.fromisoformat(payload["heard_on"]),
            by_resolution=True,
            actor=actor,
            now=now,
        )
        told = Sentence("Their last day as a member is %(day)s.", {"day": day_in_words(last_day)})
        return Enacted(State.TO_COME, (told,), from_day=last_day + ONE_DAY)
