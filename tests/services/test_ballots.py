"""A ballot from its setting to its declaration, open and secret."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, text

from governance.ballots import box, queries, service
from governance.ballots.models import Ballot, OpenPaper, RollEntry
from governance.ballots.nonce import Nonce
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.motions.models import Motion
from governance.record.models import Link
from tests.factories.ballots import SECRETARY, declare, make_ballot, make_voters, vote, vote_all
from tests.factories.members import make_member
from tests.factories.motions import make_motion
from tests.machinery.clock import NOON

pytestmark = pytest.mark.usefixtures("app")

SECOND = timedelta(seconds=1)
BOTH = pytest.mark.parametrize("secrecy", ["open", "secret_simple"])


def links(kind: str) -> list[Link]:
    return list(db.session.scalars(select(Link).where(Link.kind == kind)))


@BOTH
def test_votes_are_counted_and_declared_by_the_rule(secrecy: str) -> None:
    voters = make_voters(12)
    ballot = make_ballot(secrecy=secrecy)
    vote_all(ballot, voters, "fffffffaaab.")

    body = declare(ballot)

    assert body["outcome"] == "carried"
    assert {key: body["figures"][key] for key in ("for", "against", "abstained", "voted")} == {
        "for": 7,
        "against": 3,
        "abstained": 1,
        "voted": 11,
    }


@BOTH
def test_the_motion_is_resolved_with_its_ballot(secrecy: str) -> None:
    voters = make_voters(6)
    ballot = make_ballot(secrecy=secrecy)
    vote_all(ballot, voters, "aaaaf")

    declare(ballot)

    assert db.session.get_one(Motion, ballot.motion_id).state == "lost"


@BOTH
def test_the_motions_link_says_how_and_where_it_was_decided(secrecy: str) -> None:
    voters = make_voters(6)
    ballot = make_ballot(secrecy=secrecy)
    vote_all(ballot, voters, "aaaaf")

    body = declare(ballot)

    [link] = links("motion resolved")
    assert json.loads(link.payload) == {
        "motion_id": ballot.motion_id,
        "outcome": "lost",
        "resolution_kind": "ordinary",
        "figures": body["figures"],
        "arithmetic": body["arithmetic"],
        "decided_by": "ballot",
        "decided_ref": "Ballot result 2026/1",
        "decided_on": f"{ballot.closes_at:%Y-%m-%d}",
        "rules": body["rules"],
    }


def test_too_few_taking_part_is_neither_carried_nor_lost() -> None:
    voters = make_voters(12)
    ballot = make_ballot(quorum={"participation": [1, 2], "counts_abstentions": True})
    vote_all(ballot, voters, "fffff")

    assert declare(ballot)["outcome"] == "inquorate"


def test_a_special_resolution_at_exactly_three_quarters_is_carried() -> None:
    voters = make_voters(8)
    ballot = make_ballot(resolution_kind="special")
    vote_all(ballot, voters, "ffffffaa")

    assert declare(ballot)["outcome"] == "carried"


def test_a_tie_is_not_carried() -> None:
    voters = make_voters(4)
    ballot = make_ballot()
    vote_all(ballot, voters, "ffaa")

    assert declare(ballot)["outcome"] == "lost"


@BOTH
def test_the_same_form_sent_again_counts_once(secrecy: str) -> None:
    voter = make_voters(6)[0]
    ballot = make_ballot(secrecy=secrecy)
    nonce = Nonce.fresh(ballot.id).value

    first = vote(ballot, voter, "for", nonce=nonce)
    second = vote(ballot, voter, "for", nonce=nonce)

    assert (first.tracker, second.is_repeat) == (second.tracker, True)
    assert declare(ballot)["figures"]["for"] == 1


def test_the_same_form_sent_by_two_people_is_two_papers() -> None:
    one, other = make_voters(6)[:2]
    ballot = make_ballot(secrecy="secret_simple")
    nonce = Nonce.fresh(ballot.id).value

    first = vote(ballot, one, "for", nonce=nonce)
    second = vote(ballot, other, "against", nonce=nonce)

    assert first.tracker != second.tracker
    assert declare(ballot)["figures"] | {"for": 1, "against": 1, "missing": 0} == declare_figures(
        ballot
    )


@BOTH
def test_a_second_device_is_told_that_the_vote_is_in(secrecy: str) -> None:
    voter = make_voters(6)[0]
    ballot = make_ballot(secrecy=secrecy)
    vote(ballot, voter, "for")

    with pytest.raises(service.AlreadyVoted):
        vote(ballot, voter, "against")

    assert declare(ballot)["figures"] | {"for": 1, "against": 0} == declare_figures(ballot)


def declare_figures(ballot: Ballot) -> dict[str, int]:
    found = queries.declaration(ballot.id)
    assert found is not None
    figures: dict[str, int] = found.body["figures"]
    return figures


@BOTH
def test_the_back_button_does_not_change_a_vote(secrecy: str) -> None:
    voter = make_voters(6)[0]
    ballot = make_ballot(secrecy=secrecy)
    nonce = Nonce.fresh(ballot.id).value
    vote(ballot, voter, "for", nonce=nonce)

    with pytest.raises(service.AlreadyVoted, match="as you first sent it"):
        vote(ballot, voter, "against", nonce=nonce)


def test_nobody_votes_for_another_but_at_a_tellers_device() -> None:
    voter, other, *_ = make_voters(6)
    ballot = make_ballot(secrecy="open")
    of_voter = {"nonce": Nonce.fresh(ballot.id).value, "voter_id": voter.party_id, "now": NOON}

    with pytest.raises(service.NotYourPaper, match="everybody votes for themselves"):
        service.cast(ballot.id, "for", **of_voter, actor=Actor(party_id=other.party_id))
    assert not queries.has_voted(ballot.id, voter.party_id)

    teller = Actor(party_id=other.party_id)
    service.cast(ballot.id, "for", **of_voter, channel="assisted", actor=teller)
    assert queries.has_voted(ballot.id, voter.party_id)


def test_a_power_cut_between_the_mark_and_the_box_is_mended_by_sending_again() -> None:
    voter = make_voters(6)[0]
    ballot = make_ballot(secrecy="secret_simple")
    nonce = Nonce.fresh(ballot.id).value
    service.cast(
        ballot.id,
        "for",
        nonce=nonce,
        voter_id=voter.party_id,
        actor=Actor(party_id=voter.party_id),
        now=NOON,
    )
    db.session.commit()
    db.session().info.pop("after_commit")  # the power goes here
    assert box.papers_in(ballot.id) == 0

    vote(ballot, voter, "for", nonce=nonce)

    assert box.papers_in(ballot.id) == 1


def test_a_mark_without_its_paper_waits_for_the_grace_and_is_then_declared_missing() -> None:
    voters = make_voters(6)
    ballot = make_ballot(secrecy="secret_simple")
    vote_all(ballot, voters, "fffa")
    service.cast(
        ballot.id,
        "for",
        nonce=Nonce.fresh(ballot.id).value,
        voter_id=voters[5].party_id,
        actor=Actor(party_id=voters[5].party_id),
        now=NOON,
    )
    db.session.commit()
    db.session().info.pop("after_commit")
    service.close_due(ballot.closes_at)

    assert service.declare_due(ballot.closes_at + timedelta(seconds=119)) == 0
    assert service.declare_due(ballot.closes_at + timedelta(seconds=120)) == 1
    assert declare_figures(ballot)["missing"] == 1


def test_a_box_with_more_papers_than_marks_is_not_counted() -> None:
    voters = make_voters(6)
    ballot = make_ballot(secrecy="secret_simple")
    vote_all(ballot, voters, "fa")
    box.drop(Nonce.fresh(ballot.id), "against")
    service.close_due(ballot.closes_at)

    assert service.declare_due(ballot.closes_at + timedelta(days=1)) == 0
    assert queries.is_overfull(db.session.get_one(Ballot, ballot.id, populate_existing=True))
    assert queries.declaration(ballot.id) is None


def test_no_paper_enters_a_sealed_box() -> None:
    voters = make_voters(6)
    ballot = make_ballot(secrecy="secret_simple")
    vote_all(ballot, voters, "fffaa")
    declare(ballot)

    with pytest.raises(box.BoxSealed):
        box.drop(Nonce.fresh(ballot.id), "against")


@pytest.mark.parametrize(
    ("offset", "counts"),
    [(-SECOND, True), (timedelta(microseconds=-1), True), (timedelta(), False)],
)
def test_a_vote_at_the_closing_second_is_late(offset: timedelta, counts: bool) -> None:
    voter = make_voters(6)[0]
    ballot = make_ballot()
    if counts:
        assert vote(ballot, voter, "for", now=ballot.closes_at + offset).paper == "for"
        return
    with pytest.raises(service.BallotNotOpen, match="closed"):
        vote(ballot, voter, "for", now=ballot.closes_at + offset)


def test_a_vote_before_the_opening_is_refused() -> None:
    voter = make_voters(6)[0]
    ballot = make_ballot(state="planned", opens_at=NOON + timedelta(hours=1))

    with pytest.raises(service.BallotNotOpen, match="not opened yet"):
        vote(ballot, voter, "for", now=NOON + timedelta(minutes=59))


def test_the_first_vote_opens_a_ballot_that_the_worker_was_late_for() -> None:
    voter = make_voters(6)[0]
    ballot = make_ballot(state="planned", opens_at=NOON)
    db.session.commit()

    vote(ballot, voter, "for", now=NOON + timedelta(hours=3))

    assert db.session.get_one(Ballot, ballot.id).state == "open"
    assert [link.kind for link in links("ballot opened")] == ["ballot opened"]


def test_a_worker_that_was_down_at_the_closing_minute_closes_late_with_the_same_result() -> None:
    voters = make_voters(6)
    ballot = make_ballot()
    vote_all(ballot, voters, "ffa")
    hours_later = ballot.closes_at + timedelta(hours=9)
    with pytest.raises(service.BallotNotOpen):
        vote(ballot, voters[4], "for", now=hours_later)

    service.close_due(hours_later)
    service.declare_due(hours_later)

    assert declare_figures(ballot)["for"] == 2


def test_a_ballot_whose_hours_all_passed_with_the_worker_down_is_called_off() -> None:
    make_voters(6)
    ballot = make_ballot(state="planned", days=2)

    service.open_due(ballot.closes_at + SECOND)

    assert db.session.get_one(Ballot, ballot.id, populate_existing=True).state == "called_off"
    assert db.session.get_one(Motion, ballot.motion_id, populate_existing=True).state == "seconded"


def test_opening_closing_and_declaring_again_changes_nothing() -> None:
    voters = make_voters(6)
    ballot = make_ballot()
    vote_all(ballot, voters, "ffa")
    declare(ballot)
    before = db.session.scalar(select(Link.seq).order_by(Link.seq.desc()).limit(1))

    service.open_due(ballot.closes_at)
    service.close_due(ballot.closes_at)
    service.declare_due(ballot.closes_at)

    assert db.session.scalar(select(Link.seq).order_by(Link.seq.desc()).limit(1)) == before


def test_the_roll_is_those_who_were_members_on_the_record_date() -> None:
    voters = make_voters(3)
    late = make_member("Late Joiner", since=date(2026, 11, 17))
    ballot = make_ballot(record_date=date(2026, 11, 16), state="planned")
    service.open_due(ballot.opens_at)

    roll = db.session.scalars(select(RollEntry.party_id).where(RollEntry.ballot_id == ballot.id))

    assert late.party_id not in (members := set(roll))
    assert {voter.party_id for voter in voters} <= members


def test_whoever_is_not_on_the_roll_is_told_why() -> None:
    make_voters(3)
    late = make_member("Late Joiner", since=date(2026, 11, 17))
    ballot = make_ballot()

    with pytest.raises(service.NotOnTheRoll, match="record date"):
        vote(ballot, late, "for")


def test_a_roll_stays_as_it_was_frozen() -> None:
    make_voters(3)
    ballot = make_ballot()
    size = ballot.roll_size

    make_member("Backdated", since=date(2020, 1, 1))

    assert db.session.get_one(Ballot, ballot.id).roll_size == size
    on_roll = select(RollEntry).where(RollEntry.ballot_id == ballot.id)
    assert len(db.session.scalars(on_roll).all()) == size


@pytest.mark.parametrize(
    ("details", "sentence"),
    [
        ({"opens_at": NOON - timedelta(hours=1)}, "opening time has passed"),
        ({"closes_at": NOON + timedelta(minutes=59)}, "less than an hour"),
        ({"closes_at": NOON + timedelta(days=91)}, "more than 90 days"),
        ({"record_date": date(2026, 11, 17)}, "after the ballot opens"),
        ({"record_date": date(1990, 1, 1)}, "Nobody was entitled"),
    ],
)
def test_a_ballot_that_cannot_be_is_refused(details: dict[str, object], sentence: str) -> None:
    make_voters(3)

    with pytest.raises(service.BallotNotPossible, match=sentence):
        make_ballot(state="planned", **details)


def test_a_secret_ballot_of_very_few_is_refused() -> None:
    motion = make_motion(state="seconded")
    day = date(2019, 6, 1)
    make_member("Old Hand", since=date(2019, 5, 1))

    with pytest.raises(service.BallotNotPossible, match="Only 1 people"):
        service.plan(
            motion,
            question="Should we?",
            if_carried="We do.",
            resolution_kind="ordinary",
            secrecy="secret_simple",
            record_date=day,
            opens_at=NOON,
            closes_at=NOON + timedelta(days=1),
            quorum={},
            actor=SECRETARY,
            now=NOON,
        )


def test_the_record_has_every_step_and_no_link_of_a_secret_vote() -> None:
    voters = make_voters(12)
    ballot = make_ballot(secrecy="secret_simple")
    vote_all(ballot, voters, "ffffffaaaab")
    declare(ballot)

    kinds = [link.kind for link in db.session.scalars(select(Link).order_by(Link.seq))]

    steps = ["ballot planned", "ballot opened", "ballot closed", "turnout recorded"]
    assert [kind for kind in kinds if kind in (*steps, "ballot declared")] == [
        *steps,
        "ballot declared",
    ]
    assert "vote cast" not in kinds


def test_the_link_of_an_open_vote_does_not_tell_the_choice() -> None:
    voter = make_voters(3)[0]
    ballot = make_ballot()
    vote(ballot, voter, "against")

    assert "against" not in links("vote cast")[0].payload
    paper = db.session.get_one(OpenPaper, (ballot.id, voter.party_id))
    covered = queries.paper_digest(
        ballot_id=ballot.id, party_id=voter.party_id, choice="against", salt=paper.salt
    )
    assert covered in links("vote cast")[0].payload


def test_turnout_is_noted_once_a_day_and_only_in_steps_of_ten() -> None:
    voters = make_voters(25)
    ballot = make_ballot(secrecy="secret_simple")
    vote_all(ballot, voters, "f" * 9)
    assert service.keep_checkpoints(NOON) == 0

    vote(ballot, voters[9], "against")

    assert service.keep_checkpoints(NOON) == 1
    assert service.keep_checkpoints(NOON + timedelta(hours=5)) == 0


def test_a_ballot_called_off_counts_for_nothing_and_frees_its_motion() -> None:
    voters = make_voters(6)
    ballot = make_ballot()
    vote_all(ballot, voters, "ff")

    service.call_off(ballot, reason="The figures were wrong.", actor=SECRETARY, now=NOON)

    assert service.close_due(ballot.closes_at) == 0
    assert db.session.get_one(Motion, ballot.motion_id, populate_existing=True).state == "seconded"
    with pytest.raises(service.BallotNotOpen, match="called off"):
        vote(ballot, voters[3], "for")


def test_a_ballot_that_cannot_be_counted_may_be_called_off() -> None:
    voters = make_voters(6)
    ballot = make_ballot(secrecy="secret_simple")
    vote_all(ballot, voters, "fffa")
    box.drop(Nonce.fresh(ballot.id), "against")  # a paper that nobody on the roll has sent
    service.close_due(ballot.closes_at)
    db.session.commit()
    assert service.declare_due(ballot.closes_at + timedelta(days=1)) == 0

    db.session.refresh(ballot)
    service.call_off(ballot, reason="A paper too many.", actor=SECRETARY, now=ballot.closes_at)

    assert db.session.get_one(Motion, ballot.motion_id, populate_existing=True).state == "seconded"


def test_a_closed_ballot_cannot_be_called_off() -> None:
    make_voters(6)
    ballot = make_ballot()
    service.close_due(ballot.closes_at)

    with pytest.raises(Refused, match="already closed"):
        service.call_off(ballot, reason="Too late.", actor=SECRETARY, now=ballot.closes_at)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE roll_entry SET mark = NULL WHERE mark IS NOT NULL",
        "DELETE FROM roll_entry",
        "UPDATE open_paper SET choice = 'against'",
        "DELETE FROM open_paper",
        "UPDATE declaration SET outcome = 'lost'",
        "DELETE FROM declaration",
        "UPDATE ballot SET closes_at = opens_at, question = 'Another?'",
        "DELETE FROM ballot",
    ],
)
def test_the_database_refuses_to_change_what_was_cast_or_declared(statement: str) -> None:
    voters = make_voters(6)
    ballot = make_ballot()
    vote_all(ballot, voters, "ffa")
    declare(ballot)

    with pytest.raises(Exception, match="refuses this"):
        db.session.execute(text(statement))
    db.session.rollback()


@pytest.mark.parametrize(
    "change",
    [
        "closes_at = '2026-12-30 12:00:00'",
        "opens_at = '2026-11-01 12:00:00'",
        "paper_form = 'yes_no 3 2'",
        'electorate = \'{"services": ["Home care"]}\'',
        "lot_number = '7'",
        "known_seq = 1",
    ],
)
def test_the_database_refuses_to_change_what_an_open_ballot_asks_of_whom(change: str) -> None:
    make_voters(6)
    make_ballot()

    with pytest.raises(Exception, match="refuses this"):
        db.session.execute(text(f"UPDATE ballot SET {change}"))
    db.session.rollback()


@pytest.mark.parametrize("state", ["planned", "open"])
def test_the_database_refuses_to_take_a_closed_ballot_back(state: str) -> None:
    make_voters(6)
    service.close_due(make_ballot().closes_at)

    with pytest.raises(Exception, match="refuses this"):
        db.session.execute(text(f"UPDATE ballot SET state = '{state}'"))
    db.session.rollback()


def test_a_week_over_the_end_of_summer_time_closes_at_five_in_london() -> None:
    make_voters(6)
    opens = datetime(2027, 10, 28, 16, 0, tzinfo=UTC)  # 5pm, British Summer Time
    closes = datetime(2027, 11, 4, 17, 0, tzinfo=UTC)  # 5pm, Greenwich Mean Time
    ballot = make_ballot(state="planned", opens_at=opens, closes_at=closes)

    assert service.open_due(opens) == 1
    assert service.close_due(datetime(2027, 11, 4, 16, 59, 59, tzinfo=UTC)) == 0
    assert service.close_due(closes) == 1
    assert db.session.get_one(Ballot, ballot.id, populate_existing=True).closed_at == closes
