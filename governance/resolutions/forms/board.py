"""What is typed of a decision of the board."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Self

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField

from governance.effects.forms import FORMS, PayloadForm
from governance.reckoning.board_decisions import BoardKind, TookPart
from governance.resolutions.models import Resolution
from governance.resolutions.service import EFFECTS, Decision, deciding
from governance.web.addresses import number_in
from governance.web.widgets import (
    ConfirmField,
    DateField,
    NumberField,
    RadiosField,
    Submit,
    TextAreaField,
    TextField,
    choice,
)


class KindForm(FlaskForm):
    """About what the board decided."""

    kind = RadiosField(
        _("What did the board decide about?"),
        required=_("Select what the board decided about"),
        choices=[
            choice(
                BoardKind.SPENDING,
                _("Spending"),
                hint=_("A sum beyond the budget, within the limits of the rules"),
            ),
            choice(
                BoardKind.ADMISSION, _("An application for membership"), hint=_("It is approved")
            ),
            choice(
                BoardKind.APPOINTMENT,
                _("A vacancy"),
                hint=_("Somebody fills a place that fell vacant between elections"),
            ),
            choice(BoardKind.OTHER, _("Another matter")),
        ],
    )
    submit = Submit(_("Continue"))


class BoardForm(FlaskForm):
    """The decision, where it is minuted, who took part, and who may read it."""

    corrects = HiddenField()
    title = TextField(
        _("What was decided, in a few words?"),
        hint=_("Members read this title, of a confidential decision too."),
        required=_("Enter what was decided, in a few words"),
        called=_("The title"),
        longest=deciding.LONGEST_TITLE,
    )
    text = TextAreaField(
        _("The decision as minuted"),
        required=_("Enter the decision"),
        called=_("The decision"),
        longest=deciding.LONGEST_TEXT,
        rows=6,
    )
    decided_on = DateField(_("Day of the decision"), required=_("Enter the day of the decision"))
    minute = TextField(
        _("Minute of the board"),
        hint=_("Such as: Board, 4 November 2026, item 3"),
        required=_("Enter the board’s minute"),
        called=_("The minute"),
        longest=deciding.LONGEST_MINUTE,
    )
    directors = NumberField(
        _("How many directors are there?"),
        required=_("Enter how many directors there are"),
        called=_("The number of directors"),
        least=1,
        most=100,
        width=3,
    )
    present = NumberField(
        _("How many took part?"),
        required=_("Enter how many took part"),
        called=_("How many took part"),
        least=0,
        most=100,
        width=3,
    )
    votes_for = NumberField(
        _("How many were for it?"),
        required=_("Enter how many were for it"),
        called=_("How many were for it"),
        least=0,
        most=100,
        width=3,
    )
    against = NumberField(
        _("How many were against it?"),
        required=_("Enter how many were against it"),
        called=_("How many were against it"),
        least=0,
        most=100,
        width=3,
    )
    casting_vote = ConfirmField(_("The votes were equal, and the chair’s casting vote was for it"))
    publish_on = DateField(
        _("On which day do members see it?"), required=_("Enter the day on which members see it")
    )
    is_confidential = ConfirmField(_("Its text is confidential: members see the rest, and why"))
    reason = TextField(
        _("Why it is confidential"),
        hint=_("Members read this. For example: It names somebody who is ill."),
        called=_("The reason"),
        longest=deciding.LONGEST_REASON,
    )
    submit = Submit(_("Continue"))

    @classmethod
    def showing(cls, earlier: Resolution, *, today: date) -> Self:
        """Return the form with an earlier decision, to put it right."""
        figures = earlier.figures
        return cls(
            data={
                "corrects": str(earlier.id),
                "title": earlier.title,
                "text": earlier.text,
                "decided_on": earlier.decided_on,
                "minute": earlier.decided_ref,
                "directors": figures["entitled"],
                "present": figures["present"],
                "votes_for": figures["for"],
                "against": figures["against"],
                "publish_on": today,
            }
        )

    def decision(self, kind: BoardKind, asked: PayloadForm | None) -> Decision:
        """Return what was typed as the service takes it."""
        return Decision(
            kind=kind,
            title=self.title.data,
            text=self.text.data.replace("\r\n", "\n"),
            decided_on=self.decided_on.data,
            minute=self.minute.data,
            took_part=TookPart(
                directors=self.directors.data,
                present=self.present.data,
                votes_for=self.votes_for.data,
                against=self.against.data,
                casting_vote=bool(self.casting_vote.data),
            ),
            publish_on=self.publish_on.data,
            payload=asked.payload if asked else {},
            confidential_because=self.reason.data if self.is_confidential.data else "",
            corrects=_number(self.corrects.data) if self.corrects.data else None,
        )

    def is_reasoned(self) -> bool:
        """Say whether a confidential decision tells why; the field says what to do if not."""
        if self.is_confidential.data and not (self.reason.data or "").strip():
            self.reason.errors = [*self.reason.errors, _("Enter why it is confidential")]
            return False
        return True


def _number(told: str) -> int:
    """Return the number of the decision to put right; one that there is not, if it is none."""
    try:
        return number_in(told)
    except ValueError:
        return 0


def payload_form(kind: BoardKind, payload: Mapping[str, Any]) -> PayloadForm | None:
    """Return the form of what a decision of this kind does; None of one that does nothing."""
    asked = FORMS.get(EFFECTS[kind])
    return None if asked is None else asked.showing(payload)
