"""Authorising spending: a sum of a legal entity, what for, and until when.

Payload: {"book": "" (the society), "pence": 4000000, "purpose": "A minibus", "until":
"2027-03-31"}.
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
from governance.effects.queries.mandates import SPENDING
from governance.effects.registry import effect
from governance.effects.service.mandates import give_mandate
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.ledger.queries.holdings import book_of_key
from governance.reckoning.calendar import day_in_words
from governance.reckoning.money import pounds
from governance.reckoning.rules.kinds.majorities import MajorityRules
from governance.reckoning.sentence import Sentence
from governance.rulebook.queries import rules_on

LONGEST_PURPOSE = 200
MOST_PENCE = 10**13


@effect
class AuthoriseSpend:
    """A sum may be spent on something; postings made under it are noted against it."""

    name = "authorise_spend"
    title = "Authorise spending"
    description = "A sum may be spent on something. What is posted under it is shown to members."
    decision = "spending"

    def checked(self, payload: Payload, *, today: date) -> dict[str, Any]:
        """Return the payload.

        Raises:
            CannotTakeEffect: no sum, no purpose, no such books, or a day that has passed.
        """
        pence, purpose = payload.get("pence"), " ".join(str(payload.get("purpose") or "").split())
        if not isinstance(pence, int) or not 0 < pence <= MOST_PENCE:
            raise CannotTakeEffect("Enter how much may be spent.", field="pence")
        if not purpose or len(purpose) > LONGEST_PURPOSE:
            raise CannotTakeEffect(
                f"Say what for, in at most {LONGEST_PURPOSE} characters.", field="purpose"
            )
        book_key = str(payload.get("book") or "")
        if book_key and book_of_key(book_key) is None:
            raise CannotTakeEffect("There are no books of that name.", field="book")
        until = payload.get("until") or ""
        if until and date.fromisoformat(until) < today:
            raise CannotTakeEffect(
                "The last day to spend it has passed.",
                field="until_day",
                next_step="Choose a later one.",
            )
        return {"book": book_key, "pence": pence, "purpose": purpose, "until": until}

    def consequences(self, payload: Payload, *, today: date) -> tuple[Consequence, ...]:
        """Return the sum and until when."""
        values: dict[str, Any] = {"sum": pounds(payload["pence"])}
        after = Sentence("up to %(sum)s may be spent", values)
        if payload["until"]:
            values["day"] = day_in_words(date.fromisoformat(payload["until"]))
            after = Sentence("up to %(sum)s may be spent until %(day)s", values)
        return (Consequence(what=Sentence("%(for)s", {"for": payload["purpose"]}), after=after),)

    def touches(self, payload: Payload) -> frozenset[str]:
        """Touch nothing that another could: two sums may stand beside each other."""
        return frozenset()

    def needs(self, payload: Payload, *, today: date) -> str:
        """Return what spending needs."""
        return rules_on(today).of(MajorityRules).spending

    def enact(self, payload: Payload, decided: Decided, *, actor: Actor, now: datetime) -> Enacted:
        """Give the mandate, from today."""
        today = day_of(now)
        checked = self.checked(payload, today=today)
        give_mandate(
            SPENDING,
            book_key=checked["book"],
            purpose=checked["purpose"],
            pence=checked["pence"],
            from_day=today,
            until_day=date.fromisoformat(checked["until"]) if checked["until"] else None,
            decided=decided,
            actor=actor,
            now=now,
        )
        return Enacted(State.IN_FORCE, from_day=today)
