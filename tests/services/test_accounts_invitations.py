"""Inviting one person, and all members who have no account yet."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from governance.accounts import queries, service, tokens
from governance.accounts.models import Account, AccountToken
from governance.accounts.service import InvitationRefused
from governance.accounts.tokens import LinkRefused
from governance.infrastructure.actor import WORKER
from governance.infrastructure.database import db
from governance.infrastructure.jobs import Job
from governance.members import service as members
from governance.notifications.letters import letter_for
from governance.notifications.models import Mail
from tests.factories.accounts import make_account
from tests.factories.members import LONG_AGO, make_member, make_person, make_society
from tests.machinery.clock import NOON

GOOD = "seven herons over the weir"
TODAY = date(2026, 11, 16)


def invite(party_id: int) -> AccountToken:
    return service.invite(party_id, actor=WORKER, now=NOON)


def invite_all() -> Job:
    job = service.invite_members(actor=WORKER, now=NOON)
    for _ in service.invite_waiting(job, NOON):
        db.session.flush()
    job.state = "done"
    db.session.flush()
    return job


def figures() -> tuple[int, ...]:
    found = queries.invitations(on=TODAY)
    return (
        found.members,
        found.joined,
        found.invited,
        found.waiting,
        found.without_address,
        found.sharing_address,
    )


def move_to(party_id: int, email: str) -> None:
    contact = {"first_name": "Ada", "surname": "Lovelace", "known_as": "", "email": email}
    members.put(
        party_id,
        "contact",
        key="",
        valid_from=LONG_AGO,
        valid_to=None,
        data=contact | {"address": [], "postcode": ""},
        actor=WORKER,
        now=NOON,
    )


def test_an_invited_person_has_an_account_without_a_password() -> None:
    ada = make_member(email="Ada@Example.org")

    token = invite(ada.party_id)

    account = queries.account_of(ada.party_id)
    assert account is not None
    assert (account.id, account.email) == (token.account_id, "ada@example.org")
    assert account.password_hash is None


def test_two_who_invite_one_person_at_once_make_one_account(
    together: Callable[..., list[Any]],
) -> None:
    ada = make_member().party_id

    results = together(lambda: invite(ada).id, lambda: invite(ada).id)

    assert len(set(results)) == 2
    assert len(db.session.scalars(select(Account)).all()) == 1
    live = select(AccountToken).where(AccountToken.expires_at > NOON)
    assert len(db.session.scalars(live).all()) == 1


def test_who_cannot_be_invited_is_refused_with_the_reason() -> None:
    make_account(make_member("In Already", email="in@example.org").party_id)
    in_already = db.session.scalars(select(Account)).one().party_id
    no_address = make_member("No Address", email="").party_id
    shares = make_member("Shares It", email="IN@example.org").party_id

    for party_id, sentence in (
        (in_already, "has an account already"),
        (no_address, "no e-mail address"),
        (shares, "Another person's account"),
        (404, "no e-mail address"),
    ):
        with pytest.raises(InvitationRefused, match=sentence):
            invite(party_id)


def test_a_person_who_left_is_not_invited() -> None:
    ada = make_person(email="ada@example.org", started=date(2020, 1, 6)).party_id
    members.put(
        ada,
        "employment",
        valid_from=TODAY,
        valid_to=None,
        data=None,
        actor=WORKER,
        now=NOON,
    )

    with pytest.raises(InvitationRefused, match="neither a member nor employed"):
        invite(ada)
    db.session.rollback()


def test_all_members_without_an_account_are_invited_once() -> None:
    make_society()
    make_account(make_member("In Already").party_id)
    invite(make_member("Invited Before").party_id)
    for name in ("One More", "Two More", "Three More"):
        make_member(name)
    make_member("No Address", email="")
    make_member("Pair A", email="both@example.org")
    make_member("Pair B", email="both@example.org")
    make_person("Not A. Member")
    assert figures() == (8, 1, 1, 4, 1, 1)

    job = invite_all()

    assert (job.done, job.total) == (4, 4)
    assert figures() == (8, 1, 5, 0, 1, 1)
    assert invite_all().done == 0


def test_the_members_are_not_invited_twice_at_once(together: Callable[..., list[Any]]) -> None:
    make_member()

    results = together(*[lambda: service.invite_members(actor=WORKER, now=NOON).id] * 2)

    assert sum(isinstance(result, InvitationRefused) for result in results) == 1


def test_a_round_is_taken_back_but_for_those_who_came_in() -> None:
    make_society()
    ada, bob = make_member().party_id, make_member("Bob Ross").party_id
    invite_all()
    texts = {
        account.party_id: tokens.sign(token.id)
        for account, token in db.session.execute(
            select(Account, AccountToken).join(AccountToken, AccountToken.account_id == Account.id)
        )
    }
    service.accept_invitation(texts[ada], GOOD, now=NOON)

    assert service.take_back_round(NOON, now=NOON + timedelta(hours=1)) == 1

    with pytest.raises(LinkRefused):
        service.accept_invitation(texts[bob], GOOD, now=NOON + timedelta(hours=1))
    assert figures() == (2, 1, 0, 1, 0, 0)
    assert queries.account_of(bob) is None


def test_what_was_taken_back_can_be_sent_again() -> None:
    make_society()
    ada = make_member().party_id
    invite(ada)
    service.take_back(ada, now=NOON)
    with pytest.raises(InvitationRefused, match="no invitation to take back"):
        service.take_back(ada, now=NOON)

    text = tokens.sign(invite(ada).id)

    assert service.accept_invitation(text, GOOD, now=NOON)


def test_taking_back_a_moment_too_late_leaves_the_account() -> None:
    make_society()
    ada = make_member().party_id
    service.accept_invitation(tokens.sign(invite(ada).id), GOOD, now=NOON)

    with pytest.raises(InvitationRefused):
        service.take_back(ada, now=NOON)
    assert queries.account_of(ada) is not None


def test_the_account_follows_the_registers_new_address() -> None:
    make_society()
    ada = make_member(email="old@example.org").party_id
    text = tokens.sign(invite(ada).id)

    move_to(ada, "New@example.org")

    account = queries.account_of(ada)
    assert account is not None
    db.session.refresh(account)
    assert account.email == "new@example.org"
    with pytest.raises(LinkRefused):
        service.accept_invitation(text, GOOD, now=NOON)


def test_the_old_address_is_told_that_the_account_left_it() -> None:
    ada = make_member("Ada Lovelace", email="ada@example.org").party_id
    make_account(ada)

    move_to(ada, "eve@example.org")

    told = db.session.scalars(select(Mail).where(Mail.template == "address_followed")).one()
    assert told.address == "ada@example.org"
    assert "another e-mail address" in letter_for(told, now=NOON).text


@pytest.mark.parametrize("address", ["", "bob@example.org"])
def test_an_address_that_is_empty_or_anothers_is_not_followed(address: str) -> None:
    ada = make_member(email="ada@example.org").party_id
    make_account(make_member("Bob Ross", email="bob@example.org").party_id)
    account = make_account(ada)

    move_to(ada, address)

    db.session.refresh(account)
    assert account.email == "ada@example.org"
