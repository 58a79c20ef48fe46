"""What mails follow from motions: to who follows one, and from reports of comments.

Nobody is written to twice of the same: who moved a motion and the secretary are told of its
seconders, and everybody on the roll of its ballot of the result, by letters of their own.
"""

from datetime import datetime
from typing import ClassVar, Protocol

from sqlalchemy import ColumnElement, false, or_, select

from governance.accounts import queries as accounts
from governance.accounts.models import RoleGrant
from governance.ballots import queries as ballots
from governance.ballots.models import RollEntry
from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.members import queries as members
from governance.members.models import RegisterEntry
from governance.motions.amendment_events import AmendmentResolved
from governance.motions.course_events import CompositeAsked, CompositeDeclined, DecidedAtMeeting
from governance.motions.events import (
    CommentReported,
    MotionReleased,
    MotionResolved,
    MotionSeconded,
    ReportsAnswered,
)
from governance.motions.models import Comment, CommentReport, Composite, CompositePart, Motion
from governance.notifications.followers import those_who_take_part, to_be_told
from governance.notifications.motion_steps import name_of
from governance.notifications.service import queue_for_all, queue_many


class StepOfMotion(Protocol):
    """A fact of a motion that its followers are told."""

    kind: ClassVar[str]

    @property
    def at(self) -> datetime: ...
    @property
    def by(self) -> int | None: ...
    @property
    def motion_id(self) -> int: ...


def queue_step(event: StepOfMotion) -> None:
    """Tell the followers of a motion that it has moved on, but for who did it."""
    if isinstance(event, AmendmentResolved) and event.outcome == "carried":
        return  # the motion is amended by it, which is told
    if isinstance(event, DecidedAtMeeting) and event.state != "to_confirm":
        return  # the motion is resolved by it, which is told
    recipients = to_be_told(event.motion_id, now=event.at)
    queue_for_all(
        f"motion {event.motion_id} {event.kind} {event.at:%Y-%m-%dT%H:%M:%S.%f}",
        recipients=recipients.where(
            ~_is_told_otherwise(event), RegisterEntry.party_id != (event.by or 0)
        ),
        template="motion_moved",
        context={"motion_id": event.motion_id, "step": name_of(event)},
        now=event.at,
    )


def queue_reported(event: CommentReported) -> None:
    """Tell the secretary and the chair that a comment was reported, once while it waits."""
    report = db.session.get_one(CommentReport, event.report_id)
    said = db.session.get_one(Comment, report.comment_id)
    waiting = select(CommentReport.id).where(
        CommentReport.comment_id == said.id, CommentReport.outcome.is_(None)
    )
    if len(db.session.scalars(waiting.limit(2)).all()) > 1:
        return
    officers = {*accounts.parties_with(Role.SECRETARY), *accounts.parties_with(Role.CHAIR)}
    queue_many(
        f"comment {said.id} report {report.id}",
        recipients=members.addresses_of(sorted(officers - {said.author_id})).items(),
        template="comment_reported",
        context={"motion_id": said.motion_id},
        now=event.at,
    )


def queue_composite_asked(event: CompositeAsked) -> None:
    """Ask every other mover whether they agree to one motion in the place of theirs."""
    parts = select(CompositePart.mover_id).where(CompositePart.composite_id == event.composite_id)
    asked = set(db.session.scalars(parts)) - {event.by}
    queue_many(
        f"composite {event.composite_id} asked",
        recipients=members.addresses_of(sorted(each for each in asked if each)).items(),
        template="composite_asked",
        context={"composite_id": event.composite_id},
        now=event.at,
    )


def queue_composite_declined(event: CompositeDeclined) -> None:
    """Tell whoever asked for a composite that a mover declined."""
    composite = db.session.get_one(Composite, event.composite_id)
    queue_many(
        f"composite {composite.id} declined",
        recipients=members.addresses_of([composite.by_id]).items(),
        template="composite_declined",
        context={"composite_id": composite.id},
        now=event.at,
    )


def queue_reports_answered(event: ReportsAnswered) -> None:
    """Tell each who reported a comment what came of it."""
    reports = select(CommentReport).where(CommentReport.id.in_(event.report_ids))
    for report in db.session.scalars(reports).all():
        reporter = RegisterEntry.party_id == report.reporter_id
        queue_for_all(
            f"report {report.id} answered",
            recipients=those_who_take_part(event.at).where(reporter),
            template="report_answered",
            context={"report_id": report.id},
            now=event.at,
        )


def _is_told_otherwise(event: StepOfMotion) -> ColumnElement[bool]:
    """Say, of a register entry, whether another letter tells of the same."""
    party_id = RegisterEntry.party_id
    if isinstance(event, MotionSeconded):
        mover = select(Motion.mover_id).where(Motion.id == event.motion_id)
        secretaries = select(RoleGrant.party_id).where(
            RoleGrant.role == Role.SECRETARY.value, RoleGrant.withdrawn_at.is_(None)
        )
        return or_(party_id.in_(mover), party_id.in_(secretaries))
    if isinstance(event, MotionResolved) and event.decided_by == "meeting":
        return false()
    if isinstance(event, MotionResolved | MotionReleased):
        newest = ballots.ballot_of_motion(event.motion_id)
        on_it = [each.id for each in ballots.together_with(newest)] if newest else []
        return party_id.in_(select(RollEntry.party_id).where(RollEntry.ballot_id.in_(on_it)))
    return false()
