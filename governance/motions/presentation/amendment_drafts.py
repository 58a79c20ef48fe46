"""What the pages of an amendment that is being written show."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from governance.effects.presentation import Line, if_carried
from governance.effects.registry import NONE
from governance.motions import queries
from governance.motions.models import AmendmentDraft, Motion
from governance.motions.presentation.amendment_words import changes_in_words
from governance.motions.presentation.differences import Part, of_one_paragraph, of_texts
from governance.motions.service import amendments
from governance.reckoning.texts.amending import Change, applied
from governance.reckoning.texts.paragraphs import paragraphs_of, text_of


@dataclass(frozen=True)
class Place:
    """A paragraph of the motion, or the gap after one, and what is written of it so far.

    `parts` is how it would differ, `words` what stands there or would come there.
    """

    number: int
    words: str
    change: Change | None
    parts: list[Part]


@dataclass(frozen=True)
class DraftOfAmendment:
    """An amendment being written: the motion's paragraphs with the gaps after them."""

    motion: Motion
    draft: AmendmentDraft
    beginning: Place
    paragraphs: list[tuple[Place, Place]]
    lost: str
    does: str
    parts: list[Part]
    has_effect: bool
    effect_before: list[Line]
    effect_after: list[Line]

    @property
    def is_empty(self) -> bool:
        return not self.does


def of_amendment_draft(draft: AmendmentDraft, today: date) -> DraftOfAmendment:
    """Return the page of an amendment that is being written."""
    motion = queries.motion(draft.motion_id)
    written = amendments.changes_of(draft)
    text = paragraphs_of(motion.text)
    done = {change.place: change for change in written.changes}
    return DraftOfAmendment(
        motion=motion,
        draft=draft,
        beginning=_gap(0, done),
        paragraphs=[
            (_paragraph(number, words, done), _gap(number, done))
            for number, words in enumerate(text, 1)
        ],
        lost=changes_in_words(written.lost, settings=written.lost_values),
        does=changes_in_words(written.changes, settings=written.payload is not None),
        parts=of_texts(text_of(text), text_of(applied(text, written.changes)))
        if written.changes
        else [],
        has_effect=motion.effect != NONE,
        effect_before=if_carried(motion.effect, motion.payload, today=today),
        effect_after=if_carried(motion.effect, written.payload, today=today)
        if written.payload is not None
        else [],
    )


def question_about(deed: str, number: int) -> str:
    """Return what is asked of a place of the motion's text."""
    if deed == "replace":
        return gettext("What should paragraph %(number)s say?", number=number)
    if not number:
        return gettext("What should stand at the beginning?")
    return gettext("What should come after paragraph %(number)s?", number=number)


def _paragraph(number: int, words: str, done: dict[int, Change]) -> Place:
    change = done.get(2 * number - 1)
    parts = of_one_paragraph(words, text_of(change.new)) if change else []
    return Place(number, words, change, parts)


def _gap(number: int, done: dict[int, Change]) -> Place:
    change = done.get(2 * number)
    return Place(number, change.words if change else "", change, [])
