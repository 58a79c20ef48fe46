"""Fields for words, secrets and files, and the button that sends them."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf.file import FileField as AttachedFileField
from markupsafe import Markup
from wtforms import StringField, SubmitField
from wtforms.validators import Email, ValidationError

from governance.web.widgets.asking import Asked, Params, Validator, Widget, drawn, merged

NOTICED_FROM_PERCENT = 75  # a count of letters left is a worry before most are used up


class TextInput(Widget):
    """One line."""

    component = "input"
    macro = "govukInput"

    def parameters(self, field: Any) -> Params:
        own = super().parameters(field)
        own["value"] = field.as_typed
        own["type"] = field.input_type
        own["classes"] = f"govuk-input--width-{field.width}" if field.width else ""
        own |= {name: value for name, value in field.input_settings.items() if value != ""}
        return own


class TextBox(Widget):
    """Several lines, with what is left of the longest allowed."""

    component = "textarea"
    macro = "govukTextarea"

    def __call__(self, field: Any, **keywords: Any) -> Markup:
        if field.longest is None:
            return super().__call__(field, **keywords)
        return CountedTextBox()(field, **keywords)

    def parameters(self, field: Any) -> Params:
        return super().parameters(field) | {"value": field.data or "", "rows": str(field.rows)}


class CountedTextBox(TextBox):
    """Several lines and a count of letters."""

    component = "character-count"
    macro = "govukCharacterCount"

    def __call__(self, field: Any, **keywords: Any) -> Markup:
        return Widget.__call__(self, field, **keywords)

    def parameters(self, field: Any) -> Params:
        own = super().parameters(field)
        own["maxlength"] = str(field.longest)
        own["threshold"] = str(NOTICED_FROM_PERCENT)
        own["textareaDescriptionText"] = gettext("You can enter up to %{count} characters")
        return own


class PasswordInput(Widget):
    """A secret, which may be shown to the one who types it and is never sent back."""

    component = "password-input"
    macro = "govukPasswordInput"

    def parameters(self, field: Any) -> Params:
        return super().parameters(field) | {
            "autocomplete": field.autocomplete,
            "showPasswordText": gettext("Show"),
            "hidePasswordText": gettext("Hide"),
            "showPasswordAriaLabelText": gettext("Show password"),
            "hidePasswordAriaLabelText": gettext("Hide password"),
        }


class FileUpload(Widget):
    """A file from the person's machine."""

    component = "file-upload"
    macro = "govukFileUpload"

    def parameters(self, field: Any) -> Params:
        own = super().parameters(field)
        return own | ({"attributes": {"accept": field.accept}} if field.accept else {})


class SubmitButton:
    """The button; a second click within a second is ignored."""

    def __call__(self, field: Any, *, params: Params | None = None, **attributes: Any) -> Markup:
        """Return the button's markup."""
        attributes.pop("id", None)
        classes = f"govuk-button--{field.kind}" if field.kind else ""
        own: Params = {
            "id": field.id,
            "name": field.name,
            "value": "yes",
            "text": field.label.text,
            "classes": classes,
            "preventDoubleClick": True,
            "attributes": attributes,
        }
        return drawn("button", "govukButton", merged(own, params or {}))


class TextField(Asked, StringField):
    """One line of words; spaces around them and characters that cannot be seen are dropped."""

    widget: Widget = TextInput()
    input_type = "text"

    def __init__(
        self,
        label: object = None,
        validators: Sequence[Validator] | None = None,
        *,
        longest: int | None = None,
        width: int | None = None,
        autocomplete: str = "",
        inputmode: str = "",
        prefix: str = "",
        suffix: str = "",
        spellcheck: bool | str = "",
        **settings: Any,
    ) -> None:
        """`width` is in letters: 2, 3, 4, 5, 10 or 20; `longest` the most letters allowed."""
        lengths = [] if longest is None else [_no_longer_than(longest)]
        super().__init__(label, [*lengths, *(validators or ())], **settings)
        self.longest = longest
        self.width = width
        self.input_settings: Params = {
            "autocomplete": autocomplete,
            "inputmode": inputmode,
            "spellcheck": spellcheck,
            "prefix": {"text": prefix} if prefix else "",
            "suffix": {"text": suffix} if suffix else "",
        }

    @property
    def as_typed(self) -> str:
        """What the box shows."""
        return str(self.data or "")

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the words as typed, cleaned."""
        if valuelist:
            self.data = cleaned(valuelist[0])


class SearchField(TextField):
    """What to look for."""

    input_type = "search"


class EmailField(TextField):
    """An email address."""

    input_type = "email"

    def __init__(
        self,
        label: object = None,
        validators: Sequence[Validator] | None = None,
        **settings: Any,
    ) -> None:
        wrong = lazy_gettext("Enter an email address in the right form, like name@example.org")
        usual: Params = {"autocomplete": "email", "spellcheck": False, "longest": 254}
        super().__init__(label, [Email(message=wrong), *(validators or ())], **(usual | settings))


class TextAreaField(TextField):
    """Several lines of words; line ends are made one kind."""

    widget = TextBox()

    def __init__(
        self,
        label: object = None,
        validators: Sequence[Validator] | None = None,
        *,
        rows: int = 5,
        **settings: Any,
    ) -> None:
        super().__init__(label, validators, **settings)
        self.rows = rows


class PasswordField(Asked, StringField):
    """A secret, kept exactly as typed."""

    widget = PasswordInput()

    def __init__(
        self,
        label: object = None,
        validators: Sequence[Validator] | None = None,
        *,
        new: bool = False,
        **settings: Any,
    ) -> None:
        """`new` when it is being chosen, so that password managers offer one."""
        super().__init__(label, validators, **settings)
        self.autocomplete = "new-password" if new else "current-password"


class FileField(Asked, AttachedFileField):
    """One attached file; the layout makes its form send files."""

    widget = FileUpload()
    takes_files = True

    def __init__(
        self,
        label: object = None,
        validators: Sequence[Validator] | None = None,
        *,
        accept: str = "",
        **settings: Any,
    ) -> None:
        super().__init__(label, validators, **settings)
        self.accept = accept


class Submit(SubmitField):
    """The button of a form; `kind` is "" for the main one, "secondary" or "warning"."""

    widget = SubmitButton()

    def __init__(self, label: object = None, *, kind: str = "", **settings: Any) -> None:
        super().__init__(label, **settings)
        self.kind = kind


def cleaned(typed: str) -> str:
    """Return the words composed alike, with one kind of line end and nothing unseen."""
    one_kind = typed.replace("\r\n", "\n").replace("\r", "\n")
    composed = unicodedata.normalize("NFC", one_kind)
    seen = (letter for letter in composed if letter in "\n\t" or letter.isprintable())
    return "".join(seen).strip()


def _no_longer_than(longest: int) -> Validator:
    def check(form: Any, field: Any) -> None:
        if len(field.data or "") > longest:
            raise ValidationError(
                gettext(
                    "%(what)s must be %(longest)s characters or fewer",
                    what=field.called,
                    longest=f"{longest:,}",
                )
            )

    return check
