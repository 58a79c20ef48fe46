"""Reminders to vote: at set times, to who has not, with nothing kept that tells who that is."""

from datetime import timedelta

import pytest
from sqlalchemy import inspect, select, text

from governance.ballots import service
from governance.ballots.teller_models import BallotReminder
from governance.cli.worker import send_mail
from governance.infrastructure.database import db
from governance.members.models import RegisterEntry
from governance.notifications.models import Mail
from governance.privacy import queries as privacy
from tests.factories.ballots import SECRETARY, make_ballot, make_voters, vote
from tests.factories.mail import mails
from tests.factories.rules import set_rules
from tests.factories.tellers import settle
from tests.machinery.clock import NOON

pytestmark = pytest.mark.both_databases
TOLD_APART = ("party_id", "address", "id", "template", "event_key")


@pytest.fixture
def post(app, smtp, monkeypatch):
    monkeypatch.setitem(app.config, "SMTP_URL", smtp.url)
    return smtp


@pytest.fixture
def voters():
    found = make_voters(8)
    for each in found:
        each.email = f"voter{each.party_id}@example.org"
    db.session.flush()
    return found


def hours_before(ballot, hours):
    return ballot.closes_at - timedelta(hours=hours)


def remind(ballot, clock, hours=24):
    """Let the worker remind at that moment and send what is due."""
    clock.set(hours_before(ballot, hours))
    done = service.remind_due(hours_before(ballot, hours))
    settle()
    while send_mail(lambda: True):
        db.session.expire_all()
    db.session.expire_all()
    return done


def reminded(post):
    subjects = [(message["To"], message["Subject"]) for message in post.messages]
    return {to for to, subject in subjects if subject.startswith("Closes ")}


def test_only_who_has_not_voted_is_sent_a_reminder(post, clock, voters):
    ballot = make_ballot(secrecy="secret_simple")
    for voter in voters[:5]:
        vote(ballot, voter, "for")

    assert remind(ballot, clock) == 1

    emails = {voter.email: voter for voter in voters}
    assert {to for to in reminded(post) if to in emails} == {each.email for each in voters[5:]}


def test_all_rows_of_a_reminder_are_alike_whoever_has_voted(post, clock, voters):
    ballot = make_ballot(secrecy="secret_simple")
    for voter in voters[:5]:
        vote(ballot, voter, "for")
    settle()
    while send_mail(lambda: True):
        db.session.expire_all()
    post.refuse(1, code=550)

    remind(ballot, clock)

    columns = [column for column in inspect(Mail).columns if column.name not in TOLD_APART]
    rows = db.session.execute(select(*columns).where(Mail.template == "ballot_reminder")).all()
    assert len(rows) == ballot.roll_size
    assert len({str(tuple(row)) for row in rows}) == 1
    assert len(reminded(post)) == ballot.roll_size - 6, "the refused one is not tried again"


def test_a_server_that_cannot_be_reached_is_the_same_for_all(app, monkeypatch, clock, voters):
    monkeypatch.setitem(app.config, "SMTP_URL", "smtp://127.0.0.1:1")
    ballot = make_ballot(secrecy="secret_simple")
    for voter in voters[:5]:
        vote(ballot, voter, "for")
    db.session.execute(Mail.__table__.update().values(state="sent"))

    service.remind_due(hours_before(ballot, 24))
    settle()
    clock.set(hours_before(ballot, 24))
    for _ in voters:
        send_mail(lambda: True)
    db.session.expire_all()

    states = {(mail.state, mail.last_error) for mail in mails("ballot_reminder") if mail.attempts}
    assert states == {("queued", "The mail server could not be reached.")}


def test_nothing_that_is_kept_names_who_was_reminded(post, clock, voters):
    ballot = make_ballot(secrecy="secret_simple")
    vote(ballot, voters[0], "for")
    remind(ballot, clock)

    of_one = str(list(privacy.held_on(voters[1].party_id)))
    of_who_voted = str(list(privacy.held_on(voters[0].party_id)))

    assert "ballot_reminder" in of_one
    assert "ballot_reminder" in of_who_voted
    assert set(BallotReminder.__table__.columns.keys()) == {"ballot_id", "hours", "sent_at"}


def test_who_asked_for_a_paper_is_reminded_of_the_paper(post, clock, voters):
    ballot = make_ballot(secrecy="secret_simple")
    service.ask_for_paper(ballot.id, voter_id=voters[0].party_id, actor=SECRETARY, now=NOON)
    settle()

    remind(ballot, clock)

    (message,) = [
        each for each in post.to(voters[0].email) if each["Subject"].startswith("Closes ")
    ]
    assert "You asked for a paper" in message.get_body(("plain",)).get_content()


def test_reminders_go_out_at_their_hours_once(clock, voters):
    ballot = make_ballot(secrecy="secret_simple")

    sent = [
        service.remind_due(hours_before(ballot, hours)) for hours in (73, 72, 71, 25, 24, 24, 1)
    ]

    assert sent == [0, 1, 0, 0, 1, 0, 0]


def test_of_two_that_are_late_one_is_sent(clock, voters):
    ballot = make_ballot(secrecy="secret_simple")

    assert service.remind_due(hours_before(ballot, 2)) == 1
    assert service.remind_due(hours_before(ballot, 1)) == 0
    assert len(db.session.scalars(select(BallotReminder)).all()) == 2


def test_a_society_may_have_no_reminders(voters):
    set_rules(ballots__first_reminder_hours=0, ballots__last_reminder_hours=0)
    ballot = make_ballot(secrecy="secret_simple")

    assert service.remind_due(hours_before(ballot, 1)) == 0


def test_a_short_ballot_does_not_remind_at_its_opening(voters):
    ballot = make_ballot(secrecy="secret_simple", days=1)

    assert service.remind_due(hours_before(ballot, 24)) == 0


def test_two_workers_remind_once(together, voters):
    ballot = make_ballot(secrecy="secret_simple")
    moment, size = hours_before(ballot, 24), ballot.roll_size

    results = together(lambda: service.remind_due(moment), lambda: service.remind_due(moment))

    assert sorted(results) == [0, 1]
    assert len(mails("ballot_reminder")) == size
    assert db.session.scalar(text("SELECT count(*) FROM ballot_reminder")) == 2
    assert db.session.get(RegisterEntry, voters[0].party_id) is not None
