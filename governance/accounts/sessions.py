"""Who is signed in: the session cookie holds an account's id and its epoch, nothing else of it."""

from dataclasses import dataclass, field

from flask import Flask, session
from flask_login import LoginManager, UserMixin, login_user, logout_user

from governance.accounts import queries
from governance.accounts.service import Admission
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
    """Set Flask-Login up; its context processor is left out, or each page would load the user."""
    manager = LoginManager()
    # The epoch protects the session, and phones change their address between shifts.
    manager.session_protection = None
    manager.init_app(app, add_context_processor=False)
    manager.user_loader(_load)


def begin(admission: Admission) -> None:
    """Begin a new session for whoever was let in; nothing of the one before is kept.

    So that nobody can hand a person a session, or the form's token of one, and share it afterwards.
    """
    session.clear()
    session.permanent = True
    login_user(SignedIn(admission.account_id, admission.epoch))


def end() -> None:
    """End this browser's session."""
    logout_user()
    session.clear()


def _load(session_id: str) -> SignedIn | None:
    account_id, _, epoch = session_id.partition(":")
    if not (account_id.isdecimal() and epoch.isdecimal()):
        return None
    actor = queries.actor_of(int(account_id), epoch=int(epoch), now=clock.now())
    return None if actor is None else SignedIn(int(account_id), int(epoch), actor)
