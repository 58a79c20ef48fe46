"""Facts of the rulebook. Rules are public, so a link has what they say."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from governance.infrastructure.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class RulesAdopted(DomainEvent):
    """Settings were changed together; `changes` has them by key, `digest` covers them all."""

    kind: ClassVar[str] = "rules adopted"

    adoption_id: int
    how: str
    reference: str
    legal_form: str
    from_day: date
    needs_registration: bool
    changes: dict[str, Any]
    digest: str


@dataclass(frozen=True, kw_only=True)
class RegistrationRecorded(DomainEvent):
    """The registrar registered a change of rules, refused to, or was sent it: see `outcome`."""

    kind: ClassVar[str] = "registration of rules recorded"

    adoption_id: int
    outcome: str
    on_day: date
    reference: str
