"""What is typed about reserved matters: the matter, an answer, how a class consents."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from governance.ledger.models import ShareClass
from governance.ledger.queries.consents import Entitled
from governance.reckoning.consents import Answer
from governance.reckoning.resolutions.majority import Basis, Majority
from governance.web.widgets import (
    CheckboxesField,
    ConfirmField,
    DateField,
    NumberField,
    RadiosField,
    Submit,
    TextAreaField,
    TextField,
    choice,
)


class MatterForm(FlaskForm):
    """A reserved matter, and who must consent."""

    title = TextField(
        _("What is to be decided?"),
        hint=_("Such as: Borrow more than £250,000."),
        required=_("Enter what is to be decided"),
        longest=200,
    )
    text = TextAreaField(
        _("What holders should know (optional)"),
        hint=_("Its words are sealed beside the record, so that they can be shown unchanged."),
        longest=4000,
        rows=6,
    )
    classes = CheckboxesField(
        _("Which classes must consent?"), required=_("Select at least one class")
    )
    asked_on = DateField(
        _("Whose holdings count: at the end of which day?"),
        hint=_("Whoever holds the class then may answer for it."),
        required=_("Enter the day"),
    )
    submit = Submit(_("Ask for consent"))

    def __init__(self, classes: Sequence[ShareClass], **arguments: Any) -> None:
        super().__init__(**arguments)
        self.classes.choices = {str(each.id): each.name for each in classes}


class AnswerForm(FlaskForm):
    """What a holder says, and who signed."""

    who = RadiosField(_("Who answers?"), required=_("Select who answers"))
    answer = RadiosField(_("What do they say?"), required=_("Select what they say"))
    signatory = TextField(
        _("Who signed for them?"),
        hint=_("Name and office, as on the letter."),
        required=_("Enter who signed"),
        longest=160,
    )
    on = DateField(_("On which day?"), required=_("Enter the day of the answer"))
    submit = Submit(_("Record the answer"))

    def __init__(
        self, entitled: Sequence[Entitled], names: dict[int, str], **arguments: Any
    ) -> None:
        super().__init__(**arguments)
        self.who.choices = [
            choice(
                f"{each.share_class.id}-{each.party_id}",
                names[each.party_id],
                hint=each.share_class.name,
            )
            for each in entitled
        ]
        self.answer.choices = [
            choice(Answer.FOR, gettext("They consent")),
            choice(Answer.AGAINST, gettext("They refuse")),
            choice(Answer.ABSTAIN, gettext("They abstain"), hint=gettext("That is no consent.")),
        ]

    @property
    def class_and_party(self) -> tuple[int, int]:
        """Return the class and the party that answer."""
        share_class_id, _dash, party_id = self.who.data.partition("-")
        return int(share_class_id), int(party_id)


class ConsentRuleForm(FlaskForm):
    """How a class consents, from a day on."""

    percent = NumberField(
        _("How many of every 100 votes of the class must be for it?"),
        hint=_("Such as 75. For more than half, enter 50 and tick the box below."),
        required=_("Enter a number from 1 to 100"),
        called=_("The number"),
        least=1,
        most=100,
    )
    is_strict = ConfirmField(_("It must be more than that"))
    lapses = ConfirmField(_("No consent is needed once nobody holds the class"))
    valid_from = DateField(_("From which day?"), required=_("Enter the day"))
    submit = Submit(_("Set how the class consents"))

    @property
    def majority(self) -> Majority:
        """Return the majority as it was typed: of all votes of the class."""
        share = Fraction(self.percent.data, 100)
        return Majority(Basis.ENTITLED, share, is_strict=bool(self.is_strict.data))
