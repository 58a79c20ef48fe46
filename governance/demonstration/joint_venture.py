"""A joint venture beside the mutual: its book, a class for each owner, and sales between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from governance.infrastructure.actor import Actor
from governance.ledger import service
from governance.ledger.models import Book, ShareClass
from governance.ledger.terms import Holder, OnLeave, Terms, VoteRule
from governance.reckoning.resolutions.majority import Basis, Majority

THREE_QUARTERS = Majority(Basis.ENTITLED, Fraction(3, 4), is_strict=False)


@dataclass(frozen=True)
class Part:
    """An owner as the venture begins: who, the class that is theirs, and how many shares."""

    party_id: int
    kind: Holder
    code: str
    class_name: str
    shares: int


@dataclass(frozen=True)
class Plan:
    """A joint venture as it is founded; `parts` are named, such as "trust" or "partner"."""

    key: str
    name: str
    legal_name: str
    registered_number: str
    founded_on: date
    parts: Mapping[str, Part]
    par_pence: int = 100
    party_id: int | None = None


@dataclass(frozen=True)
class Venture:
    """A joint venture that has its book, its classes and its first shares."""

    plan: Plan
    book: Book
    classes: Mapping[str, ShareClass]


def found_joint_venture(plan: Plan, *, actor: Actor, now: datetime) -> Venture:
    """Open the book, a class of voting shares for each owner, and issue the first shares.

    A reserved matter needs three quarters of each class until another rule is set.
    """
    book = service.open_book(
        plan.name,
        legal_name=plan.legal_name,
        kind="company",
        key=plan.key,
        registered_number=plan.registered_number,
        party_id=plan.party_id,
        actor=actor,
        now=now,
    )
    classes = {}
    for name, part in plan.parts.items():
        classes[name] = made = service.open_share_class(
            book,
            part.code,
            name=part.class_name,
            par_pence=plan.par_pence,
            terms=_terms_of(part),
            valid_from=plan.founded_on,
            actor=actor,
            now=now,
        )
        service.set_consent_rule(
            made,
            THREE_QUARTERS,
            lapses_when_unheld=True,
            valid_from=plan.founded_on,
            actor=actor,
            now=now,
        )
        service.issue(
            made,
            part.shares,
            to=part.party_id,
            on=plan.founded_on,
            key=f"founding {name}",
            actor=actor,
            now=now,
        )
    return Venture(plan, book, classes)


def sell(
    venture: Venture,
    units: int,
    *,
    from_: str,
    to: str,
    on: date,
    memo: str = "",
    actor: Actor,
    now: datetime,
) -> service.Posted:
    """Have one owner sell shares to another, in whose hands they are of that owner's class."""
    parts = venture.plan.parts
    return service.pass_over(
        venture.classes[from_],
        units,
        from_=parts[from_].party_id,
        to=parts[to].party_id,
        into=venture.classes[to],
        on=on,
        memo=memo,
        actor=actor,
        now=now,
    )


def _terms_of(part: Part) -> Terms:
    return Terms(
        vote_rule=VoteRule.PER_SHARE,
        votes_each=1,
        transferable=True,
        on_leave=OnLeave.KEEP,
        may_hold=(part.kind,),
    )
