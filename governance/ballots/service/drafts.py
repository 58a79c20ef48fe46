"""Writing a paper step by step before it is set: nothing is lost, and two see each other."""

from datetime import datetime

from sqlalchemy import delete, update

from governance.ballots import queries
from governance.ballots.drafting import OptionDrafted, PaperDrafted, QuestionDrafted
from governance.ballots.models import Ballot, BallotDraft
from governance.ballots.service.pictures import forget_pictures
from governance.ballots.service.planned import REOPEN, OptionPlanned, PaperPlanned, QuestionPlanned
from governance.ballots.service.planning import plan_paper
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.motions.models import Motion

REOPEN_NOMINATIONS = "Re-open nominations"


class PaperChanged(Refused):
    """Somebody else changed the paper since this page was opened."""

    title = "Somebody changed this paper meanwhile"


def start_draft(title: str, paper: PaperDrafted, *, actor: Actor, now: datetime) -> BallotDraft:
    """Begin to write a paper."""
    draft = BallotDraft(
        title=title,
        paper=paper.as_json(),
        version=1,
        changed_by=actor.party_id,
        changed_at=now,
    )
    db.session.add(draft)
    db.session.flush()
    return draft


def change_draft(
    draft: BallotDraft,
    paper: PaperDrafted,
    *,
    title: str = "",
    seen: int,
    actor: Actor,
    now: datetime,
) -> None:
    """Write the paper anew; pictures that stand on it no more are deleted.

    Raises:
        PaperChanged: it is not at the version that this writer has `seen`.
    """
    gone = PaperDrafted.from_json(draft.paper).pictures - paper.pictures
    changed = (
        update(BallotDraft)
        .where(BallotDraft.id == draft.id, BallotDraft.version == seen)
        .values(
            title=title or draft.title,
            paper=paper.as_json(),
            version=seen + 1,
            changed_by=actor.party_id,
            changed_at=now,
        )
        .returning(BallotDraft.id)
        .execution_options(synchronize_session=False)
    )
    if db.session.scalar(changed) is None:
        raise _changed(draft)
    db.session.refresh(draft)
    forget_pictures(gone)


def discard_draft(draft: BallotDraft, *, seen: int) -> None:
    """Throw the paper away, with the pictures that stand nowhere else.

    Raises:
        PaperChanged: it is not at the version that this writer has `seen`.
    """
    pictures = PaperDrafted.from_json(draft.paper).pictures
    _take_away(draft, seen)
    forget_pictures(pictures)


def set_draft(draft: BallotDraft, *, seen: int, actor: Actor, now: datetime) -> Ballot:
    """Set the ballot that the draft says, and be done with the draft.

    Raises:
        BallotNotPossible: it could not be held so.
        PaperChanged: it is not at the version that this writer has `seen`.
    """
    ballot = plan_paper(**vars(planned_of(draft)), actor=actor, now=now)
    _take_away(draft, seen)
    return ballot


def planned_of(draft: BallotDraft) -> PaperPlanned:
    """Return the paper that the draft would be."""
    paper = PaperDrafted.from_json(draft.paper)
    return PaperPlanned(
        title=draft.title,
        questions=[_planned_from(each) for each in paper.questions],
        secrecy=paper.secrecy,
        record_date=paper.record_date,
        opens_at=paper.opens_at,
        closes_at=paper.closes_at,
        electorate=paper.electorate,
        count_opens=paper.count_opens,
    )


def _planned_from(drafted: QuestionDrafted) -> QuestionPlanned:
    options = [_option(each) for each in drafted.options]
    if drafted.reopen:
        options.append(OptionPlanned(REOPEN_NOMINATIONS, kind=REOPEN))
    return QuestionPlanned(
        text=drafted.text,
        method=drafted.method,
        options=options,
        explanation=drafted.explanation,
        seats=drafted.seats,
        most=drafted.most,
        least_share=drafted.least_share,
        order=drafted.order,
        motion=db.session.get_one(Motion, drafted.motion_id) if drafted.motion_id else None,
        if_carried=drafted.if_carried,
        resolution_kind=drafted.resolution_kind,
        quorum=drafted.quorum,
    )


def _option(drafted: OptionDrafted) -> OptionPlanned:
    return OptionPlanned(
        drafted.title,
        drafted.statement,
        drafted.picture,
        picture_words=drafted.picture_words,
    )


def _take_away(draft: BallotDraft, seen: int) -> None:
    """Delete the draft, if it still is as this writer saw it; of two the second finds nothing."""
    as_seen = (BallotDraft.id == draft.id) & (BallotDraft.version == seen)
    gone = delete(BallotDraft).where(as_seen).returning(BallotDraft.id)
    if db.session.scalar(gone.execution_options(synchronize_session=False)) is None:
        raise _changed(draft)
    db.session.expunge(draft)


def _changed(draft: BallotDraft) -> Refused:
    queries.draft(draft.id)  # says so if it is set or thrown away already
    return PaperChanged(
        "Somebody else changed this paper after you opened the page.",
        next_step="Open the paper again, see what they did, and do yours once more.",
    )
