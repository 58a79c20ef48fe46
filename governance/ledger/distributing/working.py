"""Working a plan out, person by person, and what changed since it was worked out before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from governance.infrastructure.errors import Refused
from governance.ledger.distributing.plan import Plan, Who
from governance.ledger.distributing.recipients import drawn
from governance.ledger.models import Book
from governance.reckoning.canonical import digest
from governance.reckoning.distribution import sheet
from governance.reckoning.distribution.checks import (
    Finding,
    above_the_tax_free_limit,
    objections_for_a_trust,
)
from governance.reckoning.distribution.outcome import Distribution as Split
from governance.reckoning.distribution.outcome import Entitlement
from governance.reckoning.distribution.terms import CannotSplit, Purpose
from governance.reckoning.distribution.wording import how_it_ends
from governance.reckoning.sentence import Sentence
from governance.reckoning.statutes import MOST_TAX_FREE_BONUS_PENCE

Given = Mapping[str, Mapping[str, int]]


class NotPrepared(Refused):
    """The sum cannot be shared as planned; `about` are the parties it is about."""

    status = 422

    def __init__(self, reason: Sentence, about: Iterable[str] = ()) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.about = tuple(int(each) for each in about)


@dataclass(frozen=True)
class WorkedOut:
    """Everybody's line as tables keep it, the sums, and what is to be said of it."""

    lines: Sequence[dict[str, Any]]
    total_pence: int
    residue_pence: int
    ending: dict[str, Any]
    left_out: list[Any]
    findings: list[Any]


@dataclass(frozen=True)
class Changed:
    """Somebody whose line is another than before; None is no line."""

    party_id: int
    before: int | None
    after: int | None


def work_out(book: Book, plan: Plan, given: Given) -> WorkedOut:
    """Share the sum by the plan among those who take part, as everything stands now.

    Raises:
        NotPrepared: with what to do about it, and whom it is about.
    """
    found = drawn(book, plan, given)
    try:
        split = plan.of.distribute(found.recipients, plan.terms())
    except CannotSplit as refusal:
        raise NotPrepared(refusal.reason, refusal.recipient_ids) from None
    lines = [
        {
            "party_id": int(line.recipient_id),
            "pence": line.pence,
            "elements": kept["elements"],
        }
        for line, kept in zip(split.lines, sheet.as_json(split)["lines"], strict=True)
        if line.pence or plan.purpose != Purpose.INTEREST
    ]
    return WorkedOut(
        lines=sorted(lines, key=lambda line: int(line["party_id"])),
        total_pence=split.total_pence,
        residue_pence=split.residue_pence,
        ending={
            "sentence": how_it_ends(split).as_json(),
            "entitlements": [kept_of(each) for each in split.entitlements],
        },
        left_out=[[int(each), reason.as_json()] for each, reason in found.left_out.items()],
        findings=_findings(book, plan, split),
    )


def digest_of(salt: str, lines: Iterable[Any]) -> str:
    """Return the digest of lines, each a mapping or a row, in order of party."""
    return digest(["v1", salt, [[_of(each, name) for name in SEALED] for each in lines]])


def kept_of(entitlement: Entitlement) -> list[Any]:
    """Return what everybody has by one basis, as JSON keeps it."""
    worth = entitlement.worth_pence
    return [
        str(entitlement.basis),
        entitlement.whole,
        [worth.numerator, worth.denominator],
        entitlement.pot_pence,
    ]


def changes(before: Mapping[int, int], after: Mapping[int, int]) -> list[Changed]:
    """Return whose line is another than it was, in order of party."""
    return [
        Changed(party_id, before.get(party_id), after.get(party_id))
        for party_id in sorted({*before, *after})
        if before.get(party_id) != after.get(party_id)
    ]


def _findings(book: Book, plan: Plan, split: Split) -> list[Any]:
    """Return what to look at before it is paid: sentences, and whom they are about."""
    found: list[Finding] = []
    if plan.purpose == Purpose.BONUS and (book.kind == "trust" or plan.who == Who.EMPLOYEES):
        found += objections_for_a_trust(split)
        limit = MOST_TAX_FREE_BONUS_PENCE.on(plan.decided_on)
        above = above_the_tax_free_limit(split, limit_pence=limit)
        found += [above] if above else []
    return [[each.reason.as_json(), [int(party) for party in each.recipient_ids]] for each in found]


def _of(line: Any, name: str) -> Any:
    return line[name] if isinstance(line, Mapping) else getattr(line, name)


SEALED = ("party_id", "pence", "elements")
