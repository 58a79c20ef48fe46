"""Reserved matters: asking the classes for consent, what holders answer, and how it ended."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime

from governance.infrastructure import clock
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.ledger import consent_rules
from governance.ledger.events import (
    ConsentAnswered,
    ConsentAsked,
    ConsentSettingMade,
    MatterDecided,
)
from governance.ledger.models import (
    Book,
    ConsentAnswer,
    ConsentSetting,
    MatterOutcome,
    ReservedMatter,
    ShareClass,
)
from governance.ledger.queries import consents
from governance.ledger.units import written_day
from governance.reckoning.canonical import digest
from governance.reckoning.consents import Answer, ConsentOutcome
from governance.reckoning.resolutions.majority import Majority
from governance.record import service as record


class NotAsked(Refused):
    """Nothing can be asked, or answered, in this way."""

    status = 422


class NotEntitled(Refused):
    """The party holds none of the class on the day that counts."""

    status = 422


class AlreadyDecided(Refused):
    """The matter is decided."""


def set_consent_rule(
    share_class: ShareClass,
    majority: Majority,
    *,
    lapses_when_unheld: bool = False,
    valid_from: date,
    actor: Actor,
    now: datetime,
) -> None:
    """Say how the class consents from that day on; earlier settings stay readable."""
    seq = record.claim()
    rule = consent_rules.as_json(majority, lapses_when_unheld=lapses_when_unheld)
    made = ConsentSetting(
        share_class_id=share_class.id, valid_from=valid_from, recorded_seq=seq, rule=rule
    )
    db.session.add(made)
    db.session.flush()
    publish(
        ConsentSettingMade(
            at=now,
            by=actor.party_id,
            share_class_id=share_class.id,
            valid_from=valid_from,
            rule_digest=digest(["v1", rule]),
        )
    )


def ask_consent(
    book: Book,
    title: str,
    *,
    text: str,
    classes: Sequence[ShareClass],
    asked_on: date,
    actor: Actor,
    now: datetime,
) -> ReservedMatter:
    """Ask classes for their consent; whoever holds them at the end of that day may answer.

    Raises:
        NotAsked: no class is named, one is of another entity, or the day has not come.
    """
    if not classes or any(each.book_id != book.id for each in classes):
        raise NotAsked("Choose at least one class of this entity that must consent.")
    if asked_on > clock.day_of(now):
        raise NotAsked(
            f"{written_day(asked_on)} has not come yet: who will hold the classes is not known. "
            "Ask on that day or later."
        )
    seq, salt = record.claim(), secrets.token_hex(16)
    asked = ReservedMatter(
        book_id=book.id,
        asked_on=asked_on,
        share_class_ids=[each.id for each in classes],
        recorded_seq=seq,
        title=title,
        text=text,
        salt=salt,
        digest=digest(["v1", salt, title, text]),
    )
    db.session.add(asked)
    db.session.flush()
    publish(
        ConsentAsked(
            at=now,
            by=actor.party_id,
            matter_id=asked.id,
            book_id=book.id,
            asked_on=asked_on,
            share_class_ids=asked.share_class_ids,
            digest=asked.digest,
        )
    )
    return asked


def answer_consent(
    asked: ReservedMatter,
    share_class: ShareClass,
    answer: Answer,
    *,
    party_id: int,
    signatory: str,
    on: date,
    actor: Actor,
    now: datetime,
) -> ConsentAnswer:
    """Record what a holder said and who signed for them; a later answer takes its place.

    Raises:
        AlreadyDecided: the matter is decided.
        NotAsked: the class was not asked, or not yet on that day.
        NotEntitled: the party does not hold the class on the day that counts.
    """
    seq = record.claim()
    _refuse_what_is_no_answer(asked, share_class, party_id, on, now)
    salt = secrets.token_hex(16)
    given = ConsentAnswer(
        matter_id=asked.id,
        share_class_id=share_class.id,
        party_id=party_id,
        answer=str(answer),
        answered_on=on,
        recorded_seq=seq,
        signatory=signatory,
        salt=salt,
        digest=digest(["v1", salt, signatory]),
    )
    db.session.add(given)
    db.session.flush()
    publish(
        ConsentAnswered(
            at=now,
            by=actor.party_id,
            matter_id=asked.id,
            answer_id=given.id,
            share_class_id=share_class.id,
            party_id=party_id,
            answer=str(answer),
            answered_on=on,
            digest=given.digest,
        )
    )
    return given


def decide_matter(asked: ReservedMatter, *, actor: Actor, now: datetime) -> ConsentOutcome:
    """Work out whether every class has consented, and close the matter with its arithmetic.

    Raises:
        AlreadyDecided: it was closed before.
    """
    seq = record.claim()
    _refuse_if_decided(asked)
    outcome = consents.worked_out(asked, known=seq - 1)
    body = {
        "arithmetic": outcome.arithmetic.as_json(),
        "classes": [
            [each.share_class, str(each.consent), each.arithmetic.as_json()]
            for each in outcome.classes
        ],
    }
    decided_on = clock.day_of(now)
    db.session.add(
        MatterOutcome(
            matter_id=asked.id,
            decided_on=decided_on,
            known_seq=seq - 1,
            is_given=outcome.is_given,
            body=body,
            recorded_seq=seq,
        )
    )
    db.session.flush()
    publish(
        MatterDecided(
            at=now,
            by=actor.party_id,
            matter_id=asked.id,
            decided_on=decided_on,
            known_seq=seq - 1,
            is_given=outcome.is_given,
            body_digest=digest(["v1", body]),
        )
    )
    return outcome


def _refuse_what_is_no_answer(
    asked: ReservedMatter, share_class: ShareClass, party_id: int, on: date, now: datetime
) -> None:
    _refuse_if_decided(asked)
    if share_class.id not in asked.share_class_ids:
        raise NotAsked(f"{share_class.name} was not asked for consent. Choose a class that was.")
    if not asked.asked_on <= on <= clock.day_of(now):
        raise NotAsked(
            f"An answer is of a day from {written_day(asked.asked_on)}, when consent was asked "
            "for, to today. Check the day."
        )
    if party_id not in consents.weights(share_class, asked.asked_on):
        raise NotEntitled(
            f"They held no {share_class.name} on {written_day(asked.asked_on)}, which is the day "
            "that counts. Choose one of its holders."
        )


def _refuse_if_decided(asked: ReservedMatter) -> None:
    if consents.outcome_of(asked.id) is not None:
        raise AlreadyDecided(
            "This matter was decided already, so nothing was changed. Ask for consent again if "
            "something has changed since."
        )
