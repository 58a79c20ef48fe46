"""How resolutions of the members and decisions of the board are found."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from flask import url_for
from flask_babel import gettext
from sqlalchemy import case, func, or_, select, true

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.permissions import may
from governance.motions.models import Motion
from governance.motions.presentation import category_in_words
from governance.resolutions import queries
from governance.resolutions.models import BOARD_DECISION, BoardDecision, Remark, Resolution
from governance.resolutions.permissions import Resolutions
from governance.resolutions.presentation.words import TONES, reference_of, standing_in_words
from governance.resolutions.queries import Entered, Reader
from governance.resolutions.service.found import RESOLUTION, part_of, text_to_find
from governance.search.contributor import OWN_WORDS, Facts, Passage, Shown, Words
from governance.web.templating import date_only

CARRIED, BY_THE_BOARD = "carried", "board"


class ResolutionsFound:
    """Resolutions: found by their words, and by what is remarked on them."""

    kind = RESOLUTION

    def title(self) -> str:
        """Return what such a subject is called."""
        return gettext("Resolution")

    def states(self) -> Mapping[str, str]:
        """Return who decided, in words; how each stands is reckoned, and said with it."""
        return {CARRIED: gettext("Carried"), BY_THE_BOARD: gettext("Decided by the board")}

    def categories(self) -> Mapping[str, str]:
        """Return none but those of motions."""
        return {}

    def facts(self, actor: Actor, *, today: date) -> Facts:
        """Select the facts of what is published, and for the board of everything."""
        is_seen = or_(BoardDecision.resolution_id.is_(None), BoardDecision.publish_on <= today)
        sees_all = may(actor, Resolutions.READ_BOARD)
        return (
            select(
                Resolution.id.label("subject_id"),
                case((Resolution.series == BOARD_DECISION, BY_THE_BOARD), else_=CARRIED).label(
                    "state"
                ),
                func.coalesce(Motion.category, "").label("category"),
                Motion.mover_id.label("person_id"),
                Resolution.year.label("year"),
                Resolution.entered_at.label("at"),
            )
            .outerjoin(Motion, Motion.id == Resolution.motion_id)
            .outerjoin(BoardDecision, BoardDecision.resolution_id == Resolution.id)
            .where(true() if sees_all else is_seen)
        )

    def shown(self, ids: Sequence[int], *, today: date) -> Mapping[int, Shown]:
        """Return how these resolutions are shown; `facts` has chosen those that may be."""
        entered = queries.entered_all(ids, Reader(today, sees_the_boards=True))
        about = select(Resolution.id, Motion.category).join(
            Motion, Motion.id == Resolution.motion_id
        )
        categories = {
            row.id: row.category for row in db.session.execute(about.where(Resolution.id.in_(ids)))
        }
        return {
            each.resolution.id: _shown(each, categories.get(each.resolution.id, ""))
            for each in entered
        }

    def passages(self, subject_id: int, parts: Sequence[str]) -> Mapping[str, Passage]:
        """Return these parts of a resolution as they were written."""
        resolution = db.session.get_one(Resolution, subject_id)
        board = db.session.get(BoardDecision, subject_id)
        href = url_for("resolutions.resolution", resolution_id=subject_id)
        found = {OWN_WORDS: Passage("", href, text_to_find(resolution, board))}
        remarks = select(Remark).where(Remark.resolution_id == subject_id)
        for remark in db.session.scalars(remarks):
            found[part_of(remark.id)] = Passage(gettext("Remark"), href, remark.text)
        return found

    def words(self) -> Iterator[Words]:
        """Yield the words of every resolution and remark."""
        entered = select(Resolution, BoardDecision).outerjoin(
            BoardDecision, BoardDecision.resolution_id == Resolution.id
        )
        for resolution, board in db.session.execute(entered):
            text = text_to_find(resolution, board)
            yield Words(resolution.id, OWN_WORDS, resolution.title, text)
        for remark in db.session.scalars(select(Remark)):
            yield Words(remark.resolution_id, part_of(remark.id), "", remark.text)


def _shown(entered: Entered, category: str) -> Shown:
    resolution = entered.resolution
    return Shown(
        title=resolution.title,
        caption=gettext(
            "%(reference)s, decided on %(day)s",
            reference=reference_of(resolution),
            day=date_only(resolution.decided_on),
        ),
        href=url_for("resolutions.resolution", resolution_id=resolution.id),
        state=standing_in_words(entered.standing),
        tone=TONES[entered.standing],
        category=category_in_words(category) if category else "",
    )
