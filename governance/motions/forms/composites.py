"""What is typed to bring motions together."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from governance.motions import limits
from governance.motions.forms.checks import long_enough, one_line, seen
from governance.motions.models import Motion
from governance.motions.service.compositing import Words
from governance.web.widgets import (
    CheckboxesField,
    RadiosField,
    Submit,
    TextAreaField,
    TextField,
    choice,
)

NOTHING = ""
NO_TITLE = _("Enter a title")
NO_TEXT = _("Enter what would be decided")
NO_REASON = _("Enter why it should be decided")


class ChooseMotionsForm(FlaskForm):
    """Which motions to bring together; sent by GET, so it changes nothing and needs no token."""

    class Meta:
        csrf = False

    others = CheckboxesField(
        _("Which motions should become one with yours?"),
        required=_("Select one motion or more"),
        coerce=int,
    )
    submit = Submit(_("Continue"))

    def __init__(self, formdata: Any, others: Sequence[Motion]) -> None:
        super().__init__(formdata)
        self.others.choices = [
            choice(str(each.id), f"{each.reference} {each.title}") for each in others
        ]


class CompositeForm(FlaskForm):
    """What the one motion says, and what it does if it is carried."""

    title = TextField(
        _("Title"),
        required=NO_TITLE,
        called=_("Title"),
        longest=limits.LONGEST_TITLE,
        filters=[one_line],
        validators=[seen(NO_TITLE), long_enough],
    )
    text = TextAreaField(
        _("What exactly would we decide?"),
        hint=_("The texts of the motions stand below one another: make one of them."),
        required=NO_TEXT,
        validators=[seen(NO_TEXT)],
        called=_("The text"),
        longest=limits.LONGEST_TEXT,
        rows=12,
    )
    reason = TextAreaField(
        _("Why should we decide it?"),
        required=NO_REASON,
        validators=[seen(NO_REASON)],
        called=_("The reason"),
        longest=limits.LONGEST_REASON,
        rows=8,
    )
    cost = TextAreaField(
        _("What would it cost?"), called=_("The cost"), longest=limits.LONGEST_COST, rows=4
    )
    effect_of = RadiosField(_("What does it do if it is carried?"))
    submit = Submit(_("Ask the other movers"))

    def __init__(self, parts: Sequence[Motion]) -> None:
        joined = {
            "title": parts[0].title,
            "effect_of": NOTHING,
            **{
                name: "\n\n".join(getattr(each, name) for each in parts if getattr(each, name))
                for name in ("text", "reason", "cost")
            },
        }
        super().__init__(data=joined)
        doing = [each for each in parts if each.effect != "none"]
        self.effect_of.choices = [
            choice(NOTHING, gettext("Nothing by itself: it says what we want")),
            *(
                choice(str(each.id), gettext("What motion %(ref)s would do", ref=each.reference))
                for each in doing
            ),
        ]
        if not doing:
            del self.effect_of

    @property
    def words(self) -> Words:
        """Return what was typed as the service takes it."""
        chosen = self.effect_of.data if "effect_of" in self else NOTHING
        return Words(
            title=self.title.data,
            text=self.text.data,
            reason=self.reason.data,
            cost=self.cost.data or "",
            effect_of=int(chosen) if chosen else None,
        )
