"""Distributions in words: everybody's line and how it adds up, and what changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from flask_babel import gettext

from governance.infrastructure.actor import Actor
from governance.ledger.distributing.models import Distribution, DistributionLine
from governance.ledger.distributing.working import Changed
from governance.ledger.presentation import NOTHING, parties_in, whose
from governance.ledger.queries.distributions import Share
from governance.reckoning.distribution import wording
from governance.reckoning.distribution.basis import Basis
from governance.reckoning.distribution.outcome import Element, Entitlement, Line
from governance.reckoning.money import pounds
from governance.reckoning.sentence import Sentence


@dataclass(frozen=True)
class OwnLine:
    """One's own part of a distribution, and how it adds up."""

    title: str
    on: date
    sentences: Sequence[str]
    is_undone: bool


def told(kept: Any) -> str:
    """Return a sentence, as JSON keeps it or not, in the reader's language."""
    sentence = kept if isinstance(kept, Sentence) else Sentence.from_json(kept)
    return sentence.translated(gettext)


def shown_lines(
    made: Distribution, lines: Sequence[DistributionLine], actor: Actor
) -> list[tuple[str, list[str], str]]:
    """Return whose each line is, how it adds up, and the pounds."""
    names = whose(parties_in(lines, "party_id"), actor)
    return [
        (names[each.party_id], how_it_adds_up(made.ending, each), pounds(each.pence))
        for each in lines
    ]


def how_it_adds_up(ending: Mapping[str, Any], line: Any) -> list[str]:
    """Return the sentences of one line, from what was kept of it and of the whole."""
    elements = tuple(
        Element(
            Entitlement(Basis(basis), whole, Fraction(*worth), pot), kept["amount"], kept["pence"]
        )
        for (basis, whole, worth, pot), kept in zip(
            ending["entitlements"], line.elements, strict=True
        )
    )
    return [told(each) for each in wording.how_it_adds_up(Line(str(line.party_id), elements))]


def own_lines(found: Iterable[Share]) -> list[OwnLine]:
    """Return one's own parts in words, the newest first."""
    words = {
        "interest": gettext("Interest on your shares"),
        "dividend": gettext("Dividend"),
        "bonus": gettext("Bonus"),
    }
    return [
        OwnLine(
            title=f"{words[each.purpose]}: {pounds(each.pence)}",
            on=each.on,
            sentences=how_it_adds_up(each.ending, each),
            is_undone=each.reversed_by is not None,
        )
        for each in reversed(list(found))
    ]


def changed_lines(changed: Iterable[Changed], actor: Actor) -> list[tuple[str, str, str]]:
    """Return whose part changed, from what to what."""
    found = list(changed)
    names = whose(parties_in(found, "party_id"), actor)
    return [(names[each.party_id], _part(each.before), _part(each.after)) for each in found]


def _part(pence: int | None) -> str:
    return NOTHING if pence is None else pounds(pence)
