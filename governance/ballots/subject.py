"""What a question is on, as definitions and declarations keep it: a motion, or an amendment."""

from datetime import date
from typing import Any

from governance.ballots.models import Question
from governance.infrastructure.database import db
from governance.motions.models import Amendment, Motion, MotionVersion
from governance.motions.queries import amendments, needed_by
from governance.reckoning.rules.kinds.majorities import MajorityRules
from governance.rulebook.queries import rules_on


def amendment_of(asked: Question) -> Amendment | None:
    """Return the amendment that is voted on, or None where it is the motion itself."""
    if asked.amendment_id is None:
        return None
    return db.session.get_one(Amendment, asked.amendment_id)


def kind_needed(motion: Motion, *, on_amendment: bool, today: date) -> str:
    """Return the kind of resolution that a ballot needs by the rules of today.

    An amendment is ordinary business, whatever the motion would do.
    """
    if on_amendment:
        return rules_on(today).of(MajorityRules).ordinary
    return needed_by(motion, today)


def motion_digest_of(asked: Question) -> str:
    """Return the digest of what the motion said when the ballot was set.

    Once it is put to a ballot it stays; where an amendment was, it may say something else later.
    """
    if asked.motion_version is None:
        return db.session.get_one(Motion, asked.motion_id).digest
    return db.session.get_one(MotionVersion, (asked.motion_id, asked.motion_version)).digest


def subject_of(asked: Question) -> dict[str, Any]:
    """Return what is done if it is carried: the motion's effect, or the amendment of the motion."""
    if asked.motion_id is None:
        return {}
    motion, amendment = db.session.get_one(Motion, asked.motion_id), amendment_of(asked)
    if amendment is None:
        return {"effect": motion.effect, "payload": motion.payload}
    assert asked.motion_version is not None, "a question on an amendment names the version amended"
    changes = amendments.changes_at(amendment, asked.motion_version)
    return {
        "amendment": {
            "reference": f"{motion.reference}/{amendment.short_reference}",
            "digest": amendment.digest,
            "motion_version": asked.motion_version,
            "changes": [change.as_json() for change in changes],
            "payload": amendments.payload_at(amendment, asked.motion_version),
        }
    }
