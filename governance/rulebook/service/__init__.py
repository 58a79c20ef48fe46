"""What is done to the rulebook: set first, changed by decisions, answered by the registrar."""

from governance.rulebook.service.adopting import (
    USUAL_FORM,
    AlreadyFounded,
    CannotAdopt,
    Step,
    adopt,
    cannot,
    digest_of,
    found,
    refuse_founded,
    steps_of,
)
from governance.rulebook.service.registering import record_registration, refuse_registration

__all__ = [
    "USUAL_FORM",
    "AlreadyFounded",
    "CannotAdopt",
    "Step",
    "adopt",
    "cannot",
    "digest_of",
    "found",
    "record_registration",
    "refuse_founded",
    "refuse_registration",
    "steps_of",
]
