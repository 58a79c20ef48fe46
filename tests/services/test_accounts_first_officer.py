"""`flask accounts invite`: an empty installation gets its society and its first officer."""

import re

import pytest
from click.testing import Result
from flask import Flask

from governance.accounts import queries, service
from governance.cli.start import accounts_commands
from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.members import queries as members
from tests.factories.members import make_member, make_society
from tests.machinery.clock import NOON

ADA = ("invite", "ada@example.org", "Ada Lovelace")
GOOD = "seven herons over the weir"


def run(app: Flask, *arguments: str) -> Result:
    db.session.commit()
    return app.test_cli_runner().invoke(accounts_commands, arguments)


def test_the_first_officer_is_invited_into_an_empty_installation(app: Flask) -> None:
    roles = ("--role", "secretary", "--role", "administrator")
    ran = run(app, *ADA, *roles, "--society", "Tame Valley Care")

    assert ran.exit_code == 0, ran.output
    link = re.search(r"http://localhost/invitation/(\S+)", ran.output)
    assert link is not None
    admission = service.accept_invitation(link[1], GOOD, now=NOON)
    assert queries.roles_of(admission.party_id) == [Role.SECRETARY, Role.ADMINISTRATOR]
    society = members.society()
    assert society is not None
    assert society.legal_name == "Tame Valley Care"
    assert members.member_count(NOON.date()) == 0


def test_somebody_in_the_register_is_not_entered_twice(app: Flask) -> None:
    make_society()
    ada = make_member("Ada Lovelace", email="Ada@example.org").party_id

    ran = run(app, *ADA, "--role", "secretary")

    assert ran.exit_code == 0, ran.output
    assert queries.parties_with(Role.SECRETARY) == [ada]


def test_one_of_the_staff_is_entered_with_the_reference_of_the_staff_file(app: Flask) -> None:
    make_society()
    run(app, *ADA, "--role", "secretary", "--employee-ref", "E0001")

    entry = members.entry(queries.parties_with(Role.SECRETARY)[0])

    assert entry is not None
    assert entry.employee_ref == "E0001"
    assert entry.employed_from == NOON.date()


def test_running_it_again_makes_a_new_link_and_no_second_role(app: Flask) -> None:
    make_society()
    first, second = (run(app, *ADA, "--role", "secretary") for _ in range(2))

    assert first.exit_code == second.exit_code == 0
    assert first.output != second.output
    assert len(queries.holdings(now=NOON)) == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (ADA, "There is no society yet"),
        ((*ADA, "--role", "member"), "'member' is not one of"),
        ((*ADA, "--society", "Tame Valley Care"), "neither a member nor employed"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_kept(
    app: Flask, arguments: tuple[str, ...], sentence: str
) -> None:
    ran = run(app, *arguments)

    assert ran.exit_code != 0
    assert sentence in ran.output
    assert members.society() is None
