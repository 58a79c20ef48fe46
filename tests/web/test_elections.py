"""Elections through the pages: calling one, nominating, seconding, asking, and reading it."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from governance.elections import queries, service
from governance.infrastructure.actor import Role
from governance.infrastructure.clock import start_of_day
from governance.infrastructure.database import db
from governance.members import officers
from governance.members.service import offices
from tests.factories.accounts import make_role, signed_in
from tests.factories.elections import (
    CLOSING,
    FIRST_DAY,
    NOON,
    OPENING,
    SUE,
    actor_of,
    call_election,
    close,
    contest_in,
    declare,
    make_candidate,
    make_officer,
    make_seats,
    members_of,
    open_voting,
    vote,
)
from tests.factories.members import make_member, make_society
from tests.factories.rules import set_rules
from tests.machinery.forms import day


@pytest.fixture
def ada():
    return make_member("Ada Brook")


@pytest.fixture
def contest(ada):
    members_of(6)
    return contest_in(call_election(make_seats(2)))


@pytest.fixture
def adas(new_client, ada, contest):
    """Ada's browser."""
    return signed_in(new_client(), ada.party_id)


def moment_of(name, at):
    return {**day(name, at.date()), f"{name}-time": "9am"}


def test_a_notice_is_written_checked_and_published(sue):
    members_of(6)
    seats = make_seats(3)
    said = {
        "title": "Three directors, 2027",
        "why": "Six meetings a year.",
        f"seats_{seats.id}": 3,
        "secrecy": "secret_simple",
        **day("first_day", FIRST_DAY),
        **day("last_nominations", CLOSING.date()),
        **moment_of("opens_at", OPENING),
        **moment_of("closes_at", OPENING + timedelta(days=8)),
        **day("record_date", OPENING.date()),
    }

    new = "/office/elections/new"
    checked = sue.submit(new, said).page
    assert "Director, Board: 3" in checked.text
    published = sue.submit(new, said | {"confirmed": "yes"}, follow=True).page

    assert "The notice is published" in published.text
    assert published.heading == "Three directors, 2027"
    assert "The 3 seats are empty." in published.text
    assert "3 years, 2 years, 1 year: whoever is elected first serves longest" in published.text


def test_a_notice_against_the_rules_is_told_on_the_form(sue):
    members_of(6)
    seats = make_seats(1)
    said = {
        "title": "A director",
        f"seats_{seats.id}": 1,
        "secrecy": "secret_simple",
        **day("first_day", FIRST_DAY),
        **day("last_nominations", OPENING.date()),
        **moment_of("opens_at", OPENING),
        **moment_of("closes_at", OPENING + timedelta(days=8)),
        **day("record_date", OPENING.date()),
    }

    told = sue.submit("/office/elections/new", said | {"confirmed": "yes"}).page

    assert "By the rules nominations close by" in told.text
    assert not queries.elections_now()


def test_seats_are_set(sue):
    told = sue.submit(
        "/office/elections/seats",
        {"office": "director", "body": "Board", "number": 4, "constituency": "members"},
        follow=True,
    ).page

    assert "The seats are set." in told.text
    assert ["Director, Board", "All members", "0 / 4", "–"] in told.table("Seats")


def test_a_member_stands_and_sees_what_is_missing(adas, contest):
    place = f"/elections/contests/{contest.id}/nominate"

    stood = adas.submit(place, form=place, button="I stand for this", follow=True).page

    assert "You are nominated, and have consented to serve." in stood.text
    assert "It needs 2 nominators besides the candidate and has 0." in stood.text


def test_a_colleague_is_nominated_found_by_name(adas, ada, contest, new_client):
    cole = make_member("Ben Cole")
    place = f"/elections/contests/{contest.id}/nominate"

    nominated = adas.submit(
        f"{place}?words=cole", form=2, button="Nominate Ben Cole", follow=True
    ).page
    home = signed_in(new_client(), cole.party_id)
    (candidate,) = queries.nominating_for(cole.party_id)
    asked = home.get(f"/elections/candidates/{candidate.id}").page
    consented = home.submit(
        f"/elections/candidates/{candidate.id}",
        form=f"/elections/candidates/{candidate.id}/consent",
        follow=True,
    ).page

    assert nominated.heading == "Ben Cole"
    assert "Ada Brook proposes you." in asked.text
    assert "You have consented." in consented.text


def test_a_seconder_is_asked_and_signs(adas, ada, contest, new_client):
    cole = make_member("Ben Cole")
    candidate = make_candidate(contest, ada)
    place = f"/elections/candidates/{candidate.id}"

    asked = adas.submit(
        f"{place}/seconders?words=cole",
        form=f"{place}/seconders",
        button="Ask Ben Cole",
        follow=True,
    ).page
    bens = signed_in(new_client(), cole.party_id)
    signed = bens.submit(place, form=f"{place}/second", follow=True).page

    assert "They are asked" in asked.text
    assert "You nominate them." in signed.text
    assert "Ben Cole Nominates them" in adas.get(place).page.text


def test_before_nominations_close_only_the_number_is_told(adas, contest):
    candidate = make_candidate(contest, make_member("Ruth Runner"))

    shown = adas.get(f"/elections/{contest.election_id}").page

    assert "1 member is nominated so far." in shown.text
    assert "Ruth Runner" not in shown.text
    assert adas.get(f"/elections/candidates/{candidate.id}").status_code == 403


def test_the_office_sees_every_nomination(sue, contest):
    make_candidate(contest, make_member("Ruth Runner"))

    shown = sue.get(f"/office/elections/{contest.election_id}").page

    _head, row = shown.table("Nominations")
    assert row[0] == "Ruth Runner"
    assert "It needs 2 nominators" in row[6]


def test_a_statement_is_kept_as_a_draft_when_it_is_too_long(adas, ada, contest):
    candidate = make_candidate(contest, ada, statement="")
    place = f"/elections/candidates/{candidate.id}/statement"

    refused = adas.submit(place, {"words": "word " * 251, "publish": "yes"}).page
    again = adas.get(place).page

    assert "it has 251. It is kept as a draft" in refused.text
    assert "word word" in again.text
    used = adas.submit(place, {"words": "I listen.", "publish": "yes"}, follow=True).page
    assert "This is your statement." in used.text


def test_a_photograph_is_shown(adas, ada, contest):
    candidate = make_candidate(contest, ada)
    kept = io.BytesIO()
    Image.new("RGB", (600, 800), (90, 140, 120)).save(kept, "JPEG")
    kept.seek(0)
    place = f"/elections/candidates/{candidate.id}"

    shown = adas.submit(
        f"{place}/photograph", {"file": (kept, "me.jpg"), "words": "Ada, smiling"}, follow=True
    ).page

    assert "Your photograph is kept." in shown.text
    picture = adas.get(f"{place}/photograph.jpg")
    assert picture.content_type == "image/jpeg"
    removed = adas.submit(place, form=f"{place}/photograph/remove", follow=True).page
    assert "Your photograph is taken away." in removed.text


def test_what_is_no_photograph_is_refused_beside_the_field(adas, ada, contest):
    candidate = make_candidate(contest, ada)
    place = f"/elections/candidates/{candidate.id}/photograph"

    told = adas.submit(place, {"file": (io.BytesIO(b"words"), "me.jpg"), "words": "Ada"}).page

    assert "That is no picture. Choose a JPEG or PNG picture." in told.text


def test_a_nomination_is_withdrawn(adas, ada, contest):
    candidate = make_candidate(contest, ada)

    gone = adas.submit(f"/elections/candidates/{candidate.id}/withdraw", follow=True).page

    assert "You do not stand." in gone.text
    assert "Nobody is nominated so far." in gone.text


def standing(contest, number=3):
    """Close the nominations with so many who stand."""
    seconders = members_of(2)
    runners = [make_member(f"Runner {n}") for n in range(number)]
    candidates = [make_candidate(contest, each, seconders) for each in runners]
    close(contest.election)
    db.session.commit()
    return list(zip(runners, candidates, strict=True))


def test_who_stands_is_told_once_nominations_close(adas, contest):
    standing(contest)

    shown = adas.get(f"/elections/{contest.election_id}").page

    assert "3 candidates" in shown.text
    assert "Runner 0" in shown.text
    assert "I have cared for people here for nine years." in shown.text
    assert "Nominated by Member 0, Member 1." in shown.text


def test_a_question_is_asked_answered_and_removed(adas, contest, new_client, sue):
    (runner, _candidate), *_others = standing(contest)
    ask = f"/elections/contests/{contest.id}/ask"

    asked = adas.submit(ask, {"words": "What about night shifts?"}, follow=True).page
    question = queries.questions_of(contest)[0].question
    answer = f"/elections/questions/{question.id}/answer"
    runners = signed_in(new_client(), runner.party_id)
    answered = runners.submit(answer, {"words": "They are too long."}, follow=True).page
    removed = sue.submit(
        f"/elections/questions/{question.id}/remove", {"reason": "It names a client."}, follow=True
    ).page

    assert "What about night shifts?" in asked.text
    assert "Runner 0 answers" in answered.text
    assert "A question was removed: It names a client." in removed.text
    assert "night shifts" not in removed.text


def test_somebody_is_struck_out(sue, contest, adas):
    (_runner, candidate), *_others = standing(contest)
    open_voting(contest)
    db.session.commit()

    sue.submit(f"/office/elections/candidates/{candidate.id}/strike", {"reason": "They left us."})

    shown = adas.get(f"/elections/{contest.election_id}").page
    assert "Runner 0 Struck out" in shown.text
    assert "They left us." in shown.text


def test_an_election_is_called_off(sue, contest):
    told = sue.submit(
        f"/office/elections/{contest.election_id}/call-off", {"reason": "Wrong date."}, follow=True
    ).page

    assert "It was called off: Wrong date." in told.text


def test_who_serves_until_when_is_told(adas, ada, contest):
    make_officer(ada, last_day=FIRST_DAY, came="elected", minute="Election 2023/1")

    shown = adas.get("/elections/seats").page

    _head, row = shown.table("In office")
    assert row[:2] == ["Ada Brook", "Elected: Election 2023/1"]
    assert row[4] == "1 term"
    assert f"Terms end: {FIRST_DAY.year}: Ada Brook." in shown.text


def test_scrutineers_see_and_do_not_strike(new_client, contest):
    (_runner, candidate), *_others = standing(contest)
    sam = make_member("Sam Scrutineer")
    make_role(sam.party_id, Role.SCRUTINEER)
    sams = signed_in(new_client(), sam.party_id)

    assert "Runner 0" in sams.get(f"/office/elections/{contest.election_id}").page.text
    strike = sams.get(f"/office/elections/candidates/{candidate.id}/strike")
    assert strike.status_code == 403


def test_a_stranger_does_not_consent_for_somebody(adas, contest):
    candidate = make_candidate(contest, make_member("Ruth Runner"))

    refused = adas.get(f"/elections/candidates/{candidate.id}/withdraw")

    assert refused.status_code == 403
    assert candidate.state == "nominated"


def test_home_asks_to_second_to_consent_and_to_nominate(adas, ada, contest, new_client):
    cole, ruth = make_member("Ben Cole"), make_member("Ruth Runner")
    candidate = service.nominate(contest, ruth.party_id, actor=actor_of(ada), now=NOON)
    service.ask_to_second(candidate, cole.party_id, actor=actor_of(ada), now=NOON)

    ben = signed_in(new_client(), cole.party_id).get("/").page
    own = signed_in(new_client(), ruth.party_id).get("/").page
    others = adas.get("/").page

    assert "Second the nomination of Ruth Runner?" in ben.text
    assert "Do you consent? You are nominated" in own.text
    assert "Stand or nominate: Three directors" in others.text
    assert "Nominations close at the end of 30 November 2026" in others.text


def test_the_office_has_duties_of_elections(sue, contest):
    make_seats(2, body="Audit panel")

    duties = sue.get("/office").page

    assert "Nominations close: Three directors" in duties.text
    assert "Fill a vacant seat: Director, Audit panel" in duties.text


def test_papers_are_counted_again_without_whoever_left(sue, clock):
    make_society()
    set_rules(elections__casual_vacancies="countback")
    voters = members_of(6)
    contest = contest_in(call_election(make_seats(1)))
    pairs = standing(contest, 2)
    ballot = open_voting(contest)
    for voter in voters:
        vote(ballot, voter, "1 2")
    declare(ballot)
    (held,) = officers.offices_of(pairs[0][0].party_id)
    offices.end_office(held, last_day=FIRST_DAY, minute="Minute 9", actor=SUE, now=NOON)
    clock.set(start_of_day(FIRST_DAY + timedelta(days=5)))
    place = f"/office/elections/candidates/{pairs[0][1].id}/countback"

    office = sue.get("/office/elections").page
    told = sue.submit(place, {"consenting": str(pairs[1][1].id)}, follow=True).page

    assert "the papers that elected them are counted again" in office.text
    assert "The papers were counted again without them, and Runner 1 has the seat" in told.text


def test_the_ballot_leads_to_the_candidates_and_the_election_to_the_result(adas, contest):
    standing(contest)
    ballot = open_voting(contest)
    db.session.commit()

    paper = adas.get(f"/ballots/{ballot.id}").page
    link = paper.first("a", text="The candidates, what members asked them")["href"]
    declare(ballot)
    result = adas.get(f"/ballots/{ballot.id}/result").page

    assert link == f"/elections/{contest.election_id}"
    assert result.first("a", text="The candidates, what members asked them")["href"] == link
    assert "how the papers were counted" in adas.get(link).page.text


def test_the_register_of_officers_says_how_they_came(adas, ada, contest):
    make_officer(ada, came="elected", minute="Election 2023/1")

    assert "Elected; Election 2023/1" in adas.get("/register/officers").page.text


def test_a_role_that_outlasts_its_office_is_a_duty(sue, contest):
    past = make_member("Pat Past")
    make_role(past.party_id, Role.BOARD)
    make_officer(past, last_day=NOON.date() - timedelta(days=1))

    duties = sue.get("/office").page

    assert "Withdraw a role: Pat Past" in duties.text
    assert "Their office has ended, and they still have the role" in duties.text
