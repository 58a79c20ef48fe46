"""Rows outside the chain that links cover: changed in the database directly, they are found."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from governance.accounts import service as accounts
from governance.infrastructure.actor import WORKER, Role
from governance.infrastructure.database import db, is_postgresql
from tests.factories.ballots import declare, make_ballot, make_voters, vote_all
from tests.factories.record import change_rows
from tests.machinery.clock import NOON

# What somebody who owns the database might do, having taken the table's triggers away.
TAMPERINGS = {
    "someone is made a member from another day": (
        "spell",
        "UPDATE spell SET valid_from = '2019-01-01' WHERE id ="
        " (SELECT min(id) FROM spell WHERE kind = 'membership')",
    ),
    "someone's words in the register are changed": (
        "spell",
        "UPDATE spell SET salt = '00000000000000000000000000000000' WHERE id ="
        " (SELECT min(id) FROM spell)",
    ),
    "someone's membership is taken away": (
        "spell",
        "DELETE FROM spell WHERE id = (SELECT min(id) FROM spell WHERE kind = 'membership')",
    ),
    "a role is given to another person": (
        "role_grant",
        "UPDATE role_grant SET party_id = (SELECT max(id) FROM party)",
    ),
    "a role is made a greater one": ("role_grant", "UPDATE role_grant SET role = 'administrator'"),
    "a role is taken away without a trace": ("role_grant", "DELETE FROM role_grant"),
    "a motion's words are changed": ("motion", "UPDATE motion SET text = 'Nothing is done.'"),
    "a ballot asks something else": ("ballot", "UPDATE ballot SET question = 'Shall we not?'"),
    "a ballot's definition is changed": (
        "ballot",
        "UPDATE ballot SET definition = replace(definition, 'ordinary', 'special')",
    ),
    "someone is put on the roll": (
        "roll_entry",
        "INSERT INTO roll_entry (ballot_id, party_id, service)"
        " SELECT min(b.id), max(p.id), '' FROM ballot b, party p",
    ),
    "someone is struck off the roll": (
        "roll_entry",
        "DELETE FROM roll_entry WHERE party_id = (SELECT min(party_id) FROM roll_entry)",
    ),
    "a ballot is put back a step": ("ballot", "UPDATE ballot SET state = 'called_off'"),
    "a ballot was closed at another time": (
        "ballot",
        "UPDATE ballot SET closed_at = '2026-11-30 12:00:00.000000'",
    ),
    "a ballot nobody set is put in": (
        "ballot",
        "INSERT INTO ballot (question, secrecy, record_date, opens_at, closes_at, state,"
        " definition, definition_hash, roll_hash, roll_size, known_hash, called_off_reason)"
        " SELECT question, secrecy, record_date, opens_at, closes_at, 'closed', definition,"
        " definition_hash, roll_hash, roll_size, known_hash, '' FROM ballot",
    ),
    "someone is marked who stayed away": (
        "roll_entry",
        "UPDATE roll_entry SET mark = 'f', channel = 'online' WHERE mark IS NULL",
    ),
    "someone's mark is taken away": (
        "roll_entry",
        "UPDATE roll_entry SET mark = NULL WHERE party_id ="
        " (SELECT max(party_id) FROM roll_entry WHERE mark IS NOT NULL)",
    ),
    "a resolution is given another number": ("declaration", "UPDATE declaration SET number = 7"),
    "a result was declared at another time": (
        "declaration",
        "UPDATE declaration SET declared_at = '2026-11-30 12:00:00.000000'",
    ),
    "an open vote was cast at another time": (
        "open_paper",
        "UPDATE open_paper SET cast_at = '2026-11-17 12:00:00.000000'",
    ),
    "an open vote is turned": (
        "open_paper",
        "UPDATE open_paper SET choice = 'against' WHERE choice = 'for'",
    ),
    "an open vote is thrown away": (
        "open_paper",
        "DELETE FROM open_paper WHERE party_id = (SELECT min(party_id) FROM open_paper)",
    ),
    "a result is turned": ("declaration", "UPDATE declaration SET outcome = 'lost'"),
    "a result's figures are changed": (
        "declaration",
        "UPDATE declaration SET body = replace(CAST(body AS text), '4', '5')",
    ),
}


@pytest.fixture
def decided() -> None:
    """A society with a role given, and a motion carried by an open ballot."""
    voters = make_voters(7)
    accounts.give_role(voters[0].party_id, Role.SCRUTINEER, reason="AGM", actor=WORKER, now=NOON)
    ballot = make_ballot()
    vote_all(ballot, voters, "ffffab.")
    declare(ballot)
    # Somebody who came later, whom the roll does not have.
    make_voters(1)


def verify(app: Flask) -> tuple[int, str]:
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["record", "verify"])
    return result.exit_code, result.output


def test_what_nobody_touched_is_as_recorded(app: Flask, decided: None) -> None:
    status, output = verify(app)

    assert status == 0, output
    assert output.count("as recorded.") == len(app.extensions["folkmoot_seals"])


@pytest.mark.parametrize("what", TAMPERINGS)
def test_a_row_changed_behind_our_back_is_found(app: Flask, decided: None, what: str) -> None:
    table, statement = TAMPERINGS[what]
    drop_triggers(table)
    if is_postgresql() and "CAST(body AS text)" in statement:
        statement = statement.replace("replace(CAST(body AS text), '4', '5')", CAST_BACK)

    change_rows([statement])

    status, output = verify(app)
    assert status == 1, output
    assert "The record does NOT hold." in output


CAST_BACK = "CAST(replace(CAST(body AS text), '4', '5') AS json)"


def drop_triggers(table: str) -> None:
    """Take away the triggers that refuse changes to a table."""
    if is_postgresql():
        db.session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        return
    found: Any = db.session.execute(
        text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"),
        {"table": table},
    )
    for (name,) in found.all():
        db.session.execute(text(f"DROP TRIGGER {name}"))


def test_the_record_of_the_demonstration_holds(demonstration: Flask) -> None:
    status, output = verify(demonstration)

    assert status == 0, output
