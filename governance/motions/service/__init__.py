"""What people do with motions: a file for each part of a motion's way."""

from governance.motions.service.attaching import (
    READ_WORDS,
    CannotAttach,
    attach,
    read_words,
    refuse_if_past,
    remove_attachment,
    remove_own_attachment,
)
from governance.motions.service.co_authors import (
    CannotBeCoAuthor,
    answer_as_co_author,
    ask_co_author,
    leave_draft,
    remove_co_author,
)
from governance.motions.service.coming_again import ComesTooSoon, allow_again
from governance.motions.service.confirming import lapse_due, set_second_meeting
from governance.motions.service.deciding import (
    MAY_BE_WITHDRAWN,
    mark_balloted,
    release,
    resolve,
    withdraw,
)
from governance.motions.service.discussing import (
    comment,
    edit_comment,
    reply,
    take_back_comment,
)
from governance.motions.service.discussion_refusals import (
    CommentGone,
    DiscussionEnded,
    TooLateToEdit,
    refuse_if_fixed,
    refuse_if_gone,
    refuse_once_ended,
)
from governance.motions.service.drafting import (
    EFFECT,
    ChangedMeanwhile,
    begin_draft,
    choose_effect,
    discard_draft,
    propose_draft,
    write,
)
from governance.motions.service.drafts import AlreadyProposed
from governance.motions.service.following import follow, follow_by_taking_part, stop_following
from governance.motions.service.forgetting import delete_old_drafts
from governance.motions.service.good_standing import NotInGoodStanding
from governance.motions.service.moderating import (
    CannotRestore,
    NothingToAnswer,
    close_discussion,
    dismiss_reports,
    refuse_unless_restorable,
    remove_comment,
    reopen_discussion,
    restore_comment,
)
from governance.motions.service.moving import NotOpenToThat, NotSaid, digest_of_step
from governance.motions.service.proposing import NotAMotion, propose
from governance.motions.service.putting_off import adjourn, remit, report, resume
from governance.motions.service.reporting import report_comment
from governance.motions.service.ruling import appeal, decide_appeal, rule_out
from governance.motions.service.seconding import CannotSecond, second
from governance.motions.service.undecided import AmendmentsFirst
from governance.motions.service.versions import Cause, amend_words, digest_of
from governance.motions.service.voted import note_called_off, note_declared

__all__ = [
    "EFFECT",
    "MAY_BE_WITHDRAWN",
    "READ_WORDS",
    "AlreadyProposed",
    "AmendmentsFirst",
    "CannotAttach",
    "CannotBeCoAuthor",
    "CannotRestore",
    "CannotSecond",
    "Cause",
    "ChangedMeanwhile",
    "ComesTooSoon",
    "CommentGone",
    "DiscussionEnded",
    "NotAMotion",
    "NotInGoodStanding",
    "NotOpenToThat",
    "NotSaid",
    "NothingToAnswer",
    "TooLateToEdit",
    "adjourn",
    "allow_again",
    "amend_words",
    "answer_as_co_author",
    "appeal",
    "ask_co_author",
    "attach",
    "begin_draft",
    "choose_effect",
    "close_discussion",
    "comment",
    "decide_appeal",
    "delete_old_drafts",
    "digest_of",
    "digest_of_step",
    "discard_draft",
    "dismiss_reports",
    "edit_comment",
    "follow",
    "follow_by_taking_part",
    "lapse_due",
    "leave_draft",
    "mark_balloted",
    "note_called_off",
    "note_declared",
    "propose",
    "propose_draft",
    "read_words",
    "refuse_if_fixed",
    "refuse_if_gone",
    "refuse_if_past",
    "refuse_once_ended",
    "refuse_unless_restorable",
    "release",
    "remit",
    "remove_attachment",
    "remove_co_author",
    "remove_comment",
    "remove_own_attachment",
    "reopen_discussion",
    "reply",
    "report",
    "report_comment",
    "resolve",
    "restore_comment",
    "resume",
    "rule_out",
    "second",
    "set_second_meeting",
    "stop_following",
    "take_back_comment",
    "withdraw",
    "write",
]
