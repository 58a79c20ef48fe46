"""What is typed to propose, discuss and moderate: a file for each."""

from governance.motions.forms.asking import ConfirmForm
from governance.motions.forms.attachments import AttachForm
from governance.motions.forms.co_authors import AnswerForm, FindMemberForm
from governance.motions.forms.comparing import CompareForm
from governance.motions.forms.discussion import (
    CommentForm,
    DismissForm,
    EditForm,
    ReasonForm,
    ReplyForm,
    ReportForm,
)
from governance.motions.forms.drafting import QUESTIONS, QuestionForm
from governance.motions.forms.finding import FilterForm

__all__ = [
    "QUESTIONS",
    "AnswerForm",
    "AttachForm",
    "CommentForm",
    "CompareForm",
    "ConfirmForm",
    "DismissForm",
    "EditForm",
    "FilterForm",
    "FindMemberForm",
    "QuestionForm",
    "ReasonForm",
    "ReplyForm",
    "ReportForm",
]
