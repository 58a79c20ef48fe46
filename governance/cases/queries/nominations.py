"""The nominations book, and whether a nominee is a colleague."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import and_, func, or_, select

from governance.accounts.models import RoleGrant
from governance.cases.models import Nomination
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.members.entries import NO_NAME, folded
from governance.members.models import RegisterEntry
from governance.reckoning.nominations import Nominee, Relationship

WHOLE_PERCENT = 100


@dataclass(frozen=True)
class Entered:
    """A nomination as the book has it, with the name of the member who made it."""

    nomination: Nomination
    member: str
    number: int | None


def nomination(nomination_id: int) -> Nomination:
    """Return the nomination.

    Raises:
        NotFound: there is none.
    """
    found = db.session.get(Nomination, nomination_id)
    if found is None:
        raise NotFound("There is no nomination at this address.")
    return found


def nominations_of(party_id: int, book_key: str = "") -> Sequence[Nomination]:
    """Return a member's nominations that stand, in the order in which they were made."""
    standing = select(Nomination).where(
        Nomination.party_id == party_id,
        Nomination.book_key == book_key,
        Nomination.revoked_seq.is_(None),
    )
    return db.session.scalars(standing.order_by(Nomination.id)).all()


def nominees_of(party_id: int, book_key: str = "") -> list[Nominee]:
    """Return whom a member named, as the law's sums read them; of erased ones nothing passes."""
    standing = nominations_of(party_id, book_key)
    return [nominee_from(each) for each in standing if each.words]


def nominee_from(nomination: Nomination) -> Nominee:
    """Return a nomination as the law's sums read it."""
    words = nomination.words or {}
    percent = words.get("share_percent")
    return Nominee(
        id=str(nomination.id),
        name=words["name"],
        relationship=Relationship(words["relationship"]),
        is_officer_or_employee=words["is_colleague"],
        amount_pence=words.get("amount_pence"),
        share=None if percent is None else Fraction(percent, WHOLE_PERCENT),
    )


def nominations_book() -> list[Entered]:
    """Return every nomination ever made, those that stand first, by member."""
    name = func.coalesce(RegisterEntry.name, NO_NAME)
    found = (
        select(Nomination, name, RegisterEntry.member_number)
        .outerjoin(RegisterEntry, RegisterEntry.party_id == Nomination.party_id)
        .order_by(Nomination.revoked_seq.is_not(None), RegisterEntry.sort_name, Nomination.id)
    )
    return [Entered(*row) for row in db.session.execute(found)]


def colleagues_named(name: str, *, email: str, on: date) -> list[RegisterEntry]:
    """Return who works here or holds an office, under this e-mail address or this very name."""
    wanted = folded(name)
    surname = wanted.rpartition(" ")[2]
    at_work = and_(
        RegisterEntry.employed_from <= on,
        or_(RegisterEntry.employed_to.is_(None), RegisterEntry.employed_to > on),
    )
    in_office = RegisterEntry.party_id.in_(
        select(RoleGrant.party_id).where(RoleGrant.withdrawn_at.is_(None))
    )
    found = select(RegisterEntry).where(
        or_(at_work, in_office),
        or_(
            RegisterEntry.sort_name.contains(surname, autoescape=True),
            RegisterEntry.email == email,
        ),
    )
    return [
        entry
        for entry in db.session.scalars(found)
        if folded(entry.name) == wanted or (email and entry.email == email)
    ]
