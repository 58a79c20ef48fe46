"""What the secretary types to set a ballot: of a motion, and of how any ballot is held."""

from typing import Any

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms.validators import ValidationError

from governance.ballots.classes import BY_SHARES, BY_WORK
from governance.ballots.service.planned import AT_CLOSE, BY_SCRUTINEERS
from governance.reckoning.resolutions.offering import offered
from governance.reckoning.resolutions.passing import Place
from governance.reckoning.resolutions.registry import kind_named
from governance.reckoning.rules.entrenchment import suffices
from governance.rulebook.queries import legal_form
from governance.web.widgets import (
    ConfirmField,
    DateField,
    MomentField,
    NumberField,
    RadiosField,
    Submit,
    TextAreaField,
    TextField,
    choice,
)


class MotionAsked(FlaskForm):
    """What stands on a paper of a motion: the question, what follows, and by which majority."""

    question = TextField(
        "Question on the ballot paper",
        hint="One that can be answered for or against. Members see it first.",
        required="Enter the question",
        longest=200,
    )
    if_carried = TextAreaField(
        "If carried, then what",
        hint="One or two sentences: what happens, by when, and what it costs.",
        required="Enter what happens if it is carried",
        longest=600,
        rows=3,
    )
    resolution_kind = RadiosField("Kind of resolution", required="Select the kind of resolution")
    quorum = RadiosField("Quorum", required="Select whether there is a quorum")
    quorum_people = NumberField("How many people", called="The number of people", least=1)
    quorum_share = NumberField(
        "How many of every 100 members", called="The share", least=1, most=100
    )
    abstentions_count = ConfirmField("To abstain is to take part", default=True)
    approval_share = NumberField(
        "How many of every 100 members must be for it",
        hint="Besides the majority. Leave it empty for none.",
        called="The share",
        least=1,
        most=100,
    )

    def __init__(
        self, *, needed: str = "ordinary", only: str = "", by_class: bool = False, **arguments: Any
    ) -> None:
        """`needed` is the kind of resolution that is needed, `only` the one that is offered."""
        super().__init__(**arguments)
        self._needed = needed
        self.resolution_kind.choices = [
            choice(kind.name, gettext(kind.title), hint=gettext(kind.description))
            for kind in offered(Place.BALLOT, legal_form())
            if only in ("", kind.name) and (by_class or not kind.is_by_class)
        ]
        self.quorum.choices = [
            choice("none", gettext("No quorum")),
            choice("people", gettext("A number of people must take part")),
            choice("share", gettext("A share of the members must take part")),
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """Look at each field, and then whether the quorum says how many."""
        is_sound = super().validate(extra_validators)
        missing = {
            "people": (self.quorum_people, gettext("Enter how many people must take part")),
            "share": (
                self.quorum_share,
                gettext("Enter how many of every 100 members must take part"),
            ),
        }
        field, sentence = missing.get(self.quorum.data, (None, ""))
        if field is None or field.errors or field.data is not None:
            return bool(is_sound)
        field.errors = [sentence]
        return False

    def validate_resolution_kind(self, field: RadiosField) -> None:
        if not suffices(field.data, self._needed):
            needed = kind_named(self._needed)
            raise ValidationError(
                gettext(
                    "By the rules, what this motion would do needs: %(kind)s. %(needs)s",
                    kind=gettext(needed.title),
                    needs=gettext(needed.needs),
                )
            )

    @property
    def quorum_kept(self) -> dict[str, Any]:
        """Return the quorum as the book keeps it."""
        approval = self.approval_share.data
        asked = {"approval": [approval, 100]} if approval else {}
        if self.quorum.data == "none":
            return asked
        by_people = self.quorum.data == "people"
        threshold = self.quorum_people.data if by_people else [self.quorum_share.data, 100]
        return {
            "participation": threshold,
            "counts_abstentions": bool(self.abstentions_count.data),
            **asked,
        }


class HeldForm(FlaskForm):
    """How a ballot is held: who sees the votes, who may vote, when, and how the count opens."""

    secrecy = RadiosField("Who may see how each person votes", required="Select open or secret")
    record_date = DateField(
        "Record date",
        hint="Whoever is a member on this day may vote.",
        required="Enter the record date",
    )
    opens_at = MomentField("Opens", required="Enter the day and time it opens")
    closes_at = MomentField("Closes", required="Enter the day and time it closes")
    count_opens = RadiosField(
        "When the papers are counted", required="Select when the papers are counted"
    )

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.secrecy.choices = [
            choice(
                "secret_simple",
                gettext("Secret"),
                hint=gettext("The office sees that a person voted, never how."),
            ),
            choice(
                "open",
                gettext("Open"),
                hint=gettext("Each name is shown with its vote once the result is declared."),
            ),
        ]
        self.count_opens.choices = [
            choice(
                AT_CLOSE,
                gettext("At the close"),
                hint=gettext("By themselves, as soon as voting has ended."),
            ),
            choice(
                BY_SCRUTINEERS,
                gettext("When the scrutineers open the count"),
                hint=gettext("Papers that came by post or by hand can be entered before."),
            ),
        ]


class PlanForm(MotionAsked, HeldForm):
    """A ballot on a seconded motion."""

    class_by = RadiosField(
        "If every class must carry it, what makes the classes?",
        hint="Each class then has a ballot of its own, and all are declared together.",
        choices=[
            choice("", "It is no vote by classes"),
            choice(BY_SHARES, "The shares that members hold"),
            choice(BY_WORK, "Whether they work here"),
        ],
    )
    submit = Submit("Check the ballot")

    def __init__(self, *, only: str = "", **arguments: Any) -> None:
        super().__init__(only=only, by_class=True, **arguments)
        if only:
            del self.class_by

    def validate(self, extra_validators: Any = None) -> bool:
        """Look at each field, and then whether the classes go with the kind of resolution."""
        is_sound = super().validate(extra_validators)
        said = self._wrong_with_classes()
        if said:
            self.class_by.errors = [*self.class_by.errors, said]
        return bool(is_sound and not said)

    def _wrong_with_classes(self) -> str:
        if "class_by" not in self or self.resolution_kind.errors:
            return ""
        by_class = kind_named(self.resolution_kind.data).is_by_class
        if by_class and not self.class_by.data:
            return gettext("Select what makes the classes")
        if self.class_by.data and not by_class:
            return gettext("Select that it is no vote by classes, or another kind")
        return ""
