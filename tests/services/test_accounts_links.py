"""Links by mail: invitations and resets are signed, expire, and work once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from governance.accounts import queries, service, tokens
from governance.accounts.models import Account, AccountToken
from governance.accounts.throttling import Paused
from governance.accounts.tokens import LinkRefused
from governance.infrastructure.actor import WORKER
from governance.infrastructure.database import db
from tests.factories.accounts import PASSWORD, actor, make_account
from tests.factories.members import make_member, make_society
from tests.machinery.clock import NOON

GOOD = "seven herons over the weir"
HERE = "203.0.113.7"


def invited(name: str = "Ada Lovelace") -> AccountToken:
    make_society()
    return service.invite(make_member(name).party_id, actor=WORKER, now=NOON)


def with_reset(now: datetime = NOON) -> tuple[Account, AccountToken]:
    make_society()
    account = make_account(make_member(email="ada@example.org").party_id)
    service.ask_for_reset("ada@example.org", network=HERE, now=now)
    return account, newest_token()


def newest_token() -> AccountToken:
    newest = select(AccountToken).order_by(AccountToken.id.desc()).limit(1)
    return db.session.scalars(newest).one()


def tokens_issued() -> int:
    return len(db.session.scalars(select(AccountToken)).all())


def test_an_invitation_lets_its_person_choose_a_password_once() -> None:
    text = tokens.sign(invited().id)

    admission = service.accept_invitation(text, GOOD, now=NOON)

    account = db.session.get_one(Account, admission.account_id, populate_existing=True)
    assert admission.epoch == account.epoch
    assert service.sign_in(account.email, GOOD, network=HERE, now=NOON) is not None
    with pytest.raises(LinkRefused, match="used already"):
        service.accept_invitation(text, GOOD, now=NOON)


def test_a_link_used_twice_at_once_works_for_one(together: Callable[..., list[Any]]) -> None:
    text = tokens.sign(invited().id)

    results = together(*[lambda: service.accept_invitation(text, GOOD, now=NOON)] * 2)

    assert sum(isinstance(result, service.Admission) for result in results) == 1
    assert sum(isinstance(result, LinkRefused) for result in results) == 1


@pytest.mark.parametrize(
    ("purpose", "lasts"), [("invitation", timedelta(days=14)), ("reset", timedelta(hours=1))]
)
def test_a_link_works_until_it_expires_and_not_a_second_longer(
    purpose: tokens.Purpose, lasts: timedelta
) -> None:
    account = make_account(make_member().party_id)
    text = tokens.sign(tokens.issue(account.id, purpose, now=NOON).id)

    def opened(now: datetime) -> tokens.Opened:
        return tokens.opened(text, purpose, connection=db.session.connection(), now=now)

    assert opened(NOON + lasts - timedelta(seconds=1)).credentials.account_id == account.id
    with pytest.raises(LinkRefused, match="too old"):
        opened(NOON + lasts)


def test_a_newer_invitation_takes_the_place_of_an_older_one() -> None:
    old = invited()
    party_id = db.session.get_one(Account, old.account_id).party_id
    new = service.invite(party_id, actor=WORKER, now=NOON + timedelta(days=1))

    with pytest.raises(LinkRefused, match="a newer one"):
        service.accept_invitation(tokens.sign(old.id), GOOD, now=NOON + timedelta(days=1))
    later = NOON + timedelta(days=1)
    assert service.accept_invitation(tokens.sign(new.id), GOOD, now=later)


def test_a_forged_link_opens_nothing() -> None:
    ada, bob = invited(), invited("Bob Ross")
    number, _, signature = tokens.sign(ada.id).partition(".")

    for forged in (
        f"{bob.id}.{signature}",
        f"{number}.{signature[:-1]}",
        f"{number}.{'A' * len(signature)}",
        f"0{number}.{signature}",
        number,
        f"{number}.",
        "",
        "9" * 40 + ".A",
        "٣.A",
        f"-1.{signature}",
        "../../etc",
    ):
        with pytest.raises(LinkRefused, match="not complete"):
            service.accept_invitation(forged, GOOD, now=NOON)


def test_an_invitation_is_not_a_reset() -> None:
    text = tokens.sign(invited().id)

    with pytest.raises(LinkRefused, match="not complete"):
        service.reset_password(text, GOOD, now=NOON)


def test_a_link_survives_what_mail_programs_do_to_it() -> None:
    text = tokens.sign(invited().id)
    half = len(text) // 2
    mangled = f" {text[:half]}\r\n {text[half:]}>."

    assert service.accept_invitation(mangled, GOOD, now=NOON)


def test_a_link_fits_on_a_line_of_a_mail() -> None:
    assert len(tokens.sign(invited().id)) < 36


def test_a_link_from_before_a_restored_backup_opens_nobody_elses_account() -> None:
    token = invited()
    text = tokens.sign(token.id)
    token.account_id = make_account(make_member("Bob Ross").party_id).id
    db.session.flush()

    with pytest.raises(LinkRefused, match="not complete"):
        service.accept_invitation(text, GOOD, now=NOON)


def test_a_guessable_password_leaves_the_link_as_it_was() -> None:
    text = tokens.sign(invited().id)

    with pytest.raises(service.PasswordRefused, match="what others know"):
        service.accept_invitation(text, "adalovelace1", now=NOON)
    assert service.accept_invitation(text, GOOD, now=NOON)


def test_a_reset_signs_everything_else_out_and_forgets_the_wrong_tries() -> None:
    account, token = with_reset()
    for _ in range(5):
        service.sign_in("ada@example.org", "wrong", network=HERE, now=NOON)

    admission = service.reset_password(tokens.sign(token.id), GOOD, now=NOON)

    assert queries.actor_of(account.id, epoch=1, now=NOON) is None
    assert queries.actor_of(account.id, epoch=admission.epoch, now=NOON) is not None
    assert service.sign_in("ada@example.org", GOOD, network=HERE, now=NOON) is not None


def test_nothing_is_sent_for_an_address_without_an_account() -> None:
    service.ask_for_reset("nobody@example.org", network=HERE, now=NOON)

    assert tokens_issued() == 0


def test_whoever_never_came_in_is_sent_a_new_invitation() -> None:
    old = invited()
    email = db.session.get_one(Account, old.account_id).email
    service.ask_for_reset(email, network=HERE, now=NOON + timedelta(days=30))

    assert newest_token().purpose == "invitation"
    assert newest_token().id != old.id


def test_one_address_is_sent_few_links_whoever_asks() -> None:
    with_reset()
    for minute in range(10):
        service.ask_for_reset(
            "ada@example.org", network=f"198.51.100.{minute}", now=NOON + timedelta(minutes=1)
        )

    assert tokens_issued() == 3


def test_one_network_may_not_ask_for_many_addresses() -> None:
    for number in range(40):
        service.ask_for_reset(f"somebody-{number}@example.org", network=HERE, now=NOON)

    with pytest.raises(Paused):
        service.ask_for_reset("ada@example.org", network=HERE, now=NOON)


def test_a_password_is_changed_only_with_the_old_one() -> None:
    account, _token = with_reset()

    def change(old: str) -> service.Admission | None:
        return service.change_password(
            account.id, old=old, new=GOOD, network=HERE, actor=actor(account.party_id), now=NOON
        )

    assert change("wrong") is None
    changed = change(PASSWORD)
    assert changed is not None
    assert changed.epoch == 2
    assert service.sign_in("ada@example.org", PASSWORD, network=HERE, now=NOON) is None
    assert service.sign_in("ada@example.org", GOOD, network=HERE, now=NOON) is not None


def test_a_changed_password_ends_the_resets_that_were_asked_for() -> None:
    account, token = with_reset()
    service.change_password(
        account.id, old=PASSWORD, new=GOOD, network=HERE, actor=actor(account.party_id), now=NOON
    )

    with pytest.raises(LinkRefused):
        service.reset_password(tokens.sign(token.id), "another heron sits alone", now=NOON)
