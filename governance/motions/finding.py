"""How motions, with what is said of them and their files, and one's own drafts are found."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext
from sqlalchemy import ColumnElement, Integer, case, cast, extract, func, literal, or_, select

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.members import queries as members
from governance.motions.categories import CATEGORIES
from governance.motions.models import Amendment, Attachment, Comment, Draft, DraftAuthor, Motion
from governance.motions.presentation import TONES, category_in_words, state_in_words
from governance.motions.queries import STATES
from governance.motions.service.found import (
    AMENDMENT,
    COMMENT,
    DRAFT,
    FILE,
    MOTION,
    own_words,
    part_of,
    words_of_amendment,
    words_of_name,
)
from governance.search.contributor import OWN_WORDS, Facts, Passage, Shown, Words
from governance.web.templating import date_only

WRITING = "writing"


class MotionsFound:
    """Motions: found by their words, by amendments and comments that stand, and by files."""

    kind = MOTION

    def title(self) -> str:
        """Return what such a subject is called."""
        return gettext("Motion")

    def states(self) -> Mapping[str, str]:
        """Return where motions may stand, in words."""
        return {state: state_in_words(state) for state in STATES}

    def categories(self) -> Mapping[str, str]:
        """Return what motions may be about, in words."""
        return {str(each): category_in_words(each) for each in CATEGORIES}

    def facts(self, actor: Actor, *, today: date) -> Facts:
        """Select the facts of every motion: whoever may search reads them all."""
        return select(
            Motion.id.label("subject_id"),
            _state_on(today).label("state"),
            Motion.category.label("category"),
            Motion.mover_id.label("person_id"),
            Motion.year.label("year"),
            Motion.proposed_at.label("at"),
        )

    def shown(self, ids: Sequence[int], *, today: date) -> Mapping[int, Shown]:
        """Return how these motions are shown."""
        found = list(db.session.scalars(select(Motion).where(Motion.id.in_(ids))))
        names = members.names_of(motion.mover_id for motion in found)
        return {
            motion.id: _shown(motion, names.get(motion.mover_id, ""), today) for motion in found
        }

    def passages(self, subject_id: int, parts: Sequence[str]) -> Mapping[str, Passage]:
        """Return these parts of a motion as they were written."""
        motion = db.session.get_one(Motion, subject_id)
        address = url_for("motions.motion", motion_id=motion.id)
        said = _comments(_numbers(COMMENT, parts))
        names = members.names_of(comment.author_id for comment in said)
        found = {OWN_WORDS: Passage("", address, own_words(motion))}
        for comment in said:
            name = names.get(comment.author_id) or gettext("a former member")
            where = gettext("Comment of %(name)s", name=name)
            href = url_for("motions.comment_place", comment_id=comment.id)
            found[part_of(COMMENT, comment.id)] = Passage(where, href, comment.text)
        amendments = _passages_of_amendments(parts)
        return found | amendments | _passages_of_files(parts, f"{address}#attachments")

    def words(self) -> Iterator[Words]:
        """Yield the words of every motion, amendment, comment that stands and file."""
        for motion in db.session.scalars(select(Motion)):
            yield Words(motion.id, OWN_WORDS, motion.title, own_words(motion))
        for said in db.session.scalars(select(Comment).where(Comment.removed_at.is_(None))):
            yield Words(said.motion_id, part_of(COMMENT, said.id), "", said.text)
        for made in db.session.scalars(select(Amendment)):
            words = words_of_amendment(made)
            yield Words(made.motion_id, part_of(AMENDMENT, made.id), "", words)
        yield from _words_of_files(Attachment.motion_id)


class DraftsFound:
    """Drafts: found by those who write them, and nobody else."""

    kind = DRAFT

    def title(self) -> str:
        """Return what such a subject is called."""
        return gettext("Draft of yours")

    def states(self) -> Mapping[str, str]:
        """Return that a draft is being written."""
        return {WRITING: gettext("Being written")}

    def categories(self) -> Mapping[str, str]:
        """Return none but those of motions."""
        return {}

    def facts(self, actor: Actor, *, today: date) -> Facts:
        """Select the facts of the drafts that this person writes."""
        accepted = select(DraftAuthor.draft_id).where(
            DraftAuthor.party_id == actor.party_id, DraftAuthor.state == "accepted"
        )
        is_written = or_(Draft.author_id == actor.party_id, Draft.id.in_(accepted))
        return select(
            Draft.id.label("subject_id"),
            literal(WRITING).label("state"),
            Draft.category.label("category"),
            Draft.author_id.label("person_id"),
            cast(extract("year", Draft.changed_at), Integer).label("year"),
            Draft.changed_at.label("at"),
        ).where(Draft.motion_id.is_(None), is_written)

    def shown(self, ids: Sequence[int], *, today: date) -> Mapping[int, Shown]:
        """Return how these drafts are shown."""
        return {
            draft.id: Shown(
                title=draft.title or gettext("A motion without a title"),
                caption=gettext("Last changed on %(day)s", day=date_only(draft.changed_at)),
                href=url_for("motions.check", draft_id=draft.id),
                state=gettext("Being written"),
                tone="quiet",
                category=category_in_words(draft.category) if draft.category else "",
            )
            for draft in db.session.scalars(select(Draft).where(Draft.id.in_(ids)))
        }

    def passages(self, subject_id: int, parts: Sequence[str]) -> Mapping[str, Passage]:
        """Return these parts of a draft as they were written."""
        draft = db.session.get_one(Draft, subject_id)
        address = url_for("motions.check", draft_id=draft.id)
        own = {OWN_WORDS: Passage("", address, own_words(draft))}
        return own | _passages_of_files(parts, f"{address}#attachments")

    def words(self) -> Iterator[Words]:
        """Yield the words of every draft and its files."""
        for draft in db.session.scalars(select(Draft).where(Draft.motion_id.is_(None))):
            yield Words(draft.id, OWN_WORDS, draft.title, own_words(draft))
        yield from _words_of_files(Attachment.draft_id)


def _state_on(today: date) -> ColumnElement[str]:
    """Return where a motion stands on the day, as `Motion.stands_on` tells it."""
    is_put_off = func.coalesce(Motion.adjourned_until, today) > today
    may_be_put_off = Motion.state.in_(("proposed", "seconded"))
    return case((may_be_put_off & is_put_off, "adjourned"), else_=Motion.state)


def _shown(motion: Motion, mover: str, today: date) -> Shown:
    state = motion.stands_on(today)
    return Shown(
        title=motion.title,
        caption=gettext(
            "Motion %(reference)s, proposed by %(name)s on %(day)s",
            reference=motion.reference,
            name=mover or gettext("a former member"),
            day=date_only(motion.proposed_at),
        ),
        href=url_for("motions.motion", motion_id=motion.id),
        state=state_in_words(state),
        tone=TONES[state],
        category=category_in_words(motion.category),
    )


def _comments(numbers: Sequence[int]) -> list[Comment]:
    standing = (Comment.id.in_(numbers), Comment.removed_at.is_(None))
    return list(db.session.scalars(select(Comment).where(*standing))) if numbers else []


def _passages_of_amendments(parts: Sequence[str]) -> dict[str, Passage]:
    numbers = _numbers(AMENDMENT, parts)
    found = db.session.scalars(select(Amendment).where(Amendment.id.in_(numbers)))
    return {
        part_of(AMENDMENT, made.id): Passage(
            gettext("Amendment %(reference)s", reference=made.short_reference),
            url_for("motions.amendment", amendment_id=made.id),
            words_of_amendment(made),
        )
        for made in (found if numbers else ())
    }


def _passages_of_files(parts: Sequence[str], href: str) -> dict[str, Passage]:
    numbers = _numbers(FILE, parts)
    standing = (Attachment.id.in_(numbers), Attachment.removed_at.is_(None))
    files = db.session.scalars(select(Attachment).where(*standing)) if numbers else ()
    return {
        part_of(FILE, file.id): Passage(
            gettext("File %(name)s", name=file.name), href, f"{words_of_name(file)}\n{file.words}"
        )
        for file in files
    }


def _words_of_files(bearer: Any) -> Iterator[Words]:
    standing = (bearer.is_not(None), Attachment.removed_at.is_(None))
    for number, file in db.session.execute(select(bearer, Attachment).where(*standing)):
        yield Words(number, part_of(FILE, file.id), words_of_name(file), file.words)


def _numbers(kind: str, parts: Sequence[str]) -> list[int]:
    named = (part.rpartition(" ") for part in parts)
    return [int(number) for name, _space, number in named if name == kind]
