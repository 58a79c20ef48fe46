"""Mails: queued with the fact, handed to a real SMTP server, never twice for one event."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from governance.cli.worker import send_mail
from governance.infrastructure.database import db
from governance.notifications import delivery
from governance.notifications.models import Mail
from governance.notifications.service import NotWaiting, queue, queue_for_all, send_again
from governance.web.transactions import unit_of_work
from tests.factories.ballots import make_ballot, make_voters
from tests.factories.mail import make_mail, the_mail
from tests.machinery.clock import NOON, Clock
from tests.machinery.smtp import SmtpServer

Together = Callable[..., list[Any]]


@pytest.fixture
def post(app: Flask, smtp: SmtpServer, monkeypatch: pytest.MonkeyPatch) -> SmtpServer:
    """The server that the application is set to hand its mails to."""
    monkeypatch.setitem(app.config, "SMTP_URL", smtp.url)
    monkeypatch.setitem(app.config, "MAIL_FROM", "Tame Valley Care <post@tame-valley.example>")
    return smtp


def a_round() -> int:
    """Let the worker send what is due, as another process would see it."""
    db.session.commit()
    done = send_mail(lambda: True)
    db.session.expire_all()
    return done


def test_a_mail_is_queued_once_for_one_event_and_address(now: datetime) -> None:
    for _ in range(2):
        make_mail("ballot opened 1", address="ada@example.org")

    assert db.session.scalars(select(Mail.event_key)).all() == ["ballot opened 1"]


def test_one_event_is_told_to_each_address(now: datetime) -> None:
    make_mail("ballot opened 1", address="ada@example.org")
    make_mail("ballot opened 1", address="grace@example.org")

    assert len(db.session.scalars(select(Mail.id)).all()) == 2


def test_a_mail_goes_out_in_words_and_with_its_look(post: SmtpServer) -> None:
    make_mail(address="ada@example.org")

    a_round()

    (message,) = post.to("ada@example.org")
    assert message["From"] == "Tame Valley Care <post@tame-valley.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime == NOON
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert the_mail().state == "sent"


def test_a_mail_that_was_sent_is_not_sent_again(post: SmtpServer) -> None:
    make_mail()

    a_round()
    a_round()

    assert len(post.messages) == 1


def test_many_mails_go_over_one_connection_in_the_order_of_the_queue(post: SmtpServer) -> None:
    for number in range(12):
        make_mail(f"event {number}", address=f"person-{number}@example.org")

    assert a_round() == 12

    to = [message["To"] for message in post.messages]
    assert to == [f"person-{number}@example.org" for number in range(12)]


def test_a_mail_refused_for_now_waits_a_minute(post: SmtpServer, clock: Clock) -> None:
    post.refuse(1, code=451)
    make_mail()

    a_round()
    clock.advance(seconds=59)
    a_round()
    assert post.messages == []
    assert "451" in the_mail().last_error

    clock.advance(seconds=1)
    a_round()
    assert len(post.messages) == 1


def test_the_pauses_grow_until_it_is_given_up(post: SmtpServer, clock: Clock) -> None:
    post.refuse(99, code=421)
    make_mail()
    pauses = []
    for _ in delivery.PAUSES:
        a_round()
        pauses.append(the_mail().next_attempt_at - clock.now)
        clock.set(the_mail().next_attempt_at)

    a_round()

    assert pauses == list(delivery.PAUSES)
    assert pauses == sorted(pauses)
    assert the_mail().state == "failed"


def test_a_mail_tried_again_has_the_same_number(post: SmtpServer, clock: Clock) -> None:
    make_mail()
    claimed = delivery.claim(now=clock.now)
    assert claimed is not None
    assert claimed.letter is not None
    delivery.settle(claimed, delivery.Outcome("queued"), now=clock.now)
    clock.advance(minutes=1)

    a_round()

    assert post.messages[0]["Message-ID"] == claimed.letter.message_id


def test_a_mail_refused_for_good_is_not_tried_again(post: SmtpServer, clock: Clock) -> None:
    post.refuse(1, code=550)
    make_mail()

    a_round()
    clock.advance(days=3)
    a_round()

    assert the_mail().state == "failed"
    assert "550" in the_mail().last_error
    assert post.messages == []


def test_one_refusal_does_not_keep_the_next_mail(post: SmtpServer) -> None:
    post.refuse(1, code=550)
    make_mail("first", address="first@example.org")
    make_mail("second", address="second@example.org")

    a_round()

    assert [message["To"] for message in post.messages] == ["second@example.org"]


def test_a_server_that_cannot_be_reached_is_tried_again(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with SmtpServer() as gone:
        url = gone.url
    monkeypatch.setitem(app.config, "SMTP_URL", url)
    make_mail("first")
    make_mail("second")

    assert a_round() == 0, "the worker should rest"

    states = db.session.scalars(select(Mail.attempts).order_by(Mail.id)).all()
    assert states == [1, 0], "one mail finds it out for all"
    assert the_mail("first").state == "queued"
    assert "could not be reached" in the_mail("first").last_error


def test_a_mail_whose_worker_died_is_unconfirmed_and_not_sent_again(
    post: SmtpServer, clock: Clock
) -> None:
    make_mail()
    delivery.claim(now=clock.now)
    clock.advance(minutes=11)

    a_round()
    clock.advance(days=2)
    a_round()

    assert post.messages == []
    assert the_mail().state == "unconfirmed"


def test_a_mail_is_left_to_its_worker_while_the_lease_lasts(post: SmtpServer, clock: Clock) -> None:
    make_mail()
    delivery.claim(now=clock.now)
    clock.advance(minutes=9)

    a_round()

    assert the_mail().state == "sending"


def test_a_worker_that_was_too_slow_changes_nothing(clock: Clock) -> None:
    make_mail()
    claimed = delivery.claim(now=clock.now)
    assert claimed is not None
    delivery.give_up_on_the_dead(now=clock.advance(minutes=11))

    delivery.settle(claimed, delivery.Outcome("queued"), now=clock.now)

    assert the_mail().state == "unconfirmed"


@pytest.mark.parametrize("state", ["failed", "unconfirmed"])
def test_a_person_may_send_it_again(post: SmtpServer, state: str, now: datetime) -> None:
    make_mail(state=state, attempts=8)

    send_again(the_mail(), now=now)
    a_round()

    assert len(post.messages) == 1
    assert the_mail().state == "sent"


@pytest.mark.parametrize("state", ["queued", "sending", "sent"])
def test_what_is_on_its_way_is_not_sent_again(state: str, now: datetime) -> None:
    make_mail(state=state)

    with pytest.raises(NotWaiting):
        send_again(the_mail(), now=now)


def test_two_workers_send_each_mail_once(post: SmtpServer, together: Together) -> None:
    for number in range(20):
        make_mail(f"event {number}", address=f"person-{number}@example.org")

    results = together(*[lambda: send_mail(lambda: True)] * 2, one_transaction=False)

    assert sum(results) == 20, results
    assert len({message["To"] for message in post.messages}) == len(post.messages) == 20


def test_two_facts_at_once_queue_one_mail(together: Together, now: datetime) -> None:
    def tell() -> None:
        make_mail("ballot opened 1", address="ada@example.org")

    assert together(tell, tell) == [None, None]
    assert db.session.scalars(select(Mail.event_key)).all() == ["ballot opened 1"]


def test_an_address_cannot_add_a_header(post: SmtpServer) -> None:
    make_mail(address="ada@example.org\r\nBcc: everyone@example.org")

    a_round()

    assert post.messages == []
    assert the_mail().state == "failed"


def test_a_mail_without_words_does_not_stop_the_others(post: SmtpServer) -> None:
    make_mail("first", template="never_written")
    make_mail("second", template="ballot_opened", context={"ballot_id": 99})
    make_mail("third", address="ada@example.org")

    a_round()

    assert [the_mail(key).state for key in ("first", "second", "third")] == [
        "failed",
        "failed",
        "sent",
    ]


def test_a_receipt_overtakes_a_notice_to_everyone(post: SmtpServer, now: datetime) -> None:
    make_voters(3)
    make_ballot()
    make_mail("reset 1", address="ada@example.org", now=now + timedelta(minutes=1))

    a_round()

    order = [message["To"] for message in post.messages if "Vote by" in message["Subject"]]
    assert len(order) >= 3
    assert post.messages.index(post.to("ada@example.org")[0]) < len(post.messages) - len(order)


def test_a_secret_receipt_keeps_no_time_of_day(post: SmtpServer, clock: Clock) -> None:
    ballot = make_ballot_with_voters()
    clock.advance(minutes=73)
    make_mail("vote 1 1", template="receipt_secret", context={"ballot_id": ballot}, now=clock.now)

    a_round()

    mail = the_mail("vote 1 1")
    midnight = clock.now.replace(hour=0, minute=0)
    assert (mail.state, mail.created_at, mail.sent_at) == ("sent", midnight, midnight)
    assert mail.next_attempt_at == midnight
    assert mail.lease_until is None


def test_without_a_server_a_mail_can_only_be_read(clock: Clock) -> None:
    make_mail()

    a_round()

    assert the_mail().state == "sent"
    assert the_mail().last_error == delivery.ONLY_ON_THE_PAGE


def test_a_mail_is_queued_only_if_its_fact_stands(now: datetime) -> None:
    def tell_and_fail() -> None:
        with unit_of_work():
            make_mail()
            raise LookupError

    with pytest.raises(LookupError):
        tell_and_fail()

    assert db.session.scalars(select(Mail.id)).all() == []


def test_nobody_without_an_address_is_queued(now: datetime) -> None:
    queue("event", party_id=None, address="", template="anchor", context={}, now=now)

    assert db.session.scalars(select(Mail.id)).all() == []


def test_a_query_queues_for_everyone_it_finds(now: datetime) -> None:
    voters = make_voters(5)
    entry = type(voters[0])
    chosen = select(entry.party_id, entry.email).where(entry.email != voters[0].email)

    for _ in range(2):
        queue_for_all("event", recipients=chosen, template="anchor", context={"a": 1}, now=now)

    mails = db.session.scalars(select(Mail).where(Mail.event_key == "event")).all()
    assert {mail.party_id for mail in mails} == {voter.party_id for voter in voters[1:]}
    assert len(mails) == 4
    assert mails[0].context == {"a": 1}


def make_ballot_with_voters() -> int:
    make_voters(6)
    return make_ballot(secrecy="secret_simple").id
