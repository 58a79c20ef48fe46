"""What a ballot on an amendment shows of it: the words that would change."""

from dataclasses import dataclass
from datetime import date

from flask import url_for

from governance.ballots.models import Question
from governance.ballots.subject import amendment_of
from governance.effects.presentation import Line
from governance.motions.models import Motion
from governance.motions.presentation.amendments import difference_at, does, effects_at
from governance.motions.presentation.differences import Part


@dataclass(frozen=True)
class AmendmentShown:
    """An amendment as its ballot shows it, against what the motion said when that was set."""

    reference: str
    href: str
    does: str
    reason: str
    parts: list[Part]
    effect_before: list[Line]
    effect_after: list[Line]


def amendment_shown(asked: Question, motion: Motion, today: date) -> AmendmentShown | None:
    """Return the amendment that is voted on, or None where it is the motion itself."""
    amendment = amendment_of(asked)
    if amendment is None:
        return None
    assert asked.motion_version is not None, "a ballot on an amendment names the version amended"
    before, after = effects_at(amendment, motion, asked.motion_version, today)
    return AmendmentShown(
        reference=f"{motion.reference}/{amendment.short_reference}",
        href=url_for("motions.amendment", amendment_id=amendment.id),
        does=does(amendment),
        reason=amendment.reason,
        parts=difference_at(amendment, asked.motion_version),
        effect_before=before,
        effect_after=after,
    )
