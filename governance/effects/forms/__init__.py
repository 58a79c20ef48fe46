"""What is typed to say what a motion does: one form an effect, by the effect's name.

Changing rules has pages of its own, for its form is drawn from the settings.
"""

from governance.effects.forms.choosing import EffectForm, FromDayForm, PayloadForm
from governance.effects.forms.people import AdmitForm, AppointForm, ExpelForm
from governance.effects.forms.things import PolicyForm, SpendForm, SurplusRoundForm

FORMS: dict[str, type[PayloadForm]] = {
    "admit": AdmitForm,
    "adopt_policy": PolicyForm,
    "appoint": AppointForm,
    "authorise_spend": SpendForm,
    "expel": ExpelForm,
    "open_surplus_round": SurplusRoundForm,
}

__all__ = ["FORMS", "EffectForm", "FromDayForm", "PayloadForm"]
