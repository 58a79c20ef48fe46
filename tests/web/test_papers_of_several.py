"""The secretary writes a paper of several questions step by step, looks at it, and sets it."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from governance.ballots import queries
from governance.ballots.drafting import PaperDrafted
from governance.ballots.models import Ballot
from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.motions.models import Motion
from tests.factories.accounts import make_role, signed_in
from tests.factories.ballots import asking, declare, make_ballot, make_paper, make_voters
from tests.factories.files import make_jpeg
from tests.factories.members import make_member, make_person
from tests.factories.motions import make_motion
from tests.machinery.client import Response, StrictClient
from tests.machinery.clock import NOON

DAY = timedelta(days=1)
NewClient = Callable[[], StrictClient]
Office = StrictClient


@pytest.fixture
def office(client: StrictClient) -> StrictClient:
    """A browser of the secretary, in a society of twelve carers and three drivers."""
    make_voters(12)
    for each in range(3):
        make_member(f"Driver {each}", service="Transport")
    secretary = make_person("Marcia Beckford").party_id
    make_role(secretary, Role.SECRETARY)
    signed_in(client, secretary)
    return client


def begin(office: StrictClient, title: str = "Autumn 2026") -> str:
    """Begin a paper and return its address."""
    return office.submit("/office/ballots/papers/new", {"title": title}).headers["Location"]


def paper_at(address: str) -> PaperDrafted:
    db.session.expire_all()
    return PaperDrafted.from_json(queries.draft(int(address.rpartition("/")[2])).paper)


def add_choice(office: StrictClient, paper: str, method: str, *options: str, **typed: Any) -> None:
    """Add a question of one's own with its options."""
    chosen = office.submit(f"{paper}/questions/add", {"what": f"method {method}"})
    usual = {"text": "Which colour shall the vans be?"}
    to_options = office.submit(chosen.headers["Location"], usual | typed)
    assert to_options.status_code == 302, to_options.page.text
    added = office.submit(to_options.headers["Location"], {"titles": "\n".join(options)})
    assert added.status_code == 302, added.page.text


def press(office: StrictClient, paper: str, do: str) -> Response:
    return office.submit(paper, {"do": do}, form=f"{paper}/arrange")


def test_a_paper_is_written_step_by_step_looked_at_and_set(office: StrictClient) -> None:
    motion = make_motion(state="seconded")
    paper = begin(office)

    asked = office.submit(f"{paper}/questions/add", {"what": f"motion {motion.id}"})
    on_motion = office.submit(
        asked.headers["Location"], {"question": "Shall we buy a van?", "if_carried": "A van."}
    )
    add_choice(office, paper, "scottish_stv", "Ada", "Bo", "Cy", seats="2", order="drawn")
    checked = office.get(f"{paper}/check")
    assert not [each for each in checked.page.text.split(". ") if "says not what follows" in each]
    set_it = office.submit(f"{paper}/check", follow=True)

    assert on_motion.headers["Location"] == paper
    assert "Shall we buy a van?" in checked.page.text
    assert "2 are to be chosen." in checked.page.text
    assert "only scrutineers and auditors the papers" in checked.page.text
    assert "The ballot is set" in set_it.page.text
    (ballot,) = db.session.scalars(select(Ballot)).all()
    first, second = ballot.questions
    assert (first.motion_id, first.text) == (motion.id, "Shall we buy a van?")
    assert (second.method, second.seats, second.order) == ("scottish_stv", 2, "drawn")
    assert db.session.get_one(Motion, motion.id).state == "balloted"
    assert office.get(paper).status_code == 404


def test_what_each_way_of_counting_needs_is_asked_for(office: StrictClient) -> None:
    paper = begin(office)
    fields = {}
    for method in ("choose_one", "choose_up_to", "approval", "schulze", "score"):
        page = office.get(f"{paper}/questions/add/{method}").page
        named = {str(each["name"]) for each in page.all("input")}
        fields[method] = named & {"seats", "most", "least_share", "highest", "order", "reopen"}

    assert "most" in fields["choose_up_to"]
    assert fields["approval"] >= {"seats", "least_share", "reopen"}
    assert fields["score"] == {"highest", "order"}
    assert "least_share" not in fields["choose_one"]
    assert office.get(f"{paper}/questions/add/yes_no").status_code == 404
    assert office.get(f"{paper}/questions/add/guess").status_code == 404


def test_it_is_said_what_a_result_may_be_used_for(office: StrictClient) -> None:
    paper = begin(office)

    binding = office.get(f"{paper}/questions/add/approval").page.text
    advisory = office.get(f"{paper}/questions/add/schulze").page.text
    survey = office.get(f"{paper}/questions/add/score").page.text

    assert "Binding: what is chosen is decided." in binding
    assert "Advisory: it tells what members prefer, and decides nothing." in advisory
    assert "A survey only: nothing is decided by it." in survey


def test_questions_and_options_are_moved_and_taken_away_by_buttons(office: StrictClient) -> None:
    paper = begin(office)
    add_choice(office, paper, "approval", "Red", "Blue", "Green", text="Which colour?")
    add_choice(office, paper, "score", "Tea", "Soup", text="How is lunch?")
    colour, lunch = (each.key for each in paper_at(paper).questions)
    red, blue, _green = (each.key for each in paper_at(paper).question(colour).options)

    press(office, paper, f"up {lunch}")
    press(office, paper, f"down {colour}.{red}")
    press(office, paper, f"drop {colour}.{blue}")

    written = paper_at(paper)
    assert [each.key for each in written.questions] == [lunch, colour]
    assert [each.title for each in written.question(colour).options] == ["Red", "Green"]
    assert press(office, paper, f"drop {lunch}").status_code == 302
    assert [each.key for each in paper_at(paper).questions] == [colour]
    assert press(office, paper, "up gone").status_code == 404


def test_an_option_has_words_and_a_picture(office: StrictClient) -> None:
    paper = begin(office)
    add_choice(office, paper, "approval", "Red", "Blue")
    (question,) = paper_at(paper).questions
    address = f"{paper}/questions/{question.key}/options/{question.options[0].key}"
    photo = {"picture": (BytesIO(make_jpeg()), "red.jpg")}

    wordless = office.submit(address, photo | {"statement": "As *fire*."})
    photo = {"picture": (BytesIO(make_jpeg()), "red.jpg")}
    office.submit(address, photo | {"statement": "As *fire*.", "picture_words": "A red van"})

    assert "Enter what is in the picture" in wordless.page.text
    option = paper_at(paper).questions[0].options[0]
    assert (option.statement, option.picture_words) == ("As *fire*.", "A red van")
    shown = office.get(f"/ballots/pictures/{option.picture}.jpg")
    assert shown.mimetype == "image/jpeg"
    preview = office.get(f"{paper}/preview").page
    assert [each["alt"] for each in preview.all("img")] == ["A red van"]
    office.submit(address, {"remove_picture": "yes"})
    assert paper_at(paper).questions[0].options[0].picture == ""
    assert office.get(f"/ballots/pictures/{option.picture}.jpg").status_code == 404


def test_a_file_that_is_no_picture_is_refused_and_nothing_typed_is_lost(
    office: StrictClient,
) -> None:
    paper = begin(office)
    add_choice(office, paper, "approval", "Red", "Blue")
    (question,) = paper_at(paper).questions
    address = f"{paper}/questions/{question.key}/options/{question.options[0].key}"

    sent = {"picture": (BytesIO(b"Words"), "red.txt"), "picture_words": "A van"}
    refused = office.submit(address, sent | {"statement": "As fire."})

    assert "That is no picture. Choose a JPEG or PNG picture." in refused.page.text
    assert "As fire." in refused.page.text


def test_some_services_are_a_constituency_and_the_number_entitled_is_told(
    office: StrictClient,
) -> None:
    paper = begin(office)
    some = {"electorate": "some", "services": "Transport", "part": "Drivers"}

    nobody = office.submit(f"{paper}/held", {"electorate": "some"})
    held = office.submit(f"{paper}/held", some | {"secrecy": "open"}, follow=True)

    assert "Select the services whose members may vote" in nobody.page.text
    assert "Enter what those who may vote are called" in nobody.page.text
    assert "Drivers: 3 people, as the register stands" in held.page.text


def test_all_that_speaks_against_it_is_said_and_it_cannot_be_set(office: StrictClient) -> None:
    paper = begin(office)
    add_choice(office, paper, "choose_one", "Ada")

    checked = office.get(f"{paper}/check").page

    assert "has too few options to choose among" in checked.text
    assert not checked.all("button", text="Set this ballot")


def test_two_secretaries_see_each_other_and_nothing_typed_is_lost(
    office: StrictClient, new_client: NewClient
) -> None:
    paper = begin(office)
    first = office.get(f"{paper}/held").page.form(0)
    add_choice(office, paper, "approval", "Red", "Blue")

    late = office.post(f"{paper}/held", data=dict(first.fields()) | {"title": "Winter 2026"})
    again = office.post(
        f"{paper}/held", data=dict(late.page.form(0).fields()) | {"title": "Winter 2026"}
    )

    assert "Somebody else changed this paper" in late.page.text
    assert "Winter 2026" in [field["value"] for field in late.page.all("input")]
    assert again.status_code == 302
    assert len(paper_at(paper).questions) == 1


def test_what_is_set_twice_is_set_once(office: StrictClient) -> None:
    paper = begin(office)
    add_choice(office, paper, "approval", "Red", "Blue")
    sent = dict(office.get(f"{paper}/check").page.form(0).fields())

    first = office.post(f"{paper}/check", data=sent)
    second = office.post(f"{paper}/check", data=sent)

    assert (first.status_code, second.status_code) == (302, 404)
    assert len(db.session.scalars(select(Ballot)).all()) == 1


def test_a_paper_is_thrown_away_and_its_motions_wait(office: StrictClient) -> None:
    motion = make_motion(state="seconded")
    paper = begin(office)
    office.submit(f"{paper}/questions/add", {"what": f"motion {motion.id}"})

    gone = office.submit(f"{paper}/discard", follow=True)

    assert "The paper is thrown away" in gone.page.text
    assert queries.drafts() == []
    assert db.session.get_one(Motion, motion.id).state == "seconded"


def test_two_options_of_one_name_are_refused_beside_the_field(office: StrictClient) -> None:
    paper = begin(office)
    add_choice(office, paper, "approval", "Red", "Blue")
    (question,) = paper_at(paper).questions

    refused = office.submit(f"{paper}/questions/{question.key}/options", {"titles": "Green\nred"})

    assert "There are two options of the name “red”" in refused.page.text


def test_a_motion_that_stands_on_two_papers_is_warned_of(office: StrictClient) -> None:
    motion = make_motion(state="seconded")
    first, second = begin(office, "First"), begin(office, "Second")
    for paper in (first, second):
        to_motion = office.submit(f"{paper}/questions/add", {"what": f"motion {motion.id}"})
        assert "says not what follows if it is carried" in office.get(f"{paper}/check").page.text
        office.submit(to_motion.headers["Location"], {"if_carried": "A van."})

    assert "stands on the paper “Second” too" in office.get(f"{first}/check").page.text
    office.submit(f"{second}/check")
    assert "does not wait for a ballot" in office.get(f"{first}/check").page.text


def test_ballots_are_found_by_their_words_and_listed_a_page_at_a_time(
    office: StrictClient,
) -> None:
    for number in range(43):
        make_ballot(question=f"Shall we buy van {number}?", state="planned", opens_at=NOON + DAY)
    make_ballot(question="Shall we open a house?")

    listed = office.get("/office/ballots").page.text
    second = office.get("/office/ballots?page=2").page.text
    houses = office.get("/office/ballots?words=HOUSE").page
    opened = office.get("/office/ballots?state=open").page.text
    nothing = office.get("/office/ballots?words=100%25").page.text

    assert "1 to 40 of 44 ballots" in listed
    assert "41 to 44 of 44 ballots" in second
    assert "Shall we open a house?" in houses.text
    assert "buy van" not in houses.text
    assert "1 to 1 of 1 ballots" in opened
    assert "No such ballot" in nothing


def test_a_share_without_a_number_is_asked_for(office: StrictClient) -> None:
    motion = make_motion(state="seconded")

    refused = office.submit(
        f"/office/motions/{motion.id}/ballot", {"quorum": "people", "quorum_people": ""}
    )

    assert "Enter how many people must take part" in refused.page.text


def test_pages_that_tell_of_ballots_tell_of_papers_that_are_on_no_motion(
    office: StrictClient,
) -> None:
    board = asking("scottish_stv", "Ada", "Bo", seats=1)
    lunch = asking("score", "Soup", "Tea", most=5, text="How is lunch?")
    make_paper(board, lunch, title="Board and lunch")
    make_paper(lunch, title="Lunch", state="planned", opens_at=NOON + DAY)
    done = make_paper(board, title="Board alone", days=1)
    declare(done)

    for address in ("/", "/decisions", "/office/ballots", "/office"):
        assert office.get(address).status_code == 200
    told = office.get("/decisions").page.text
    assert "Board and lunch" in told
    assert "2 questions" in told
    assert "scores (survey)" in told
    assert "Who shall be on the board? Ada Chosen" in told
