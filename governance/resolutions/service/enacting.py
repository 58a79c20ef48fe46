"""Doing what a decision does, and keeping what became of it."""

from dataclasses import replace
from datetime import datetime

from governance.effects.effect import Decided, Enacted, State
from governance.effects.registry import effect_named
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db, savepoint
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.reckoning.sentence import Sentence
from governance.record import service as record
from governance.resolutions.digests import digest_of_enactment
from governance.resolutions.events import EffectEnacted
from governance.resolutions.models import Enactment, Resolution


def enact(resolution: Resolution, *, how: str, actor: Actor, now: datetime) -> Enactment:
    """Do what the decision does, in this transaction, and keep what became of it.

    What cannot be done any more does not undo the decision: the register tells why.
    """
    try:
        with savepoint():
            enacted = _done(resolution, how=how, actor=actor, now=now)
    except Refused as refused:
        enacted = Enacted(State.FAILED, _why(refused))
    return _kept(resolution, enacted, actor=actor, now=now)


def enact_or_refuse(resolution: Resolution, *, how: str, actor: Actor, now: datetime) -> Enactment:
    """Do what the decision does, for somebody who enters it and can put right what is wrong.

    Raises:
        Refused: it cannot be done.
    """
    return _kept(resolution, _done(resolution, how=how, actor=actor, now=now), actor=actor, now=now)


def _done(resolution: Resolution, *, how: str, actor: Actor, now: datetime) -> Enacted:
    decided = Decided(
        how=how,
        reference=resolution.reference,
        title=resolution.title,
        text=resolution.text,
        at=now,
        resolution_id=resolution.id,
    )
    effect = effect_named(resolution.effect)
    enacted = effect.enact(resolution.payload, decided, actor=actor, now=now)
    if enacted.sets is not None:
        return enacted
    return replace(enacted, sets=effect.touches(resolution.payload))


def _why(refused: Refused) -> tuple[Sentence, ...]:
    said = (refused.message, refused.next_step)
    return tuple(Sentence("%(said)s", {"said": each}) for each in said if each)


def _kept(resolution: Resolution, enacted: Enacted, *, actor: Actor, now: datetime) -> Enactment:
    enactment = Enactment(
        resolution_id=resolution.id,
        state=enacted.state.value,
        told=[each.as_json() for each in enacted.told],
        sets=sorted(enacted.sets or ()),
        from_day=enacted.from_day,
        adoption_id=enacted.adoption_id,
        enacted_at=now,
        recorded_seq=record.claim(),
    )
    enactment.digest = digest_of_enactment(enactment)
    db.session.add(enactment)
    db.session.flush()
    publish(
        EffectEnacted(
            at=now,
            by=actor.party_id,
            resolution_id=resolution.id,
            effect=resolution.effect,
            state=enactment.state,
            adoption_id=enactment.adoption_id,
            digest=enactment.digest,
        )
    )
    return enactment
