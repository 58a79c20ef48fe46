"""Proposing, seconding, withdrawing, balloting and resolving a motion."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from governance.infrastructure.actor import NOBODY, Role
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed
from governance.motions import queries, service
from governance.motions.models import Motion, Secondment
from governance.motions.service import CannotSecond, NotAMotion, NotOpenToThat
from governance.record.models import Link
from governance.rulebook.queries import named_on
from tests.factories.motions import (
    SECRETARY,
    decided,
    make_actor,
    make_motion,
    make_society,
)


def recorded(kind):
    """Return the payloads of the record's links of that kind."""
    links = select(Link.payload).where(Link.kind == kind).order_by(Link.seq)
    return [json.loads(payload) for payload in db.session.scalars(links)]


def again(motion_id):
    """Return the motion as another session reads it."""
    found = db.session.get(Motion, motion_id)
    assert found is not None
    return found


def test_the_first_motion_of_a_year_is_number_one():
    assert make_motion().reference == "2026/1"


def test_numbers_have_no_gaps():
    references = [make_motion().reference for _ in range(3)]

    assert references == ["2026/1", "2026/2", "2026/3"]


def test_numbers_begin_again_with_the_year_in_london():
    make_motion(now=datetime(2026, 7, 1, tzinfo=UTC))
    new_year = datetime(2027, 1, 1, 0, 0, tzinfo=UTC)

    assert make_motion(now=new_year).reference == "2027/1"
    assert make_motion(now=new_year - timedelta(seconds=1)).reference == "2026/2"


def test_two_motions_proposed_at_once_have_two_numbers(together, now):
    make_society()
    ada, ben = make_actor("Ada Brook"), make_actor("Ben")

    def propose(actor):
        return lambda: (
            service.propose(
                "Buy electric vans", "We buy two.", "Diesel costs.", "", actor=actor, now=now
            ).reference
        )

    assert sorted(together(propose(ada), propose(ben))) == ["2026/1", "2026/2"]


def test_a_proposal_is_a_link_with_the_digest_of_its_words(now):
    motion = make_motion()

    assert recorded("motion proposed") == [
        {
            "motion_id": motion.id,
            "reference": "2026/1",
            "seconders_needed": 2,
            "digest": service.digest_of(motion.title, motion.text, motion.reason, motion.cost),
            "category": "other",
            "co_authors": [],
            "rules": named_on(now.date()),
        }
    ]


@pytest.mark.parametrize("changed", ["title", "text", "reason", "cost", "effect"])
def test_every_part_of_a_motion_is_in_its_digest(changed):
    parts = {"title": "a", "text": "b", "reason": "c", "cost": "d"}

    assert service.digest_of(**parts) != service.digest_of(**(parts | {changed: "e"}))


def test_only_members_propose(now):
    board = make_actor("Bo Board", roles=frozenset({Role.BOARD}))

    with pytest.raises(NotAllowed, match="Only members"):
        make_motion(mover=board)


@pytest.mark.parametrize(
    ("part", "words", "sentence"),
    [
        ("title", "Vans", "at least 8 characters"),
        ("title", "Buy vans\nand more", "one line"),
        ("title", "v" * 121, "The title must be 120 characters or fewer"),
        ("text", "  ", "needs its text"),
        ("text", "v" * 20_001, "The text must be 20,000 characters or fewer"),
        ("reason", "", "and a reason"),
        ("cost", "v" * 4_001, "The cost must be 4,000 characters or fewer"),
    ],
)
def test_what_is_missing_or_too_long_is_refused(part, words, sentence):
    with pytest.raises(NotAMotion, match=sentence):
        make_motion(**{part: words})


def test_the_last_seconder_needed_moves_the_motion_on(now):
    motion = make_motion(seconders_needed=2)

    service.second(motion, actor=make_actor("Ben"), now=now)
    after_one = motion.state
    service.second(motion, actor=make_actor("Cy"), now=now + timedelta(hours=1))

    assert (after_one, motion.state) == ("proposed", "seconded")
    assert motion.seconded_at == now + timedelta(hours=1)
    assert recorded("motion seconded") == [{"motion_id": motion.id}]


def test_more_may_second_than_are_needed(now):
    motion = make_motion(state="seconded", seconders_needed=1)

    service.second(motion, actor=make_actor("Dee"), now=now)

    assert len(queries.seconders_of(motion.id)) == 2
    assert len(recorded("motion seconded")) == 1


def test_seconding_again_changes_nothing(now):
    motion = make_motion()
    ben = make_actor("Ben")

    service.second(motion, actor=ben, now=now)
    service.second(motion, actor=ben, now=now)

    assert queries.seconders_of(motion.id) == [(ben.party_id, "Ben")]
    assert len(recorded("secondment given")) == 1


def test_the_mover_cannot_second(now):
    ada = make_actor("Ada Brook")
    motion = make_motion(mover=ada)

    with pytest.raises(CannotSecond, match="somebody else"):
        service.second(motion, actor=ada, now=now)


@pytest.mark.parametrize("roles", [frozenset(), frozenset({Role.BOARD, Role.SECRETARY})])
def test_only_members_second(roles, now):
    with pytest.raises(CannotSecond, match="Only members"):
        service.second(make_motion(), actor=make_actor("Bo", roles=roles), now=now)


@pytest.mark.parametrize("state", ["balloted", "carried", "lost", "inquorate", "withdrawn"])
def test_a_motion_that_has_moved_on_takes_no_seconders(state, now):
    motion = make_motion(state=state)

    with pytest.raises(CannotSecond, match="past the point"):
        service.second(motion, actor=make_actor("Late"), now=now)


def test_the_number_of_seconders_is_fixed_when_proposed(now):
    motion = make_motion(seconders_needed=1)
    make_society(seconders_needed=5)

    service.second(motion, actor=make_actor("Ben"), now=now)

    assert motion.state == "seconded"


def test_where_no_seconder_is_needed_a_motion_waits_for_its_ballot_at_once():
    assert make_motion(seconders_needed=0, state="seconded").state == "seconded"
    assert len(recorded("motion seconded")) == 1


def test_the_last_two_seconders_at_once_move_the_motion_on_once(together, now):
    motion = make_motion(seconders_needed=2)
    motion_id, ben, cy = motion.id, make_actor("Ben"), make_actor("Cy")

    def second(actor):
        return lambda: service.second(again(motion_id), actor=actor, now=now)

    assert together(second(ben), second(cy)) == [None, None]
    assert again(motion_id).state == "seconded"
    assert len(recorded("secondment given")) == 2
    assert len(recorded("motion seconded")) == 1


def test_one_person_on_two_devices_seconds_once(together, now):
    motion_id, ben = make_motion(seconders_needed=2).id, make_actor("Ben")

    def second():
        service.second(again(motion_id), actor=ben, now=now)

    assert together(second, second) == [None, None]
    assert db.session.scalar(select(func.count()).select_from(Secondment)) == 1
    assert len(recorded("secondment given")) == 1
    assert again(motion_id).state == "proposed"


@pytest.mark.parametrize("state", ["proposed", "seconded"])
def test_a_mover_withdraws_until_the_ballot(state, now):
    ada = make_actor("Ada Brook")
    motion = make_motion(mover=ada, state=state)

    service.withdraw(motion, actor=ada, now=now)

    assert (motion.state, motion.closed_at) == ("withdrawn", now)
    assert recorded("motion withdrawn") == [{"motion_id": motion.id}]


def test_withdrawing_again_changes_nothing(now):
    ada = make_actor("Ada Brook")
    motion = make_motion(mover=ada, state="withdrawn")

    service.withdraw(motion, actor=ada, now=now)

    assert len(recorded("motion withdrawn")) == 1


@pytest.mark.parametrize("state", ["balloted", "carried"])
def test_a_balloted_motion_cannot_be_withdrawn(state, now):
    ada = make_actor("Ada Brook")
    motion = make_motion(mover=ada, state=state)

    with pytest.raises(NotOpenToThat, match="put to a ballot"):
        service.withdraw(motion, actor=ada, now=now)


def test_nobody_withdraws_another_persons_motion(now):
    motion = make_motion()
    secretary = make_actor("Sue", roles=SECRETARY)

    for actor in (secretary, NOBODY):
        with pytest.raises(NotAllowed, match="Only the person who proposed"):
            service.withdraw(motion, actor=actor, now=now)


def test_a_motion_is_not_both_withdrawn_and_balloted(together, now):
    ada, sue = make_actor("Ada Brook"), make_actor("Sue", roles=SECRETARY)
    motion_id = make_motion(mover=ada, state="seconded").id

    results = together(
        lambda: service.withdraw(again(motion_id), actor=ada, now=now),
        lambda: service.mark_balloted(again(motion_id), actor=sue, now=now),
    )

    assert sorted(type(result).__name__ for result in results) == ["NoneType", "NotOpenToThat"]
    links = len(recorded("motion withdrawn")) + len(recorded("motion balloted"))
    assert links == 1


def test_two_ballots_are_not_planned_at_once(together, now):
    sue, motion_id = make_actor("Sue", roles=SECRETARY), make_motion(state="seconded").id

    def ballot():
        service.mark_balloted(again(motion_id), actor=sue, now=now)

    results = together(ballot, ballot)

    assert sorted(type(result).__name__ for result in results) == ["NoneType", "NotOpenToThat"]
    assert recorded("motion balloted") == [{"motion_id": motion_id}]


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("proposed", "still needs seconders"),
        ("balloted", "already put to a ballot"),
        ("withdrawn", "was withdrawn"),
        ("carried", "decided already"),
    ],
)
def test_only_a_seconded_motion_goes_to_a_ballot(state, sentence, now):
    motion = make_motion(state=state)

    with pytest.raises(NotOpenToThat, match=sentence):
        service.mark_balloted(motion, actor=make_actor("Sue", roles=SECRETARY), now=now)


def test_a_ballot_called_off_lets_the_motion_wait_again(now):
    motion = make_motion(state="balloted")

    service.release(decided(motion, ""))

    db.session.refresh(motion)
    assert motion.state == "seconded"
    assert recorded("motion released") == [{"motion_id": motion.id}]


@pytest.mark.parametrize("outcome", ["carried", "lost", "inquorate"])
def test_the_outcome_of_its_ballot_closes_a_motion(outcome, now):
    motion = make_motion(state="balloted")

    service.resolve(decided(motion, outcome, now=now))

    db.session.refresh(motion)
    assert (motion.state, motion.closed_at) == (outcome, now)
    assert recorded("motion resolved") == [
        {
            "motion_id": motion.id,
            "outcome": outcome,
            "resolution_kind": "ordinary",
            "figures": {"for": 2, "against": 1, "abstained": 0, "entitled": 3},
            "arithmetic": {"template": "2 for, 1 against", "values": {}},
            "decided_by": "ballot",
            "decided_ref": "Ballot result 2026/1",
            "decided_on": "2026-11-16",
            "rules": named_on(now.date()),
        }
    ]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE motion SET text = 'something else'",
        "UPDATE motion SET seconders_needed = 0",
        "UPDATE motion SET year = 1999",
        "DELETE FROM motion",
        "DELETE FROM secondment",
        "UPDATE secondment SET at = NULL",
    ],
)
def test_the_database_refuses_to_change_what_was_proposed(change):
    make_motion(state="seconded")

    with pytest.raises(DatabaseError, match="refuses this"):
        db.session.execute(text(change))


def test_the_database_refuses_to_reopen_a_closed_motion():
    make_motion(state="lost")

    with pytest.raises(DatabaseError, match="refuses this"):
        db.session.execute(text("UPDATE motion SET state = 'carried'"))


def test_motions_are_found_by_state_and_words_of_the_title():
    make_motion(title="Open a respite house in Tipton", state="carried")
    vans = make_motion(title="Buy two 100% electric vans")
    make_motion(title="Close the Dudley office", state="withdrawn")

    found = queries.motions_found(states=("proposed", "carried"), title="vans 100%")

    assert [listed.motion.id for listed in found] == [vans.id]
    assert queries.count_of_motions(title="o") == 3
    assert queries.count_of_motions(title="_") == 0


def test_a_list_tells_the_mover_and_how_far_a_motion_is(now):
    motion = make_motion(mover=make_actor("Ada Brook"))
    service.second(motion, actor=make_actor("Ben"), now=now)

    (listed,) = queries.motions_found()

    assert (listed.mover, listed.seconders, listed.comments) == ("Ada Brook", 1, 0)


def test_motions_wait_for_a_ballot_in_the_order_they_were_seconded(now):
    later = make_motion(state="seconded", now=now + timedelta(days=1))
    first = make_motion(state="seconded", now=now)
    make_motion()

    waiting = [listed.motion.id for listed in queries.waiting_for_ballot(now.date())]

    assert waiting == [first.id, later.id]
