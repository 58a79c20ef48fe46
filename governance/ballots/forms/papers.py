"""What the secretary types to write a paper of several questions, a step at a time."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import ValidationError

from governance.ballots.forms.planning import HeldForm, MotionAsked
from governance.ballots.service.planned import ALPHABETICAL, DRAWN, FIXED
from governance.reckoning.counting.registry import CountingMethod, Fills, Shape
from governance.web.widgets import (
    CheckboxesField,
    ConfirmField,
    FileField,
    NumberField,
    RadiosField,
    Submit,
    TextAreaField,
    TextField,
    choice,
)

LONGEST_TITLE = 200
LONGEST_OPTION = 160
LONGEST_WORDS = 200
LONGEST_STATEMENT = 3000
LONGEST_EXPLANATION = 2000
MOST_OPTIONS = 60
MOST_DIGITS = 9
LOWEST_TOP, HIGHEST_TOP, USUAL_TOP = 2, 10, 5
ALL, SOME = "all", "some"


class DraftForm(FlaskForm):
    """A step of writing a paper; `seen` is the version of it that the page showed."""

    seen = HiddenField()

    @property
    def version_seen(self) -> int:
        """The version that was shown; 0, which none has, if it cannot be told."""
        sent = self.seen.data or ""
        return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < MOST_DIGITS else 0


class NewPaperForm(FlaskForm):
    """What a new paper is called."""

    title = TextField(
        "What is this ballot called?",
        hint="It stands at the head of the paper. For example: Elections and motions, autumn 2026",
        required="Enter what the ballot is called",
        called="The title",
        longest=LONGEST_TITLE,
    )
    submit = Submit("Continue")


class PaperHeldForm(HeldForm, DraftForm):
    """What the ballot is called, whom it asks, when, and how it is counted."""

    title = TextField(
        "Title",
        required="Enter what the ballot is called",
        called="The title",
        longest=LONGEST_TITLE,
    )
    electorate = RadiosField("Who may vote", required="Select who may vote")
    part = TextField(
        "What are they called?",
        hint="For example: Constituency of home carers",
        called="The name",
        longest=LONGEST_WORDS,
    )
    services = CheckboxesField("Which services?")
    submit = Submit("Save")

    def __init__(self, *, entitled: int, of_services: Sequence[tuple[str, int]], **rest: Any):
        """`entitled` is how many may vote of all, `of_services` how many of each service."""
        super().__init__(**rest)
        self.electorate.choices = [
            choice(ALL, gettext("All members"), hint=gettext("%(num)s people", num=entitled)),
            choice(
                SOME,
                gettext("The members of some services"),
                hint=gettext("A constituency: it has a ballot of its own."),
            ),
        ]
        self.services.choices = [
            choice(name, name, hint=gettext("%(num)s people", num=number))
            for name, number in of_services
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """Look at each field, and then whether a part of the members is named and chosen."""
        is_sound = super().validate(extra_validators)
        if self.electorate.data != SOME:
            return bool(is_sound)
        if not self.services.data:
            self.services.errors = [gettext("Select the services whose members may vote")]
        if not self.part.data:
            self.part.errors = [gettext("Enter what those who may vote are called")]
        return not self.errors


class AddQuestionForm(DraftForm):
    """What is asked next: a motion that waits, or a question of one's own."""

    what = RadiosField("What is asked?", required="Select what is asked")
    submit = Submit("Continue")


class MotionQuestionForm(MotionAsked, DraftForm):
    """A motion on a paper with other questions."""

    submit = Submit("Save this question")


class ChoiceForm(DraftForm):
    """A question of one's own, with what its way of counting needs to know."""

    text = TextField(
        "Question",
        hint="Short: it stands above its options.",
        required="Enter the question",
        called="The question",
        longest=LONGEST_TITLE,
    )
    explanation = TextAreaField(
        "Explanation",
        hint="What voters should know before they answer. Leave it empty if nothing.",
        longest=LONGEST_EXPLANATION,
        rows=4,
    )
    seats = NumberField(
        "How many are to be chosen?", called="The number", required="Enter how many", least=1
    )
    most = NumberField(
        "How many may a voter mark?",
        called="The number",
        required="Enter how many a voter may mark",
        least=1,
    )
    highest = NumberField(
        "What is the best score?",
        hint="The worst is 1.",
        called="The best score",
        required="Enter the best score",
        least=LOWEST_TOP,
        most=HIGHEST_TOP,
    )
    least_share = NumberField(
        "How many of every 100 voters must approve of whatever is chosen?",
        hint="Leave it empty for none.",
        called="The share",
        least=1,
        most=100,
    )
    order = RadiosField(
        "In which order do the options stand?",
        required="Select the order",
        choices=[
            choice(FIXED, "As you put them"),
            choice(ALPHABETICAL, "By the alphabet"),
            choice(DRAWN, "Drawn by lot for each voter", hint="So that none gains by being first."),
        ],
    )
    reopen = ConfirmField(
        "Add “Re-open nominations” as the last option",
        hint="If it is chosen, a place stays empty and candidates are looked for again.",
    )
    submit = Submit("Save this question")

    def __init__(self, method: CountingMethod, **arguments: Any) -> None:
        """Ask only what this way of counting needs to know."""
        super().__init__(**arguments)
        asked = {
            "seats": method.fills is Fills.SEATS,
            "most": method.name == "choose_up_to",
            "highest": method.shape is Shape.SCORE,
            "least_share": method.name == "approval",
            "order": method.shape is not Shape.YES_NO,
            "reopen": method.fills is not Fills.NONE,
        }
        for name, is_asked in asked.items():
            if not is_asked:
                del self[name]


class OptionsForm(DraftForm):
    """More options, a line each."""

    titles = TextAreaField(
        "Options",
        hint="One a line. What is said of each, and its picture, come after.",
        required="Enter an option",
        rows=6,
    )
    submit = Submit("Add these options")

    @property
    def lines(self) -> list[str]:
        """The options that were typed."""
        return [line.strip() for line in (self.titles.data or "").splitlines() if line.strip()]

    def validate_titles(self, field: TextAreaField) -> None:
        too_long = next((line for line in self.lines if len(line) > LONGEST_OPTION), None)
        if too_long is not None:
            raise ValidationError(
                gettext(
                    "Each option must be %(most)s characters or fewer; this is longer: %(start)s…",
                    most=LONGEST_OPTION,
                    start=too_long[:30],
                )
            )
        if len(self.lines) > MOST_OPTIONS:
            raise ValidationError(gettext("Enter %(most)s options or fewer", most=MOST_OPTIONS))


class OptionForm(DraftForm):
    """One option: its name, what is said of it, and its picture."""

    title = TextField(
        "Name of the option",
        required="Enter the name of the option",
        called="The name",
        longest=LONGEST_OPTION,
    )
    statement = TextAreaField(
        "What is said of it",
        hint="Voters can unfold it on the paper. Leave it empty if nothing.",
        longest=LONGEST_STATEMENT,
        rows=8,
    )
    picture = FileField(
        "Picture",
        hint="JPEG or PNG. It is made smaller, and where it was taken is cut out.",
        accept=".jpg,.jpeg,.png",
    )
    picture_words = TextField(
        "What is in the picture?",
        hint="For those who cannot see it.",
        called="What is in the picture",
        longest=LONGEST_WORDS,
    )
    remove_picture = ConfirmField("Take the picture away")
    submit = Submit("Save this option")

    def __init__(self, *, has_picture: bool, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._has_picture = has_picture
        if not has_picture:
            del self.remove_picture

    @property
    def takes_picture_away(self) -> bool:
        """Whether the picture that was there is to go, without another."""
        return "remove_picture" in self and bool(self["remove_picture"].data)

    def validate(self, extra_validators: Any = None) -> bool:
        """Look at each field, and then whether a picture has its words."""
        is_sound = super().validate(extra_validators)
        stays = self._has_picture and not self.takes_picture_away
        if (self.picture.data or stays) and not self.picture_words.data:
            self.picture_words.errors = [
                gettext("Enter what is in the picture, for those who cannot see it")
            ]
            return False
        return bool(is_sound)


class SetPaperForm(DraftForm):
    """The paper is as it should be: set it."""

    submit = Submit("Set this ballot")


class DiscardForm(DraftForm):
    """The paper is not wanted any more."""

    submit = Submit("Throw this paper away", kind="warning")
