"""Requests to inspect the register: their working days, their answers, and what the record has."""

import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from governance.infrastructure import clock as clocks
from governance.infrastructure.actor import WORKER
from governance.infrastructure.database import db
from governance.members import inspections, service
from governance.members.inspection_models import InspectionAnswer, InspectionRequest
from governance.members.inspection_seals import Inspections
from governance.record.models import Link
from governance.record.verify import Fact
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON

TODAY = clocks.day_of(NOON)
WORDS = {"name": "Ivy Inquirer", "purpose": "To write to the members", "onward": ""}


def ask(received_on: date = TODAY, **more: Any) -> InspectionRequest:
    return service.receive_request(
        WORDS, received_on=received_on, **{"today": TODAY} | more, actor=WORKER, now=NOON
    )


def show(asked: InspectionRequest, answered_on: date = TODAY) -> None:
    service.comply(
        asked,
        rendering="open",
        on=TODAY,
        known_seq=1,
        answered_on=answered_on,
        actor=WORKER,
        now=NOON,
    )


def to_court(asked: InspectionRequest) -> None:
    service.refer_to_court(asked, reason="Not proper", answered_on=TODAY, actor=WORKER, now=NOON)


def faults() -> list[str]:
    db.session.expire_all()
    facts = (
        Fact(link.seq, link.kind, link.recorded_at, link.by, json.loads(link.payload))
        for link in db.session.scalars(select(Link).order_by(Link.seq))
        if link.kind in Inspections.kinds
    )
    return [str(fault) for fault in Inspections().check(facts)]


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2025, 3, 3), date(2025, 3, 10)),  # Monday to Monday
        (date(2025, 4, 16), date(2025, 4, 25)),  # Good Friday and Easter Monday between
        (date(2025, 12, 24), date(2026, 1, 5)),  # Christmas, Boxing Day and New Year's Day
        (date(2024, 2, 24), date(2024, 3, 1)),  # from a Saturday, over 29 February
    ],
)
def test_an_answer_is_due_after_five_working_days(received: date, due: date) -> None:
    assert ask(received, today=date(2026, 2, 1)).due_on == due


def test_an_answer_is_due_sooner_where_the_rules_say_so() -> None:
    set_rules(records__inspection_working_days=2, from_day=TODAY)

    asked = ask(date(2026, 11, 13))  # a Friday

    assert asked.due_on == date(2026, 11, 17)


def test_the_secretary_adds_and_takes_off_bank_holidays() -> None:
    service.set_bank_holiday(date(2025, 3, 5), title="A royal wedding")
    service.take_off_bank_holiday(date(2025, 4, 18))

    assert ask(date(2025, 3, 3)).due_on == date(2025, 3, 11)
    assert ask(date(2025, 4, 16)).due_on == date(2025, 4, 24)
    assert [gone.day for gone in inspections.taken_off()] == [date(2025, 4, 18)]


def test_a_request_cannot_come_tomorrow() -> None:
    with pytest.raises(service.NotReceivedYet):
        ask(date.fromordinal(TODAY.toordinal() + 1))


def test_who_asked_is_not_on_the_record() -> None:
    ask()

    assert all("Ivy" not in link.payload for link in db.session.scalars(select(Link)))
    assert faults() == []


def test_a_request_is_answered_once() -> None:
    asked = ask()
    show(asked)

    with pytest.raises(service.AnsweredAlready):
        show(asked)
    with pytest.raises(service.AnsweredAlready):
        to_court(asked)
    assert asked.state == "complied"
    assert inspections.waiting() == []


def test_the_court_may_be_asked_first_and_once() -> None:
    asked = ask()
    to_court(asked)
    with pytest.raises(service.AtTheCourt):
        to_court(asked)

    show(asked)

    assert [answer.state for answer in asked.answers] == ["court", "complied"]
    assert faults() == []


def test_an_answer_is_neither_to_come_nor_older_than_that_the_court_was_asked() -> None:
    asked = ask(date(2026, 11, 10))
    with pytest.raises(service.NotReceivedYet, match="still to come"):
        show(asked, date(2026, 11, 17))
    to_court(asked)

    with pytest.raises(service.NotReceivedYet, match="The court was asked on 16 November 2026"):
        show(asked, date(2026, 11, 15))


def test_an_answer_is_not_older_than_the_request() -> None:
    with pytest.raises(service.NotReceivedYet):
        show(ask(), date(2020, 1, 1))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE inspection_request SET due_on = '2030-01-01'",
        "UPDATE inspection_answer SET state = 'refused'",
        "DELETE FROM inspection_request",
        "DELETE FROM inspection_answer",
        "INSERT INTO inspection_answer (request_id, state, answered_on, digest, recorded_seq)"
        " SELECT request_id, 'court', answered_on, digest, recorded_seq FROM inspection_answer",
    ],
)
def test_the_database_keeps_what_was_asked_and_answered(statement: str) -> None:
    show(ask())

    with pytest.raises(IntegrityError):
        db.session.execute(text(statement))


def test_words_may_be_erased_and_the_record_still_verifies() -> None:
    show(ask())

    for table in (InspectionRequest, InspectionAnswer):
        db.session.execute(update(table).values(words=None, salt=None))

    assert faults() == []


def test_overdue_counts_in_working_days() -> None:
    asked = ask(date(2025, 3, 3))  # due on Monday 10 March

    assert inspections.working_days_left(asked, date(2025, 3, 7)) == 1
    assert inspections.working_days_left(asked, date(2025, 3, 12)) == -2
