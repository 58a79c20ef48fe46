"""Distributions in words: everybody's line and how it adds up, and what changed."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext

from governance.infrastructure.actor import Actor
from governance.ledger.distributing.models import DistributionLine
from governance.ledger.distributing.working import Changed
from governance.ledger.presentation import NOTHING, parties_in, whose
from governance.reckoning.money import pounds
from governance.reckoning.sentence import Sentence


def told(kept: Any) -> str:
    """Return a sentence, as JSON keeps it or not, in the reader's language."""
    sentence = kept if isinstance(kept, Sentence) else Sentence.from_json(kept)
    return sentence.translated(gettext)


def shown_lines(
    lines: Sequence[DistributionLine], actor: Actor
) -> list[tuple[str, list[str], str]]:
    """Return whose each line is, how it adds up, and the pounds."""
    names = whose(parties_in(lines, "party_id"), actor)
    return [
        (names[each.party_id], [told(kept) for kept in each.in_words], pounds(each.pence))
        for each in lines
    ]


def changed_lines(changed: Iterable[Changed], actor: Actor) -> list[tuple[str, str, str]]:
    """Return whose part changed, from what to what."""
    found = list(changed)
    names = whose(parties_in(found, "party_id"), actor)
    return [(names[each.party_id], _part(each.before), _part(each.after)) for each in found]


def _part(pence: int | None) -> str:
    return NOTHING if pence is None else pounds(pence)
