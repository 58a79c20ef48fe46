"""Fields for whole numbers and for money, which is whole pence."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms.validators import ValidationError

from governance.web.widgets.asking import Params, Validator
from governance.web.widgets.text import TextField

WHOLE = re.compile(r"\d+|\d{1,3}(,\d{3})+", re.ASCII)
POUNDS = re.compile(r"£?\s*(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d{2}))?", re.ASCII)
MOST_DIGITS = 15  # beyond any society's books, within every database's integers


class NumberField(TextField):
    """A whole number, thousands commas allowed."""

    def __init__(
        self,
        label: object = None,
        validators: Sequence[Validator] | None = None,
        *,
        least: int | None = None,
        most: int | None = None,
        **settings: Any,
    ) -> None:
        usual: Params = {"inputmode": "numeric", "width": 5, "spellcheck": False}
        checks = [_between(least, most), *(validators or ())]
        super().__init__(label, checks, **(usual | settings))

    @property
    def as_typed(self) -> str:
        """What was typed, or the number."""
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.shown(self.data)

    def shown(self, number: int) -> str:
        """Return the number as a person would type it."""
        return str(number)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number, or say what it must look like."""
        if not valuelist:
            return
        typed = valuelist[0].strip()
        self.data = self.read(typed) if typed else None

    def read(self, typed: str) -> int:
        """Return the number that was typed."""
        if not WHOLE.fullmatch(typed) or len(typed) > MOST_DIGITS:
            raise ValueError(gettext("%(what)s must be a whole number", what=self.called))
        return int(typed.replace(",", ""))


class KnownAtField(NumberField):
    """The link of the record up to which a page is read; empty: all that is known now."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(
            lazy_gettext("As known at link (optional)"),
            called=lazy_gettext("The link"),
            hint=lazy_gettext(
                "The number of a link of the record; leave it empty for all that is known now"
            ),
            width=10,
            least=1,
            **settings,
        )


class MoneyField(NumberField):
    """An amount in pounds; the data is whole pence."""

    def __init__(
        self,
        label: object = None,
        validators: Sequence[Validator] | None = None,
        **settings: Any,
    ) -> None:
        usual: Params = {"inputmode": "decimal", "width": 10, "prefix": "£"}
        super().__init__(label, validators, **(usual | settings))

    def shown(self, number: int) -> str:
        """Return the pence as pounds, pence only where there are some."""
        pounds, pence = divmod(number, 100)
        return f"{pounds:,}.{pence:02}" if pence else f"{pounds:,}"

    def read(self, typed: str) -> int:
        """Return the amount in pence."""
        amount = POUNDS.fullmatch(typed)
        if amount is None or len(typed) > MOST_DIGITS:
            raise ValueError(
                gettext(
                    "%(what)s must be an amount in pounds, like 1,250 or 1,250.50",
                    what=self.called,
                )
            )
        return int(amount[1].replace(",", "")) * 100 + int(amount[2] or 0)


def _between(least: int | None, most: int | None) -> Validator:
    def check(form: Any, field: Any) -> None:
        if least is not None and field.data < least:
            shown = field.shown(least)
            raise ValidationError(
                gettext("%(what)s must be %(least)s or more", what=field.called, least=shown)
            )
        if most is not None and field.data > most:
            shown = field.shown(most)
            raise ValidationError(
                gettext("%(what)s must be %(most)s or less", what=field.called, most=shown)
            )

    return check
