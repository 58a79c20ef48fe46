"""Notices of vacancies, nominations, seconders, consents, statements and photographs."""

import io
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import func, select

from governance.ballots.models import BallotPicture
from governance.elections import queries, service
from governance.elections.models import Candidate, Nominator
from governance.elections.service import (
    CannotNominate,
    CannotSecond,
    ElectionNotPossible,
    NominationsAreClosed,
    NotPossibleNow,
    PictureNotTaken,
)
from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed
from governance.infrastructure.files import NotTaken
from governance.members.service import standing
from governance.members.service.offices import Office
from governance.motions.service.good_standing import NotInGoodStanding
from governance.reckoning.elections.standing import Constituency
from tests.factories.accounts import make_role
from tests.factories.elections import (
    CLOSING,
    FIRST_DAY,
    NOON,
    OPENING,
    SUE,
    TODAY,
    actor_of,
    call_election,
    contest_in,
    make_candidate,
    make_notice,
    make_officer,
    make_seats,
    members_of,
)
from tests.factories.members import make_society
from tests.factories.rules import set_rules
from tests.services.test_privacy import end_everything


@pytest.fixture
def contest():
    members_of(6)
    return contest_in(call_election())


def test_a_notice_says_what_is_vacant_and_for_how_long():
    ada, ben, *_others = members_of(6)
    seats = make_seats(3)
    make_officer(ada, last_day=FIRST_DAY - timedelta(days=1))
    make_officer(ben, last_day=FIRST_DAY + timedelta(days=400))

    contest = contest_in(call_election(seats, number=2))

    assert contest.election.reference == f"{TODAY.year}/1"
    assert contest.terms == [3, 1]
    assert contest.leaving == [[ada.party_id, str(FIRST_DAY - timedelta(days=1))]]


@pytest.mark.parametrize(
    "wrong",
    [
        {"nominations_close_at": NOON},
        {"nominations_close_at": OPENING - timedelta(days=6)},
        {"closes_at": OPENING + timedelta(minutes=1)},
        {"closes_at": OPENING + timedelta(days=400)},
        {"record_date": FIRST_DAY},
        {"first_day": TODAY},
        {"secrecy": "open"},
    ],
)
def test_a_notice_against_the_rules_is_refused(wrong):
    members_of(6)

    with pytest.raises(ElectionNotPossible):
        call_election(**wrong)


def test_no_more_seats_are_filled_than_are_vacant():
    ada, *_others = members_of(6)
    seats = make_seats(2)
    make_officer(ada)

    with pytest.raises(ElectionNotPossible, match="1 of these seats"):
        call_election(seats, number=2)


def test_two_elections_to_the_same_seats_do_not_go_on_at_once():
    members_of(6)
    seats = make_seats()
    call_election(seats)

    with pytest.raises(ElectionNotPossible, match="goes on already"):
        call_election(seats)


def test_a_way_of_counting_that_fills_one_seat_fills_no_three():
    members_of(6)
    set_rules(elections__method="alternative_vote")

    with pytest.raises(ElectionNotPossible, match="fills one seat"):
        call_election()


def test_a_member_nominates_themself_and_is_seconded(contest):
    ada, ben, cat = members_of(3)

    candidate = make_candidate(contest, ada, (ben, cat))

    assert candidate.consented_at == NOON
    assert candidate.seconded_by == [ben.party_id, cat.party_id]
    assert service.why_incomplete(candidate, now=NOON) == ""


def test_whoever_proposes_a_colleague_is_one_of_the_nominators(contest):
    ada, ben, cat = members_of(3)

    candidate = service.nominate(contest, ada.party_id, actor=actor_of(ben), now=NOON)
    service.ask_to_second(candidate, cat.party_id, actor=actor_of(ben), now=NOON)
    service.second(candidate, actor=actor_of(cat), now=NOON)

    assert candidate.seconded_by == [ben.party_id, cat.party_id]
    assert service.why_incomplete(candidate, now=NOON) == "The candidate has not consented."
    service.consent(candidate, actor=actor_of(ada), now=NOON)
    assert service.why_incomplete(candidate, now=NOON) == ""


def test_too_few_nominators_are_told(contest):
    ada, ben = members_of(2)

    candidate = make_candidate(contest, ada, (ben,))

    assert service.why_incomplete(candidate, now=NOON) == (
        "It needs 2 nominators besides the candidate and has 1."
    )


def test_a_late_nomination_is_refused_with_a_sentence(contest):
    (ada,) = members_of(1)

    with pytest.raises(NominationsAreClosed, match="Nominations closed on 30 November"):
        service.nominate(contest, ada.party_id, actor=actor_of(ada), now=CLOSING)


def test_nobody_is_nominated_twice_for_an_office(contest):
    ada, ben = members_of(2)
    service.nominate(contest, ada.party_id, actor=actor_of(ada), now=NOON)

    with pytest.raises(CannotNominate, match="nominated for this already"):
        service.nominate(contest, ada.party_id, actor=actor_of(ben), now=NOON)


def test_the_same_nomination_again_is_the_one_there_is(contest):
    ada, ben = members_of(2)

    first = service.nominate(contest, ada.party_id, actor=actor_of(ben), now=NOON)
    again = service.nominate(contest, ada.party_id, actor=actor_of(ben), now=NOON)

    assert again is first


def test_whoever_withdrew_may_be_nominated_again(contest):
    (ada,) = members_of(1)
    candidate = make_candidate(contest, ada)
    service.withdraw(candidate, actor=actor_of(ada), now=NOON)

    again = service.nominate(contest, ada.party_id, actor=actor_of(ada), now=NOON)

    assert (candidate.state, candidate.statement) == ("withdrawn", "")
    assert again.state == "nominated"


def test_whoever_left_yesterday_cannot_stand_nor_nominate(contest):
    ada, ben, cat, dan = members_of(4)
    candidate = make_candidate(contest, ada, (ben, cat))
    own = make_candidate(contest, dan, (ben, cat))
    for left in (ben, dan):
        end_everything(left.party_id, TODAY)

    today = NOON + timedelta(days=1)
    assert service.why_incomplete(candidate, now=today) == (
        "It needs 2 nominators besides the candidate and has 1."
    )
    assert service.why_incomplete(own, now=today) == (
        "They are not a member, and only members can stand."
    )
    with pytest.raises(CannotNominate, match="not a member"):
        service.nominate(contest, dan.party_id, actor=actor_of(cat), now=today)


def test_whoever_is_suspended_neither_stands_nor_nominates(contest):
    ada, ben = members_of(2)
    standing.suspend(
        ada.party_id,
        first_day=TODAY,
        last_day=None,
        decided_by="The board",
        reason="",
        actor=SUE,
        now=NOON,
    )

    with pytest.raises(NotInGoodStanding):
        service.nominate(contest, ben.party_id, actor=actor_of(ada), now=NOON)
    with pytest.raises(CannotNominate, match="not in good standing"):
        service.nominate(contest, ada.party_id, actor=actor_of(ben), now=NOON)


def test_whoever_checks_the_count_does_not_stand(contest):
    (ada,) = members_of(1)
    make_role(ada.party_id, Role.SCRUTINEER)

    with pytest.raises(CannotNominate, match="They are a scrutineer"):
        service.nominate(contest, ada.party_id, actor=actor_of(ada), now=NOON)


def test_after_the_most_terms_somebody_stays_away(contest):
    (ada,) = members_of(1)
    for start in (2017, 2020, 2023):
        make_officer(
            ada,
            first_day=TODAY.replace(year=start),
            last_day=TODAY.replace(year=start + 3) - timedelta(days=1),
            minute=f"Minute {start}",
        )

    with pytest.raises(CannotNominate, match="3 terms in a row"):
        service.nominate(contest, ada.party_id, actor=actor_of(ada), now=NOON)


def test_a_constituency_nominates_of_its_own():
    make_society()
    ada, ben = members_of(2, service_name="Day services")
    strangers = members_of(6)
    seats = make_seats(1, constituency=Constituency.SERVICE, service_name="Day services")
    contest = contest_in(call_election(seats, secrecy="open"))

    with pytest.raises(CannotNominate, match="Only members who vote"):
        service.nominate(contest, ada.party_id, actor=actor_of(strangers[0]), now=NOON)
    with pytest.raises(CannotNominate, match="for people in Day services"):
        service.nominate(contest, strangers[0].party_id, actor=actor_of(ben), now=NOON)
    candidate = service.nominate(contest, ada.party_id, actor=actor_of(ben), now=NOON)
    with pytest.raises(CannotSecond):
        service.ask_to_second(candidate, strangers[0].party_id, actor=actor_of(ben), now=NOON)


def test_only_those_asked_can_be_seen_to_second(contest):
    ada, ben = members_of(2)
    candidate = make_candidate(contest, ada)

    service.second(candidate, actor=actor_of(ben), now=NOON)

    assert candidate.seconded_by == []


def test_a_declined_request_can_still_be_followed(contest):
    ada, ben = members_of(2)
    candidate = make_candidate(contest, ada)
    service.ask_to_second(candidate, ben.party_id, actor=actor_of(ada), now=NOON)

    service.decline_to_second(candidate, actor=actor_of(ben), now=NOON)
    assert list(queries.waiting_for(ben.party_id, NOON)) == []
    service.second(candidate, actor=actor_of(ben), now=NOON)

    assert candidate.seconded_by == [ben.party_id]


def test_a_statement_that_is_too_long_is_kept_as_a_draft(contest):
    (ada,) = members_of(1)
    candidate = make_candidate(contest, ada, statement="")
    set_rules(elections__statement_words=50)  # what the notice said stays

    words = "word " * 251
    with pytest.raises(NotPossibleNow, match="at most 250 words, and yours has 251"):
        service.write(candidate, words, keep=False, actor=actor_of(ada), now=NOON)
    service.write(candidate, words, keep=True, actor=actor_of(ada), now=NOON)

    assert (candidate.draft, candidate.statement) == (words, "")


def test_nobody_writes_for_somebody_else(contest):
    ada, ben = members_of(2)
    candidate = make_candidate(contest, ada)

    with pytest.raises(NotAllowed):
        service.write(candidate, "Not mine.", keep=False, actor=actor_of(ben), now=NOON)


def picture(size=(900, 600), form="JPEG"):
    kept = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    made = Image.new("RGB", size, (90, 140, 120))
    made.save(kept, form, exif=exif, comment=b"Taken at home")
    return kept.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_photograph_is_made_small_without_its_particulars(contest, form):
    (ada,) = members_of(1)
    candidate = make_candidate(contest, ada)

    service.show_photograph(
        candidate, picture(form=form), "me.jpg", "Ada, smiling", actor=actor_of(ada), now=NOON
    )

    kept = service.photograph_of(candidate)
    with Image.open(io.BytesIO(kept)) as small:
        assert small.size == (480, 480)
        assert not small.getexif()
    assert b"camera" not in kept
    assert b"at home" not in kept


def test_another_photograph_takes_the_place_of_the_first(contest):
    (ada,) = members_of(1)
    candidate, own = make_candidate(contest, ada), actor_of(ada)
    service.show_photograph(candidate, picture(), "me.jpg", "Ada", actor=own, now=NOON)

    small = picture((300, 300), "PNG")
    service.show_photograph(candidate, small, "me.png", "Ada", actor=own, now=NOON)
    assert db.session.scalar(select(func.count()).select_from(BallotPicture)) == 1
    service.remove_photograph(candidate, actor=own, now=NOON)

    assert db.session.scalar(select(func.count()).select_from(BallotPicture)) == 0


@pytest.mark.parametrize("content", [b"%PDF-1.7\n%%EOF", b"GIF89a", b"words", b"\xff\xd8\xff\xe0"])
def test_what_is_no_photograph_is_not_taken(contest, content):
    (ada,) = members_of(1)
    candidate = make_candidate(contest, ada)

    with pytest.raises((PictureNotTaken, NotTaken)):
        service.show_photograph(candidate, content, "me.jpg", "Ada", actor=actor_of(ada), now=NOON)


def test_one_person_holds_some_offices():
    make_society()

    with pytest.raises(service.CannotBeSeats, match="One person holds this office"):
        make_seats(2, office=Office.CHAIR)


def test_the_board_has_no_more_seats_than_the_rules_say():
    make_society()
    set_rules(board__seats_most=5)
    make_seats(3)

    with pytest.raises(service.CannotBeSeats, match="at most 5"):
        make_seats(3, constituency=Constituency.SERVICE, service_name="Home care")


def test_an_election_is_called_off_before_it_is_voted_on(contest):
    service.call_off(contest.election, reason="The date was wrong.", actor=SUE, now=NOON)

    db.session.refresh(contest)
    assert (contest.election.state, contest.state) == ("called_off", "called_off")
    call_election(contest.seats)


def test_two_who_nominate_one_person_at_once_make_one_nomination(contest, together):
    ada, ben, cat = members_of(3)
    contest_id, who = contest.id, ada.party_id
    actors = [actor_of(ben), actor_of(cat)]
    db.session.commit()

    def nominate(actor):
        return lambda: service.nominate(queries.contest(contest_id), who, actor=actor, now=NOON).id

    results = together(*(nominate(each) for each in actors))

    assert sum(isinstance(each, CannotNominate) for each in results) == 1
    assert db.session.scalar(select(func.count()).select_from(Candidate)) == 1


def test_a_double_click_seconds_once(contest, together):
    ada, ben = members_of(2)
    candidate = make_candidate(contest, ada)
    service.ask_to_second(candidate, ben.party_id, actor=actor_of(ada), now=NOON)
    candidate_id, actor = candidate.id, actor_of(ben)
    db.session.commit()

    def second():
        service.second(queries.candidate(candidate_id), actor=actor, now=NOON)

    assert together(second, second) == [None, None]
    signed = select(func.count()).where(Nominator.at.is_not(None))
    assert db.session.scalar(signed) == 1


def test_a_nomination_races_the_close_and_one_of_them_wins(contest, together):
    (ada,) = members_of(1)
    contest_id, actor = contest.id, actor_of(ada)
    db.session.commit()

    def nominate():
        return service.nominate(queries.contest(contest_id), ada_id, actor=actor, now=NOON).id

    ada_id = ada.party_id
    closed, nominated = together(lambda: service.close_due(CLOSING), nominate)

    assert closed == 1
    found = db.session.scalars(select(Candidate)).all()
    if isinstance(nominated, NominationsAreClosed):
        assert found == []
    else:
        assert [each.state for each in found] == ["lapsed"]


def test_a_notice_has_a_seat():
    members_of(6)

    with pytest.raises(ElectionNotPossible, match="about no seat"):
        service.call(make_notice({}), actor=SUE, now=NOON)
