"""What elections hold on somebody: told to them, and erased in time."""

import io

import pytest
from PIL import Image
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from governance.ballots.models import BallotPicture
from governance.elections import service
from governance.elections.held import Elections
from governance.infrastructure.database import db
from tests.factories.elections import (
    CLOSING,
    NOON,
    OPENING,
    TODAY,
    actor_of,
    call_election,
    close,
    contest_in,
    declare,
    make_candidate,
    make_seats,
    members_of,
    open_voting,
)
from tests.factories.members import make_member


def stood():
    """Have Ada stand with a photograph, answer a question, and be voted on."""
    voters = members_of(6)
    contest = contest_in(call_election(make_seats(1)))
    ada = make_member("Ada Brook")
    own = actor_of(ada)
    candidate = make_candidate(contest, ada, voters[:2])
    make_candidate(contest, make_member("Ben Cole"), voters[:2])
    kept = io.BytesIO()
    Image.new("RGB", (600, 600), (90, 140, 120)).save(kept, "JPEG")
    service.show_photograph(candidate, kept.getvalue(), "a.jpg", "Ada", actor=own, now=NOON)
    asker = actor_of(voters[0])
    question = service.ask(contest, "Why?", submission="a" * 32, actor=asker, now=NOON)
    close(contest.election)
    service.answer(question, candidate, "I listen.", actor=own, now=CLOSING)
    return ada, voters, contest


def told(party_id: int) -> dict[str, list[dict[str, object]]]:
    """Return what is told to somebody, by title."""
    return {held.title: list(held.rows) for held in Elections().held_on(party_id)}


def test_a_candidate_is_told_what_is_held_on_them():
    ada, voters, _contest = stood()

    own, seconder = told(ada.party_id), told(voters[0].party_id)

    (row,) = own["Offices for which you stood"]
    assert row["statement"] == "I have cared for people here for nine years."
    assert [row["words"] for row in own["What you answered as a candidate"]] == ["I listen."]
    assert len(seconder["Candidates you were asked to second"]) == 2
    assert [row["words"] for row in seconder["What you asked candidates"]] == ["Why?"]


def test_nobody_is_erased_while_they_stand():
    ada, voters, _contest = stood()

    (reason,) = Elections().obstacles(ada.party_id, today=TODAY)

    assert reason == "They are a candidate in an election that goes on: Three directors"
    assert list(Elections().obstacles(voters[0].party_id, today=TODAY)) == []


def test_a_photograph_goes_and_what_was_published_stays():
    ada, _voters, contest = stood()
    ballot = open_voting(contest)
    with pytest.raises(IntegrityError, match="refuses this delete"), db.session.begin_nested():
        Elections().erase(ada.party_id, now=OPENING)
    declare(ballot)

    assert Elections().erase(ada.party_id, now=OPENING) == 1

    assert db.session.scalar(select(func.count()).select_from(BallotPicture)) == 0
    assert told(ada.party_id)["Offices for which you stood"][0]["statement"]
