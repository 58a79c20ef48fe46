"""Approving an application for membership by a vote of the members.

Payload: {"party_id": 12}. They have applied: nobody is made a member unasked.
"""

from datetime import date, datetime
from typing import Any

from governance.cases import service as cases
from governance.cases.kinds import Kind
from governance.cases.queries.listing import open_case
from governance.effects.effect import (
    CannotTakeEffect,
    Consequence,
    Decided,
    Enacted,
    Payload,
    State,
)
from governance.effects.people import named_in, party_of
from governance.effects.registry import effect
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.reckoning.rules.kinds.majorities import MajorityRules
from governance.reckoning.sentence import Sentence
from governance.rulebook.queries import rules_on

NOT_APPLIED = "There is no application of theirs that waits for a decision."


@effect
class Admit:
    """An application is approved; what is left is the payment and the entry in the register."""

    name = "admit"
    title = "Admit a member"
    description = "Somebody’s application for membership is approved."
    decision = "admission"

    def checked(self, payload: Payload, *, today: date) -> dict[str, Any]:
        """Return the payload.

        Raises:
            CannotTakeEffect: they have not applied, or it is decided already.
        """
        if payload.get("party_id") is None:
            raise CannotTakeEffect(
                "Nobody of that name has applied.",
                field="name",
                next_step="Enter the name as they applied; they apply on their membership page.",
            )
        party_id = party_of(payload)
        case = open_case(party_id, Kind.JOIN)
        if case is None or case.state not in cases.TO_BE_DECIDED:
            raise CannotTakeEffect(
                NOT_APPLIED, field="name", next_step="They apply on their membership page first."
            )
        try:
            cases.refuse_who_cannot_join(case, on=today)
        except cases.NotEligible as refused:
            raise CannotTakeEffect(
                refused.message, field="name", next_step=refused.next_step
            ) from None
        return {"party_id": party_id}

    def consequences(self, payload: Payload, *, today: date) -> tuple[Consequence, ...]:
        """Return that the application is approved."""
        return (
            Consequence(
                what=Sentence("Application of %(name)s", named_in(payload)),
                before=Sentence("waits for a decision"),
                after=Sentence("approved"),
                about=payload["party_id"],
            ),
        )

    def touches(self, payload: Payload) -> frozenset[str]:
        """Return the person's membership."""
        return frozenset({f"membership:{payload['party_id']}"})

    def needs(self, payload: Payload, *, today: date) -> str:
        """Return what an admission needs."""
        return rules_on(today).of(MajorityRules).admission

    def enact(self, payload: Payload, decided: Decided, *, actor: Actor, now: datetime) -> Enacted:
        """Approve the application, with the resolution for its minute."""
        self.checked(payload, today=day_of(now))
        case = open_case(payload["party_id"], Kind.JOIN)
        assert case is not None, "checked has found it"
        cases.decide(
            case, approve=True, minute=decided.reference, by_resolution=True, actor=actor, now=now
        )
        return Enacted(State.IN_FORCE, (Sentence(_NEXT),))


_NEXT = "They become a member once what they owe for shares is paid and the secretary enters them."
