"""What an effect is: what it would change, whether it can be, and the doing of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from governance.infrastructure.actor import Actor
from governance.infrastructure.errors import Refused
from governance.reckoning.sentence import Sentence

Payload = Mapping[str, Any]


class CannotTakeEffect(Refused):
    """A decision could not do that; `field` names what to change of the payload."""

    status = 422
    title = "This could not take effect"

    def __init__(self, message: str, *, field: str = "", next_step: str = "") -> None:
        super().__init__(message, next_step=next_step)
        self.field = field


class State(StrEnum):
    """Where an enacted effect stands."""

    NOTHING = "nothing"
    IN_FORCE = "in_force"
    TO_COME = "to_come"
    PENDING = "pending_registration"
    FAILED = "failed"


@dataclass(frozen=True)
class Consequence:
    """One thing that would be different: as it is, as it would be, and from which day.

    `before` is empty where there is nothing yet; `from_day` None means from the decision. `about`
    is the party whose name stands in the sentences when they are shown: none is kept in them.
    """

    what: Sentence
    after: Sentence
    before: Sentence | None = None
    from_day: date | None = None
    about: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it as a motion keeps it once it is decided."""
        return {
            "what": self.what.as_json(),
            "after": self.after.as_json(),
            "before": None if self.before is None else self.before.as_json(),
            "from_day": None if self.from_day is None else self.from_day.isoformat(),
            "about": self.about,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Consequence":
        """Return what `as_json` kept."""
        before, day = kept["before"], kept["from_day"]
        return cls(
            what=Sentence.from_json(kept["what"]),
            after=Sentence.from_json(kept["after"]),
            before=None if before is None else Sentence.from_json(before),
            from_day=None if day is None else date.fromisoformat(day),
            about=kept.get("about"),
        )


@dataclass(frozen=True)
class Decided:
    """The decision by which an effect is enacted: what people quote, and its words."""

    how: str
    reference: str
    title: str
    text: str
    at: datetime
    resolution_id: int | None = None


@dataclass(frozen=True)
class Enacted:
    """What became of an effect: its state, and sentences for the register of resolutions.

    `from_day` is the day from which it holds, if that is known; `adoption_id` leads to the change
    of rules that it made, if it made one. `sets` says what it set where the payload could not yet,
    as the number of a new policy.
    """

    state: State
    told: tuple[Sentence, ...] = ()
    adoption_id: int | None = None
    from_day: date | None = None
    sets: frozenset[str] | None = None


class Effect(Protocol):
    """A kind of doing; stateless. `decision` is the setting of majorities that it asks."""

    name: str
    title: str
    description: str
    decision: str

    def checked(self, payload: Payload, *, today: date) -> dict[str, Any]:
        """Return the payload in its one spelling.

        Raises:
            CannotTakeEffect: as things stand today it could not be done.
        """
        ...

    def consequences(self, payload: Payload, *, today: date) -> tuple[Consequence, ...]:
        """Return what it would change, as things stand today; what cannot be any more is left."""
        ...

    def touches(self, payload: Payload) -> frozenset[str]:
        """Return what it would set: of two motions that touch the same the later carried holds."""
        ...

    def needs(self, payload: Payload, *, today: date) -> str:
        """Return the name of the kind of resolution that it needs, by the rules of today."""
        ...

    def enact(self, payload: Payload, decided: Decided, *, actor: Actor, now: datetime) -> Enacted:
        """Do it, in this transaction.

        Raises:
            Refused: it cannot be done any more; nothing is half-done.
        """
        ...


def as_list(consequences: tuple[Consequence, ...]) -> list[dict[str, Any]]:
    """Return consequences as a motion keeps them."""
    return [each.as_json() for each in consequences]


def from_list(kept: list[Any]) -> Iterator[Consequence]:
    """Yield the consequences that `as_list` kept."""
    return (Consequence.from_json(each) for each in kept)


def day_in(kept: str | None) -> date | None:
    """Return a day that a payload has, or None where it has none."""
    return date.fromisoformat(kept) if kept else None
