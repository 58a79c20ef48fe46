"""What is marked on a ballot paper, and typed to find one's own paper again."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import ValidationError

from governance.ballots.forms.answers import (
    OneAnswer,
    RankAnswer,
    ScoreAnswer,
    SeveralAnswer,
    YesNoAnswer,
)
from governance.ballots.models import Ballot, Question
from governance.ballots.nonce import Nonce
from governance.ballots.paper import asked_of, form_of
from governance.reckoning.counting.registry import Shape, method_named
from governance.reckoning.papers.order import drawn_order_of
from governance.reckoning.papers.paper import Answer, NotAPaper, read, written
from governance.web.widgets import ConfirmField, Submit, TextField

NONCE = re.compile(r"[0-9a-f]{32}")
WHOLE = re.compile(r"[0-9]{1,15}")
TRACKER_LETTERS = 16
FIELDS: dict[Shape, Any] = {
    Shape.ONE: OneAnswer,
    Shape.SEVERAL: SeveralAnswer,
    Shape.RANK: RankAnswer,
    Shape.SCORE: ScoreAnswer,
}


class PaperForm(FlaskForm):
    """A paper: an answer for each question, added by `paper_form`.

    The nonce stands in the page, not in a field that could be drawn. Nothing of a paper is kept on
    the voter's device, where others who use it could look: what is marked lives in the page, and in
    what it sends.
    """

    blank = ConfirmField(
        lazy_gettext("Hand in my paper blank"),
        hint=lazy_gettext("It counts as taking part, not as a vote."),
    )
    submit = Submit("Check my vote")
    ballot: Ballot

    @property
    def answers(self) -> list[Any]:
        """Return the field of each question."""
        return [self[f"q{each.number}"] for each in self.ballot.questions]

    @property
    def is_untouched(self) -> bool:
        """Say whether nothing is marked, and that was not chosen either."""
        return not any(each.marks or each.is_left_blank for each in self.answers)

    @property
    def as_text(self) -> str:
        """Return the paper as the box keeps it."""
        return written([each.marks for each in self.answers], form_of(self.ballot))

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask once about a paper that is blank all over, when each answer by itself will do."""
        if not super().validate(extra_validators):
            return False
        if self.is_untouched and not self.blank.data:
            self.blank.errors = [
                gettext("You have marked nothing: mark your paper, or tick to hand it in blank")
            ]
        return not self.blank.errors


def paper_form(ballot: Ballot, nonce: str, *, paper: str | None = None) -> PaperForm:
    """Return the form of a ballot's paper as posted; or, if given, filled in with `paper`."""
    fields = {f"q{each.number}": _field(ballot, each, nonce) for each in ballot.questions}
    made = type("PaperForm", (PaperForm,), fields | {"ballot": ballot})
    form: PaperForm = made() if paper is None else made(formdata=None, data=_marked(ballot, paper))
    for field in form.answers:
        if isinstance(field, YesNoAnswer):
            field.offer()
    return form


def shown_order(question: Question, nonce: str) -> Sequence[int]:
    """Return the options as they stand on this paper: re-open nominations is always the last."""
    options = [each for each in question.options if each.kind != "reopen"]
    if question.order == "alphabetical":
        options.sort(key=lambda each: each.title.casefold())
    numbers = [each.number for each in options]
    if question.order == "drawn":
        numbers = drawn_order_of(numbers, question=question.number, nonce=nonce)
    return [*numbers, *(each.number for each in question.options if each.kind == "reopen")]


def _field(ballot: Ballot, question: Question, nonce: str) -> Any:
    shape = method_named(question.method).shape
    if shape is Shape.YES_NO:
        # Where it is all that is asked, to abstain is the blank vote.
        must = "" if len(ballot.questions) > 1 else gettext("Select for, against or abstain")
        return YesNoAnswer(question.text, required=must)
    asked = asked_of(question)
    names = {each.number: each.title for each in question.options if not each.struck}
    return FIELDS[shape](
        question.text,
        names=names,
        options=asked.options,
        most=min(asked.most, len(names)) if shape is Shape.RANK else asked.most,
        order=[each for each in shown_order(question, nonce) if each in names],
    )


def _marked(ballot: Ballot, paper: str) -> dict[str, Answer]:
    answers = zip(ballot.questions, read(paper, form_of(ballot)), strict=True)
    return {f"q{question.number}": answer for question, answer in answers}


def nonce_sent(posted: Any, ballot_id: int) -> str:
    """Return the form's nonce as posted; a new one, if it is not whole."""
    nonce: str = posted.get("nonce", "")
    return nonce if NONCE.fullmatch(nonce) else Nonce.fresh(ballot_id).value


def paper_sent(posted: Any, ballot: Ballot) -> tuple[str, str] | None:
    """Return (paper, nonce) as the check page sent them, or None if they are not whole."""
    paper, nonce = posted.get("paper"), posted.get("nonce", "")
    if paper is None or not NONCE.fullmatch(nonce):
        return None
    try:
        return (paper, nonce) if None not in read(paper, form_of(ballot)) else None
    except NotAPaper:
        return None


def voter_sent(posted: Any, own_id: int) -> int:
    """Return whose paper it is: a form that does not say is of whoever sends it."""
    told = posted.get("voter", "")
    return int(told) if WHOLE.fullmatch(told) else own_id


class TrackerForm(FlaskForm):
    """The tracker of one's own paper; capitals, spaces and hyphens do not matter."""

    tracker = TextField(
        "Your tracker",
        hint="The sixteen letters and figures on your receipt, such as 3Q4L-NN23-QRTS-S4ZM.",
        required="Enter your tracker",
        longest=40,
        width=20,
        autocomplete="off",
        spellcheck=False,
    )
    submit = Submit("Find my paper")

    def validate_tracker(self, field: TextField) -> None:
        if not re.fullmatch(r"[A-Z2-7]{16}", self._letters()):
            raise ValidationError(
                gettext("A tracker has 16 letters and figures; check it against your receipt")
            )

    @property
    def as_kept(self) -> str:
        """Return the tracker as the box has it, in fours."""
        letters = self._letters()
        return "-".join(letters[at : at + 4] for at in range(0, TRACKER_LETTERS, 4))

    def _letters(self) -> str:
        return re.sub(r"[^A-Z0-9]", "", (self.tracker.data or "").upper())
