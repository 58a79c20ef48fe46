"""Nominations on death: made and taken back by the member, within the law's limits."""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction

from governance.cases.events import NominationMade, NominationRevoked
from governance.cases.models import Nomination
from governance.cases.queries.nominations import (
    WHOLE_PERCENT,
    colleagues_named,
    nominees_of,
)
from governance.cases.service.steps import NotAsAsked, sealed
from governance.infrastructure import clock
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.members import queries as members
from governance.members.entries import folded
from governance.reckoning.nominations import Nominee, Relationship, is_family, objections_to
from governance.reckoning.statutes import MOST_NOMINATED_PENCE
from governance.record import service as record


class NotNominated(NotAsAsked):
    """The law does not let this nomination be made."""


class OnlyMembersNominate(Refused):
    """Nominations are for members."""


def nominate(
    party_id: int,
    name: str,
    *,
    relationship: Relationship,
    address: str = "",
    email: str = "",
    amount_pence: int | None = None,
    share_percent: int | None = None,
    is_colleague: bool = False,
    book_key: str = "",
    actor: Actor,
    now: datetime,
) -> Nomination:
    """Name somebody to have an amount, or a share of all there is, at the member's death.

    `is_colleague`: an officer or employee, by the member's word; the register is asked too.

    Raises:
        OnlyMembersNominate: of anybody else.
        NotNominated: a colleague who is not family, or more than the law lets pass.
    """
    record.claim()
    today = clock.day_of(now)
    if not members.is_member_on(party_id, today, key=book_key):
        raise OnlyMembersNominate("Only a member can name somebody to have their shares at death.")
    if not name.strip():
        raise NotNominated("Enter the name of the person or organisation.")
    standing = nominees_of(party_id, book_key)
    _refuse_twice(standing, name)
    nominee = Nominee(
        id="new",
        name=name.strip(),
        relationship=relationship,
        is_officer_or_employee=is_colleague
        or _works_here(party_id, name, email, relationship, now),
        amount_pence=amount_pence,
        share=None if share_percent is None else Fraction(share_percent, WHOLE_PERCENT),
    )
    limit = MOST_NOMINATED_PENCE.on(today)
    objections = objections_to([*standing, nominee], limit_pence=limit)
    if objections:
        raise NotNominated(" ".join(str(objection) for objection in objections))
    words = {
        "name": nominee.name,
        "relationship": relationship,
        "address": address.strip(),
        "email": email.strip().lower(),
        "amount_pence": amount_pence,
        "share_percent": share_percent,
        "is_colleague": nominee.is_officer_or_employee,
    }
    return _write(party_id, book_key, words, actor=actor, now=now)


def revoke(nomination: Nomination, *, actor: Actor, now: datetime) -> None:
    """Take a nomination back; doing it again changes nothing."""
    seq = record.claim()
    db.session.refresh(nomination)
    if nomination.revoked_seq is not None:
        return
    nomination.revoked_on = clock.day_of(now)
    nomination.revoked_seq = seq
    db.session.flush()
    publish(
        NominationRevoked(
            at=now,
            by=actor.party_id,
            nomination_id=nomination.id,
            party_id=nomination.party_id,
            revoked_on=nomination.revoked_on,
        )
    )


def _refuse_twice(standing: list[Nominee], name: str) -> None:
    if folded(name) in {folded(each.name) for each in standing}:
        raise NotNominated(
            f"{name.strip()} is named already. Take that nomination back first, then name them for "
            "everything in one place."
        )


def _works_here(
    party_id: int, name: str, email: str, relationship: Relationship, now: datetime
) -> bool:
    """Say whether the nominee is one of the staff: the same e-mail, or the same name.

    Raises:
        NotNominated: of a namesake of whom nothing tells them apart.
    """
    address = email.strip().lower()
    namesakes = [
        entry
        for entry in colleagues_named(name, email=address, on=clock.day_of(now))
        if entry.party_id != party_id
    ]
    if not namesakes:
        return False
    if is_family(relationship) or any(address and each.email == address for each in namesakes):
        return True
    is_told_apart = bool(address) and all(each.email for each in namesakes)
    if is_told_apart or relationship is Relationship.ORGANISATION:
        return False
    raise NotNominated(
        f"Somebody called {name.strip()} works here. A colleague can be named only if they are "
        "your husband, wife, civil partner, parent, child, brother, sister, nephew or niece. If it "
        "is somebody else of that name, enter their e-mail address, so that we can tell them apart."
    )


def _write(
    party_id: int, book_key: str, words: Mapping[str, object], *, actor: Actor, now: datetime
) -> Nomination:
    seq = record.claim()
    kept, salt, words_digest = sealed(words)
    made = Nomination(
        party_id=party_id,
        book_key=book_key,
        given_on=clock.day_of(now),
        given_seq=seq,
        words=kept,
        salt=salt,
        digest=words_digest,
    )
    db.session.add(made)
    db.session.flush()
    publish(
        NominationMade(
            at=now,
            by=actor.party_id,
            nomination_id=made.id,
            party_id=party_id,
            book_key=book_key,
            given_on=made.given_on,
            words_digest=words_digest,
        )
    )
    return made
