"""What people do with motions: a file for each part of a motion's way."""

from governance.motions.service.co_authors import (
    CannotBeCoAuthor,
    answer_as_co_author,
    ask_co_author,
    leave_draft,
    remove_co_author,
)
from governance.motions.service.deciding import (
    NotOpenToThat,
    mark_balloted,
    release,
    resolve,
    withdraw,
)
from governance.motions.service.discussing import (
    CommentGone,
    DiscussionEnded,
    TooLateToEdit,
    comment,
    edit_comment,
    refuse_if_fixed,
    refuse_if_gone,
    refuse_once_ended,
    reply,
    take_back_comment,
)
from governance.motions.service.drafting import (
    begin_draft,
    choose_effect,
    discard_draft,
    propose_draft,
    write,
)
from governance.motions.service.drafts import AlreadyProposed
from governance.motions.service.good_standing import NotInGoodStanding
from governance.motions.service.moderating import (
    CannotRestore,
    close_discussion,
    refuse_unless_restorable,
    remove_comment,
    reopen_discussion,
    restore_comment,
)
from governance.motions.service.proposing import NotAMotion, propose
from governance.motions.service.seconding import CannotSecond, second
from governance.motions.service.versions import Cause, amend_words, digest_of

__all__ = [
    "AlreadyProposed",
    "CannotBeCoAuthor",
    "CannotRestore",
    "CannotSecond",
    "Cause",
    "CommentGone",
    "DiscussionEnded",
    "NotAMotion",
    "NotInGoodStanding",
    "NotOpenToThat",
    "TooLateToEdit",
    "amend_words",
    "answer_as_co_author",
    "ask_co_author",
    "begin_draft",
    "choose_effect",
    "close_discussion",
    "comment",
    "digest_of",
    "discard_draft",
    "edit_comment",
    "leave_draft",
    "mark_balloted",
    "propose",
    "propose_draft",
    "refuse_if_fixed",
    "refuse_if_gone",
    "refuse_once_ended",
    "refuse_unless_restorable",
    "release",
    "remove_co_author",
    "remove_comment",
    "reopen_discussion",
    "reply",
    "resolve",
    "restore_comment",
    "second",
    "take_back_comment",
    "withdraw",
    "write",
]
