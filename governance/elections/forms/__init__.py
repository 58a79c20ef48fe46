"""What is typed in elections: by candidates and members, and by the office."""

from governance.elections.forms.members import (
    AnswerForm,
    AskForm,
    ConfirmForm,
    FindMemberForm,
    PhotographForm,
    StatementForm,
    WithdrawForm,
)
from governance.elections.forms.office import (
    CallOffForm,
    CountbackForm,
    NoticeForm,
    ReasonForm,
    SeatsForm,
    notice_form,
)

__all__ = [
    "AnswerForm",
    "AskForm",
    "CallOffForm",
    "ConfirmForm",
    "CountbackForm",
    "FindMemberForm",
    "NoticeForm",
    "PhotographForm",
    "ReasonForm",
    "SeatsForm",
    "StatementForm",
    "WithdrawForm",
    "notice_form",
]
