"""Letters about elections: to those who elect, to candidates, and to those asked to second."""

from sqlalchemy import select

from governance.elections import service
from governance.infrastructure.database import db
from governance.notifications.letters import letter_for
from governance.notifications.models import Mail
from governance.reckoning.elections.standing import Constituency
from tests.factories.elections import (
    NOON,
    OPENING,
    SUE,
    actor_of,
    call_election,
    close,
    contest_in,
    make_candidate,
    make_seats,
    members_of,
    open_voting,
)
from tests.factories.members import make_member, make_society


def told(what: str) -> dict[int, str]:
    """Return the letters of that kind as text, by whom they go to."""
    mails = db.session.scalars(select(Mail).order_by(Mail.id)).all()
    return {
        mail.party_id: letter_for(mail, now=NOON).text
        for mail in mails
        if mail.context.get("what") == what
    }


def test_whoever_elects_is_told_of_the_notice():
    make_society()
    day = members_of(6, service_name="Day services")
    members_of(6)
    seats = make_seats(1, constituency=Constituency.SERVICE, service_name="Day services")

    call_election(seats)

    letters = told("called")
    assert set(letters) == {each.party_id for each in day}
    text = letters[day[0].party_id]
    assert "Seats are vacant: Three directors" in text
    assert "Director, Board, for Day services: 1" in text
    assert "Nominate until the end of 30 November 2026." in text


def test_whoever_is_nominated_is_asked_to_consent_and_whoever_is_to_second():
    members_of(6)
    contest = contest_in(call_election())
    ada, ben, cat = make_member("Ada Brook"), make_member("Ben Cole"), make_member("Cat Day")

    candidate = service.nominate(contest, ada.party_id, actor=actor_of(ben), now=NOON)
    service.ask_to_second(candidate, cat.party_id, actor=actor_of(ben), now=NOON)

    assert "Ben Cole proposes you." in told("nominated")[ada.party_id]
    assert "Do you second the nomination of Ada Brook?" in told("seconder")[cat.party_id]


def test_candidates_are_told_whether_they_stand_of_questions_and_of_being_struck_out():
    ada, *voters = members_of(6)
    contest = contest_in(call_election(make_seats(1)))
    runners = [make_member(f"Runner {n}") for n in range(2)]
    first, second = (make_candidate(contest, each, voters[:2]) for each in runners)
    late = make_candidate(contest, make_member("Late Runner"))

    close(contest.election)
    for submission in ("a", "b"):
        service.ask(contest, "Why?", submission=submission * 32, actor=actor_of(ada), now=OPENING)
    open_voting(contest)
    service.strike_out(first, "They left.", actor=SUE, now=OPENING)

    assert set(told("standing")) == {first.party_id, second.party_id}
    assert "It needs 2 nominators besides the candidate and has 0" in told("lapsed")[late.party_id]
    assert set(told("asked")) == {first.party_id, second.party_id}
    assert "They left." in told("struck")[first.party_id]


def test_where_nobody_votes_everybody_is_told_who_is_elected():
    voters = members_of(6)
    contest = contest_in(call_election(make_seats(1)))
    ada = make_member("Ada Brook")
    make_candidate(contest, ada, voters[:2])

    close(contest.election)

    assert "You are elected: Director, Board" in told("elected")[ada.party_id]
    letters = told("unopposed")
    assert len(letters) == 7
    assert "there were no more candidates than seats" in letters[voters[0].party_id]


def test_an_election_that_is_called_off_is_told():
    voters = members_of(6)
    election = call_election()

    service.call_off(election, reason="The date was wrong.", actor=SUE, now=NOON)

    letters = told("called off")
    assert set(letters) == {each.party_id for each in voters}
    assert "The reason given: The date was wrong." in letters[voters[0].party_id]
