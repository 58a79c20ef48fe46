"""What people do with amendments: a file for each part of an amendment's way."""

from governance.motions.service.amendments.answering import accept, decline
from governance.motions.service.amendments.appealing import appeal, decide_appeal
from governance.motions.service.amendments.checking import NotAnAmendment, NotOpenToAmendment
from governance.motions.service.amendments.deciding import mark_balloted, release, resolve
from governance.motions.service.amendments.drafting import (
    begin_draft,
    change,
    change_effect,
    changes_of,
    discard_draft,
    propose_draft,
    undo,
    write_reason,
)
from governance.motions.service.amendments.ending import rule_out, withdraw
from governance.motions.service.amendments.ordering import set_order
from governance.motions.service.amendments.proposing import digest_of_amendment, propose
from governance.motions.service.amendments.seconding import second

__all__ = [
    "NotAnAmendment",
    "NotOpenToAmendment",
    "accept",
    "appeal",
    "begin_draft",
    "change",
    "change_effect",
    "changes_of",
    "decide_appeal",
    "decline",
    "digest_of_amendment",
    "discard_draft",
    "mark_balloted",
    "propose",
    "propose_draft",
    "release",
    "resolve",
    "rule_out",
    "second",
    "set_order",
    "undo",
    "withdraw",
    "write_reason",
]
