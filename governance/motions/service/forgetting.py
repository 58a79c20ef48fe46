"""Deleting drafts in which nobody wrote for as long as the rules on records keep them."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from governance.infrastructure.clock import day_of, start_of_day
from governance.infrastructure.database import db
from governance.motions.models import AmendmentDraft, Draft
from governance.motions.service.drafting import delete_drafts
from governance.reckoning.calendar import months_after
from governance.reckoning.rules.kinds.records import RecordRules
from governance.rulebook.queries import rules_on

ONE_DAY = timedelta(days=1)
MOST_AT_ONCE = 200


def delete_old_drafts(now: datetime) -> int:
    """Delete what was written in too long ago, by the rules of today; return how many drafts."""
    today = day_of(now)
    months = rules_on(today).of(RecordRules).drafts_months
    if months is None:
        return 0
    kept_from = start_of_day(months_after(today, -months) + ONE_DAY)
    # Held, so that what somebody is writing at this moment is looked at again and stays.
    old = (
        select(Draft.id)
        .where(Draft.motion_id.is_(None), Draft.changed_at < kept_from)
        .order_by(Draft.id)
        .limit(MOST_AT_ONCE)
        .with_for_update()
    )
    ids = db.session.scalars(old).all()
    return (delete_drafts(ids) if ids else 0) + _delete_old_amendment_drafts(kept_from)


def _delete_old_amendment_drafts(kept_from: datetime) -> int:
    """Delete what was last written in before a moment, again looked at as it is deleted."""
    unproposed = AmendmentDraft.amendment_id.is_(None), AmendmentDraft.changed_at < kept_from
    some = select(AmendmentDraft.id).where(*unproposed).limit(MOST_AT_ONCE).with_for_update()
    ids = db.session.scalars(some).all()
    if ids:
        db.session.execute(delete(AmendmentDraft).where(AmendmentDraft.id.in_(ids), *unproposed))
    return len(ids)
