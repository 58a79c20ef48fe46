"""Opening a round on what the surplus is for: members propose uses of it until a day.

Payload: {"book": "" (the society), "year": "2025/26", "until": "2027-01-31"}.
"""

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
from governance.effects.queries.mandates import SURPLUS_ROUND, open_rounds
from governance.effects.registry import effect
from governance.effects.service.mandates import give_mandate
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.ledger.queries.holdings import book_of_key
from governance.reckoning.calendar import day_in_words
from governance.reckoning.rules.kinds.majorities import MajorityRules
from governance.reckoning.sentence import Sentence
from governance.rulebook.queries import rules_on

LONGEST_YEAR = 20


@effect
class OpenSurplusRound:
    """Members may propose what the year's surplus is for; one round at a time."""

    name = "open_surplus_round"
    title = "Open a surplus round"
    description = "Members propose what the year’s surplus is for, until a day; then all vote."
    decision = "surplus"

    def checked(self, payload: Payload, *, today: date) -> dict[str, Any]:
        """Return the payload.

        Raises:
            CannotTakeEffect: no year or last day, or a round is open already.
        """
        year = " ".join(str(payload.get("year") or "").split())
        if not year or len(year) > LONGEST_YEAR:
            raise CannotTakeEffect("Enter the year, for example 2025/26.", field="year")
        until = payload.get("until") or ""
        if not until or date.fromisoformat(until) <= today:
            raise CannotTakeEffect(
                "The last day to propose must be still to come.", field="until_day"
            )
        book_key = str(payload.get("book") or "")
        if book_key and book_of_key(book_key) is None:
            raise CannotTakeEffect("There are no books of that name.", field="book")
        there = open_rounds(book_key, today)
        if there:
            raise CannotTakeEffect(
                f"A round is open already: {there[0].purpose}.",
                field="year",
                next_step="Wait until it is over.",
            )
        return {"book": book_key, "year": year, "until": until}

    def consequences(self, payload: Payload, *, today: date) -> tuple[Consequence, ...]:
        """Return the year and until when members propose."""
        day = day_in_words(date.fromisoformat(payload["until"]))
        return (
            Consequence(
                what=Sentence("Surplus of %(year)s", {"year": payload["year"]}),
                after=Sentence("members propose what it is for until %(day)s", {"day": day}),
            ),
        )

    def touches(self, payload: Payload) -> frozenset[str]:
        """Return the round: there is one at a time."""
        return frozenset({f"surplus round:{payload['book']}"})

    def needs(self, payload: Payload, *, today: date) -> str:
        """Return what a surplus round needs."""
        return rules_on(today).of(MajorityRules).surplus

    def enact(self, payload: Payload, decided: Decided, *, actor: Actor, now: datetime) -> Enacted:
        """Open the round today.

        Raises:
            CannotTakeEffect: another is open, or its last day has passed.
        """
        today = day_of(now)
        checked = self.checked(payload, today=today)
        give_mandate(
            SURPLUS_ROUND,
            book_key=checked["book"],
            purpose=f"Surplus of {checked['year']}",
            pence=None,
            from_day=today,
            until_day=date.fromisoformat(checked["until"]),
            decided=decided,
            actor=actor,
            now=now,
        )
        return Enacted(State.IN_FORCE, from_day=today)
