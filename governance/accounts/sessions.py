"""Who is signed in: the session cookie holds an account's id and its epoch, nothing else."""

from dataclasses import dataclass, field

from flask import Flask
from flask_login import LoginManager, UserMixin

from governance.accounts import queries
from governance.infrastructure import clock
from governance.infrastructure.actor import Actor


@dataclass
class SignedIn(UserMixin):  # type: ignore[misc]
    """An account that is signed in, as Flask-Login wants it, and the actor it stands for."""

    account_id: int
    epoch: int
    actor: Actor = field(default_factory=Actor)

    def get_id(self) -> str:
        return f"{self.account_id}:{self.epoch}"


def install(app: Flask) -> None:
    """Set Flask-Login up. Its context processor is left out: it would load the user on every render."""
    manager = LoginManager()
    manager.session_protection = None  # the epoch does it, and phones change address between shifts
    manager.init_app(app, add_context_processor=False)
    manager.user_loader(_load)


def _load(session_id: str) -> SignedIn | None:
    account_id, _, epoch = session_id.partition(":")
    if not (account_id.isdecimal() and epoch.isdecimal()):
        return None
    actor = queries.actor_of(int(account_id), epoch=int(epoch), now=clock.now())
    return None if actor is None else SignedIn(int(account_id), int(epoch), actor)
