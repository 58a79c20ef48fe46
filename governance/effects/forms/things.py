"""What exactly is adopted, authorised or opened: forms of policies, spending and surplus rounds."""

from collections.abc import Mapping
from typing import Any, Self

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from governance.effects.effect import day_in
from governance.effects.forms.choosing import PayloadForm
from governance.effects.kinds.adopt_policy import LONGEST_TEXT, LONGEST_TITLE
from governance.effects.kinds.authorise_spend import LONGEST_PURPOSE
from governance.effects.kinds.open_surplus_round import LONGEST_YEAR
from governance.effects.queries import policies
from governance.infrastructure import clock
from governance.ledger.queries.holdings import books
from governance.web.widgets import (
    ConfirmField,
    DateField,
    MoneyField,
    SelectField,
    Submit,
    TextAreaField,
    TextField,
)


class PolicyForm(PayloadForm):
    """Which policy, its title and text, from when; or that it holds no more."""

    policy = SelectField(_("Which policy?"))
    title = TextField(
        _("Title"),
        hint=_("For example: Lone working. Leave it empty to keep the title there is."),
        longest=LONGEST_TITLE,
    )
    text = TextAreaField(
        _("The whole text"),
        hint=_(
            "Of a policy there is, the text as it would be: the difference is shown to everyone."
        ),
        longest=LONGEST_TEXT,
        rows=20,
    )
    repeal = ConfirmField(_("The policy holds no more"))
    from_day = DateField(
        _("From which day?"), hint=_("Leave it empty for: from the day it is carried.")
    )
    submit = Submit(_("Continue"))

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        there = policies.policies_on(clock.day_of(clock.now()))
        named = {str(version.policy_id): version.title for version in there}
        self.policy.choices = {"0": gettext("A new policy"), **named}

    @classmethod
    def showing(cls, payload: Mapping[str, Any]) -> Self:
        """Return the form with what was said before."""
        if not payload:
            return cls()
        return cls(
            data={
                "policy": str(payload["policy"]),
                "title": payload["title"],
                "text": payload["text"],
                "repeal": payload["repeal"],
                "from_day": day_in(payload["from"]),
            }
        )

    @property
    def payload(self) -> dict[str, Any]:
        """What was typed."""
        day = self.from_day.data
        return {
            "policy": int(self.policy.data or 0),
            "title": self.title.data or "",
            "text": (self.text.data or "").replace("\r\n", "\n"),
            "repeal": bool(self.repeal.data),
            "from": day.isoformat() if day else "",
        }


class _OfABook(PayloadForm):
    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.book.choices = {each.key: each.name for each in books()} or {
            "": gettext("The society")
        }


class SpendForm(_OfABook):
    """How much, what for, of which books and until when."""

    pence = MoneyField(
        _("How much may be spent?"), called=_("The sum"), required=_("Enter the sum")
    )
    purpose = TextField(
        _("What for?"),
        required=_("Enter what for"),
        longest=LONGEST_PURPOSE,
        called=_("The purpose"),
    )
    book = SelectField(_("Whose money?"))
    until_day = DateField(
        _("Until which day may it be spent?"), hint=_("Leave it empty for: without an end.")
    )
    submit = Submit(_("Continue"))

    @classmethod
    def showing(cls, payload: Mapping[str, Any]) -> Self:
        """Return the form with what was said before."""
        if not payload:
            return cls()
        shown = {name: payload[name] for name in ("pence", "purpose", "book")}
        return cls(data={**shown, "until_day": day_in(payload["until"])})

    @property
    def payload(self) -> dict[str, Any]:
        """What was typed."""
        return {
            "pence": self.pence.data,
            "purpose": self.purpose.data,
            "book": self.book.data or "",
            "until": self.until_day.data.isoformat() if self.until_day.data else "",
        }


class SurplusRoundForm(_OfABook):
    """Of which year and books, and until when members propose."""

    year = TextField(
        _("Of which year?"),
        hint=_("For example: 2025/26"),
        required=_("Enter the year"),
        longest=LONGEST_YEAR,
    )
    book = SelectField(_("Whose surplus?"))
    until_day = DateField(
        _("Until which day may members propose?"), required=_("Enter the last day to propose")
    )
    submit = Submit(_("Continue"))

    @classmethod
    def showing(cls, payload: Mapping[str, Any]) -> Self:
        """Return the form with what was said before."""
        if not payload:
            return cls()
        day = day_in(payload["until"])
        return cls(data={"year": payload["year"], "book": payload["book"], "until_day": day})

    @property
    def payload(self) -> dict[str, Any]:
        """What was typed."""
        return {
            "year": self.year.data,
            "book": self.book.data or "",
            "until": self.until_day.data.isoformat(),
        }
