"""What the pages of ballots by shares and by classes tell, and how the secretary sets them."""

import pytest

from governance.infrastructure.actor import Role
from tests.factories.ballots import declare, make_ballot, vote, vote_all
from tests.factories.members import make_member
from tests.factories.motions import make_motion
from tests.services.test_ballots_by_class import by_class, end_work, of_two_classes
from tests.services.test_ballots_by_shares import with_votes
from tests.web.test_ballots import plan_form


@pytest.fixture
def of_classes():
    return of_two_classes()


@pytest.fixture
def secretary(of_classes, browser):
    return browser(of_classes[0][1], Role.SECRETARY)


@pytest.fixture
def holders():
    return with_votes()


def test_a_holder_is_told_how_many_votes_they_have(holders, browser):
    ballot = make_ballot()
    ada = browser(holders[0])

    paper = ada.get(f"/ballots/{ballot.id}").page.text
    assert "You have 100 votes in this ballot: those that your shares carry." in paper

    vote(ballot, holders[0], "for")
    assert "Votes that you have 100" in ada.get(f"/ballots/{ballot.id}").page.text


def test_each_class_is_led_to_its_ballot_and_to_the_others(of_classes, browser):
    first, second = by_class()
    bea = browser(of_classes[1][2])

    paper = bea.get(f"/ballots/{second.id}").page.text
    assert "This is the paper of: B shares. Every class must carry it." in paper
    vote(second, of_classes[1][2], "for")
    page = bea.get(f"/ballots/{second.id}").page.text
    assert "Who votes B shares" in page
    assert "The ballot of: A shares" in page
    assert "Votes that you have" not in page
    assert f"/ballots/{second.id}" in bea.get(f"/motions/{first.motion_id}").text
    assert "cannot vote in this ballot" in bea.get(f"/ballots/{first.id}").page.text


def test_the_page_says_what_it_needs_and_by_which_rule(of_classes, browser):
    first, _second = by_class(kind="class_consent")

    page = browser(of_classes[0][2]).get(f"/ballots/{first.id}").page.text
    assert "at least 75 of every 100 votes in every class" in page
    assert "sections 630(4)(b) and 631(4)(b)" in page


def test_the_secretary_sets_a_vote_by_classes(secretary):
    motion = make_motion(state="seconded")
    asked = plan_form(resolution_kind="double_majority", class_by="work", quorum="none")
    gone = make_member("Fay Former").party_id
    end_work(gone)

    asked |= {"secrecy": "open"}
    checked = secretary.submit(f"/office/motions/{motion.id}/ballot", asked)

    assert "Members who work here: 15; Other members: 1" in checked.page.text
    fields = dict(checked.page.form(0).fields())
    place = f"/office/motions/{motion.id}/ballot"
    shown = secretary.post(place, data={**fields, "confirmed": "yes"}, follow_redirects=True)
    assert "(Members who work here)" in shown.page.text


@pytest.mark.parametrize(
    ("kind", "class_by", "said"),
    [
        ("double_majority", "", "Select what makes the classes"),
        ("ordinary", "shares", "Select that it is no vote by classes, or another kind"),
    ],
)
def test_classes_are_asked_for_where_all_of_them_must_carry_it(secretary, kind, class_by, said):
    motion = make_motion(state="seconded")

    asked = plan_form(resolution_kind=kind, class_by=class_by)
    shown = secretary.submit(f"/office/motions/{motion.id}/ballot", asked)

    assert said in shown.page.text


def test_a_ballot_is_offered_what_a_ballot_can_pass(secretary):
    motion = make_motion(state="seconded")

    text = secretary.get(f"/office/motions/{motion.id}/ballot").page.text

    for offered in (
        "Extraordinary resolution (two thirds)",
        "Double majority",
        "Unanimous",
    ):
        assert offered in text
    for not_here in ("Merger with another society", "Majority of the board", "Confirmation of"):
        assert not_here not in text


def test_the_result_of_votes_by_shares_tells_members_beside_votes(holders, browser):
    ballot = make_ballot()
    vote_all(ballot, holders, "fa.")
    declare(ballot)
    ada = browser(holders[0])

    page = ada.get(f"/ballots/{ballot.id}/result").page
    assert [cell.text for cell in page.all("tr")[1].all("td")] == ["100", "1", "62.5%"]
    assert "By heads: 1 members for, 1 against, 0 abstained, of 3." in page.text
    assert "It needs more votes for than against. By: Companies Act 2006" in page.text
    assert "60" in ada.get(f"/ballots/{ballot.id}/votes").page.text
    csv = ada.get(f"/ballots/{ballot.id}/result.csv").text
    for line in ("All votes,200", "Members for,1", "For,100"):
        assert line in csv
    votes = ada.get(f"/ballots/{ballot.id}/votes.csv").text.splitlines()
    assert [line.split(",")[-1] for line in votes] == ["Votes", "100", "60"]


def test_the_result_of_a_class_says_what_each_class_decided(of_classes, browser):
    first, second = by_class()
    for ballot, members, votes in zip(
        (first, second), of_classes, ("ffffff", "ffaa."), strict=True
    ):
        vote_all(ballot, members, votes)
    declare(first)
    ada = browser(of_classes[0][0])

    page = ada.get(f"/ballots/{second.id}/result").page
    assert "A shares carried it, B shares did not carry it: lost." in page.text
    assert "What each class decided" in page.text
    assert "B shares Lost 2 2 5" in page.text
    csv = ada.get(f"/ballots/{second.id}/result.csv").text
    assert "B shares,lost,2,2,0,5" in csv
    sheet = ada.get(f"/ballots/{second.id}/result.pdf")
    assert sheet.status_code == 200
