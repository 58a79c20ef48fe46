"""Papers of every shape through the browser: marking, mistakes, checking, changing, casting."""

import re

import pytest

from governance.ballots import box, queries, service
from governance.ballots.models import Ballot, OpenPaper, RollEntry
from governance.infrastructure.database import db
from governance.members.models import RegisterEntry
from tests.factories.accounts import signed_in
from tests.factories.ballots import asking, declare, make_paper, make_voters
from tests.factories.motions import make_motion
from tests.machinery.client import Response, StrictClient
from tests.machinery.pages import Page

NAMES = ("Ada Beck", "Bo Kaur", "Cy Dunn", "Di Frost")
SHAPES = {
    "one": ("choose_one", {"seats": 1}, {"q1": "3"}, "3", ["Cy Dunn"]),
    "several": ("approval", {"seats": 2}, {"q1": ["4", "2"]}, "2 4", ["Bo Kaur", "Di Frost"]),
    "rank": (
        "scottish_stv",
        {"seats": 2},
        {"q1-3": "1", "q1-1": "2", "q1-4": "3"},
        "3 1 4",
        ["Cy Dunn", "Ada Beck", "Di Frost"],
    ),
    "score": (
        "score",
        {"most": 5},
        {"q1-1": "5", "q1-2": "0", "q1-3": "1", "q1-4": "0"},
        "5 0 1 0",
        ["Ada Beck: 5", "Bo Kaur: no opinion", "Cy Dunn: 1", "Di Frost: no opinion"],
    ),
}
EACH_SHAPE = pytest.mark.parametrize("shape", SHAPES)


@pytest.fixture
def voters() -> list[RegisterEntry]:
    return make_voters(12)


@pytest.fixture
def voter(client: StrictClient, voters: list[RegisterEntry]) -> StrictClient:
    return signed_in(client, voters[0].party_id)


def board(**details: object) -> service.QuestionPlanned:
    return asking("scottish_stv", *NAMES, **({"seats": 2} | details))


def on_a_motion() -> service.QuestionPlanned:
    motion = make_motion(state="seconded")
    return service.QuestionPlanned(
        "Shall we buy a van?", motion=motion, resolution_kind="ordinary", if_carried="A van comes."
    )


def cast(client: StrictClient, checked: Response) -> Response:
    form = next(each for each in checked.page.all("form") if each["action"].endswith("/cast"))
    return client.post(form["action"], data=dict(form.fields()))


def changed(client: StrictClient, checked: Response) -> Response:
    """Press "Change my vote" on the check page."""
    form = next(each for each in checked.page.all("form") if each["action"].endswith("/cast"))
    (button,) = form.all("button", text="Change my vote")
    return client.post(button["formaction"], data=dict(form.fields()))


def answers_on(page: Page) -> list[str]:
    parts = page.all("div", class_="moot-answer")
    return [line.text for part in parts for tag in ("li", "p") for line in part.all(tag)]


def error_on(page: Page) -> str:
    (summary,) = page.all("div", class_="govuk-error-summary")
    (link,) = summary.all("a")
    assert page.title.startswith("Error:")
    assert any(link.text in part.text for part in page.all("p", class_="govuk-error-message"))
    return link.text


def papers_of(ballot_id: int) -> list[str]:
    return [row.choice for row in db.session.query(OpenPaper).filter_by(ballot_id=ballot_id)]


@EACH_SHAPE
def test_what_is_marked_is_shown_in_words_cast_and_told_on_the_receipt(
    voter: StrictClient, shape: str
) -> None:
    method, details, typed, paper, words = SHAPES[shape]
    ballot_id = make_paper(asking(method, *NAMES, **details), secrecy="open").id

    checked = voter.submit(f"/ballots/{ballot_id}", typed)
    receipt = cast(voter, checked)

    assert checked.page.heading == "Check your vote"
    assert answers_on(checked.page)[: len(words)] == words
    assert papers_of(ballot_id) == [paper]
    assert receipt.page.heading == "Your vote is in"
    for word in words:
        assert word in receipt.page.text


@EACH_SHAPE
def test_changing_brings_back_exactly_what_was_entered(voter: StrictClient, shape: str) -> None:
    method, details, typed, _paper, words = SHAPES[shape]
    ballot_id = make_paper(asking(method, *NAMES, order="drawn", **details)).id
    checked = voter.submit(f"/ballots/{ballot_id}", typed)

    again = changed(voter, checked)

    sent = again.page.form().fields()
    assert sent["nonce"] == checked.page.form().fields()["nonce"]
    for name, value in typed.items():
        expected = sorted(value) if isinstance(value, list) else [value]
        assert sorted(sent[name]) == expected
    checked_again = voter.post(f"/ballots/{ballot_id}", data=dict(sent))
    assert answers_on(checked_again.page)[: len(words)] == words


@EACH_SHAPE
def test_a_paper_left_blank_all_over_is_asked_about_once(voter: StrictClient, shape: str) -> None:
    method, details, *_rest = SHAPES[shape]
    ballot_id = make_paper(asking(method, *NAMES, **details), secrecy="open").id

    asked = voter.submit(f"/ballots/{ballot_id}", {})
    sent = asked.page.form().fields() | {"blank": ["yes"]}
    checked = voter.post(f"/ballots/{ballot_id}", data=dict(sent))
    receipt = cast(voter, checked)

    assert "You have marked nothing" in error_on(asked.page)
    assert "Your paper is blank" in checked.page.text
    assert "You left this blank. It counts as taking part, not as a vote." in receipt.page.text
    assert papers_of(ballot_id) == [""]


def test_choosing_to_leave_the_only_question_blank_is_not_asked_about(voter: StrictClient) -> None:
    ballot_id = make_paper(asking("choose_one", *NAMES, seats=1)).id

    checked = voter.submit(f"/ballots/{ballot_id}", {"q1": "blank"})

    assert checked.page.heading == "Check your vote"
    assert "You left this blank" in checked.page.text
    again = changed(voter, checked).page
    assert again.form().fields()["q1"] == ["blank"]


@pytest.mark.parametrize(
    ("typed", "sentence", "leads_to"),
    [
        (
            {"q1-1": "1", "q1-3": "1", "q1-2": "2"},
            "You gave the number 1 to Ada Beck and Cy Dunn: give each a number of its own",
            "q1-1",
        ),
        (
            {"q1-1": "1", "q1-2": "4", "q1-4": "3"},
            "You have a 3 but no 2: number your choices 1, 2, 3 and so on, leaving none out",
            "q1-4",
        ),
        ({"q1-2": "2"}, "You have a 2 but no 1", "q1-2"),
        ({"q1-2": "5"}, "Choose from the answers shown", "q1-2"),
        ({"q1-2": "1; DROP"}, "Choose from the answers shown", "q1-2"),
    ],
)
def test_a_mistake_in_a_ranking_is_said_beside_it_and_nothing_is_lost(
    voter: StrictClient, typed: dict[str, str], sentence: str, leads_to: str
) -> None:
    ballot_id = make_paper(board()).id

    answer = voter.submit(f"/ballots/{ballot_id}", typed)

    assert sentence in error_on(answer.page)
    (link,) = answer.page.first("div", class_="govuk-error-summary").all("a")
    assert link["href"] == f"#{leads_to}"
    (box_there,) = answer.page.all("select", id=leads_to)
    assert "govuk-select--error" in box_there["class"]
    kept = answer.page.form().fields()
    for name, value in typed.items():
        assert kept[name] == [value if value in "1234" else ""]


def test_too_many_marks_are_counted_and_all_stay_marked(voter: StrictClient) -> None:
    ballot_id = make_paper(asking("approval", *NAMES, seats=2, most=2)).id

    answer = voter.submit(f"/ballots/{ballot_id}", {"q1": ["1", "2", "3", "4"]})

    said = "You may mark up to 2, and you marked 4: take the marks off 2 of them"
    assert said in error_on(answer.page)
    assert answer.page.form().fields()["q1"] == ["1", "2", "3", "4"]
    assert "Mark up to 2." in answer.page.text


@pytest.mark.parametrize(
    ("method", "typed"),
    [
        ("choose_one", {"q1": "9"}),
        ("choose_one", {"q1": "x"}),
        ("approval", {"q1": ["1", "9"]}),
        ("score", {"q1-2": "6"}),
    ],
)
def test_what_is_not_on_the_paper_cannot_be_marked(
    voter: StrictClient, method: str, typed: dict[str, object]
) -> None:
    details = {"most": 5} if method == "score" else {"seats": 1}
    ballot_id = make_paper(asking(method, *NAMES, **details)).id

    assert "Choose from the answers shown" in error_on(
        voter.submit(f"/ballots/{ballot_id}", typed).page
    )


def test_several_questions_are_answered_on_one_paper(voter: StrictClient) -> None:
    survey = asking("score", "Prices", "Hours", text="How are we doing?", most=5)
    ballot_id = make_paper(on_a_motion(), board(), survey, secrecy="open").id

    paper = voter.get(f"/ballots/{ballot_id}").page
    checked = voter.submit(f"/ballots/{ballot_id}", {"q1": "for", "q2-4": "1", "q2-2": "2"})
    receipt = cast(voter, checked)

    assert paper.heading == "Election of the board 2026"
    assert [part.text for part in paper.form().all("h2")] == [
        "1. Shall we buy a van?",
        "2. Who shall be on the board?",
        "3. How are we doing?",
    ]
    assert "If carried: A van comes." in paper.text
    assert "2 people will be elected." not in paper.text  # options, not candidates
    assert "2 will be chosen." in paper.text
    assert answers_on(checked.page) == [
        "For",
        "Di Frost",
        "Bo Kaur",
        "Not ranked: Ada Beck, Cy Dunn.",
        "You left this blank. It counts as taking part, not as a vote.",
    ]
    assert "Your paper is blank" not in checked.page.text
    assert papers_of(ballot_id) == ["for;4 2;"]
    assert "You left this blank" in receipt.page.text


def test_one_mistake_among_several_questions_keeps_the_other_answers(voter: StrictClient) -> None:
    ballot_id = make_paper(on_a_motion(), board()).id

    answer = voter.submit(f"/ballots/{ballot_id}", {"q1": "against", "q2-1": "2"})

    assert "You have a 2 but no 1" in error_on(answer.page)
    kept = answer.page.form().fields()
    assert (kept["q1"], kept["q2-1"]) == (["against"], ["2"])


def test_an_order_drawn_by_lot_stays_through_errors_check_and_change(voter: StrictClient) -> None:
    names = [f"Candidate {letter}" for letter in "ABCDEFGHIJ"]
    ballot_id = make_paper(asking("scottish_stv", *names, seats=2, order="drawn")).id

    def order(page: Page) -> list[str]:
        return [label.text for label in page.form().all("label")]

    first = voter.get(f"/ballots/{ballot_id}").page
    sent = first.form().fields()
    wrong = voter.post(f"/ballots/{ballot_id}", data=dict(sent | {"q1-3": ["2"]})).page
    checked = voter.post(f"/ballots/{ballot_id}", data=dict(sent | {"q1-3": ["1"]}))
    again = changed(voter, checked).page
    anew = voter.get(f"/ballots/{ballot_id}").page

    assert sorted(order(first)) == names
    assert order(first) == order(wrong) == order(again)
    assert order(anew) != order(first)  # but once in 3,628,800 times


def test_reopen_nominations_is_the_last_whatever_the_order(voter: StrictClient) -> None:
    options = [
        service.OptionPlanned("A: Re-open nominations", kind="reopen"),
        *(service.OptionPlanned(name, kind="candidate") for name in reversed(NAMES)),
    ]
    question = service.QuestionPlanned(
        "Who?", "scottish_stv", options, seats=1, order="alphabetical"
    )
    ballot_id = make_paper(question).id

    page = voter.get(f"/ballots/{ballot_id}").page

    labels = [label.text for label in page.form().all("label")]
    assert labels == [*NAMES, "A: Re-open nominations"]
    assert "nominations open again instead" in page.text
    assert "One person will be elected." in page.text


def test_whoever_is_struck_while_the_ballot_is_open_cannot_be_marked(
    voter: StrictClient,
) -> None:
    ballot = make_paper(board())
    ballot_id = ballot.id
    checked = voter.submit(f"/ballots/{ballot_id}", {"q1-2": "1", "q1-1": "2"})
    found = db.session.get_one(Ballot, ballot_id)
    found.questions[0].options[1].struck = "withdrew on Tuesday"
    db.session.commit()

    page = voter.get(f"/ballots/{ballot_id}").page
    again = changed(voter, checked).page

    assert not page.all("select", id="q1-2")
    assert "Not to be chosen any more (withdrew on Tuesday)" in page.text
    assert again.form().fields()["q1-1"] == ["1"]


def test_statements_are_unfolded_on_the_paper(voter: StrictClient) -> None:
    options = [
        service.OptionPlanned("Ada Beck", "I want **longer** visits."),
        service.OptionPlanned("Bo Kaur"),
    ]
    ballot_id = make_paper(service.QuestionPlanned("Who?", "choose_one", options, seats=1)).id

    page = voter.get(f"/ballots/{ballot_id}").page

    (statement,) = page.form().all("details")
    assert statement.all("strong", text="longer")
    assert statement.text.startswith("Statement of Ada Beck")


def test_the_tracker_shows_the_whole_paper_after_the_declaration_only(
    voter: StrictClient,
) -> None:
    ballot_id = make_paper(on_a_motion(), board()).id
    checked = voter.submit(f"/ballots/{ballot_id}", {"q1": "against", "q2-3": "1"})
    receipt = cast(voter, checked).page
    tracker = "".join(part.text for part in receipt.all("span") if len(part.text) == 4)

    during = voter.submit(f"/ballots/{ballot_id}/my-paper", {"tracker": tracker}).page
    declare(db.session.get_one(Ballot, ballot_id))
    after = voter.submit(f"/ballots/{ballot_id}/my-paper", {"tracker": tracker}).page

    assert "Cy Dunn" not in receipt.text
    assert "Cy Dunn" not in during.text
    assert answers_on(after)[:2] == ["Against", "Cy Dunn"]


def test_casting_twice_counts_once_and_shows_the_same(voter: StrictClient) -> None:
    ballot_id = make_paper(board()).id
    checked = voter.submit(f"/ballots/{ballot_id}", {"q1-3": "1"})

    first, second = cast(voter, checked), cast(voter, checked)

    assert first.page.text == second.page.text
    assert queries.turnout(ballot_id) == box.papers_in(ballot_id) == 1


@pytest.mark.parametrize("paper", ["1 1", "for", "9", "!", "1;2", None])
def test_a_paper_that_nobody_can_mark_is_not_taken(voter: StrictClient, paper: str | None) -> None:
    ballot_id = make_paper(board()).id
    form = voter.get(f"/ballots/{ballot_id}").page.form().fields()
    sent = {"csrf_token": form["csrf_token"], "nonce": form["nonce"], "paper": paper}

    answer = voter.post(f"/ballots/{ballot_id}/cast", data={k: v for k, v in sent.items() if v})

    assert answer.status_code == 302
    assert queries.turnout(ballot_id) == 0


def test_a_nonce_that_is_not_whole_is_replaced(voter: StrictClient) -> None:
    ballot_id = make_paper(board()).id
    sent = voter.get(f"/ballots/{ballot_id}").page.form().fields()

    checked = voter.post(f"/ballots/{ballot_id}", data=dict(sent | {"nonce": ["7"], "q1-1": ["1"]}))

    assert re.fullmatch("[0-9a-f]{32}", checked.page.form().fields()["nonce"][0])


def test_whoever_asked_for_a_paper_finds_no_form(
    voter: StrictClient, voters: list[RegisterEntry]
) -> None:
    ballot_id = make_paper(board()).id
    entry = db.session.get_one(RollEntry, (ballot_id, voters[0].party_id))
    entry.channel = "paper"
    db.session.commit()

    page = voter.get(f"/ballots/{ballot_id}").page

    assert "You asked for a paper in this ballot" in page.text
    assert not page.all("select")


def test_an_open_ballot_shows_whoever_voted_all_their_answers(voter: StrictClient) -> None:
    ballot_id = make_paper(on_a_motion(), board(), secrecy="open").id
    cast(voter, voter.submit(f"/ballots/{ballot_id}", {"q1": "for", "q2-3": "1", "q2-2": "2"}))

    page = voter.get(f"/ballots/{ballot_id}").page

    assert "You have voted." in page.text
    assert answers_on(page)[:3] == ["For", "Cy Dunn", "Bo Kaur"]


def test_a_coming_ballot_is_read_with_its_questions_and_options(voter: StrictClient) -> None:
    ballot_id = make_paper(on_a_motion(), board(), days=9, state="planned").id

    page = voter.get(f"/ballots/{ballot_id}").page

    assert [part.text for part in page.first("main").all("h2")][:2] == [
        "1. Shall we buy a van?",
        "2. Who shall be on the board?",
    ]
    for name in NAMES:
        assert name in page.text


OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}


def test_a_paper_whose_page_was_open_too_long_comes_back_as_marked(voter: StrictClient) -> None:
    ballot_id = make_paper(board(), secrecy="open").id
    shown = voter.get(f"/ballots/{ballot_id}").page.form().fields()
    sent = dict(shown | {"q1-3": ["1"], "q1-2": ["2"], "csrf_token": ["stale"]})

    back = voter.post(f"/ballots/{ballot_id}", data=sent, headers=OWN_PAGE)
    checked = voter.post(f"/ballots/{ballot_id}", data=dict(back.page.form().fields()))

    assert back.status_code == 400
    assert "Nothing was cast: check what you marked" in back.page.text
    assert answers_on(checked.page)[:2] == ["Cy Dunn", "Bo Kaur"]


def test_whoever_was_signed_out_signs_in_beside_their_paper_and_goes_on(
    voter: StrictClient, voters: list[RegisterEntry]
) -> None:
    ballot_id = make_paper(board(), secrecy="open").id
    checked = voter.submit(f"/ballots/{ballot_id}", {"q1-3": "1"})
    (form,) = (each for each in checked.page.all("form") if each["action"].endswith("/cast"))
    with voter.session_transaction() as session:
        session.clear()

    out = voter.post(form["action"], data=dict(form.fields()), headers=OWN_PAGE)
    signed_in(voter, voters[0].party_id)
    kept_form = out.page.form()
    back = voter.post(kept_form["action"], data=dict(kept_form.fields()), headers=OWN_PAGE)
    again = voter.post(f"/ballots/{ballot_id}", data=dict(back.page.form().fields()))
    cast(voter, again)

    assert out.page.heading == "You have been signed out"
    assert papers_of(ballot_id) == ["3"]


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}])
def test_nobody_elses_page_can_fill_in_a_paper(
    voter: StrictClient, headers: dict[str, str]
) -> None:
    ballot_id = make_paper(board()).id

    answer = voter.post(f"/ballots/{ballot_id}", data={"q1-3": "1"}, headers=headers)

    assert answer.status_code == 400
    assert not answer.page.all("select")


def test_a_paper_of_another_person_is_refused_with_a_sentence(
    voter: StrictClient, voters: list[RegisterEntry]
) -> None:
    ballot_id = make_paper(board()).id
    checked = voter.submit(f"/ballots/{ballot_id}", {"q1-3": "1"})
    sent = dict(checked.page.form(f"/ballots/{ballot_id}/cast").fields())

    answer = voter.post(
        f"/ballots/{ballot_id}/cast", data=sent | {"voter": str(voters[1].party_id)}
    )

    assert answer.status_code == 403
    assert "everybody votes for themselves" in answer.page.text
    assert queries.turnout(ballot_id) == 0
