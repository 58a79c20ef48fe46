"""Motions: who must support one, how long it is discussed, and when it may come again."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from governance.reckoning.calendar import months_after
from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.registry import rule_kind
from governance.reckoning.rules.setting import ChangedBy, Unit, choice, number, yes_no
from governance.reckoning.statutes import LEAST_MEMBERS

PRACTICE = "Practice of member organisations [J]; the society’s own standing orders"

BOARD_DECIDES, MEMBERS_DECIDE = "board", "members"


@rule_kind
@dataclass(frozen=True)
class MotionRules(RuleKind):
    """From an idea to a decision."""

    name = "motions"
    title = "Motions"
    about = "What it takes for a member’s idea to be decided by all."

    seconders: int = number(
        "Seconders",
        "A motion needs %(value)s besides its mover to support that it be decided.",
        default=2,
        unit=Unit.MEMBERS,
        least=0,
        most=20,
        help="Enough that a motion is not one person’s alone; all others where there are fewer.",
        says_zero="A motion needs nobody besides its mover to support that it be decided.",
        source=PRACTICE,
    )
    discussion_days: int = number(
        "Time to discuss",
        "A motion is open for discussion for at least %(value)s before it is put to a ballot.",
        default=0,
        unit=Unit.DAYS,
        least=0,
        most=60,
        says_zero="A motion may be put to a ballot as soon as it has its seconders.",
        help="Time to read and answer; nought where people have talked before.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    resubmission_months: int = number(
        "Time until a motion lost may come again",
        "A motion that was lost, or one much the same, cannot be proposed again for %(value)s.",
        default=6,
        unit=Unit.MONTHS,
        least=0,
        most=24,
        says_zero="A motion that was lost may be proposed again at any time.",
        help="So that a question decided stays decided for a while.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    likeness_percent: int = number(
        "What counts as much the same",
        "A motion is much the same as another if at least %(value)s of their words are the same.",
        default=80,
        unit=Unit.PERCENT,
        least=60,
        most=100,
        help="Low enough that other words do not get round a decision. The chair may allow it.",
        source="Measured on motions of much the same and of other content [J]",
        changed_by=ChangedBy.POLICY,
    )
    take_up_days: int = number(
        "Time to take up a motion that was withdrawn",
        "Whoever seconded a motion may take it up as its mover within %(value)s of its withdrawal.",
        says_zero="A motion that its mover withdrew is over.",
        default=7,
        unit=Unit.DAYS,
        least=0,
        most=30,
        help="So that one person’s change of mind does not end what others wanted.",
        source="Usual standing orders: a withdrawn motion may be taken up by another [G]",
        changed_by=ChangedBy.POLICY,
    )
    amendments: bool = yes_no(
        "Amendments",
        "Members may propose amendments to a motion until it is put to a ballot.",
        "A motion is decided as it was proposed: there are no amendments.",
        default=True,
        help="A motion is better for what others see in it.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    amendment_seconders: int = number(
        "Seconders of an amendment",
        "An amendment needs %(value)s besides its mover to support that it be decided.",
        says_zero="An amendment needs nobody besides its mover to support that it be decided.",
        default=1,
        unit=Unit.MEMBERS,
        least=0,
        most=20,
        help="Fewer than a motion needs: there is one to amend already.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    appellants: int = number(
        "Members who may appeal against a ruling",
        "%(value)s may appeal together when the chair rules a motion or an amendment out of order.",
        default=5,
        unit=Unit.MEMBERS,
        least=1,
        most=50,
        help="The chair’s ruling stands unless several doubt it.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    appeal_days: int = number(
        "Time to appeal",
        "An appeal is made within %(value)s of the ruling.",
        default=14,
        unit=Unit.DAYS,
        least=3,
        most=90,
        help="Long enough to find others, short enough not to hold the motion up.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    appeals_go_to: str = choice(
        "Who decides an appeal",
        "An appeal against a ruling is decided by %(value)s.",
        default=BOARD_DECIDES,
        options=(
            (BOARD_DECIDES, "the board"),
            (MEMBERS_DECIDE, "the members, by an ordinary vote at a meeting"),
        ),
        help="Somebody other than the chair who ruled; the board can meet sooner than the members.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    co_authors: int = number(
        "Co-authors",
        "A motion may be written by its mover and %(value)s more at most.",
        says_zero="A motion is written by its mover alone.",
        default=5,
        unit=Unit.MEMBERS,
        least=0,
        most=20,
        help="They write with the mover before it is proposed.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    attachments: int = number(
        "Attachments",
        "At most %(value)s files may be attached to a motion.",
        says_zero="Nothing can be attached to a motion.",
        default=5,
        unit=Unit.TIMES,
        least=0,
        most=20,
        help="Few are read, and many are not.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    attachment_megabytes: int = number(
        "Size of an attachment",
        "An attachment is at most %(value)s.",
        default=5,
        unit=Unit.MEGABYTES,
        least=1,
        most=20,
        help="What is larger is slow on a phone.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    comment_minutes: int = number(
        "Time to change a comment",
        "A comment can be changed for %(value)s after it was made; what it said before is kept.",
        says_zero="A comment cannot be changed once it is made; its author may take it back.",
        default=15,
        unit=Unit.MINUTES,
        least=0,
        most=1440,
        help="Long enough to mend a slip, short enough that replies keep their sense.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )

    def seconders_in(self, members: int) -> int:
        """Return how many second a motion in a society of so many: all the others at most."""
        return _within_reach(self.seconders, members)

    def amendment_seconders_in(self, members: int) -> int:
        """Return how many second an amendment in a society of so many: all the others at most."""
        return _within_reach(self.amendment_seconders, members)

    def appellants_in(self, members: int) -> int:
        """Return how many appeal together in a society of so many: all the others at most."""
        return _within_reach(self.appellants, members)

    def may_be_put_from(self, proposed_on: date) -> date:
        """Return the first day on which a motion proposed on a day may be put to a ballot."""
        return proposed_on + timedelta(days=self.discussion_days)

    def may_come_again_on(self, lost_on: date) -> date:
        """Return the first day on which a motion lost on a day may be proposed again."""
        return months_after(lost_on, self.resubmission_months)

    def comment_may_change_until(self, made_at: datetime) -> datetime:
        """Return until when a comment made at that moment can be changed."""
        return made_at + timedelta(minutes=self.comment_minutes)


def _within_reach(asked: int, members: int) -> int:
    """Return a number that can be found, so that no rule can stop all motions, itself included."""
    return min(asked, max(members, LEAST_MEMBERS.newest.value) - 1)
