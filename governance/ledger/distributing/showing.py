"""Distributions in words: everybody's line and how it adds up, and what changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from flask_babel import gettext, ngettext

from governance.infrastructure.actor import Actor
from governance.ledger.distributing.models import Distribution, DistributionLine
from governance.ledger.distributing.plan import MILLION, PART_WORDS, PPM_IN_A_PENNY, Plan, Who
from governance.ledger.distributing.working import Changed
from governance.ledger.presentation import NOTHING, parties_in, whose
from governance.ledger.queries.distributions import Share
from governance.reckoning.distribution import wording
from governance.reckoning.distribution.basis import Basis
from governance.reckoning.distribution.outcome import Element, Entitlement, Line
from governance.reckoning.distribution.terms import ROUNDING_WORDS, Purpose
from governance.reckoning.money import pounds
from governance.reckoning.sentence import Sentence
from governance.web.templating import date_only


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


def terms_in_words(plan: Plan, classes: Mapping[int, str]) -> list[dict[str, str]]:
    """Return on what terms a sum is shared, as rows of key and value; `classes` has their names."""
    rows = [(gettext("What is shared"), _shared(plan))]
    if plan.parts:
        words = [(gettext(PART_WORDS[Basis(name)]), weight) for name, weight in plan.parts]
        parts = " ".join(f"{title}: {weight}." for title, weight in words)
        rows.append((gettext("In which parts"), parts))
    if plan.most_service_years:
        years = ngettext("%(num)s year", "%(num)s years", plan.most_service_years)
        rows.append((gettext("Longest service that counts"), years))
    rows.append((gettext("Who takes part"), _taking_part(plan, classes)))
    if plan.rounding:
        rows.append((gettext("Parts of a penny"), gettext(ROUNDING_WORDS[plan.rounding])))
    return [{"key": key, "value": value} for key, value in rows]


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


def _shared(plan: Plan) -> str:
    if plan.rate_ppm is None:
        return pounds(plan.pot_pence or 0)
    if Basis.SHARES in plan.bases:
        pence = wording.in_pence(Fraction(plan.rate_ppm, PPM_IN_A_PENNY))
        return gettext("%(pence)s a share", pence=pence)
    rate = wording.percent(Fraction(plan.rate_ppm, MILLION))
    if plan.purpose == Purpose.INTEREST:
        return gettext("%(rate)s a year", rate=rate)
    return gettext("%(rate)s of pay", rate=rate) if Basis.PAY in plan.bases else rate


def _taking_part(plan: Plan, classes: Mapping[int, str]) -> str:
    if Basis.PENCE_DAYS in plan.bases:
        return gettext("%(who)s, by what they held on each day", who=_holders(plan, classes))
    who = {
        Who.MEMBERS: gettext("Members"),
        Who.EMPLOYEES: gettext("Employees, members or not"),
        Who.HOLDERS: _holders(plan, classes),
    }[plan.who]
    if plan.who == Who.EMPLOYEES and plan.least_service_months:
        worked = ngettext(
            "who have worked here for %(num)s month at least",
            "who have worked here for %(num)s months at least",
            plan.least_service_months,
        )
        who = f"{who}, {worked}"
    day = date_only(plan.decided_on)
    return gettext("%(who)s, at the end of %(day)s", who=who, day=day)


def _holders(plan: Plan, classes: Mapping[int, str]) -> str:
    if plan.share_class_id is None:
        return gettext("Holders of every class")
    return gettext("Holders of %(shares)s", shares=classes[plan.share_class_id])


def _part(pence: int | None) -> str:
    return NOTHING if pence is None else pounds(pence)
