"""What people and the worker do with a ballot: plan, call off, open, cast, close, declare."""

from governance.ballots.electorate import Electorate
from governance.ballots.service.calling_off import call_off
from governance.ballots.service.cast import (
    AlreadyVoted,
    BallotNotOpen,
    NotOnTheRoll,
    NotYourPaper,
    Receipt,
    VotesOnPaper,
    cast,
)
from governance.ballots.service.checks import BallotNotPossible
from governance.ballots.service.closing import close_due, keep_checkpoints
from governance.ballots.service.counting_again import Recount, recount
from governance.ballots.service.counting_back import CannotCountAgain, count_without
from governance.ballots.service.declaring import closed_ballots, declare, declare_due
from governance.ballots.service.drafts import (
    PaperChanged,
    change_draft,
    discard_draft,
    planned_of,
    set_draft,
    start_draft,
)
from governance.ballots.service.opening import open_due
from governance.ballots.service.paper_checks import problems_of
from governance.ballots.service.paper_votes import NoEnvelope, ask_for_paper, mark_envelope
from governance.ballots.service.pictures import forget_pictures, keep_picture
from governance.ballots.service.planned import OptionPlanned, PaperPlanned, QuestionPlanned
from governance.ballots.service.planning import drawn_up, plan, plan_paper
from governance.ballots.service.reminding import remind_due
from governance.ballots.service.scrutinising import (
    CannotCertify,
    CannotOpenCount,
    CannotWaive,
    NotAScrutineer,
    agree_to_waive,
    ask_to_waive,
    certify,
    open_count,
)
from governance.ballots.service.striking import CannotStrike, strike
from governance.ballots.service.telling import (
    CannotSign,
    NotATeller,
    NothingToType,
    appoint_teller,
    give_up_place,
    keep_typed,
    refuse_unless_teller,
    sign_batch,
    take_place,
)
from governance.infrastructure.pictures import PictureNotTaken

__all__ = [
    "AlreadyVoted",
    "BallotNotOpen",
    "BallotNotPossible",
    "CannotCertify",
    "CannotCountAgain",
    "CannotOpenCount",
    "CannotSign",
    "CannotStrike",
    "CannotWaive",
    "Electorate",
    "NoEnvelope",
    "NotAScrutineer",
    "NotATeller",
    "NotOnTheRoll",
    "NotYourPaper",
    "NothingToType",
    "OptionPlanned",
    "PaperChanged",
    "PaperPlanned",
    "PictureNotTaken",
    "QuestionPlanned",
    "Receipt",
    "Recount",
    "VotesOnPaper",
    "agree_to_waive",
    "appoint_teller",
    "ask_for_paper",
    "ask_to_waive",
    "call_off",
    "cast",
    "certify",
    "change_draft",
    "close_due",
    "closed_ballots",
    "count_without",
    "declare",
    "declare_due",
    "discard_draft",
    "drawn_up",
    "forget_pictures",
    "give_up_place",
    "keep_checkpoints",
    "keep_picture",
    "keep_typed",
    "mark_envelope",
    "open_count",
    "open_due",
    "plan",
    "plan_paper",
    "planned_of",
    "problems_of",
    "recount",
    "refuse_unless_teller",
    "remind_due",
    "set_draft",
    "sign_batch",
    "start_draft",
    "strike",
    "take_place",
]
