"""Votes on paper and the count, through the browser: asking, typing, opening, certifying."""

from io import BytesIO

import pikepdf
import pytest

from governance.ballots import box, queries, teller_queries
from governance.ballots.models import Ballot
from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from tests.factories.accounts import make_role, signed_in
from tests.factories.ballots import asking, make_ballot, make_paper, make_voters, vote
from tests.factories.members import make_member
from tests.factories.tellers import close, declared, enter_papers, vote_on_paper


@pytest.fixture
def voters():
    return make_voters(9)


def officer(client, name, *roles):
    entry = make_member(name)
    make_role(entry.party_id, *roles)
    return signed_in(client, entry.party_id)


def typing(client, ballot_id, act, **fields):
    page = client.get(f"/ballots/{ballot_id}/typing").page
    token = page.form().fields()["csrf_token"]
    sent = {"csrf_token": token, "act": act, **fields}
    return client.post(f"/ballots/{ballot_id}/typing", data=sent, follow_redirects=True)


def test_a_member_asks_for_a_paper_and_finds_no_form_any_more(client, voters):
    ballot = make_ballot(secrecy="secret_simple")
    signed_in(client, voters[0].party_id)
    assert "Vote on paper instead" in client.get(f"/ballots/{ballot.id}").page.text

    client.submit(f"/ballots/{ballot.id}/on-paper", {})
    after = client.get(f"/ballots/{ballot.id}")

    assert "You asked for a paper in this ballot" in after.page.text
    assert "Cast my vote" not in after.page.text
    entry = queries.roll_entry(ballot.id, voters[0].party_id)
    assert (entry.channel, entry.mark) == ("paper", None)


def test_the_office_asks_for_who_phoned_and_marks_the_envelope(client, voters):
    ballot = make_ballot(secrecy="secret_simple")
    ballot_id = ballot.id
    officer(client, "Sue Secretary", Role.SECRETARY)
    where = f"/office/ballots/{ballot_id}/papers"

    client.submit(where, {"member_number": str(voters[2].member_number)})
    page = client.get(where).page
    form = page.form(f"/office/ballots/{ballot_id}/envelopes")
    client.post(form["action"], data=dict(form.fields()))

    assert "Voter 2" in page.text
    state = teller_queries.on_paper(ballot_id)
    assert (state.asked, state.envelopes) == (1, 1)
    assert "Back" in client.get(where).page.text


def test_a_number_that_is_not_on_the_roll_is_said_beside_the_field(client, voters):
    ballot = make_ballot()
    officer(client, "Sue Secretary", Role.SECRETARY)

    answer = client.submit(f"/office/ballots/{ballot.id}/papers", {"member_number": "99999"})

    assert "Nobody of this number is on the roll" in answer.page.text


def test_the_office_sees_of_nobody_online_whether_they_voted(client, voters):
    ballot = make_ballot(secrecy="secret_simple")
    vote(ballot, voters[0], "for")
    vote_on_paper(ballot, voters[1:2])
    officer(client, "Sue Secretary", Role.SECRETARY)

    page = client.get(f"/office/ballots/{ballot.id}/papers").page
    listed = client.get(f"/office/ballots/{ballot.id}/papers.csv").text

    assert "Voter 1" in page.text
    assert "Voter 0" not in page.text
    assert "Voter 1" in listed
    assert "Back" not in listed


@pytest.mark.parametrize("size", ["", "&print=large"])
def test_ballot_papers_are_printed_tagged_with_the_numbers_to_type(client, voters, size):
    question = asking("scottish_stv", "Ada Able", "Bo Bold", "Cy Cold", seats=1, order="drawn")
    ballot = make_paper(question)
    officer(client, "Sue Secretary", Role.SECRETARY)

    answer = client.get(f"/office/ballots/{ballot.id}/papers.pdf?copies=3{size}")

    with pikepdf.open(BytesIO(answer.data)) as printed:
        assert len(printed.pages) == 3
        assert printed.Root.MarkInfo.Marked


def test_two_tellers_type_differ_agree_and_sign(client, new_client, voters):
    ballot = make_ballot(secrecy="secret_simple")
    ballot_id = ballot.id
    vote_on_paper(ballot, voters[:3])
    close(ballot)
    tess = officer(client, "Tess Teller", Role.SCRUTINEER)
    toby = officer(new_client(), "Toby Teller", Role.SCRUTINEER)
    for teller in (tess, toby):
        typing(teller, ballot_id, "sit")

    kept = typing(tess, ballot_id, "keep", lines="a\nzz")
    assert "for, against or abstain" in kept.page.text
    typing(tess, ballot_id, "ready", lines="3 x a")
    differ = typing(toby, ballot_id, "ready", lines="2 x a\r\nf")
    assert "Where you differ" in differ.page.text
    agreed = typing(toby, ballot_id, "ready", lines="3 x a")
    assert "You have both typed the same papers" in agreed.page.text

    digest = agreed.page.form().fields()["digest"]
    typing(toby, ballot_id, "sign", digest=digest)
    typing(tess, ballot_id, "sign", digest=digest)

    assert box.papers_in(ballot_id) == 3
    assert declared(db.session.get_one(Ballot, ballot_id))["figures"]["against"] == 3


def test_the_envelopes_of_an_open_ballot_are_typed_by_name(client, voters):
    ballot = make_ballot(secrecy="open")
    ballot_id = ballot.id
    vote_on_paper(ballot, voters[:2])
    close(ballot)
    officer(client, "Tess Teller", Role.SCRUTINEER)
    typing(client, ballot_id, "sit")

    typing(client, ballot_id, "keep", lines=["f", ""])
    page = client.get(f"/ballots/{ballot_id}/typing").page

    assert "Voter 0" in page.text
    assert page.form().fields()["lines"] in ("f", ["f", ""])


def test_who_is_no_teller_sees_nothing_that_was_typed(client, voters):
    ballot = make_ballot(secrecy="secret_simple")
    vote_on_paper(ballot, voters[:3])
    close(ballot)
    signed_in(client, voters[4].party_id)

    answer = client.get(f"/ballots/{ballot.id}/typing")

    assert answer.status_code == 403
    assert "scrutineers" in answer.page.text


def test_scrutineers_open_the_count_and_certify_without_seeing_a_figure_before(
    client, new_client, voters
):
    ballot = make_ballot(secrecy="secret_simple", count_opens="scrutineers")
    ballot_id = ballot.id
    for voter in voters[:6]:
        vote(ballot, voter, "for")
    close(ballot)
    where = f"/ballots/{ballot_id}/count"
    ada = officer(client, "Ada Able", Role.SCRUTINEER)
    bo = officer(new_client(), "Bo Bold", Role.SCRUTINEER)

    for scrutineer in (ada, bo):
        page = scrutineer.get(where).page
        assert "Marked as having voted 6" in " ".join(page.text.split())
        assert "Against" not in page.text
        form = page.form(where)
        scrutineer.post(where, data=dict(form.fields()) | {"act": "open"})
    declared(db.session.get_one(Ballot, ballot_id))
    form = ada.get(where).page.form(where)
    ada.post(where, data=dict(form.fields()) | {"act": "certify"})

    assert [row.name for row in teller_queries.certified_by(ballot_id)] == ["Ada Able"]
    assert "You have certified this result" in ada.get(where).page.text
    assert "Certified by Ada Able." in bo.get(f"/ballots/{ballot_id}/result").page.text
    assert bo.get(f"/ballots/{ballot_id}/result.pdf").status_code == 200


def test_scrutineers_see_no_live_figure_while_votes_are_cast(client, voters):
    ballot = make_ballot(secrecy="secret_simple")
    vote(ballot, voters[0], "for")
    officer(client, "Ada Able", Role.SCRUTINEER)

    answer = client.get(f"/ballots/{ballot.id}/count")

    assert answer.status_code == 302
    assert answer.location.endswith(f"/ballots/{ballot.id}")


def test_the_page_of_a_ballot_says_what_it_waits_for(client, voters):
    ballot = make_ballot(secrecy="secret_simple", count_opens="scrutineers")
    ballot_id = ballot.id
    vote_on_paper(ballot, voters[:2])
    close(ballot)
    signed_in(client, voters[5].party_id)
    papers = client.get(f"/ballots/{ballot_id}").page.text

    enter_papers(db.session.get_one(Ballot, ballot_id), "2 x f")
    scrutineers = client.get(f"/ballots/{ballot_id}").page.text

    assert "Two tellers type in the papers" in papers
    assert "until 2 more scrutineers have opened it" in scrutineers


def test_the_secretary_asks_and_a_scrutineer_agrees_to_count_without_papers(
    client, new_client, voters
):
    ballot = make_ballot(secrecy="secret_simple")
    ballot_id = ballot.id
    vote_on_paper(ballot, voters[:2])
    close(ballot)
    sue = officer(client, "Sue Secretary", Role.SECRETARY)
    ada = officer(new_client(), "Ada Able", Role.SCRUTINEER)

    sue.submit(f"/office/ballots/{ballot_id}/without-papers", {"reason": "The bag was stolen."})
    page = ada.get(f"/ballots/{ballot_id}/count").page
    assert "The bag was stolen." in page.text
    form = page.form(f"/ballots/{ballot_id}/count")
    ada.post(form["action"], data=dict(form.fields()) | {"act": "agree"})

    assert teller_queries.on_paper(ballot_id).is_waived
    assert declared(db.session.get_one(Ballot, ballot_id))["figures"]["missing"] == 2


def assisted(client, ballot_id, voter, choice):
    """Help a member vote, as a teller does: their number, their paper, check, cast."""
    number = {"member_number": str(voter.member_number)}
    client.submit(f"/ballots/{ballot_id}/assist", number)
    where = f"/ballots/{ballot_id}/assist/{voter.party_id}"
    paper = client.get(where).page
    checked = client.submit(where, {"q1": choice})
    form = checked.page.form(f"{where}/cast")
    return paper, client.post(form["action"], data=dict(form.fields()))


@pytest.mark.parametrize("secrecy", ["open", "secret_simple"])
def test_a_member_votes_at_a_tellers_device(client, voters, secrecy):
    ballot = make_ballot(secrecy=secrecy)
    ballot_id = ballot.id
    officer(client, "Tess Teller", Role.SCRUTINEER)

    paper, receipt = assisted(client, ballot_id, voters[0], "for")

    assert "The paper of Voter 0, with your help" in paper.text
    assert receipt.page.heading == "Your vote is in"
    assert teller_queries.marked_by_channel(ballot_id)["assisted"] == 1
    assert queries.has_voted(ballot_id, voters[0].party_id)


def test_a_teller_finds_out_of_nobody_whether_they_have_voted(client, voters):
    ballot = make_ballot(secrecy="secret_simple")
    ballot_id = ballot.id
    vote(ballot, voters[0], "for")
    officer(client, "Tess Teller", Role.SCRUTINEER)

    pages = [
        client.get(f"/ballots/{ballot_id}/assist/{each.party_id}").page.text.replace(each.name, "")
        for each in voters[:2]
    ]
    _paper, refused = assisted(client, ballot_id, voters[0], "for")

    assert pages[0] == pages[1]
    assert refused.status_code == 409


def test_only_tellers_help_and_nobody_casts_for_another_without(client, voters):
    ballot = make_ballot(secrecy="secret_simple")
    signed_in(client, voters[0].party_id)

    answer = client.get(f"/ballots/{ballot.id}/assist/{voters[1].party_id}")

    assert answer.status_code == 403
