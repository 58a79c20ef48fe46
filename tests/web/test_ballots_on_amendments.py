"""Setting a ballot on an amendment, voting in it, its result, and who is told what to do."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from governance.ballots.models import Ballot
from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.motions.models import Motion
from tests.factories.accounts import make_role, signed_in
from tests.factories.amendments import make_amendable, make_amendment, replaced
from tests.factories.ballots import declare, make_voters, vote_all
from tests.factories.members import make_member, make_person
from tests.services.test_ballots_on_amendments import opened, plan
from tests.web.test_motions import acting


@pytest.fixture
def voters():
    return make_voters(6)


@pytest.fixture
def motion(voters):
    return make_amendable(mover=acting(make_member("Maud Mover")))


@pytest.fixture
def browser(new_client):
    def sign_in(entry, *roles):
        make_role(entry.party_id, *roles)
        return signed_in(new_client(), entry.party_id)

    return sign_in


def test_the_secretary_sets_a_ballot_on_the_next_amendment(browser, motion, now):
    amendment = make_amendment(motion, replaced(1, "We buy three vans."), state="seconded")
    sue = browser(make_person("Sue Secretary"), Role.SECRETARY)

    page = sue.get(f"/motions/amendments/{amendment.id}").page
    assert page.all("a", text="Set a ballot")
    form = sue.get(f"/office/amendments/{amendment.id}/ballot").page
    assert "Amendment A1 of motion 2026/1" in form.text
    question = form.first("input", name="question")["value"]
    assert question.endswith("be amended so: changes paragraph 1?")
    assert len(form.all("input", name="resolution_kind")) == 1
    checked = sue.submit(f"/office/amendments/{amendment.id}/ballot")
    assert "The motion says so at once." in checked.page.text
    sent = dict(checked.page.form().fields()) | {"confirmed": "yes"}
    assert sue.post(f"/office/amendments/{amendment.id}/ballot", data=sent).status_code == 302

    (ballot,) = db.session.query(Ballot).all()
    assert (ballot.amendment_id, ballot.questions[0].motion_version) == (amendment.id, 1)


def test_the_paper_and_the_result_show_what_would_change(browser, motion, voters):
    amendment = make_amendment(motion, replaced(1, "We buy three vans."), state="seconded")
    ballot = opened(plan(amendment))
    voter = browser(voters[0])

    paper = voter.get(f"/ballots/{ballot.id}").page
    assert (paper.first("del").text, paper.first("ins").text) == (
        "[removed: two]",
        "[inserted: three]",
    )
    vote_all(ballot, voters, "aaafff")
    declare(ballot)
    result = voter.get(f"/ballots/{ballot.id}/result").page

    assert "The motion stays as it is." in result.text
    assert result.all("a", text="Amendment 2026/1/A1 with its reason")
    shown = voter.get(f"/motions/amendments/{amendment.id}").page
    assert "The members have decided" in shown.text


def test_what_waits_is_told_to_whom_it_waits_for(browser, motion, now):
    make_amendment(motion, replaced(1, "We buy three vans."), state="seconded")
    make_amendment(motion, replaced(2, "They are green."), state="seconded")
    sue = browser(make_person("Sue Secretary"), Role.SECRETARY)
    chair = browser(make_member("Cy Chair"), Role.CHAIR)

    duties = sue.get("/office").page.text
    assert "Put an amendment to a ballot: A1 of Open a respite house in Tipton" in duties
    assert "Put to a ballot: Open a respite house" not in duties
    assert "Set the order of votes on amendments" in chair.get("/office").page.text
    assert "Amendment A1 of" in sue.get("/office/ballots").page.text
    assert "its amendments are decided first" in sue.get("/decisions").page.text


def test_the_mover_is_asked_at_home_until_they_answer(browser, motion):
    make_amendment(motion, replaced(1, "We buy three vans."))
    mover = db.session.get_one(Motion, motion.id).mover_id
    maud = signed_in_as(browser, mover)

    home = maud.get("/").page
    assert "Somebody would amend your motion: do you accept it?" in home.text
    amendment_id = int(home.first("a", text="Read and answer it")["href"].rpartition("/")[2])
    at = f"/motions/amendments/{amendment_id}"
    maud.submit(at, form=f"{at}/decline")

    assert "Somebody would amend your motion" not in maud.get("/").page.text


def test_a_motion_waits_for_its_ballot_again_once_its_amendment_is_decided(browser, motion, voters):
    amendment = make_amendment(motion, replaced(1, "We buy three vans."), state="seconded")
    sue = browser(make_person("Sue Secretary"), Role.SECRETARY)
    assert "This motion waits for a ballot" not in sue.get(f"/motions/{motion.id}").page.text

    ballot = opened(plan(amendment))
    vote_all(ballot, voters, "ffffff")
    declare(ballot)

    assert "This motion waits for a ballot" in sue.get(f"/motions/{motion.id}").page.text
    assert ballot.closes_at - ballot.opens_at == timedelta(days=7)


def signed_in_as(browser, party_id):
    """Return the browser of a member that there is already."""
    return browser(SimpleNamespace(party_id=party_id))
