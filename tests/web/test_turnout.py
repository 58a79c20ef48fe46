"""Turnout while a ballot is open: as last noted, with the quorum in it and no single vote."""

from datetime import timedelta

from governance.ballots import service
from governance.ballots.models import Ballot
from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from tests.factories.accounts import make_role, signed_in
from tests.factories.ballots import make_ballot, make_voters, vote, vote_all
from tests.factories.members import make_member
from tests.machinery.clock import NOON


def note(now):
    service.keep_checkpoints(now)
    db.session.commit()


def test_turnout_is_drawn_by_day_with_the_line_of_the_quorum(client):
    voters = make_voters(30)
    quorum = {"participation": [1, 2], "counts_abstentions": True}
    ballot = make_ballot(secrecy="secret_simple", quorum=quorum)
    ballot_id = ballot.id
    vote_all(ballot, voters[1:], "f" * 11)
    note(NOON)
    vote_all(db.session.get_one(Ballot, ballot_id), voters[12:], "a" * 10)
    note(NOON + timedelta(days=1))
    signed_in(client, voters[0].party_id)

    page = client.get(f"/ballots/{ballot_id}").page

    assert "Turnout as it was noted" in page.text
    assert "The line is the quorum: 17 must take part" in page.text
    assert "16 November" in page.text
    assert "17 November" in page.text
    assert "21 of 33 had voted when it was last noted" in page.text


def test_one_more_vote_changes_nothing_that_anybody_sees(client, new_client):
    voters = make_voters(30)
    ballot = make_ballot(secrecy="secret_simple")
    ballot_id = ballot.id
    vote_all(ballot, voters[2:], "f" * 12)
    note(NOON)
    signed_in(client, voters[0].party_id)
    officer = make_member("Sue Secretary")
    make_role(officer.party_id, Role.SECRETARY)
    secretary = signed_in(new_client(), officer.party_id)

    def seen():
        office = ("/office/ballots", f"/office/ballots/{ballot_id}/papers")
        own = (f"/ballots/{ballot_id}", "/", "/decisions")
        texts = [client.get(path).page.text for path in own]
        return texts + [secretary.get(path).page.text for path in office]

    before = seen()
    vote(db.session.get_one(Ballot, ballot_id), voters[1], "against")
    note(NOON + timedelta(days=1))

    assert seen() == before


def test_nothing_is_drawn_before_enough_have_voted(client):
    voters = make_voters(30)
    ballot = make_ballot(secrecy="secret_simple")
    vote_all(ballot, voters[1:], "f" * 9)
    note(NOON)
    signed_in(client, voters[0].party_id)

    page = client.get(f"/ballots/{ballot.id}").page

    assert "fewer than 10" in page.text
    assert "Turnout as it was noted" not in page.text
