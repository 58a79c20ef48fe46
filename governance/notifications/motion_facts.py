"""What letters about motions say: how one moved on, what was said of it, what came of a report."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext
from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.members import queries as members
from governance.members.models import RegisterEntry
from governance.motions import stop_links
from governance.motions.models import Comment, CommentReport, Composite, Motion
from governance.notifications.digests import is_told
from governance.notifications.models import Mail
from governance.notifications.motion_steps import steps_in_words
from governance.notifications.sources import link_to, read

MOST_NAMED = 10


def _motion(mail: Mail) -> dict[str, Any]:
    motion = read(Motion, mail.context["motion_id"])
    return {"motion": motion, "link": link_to("motions.motion", motion_id=motion.id)}


def _followed(mail: Mail) -> dict[str, Any]:
    """Return the motion, with the link that stops such letters to this person."""
    text = stop_links.sign(mail.context["motion_id"], mail.party_id or 0)
    return {**_motion(mail), "stop_link": link_to("motions.stop", text=text)}


def _moved(mail: Mail) -> dict[str, Any]:
    facts = _followed(mail)
    told = steps_in_words(facts["motion"].reference)
    heading, sentence = told[mail.context["step"]]
    return {**facts, "heading": heading, "sentence": sentence}


def _discussed(mail: Mail) -> dict[str, Any]:
    """Return who spoke since the last letter, but for the person it goes to; never their words."""
    told = (mail.context[name] for name in ("motion_id", "after", "upto"))
    words = (
        select(Comment, func.coalesce(RegisterEntry.name, ""))
        .outerjoin(RegisterEntry, RegisterEntry.party_id == Comment.author_id)
        .where(is_told(*told), Comment.author_id != mail.party_id)
        .order_by(Comment.at, Comment.id)
    )
    said = db.session.execute(words).all()
    lines = [_line(comment, name, mail) for comment, name in said[:MOST_NAMED]]
    facts = _followed(mail)
    link = link_to("motions.comment_place", comment_id=said[0][0].id) if said else facts["link"]
    return {
        **facts,
        "link": link,
        "number": len(said),
        "lines": lines,
        "more": len(said) - len(lines),
    }


def _line(comment: Comment, name: str, mail: Mail) -> str:
    who = name or gettext("A former member")
    if comment.replies_to_id is not None:
        answered = db.session.get_one(Comment, comment.replies_to_id)
        if answered.author_id == mail.party_id:
            return gettext("%(name)s, in reply to you", name=who)
        return gettext("%(name)s, in a reply", name=who)
    told = {
        "for": gettext("%(name)s, for the motion", name=who),
        "against": gettext("%(name)s, against the motion", name=who),
    }
    return told.get(comment.side, who)


def _composite(mail: Mail) -> dict[str, Any]:
    composite = read(Composite, mail.context["composite_id"])
    mover = members.entry(composite.by_id)
    return {
        "composite": composite,
        "mover": mover.name if mover else "",
        "link": link_to("motions.composite", composite_id=composite.id),
    }


def _reported(mail: Mail) -> dict[str, Any]:
    return {**_motion(mail), "link": link_to("moderation.reports")}


def _report_answered(mail: Mail) -> dict[str, Any]:
    report = read(CommentReport, mail.context["report_id"])
    said = read(Comment, report.comment_id)
    return {
        "report": report,
        "motion": read(Motion, said.motion_id),
        "link": link_to("motions.comment_place", comment_id=said.id),
    }


FACTS: dict[str, Callable[[Mail], dict[str, Any]]] = {
    "motion_moved": _moved,
    "motion_discussed": _discussed,
    "composite_asked": _composite,
    "composite_declined": _composite,
    "comment_reported": _reported,
    "report_answered": _report_answered,
}
