"""When nothing can be added to a discussion, and when a comment is gone or stays as it is."""

from datetime import datetime

from governance.infrastructure.clock import day_of
from governance.infrastructure.errors import Refused
from governance.motions.models import Comment, Motion
from governance.reckoning.rules.kinds.motions import MotionRules
from governance.rulebook.queries import rules_on


class DiscussionEnded(Refused):
    """The motion is decided or withdrawn, or an officer closed its discussion."""

    title = "This discussion has ended"


class CommentGone(Refused):
    """The comment was removed or taken back meanwhile."""

    title = "This comment is gone"


class TooLateToEdit(Refused):
    """The time in which a comment can be changed is over."""

    title = "It is too late to change this comment"


def refuse_once_ended(motion: Motion) -> None:
    """Refuse where nothing can be added to a discussion any more.

    Raises:
        DiscussionEnded: it ended with its motion, or an officer closed it.
    """
    if motion.closed_at is not None:
        raise DiscussionEnded(
            "The motion is closed, so nothing can be added to its discussion.",
            next_step="You can still read it. A new motion has a discussion of its own.",
        )
    if motion.discussion_closed_at is not None:
        raise DiscussionEnded(
            "The discussion of this motion is closed, so nothing can be added to it.",
            next_step="Its page says who closed it and why. You can still read it.",
        )


def refuse_if_gone(said: Comment) -> None:
    """Refuse where a comment is out of sight.

    Raises:
        CommentGone: it was removed or taken back.
    """
    if said.removed_at is not None:
        raise CommentGone(
            "This comment was removed or taken back meanwhile.",
            next_step="Its place in the discussion says more.",
        )


def refuse_if_fixed(said: Comment, *, now: datetime) -> None:
    """Refuse where a comment cannot be changed any more.

    Raises:
        TooLateToEdit: the time that the rules give is over.
    """
    rules = rules_on(day_of(now)).of(MotionRules)
    if now > rules.comment_may_change_until(said.at):
        raise TooLateToEdit(
            "The time in which you could change this comment is over.",
            next_step="Reply to it with what you would put otherwise, or take it back.",
        )
