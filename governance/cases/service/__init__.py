"""What changes cases: joining, leaving, withdrawing, passing shares on, nominations."""

from governance.cases.service.board import NotTheBoards
from governance.cases.service.carrying_out import (
    JoinedAgain,
    TooEarly,
    carry_out,
    carry_out_one,
    leavings_due,
)
from governance.cases.service.joining import (
    TO_BE_DECIDED,
    AlreadyMember,
    MinuteMissing,
    NotEligible,
    admit,
    apply,
    decide,
    decide_several,
    refuse_to_apply_again,
    refuse_who_cannot_join,
)
from governance.cases.service.leaving import (
    NothingToLeave,
    ProcessMissing,
    give_notice,
    leavers_may_wait,
    note_leavers,
    open_for_leavers,
    refuse_to_leave,
    refuse_to_take_back,
    take_back,
)
from governance.cases.service.nominations import (
    NotNominated,
    OnlyMembersNominate,
    nominate,
    revoke,
)
from governance.cases.service.paying_in import receive_payment, refuse_payment
from governance.cases.service.paying_out import pay_out, refuse_nothing_due
from governance.cases.service.steps import (
    AlreadyOpen,
    NotAsAsked,
    NotOpenToThat,
    UnknownPerson,
    refuse_unless,
)
from governance.cases.service.suspending import (
    WithdrawalsSuspended,
    lift_suspension,
    refuse_suspended,
    suspend_withdrawals,
)
from governance.cases.service.transfers import ask_transfer, carry_out_transfer
from governance.cases.service.withdrawals import (
    NotSolvent,
    Statement,
    ask_withdrawal,
    run_withdrawals,
)

__all__ = [
    "TO_BE_DECIDED",
    "AlreadyMember",
    "AlreadyOpen",
    "JoinedAgain",
    "MinuteMissing",
    "NotAsAsked",
    "NotEligible",
    "NotNominated",
    "NotOpenToThat",
    "NotSolvent",
    "NotTheBoards",
    "NothingToLeave",
    "OnlyMembersNominate",
    "ProcessMissing",
    "Statement",
    "TooEarly",
    "UnknownPerson",
    "WithdrawalsSuspended",
    "admit",
    "apply",
    "ask_transfer",
    "ask_withdrawal",
    "carry_out",
    "carry_out_one",
    "carry_out_transfer",
    "decide",
    "decide_several",
    "give_notice",
    "leavers_may_wait",
    "leavings_due",
    "lift_suspension",
    "nominate",
    "note_leavers",
    "open_for_leavers",
    "pay_out",
    "receive_payment",
    "refuse_nothing_due",
    "refuse_payment",
    "refuse_suspended",
    "refuse_to_apply_again",
    "refuse_to_leave",
    "refuse_to_take_back",
    "refuse_unless",
    "refuse_who_cannot_join",
    "revoke",
    "run_withdrawals",
    "suspend_withdrawals",
    "take_back",
]
