"""Appointing somebody to an office.

Payload: {"party_id": 12, "office": "director", "body": "Board", "from": "" (from the decision),
"until": "" (without an end)}.
"""

from datetime import date, datetime
from typing import Any

from governance.effects.effect import (
    CannotTakeEffect,
    Consequence,
    Decided,
    Enacted,
    Payload,
    day_in,
)
from governance.effects.people import named_in, party_of
from governance.effects.registry import effect
from governance.effects.service.taking_office import CO_OPTED, take_office
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.members import officers
from governance.members import queries as members
from governance.members.service import offices
from governance.members.service.offices import Office
from governance.reckoning.calendar import day_in_words
from governance.reckoning.rules.kinds.board import BoardRules
from governance.reckoning.rules.kinds.majorities import MajorityRules
from governance.reckoning.sentence import Sentence, translatable
from governance.rulebook.queries import rules_on

OFFICE_NAMES = {
    Office.CHAIR: translatable("Chair"),
    Office.DIRECTOR: translatable("Director"),
    Office.SECRETARY: translatable("Secretary"),
    Office.TREASURER: translatable("Treasurer"),
    Office.TRUSTEE: translatable("Trustee"),
}


@effect
class Appoint:
    """Somebody holds an office, in the register of officers, and has the role that goes with it."""

    name = "appoint"
    title = "Appoint somebody to an office"
    description = "Somebody holds an office from a day on, and has on the platform what it needs."
    decision = "appointment"

    def checked(self, payload: Payload, *, today: date) -> dict[str, Any]:
        """Return the payload.

        Raises:
            CannotTakeEffect: they hold the office already, the days are out of order, or the board
                has no place for them.
        """
        party_id, office = party_of(payload), Office(payload["office"])
        first, last = day_in(payload.get("from")), day_in(payload.get("until"))
        body = " ".join(str(payload.get("body") or "").split())
        if not body:
            raise CannotTakeEffect(
                "It is not said of what.", field="body", next_step="Enter it, as: Board."
            )
        if first is not None and first < today:
            raise CannotTakeEffect(
                "The first day has passed.", field="from_day", next_step="Choose a later one."
            )
        if last is not None and last < (first or today):
            raise CannotTakeEffect(
                "The last day is before the first.", field="until_day", next_step="Check both."
            )
        key = offices.key_of(office, body)
        held = officers.offices_of(party_id, on=first or today)
        if any(each.key == key for each in held):
            raise CannotTakeEffect(
                "They hold this office on that day already.",
                field="office",
                next_step="Choose another office, or a later day.",
            )
        if office in officers.DIRECTING:
            _refuse_without_a_seat(party_id, on=first or today)
        return {
            "party_id": party_id,
            "office": office.value,
            "body": body,
            "from": first.isoformat() if first else "",
            "until": last.isoformat() if last else "",
        }

    def consequences(self, payload: Payload, *, today: date) -> tuple[Consequence, ...]:
        """Return who holds the office."""
        until = day_in(payload["until"])
        values: dict[str, Any] = {**named_in(payload)}
        after = Sentence("%(name)s", values)
        if until:
            after = Sentence("%(name)s, until %(day)s", values | {"day": day_in_words(until)})
        office = Sentence(OFFICE_NAMES[Office(payload["office"])])
        return (
            Consequence(
                what=Sentence("%(office)s, %(body)s", {"office": office, "body": payload["body"]}),
                after=after,
                from_day=day_in(payload["from"]),
                about=payload["party_id"],
            ),
        )

    def touches(self, payload: Payload) -> frozenset[str]:
        """Return the office as that person's: a body can have several directors."""
        key = offices.key_of(Office(payload["office"]), payload["body"])
        single = Office(payload["office"]) in (Office.CHAIR, Office.SECRETARY, Office.TREASURER)
        return frozenset({f"office:{key}" if single else f"office:{key}:{payload['party_id']}"})

    def needs(self, payload: Payload, *, today: date) -> str:
        """Return what an appointment needs."""
        return rules_on(today).of(MajorityRules).appointment

    def enact(self, payload: Payload, decided: Decided, *, actor: Actor, now: datetime) -> Enacted:
        """Enter the office; from today on they have its role too.

        Raises:
            Refused: the register knows them no more, or the board has no place for them by now.
        """
        today, office = day_of(now), Office(payload["office"])
        first = max(day_in(payload["from"]) or today, today)
        party_id = party_of(payload)
        if office in officers.DIRECTING:
            _refuse_without_a_seat(party_id, on=first)
        return take_office(
            party_id,
            office,
            body=payload["body"],
            first_day=first,
            last_day=day_in(payload["until"]),
            reference=decided.reference,
            came=CO_OPTED if decided.how == "board" else "",
            actor=actor,
            now=now,
        )


def _refuse_without_a_seat(party_id: int, *, on: date) -> None:
    """Refuse a director for whom the rules on the board leave no place on a day."""
    rules, serving = rules_on(on).of(BoardRules), officers.directors_on(on) - {party_id}
    if len(serving) >= rules.seats_most:
        raise CannotTakeEffect(
            f"By the rules the board has {rules.seats_most} places, and all are taken on that day.",
            field="office",
            next_step="An office ends first, or the members change the rule.",
        )
    others = {each for each in serving if not members.employment_on(each, on)}
    kept = len(others) >= rules.places_for_others(rules.seats_most)
    if kept and not members.employment_on(party_id, on):
        raise CannotTakeEffect(
            f"By the rules the board keeps {rules.employee_places} places for people who work "
            "here, and they do not.",
            field="office",
            next_step="Appoint somebody who works here, or change the rule first.",
        )
