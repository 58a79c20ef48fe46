"""No effect by itself: the members said what they want, and people do it."""

from datetime import date, datetime
from typing import Any

from governance.effects.effect import Consequence, Decided, Enacted, Payload, State
from governance.effects.registry import NONE, effect
from governance.infrastructure.actor import Actor
from governance.reckoning.rules.kinds.majorities import MajorityRules
from governance.rulebook.queries import rules_on


@effect
class Nothing:
    """The motion's words stand as the members' decision."""

    name = NONE
    title = "Nothing by itself"
    description = "The words are what members decided; people carry them out."

    decision = "ordinary"

    def checked(self, payload: Payload, *, today: date) -> dict[str, Any]:
        """Return the empty payload."""
        return {}

    def consequences(self, payload: Payload, *, today: date) -> tuple[Consequence, ...]:
        """Nothing changes by itself."""
        return ()

    def touches(self, payload: Payload) -> frozenset[str]:
        """Touch nothing."""
        return frozenset()

    def needs(self, payload: Payload, *, today: date) -> str:
        """Return what ordinary business needs."""
        return rules_on(today).of(MajorityRules).ordinary

    def enact(self, payload: Payload, decided: Decided, *, actor: Actor, now: datetime) -> Enacted:
        """Do nothing."""
        return Enacted(State.NOTHING)
