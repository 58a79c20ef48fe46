"""Entering who is on no list of staff (a trust, a council, a partner), and correcting contacts."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from governance.infrastructure import clock
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.members.events import StakeholderEntered
from governance.members.models import Party, RegisterEntry
from governance.members.service.people import MEMBERSHIP
from governance.members.service.spells import Change, lines_standing_of, write
from governance.members.timeline import Stretch, paint
from governance.record import service as record

STAKEHOLDERS = "stakeholders"


class PartyKind(StrEnum):
    """What a party is."""

    PERSON = "person"
    TRUST = "trust"
    GOVERNMENT = "government"
    PARTNER = "partner"
    BODY = "body"


class NameMissing(Refused):
    """Nobody is entered without a name."""

    status = 422


class AddressInUse(Refused):
    """The e-mail address is somebody else's."""

    status = 409


class NothingToCorrect(Refused):
    """There are no contact details on these days."""


def add_stakeholder(
    kind: PartyKind,
    contact: Mapping[str, Any],
    *,
    known_from: date,
    member_since: date | None = None,
    membership_class: str = MEMBERSHIP["class"],
    actor: Actor,
    now: datetime,
) -> int:
    """Enter a party that is not staff, as a member too if `member_since` is given; return its id.

    `contact` of an organisation has `name`; of a person `first_name` and `surname`; and both may
    have `email`, `address` (lines), `postcode`, and an organisation `registered_number` and
    `contact_person`.

    Raises:
        NameMissing: it has no name.
    """
    words = _tidied(contact)
    if not (words.get("name") or words.get("surname")):
        raise NameMissing("Enter a name. Nothing was entered.")
    record.claim()
    _refuse_an_address_in_use(words["email"], of=None)
    party = Party(kind=kind, source=STAKEHOLDERS)
    db.session.add(party)
    db.session.flush()
    after = {("contact", ""): [Stretch(known_from, None, words)]}
    if member_since is not None:
        after["membership", ""] = [Stretch(member_since, None, {"class": membership_class})]
    write([Change(party.id, {}, after, kind=kind)], actor=actor, now=now)
    publish(StakeholderEntered(at=now, by=actor.party_id, party_id=party.id, party_kind=kind))
    return party.id


def rectify_contact(
    party_id: int,
    changed: Mapping[str, Any],
    *,
    since: date | None,
    actor: Actor,
    now: datetime,
) -> int | None:
    """Correct what the register has of somebody's name and addresses.

    From the day `since`, because it is otherwise since then; or, without a day, on every day of
    the register, because it was wrong all along. Words that are not named stay as they were.
    Either way what was said before stays on the record. Returns the link, or None if nothing new.

    Raises:
        NothingToCorrect: no contact details are recorded.
        NameMissing: no name would be left.
        AddressInUse: the e-mail address is somebody else's.
    """
    record.claim()
    change = lines_standing_of(party_id)
    line = change.before.get(("contact", ""), [])
    if not line:
        raise NothingToCorrect("No name or address is recorded of them, so nothing was changed.")
    words = {name: value for name, value in _tidied(changed).items() if name in changed}
    _refuse_an_address_in_use(words.get("email", ""), of=party_id)
    painted = line if since is None or since >= line[0].valid_from else _reaching(line, since)
    for stretch in tuple(painted):
        if since is not None and stretch.valid_to is not None and stretch.valid_to <= since:
            continue
        first = stretch.valid_from if since is None else max(stretch.valid_from, since)
        corrected = (stretch.data or {}) | words
        if not (corrected.get("name") or corrected.get("surname")):
            raise NameMissing("Nobody can be without a name. Nothing was changed.")
        painted = paint(painted, first, stretch.valid_to, corrected)
    change.after = change.before | {("contact", ""): painted}
    return write([change], actor=actor, now=now)


def change_contact(
    party_id: int, changed: Mapping[str, Any], *, actor: Actor, now: datetime
) -> int | None:
    """Note another name or address from today on."""
    return rectify_contact(party_id, changed, since=clock.day_of(now), actor=actor, now=now)


def _reaching(line: list[Stretch], since: date) -> list[Stretch]:
    """Return the line with its first words holding from an earlier day on."""
    return paint(line, since, line[0].valid_from, line[0].data or {})


def _tidied(contact: Mapping[str, Any]) -> dict[str, Any]:
    """Return the words without blanks around them; an e-mail address in small letters."""
    words: dict[str, Any] = {}
    for name, value in contact.items():
        words[name] = value.strip() if isinstance(value, str) else value
    words["email"] = (words.get("email") or "").lower()
    words["address"] = [line.strip() for line in words.get("address") or [] if line.strip()]
    words.setdefault("postcode", "")
    return words


def _refuse_an_address_in_use(email: str, *, of: int | None) -> None:
    """Two people may not share an address: whoever reads its mail can sign in."""
    if not email:
        return
    holders = db.session.query(RegisterEntry.party_id).filter_by(email=email)
    if any(row.party_id != of for row in holders):
        raise AddressInUse(
            "Somebody else in the register has this e-mail address. Nothing was changed. "
            "Use another, or correct that person's entry first."
        )
