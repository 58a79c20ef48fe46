"""Who is doing something: a person signed in with their roles, the worker, or nobody yet."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a person may be to the society; given and withdrawn on the record."""

    MEMBER = "member"
    SECRETARY = "secretary"
    CHAIR = "chair"
    BOARD = "board"
    FINANCE = "finance"
    MANAGER = "manager"
    SCRUTINEER = "scrutineer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Actor:
    """A person (or the worker) at the moment of acting; roles as they stand at that moment."""

    party_id: int | None = None
    name: str = ""
    roles: frozenset[Role] = field(default_factory=frozenset)
    account_id: int | None = None

    @property
    def is_signed_in(self) -> bool:
        return self.account_id is not None

    def has(self, *roles: Role) -> bool:
        """Say whether the actor holds any of these roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def is_member(self) -> bool:
        return Role.MEMBER in self.roles

    @property
    def is_officer(self) -> bool:
        """An officer has work in the office: anyone with a role besides membership."""
        return bool(self.roles - {Role.MEMBER})


NOBODY = Actor()
WORKER = Actor(name="the worker")
