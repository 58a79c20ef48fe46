"""What several forms of motions check in the same way."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext
from wtforms.validators import ValidationError

from governance.motions import limits


def one_line(typed: str | None) -> str | None:
    """Return the words with each run of white space made one space."""
    return None if typed is None else " ".join(typed.split())


def long_enough(_form: Any, field: Any) -> None:
    """Refuse a title that says nothing."""
    if len(field.data) < limits.SHORTEST_TITLE:
        raise ValidationError(
            gettext("Title must be %(least)s characters or more", least=limits.SHORTEST_TITLE)
        )


def seen(sentence: Any) -> Callable[[Any, Any], None]:
    """Return the check that something is left once characters nobody can see are dropped."""

    def check(_form: Any, field: Any) -> None:
        if not field.data:
            raise ValidationError(str(sentence))

    return check
