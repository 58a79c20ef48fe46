"""What is told of a result, as a table: how many papers, which secrecy, which form."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from governance.ballots import documents, exports, queries
from governance.ballots import papers as given_out
from governance.ballots.models import Ballot, Declaration
from governance.ballots.presentation import (
    channels_in_words,
    decided_on,
    files_of,
    of_paper,
    sections_of,
)
from governance.ballots.presentation.results import question_shown
from governance.ballots.telling import as_told, told
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.infrastructure.pdf import Letterhead
from tests.factories.ballots import asking, make_voters
from tests.factories.results import make_result
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON
from tests.machinery.printed import pages_of

FEWEST = 10
SCRUTINEER = Actor(party_id=None, name="Scrutineer", roles=frozenset({Role.SCRUTINEER}))
# Words and keys that only stand where figures are told.
FIGURES = ("Quota", "Blank", "Spoilt", "Stage1", "closest", '"quota"', '"spoilt"', "A tie")


@pytest.fixture(autouse=True)
def asked(app: Flask) -> Iterator[None]:
    """Tell in answer to a request, for a page has addresses in it."""
    with app.test_request_context():
        yield


def page(ballot: Ballot, _declaration: Declaration) -> str:
    return str(sections_of(of_paper(ballot.id)))


def table(ballot: Ballot, declaration: Declaration) -> str:
    return exports.result(ballot, declaration, "csv").get_data(as_text=True)


def as_json(ballot: Ballot, declaration: Declaration) -> str:
    return exports.result(ballot, declaration, "json").get_data(as_text=True)


def sheet(ballot: Ballot, declaration: Declaration) -> str:
    printing = documents.Printing(Letterhead("Harbour Community Care"), NOON, 2)
    return "".join(pages_of(documents.result_sheet(ballot, declaration, printing)))


def line(ballot: Ballot, declaration: Declaration) -> str:
    return str(decided_on(ballot, declaration))


FORMS: dict[str, Callable[[Ballot, Declaration], str]] = {
    "page": page,
    "CSV": table,
    "JSON": as_json,
    "PDF": sheet,
}


def declared(number: int, secrecy: str) -> tuple[Ballot, Declaration]:
    make_voters(6)
    papers = {"1 2": number - 2, "2 1": 1, "": 1}
    asked = asking("scottish_stv", "Ada", "Bo", "Cy", seats=1)
    ballot = make_result(asked, papers=papers, secrecy=secrecy)
    declaration = queries.declaration(ballot.id)
    assert declaration is not None
    return ballot, declaration


@pytest.mark.parametrize(("on_paper", "said"), [(3, ""), (10, "on paper: 10")])
def test_the_page_says_no_more_of_the_ways_than_the_files(on_paper: int, said: str) -> None:
    ballot, declaration = declared(40, "secret_simple")
    ways = {"online": 40 - on_paper, "paper": on_paper, "assisted": 0, "paper_counted": on_paper}
    declaration.body = {**declaration.body, "channels": ways}
    with db.session.no_autoflush:
        found = channels_in_words(ballot, declaration)
    db.session.expire(declaration)

    assert said in found
    assert bool(found) is bool(said)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("number", "secrecy", "is_whole"),
    [
        (FEWEST - 1, "secret_simple", False),
        (FEWEST, "secret_simple", True),
        (FEWEST - 1, "open", True),
    ],
)
def test_every_form_tells_the_same(number: int, secrecy: str, form: str, *, is_whole: bool) -> None:
    said = FORMS[form](*declared(number, secrecy))

    assert "Ada" in said
    found = [words for words in FIGURES if words in said]
    assert bool(found) is is_whole, found


@pytest.mark.parametrize("number", [FEWEST - 1, FEWEST])
def test_a_letter_and_a_list_tell_no_figure_of_any(number: int) -> None:
    said = line(*declared(number, "secret_simple"))

    assert "Chosen: Ada." in said
    assert not [words for words in FIGURES if words in said]


@pytest.mark.parametrize(
    ("number", "secrecy", "are_given"),
    [(FEWEST - 1, "secret_simple", False), (FEWEST, "secret_simple", True)],
)
def test_papers_of_a_few_are_given_to_nobody(number: int, secrecy: str, *, are_given: bool) -> None:
    ballot, declaration = declared(number, secrecy)
    kinds = [each["kind"] for each in files_of(ballot, declaration, SCRUTINEER)]

    assert ("BLT" in kinds) is are_given
    if not are_given:
        with pytest.raises(NotFound, match="not given out"):
            given_out.question_of(ballot, declaration, 1)


def test_the_rules_of_the_opening_day_say_how_few() -> None:
    make_voters(6)
    set_rules(ballots__fewest_told=20)

    ballot, declaration = declared(FEWEST + 5, "secret_simple")

    assert told(ballot, declaration).fewest == 20


def test_who_is_elected_stands_in_the_order_of_the_paper_when_little_is_told() -> None:
    elected_last_first = {
        "number": 1,
        "text": "Who?",
        "method": {"name": "scottish_stv", "title": "Scottish STV", "source": "SSI"},
        "seats": 2,
        "options": [{"number": n, "title": t, "struck": ""} for n, t in ((1, "Ada"), (2, "Bo"))],
        "elected": [2, 1],
        "lots": {},
        "count": {},
        "blank": 0,
        "spoilt": 0,
    }
    body = {"figures": {"papers": 3}, "questions": [elected_last_first]}

    found = as_told(body, secrecy="secret_simple", fewest=FEWEST)

    assert found.questions[0]["elected"] == [1, 2]
    assert found.questions[0].keys().isdisjoint({"count", "blank", "spoilt"})
    assert question_shown(found.questions[0]).is_withheld


def test_a_motion_beside_a_choice_keeps_its_figures() -> None:
    motion = {"number": 1, "outcome": "carried", "figures": {"for": 2, "against": 1}}
    choice = {"number": 2, "count": {}, "elected": [], "lots": {}, "options": []}
    choice |= {"text": "Who?", "method": {}, "seats": 1}
    body = {"figures": {"papers": 3}, "questions": [motion, choice]}

    found = as_told(body, secrecy="secret_simple", fewest=FEWEST)

    assert found.questions[0] == motion
    assert "count" not in found.questions[1]


@pytest.mark.parametrize(
    ("secrecy", "on_paper", "is_told"),
    [
        ("secret_simple", 0, True),
        ("secret_simple", 1, False),
        ("secret_simple", FEWEST, True),
        ("open", 1, True),
    ],
)
def test_how_many_voted_on_paper_is_told_unless_they_are_few(
    secrecy: str, on_paper: int, *, is_told: bool
) -> None:
    body = {"figures": {"papers": 40}, "channels": {"online": 30, "paper": on_paper}}

    found = as_told(body, secrecy=secrecy, fewest=FEWEST)

    assert ("channels" in found.body) is is_told
    assert found.is_whole is is_told
    assert found.fewest == 0
