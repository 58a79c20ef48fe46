"""The chair rules a motion out of order; members appeal; the board or the members decide."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed
from governance.infrastructure.events import publish
from governance.infrastructure.permissions import may
from governance.motions import limits
from governance.motions.course_events import (
    AppealDecided,
    AppealJoined,
    AppealMade,
    MotionRuledOut,
)
from governance.motions.models import Appellant, Motion, Step, StepKind
from governance.motions.permissions import Motions
from governance.motions.queries.course import Ruling, ruling_on
from governance.motions.queries.support import appellants_needed
from governance.motions.service.good_standing import NotInGoodStanding, is_barred
from governance.motions.service.moving import (
    NotOpenToThat,
    check_words,
    hold,
    in_words,
    moved,
    published,
    write_step,
)
from governance.motions.service.undecided import hold_without_voting
from governance.reckoning.canonical import digest
from governance.reckoning.resolutions.majority import Figures
from governance.reckoning.resolutions.registry import kind_named
from governance.reckoning.rules.kinds.majorities import MajorityRules
from governance.reckoning.rules.kinds.membership import WhileSuspended
from governance.reckoning.rules.kinds.motions import MEMBERS_DECIDE, MotionRules
from governance.rulebook.queries import rules_on

MAY_BE_RULED_OUT = ("proposed", "seconded")


def rule_out(motion: Motion, reason: str, *, actor: Actor, now: datetime) -> Step:
    """Rule the motion out of order, for a reason that everyone reads.

    Raises:
        NotAllowed: for anyone but the chair.
        NotOpenToThat: once it is put to a ballot or a meeting, or has ended.
    """
    if not may(actor, Motions.RULE_OUT):
        raise NotAllowed("Only the chair can rule a motion out of order.")
    check_words(reason, called="The reason", longest=limits.LONGEST_RULING)
    hold_without_voting(motion)
    before = motion.state
    if before not in MAY_BE_RULED_OUT or not moved(
        motion.id, before=(before,), after="out_of_order", closed_at=now
    ):
        raise NotOpenToThat(
            "This motion can no longer be ruled out of order.",
            next_step="Its page shows where it stands.",
        )
    rules = rules_on(day_of(now)).of(MotionRules)
    step = write_step(
        motion,
        StepKind.RULED_OUT,
        words=reason,
        on_day=day_of(now) + timedelta(days=rules.appeal_days),
        details={
            "before": before,
            "appellants": appellants_needed(day_of(now)),
            "goes_to": rules.appeals_go_to,
        },
        actor=actor,
        now=now,
    )
    assert step.on_day is not None
    publish(MotionRuledOut(**published(step, motion), appeal_until=step.on_day))
    return step


def appeal(motion: Motion, reason: str, *, actor: Actor, now: datetime) -> None:
    """Join an appeal against the ruling; joining again changes nothing.

    Raises:
        NotAllowed: for anyone but a member.
        NotInGoodStanding: for a suspended one.
        NotOpenToThat: there is no ruling, the time is over, or enough have appealed already.
    """
    if actor.party_id is None or not may(actor, Motions.APPEAL):
        raise NotAllowed("Only members can appeal against a ruling.")
    if is_barred(actor, WhileSuspended.SECOND, on=day_of(now)):
        raise NotInGoodStanding(
            "While your membership is suspended you cannot appeal.",
            next_step="Your membership page says until when.",
        )
    check_words(reason, called="The reason", longest=limits.LONGEST_RULING)
    # The motion's row is held, so that of two who make the number one comes last.
    hold(motion)
    ruling = _ruling(motion)
    if db.session.get(Appellant, (ruling.step.id, actor.party_id)) is not None:
        return
    _refuse_late(ruling, now)
    covered = digest(["v1", reason])
    joins = Appellant(
        ruling_id=ruling.step.id, party_id=actor.party_id, at=now, reason=reason, digest=covered
    )
    db.session.add(joins)
    db.session.flush()
    publish(
        AppealJoined(
            at=now,
            by=actor.party_id,
            motion_id=motion.id,
            ruling_id=ruling.step.id,
            digest=covered,
        )
    )
    _note_enough(motion, ruling, actor=actor, now=now)


def decide_appeal(
    motion: Motion,
    *,
    reason: str,
    minute: str,
    allowed: bool = False,
    votes: tuple[int, int] | None = None,
    actor: Actor,
    now: datetime,
) -> bool:
    """Enter what was decided on the appeal, with the minute; return whether it was allowed.

    Where the members decide, `votes` for and against allowing it say so, and not `allowed`.

    Raises:
        NotAllowed: for anyone but the secretary, and for whoever made the ruling.
        NotOpenToThat: no appeal waits.
    """
    if not may(actor, Motions.DECIDE_APPEAL):
        raise NotAllowed("Only the secretary enters what was decided on an appeal.")
    check_words(reason, called="The reason", longest=limits.LONGEST_RULING)
    check_words(minute, called="The minute", longest=limits.LONGEST_MINUTE)
    hold(motion)
    ruling = _ruling(motion)
    if ruling.appeal is None:
        raise NotOpenToThat("No appeal waits to be decided.", next_step=_SEE_ITS_PAGE)
    if actor.party_id == ruling.step.by_id:
        raise NotAllowed(
            "Whoever made a ruling does not decide the appeal against it.",
            next_step="Have somebody else enter it.",
        )
    details: dict[str, object] = {"minute": minute}
    if ruling.goes_to == MEMBERS_DECIDE:
        allowed, counted = by_vote(votes, now)
        details |= counted
    _close(motion, ruling, reason, details | {"allowed": allowed}, actor=actor, now=now)
    return allowed


_SEE_ITS_PAGE = "Its page shows where it stands."


def _ruling(motion: Motion) -> Ruling:
    ruling = ruling_on(motion.id) if motion.state == "out_of_order" else None
    if ruling is None or ruling.decision is not None:
        raise NotOpenToThat(
            "There is no ruling against which an appeal could be made.", next_step=_SEE_ITS_PAGE
        )
    return ruling


def _refuse_late(ruling: Ruling, now: datetime) -> None:
    if ruling.appeal is not None:
        raise NotOpenToThat(
            "Enough members have appealed already; what they ask for will be decided.",
            next_step=_SEE_ITS_PAGE,
        )
    if day_of(now) > ruling.until:
        raise NotOpenToThat(
            f"The time to appeal ended on {in_words(ruling.until)}.",
            next_step="A motion that keeps to the rules may be proposed at any time.",
        )


def _note_enough(motion: Motion, ruling: Ruling, *, actor: Actor, now: datetime) -> None:
    joined = select(func.count()).where(Appellant.ruling_id == ruling.step.id)
    if (db.session.scalar(joined) or 0) < ruling.needed:
        return
    step = write_step(motion, StepKind.APPEALED, about=ruling.step, actor=actor, now=now)
    publish(AppealMade(**published(step, motion), ruling_id=ruling.step.id, goes_to=ruling.goes_to))


def by_vote(votes: tuple[int, int] | None, now: datetime) -> tuple[bool, dict[str, object]]:
    """Return whether the members allowed the appeal, and the figures and kind that say so."""
    if votes is None or min(votes) < 0:
        raise NotOpenToThat(
            "The members decide this appeal, so it needs their votes.",
            next_step="Enter how many were for allowing it and how many against.",
        )
    kind = kind_named(rules_on(day_of(now)).of(MajorityRules).ordinary)
    figures = Figures(votes_for=votes[0], against=votes[1], abstained=0, entitled=sum(votes))
    counted: dict[str, object] = {"for": votes[0], "against": votes[1], "kind": kind.name}
    return kind.decide(figures).is_carried, counted


def _close(
    motion: Motion,
    ruling: Ruling,
    reason: str,
    details: dict[str, object],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    allowed = bool(details["allowed"])
    if allowed:
        back = moved(motion.id, before=("out_of_order",), after=ruling.before)
        assert back, "the motion's row is held"
    step = write_step(
        motion,
        StepKind.APPEAL_DECIDED,
        words=reason,
        about=ruling.step,
        details=details,
        actor=actor,
        now=now,
    )
    publish(AppealDecided(**published(step, motion), ruling_id=ruling.step.id, allowed=allowed))
