"""What letters about motions say: how one moved on, what was said of it, what came of a report."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext
from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.members.models import RegisterEntry
from governance.motions import stop_links
from governance.motions.models import Comment, CommentReport, Motion
from governance.notifications.digests import is_told
from governance.notifications.models import Mail
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
    step = mail.context["outcome"] or mail.context["step"]
    heading, sentence = _steps(facts["motion"].reference)[step]
    return {**facts, "heading": heading, "sentence": sentence}


def _steps(reference: str) -> dict[str, tuple[str, str]]:
    """Return, for each step of a motion and each outcome, how it is told."""
    return {
        "motion seconded": (
            gettext("Motion %(reference)s has its seconders", reference=reference),
            gettext("The secretary can now put it to a ballot."),
        ),
        "motion amended": (
            gettext("Motion %(reference)s was amended", reference=reference),
            gettext("It says something else now. Its page shows what has changed."),
        ),
        "motion balloted": (
            gettext("Motion %(reference)s is put to a ballot", reference=reference),
            gettext("Everybody who can vote in it has notice when it opens."),
        ),
        "motion released": (
            gettext("The ballot on motion %(reference)s was called off", reference=reference),
            gettext("The motion waits for another ballot."),
        ),
        "motion withdrawn": (
            gettext("Motion %(reference)s was withdrawn", reference=reference),
            gettext("Its mover took it back, so it will not be decided."),
        ),
        **_steps_of_course(reference),
        "discussion closed": (
            gettext("The discussion of motion %(reference)s is closed", reference=reference),
            gettext("It can be read, and nothing can be added. The page says by whom and why."),
        ),
        "discussion reopened": (
            gettext("The discussion of motion %(reference)s is open again", reference=reference),
            gettext("Members and officers can add to it. The page says by whom and why."),
        ),
        "carried": (
            gettext("Motion %(reference)s was carried", reference=reference),
            gettext("The members have decided for it. Its page leads to the result."),
        ),
        "lost": (
            gettext("Motion %(reference)s was lost", reference=reference),
            gettext("The members have decided against it. Its page leads to the result."),
        ),
        "inquorate": (
            gettext("Too few voted on motion %(reference)s", reference=reference),
            gettext("So it is not decided. Its page leads to the result."),
        ),
    }


def _steps_of_course(reference: str) -> dict[str, tuple[str, str]]:
    """Return how it is told what officers and meetings do to a motion on its way."""
    return {
        "motion ruled out of order": (
            gettext("Motion %(reference)s is ruled out of order", reference=reference),
            gettext("The chair’s reason is on its page, and until when members may appeal."),
        ),
        "appeal made": (
            gettext("Members appeal for motion %(reference)s", reference=reference),
            gettext("Enough of them say that it is in order. Its page says who decides."),
        ),
        "appeal allowed": (
            gettext("Motion %(reference)s is in order after all", reference=reference),
            gettext("The appeal was allowed, so it goes on from where it was."),
        ),
        "ruling upheld": (
            gettext("Motion %(reference)s stays out of order", reference=reference),
            gettext("The chair’s ruling was upheld. Its page says why."),
        ),
        "motion remitted": (
            gettext("Somebody looks into motion %(reference)s", reference=reference),
            gettext("Its page says who, what they are asked, and by when they report."),
        ),
        "motion reported on": (
            gettext("There is a report on motion %(reference)s", reference=reference),
            gettext("It is on the motion’s page. The motion is open for discussion again."),
        ),
        "motion adjourned": (
            gettext("Motion %(reference)s is put off", reference=reference),
            gettext("Its page says why, and on which day it comes back."),
        ),
        "motion resumed": (
            gettext("Motion %(reference)s is back", reference=reference),
            gettext("It had been put off to a later day. Its page says why it came back now."),
        ),
        "motion sent to meeting": (
            gettext("A general meeting decides motion %(reference)s", reference=reference),
            gettext("Its page says which meeting, and when it is."),
        ),
        "motion taken up": (
            gettext("Motion %(reference)s was taken up", reference=reference),
            gettext("Its mover withdrew it; one of its seconders has proposed it again."),
        ),
        "motion taken back from meeting": (
            gettext("The meeting did not decide motion %(reference)s", reference=reference),
            gettext("The motion waits again. Its page says why."),
        ),
    }


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
    "comment_reported": _reported,
    "report_answered": _report_answered,
}
