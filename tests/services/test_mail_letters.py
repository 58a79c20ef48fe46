"""What mails say, and which facts they follow from."""

import re
from collections.abc import Sequence
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from governance.accounts import service as accounts
from governance.accounts.models import AccountToken
from governance.ballots import service as ballots
from governance.ballots.service import ask_for_paper
from governance.infrastructure import clock as clocks
from governance.infrastructure.actor import WORKER, Actor, Role
from governance.infrastructure.database import db
from governance.members import service as register
from governance.notifications.anchors import queue_the_days_anchor
from governance.notifications.letters import FACTS, Letter, letter_for
from governance.notifications.models import Mail
from governance.record import queries as record
from tests.factories.accounts import make_account, make_role
from tests.factories.ballots import (
    SECRETARY,
    asking,
    declare,
    make_ballot,
    make_paper,
    make_voters,
    vote,
    vote_all,
)
from tests.factories.members import make_member, make_society
from tests.factories.motions import make_motion
from tests.machinery.clock import NOON, Clock

CONFIDENTIAL = re.compile(r"\b(for|against|abstain\w*)\b", re.IGNORECASE)


def mails(template: str) -> Sequence[Mail]:
    return db.session.scalars(select(Mail).where(Mail.template == template).order_by(Mail.id)).all()


def letter(template: str) -> Letter:
    """Write the first mail of that kind."""
    return letter_for(mails(template)[0], now=NOON)


def test_every_template_says_the_same_in_both_ways(app: Flask) -> None:
    names = set(app.jinja_env.list_templates(filter_func=lambda name: name.startswith("emails/")))
    for template in FACTS:
        assert {f"emails/{template}.txt", f"emails/{template}.html"} <= names


def test_an_invitation_has_a_link_that_opens_and_is_stored_nowhere() -> None:
    make_society()
    ada = make_member("Ada Lovelace", email="ada@example.org")

    accounts.invite(ada.party_id, actor=SECRETARY, now=NOON)

    written = letter("invitation")
    (link,) = re.findall(r"http://localhost/invitation/\S+", written.text)
    assert link in written.html
    assert written.address == "ada@example.org"
    assert "Hello Ada Lovelace," in written.text
    token = db.session.scalars(select(AccountToken)).one()
    assert mails("invitation")[0].context == {"token_id": token.id}


def test_a_forgotten_password_is_answered_by_a_link() -> None:
    make_society()
    ada = make_member("Ada Lovelace", email="ada@example.org")
    make_account(ada.party_id)

    accounts.ask_for_reset("ada@example.org", network="192.0.2.1", now=NOON)

    assert "http://localhost/new-password/" in letter("reset").text


def test_a_new_role_is_told_in_words() -> None:
    make_society()
    ada = make_member("Ada Lovelace")

    accounts.give_role(ada.party_id, Role.SCRUTINEER, reason="AGM", actor=WORKER, now=NOON)

    assert letter("role_given").subject == "You have a new role: Scrutineer"


def test_a_suspension_is_told_with_its_days_and_whose_decision_but_not_why() -> None:
    make_society()
    ada = make_member("Ada Lovelace").party_id
    today = clocks.day_of(NOON)

    register.suspend(
        ada,
        reason="Shouted the chair down.",
        decided_by="Board 3 March 2026, minute 4",
        first_day=today,
        last_day=today + timedelta(days=23),
        actor=WORKER,
        now=NOON,
    )

    (mail,) = mails("membership_suspended")
    told = letter("membership_suspended")
    assert mail.party_id == ada
    assert told.subject == "Your membership is suspended"
    for words in (told.text, told.html):
        assert "from 16 November 2026 until 9 December 2026" in words
        assert "Board 3 March 2026, minute 4" in words
        assert "you cannot vote" in words
        assert "http://localhost/membership" in words
        assert "Shouted" not in words
    assert "Shouted" not in str(mail.context)


def test_a_suspension_reads_the_same_after_it_was_ended_and_its_end_is_told() -> None:
    make_society()
    ada = make_member("Ada Lovelace").party_id
    days = {"first_day": clocks.day_of(NOON), "last_day": None}
    register.suspend(ada, reason="Why", decided_by="The board", **days, actor=WORKER, now=NOON)

    register.restore(ada, actor=WORKER, now=NOON + timedelta(days=3))

    assert "from 16 November 2026 until it is restored" in letter("membership_suspended").text
    assert letter("membership_restored").subject == "Your membership is in good standing again"
    assert "ended on 19 November 2026" in letter("membership_restored").text
    assert {mail.party_id for mail in mails("membership_restored")} == {ada}


def test_a_suspension_that_was_lifted_before_it_began_is_not_called_ended() -> None:
    make_society()
    ada = make_member("Ada Lovelace").party_id
    days = {"first_day": clocks.day_of(NOON) + timedelta(days=7), "last_day": None}
    register.suspend(ada, reason="Why", decided_by="The board", **days, actor=WORKER, now=NOON)

    assert letter("membership_suspended").subject == "Your membership is to be suspended"
    register.restore(ada, actor=WORKER, now=NOON)

    told = letter("membership_restored").text
    assert "will not be suspended" in told
    assert "ended on" not in told


def test_a_seconded_motion_is_told_to_mover_and_secretary() -> None:
    make_society()
    secretary = make_member("Sue Secretary")
    make_role(secretary.party_id, Role.SECRETARY)

    motion = make_motion(title="Open a respite house", state="seconded")

    assert {mail.party_id for mail in mails("motion_seconded")} == {
        motion.mover_id,
        secretary.party_id,
    }
    assert "Open a respite house" in letter("motion_seconded").subject


def test_notice_of_a_ballot_goes_to_everyone_on_the_roll_with_its_proofs() -> None:
    make_voters(3)

    ballot = make_ballot(question="Shall we?", resolution_kind="special")

    written = letter("ballot_opened")
    assert len(mails("ballot_opened")) == ballot.roll_size
    assert written.subject == "Vote by Monday 23 November at midday: Shall we?"
    assert ballot.definition_hash in written.text
    assert str(record.head()) in written.html
    assert f"http://localhost/ballots/{ballot.id}" in written.text
    assert "Special resolution" in written.text


def test_notice_is_given_once_though_two_workers_open() -> None:
    make_voters(3)
    ballot = make_ballot()

    ballots.open_due(NOON)

    assert len(mails("ballot_opened")) == ballot.roll_size


def test_the_receipt_of_an_open_vote_says_the_vote_and_when(clock: Clock) -> None:
    ada = make_voters(6)[0]
    ballot = make_ballot()

    vote(ballot, ada, "against", now=NOON)

    written = letter("receipt_open")
    assert written.address == ada.email
    assert "You voted: Against" in written.text
    assert "Received: Monday 16 November at midday" in written.text


def test_the_receipt_of_a_secret_vote_says_only_that_it_was_received(clock: Clock) -> None:
    ada = make_voters(6)[0]
    ballot = make_ballot(secrecy="secret_simple", question="Shall we open the house?")

    receipt = vote(ballot, ada, "against")

    written = letter("receipt_secret")
    for words in (
        written.subject,
        written.text,
        re.sub(r"(?s)<style>.*?</style>", "", written.html),
    ):
        assert receipt.tracker not in words
        assert not CONFIDENTIAL.search(words.replace("for or against", ""))
        assert not re.search(r"\bmidday\b|\b12[:.]00\b|\d(am|pm)\b", words)
    assert mails("receipt_secret")[0].context == {"ballot_id": ballot.id}


def test_whoever_votes_on_paper_is_told_so_even_if_they_did_not_ask(clock: Clock) -> None:
    ada, bo = make_voters(6)[:2]
    ballot = make_ballot(secrecy="secret_simple", question="Shall we open the house?")

    ask_for_paper(ballot.id, voter_id=ada.party_id, actor=Actor(party_id=bo.party_id), now=NOON)

    (mail,) = mails("paper_asked_for")
    written = letter("paper_asked_for")
    assert mail.party_id == ada.party_id
    assert "you cannot vote online any more" in written.text
    assert "If you did not ask for a paper, tell the secretary and a scrutineer" in written.text


def test_voting_twice_brings_one_receipt() -> None:
    ada = make_voters(6)[0]
    ballot = make_ballot()
    vote(ballot, ada, "for", nonce="n" * 43)

    with pytest.raises(ballots.AlreadyVoted):
        vote(ballot, ada, "against", nonce="m" * 43)

    assert len(mails("receipt_open")) == 1


def test_a_result_is_told_in_words_to_everyone_on_the_roll() -> None:
    voters = make_voters(6)
    ballot = make_ballot(question="Shall we?", if_carried="We open it in June.")
    vote_all(ballot, voters, "ffffab")

    body = declare(ballot)

    written = letter("ballot_declared")
    assert len(mails("ballot_declared")) == ballot.roll_size
    assert written.subject == "Carried: Shall we?"
    assert "4 for, 1 against, 1 abstained" in written.text, body["arithmetic"]
    assert "We open it in June." in written.text
    assert f"http://localhost/ballots/{ballot.id}/result" in written.text


def test_the_result_of_a_paper_is_told_question_by_question() -> None:
    voters = make_voters(6)
    chosen = asking("choose_one", "Tea", "Coffee", seats=1, text="What shall we drink?")
    ballot = make_paper(asking("scottish_stv", "Ada", "Bo", "Cy", seats=2), chosen)
    for voter in voters:
        vote(ballot, voter, "1 2;2")

    declare(ballot)

    written = letter("ballot_declared")
    assert written.subject == "Declared: Election of the board 2026"
    assert "1. Who shall be on the board?" in written.text
    assert "Chosen: Ada, Bo." in written.text
    assert "Chosen: Coffee." in written.text


def test_a_ballot_called_off_is_told_with_its_reason() -> None:
    make_voters(3)
    ballot = make_ballot()

    ballots.call_off(ballot, reason="The wrong question", actor=SECRETARY, now=NOON)

    assert len(mails("ballot_called_off")) == ballot.roll_size
    assert "The wrong question" in letter("ballot_called_off").text


def test_a_ballot_called_off_before_its_notice_is_told_to_nobody() -> None:
    make_voters(3)
    later = NOON.replace(day=20)
    ballot = make_ballot(state="planned", opens_at=later, closes_at=later.replace(day=27))

    ballots.call_off(ballot, reason="The wrong question", actor=SECRETARY, now=NOON)

    assert mails("ballot_called_off") == []


def test_the_auditors_are_sent_the_head_once_a_day(clock: Clock) -> None:
    make_society()
    make_role(make_member("Otto Auditor", email="otto@example.org").party_id, Role.AUDITOR)
    for _ in range(2):
        queue_the_days_anchor(clock.now)
    queue_the_days_anchor(clock.advance(days=1))

    assert len(mails("anchor")) == 2
    assert str(record.head()) in letter("anchor").text


def test_what_is_typed_cannot_bring_markup_into_a_mail() -> None:
    make_voters(3)

    make_ballot(question="Shall we <script>?")

    assert "<script>" not in letter("ballot_opened").html
    assert "Shall we <script>?" in letter("ballot_opened").text


def test_a_question_over_two_lines_is_one_subject() -> None:
    make_voters(3)

    make_ballot(question="Shall we\r\nBcc: all@example.org")

    assert "\n" not in letter("ballot_opened").subject
    assert letter("ballot_opened").as_message()["Bcc"] is None


def test_a_password_that_was_changed_is_told() -> None:
    make_society()
    ada = make_member("Ada Lovelace", email="ada@example.org")
    account = make_account(ada.party_id, password="walrus ledger at teatime")
    db.session.commit()

    accounts.change_password(
        account.id,
        old="walrus ledger at teatime",
        new="another ledger before supper",
        network="192.0.2.1",
        actor=Actor(party_id=ada.party_id, account_id=account.id),
        now=NOON,
    )

    assert "Monday 16 November at midday" in letter("password_changed").text
