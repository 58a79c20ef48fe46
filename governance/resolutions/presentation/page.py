"""What the page of one resolution shows, and what a motion's page says of the one it became."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext

from governance.effects.presentation import Line, if_carried
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.motions.models import Motion
from governance.motions.presentation.motion_page import EXTRA
from governance.reckoning.resolutions.registry import kind_named
from governance.record import queries as record
from governance.record.models import Link
from governance.resolutions import queries
from governance.resolutions.models import BoardDecision, Remark, Resolution
from governance.resolutions.presentation.board import kind_in_words
from governance.resolutions.presentation.words import (
    TONES,
    at_once_in_words,
    decided_by_in_words,
    effect_in_words,
    reference_of,
    said,
    sentence_of,
    standing_in_words,
)
from governance.resolutions.queries import Entered, Made, Reader


@dataclass(frozen=True)
class ResolutionPage:
    """One resolution as it stands on a day.

    `lines` are what it was told to change; `told` what was said when it was enacted, of a failure
    why. `decision` leads to the ballot or meeting.
    """

    found: Entered
    reference: str
    state: str
    tone: str
    sentence: str
    decided_by: str
    kind: str
    source: str
    arithmetic: str
    effect: str
    lines: list[Line]
    told: list[str]
    made: Made
    motion: Motion | None
    decision: dict[str, Any] | None
    about: str
    corrects: Resolution | None
    corrected_by: Resolution | None
    is_published: bool
    remarks: Sequence[Remark]
    links: list[Link]


def of_resolution(resolution_id: int, actor: Actor, reader: Reader) -> ResolutionPage:
    """Return the page of a resolution."""
    day = reader.day
    found = queries.entered(resolution_id, reader)
    resolution, enactment = found.resolution, found.enactment
    kind = kind_named(resolution.resolution_kind) if resolution.resolution_kind else None
    motion = _motion(resolution.motion_id)
    return ResolutionPage(
        found=found,
        reference=reference_of(resolution),
        state=standing_in_words(found.standing),
        tone=TONES[found.standing],
        sentence=sentence_of(found),
        decided_by=decided_by_in_words(resolution.decided_by),
        kind=gettext(kind.title) if kind else "",
        source=kind.source if kind else "",
        arithmetic=said(resolution.arithmetic),
        effect=effect_in_words(resolution.effect),
        lines=if_carried(
            resolution.effect,
            resolution.payload,
            today=day,
            kept=resolution.consequences,
            at_once=at_once_in_words(found),
        ),
        told=[said(each) for each in enactment.told],
        made=queries.made_by(resolution_id),
        motion=motion,
        decision=_decision(motion, actor, day),
        about=kind_in_words(found.board.kind) if found.board else "",
        corrects=queries.seen(found.board.corrects_id, reader) if found.board else None,
        corrected_by=_correction(found.board, reader),
        is_published=found.board is None or found.board.is_published(day),
        remarks=queries.remarks_on(resolution_id),
        links=_links(found),
    )


def lines_of(effect: str, payload: dict[str, Any], today: date) -> list[Line]:
    """Return what a decision would change, before it is entered."""
    return if_carried(effect, payload, today=today)


def of_motion(motion: Motion, today: date) -> dict[str, str] | None:
    """Return what a motion's page says of the resolution that it became: label, href, text."""
    resolution = queries.resolution_of(motion.id)
    if resolution is None:
        return None
    found = queries.entered(resolution.id, Reader(today))
    return {
        "label": reference_of(resolution),
        "href": url_for("resolutions.resolution", resolution_id=resolution.id),
        "text": sentence_of(found),
        "state": standing_in_words(found.standing),
        "tone": TONES[found.standing],
    }


def of_change(adoption_id: int) -> dict[str, str] | None:
    """Return what the page of a change of rules says of the resolution that made it."""
    resolution = queries.resolution_that_made(adoption_id)
    if resolution is None:
        return None
    href = url_for("resolutions.resolution", resolution_id=resolution.id)
    return {"label": reference_of(resolution), "href": href}


def _correction(board: BoardDecision | None, reader: Reader) -> Resolution | None:
    """Return the later decision that puts this one right, if the reader may see it yet."""
    later = queries.correction_of(board.resolution_id) if board else None
    return queries.seen(later.id, reader) if later else None


def _motion(motion_id: int | None) -> Motion | None:
    return None if motion_id is None else db.session.get(Motion, motion_id)


def _decision(motion: Motion | None, actor: Actor, day: date) -> dict[str, Any] | None:
    """Return where it was decided, which rooms above know."""
    provider = current_app.extensions.get(EXTRA)
    found: dict[str, Any] | None = provider(motion, actor, day) if motion and provider else None
    return found


def _links(found: Entered) -> list[Link]:
    numbers = (found.resolution.recorded_seq, found.enactment.recorded_seq)
    return [link for link in map(record.link, numbers) if link is not None]
