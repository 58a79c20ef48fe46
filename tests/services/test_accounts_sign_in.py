"""Signing in: who is let in, who is not, and how often one may try."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import event, func, select

from governance.accounts import passwords, queries, service, throttling
from governance.accounts.models import Account, SignInFailure
from governance.accounts.throttling import Paused
from governance.infrastructure.actor import WORKER, Role
from governance.infrastructure.database import db
from governance.members import service as members
from tests.factories.accounts import PASSWORD, actor, make_account, make_role
from tests.factories.members import LONG_AGO, make_member, make_person, make_society
from tests.machinery.clock import NOON

HERE = "203.0.113.7"


def enter(email: str, password: str, *, now: datetime = NOON, network: str = HERE) -> Any:
    return service.sign_in(email, password, network=network, now=now)


def make_ada(**details: Any) -> Account:
    make_society()
    ada = make_member("Ada Lovelace", email="ada@example.org", **details)
    return make_account(ada.party_id)


def failures() -> int:
    return db.session.scalar(select(func.count()).select_from(SignInFailure)) or 0


def wrong(times: int, *, now: datetime = NOON, email: str = "ada@example.org") -> None:
    for _ in range(times):
        assert enter(email, "wrong", now=now) is None


def test_the_right_password_lets_its_person_in() -> None:
    account = make_ada()

    admission = enter(" Ada@Example.org", PASSWORD)

    assert admission == service.Admission(account.id, account.party_id, account.epoch)
    db.session.refresh(account)
    assert account.last_signed_in_at == NOON


@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org", "new@example.org", ""])
def test_wrong_unknown_and_not_yet_accepted_answer_alike(email: str) -> None:
    make_ada()
    make_account(make_member(email="new@example.org").party_id, password=None)

    assert enter(email, "walrus ledger at lunch") is None
    assert failures() == 2


def test_a_closed_account_answers_as_an_unknown_one() -> None:
    make_ada().closed_at = NOON
    db.session.flush()

    assert enter("ada@example.org", PASSWORD) is None


def test_a_hash_of_old_settings_is_renewed_at_sign_in() -> None:
    account = make_ada()
    of_before = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1)
    account.password_hash = of_before.hash(PASSWORD)
    db.session.flush()

    assert enter("ada@example.org", PASSWORD) is not None

    db.session.refresh(account)
    assert not passwords.is_outdated(account.password_hash or "")
    assert enter("ada@example.org", PASSWORD) is not None


def test_the_sixth_try_after_five_wrong_ones_waits_even_with_the_right_password() -> None:
    make_ada()
    wrong(5)

    with pytest.raises(Paused) as refused:
        enter("ada@example.org", PASSWORD, now=NOON + timedelta(seconds=59))

    assert "Try again at 12.01pm" in refused.value.next_step
    assert enter("ada@example.org", PASSWORD, now=NOON + timedelta(seconds=60)) is not None


def test_an_unknown_address_is_paused_like_a_known_one() -> None:
    make_ada()
    wrong(5, email="nobody@example.org")

    with pytest.raises(Paused):
        enter("nobody@example.org", "wrong")
    assert enter("ada@example.org", PASSWORD) is not None


def test_the_pause_grows_to_a_quarter_of_an_hour_and_is_over_the_next_day() -> None:
    counted = throttling.by_address("ada@example.org").pace

    waits = [counted.paused_until(times, NOON) for times in (4, 5, 6, 7, 8, 9, 10_000)]

    minutes = [(until - NOON) // timedelta(minutes=1) if until else None for until in waits]
    assert minutes == [None, 1, 2, 4, 8, 15, 15]
    make_ada()
    wrong(5)
    wrong(4, now=NOON + timedelta(days=1, seconds=1))


def test_the_right_password_clears_what_was_counted_for_its_account() -> None:
    make_ada()
    wrong(4)
    enter("ada@example.org", PASSWORD)

    wrong(4)

    assert enter("ada@example.org", PASSWORD) is not None


def test_one_network_may_not_try_many_addresses() -> None:
    make_ada()
    for number in range(40):
        enter(f"somebody-{number}@example.org", "wrong")

    with pytest.raises(Paused):
        enter("ada@example.org", PASSWORD)
    assert enter("ada@example.org", PASSWORD, network="198.51.100.1") is not None


def test_a_household_with_many_ipv6_addresses_is_one_network() -> None:
    assert throttling.by_network("2001:db8:1:2::1") == throttling.by_network("2001:db8:1:2:ffff::9")
    assert throttling.by_network("2001:db8:1:3::1") != throttling.by_network("2001:db8:1:2::1")
    assert throttling.by_network("::ffff:203.0.113.7") == throttling.by_network("203.0.113.7")
    assert throttling.by_network("not an address").subject == "network unknown"


def test_of_ten_wrong_passwords_at_once_no_more_than_the_pause_allows_are_looked_at(
    together: Callable[..., list[Any]],
) -> None:
    make_ada()
    wrong(3)

    results = together(*[lambda: enter("ada@example.org", "wrong") for _ in range(10)])

    assert results.count(None) == 2
    assert sum(isinstance(result, Paused) for result in results) == 8


def test_what_was_counted_is_forgotten_after_a_day() -> None:
    make_ada()
    wrong(1)

    wrong(1, now=NOON + timedelta(days=1, seconds=1))

    assert failures() == 2


def test_the_member_who_left_yesterday_is_told_so() -> None:
    account = make_ada()
    leave(account.party_id, NOON.date())

    with pytest.raises(service.BelongsNoLonger, match="no longer a member"):
        enter("ada@example.org", PASSWORD)
    assert enter("ada@example.org", "wrong") is None


def test_the_session_of_the_member_who_left_ends() -> None:
    account = make_ada()
    leave(account.party_id, NOON.date())

    assert queries.actor_of(account.id, epoch=1, now=NOON) is None
    assert queries.actor_of(account.id, epoch=1, now=NOON - timedelta(days=1)) is not None


def test_a_leaver_who_holds_a_role_stays_but_not_as_a_member() -> None:
    account = make_ada()
    leave(account.party_id, NOON.date())
    make_role(account.party_id, Role.BOARD)

    found = queries.actor_of(account.id, epoch=1, now=NOON)

    assert found is not None
    assert found.roles == {Role.BOARD}
    assert enter("ada@example.org", PASSWORD) is not None


def test_whoever_is_employed_but_not_a_member_signs_in_without_that_role() -> None:
    person = make_person(email="grace@example.org", started=LONG_AGO)
    account = make_account(person.party_id)

    found = queries.actor_of(account.id, epoch=1, now=NOON)

    assert found is not None
    assert found.roles == frozenset()


def test_whoever_starts_next_week_may_come_in_this_week() -> None:
    person = make_person(email="grace@example.org", started=date(2026, 11, 23))
    make_account(person.party_id)

    assert enter("grace@example.org", PASSWORD) is not None


def test_several_roles_are_read_in_one_statement() -> None:
    account = make_ada()
    make_role(account.party_id, Role.SECRETARY, Role.SCRUTINEER)

    statements: list[str] = []

    @event.listens_for(db.engine, "before_cursor_execute")
    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    found = queries.actor_of(account.id, epoch=1, now=NOON)
    event.remove(db.engine, "before_cursor_execute", note)

    assert len(statements) == 1
    assert found is not None
    assert found.roles == {Role.MEMBER, Role.SECRETARY, Role.SCRUTINEER}
    assert found.name == "Ada Lovelace"


def test_signing_out_everywhere_ends_every_session() -> None:
    account = make_ada()
    assert queries.actor_of(account.id, epoch=1, now=NOON) is not None

    service.sign_out_everywhere(account.id, actor=actor(account.party_id), now=NOON)

    assert queries.actor_of(account.id, epoch=1, now=NOON) is None
    assert queries.actor_of(account.id, epoch=2, now=NOON) is not None


def leave(party_id: int, first_day_away: date) -> None:
    for kind in ("membership", "employment"):
        members.put(
            party_id,
            kind,
            valid_from=first_day_away,
            valid_to=None,
            data=None,
            actor=WORKER,
            now=NOON - timedelta(days=3),
        )
