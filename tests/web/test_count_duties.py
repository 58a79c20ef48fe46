"""What waits for tellers and scrutineers stands among the duties of the office."""

from governance.ballots.models import Ballot
from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from tests.factories.accounts import make_role, signed_in
from tests.factories.ballots import make_ballot, make_voters
from tests.factories.members import make_member
from tests.factories.tellers import close, enter_papers, vote_on_paper


def test_a_scrutineer_is_told_of_papers_and_then_of_the_count(client):
    voters = make_voters(9)
    ballot = make_ballot(secrecy="secret_simple", count_opens="scrutineers")
    ballot_id = ballot.id
    vote_on_paper(ballot, voters[:2])
    close(ballot)
    ada = make_member("Ada Able")
    make_role(ada.party_id, Role.SCRUTINEER)
    signed_in(client, ada.party_id)
    before = client.get("/office").page.text

    enter_papers(db.session.get_one(Ballot, ballot_id), "2 x f")
    after = client.get("/office").page.text

    assert "Type in the papers: Should we open a respite house in Tipton?" in before
    assert "2 envelopes came back." in before
    assert "Open the count" not in before
    assert "Open the count: Should we open a respite house in Tipton?" in after
    assert "Type in the papers" not in after
