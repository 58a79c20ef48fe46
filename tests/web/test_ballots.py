"""Ballots through the browser: voting, receipts, results, and the secretary's office."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import create_engine

from governance.ballots import box, queries, service
from governance.ballots.models import Ballot
from governance.ballots.nonce import Nonce
from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.members.models import RegisterEntry
from tests.factories.accounts import make_role, signed_in
from tests.factories.ballots import declare, make_ballot, make_voters, vote_all
from tests.factories.members import make_member, make_person
from tests.factories.motions import make_motion
from tests.machinery.client import Response, StrictClient
from tests.machinery.clock import NOON, Clock

BOTH = pytest.mark.parametrize("secrecy", ["open", "secret_simple"])
NewClient = Callable[[], StrictClient]


@pytest.fixture
def voters() -> list[RegisterEntry]:
    return make_voters(12)


def cast(client: StrictClient, ballot_id: int, choice: str) -> Response:
    """Vote as a person does: choose, check, cast."""
    checked = client.submit(f"/ballots/{ballot_id}", {"q1": choice})
    form = checked.page.form(f"/ballots/{ballot_id}/cast")
    return client.post(form["action"], data=dict(form.fields()))


@BOTH
def test_a_member_votes_in_three_pages(
    client: StrictClient, voters: list[RegisterEntry], secrecy: str
) -> None:
    ballot = make_ballot(secrecy=secrecy)
    signed_in(client, voters[0].party_id)

    answer = cast(client, ballot.id, "for")

    assert answer.page.heading == "Your vote is in"
    assert queries.has_voted(ballot.id, voters[0].party_id)


def test_the_receipt_of_a_secret_vote_has_a_tracker_and_finds_the_paper(
    client: StrictClient, voters: list[RegisterEntry]
) -> None:
    ballot = make_ballot(secrecy="secret_simple")
    ballot_id = ballot.id
    signed_in(client, voters[0].party_id)
    receipt = cast(client, ballot_id, "against")
    tracker = "".join(part.text for part in receipt.page.all("span") if len(part.text) == 4)
    assert len(tracker) == 16

    during = client.submit(f"/ballots/{ballot_id}/my-paper", {"tracker": tracker.lower()})
    declare(db.session.get_one(Ballot, ballot_id))
    after = client.submit(f"/ballots/{ballot_id}/my-paper", {"tracker": tracker})

    assert "Your paper is in the box" in during.page.text
    assert "Against" not in during.page.text
    assert "It says: Against" in after.page.text


@BOTH
def test_pressing_cast_twice_gives_the_same_receipt(
    client: StrictClient, voters: list[RegisterEntry], secrecy: str
) -> None:
    ballot = make_ballot(secrecy=secrecy)
    signed_in(client, voters[0].party_id)
    checked = client.submit(f"/ballots/{ballot.id}", {"q1": "for"})
    sent = dict(checked.page.form(f"/ballots/{ballot.id}/cast").fields())

    first = client.post(f"/ballots/{ballot.id}/cast", data=sent)
    second = client.post(f"/ballots/{ballot.id}/cast", data=sent)

    assert first.page.text == second.page.text
    assert queries.turnout(ballot.id) == 1


def test_a_box_out_of_reach_keeps_the_form_with_which_the_paper_comes_later(
    app: Flask, client: StrictClient, voters: list[RegisterEntry]
) -> None:
    ballot_id = make_ballot(secrecy="secret_simple").id
    signed_in(client, voters[0].party_id)
    checked = client.submit(f"/ballots/{ballot_id}", {"q1": "for"})
    sent = dict(checked.page.form(f"/ballots/{ballot_id}/cast").fields())
    the_box = app.extensions["folkmoot_ballot_box"]
    app.extensions["folkmoot_ballot_box"] = create_engine("sqlite:////no/such/folder/box.db")

    cut_off = client.post(f"/ballots/{ballot_id}/cast", data=sent)
    still = client.post(f"/ballots/{ballot_id}/cast", data=sent)
    app.extensions["folkmoot_ballot_box"] = the_box
    again = dict(still.page.form(f"/ballots/{ballot_id}/cast").fields())
    kept = client.post(f"/ballots/{ballot_id}/cast", data=again)

    assert (cut_off.status_code, still.status_code) == (503, 503)
    assert "could not be reached" in cut_off.page.text
    assert kept.page.heading == "Your vote is in"
    assert box.papers_in(ballot_id) == queries.turnout(ballot_id) == 1


def test_a_second_device_is_told_kindly(
    client: StrictClient, new_client: NewClient, voters: list[RegisterEntry]
) -> None:
    ballot = make_ballot(secrecy="secret_simple")
    signed_in(client, voters[0].party_id)
    phone = signed_in(new_client(), voters[0].party_id)
    checked = phone.submit(f"/ballots/{ballot.id}", {"q1": "against"})
    cast(client, ballot.id, "for")

    sent = dict(checked.page.form(f"/ballots/{ballot.id}/cast").fields())
    late = phone.post(f"/ballots/{ballot.id}/cast", data=sent)

    assert late.status_code == 409
    assert "counts once" in late.page.text


def test_no_choice_is_an_error_beside_the_question(
    client: StrictClient, voters: list[RegisterEntry]
) -> None:
    ballot = make_ballot()
    signed_in(client, voters[0].party_id)

    answer = client.submit(f"/ballots/{ballot.id}", {})

    assert "Select for, against or abstain" in answer.page.text
    assert answer.page.title.startswith("Error:")


def test_a_paper_without_its_number_goes_back_to_the_ballot(
    client: StrictClient, voters: list[RegisterEntry]
) -> None:
    ballot = make_ballot()
    signed_in(client, voters[0].party_id)
    token = client.get(f"/ballots/{ballot.id}").page.form().fields()["csrf_token"]

    answer = client.post(
        f"/ballots/{ballot.id}/cast", data={"csrf_token": token, "paper": "for", "nonce": "x"}
    )

    assert answer.status_code == 302
    assert queries.turnout(ballot.id) == 0


def test_casting_without_a_csrf_token_is_refused(
    client: StrictClient, voters: list[RegisterEntry]
) -> None:
    ballot = make_ballot()
    signed_in(client, voters[0].party_id)
    nonce = Nonce.fresh(ballot.id).value

    answer = client.post(f"/ballots/{ballot.id}/cast", data={"paper": "for", "nonce": nonce})

    assert answer.status_code == 400
    assert queries.turnout(ballot.id) == 0


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize(
    "page", ["", "/result", "/result.csv", "/result.json", "/votes", "/votes.csv"]
)
def test_nobody_sees_a_running_result(
    client: StrictClient, voters: list[RegisterEntry], role: Role | None, page: str
) -> None:
    ballot = make_ballot()
    vote_all(ballot, voters, "fffffffaaab")
    asking = make_person("Olive Officer")
    if role is not None and role is not Role.MEMBER:
        make_role(asking.party_id, role)
    signed_in(client, asking.party_id)

    answer = client.get(f"/ballots/{ballot.id}{page}")

    if page:
        assert answer.status_code in (403, 404)
    assert "63.63" not in answer.text
    assert "7 for" not in answer.text
    assert "Carried" not in answer.text


def test_turnout_is_shown_but_not_below_ten(
    client: StrictClient, voters: list[RegisterEntry]
) -> None:
    ballot = make_ballot()
    vote_all(ballot, voters[1:], "ffffa")
    signed_in(client, voters[0].party_id)
    assert "fewer than 10" in client.get(f"/ballots/{ballot.id}").page.text

    vote_all(db.session.get_one(Ballot, ballot.id), voters[6:], "fffffa")
    service.keep_checkpoints(NOON)
    db.session.commit()

    assert f"11 of {ballot.roll_size} have voted" in client.get(f"/ballots/{ballot.id}").page.text


@BOTH
def test_a_result_tells_the_verdict_and_its_arithmetic(
    client: StrictClient, voters: list[RegisterEntry], secrecy: str
) -> None:
    ballot = make_ballot(secrecy=secrecy)
    vote_all(ballot, voters, "fffffffaaab")
    declare(ballot)
    signed_in(client, voters[0].party_id)

    page = client.get(f"/ballots/{ballot.id}/result").page

    assert "Carried" in page.text
    assert "7 for, 3 against, 1 abstained" in page.text
    assert page.table("The count")[1][:3] == ["For", "7", "70%"]


def test_the_ballots_address_leads_to_its_result_once_declared(
    client: StrictClient, voters: list[RegisterEntry]
) -> None:
    ballot = make_ballot()
    vote_all(ballot, voters, "ff")
    declare(ballot)
    signed_in(client, voters[0].party_id)

    answer = client.get(f"/ballots/{ballot.id}")

    assert answer.headers["Location"].endswith(f"/ballots/{ballot.id}/result")


def test_result_files_say_what_the_page_says(
    client: StrictClient, voters: list[RegisterEntry]
) -> None:
    ballot = make_ballot()
    vote_all(ballot, voters, "fffffffaaab")
    declare(ballot)
    signed_in(client, voters[0].party_id)

    as_json = client.get(f"/ballots/{ballot.id}/result.json").get_json()
    as_csv = client.get(f"/ballots/{ballot.id}/result.csv")

    assert as_json["declaration"]["figures"]["for"] == 7
    assert as_json["definition"]["roll_size"] == ballot.roll_size
    lines = list(csv.reader(io.StringIO(as_csv.text.lstrip("\ufeff"))))
    assert ["For", "7"] in lines


def test_services_with_few_papers_are_told_together_everywhere(
    client: StrictClient,
) -> None:
    voters = make_voters(14) + make_voters(3, service="Respite") + make_voters(11, service="Office")
    ballot = make_ballot(secrecy="secret_simple")
    vote_all(ballot, voters, "f" * 28)
    declare(ballot)
    signed_in(client, voters[0].party_id)

    page = client.get(f"/ballots/{ballot.id}/result").page
    told = client.get(f"/ballots/{ballot.id}/result.json").get_json()["declaration"]["turnout"]

    assert all(group["voted"] >= 10 for group in told)
    assert ["Respite"] not in [group["services"] for group in told]
    assert all(int(row[2]) >= 10 for row in page.table("Turnout by service")[1:])


def test_recorded_votes_of_an_open_ballot_are_shown_after_it(
    client: StrictClient, voters: list[RegisterEntry]
) -> None:
    ballot = make_ballot()
    vote_all(ballot, voters, "fa")
    declare(ballot)
    signed_in(client, voters[0].party_id)

    rows = client.get(f"/ballots/{ballot.id}/votes").page.table("Recorded votes")
    file = client.get(f"/ballots/{ballot.id}/votes.csv").text

    assert [row[2] for row in rows[1:]] == ["For", "Against"]
    assert voters[1].name in file


def test_there_is_no_list_of_votes_of_a_secret_ballot(
    client: StrictClient, voters: list[RegisterEntry]
) -> None:
    ballot = make_ballot(secrecy="secret_simple")
    vote_all(ballot, voters, "fffaa")
    declare(ballot)
    signed_in(client, voters[0].party_id)

    assert client.get(f"/ballots/{ballot.id}/votes").status_code == 404
    assert client.get(f"/ballots/{ballot.id}/votes.csv").status_code == 404


def test_a_late_joiner_is_told_why_they_cannot_vote(
    client: StrictClient, voters: list[RegisterEntry]
) -> None:
    ballot = make_ballot()
    late = make_member("Late Joiner", since=NOON.date() + timedelta(days=1))
    signed_in(client, late.party_id)

    page = client.get(f"/ballots/{ballot.id}").page

    assert "you were not entitled to vote on" in page.text
    assert not page.all("input", type="radio")


def plan_form(**changes: str) -> dict[str, str]:
    return {
        "question": "Should we open a respite house in Tipton?",
        "if_carried": "A six-bed house opens by June.",
        "resolution_kind": "special",
        "secrecy": "secret_simple",
        "record_date-day": "16",
        "record_date-month": "11",
        "record_date-year": "2026",
        "opens_at-day": "17",
        "opens_at-month": "11",
        "opens_at-year": "2026",
        "opens_at-time": "9am",
        "closes_at-day": "24",
        "closes_at-month": "11",
        "closes_at-year": "2026",
        "closes_at-time": "5pm",
        "quorum": "share",
        "quorum_share": "25",
        "abstentions_count": "y",
    } | changes


@pytest.fixture
def secretary(client: StrictClient, voters: list[RegisterEntry]) -> StrictClient:
    make_role(voters[0].party_id, Role.SECRETARY)
    return signed_in(client, voters[0].party_id)


def test_the_secretary_sets_a_ballot_that_opens_and_closes_by_itself(
    secretary: StrictClient, clock: Clock
) -> None:
    motion = make_motion(state="seconded")
    checked = secretary.submit(f"/office/motions/{motion.id}/ballot", plan_form())
    assert "25 of every 100" in checked.page.text or "25%" in checked.page.text
    sent = dict(checked.page.form().fields()) | {"confirmed": "yes"}

    answer = secretary.post(f"/office/motions/{motion.id}/ballot", data=sent)

    assert answer.status_code == 302
    ballot = queries.ballot_of_motion(motion.id)
    assert ballot is not None
    assert (ballot.state, ballot.closes_at.hour) == ("planned", 17)


def test_confirming_twice_sets_one_ballot(secretary: StrictClient) -> None:
    motion = make_motion(state="seconded")
    checked = secretary.submit(f"/office/motions/{motion.id}/ballot", plan_form())
    sent = dict(checked.page.form().fields()) | {"confirmed": "yes"}
    secretary.post(f"/office/motions/{motion.id}/ballot", data=sent)

    again = secretary.post(f"/office/motions/{motion.id}/ballot", data=sent)

    assert again.status_code == 409
    assert len(queries.every_ballot()) == 1


def test_changing_something_keeps_what_was_entered(secretary: StrictClient) -> None:
    motion = make_motion(state="seconded")
    checked = secretary.submit(f"/office/motions/{motion.id}/ballot", plan_form())
    sent = dict(checked.page.form().fields()) | {"change": "yes"}

    page = secretary.post(f"/office/motions/{motion.id}/ballot", data=sent).page

    assert page.form().fields()["question"] == ["Should we open a respite house in Tipton?"]


def test_times_out_of_order_are_said_and_nothing_is_lost(secretary: StrictClient) -> None:
    motion = make_motion(state="seconded")
    typed = plan_form(**{"closes_at-day": "17", "closes_at-time": "9.30am"})
    checked = secretary.submit(f"/office/motions/{motion.id}/ballot", typed)
    sent = dict(checked.page.form().fields()) | {"confirmed": "yes"}

    page = secretary.post(f"/office/motions/{motion.id}/ballot", data=sent).page

    assert "less than an hour" in page.text
    assert page.form().fields()["question"] == ["Should we open a respite house in Tipton?"]


def test_a_closing_time_that_the_clocks_skip_is_refused(secretary: StrictClient) -> None:
    motion = make_motion(state="seconded")
    typed = plan_form(
        **{
            "closes_at-day": "28",
            "closes_at-month": "3",
            "closes_at-year": "2027",
            "closes_at-time": "1.30am",
        }
    )

    page = secretary.submit(f"/office/motions/{motion.id}/ballot", typed).page

    assert page.title.startswith("Error:")


def test_calling_off_tells_the_reason(secretary: StrictClient) -> None:
    ballot = make_ballot()

    secretary.submit(f"/office/ballots/{ballot.id}/call-off", {"reason": "The costs were wrong."})

    assert "The costs were wrong." in secretary.get(f"/ballots/{ballot.id}").page.text


def test_the_office_lists_ballots_with_turnout_only(
    secretary: StrictClient, voters: list[RegisterEntry]
) -> None:
    ballot = make_ballot()
    vote_all(ballot, voters, "ffffffaaaaa")
    service.keep_checkpoints(NOON)
    db.session.commit()

    page = secretary.get("/office/ballots").page

    assert f"11 / {ballot.roll_size}" in page.text


def test_the_office_is_told_of_a_box_with_too_many_papers(
    secretary: StrictClient, voters: list[RegisterEntry]
) -> None:
    ballot = make_ballot(secrecy="secret_simple")
    vote_all(ballot, voters, "ffa")
    box.drop(Nonce.fresh(ballot.id), "for")
    service.close_due(ballot.closes_at)

    page = secretary.get("/office/ballots").page

    assert "holds more papers than people are marked" in page.text


def test_an_unknown_ballot_is_not_found(secretary: StrictClient) -> None:
    assert secretary.get("/ballots/999").status_code == 404


def test_a_vote_in_an_unknown_ballot_is_not_found(
    client: StrictClient, voters: list[RegisterEntry]
) -> None:
    ballot = make_ballot(secrecy="secret_simple")
    signed_in(client, voters[0].party_id)
    checked = client.submit(f"/ballots/{ballot.id}", {"q1": "for"})
    sent = dict(checked.page.form(f"/ballots/{ballot.id}/cast").fields())

    assert client.post("/ballots/999/cast", data=sent).status_code == 404
