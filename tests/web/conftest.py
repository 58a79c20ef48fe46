"""Every test in here keeps books: it has the application and its databases without asking."""

from collections.abc import Callable

import pytest
from flask import Flask

from governance.infrastructure.actor import Role
from governance.members.models import RegisterEntry
from tests.factories.accounts import make_role, signed_in
from tests.factories.members import make_member, make_person, make_society
from tests.factories.motions import make_society as make_motion_society
from tests.machinery.client import StrictClient


@pytest.fixture(autouse=True)
def keeps_books(app: Flask) -> Flask:
    """Open the books for the test."""
    return app


@pytest.fixture
def sue(new_client: Callable[[], StrictClient]) -> StrictClient:
    """The secretary's browser."""
    return _browser_of("Sue Secretary", Role.SECRETARY, new_client)


@pytest.fixture
def fay(new_client: Callable[[], StrictClient]) -> StrictClient:
    """The finance officer's browser."""
    return _browser_of("Fay Finance", Role.FINANCE, new_client)


@pytest.fixture
def browser(new_client: Callable[[], StrictClient]) -> Callable[..., StrictClient]:
    """Return a way to sign somebody in, in a browser of their own."""
    make_motion_society(seconders_needed=2)

    def sign_in(entry: RegisterEntry | None = None, *roles: Role) -> StrictClient:
        party_id = (entry or make_member("Ben Cole")).party_id
        make_role(party_id, *roles)
        return signed_in(new_client(), party_id)

    return sign_in


def _browser_of(name: str, role: Role, new_client: Callable[[], StrictClient]) -> StrictClient:
    make_society()
    entry = make_person(name)
    make_role(entry.party_id, role)
    return signed_in(new_client(), entry.party_id)
