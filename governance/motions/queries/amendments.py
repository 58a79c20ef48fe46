"""Reads of amendments, and of what they would change of a motion as it reads now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import Select, func, or_, select

from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.members.models import RegisterEntry
from governance.motions.models import (
    Amendment,
    AmendmentAppellant,
    AmendmentDraft,
    AmendmentSecondment,
    Motion,
    MotionVersion,
)
from governance.reckoning.texts.amending import (
    Change,
    applied,
    carried_over,
    in_voting_order,
    places_after,
    places_of,
)
from governance.reckoning.texts.difference import words_changed
from governance.reckoning.texts.paragraphs import paragraphs_of
from governance.reckoning.texts.values import differing, place_of, with_both

LIVE = ("proposed", "seconded", "balloted")
VOTED = ("carried", "lost")

_SECONDERS = (
    select(func.count())
    .select_from(AmendmentSecondment)
    .where(AmendmentSecondment.amendment_id == Amendment.id)
    .correlate(Amendment)
    .scalar_subquery()
)


@dataclass(frozen=True)
class Proposed:
    """An amendment in a list: its row, who moved it, and how many second it."""

    row: Amendment
    mover: str
    seconders: int


def amendment(amendment_id: int) -> Amendment:
    """Return the amendment.

    Raises:
        NotFound: there is none.
    """
    found = db.session.get(Amendment, amendment_id)
    if found is None:
        raise _no_amendment()
    return found


def proposed(amendment_id: int) -> Proposed:
    """Return the amendment with who moved it and how many second it.

    Raises:
        NotFound: there is none.
    """
    row = db.session.execute(_listing().where(Amendment.id == amendment_id)).one_or_none()
    if row is None:
        raise _no_amendment()
    return Proposed(*row)


def amendments_of(motion_id: int, *, states: Sequence[str] = ()) -> list[Proposed]:
    """Return a motion's amendments in these states (or all), by their numbers."""
    found = _listing().where(Amendment.motion_id == motion_id).order_by(Amendment.number)
    if states:
        found = found.where(Amendment.state.in_(states))
    return [Proposed(*row) for row in db.session.execute(found)]


def amendment_draft(draft_id: int, party_id: int | None) -> AmendmentDraft:
    """Return that person's own draft of an amendment; nobody else knows of it.

    Raises:
        NotFound: they have no such draft.
    """
    found = db.session.get(AmendmentDraft, draft_id)
    if found is None or found.author_id != party_id:
        raise NotFound(
            "There is no such draft of yours.", next_step="Begin one on the motion's page."
        )
    return found


def seconders_of_amendment(amendment_id: int) -> list[tuple[int, str]]:
    """Return the party ids and names of an amendment's seconders in the order they came."""
    seconders = (
        select(AmendmentSecondment.party_id, func.coalesce(RegisterEntry.name, ""))
        .outerjoin(RegisterEntry, RegisterEntry.party_id == AmendmentSecondment.party_id)
        .where(AmendmentSecondment.amendment_id == amendment_id)
        .order_by(AmendmentSecondment.at, AmendmentSecondment.party_id)
    )
    return [(party_id, name) for party_id, name in db.session.execute(seconders)]


def has_seconded_amendment(amendment_id: int, party_id: int | None) -> bool:
    """Say whether that person supports that the amendment be decided."""
    key = (amendment_id, party_id)
    return party_id is not None and db.session.get(AmendmentSecondment, key) is not None


def appellants_for(amendment_id: int) -> list[tuple[int, str, str]]:
    """Return who appeals against the ruling on an amendment, with name and reason, in order."""
    joined = (
        select(
            AmendmentAppellant.party_id,
            func.coalesce(RegisterEntry.name, ""),
            AmendmentAppellant.reason,
        )
        .outerjoin(RegisterEntry, RegisterEntry.party_id == AmendmentAppellant.party_id)
        .where(AmendmentAppellant.amendment_id == amendment_id)
        .order_by(AmendmentAppellant.at, AmendmentAppellant.party_id)
    )
    return [(party_id, name, reason) for party_id, name, reason in db.session.execute(joined)]


def appeals_to_decide() -> list[tuple[Amendment, Motion]]:
    """Return the amendments on whose ruling an appeal waits to be decided, with their motions."""
    ruled_out = (
        select(Amendment, Motion)
        .join(Motion, Motion.id == Amendment.motion_id)
        .where(Amendment.state == "ruled_out")
        .order_by(Amendment.closed_at, Amendment.id)
    )
    found = [(row[0], row[1]) for row in db.session.execute(ruled_out)]
    return [(amendment, motion) for amendment, motion in found if amendment.awaits_appeal]


def changes_at(one: Amendment, version: int) -> tuple[Change, ...]:
    """Return what it does to the paragraphs of a version of its motion, its own or a later one.

    Raises:
        Overtaken: what it is about was changed on the way.
    """
    changes = [Change.from_json(kept) for kept in one.changes]
    return carried_to(changes, motion_id=one.motion_id, since=one.version, to=version)


def carried_to(
    changes: Sequence[Change], *, motion_id: int, since: int, to: int
) -> tuple[Change, ...]:
    """Return what changes of one version of a motion do to a later one.

    Raises:
        Overtaken: what one of them is about was changed on the way.
    """
    moved = tuple(changes)
    for before, after in pairwise(_versions(motion_id, since=since, to=to)):
        over = [Change.from_json(kept) for kept in after.changes]
        moved = carried_over(moved, over, len(paragraphs_of(before.text)))
    return moved


def payload_at(one: Amendment | AmendmentDraft, version: int) -> dict[str, Any] | None:
    """Return what the effect of a version of its motion would do with it; None if it stays.

    Raises:
        ValueOvertaken: what it would set was set to something else on the way.
    """
    if one.payload is None:
        return None
    base, there = (_payload_of(one.motion_id, number) for number in (one.version, version))
    return with_both(base, one.payload, there)


def places(one: Amendment, version: int) -> frozenset[int]:
    """Return the places of a version that it changes: of its text, and what its effect sets."""
    return places_of(changes_at(one, version)) | _values_set(one)


def voted_places(motion: Motion) -> dict[int, list[Amendment]]:
    """Return the places of the motion as it is that members voted on, with the amendments."""
    found: dict[int, list[Amendment]] = {}
    for each in amendments_of(motion.id, states=VOTED):
        assert each.row.ended_version is not None, "what was voted on has ended"
        now = places_of(changes_at(each.row, each.row.ended_version))
        versions = _versions(motion.id, since=each.row.ended_version, to=motion.version)
        for before, after in pairwise(versions):
            over = [Change.from_json(kept) for kept in after.changes]
            now = places_after(now, over, len(paragraphs_of(before.text)))
        for place in now | _values_set(each.row):
            found.setdefault(place, []).append(each.row)
    return found


def voting_order(motion: Motion) -> list[Amendment]:
    """Return the seconded amendments in the order in which they are voted on.

    As the chair set it; those that came since follow as is usual.
    """
    seconded = [each.row for each in amendments_of(motion.id, states=("seconded",))]
    text = paragraphs_of(motion.text)
    usual = in_voting_order(
        [
            (one.number, places(one, motion.version), _distance(one, motion, text))
            for one in seconded
        ]
    )
    return sorted(
        seconded, key=lambda one: (one.place is None, one.place or 0, usual.index(one.number))
    )


def has_undecided(motion_id: int) -> bool:
    """Say whether amendments of the motion are to be voted on before the motion itself."""
    undecided = Amendment.motion_id == motion_id, Amendment.state.in_(("seconded", "balloted"))
    return db.session.scalar(select(Amendment.id).where(*undecided).limit(1)) is not None


def to_be_voted_on(today: date) -> list[tuple[Motion, list[Amendment]]]:
    """Return each seconded motion whose amendments wait for a vote, with those, none voted on."""
    is_back = or_(Motion.adjourned_until.is_(None), Motion.adjourned_until <= today)
    found = (
        select(Motion)
        .where(is_back)
        .where(Motion.state == "seconded", Motion.id.in_(_motions_with("seconded")))
        .where(Motion.id.not_in(_motions_with("balloted")))
        .order_by(Motion.seconded_at, Motion.id)
    )
    return [(motion, voting_order(motion)) for motion in db.session.scalars(found)]


def to_be_answered(party_id: int | None) -> list[tuple[Amendment, Motion]]:
    """Return the amendments of that person's motions that they have not answered, with those."""
    found = (
        select(Amendment, Motion)
        .join(Motion, Motion.id == Amendment.motion_id)
        .where(Motion.mover_id == party_id, Motion.state.in_(("proposed", "seconded")))
        .where(Amendment.state.in_(("proposed", "seconded")), Amendment.declined_at.is_(None))
        .where(Amendment.mover_id != Motion.mover_id)
        .order_by(Amendment.proposed_at, Amendment.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(found)]


def balloted_amendment(motion_id: int) -> Amendment | None:
    """Return the amendment on which the members are voting now, if there is one."""
    balloted = Amendment.motion_id == motion_id, Amendment.state == "balloted"
    return db.session.scalar(select(Amendment).where(*balloted))


def _motions_with(state: str) -> Select[int]:
    return select(Amendment.motion_id).where(Amendment.state == state)


def _distance(one: Amendment, motion: Motion, text: tuple[str, ...]) -> int:
    return words_changed(text, applied(text, changes_at(one, motion.version)))


def _values_set(one: Amendment) -> frozenset[int]:
    if one.payload is None:
        return frozenset()
    return frozenset(map(place_of, differing(_payload_of(one.motion_id, one.version), one.payload)))


def _payload_of(motion_id: int, version: int) -> dict[str, Any]:
    return db.session.get_one(MotionVersion, (motion_id, version)).payload


def _versions(motion_id: int, *, since: int, to: int) -> Sequence[MotionVersion]:
    between = MotionVersion.number.between(since, to), MotionVersion.motion_id == motion_id
    return db.session.scalars(
        select(MotionVersion).where(*between).order_by(MotionVersion.number)
    ).all()


def _listing() -> Select[Amendment, str, int]:
    return select(Amendment, func.coalesce(RegisterEntry.name, ""), _SECONDERS).outerjoin(
        RegisterEntry, RegisterEntry.party_id == Amendment.mover_id
    )


def _no_amendment() -> NotFound:
    return NotFound(
        "There is no amendment at this address.", next_step="Look for it on its motion's page."
    )
