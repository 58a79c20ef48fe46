"""Results of papers through the browser: the page, the files, and what is withheld of a few."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from governance.ballots import box
from governance.ballots.models import Ballot
from governance.ballots.service import OptionPlanned, QuestionPlanned
from governance.infrastructure.actor import Role
from governance.reckoning.counting.blt import read_blt
from tests.factories.ballots import asking, make_voters
from tests.factories.members import make_member
from tests.factories.motions import make_motion
from tests.factories.results import make_result, of_a_file
from tests.machinery.client import StrictClient
from tests.machinery.pages import Page
from tests.machinery.printed import is_said, opened, pages_of, tags
from tests.reckoning.counting.shared_data import shared_files

NAMES = ("Ada", "Bo", "Cy", "Di")
# Bo and Cy are equal at every stage, so a lot excludes one of them.
RANKINGS = {"1 2": 9, "1 3": 9, "2": 5, "3": 5, "4 2": 9, "": 1, "!": 1}
FEW = {"1 2": 4, "2": 2, "3": 1}
Browser = Callable[..., StrictClient]


def board(papers: dict[str, int] = RANKINGS, **details: str) -> Ballot:
    return make_result(asking("scottish_stv", *NAMES, seats=2), papers=papers, **details)


def hrefs(page: Page) -> list[str]:
    return [link["href"] for link in page.all("a")]


@pytest.fixture
def member(browser: Browser) -> StrictClient:
    return browser()


@pytest.fixture(autouse=True)
def members() -> None:
    make_voters(6)


def test_an_election_leads_with_who_is_elected_and_its_quota(member: StrictClient) -> None:
    page = member.get(f"/ballots/{board().id}/result").page

    assert page.heading == "Election of the board 2026"
    assert "Ada, Di" in page.text
    assert "Quota" in page.text
    assert "Exclusion of" in page.text


def test_the_stage_table_adds_up_at_each_stage(member: StrictClient) -> None:
    page = member.get(f"/ballots/{board().id}/result").page

    sums = [row for row in page.all("tr") if row.text.strip().startswith("Sum")]
    (cells,) = [[cell.text for cell in row.all("td") if cell.text] for row in sums]
    assert {float(cell) for cell in cells} == {37.0}


def test_a_lot_is_told_with_how_to_check_it(member: StrictClient) -> None:
    ballot = board()
    page = member.get(f"/ballots/{ballot.id}/result").page

    assert "By lot between Bo, Cy" in page.text
    assert "How to check the lot" in page.text
    assert ballot.lot_number in page.text


@pytest.mark.parametrize(
    ("method", "papers", "said"),
    [
        ("choose_one", {"1": 8, "2": 6}, "Chosen: Ada."),
        ("approval", {"1 2": 8, "2 3": 6}, "Chosen: Bo."),
        ("schulze", {"2 1": 8, "1 3": 6}, "This is advice: it binds nobody"),
        ("score", {"5 3 1 0": 8, "1 2 3 4": 6}, "it decides nothing and binds nobody"),
    ],
)
def test_every_way_of_counting_has_its_page(
    member: StrictClient, method: str, papers: dict[str, int], said: str
) -> None:
    seats = 0 if method == "score" else 1
    most = {"choose_one": 1, "score": 5}.get(method, len(NAMES))
    ballot = make_result(asking(method, *NAMES, seats=seats, most=most), papers=papers)

    page = member.get(f"/ballots/{ballot.id}/result").page

    assert said in page.text
    for form in ("csv", "json", "pdf"):
        assert member.get(f"/ballots/{ballot.id}/result.{form}").status_code == 200


def test_people_are_elected_and_names_with_commas_are_told_apart(member: StrictClient) -> None:
    people = [OptionPlanned(name, kind="candidate") for name in ("Ada", "Bo", "Cy")]
    courses = [
        OptionPlanned(name) for name in ("First aid, two days", "Makaton", "Lifting, safely")
    ]
    questions = (
        QuestionPlanned("Who?", "choose_up_to", people, seats=2, most=2),
        QuestionPlanned("Which?", "choose_up_to", courses, seats=2, most=2),
    )
    ballot = make_result(*questions, papers={"1 2;1 3": 8, "2;1": 4})

    page = member.get(f"/ballots/{ballot.id}/result").page

    assert "Elected: Bo, Ada." in page.text
    assert "Chosen: First aid, two days; Lifting, safely." in page.text


def test_several_questions_have_a_summary_and_a_section_each(member: StrictClient) -> None:
    questions = (
        asking("scottish_stv", *NAMES, seats=2, text="Who shall be on the board?"),
        asking("choose_one", "Tea", "Coffee", seats=1, text="What shall we drink?"),
    )
    ballot = make_result(*questions, papers={"1 2;1": 8, "2;2": 4})

    page = member.get(f"/ballots/{ballot.id}/result").page

    assert "What was decided" in page.text
    assert {"#question-1", "#question-2"} <= set(hrefs(page))


def test_the_sheet_is_tagged_and_has_places_to_sign(member: StrictClient) -> None:
    sheet = member.get(f"/ballots/{board().id}/result.pdf").data

    pdf = opened(sheet)
    assert pdf.Root.MarkInfo.Marked is True
    assert tags(pdf)["H1"] == 1
    assert tags(pdf)["TH"] >= len(NAMES)
    for words in ("Scrutineer 1", "Scrutineer 2", "Quota", "Not transferable", "Sum", "By lot"):
        assert is_said(words, sheet), words


def test_a_spreadsheet_has_the_stage_table(member: StrictClient) -> None:
    answer = member.get(f"/ballots/{board().id}/result.csv")

    rows = list(csv.reader(io.StringIO(answer.text.lstrip("\ufeff"))))
    ada = next(row for row in rows if row[:1] == ["Ada"])
    assert ada[1] == "18"
    assert ada[-1] == "Chosen at stage 1"


def test_rankings_are_for_scrutineers_and_auditors(browser: Browser) -> None:
    ballot = board()
    address = f"/ballots/{ballot.id}/questions/1/papers.blt"

    assert browser().get(address).status_code == 403
    for role in (Role.SCRUTINEER, Role.AUDITOR):
        client = browser(make_member(f"The {role}"), role)
        answer = client.get(address)
        assert answer.status_code == 200
        assert address in hrefs(client.get(f"/ballots/{ballot.id}/result").page)
    found = read_blt(answer.data)
    assert found.names == NAMES
    assert found.election.papers[(1, 2)] == 9
    assert found.election.blank == 1


def test_papers_of_a_choice_and_of_an_open_ballot_are_for_all(member: StrictClient) -> None:
    chosen = make_result(asking("approval", *NAMES, seats=1), papers={"1 2": 8, "3": 6})

    answer = member.get(f"/ballots/{chosen.id}/questions/1/papers.blt")

    assert read_blt(answer.data).election.papers == {(1, 2): 8, (3,): 6}


@pytest.mark.parametrize("form", ["", ".csv", ".json", ".pdf"])
def test_of_few_papers_only_who_is_elected_and_the_turnout_are_told(
    member: StrictClient, form: str
) -> None:
    ballot = board(FEW)

    answer = member.get(f"/ballots/{ballot.id}/result{form}")

    if form == ".pdf":
        assert is_said("Chosen: Ada", answer.data)
        assert is_said("Fewer than 10", answer.data)
        assert not is_said("Stage 1", answer.data)
        assert not is_said("Quota", answer.data)
        return
    text = answer.page.text if not form else answer.text
    assert "Ada" in text
    assert "ewer than 10" in text
    for word in ("Stage 1", "Quota", '"quota"', '"votes"', "Blank", '"blank"', "closest"):
        assert word not in text, word


def test_of_few_papers_nobody_is_given_any(browser: Browser) -> None:
    ballot = board(FEW)
    client = browser(make_member("The scrutineer"), Role.SCRUTINEER)

    assert client.get(f"/ballots/{ballot.id}/questions/1/papers.blt").status_code == 404


def test_an_open_ballot_of_few_is_told_whole(member: StrictClient) -> None:
    page = member.get(f"/ballots/{board(FEW, secrecy='open').id}/result").page

    assert "Quota" in page.text
    assert "Who voted how" in page.text


def test_the_json_is_the_declaration_itself(member: StrictClient) -> None:
    ballot = board()

    said = json.loads(member.get(f"/ballots/{ballot.id}/result.json").text)

    assert said["declaration"]["questions"][0]["elected"]
    assert "withheld" not in said


def test_a_result_drawn_again_is_the_same(member: StrictClient) -> None:
    address = f"/ballots/{board().id}/result"

    assert member.get(address).page.text == member.get(address).page.text


def test_decisions_and_home_name_who_is_elected(member: StrictClient) -> None:
    board()

    for address in ("/decisions", "/"):
        assert "Ada, Di" in member.get(address).page.text


def test_the_way_of_ones_own_paper_is_shown_by_its_tracker(member: StrictClient) -> None:
    ballot = board()
    with box.engine().connect() as connection:
        mine = (box.paper.c.ballot_id == ballot.id) & (box.paper.c.answers == "1 2")
        tracker = connection.scalars(select(box.paper.c.tracker).where(mine)).first()

    page = member.submit(f"/ballots/{ballot.id}/my-paper", {"tracker": tracker}).page

    assert "At stage 1 your paper is counted for Ada, as one vote." in page.text
    assert "At stage 2 your paper moved to Bo, worth 0.27777 of a vote" in page.text


def test_of_few_papers_the_way_of_none_is_told(member: StrictClient) -> None:
    ballot = board(FEW)
    with box.engine().connect() as connection:
        mine = box.paper.c.ballot_id == ballot.id
        tracker = connection.scalars(select(box.paper.c.tracker).where(mine)).first()

    page = member.submit(f"/ballots/{ballot.id}/my-paper", {"tracker": tracker}).page

    assert "Your paper was counted" in page.text
    assert "At stage" not in page.text
    assert "data-trace-count" not in member.get(f"/ballots/{ballot.id}/result").text


def test_a_motion_on_a_paper_leads_to_its_page(member: StrictClient) -> None:
    motion = make_motion(state="seconded")
    asked = QuestionPlanned(
        "Shall we buy a van?",
        motion=motion,
        resolution_kind="ordinary",
        if_carried="It is bought in May.",
    )
    drink = asking("choose_one", "Tea", "Coffee", seats=1, text="What shall we drink?")
    ballot = make_result(asked, drink, papers={"for;1": 4, "against;2": 2})

    page = member.get(f"/ballots/{ballot.id}/result").page

    assert "4 for, 2 against" in page.text
    assert "It is bought in May." in page.text
    assert f"/motions/{motion.id}" in hrefs(page)


@pytest.mark.parametrize("path", shared_files("scot2017", "glasgow_2017_ward1.blt"))
def test_a_ward_of_twelve_candidates_fits_the_page_and_the_sheet(
    member: StrictClient, path: Path
) -> None:
    ballot = of_a_file(read_blt(path.read_bytes()))

    page = member.get(f"/ballots/{ballot.id}/result").page
    sheet = member.get(f"/ballots/{ballot.id}/result.pdf").data

    assert "Glenn Elder, Margaret Morgan, Malcolm Cunning, Euan Blockley" in page.text
    assert "There are too many candidates to draw" in page.text
    assert is_said("Stage 11", sheet)
    assert sum(each.count("Sum8,800") for each in pages_of(sheet)) == 3  # parts of the table
