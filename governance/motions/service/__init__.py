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
    DiscussionEnded,
    comment,
    remove_comment,
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
from governance.motions.service.proposing import NotAMotion, propose
from governance.motions.service.seconding import CannotSecond, second
from governance.motions.service.versions import Cause, amend_words, digest_of

__all__ = [
    "AlreadyProposed",
    "CannotBeCoAuthor",
    "CannotSecond",
    "Cause",
    "DiscussionEnded",
    "NotAMotion",
    "NotInGoodStanding",
    "NotOpenToThat",
    "amend_words",
    "answer_as_co_author",
    "ask_co_author",
    "begin_draft",
    "choose_effect",
    "comment",
    "digest_of",
    "discard_draft",
    "leave_draft",
    "mark_balloted",
    "propose",
    "propose_draft",
    "release",
    "remove_co_author",
    "remove_comment",
    "resolve",
    "second",
    "take_back_comment",
    "withdraw",
    "write",
]
