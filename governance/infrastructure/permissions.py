"""Who may, as a table: permission -> any row -> every test in it.

A test is a named claim of one line. It takes the actor, or the actor and the thing acted on;
where nothing is named yet (opening a list), claims about a thing are taken as met and asked
again with it.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import Any

from governance.infrastructure.actor import Actor
from governance.infrastructure.errors import NotAllowed

Test = Callable[..., bool]
Permitted = Mapping[Any, Sequence[tuple[Test, ...]]]

_TABLE: dict[StrEnum, Sequence[tuple[Test, ...]]] = {}


def declare(permitted: Permitted) -> None:
    """Add a feature's table; each permissions.py does this once, at its foot."""
    _TABLE.update(permitted)


def may(actor: Actor, permission: StrEnum, subject: Any = None) -> bool:
    """Say whether the actor has this permission (on the subject, if one is named)."""
    return any(all(_holds(test, actor, subject) for test in row) for row in _TABLE[permission])


def require(actor: Actor, permission: StrEnum, subject: Any = None) -> None:
    """Refuse unless the actor has the permission.

    Raises:
        NotAllowed: with a sentence for the person.
    """
    if not may(actor, permission, subject):
        raise NotAllowed(
            "Your roles do not include this.",
            next_step="If you think they should, ask the secretary.",
        )


def is_signed_in(actor: Actor) -> bool:
    return actor.is_signed_in


def is_member(actor: Actor) -> bool:
    return actor.is_member


def _holds(test: Test, actor: Actor, subject: Any) -> bool:
    if _is_about_the_actor_alone(test):
        return test(actor)
    return subject is None or test(actor, subject)


@cache
def _is_about_the_actor_alone(test: Test) -> bool:
    return len(inspect.signature(test).parameters) == 1
