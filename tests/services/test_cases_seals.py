"""Tampering with cases in the database itself is found, or refused by its triggers."""

import json

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from governance.cases import service
from governance.cases.models import Case
from governance.cases.seals import SEALS
from governance.infrastructure.database import db, is_postgresql
from governance.reckoning.nominations import Relationship
from governance.record.models import Link
from governance.record.verify import Fact
from tests.factories.cases import (
    MINUTE,
    SECRETARY,
    apply,
    give_notice,
    join,
    make_applicant,
    make_statement,
)
from tests.factories.ledger import issue, make_book, make_share_class
from tests.factories.members import make_member
from tests.machinery.clock import NOON

TABLES = ("case_of_party", "case_step", "withdrawal_switch", "withdrawal_run", "nomination")


def faults():
    """Return what every seal of cases finds, given the links it wants."""
    links = db.session.scalars(select(Link).order_by(Link.seq)).all()
    facts = [
        Fact(link.seq, link.kind, link.recorded_at, link.by, json.loads(link.payload))
        for link in links
    ]
    found = []
    for seal in SEALS:
        found += [str(each) for each in seal.check(f for f in facts if f.kind in seal.kinds)]
    return found


def tamper(statement):
    """Change a row as somebody would who has the database: its triggers out of the way."""
    for table in TABLES:
        for operation in ("update", "delete"):
            suffix = f" ON {table}" if is_postgresql() else ""
            db.session.execute(text(f"DROP TRIGGER {table}_{operation}_refused{suffix}"))
    db.session.execute(text(statement))
    db.session.expire_all()


@pytest.fixture
def way():
    """Take a case of each kind some way, run and suspend withdrawals, nominate."""
    ada, ben = make_applicant(), make_member("Ben Boole")
    book = make_book()
    w_shares = make_share_class(book, "W", withdrawable=True)
    issue(w_shares, 50, to=ben.party_id)
    ids = {"joined": join(ada, w_shares, 5).id, "applied": apply(make_applicant("Cy Dale")).id}
    ids["leaving"] = give_notice(ben, reason="Moves away.").id
    asked = service.ask_withdrawal(ben.party_id, w_shares, 10, actor=SECRETARY, now=NOON)
    run = {"most_pence": 5_00, "statement": make_statement(), "minute": MINUTE}
    service.run_withdrawals(book, **run, actor=SECRETARY, now=NOON)
    service.suspend_withdrawals(book, minute=MINUTE, reason="Roof.", actor=SECRETARY, now=NOON)
    named = [
        service.nominate(
            ben.party_id, name, relationship=Relationship.FRIEND, share_percent=10,
            actor=SECRETARY, now=NOON,
        )
        for name in ("Dee East", "Fay Gold")
    ]  # fmt: skip
    service.revoke(named[1], actor=SECRETARY, now=NOON)
    return ids | {"asked": asked.id, "stands": named[0].id, "revoked": named[1].id}


def test_cases_as_they_were_made_have_no_fault(way) -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE case_of_party SET state = 'refused' WHERE id = {applied}", "case {applied} is"),
        ("UPDATE case_of_party SET effect_on = '2027-01-01' WHERE id = {leaving}", "{leaving} is"),
        ("UPDATE case_of_party SET units_done = 10 WHERE id = {asked}", "case {asked} is not"),
        ("UPDATE case_of_party SET pence_paid = 500 WHERE id = {asked}", "case {asked} is not"),
        ("UPDATE case_of_party SET book_key = 'jv' WHERE id = {joined}", "case {joined} is not"),
        ("UPDATE case_of_party SET opened_seq = 1 WHERE id = {asked}", "case {asked} is not"),
        (
            "UPDATE case_of_party SET opened_on = '2020-01-01' WHERE id = {asked}",
            "case {asked} is not",
        ),
        ("UPDATE case_step SET taken_on = '2020-01-01' WHERE n = 2", "step of a case"),
        ("UPDATE withdrawal_switch SET switched_on = '2020-01-01'", "withdrawal run or suspension"),
        ("UPDATE case_step SET step = 'refused' WHERE n = 2", "step of a case"),
        ("UPDATE case_step SET taken_by = 99 WHERE n = 2", "step of a case"),
        ("DELETE FROM case_step WHERE case_id = {applied}", "that it covers is not there"),
        ('UPDATE case_step SET words = \'{{"minute": "x"}}\' WHERE n = 2', "step of a case"),
        ("UPDATE withdrawal_switch SET is_suspended = (1 = 0)", "withdrawal run or suspension"),
        ("UPDATE withdrawal_run SET surplus_pence = 99999999", "withdrawal run or suspension"),
        ("UPDATE withdrawal_run SET words = NULL", "withdrawal run or suspension"),
        ("UPDATE nomination SET revoked_seq = NULL WHERE id = {revoked}", "not there"),
        (
            "UPDATE nomination SET party_id = (SELECT max(id) FROM party) WHERE id = {stands}",
            "nomination ('made', {stands})",
        ),
        ("DELETE FROM nomination WHERE id = {stands}", "that it covers is not there"),
    ],
)
def test_a_changed_row_is_found(way, statement, sentence) -> None:
    tamper(statement.format(**way))

    assert any(sentence.format(**way) in fault for fault in faults()), faults()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE case_of_party SET state = 'refused' WHERE id = {applied}",
        "UPDATE case_of_party SET kind = 'leave', steps = steps + 1 WHERE id = {applied}",
        "UPDATE case_of_party SET state = 'paid', steps = steps + 1 WHERE id = {joined}",
        "DELETE FROM case_of_party WHERE id = {applied}",
        "UPDATE case_step SET state = 'refused' WHERE case_id = {applied}",
        "UPDATE case_step SET words = '{{}}' WHERE case_id = {leaving}",
        "DELETE FROM case_step WHERE case_id = {applied}",
        "UPDATE withdrawal_switch SET is_suspended = (1 = 0)",
        "DELETE FROM withdrawal_run",
        "UPDATE withdrawal_run SET pence = 1",
        "UPDATE nomination SET revoked_seq = NULL, revoked_on = NULL WHERE id = {revoked}",
        "DELETE FROM nomination WHERE id = {stands}",
    ],
)
def test_the_database_refuses_what_goes_round_the_steps(way, statement) -> None:
    with pytest.raises(DBAPIError, match="refuses this"):
        db.session.execute(text(statement.format(**way)))


def test_words_can_be_erased_and_everything_else_still_agrees(way) -> None:
    for table in TABLES[1:]:
        db.session.execute(text(f"UPDATE {table} SET words = NULL, salt = NULL"))
    db.session.expire_all()

    assert faults() == []
    assert db.session.get_one(Case, way["leaving"]).state == "noticed"
