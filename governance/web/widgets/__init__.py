"""Form fields that draw themselves with the Design System's macros and speak plainly when wrong.

A field is written once in `forms.py` with its label, hint and the sentence for when it is left
blank, and drawn in a page by naming it: `{{ form.title }}`. Keywords at the drawing are `heading`
(the label is the page's heading), `conditional` (fields revealed by a choice) and `params` (merged
into the macro's own).
"""

from governance.web.widgets.choices import (
    CheckboxesField,
    ConfirmField,
    RadiosField,
    SelectField,
    choice,
)
from governance.web.widgets.moments import DateField, MomentField, TimeField
from governance.web.widgets.numbers import KnownAtField, MoneyField, NumberField
from governance.web.widgets.text import (
    EmailField,
    FileField,
    PasswordField,
    SearchField,
    Submit,
    TextAreaField,
    TextField,
)

__all__ = [
    "CheckboxesField",
    "ConfirmField",
    "DateField",
    "EmailField",
    "FileField",
    "KnownAtField",
    "MomentField",
    "MoneyField",
    "NumberField",
    "PasswordField",
    "RadiosField",
    "SearchField",
    "SelectField",
    "Submit",
    "TextAreaField",
    "TextField",
    "TimeField",
    "choice",
]
