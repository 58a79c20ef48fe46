"""Nominations: whom a member of a society names to have their property in it at death.

The Co-operative and Community Benefit Societies Act 2014, section 37. An officer or employee of the
society may be named only if family: subsection (3). At death the nominations are good for £5,000
and no further: subsection (4). The limit is `statutes.MOST_NOMINATED_PENCE`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import lcm

from governance.reckoning.distribution.splitting import split_by_largest_remainder
from governance.reckoning.money import pounds
from governance.reckoning.sentence import Sentence, Value, translatable


class Relationship(StrEnum):
    """What the nominee is to the member."""

    SPOUSE = "spouse"
    CIVIL_PARTNER = "civil partner"
    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    NEPHEW = "nephew"
    NIECE = "niece"
    PARTNER = "partner"
    GRANDPARENT = "grandparent"
    GRANDCHILD = "grandchild"
    STEPCHILD = "stepchild"
    OTHER_RELATIVE = "other relative"
    FRIEND = "friend"
    ORGANISATION = "organisation"


FAMILY = frozenset(  # Those whom section 37(3) names, and nobody else.
    {
        Relationship.SPOUSE,
        Relationship.CIVIL_PARTNER,
        Relationship.PARENT,
        Relationship.CHILD,
        Relationship.SIBLING,
        Relationship.NEPHEW,
        Relationship.NIECE,
    }
)

RELATIONSHIP_TITLES = {
    Relationship.SPOUSE: translatable("Husband or wife"),
    Relationship.CIVIL_PARTNER: translatable("Civil partner"),
    Relationship.PARENT: translatable("Parent"),
    Relationship.CHILD: translatable("Child"),
    Relationship.SIBLING: translatable("Brother or sister"),
    Relationship.NEPHEW: translatable("Nephew"),
    Relationship.NIECE: translatable("Niece"),
    Relationship.PARTNER: translatable("Partner, not married or in a civil partnership"),
    Relationship.GRANDPARENT: translatable("Grandparent"),
    Relationship.GRANDCHILD: translatable("Grandchild"),
    Relationship.STEPCHILD: translatable("Stepchild"),
    Relationship.OTHER_RELATIVE: translatable("Another relative"),
    Relationship.FRIEND: translatable("Friend"),
    Relationship.ORGANISATION: translatable("Charity or other organisation"),
}


@dataclass(frozen=True)
class Nominee:
    """Somebody named, for an amount or for a share of whatever there is."""

    id: str
    name: str
    relationship: Relationship
    is_officer_or_employee: bool = False
    amount_pence: int | None = None
    share: Fraction | None = None


@dataclass(frozen=True)
class Inheritance:
    """What passes by nomination at death, to each nominee by id, and what is left to the estate."""

    nominated_pence: dict[str, int]
    estate_pence: int


def is_family(relationship: Relationship) -> bool:
    """Tell whether an officer or employee of the society may be named for being this."""
    return relationship in FAMILY


def objection_to(nominee: Nominee) -> Sentence | None:
    """Return why this person cannot be named so, or None."""
    for holds, reason in (
        (nominee.is_officer_or_employee and not is_family(nominee.relationship), _A_COLLEAGUE),
        ((nominee.amount_pence is None) == (nominee.share is None), _NEITHER_OR_BOTH),
        (nominee.amount_pence is not None and nominee.amount_pence < 1, _NO_AMOUNT),
        (nominee.share is not None and not 0 < nominee.share <= 1, _NO_SHARE),
    ):
        if holds:
            return Sentence(reason, {"name": nominee.name})
    return None


def objections_to(nominees: Sequence[Nominee], *, limit_pence: int) -> tuple[Sentence, ...]:
    """Return why a member's nominations cannot stand together, in words; empty if they can.

    Give all of the member's nominations: the limit is over all of them, to the penny.
    """
    alone = (objection_to(nominee) for nominee in nominees)
    return (*(each for each in alone if each), *_objections_to_all(nominees, limit_pence))


def inherited(nominees: Sequence[Nominee], *, property_pence: int, limit_pence: int) -> Inheritance:
    """Return what each nominee has of the member's property in the society at death.

    Amounts and shares are reduced alike where they come to more than the limit or than there is:
    the Act does not say how, so this is for the society's rules to confirm.
    """
    claims = [_claim(nominee, property_pence) for nominee in nominees]
    passing = min(limit_pence, property_pence, int(sum(claims)))
    if not passing:
        return Inheritance({nominee.id: 0 for nominee in nominees}, property_pence)
    scale = lcm(*(claim.denominator for claim in claims))
    parts = split_by_largest_remainder(passing, [int(claim * scale) for claim in claims])
    pence = {nominee.id: part for nominee, part in zip(nominees, parts, strict=True)}
    return Inheritance(pence, property_pence - passing)


def _claim(nominee: Nominee, property_pence: int) -> Fraction:
    if nominee.amount_pence is not None:
        return Fraction(nominee.amount_pence)
    return (nominee.share or Fraction(0)) * property_pence


def _objections_to_all(nominees: Sequence[Nominee], limit_pence: int) -> Iterator[Sentence]:
    names = {nominee.id: nominee.name for nominee in nominees}
    for nominee_id, times in Counter(nominee.id for nominee in nominees).items():
        if times > 1:
            yield Sentence(_TWICE, {"name": names[nominee_id]})
    amounts = sum(nominee.amount_pence or 0 for nominee in nominees)
    if amounts > limit_pence:
        values: dict[str, Value] = {
            "amounts": pounds(amounts),
            "limit": pounds(limit_pence),
            "over": pounds(amounts - limit_pence),
        }
        yield Sentence(_OVER_THE_LIMIT, values)
    if sum(nominee.share or Fraction(0) for nominee in nominees) > 1:
        yield Sentence(_OVER_THE_WHOLE)


_A_COLLEAGUE = translatable(
    "%(name)s is an officer or employee of the society. Such a person can be named only if they are"
    " your husband, wife, civil partner, parent, child, brother, sister, nephew or niece. Name"
    " somebody else, or leave it to %(name)s in your will."
)
_NEITHER_OR_BOTH = translatable("Enter either an amount or a share for %(name)s.")
_NO_AMOUNT = translatable("The amount for %(name)s must be at least £0.01.")
_NO_SHARE = translatable("The share for %(name)s must be more than nothing and at most the whole.")
_TWICE = translatable("%(name)s is named more than once. Put everything for them in one place.")
_OVER_THE_LIMIT = translatable(
    "The amounts come to %(amounts)s. The law lets %(limit)s pass by nomination: take off %(over)s,"
    " or leave it in your will."
)
_OVER_THE_WHOLE = translatable("The parts come to more than the whole. Make them smaller.")
