"""What decisions do to policies and mandates, and noting what a mandate was used for."""

from governance.effects.service.mandates import CannotUse, give_mandate, note_use
from governance.effects.service.policies import adopt_policy

__all__ = ["CannotUse", "adopt_policy", "give_mandate", "note_use"]
