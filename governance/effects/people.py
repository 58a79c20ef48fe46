"""Whom an effect is about. A payload has their number only, so that a name can be erased."""

from typing import Any

from governance.effects.effect import CannotTakeEffect, Payload
from governance.members import queries as members

NAMELESS = "somebody whose name is erased"


def party_of(payload: Payload) -> int:
    """Return the party that the payload names.

    Raises:
        CannotTakeEffect: the register does not know them.
    """
    party_id = payload.get("party_id")
    if not isinstance(party_id, int) or members.entry(party_id) is None:
        raise CannotTakeEffect(
            "The register knows nobody of that number.",
            field="member_number",
            next_step="Check the number with the person, or with the secretary.",
        )
    return party_id


def named_in(payload: Payload) -> dict[str, Any]:
    """Return what stands for the name in a sentence; it is put in when the sentence is shown."""
    return {"name": NAMELESS}


def name_of(party_id: int) -> str:
    """Return what the party is called now."""
    return members.names_of([party_id]).get(party_id) or NAMELESS
