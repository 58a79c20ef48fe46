"""What is typed to say what a motion does: one form an effect, by the effect's name.

Changing rules has pages of its own, for its form is drawn from the settings.
"""

from governance.effects.forms.choosing import EffectForm, FromDayForm, PayloadForm
from governance.effects.forms.people import AdmitForm, AppointForm, ExpelForm

FORMS: dict[str, type[PayloadForm]] = {
    "admit": AdmitForm,
    "appoint": AppointForm,
    "expel": ExpelForm,
}

__all__ = ["FORMS", "EffectForm", "FromDayForm", "PayloadForm"]
