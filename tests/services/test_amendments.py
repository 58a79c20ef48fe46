"""Proposing, seconding, accepting, voting on and ending amendments of a motion."""

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed
from governance.motions import queries, service
from governance.motions.models import Amendment, AmendmentSecondment, CoAuthor, Motion
from governance.motions.queries import amendments as read
from governance.motions.service import amendments
from governance.motions.service.amendments import NotAnAmendment, NotOpenToAmendment
from governance.motions.service.seconding import CannotSecond
from tests.factories.amendments import (
    CHAIR,
    SECRETARY,
    TEXT,
    amendment_decided,
    inserted,
    make_amendable,
    make_amendment,
    removed,
    replaced,
)
from tests.factories.motions import make_actor, make_motion
from tests.factories.rules import set_rules
from tests.services.test_motions import again, recorded
from tests.services.test_motions_together import suspend


@pytest.fixture
def maud():
    """The mover of the motions in these tests."""
    return make_actor("Maud Mover")


@pytest.fixture
def motion(maud):
    return make_amendable(mover=maud)


def stands(amendment_id):
    """Return how the amendment stands, as another session reads it."""
    return db.session.get_one(Amendment, amendment_id, populate_existing=True).state


def test_amendments_of_a_motion_are_numbered(motion):
    numbers = [make_amendment(motion).short_reference for _ in range(2)]

    assert numbers == ["A1", "A2"]
    assert [link["reference"] for link in recorded("amendment proposed")] == [
        "2026/1/A1",
        "2026/1/A2",
    ]


def test_a_proposal_is_a_link_with_the_digest_of_what_it_would_change(motion):
    make_amendment(motion, replaced(1, "We buy three vans."), reason="Why.")

    (link,) = recorded("amendment proposed")
    assert link["digest"] == amendments.digest_of_amendment(
        1, [replaced(1, "We buy three vans.")], None, "Why."
    )
    assert (link["version"], link["seconders_needed"]) == (1, 1)


def test_only_members_in_good_standing_propose(motion, now):
    board = make_actor("Bo Board", roles=frozenset({Role.BOARD}))
    with pytest.raises(NotAllowed, match="Only members"):
        make_amendment(motion, mover=board)

    susie = make_actor("Susie")
    suspend(susie)
    with pytest.raises(service.NotInGoodStanding):
        make_amendment(motion, mover=susie)


def test_where_the_rules_know_no_amendments_none_is_proposed(motion):
    set_rules(motions__amendments=False)

    with pytest.raises(NotOpenToAmendment, match="decided as it was proposed"):
        make_amendment(motion)


@pytest.mark.parametrize("state", ["balloted", "carried", "withdrawn"])
def test_a_motion_that_has_moved_on_is_not_amended(state):
    with pytest.raises(NotOpenToAmendment, match="past the point"):
        make_amendment(make_motion(text=TEXT, state=state))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ([removed(1), removed(2), removed(3)], "remove everything"),
        ([replaced(1, "We do not buy two vans.")], "say the opposite"),
        ([replaced(1, "We buy no vans.")], "say the opposite"),
        ([replaced(3, "The board refuses to choose them.")], "say the opposite"),
        ([replaced(1, "We buy two vans.")], "change nothing"),
        ([inserted(3, "x" * 20_000)], "longer than 20,000"),
    ],
)
def test_what_negates_or_changes_nothing_is_refused(motion, changes, sentence):
    with pytest.raises(NotAnAmendment, match=sentence):
        make_amendment(motion, *changes)


def test_an_amendment_needs_a_reason(motion):
    with pytest.raises(NotAnAmendment, match="needs a reason"):
        make_amendment(motion, reason=" ")


def test_the_last_seconder_needed_moves_it_on(motion, now):
    set_rules(motions__amendment_seconders=2)
    amendment = make_amendment(motion)

    amendments.second(amendment, actor=make_actor("Ben"), now=now)
    after_one = amendment.state
    amendments.second(amendment, actor=make_actor("Cy"), now=now)

    assert (after_one, amendment.state, amendment.seconded_at) == ("proposed", "seconded", now)
    assert len(recorded("amendment seconded")) == 1


def test_where_no_seconder_is_needed_it_waits_for_the_vote_at_once(motion):
    set_rules(motions__amendment_seconders=0)

    assert make_amendment(motion, state="seconded").state == "seconded"


def test_its_mover_cannot_second_it_and_others_once(motion, now):
    amy, ben = make_actor("Amy"), make_actor("Ben")
    amendment = make_amendment(motion, mover=amy)

    with pytest.raises(CannotSecond, match="somebody else"):
        amendments.second(amendment, actor=amy, now=now)
    amendments.second(amendment, actor=ben, now=now)
    amendments.second(amendment, actor=ben, now=now)

    assert read.seconders_of_amendment(amendment.id) == [(ben.party_id, "Ben")]


@pytest.mark.parametrize("state", ["withdrawn", "ruled_out"])
def test_one_that_has_ended_takes_no_seconders(motion, state, now):
    amendment = make_amendment(motion, state=state)

    with pytest.raises(CannotSecond, match="past the point"):
        amendments.second(amendment, actor=make_actor("Late"), now=now)


@pytest.mark.parametrize("state", ["proposed", "seconded"])
def test_accepted_by_the_mover_it_is_in_the_motion_at_once(motion, maud, state, now):
    amendment = make_amendment(motion, replaced(1, "We buy three vans."), state=state)

    amendments.accept(amendment, actor=maud, now=now)

    assert amendment.state == "accepted"
    assert motion.text == "We buy three vans.\n\nThey are white.\n\nThe board chooses them."
    assert (motion.version, motion.state) == (2, "seconded")
    (version, _first) = queries.versions_of(motion.id)
    assert (version.row.because, version.row.amendment) == ("friendly", 1)
    assert version.made_by == "Maud Mover"


def test_accepting_again_changes_nothing(motion, maud, now):
    amendment = make_amendment(motion)

    amendments.accept(amendment, actor=maud, now=now)
    amendments.accept(amendment, actor=maud, now=now)

    assert motion.version == 2
    assert len(recorded("amendment accepted")) == 1


def test_nobody_but_the_mover_answers_an_amendment(motion, now):
    amendment = make_amendment(motion)
    ben = make_actor("Ben")

    for answer in (amendments.accept, amendments.decline):
        with pytest.raises(NotAllowed, match="Only the person who proposed the motion"):
            answer(amendment, actor=ben, now=now)


def test_a_mover_does_not_accept_an_amendment_of_their_own(motion, maud, now):
    amendment = make_amendment(motion, mover=maud)

    with pytest.raises(NotOpenToAmendment, match="not theirs to accept"):
        amendments.accept(amendment, actor=maud, now=now)


def test_a_mover_does_not_accept_one_by_who_wrote_the_motion_too(motion, maud, now):
    amendment = make_amendment(motion)
    db.session.add(CoAuthor(motion_id=motion.id, party_id=amendment.mover_id))
    db.session.flush()

    with pytest.raises(NotOpenToAmendment, match="not theirs to accept"):
        amendments.accept(amendment, actor=maud, now=now)


def test_a_mover_does_not_pass_over_one_that_has_its_seconders(motion, maud, now):
    make_amendment(motion, replaced(1, "We buy nine vans."), state="seconded")
    friendly = make_amendment(motion, replaced(1, "We buy three vans."))

    with pytest.raises(NotOpenToAmendment, match="A1 is about the same"):
        amendments.accept(friendly, actor=maud, now=now)


@pytest.mark.parametrize("outcome", ["carried", "lost"])
def test_a_mover_does_not_undo_what_the_members_voted_on(motion, maud, outcome, now):
    make_amendment(motion, replaced(2, "They are green."), state=outcome)
    friendly = make_amendment(motion, replaced(2, "They are blue."))
    elsewhere = make_amendment(motion, replaced(3, "The drivers choose them."))

    with pytest.raises(NotOpenToAmendment, match="voted on A1"):
        amendments.accept(friendly, actor=maud, now=now)
    amendments.accept(elsewhere, actor=maud, now=now)

    assert elsewhere.state == "accepted"


def test_what_was_voted_on_is_found_after_the_text_moved_on(motion, maud, now):
    make_amendment(motion, replaced(2, "They are green."), state="lost")
    amendments.accept(make_amendment(motion, inserted(0, "Whereas.")), actor=maud, now=now)
    friendly = make_amendment(motion, replaced(3, "They are blue."))

    with pytest.raises(NotOpenToAmendment, match="voted on A1"):
        amendments.accept(friendly, actor=maud, now=now)


def test_another_about_the_same_falls_and_one_about_something_else_follows(motion, maud, now):
    same = make_amendment(motion, replaced(1, "We buy nine vans."))
    other = make_amendment(motion, replaced(3, "The drivers choose them."))
    friendly = make_amendment(motion, inserted(0, "Whereas."), replaced(1, "We buy three vans."))

    amendments.accept(friendly, actor=maud, now=now)

    assert (stands(same.id), stands(other.id)) == ("fallen", "proposed")
    assert same.note == "Paragraph 1, which it is about, was changed by A3."
    assert read.changes_at(other, motion.version) == (replaced(4, "The drivers choose them."),)
    amendments.accept(other, actor=maud, now=now)
    assert motion.text.endswith("They are white.\n\nThe drivers choose them.")


def test_a_mover_declines_once_and_may_think_again(motion, maud, now):
    amendment = make_amendment(motion)

    amendments.decline(amendment, actor=maud, now=now)
    amendments.decline(amendment, actor=maud, now=now)
    declined = amendment.declined_at
    amendments.accept(amendment, actor=maud, now=now)

    assert declined == now
    assert len(recorded("amendment declined")) == 1
    assert motion.version == 2


def test_its_mover_withdraws_it_and_nobody_else(motion, now):
    amy = make_actor("Amy")
    amendment = make_amendment(motion, mover=amy)

    with pytest.raises(NotAllowed, match="Only the person who proposed an amendment"):
        amendments.withdraw(amendment, actor=make_actor("Ben"), now=now)
    amendments.withdraw(amendment, actor=amy, now=now)
    amendments.withdraw(amendment, actor=amy, now=now)

    assert (amendment.state, amendment.closed_at) == ("withdrawn", now)
    assert len(recorded("amendment withdrawn")) == 1


def test_the_chair_rules_one_out_for_a_reason(motion, now):
    chair = make_actor("Cy", roles=CHAIR)
    amendment = make_amendment(motion)

    with pytest.raises(NotAllowed, match="Only the chair"):
        amendments.rule_out(amendment, "No.", actor=make_actor("Ben"), now=now)
    with pytest.raises(NotAnAmendment, match="needs a reason"):
        amendments.rule_out(amendment, "", actor=chair, now=now)
    amendments.rule_out(amendment, "It is about lorries.", actor=chair, now=now)

    assert (amendment.state, amendment.note) == ("ruled_out", "It is about lorries.")


def test_the_usual_order_has_the_furthest_from_the_motion_first(motion):
    near = make_amendment(motion, replaced(2, "They are green."), state="seconded")
    far = make_amendment(motion, replaced(2, "Each has a colour of its own."), state="seconded")
    first = make_amendment(motion, replaced(1, "We buy three vans."), state="seconded")

    assert read.voting_order(motion) == [first, far, near]


def test_the_chair_sets_the_order_and_a_later_one_comes_last(motion, now):
    chair = make_actor("Cy", roles=CHAIR)
    one = make_amendment(motion, replaced(1, "We buy three vans."), state="seconded")
    two = make_amendment(motion, replaced(2, "They are green."), state="seconded")

    amendments.set_order(motion, {one.id: 7, two.id: 3}, actor=chair, now=now)
    late = make_amendment(motion, replaced(1, "We buy four vans."), state="seconded")

    assert read.voting_order(motion) == [two, one, late]
    assert [link["order"] for link in recorded("amendments ordered")] == [[two.id, one.id]]


def test_an_order_has_each_amendment_once_and_is_the_chairs(motion, now):
    chair = make_actor("Cy", roles=CHAIR)
    one = make_amendment(motion, replaced(1, "We buy three vans."), state="seconded")
    two = make_amendment(motion, replaced(2, "They are green."), state="seconded")

    for numbers, sentence in (({one.id: 1}, "other amendments"), ({one.id: 1, two.id: 1}, "same")):
        with pytest.raises(NotOpenToAmendment, match=sentence):
            amendments.set_order(motion, numbers, actor=chair, now=now)
    with pytest.raises(NotAllowed, match="Only the chair"):
        amendments.set_order(motion, {one.id: 1, two.id: 2}, actor=make_actor("Ben"), now=now)


def test_a_motion_waits_for_its_seconded_amendments_and_for_no_others(motion, now):
    sue = make_actor("Sue", roles=SECRETARY)
    make_amendment(motion)
    second = make_amendment(motion, replaced(2, "They are green."), state="seconded")

    with pytest.raises(service.AmendmentsFirst, match=r"before they vote on the motion: A2\."):
        service.mark_balloted(motion, actor=sue, now=now)
    amendments.rule_out(second, "No.", actor=make_actor("Cy", roles=CHAIR), now=now)
    service.mark_balloted(motion, actor=sue, now=now)

    assert motion.state == "balloted"


def test_amendments_are_voted_on_in_their_order_one_after_the_other(motion, now):
    sue = make_actor("Sue", roles=SECRETARY)
    first = make_amendment(motion, replaced(1, "We buy three vans."), state="seconded")
    second = make_amendment(motion, replaced(2, "They are green."), state="seconded")

    with pytest.raises(NotOpenToAmendment, match="A1 is voted on before"):
        amendments.mark_balloted(second, actor=sue, now=now)
    amendments.mark_balloted(first, actor=sue, now=now)
    with pytest.raises(NotOpenToAmendment, match="are voting on A1"):
        amendments.mark_balloted(second, actor=sue, now=now)

    assert first.state == "balloted"


def test_amendments_of_a_motion_without_seconders_are_not_voted_on(maud, now):
    amendment = make_amendment(make_amendable(mover=maud, state="proposed"), state="seconded")

    with pytest.raises(NotOpenToAmendment, match="does not wait for a ballot"):
        amendments.mark_balloted(amendment, actor=make_actor("Sue", roles=SECRETARY), now=now)


def test_while_members_vote_on_an_amendment_the_motion_stays_as_it_is(motion, maud, now):
    friendly = make_amendment(motion, replaced(3, "The drivers choose them."))
    make_amendment(motion, state="balloted")

    with pytest.raises(NotOpenToAmendment, match="stays as it is"):
        amendments.accept(friendly, actor=maud, now=now)
    with pytest.raises(service.AmendmentsFirst, match="voting on its amendment A2"):
        service.withdraw(motion, actor=maud, now=now)


def test_carried_it_is_in_the_motion_at_once(motion):
    amendment = make_amendment(motion, replaced(2, "They are green."), state="carried")

    db.session.refresh(motion)
    assert "They are green." in motion.text
    (version, _first) = queries.versions_of(motion.id)
    assert (version.row.because, version.row.made_by) == ("carried", None)
    (link,) = recorded("amendment resolved")
    assert (link["outcome"], link["amendment_id"], link["version"]) == ("carried", amendment.id, 1)


@pytest.mark.parametrize("outcome", ["lost", "inquorate"])
def test_one_that_is_not_carried_leaves_the_motion_as_it_is(motion, outcome):
    make_amendment(motion, state=outcome)

    db.session.refresh(motion)
    assert (motion.text, motion.version) == (TEXT, 1)


def test_a_ballot_called_off_lets_it_wait_again(motion):
    amendment = make_amendment(motion, state="balloted")

    amendments.release(amendment_decided(amendment, ""))

    assert stands(amendment.id) == "seconded"
    assert len(recorded("amendment released")) == 1


def test_what_a_ballot_decides_is_recorded_on_what_was_put_to_it(motion, now):
    amendment = make_amendment(motion, state="balloted")

    service.note_declared(amendment_decided(amendment, "carried"))

    assert stands(amendment.id) == "carried"
    assert again(motion.id).state == "seconded"


def test_two_amendments_accepted_at_once_come_in_one_after_the_other(together, motion, maud, now):
    one = make_amendment(motion, replaced(1, "We buy three vans.")).id
    two = make_amendment(motion, replaced(2, "They are green.")).id
    same = make_amendment(motion, replaced(1, "We buy nine vans.")).id
    motion_id = motion.id

    def accept(amendment_id):
        return lambda: amendments.accept(read.amendment(amendment_id), actor=maud, now=now)

    results = together(accept(one), accept(two), accept(same))

    assert sorted(type(result).__name__ for result in results) == [
        "NoneType",
        "NoneType",
        "NotOpenToAmendment",
    ]
    assert again(motion_id).version == 3
    assert "They are green." in again(motion_id).text
    assert sorted([stands(one), stands(same)]) == ["accepted", "fallen"]


def test_one_is_not_both_accepted_and_put_to_a_ballot(together, motion, maud, now):
    amendment_id = make_amendment(motion, state="seconded").id
    motion_id, sue = motion.id, make_actor("Sue", roles=SECRETARY)

    results = together(
        lambda: amendments.accept(read.amendment(amendment_id), actor=maud, now=now),
        lambda: amendments.mark_balloted(read.amendment(amendment_id), actor=sue, now=now),
    )

    assert sum(isinstance(result, NotOpenToAmendment) for result in results) == 1
    accepted = stands(amendment_id) == "accepted"
    assert again(motion_id).version == (2 if accepted else 1)


def test_a_motion_is_not_put_to_a_ballot_while_an_amendment_gets_its_last_seconder(
    together, motion, now
):
    amendment_id, motion_id = make_amendment(motion).id, motion.id
    sue, ben = make_actor("Sue", roles=SECRETARY), make_actor("Ben")

    together(
        lambda: amendments.second(read.amendment(amendment_id), actor=ben, now=now),
        lambda: service.mark_balloted(db.session.get_one(Motion, motion_id), actor=sue, now=now),
    )

    assert (stands(amendment_id), again(motion_id).state) in {
        ("seconded", "seconded"),
        ("proposed", "balloted"),
    }


def test_the_last_two_seconders_at_once_move_it_on_once(together, motion, now):
    set_rules(motions__amendment_seconders=2)
    amendment_id, ben, cy = make_amendment(motion).id, make_actor("Ben"), make_actor("Cy")

    def second(actor):
        return lambda: amendments.second(read.amendment(amendment_id), actor=actor, now=now)

    assert together(second(ben), second(cy), second(ben)) == [None, None, None]
    assert stands(amendment_id) == "seconded"
    assert db.session.scalar(select(func.count()).select_from(AmendmentSecondment)) == 2
    assert len(recorded("amendment seconded")) == 1


def test_two_amendments_proposed_at_once_have_two_numbers(together, motion, now):
    motion_id, amy, ben = motion.id, make_actor("Amy"), make_actor("Ben")

    def propose(actor):
        return lambda: (
            amendments.propose(
                db.session.get_one(Motion, motion_id),
                [replaced(1, "We buy three vans.")],
                "Why.",
                actor=actor,
                now=now,
            ).number
        )

    assert sorted(together(propose(amy), propose(ben))) == [1, 2]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE amendment SET reason = 'x'",
        "UPDATE amendment SET changes = '[]'",
        "UPDATE amendment SET payload = '{}'",
        "UPDATE amendment SET seconders_needed = 0",
        "DELETE FROM amendment",
        "DELETE FROM amendment_secondment",
        "UPDATE amendment_secondment SET at = NULL",
    ],
)
def test_the_database_refuses_to_change_what_was_proposed(motion, change):
    make_amendment(motion, state="seconded")

    with pytest.raises(DatabaseError, match="refuses this"):
        db.session.execute(text(change))


def test_the_database_refuses_to_reopen_one_that_has_ended(motion):
    make_amendment(motion, state="withdrawn")

    with pytest.raises(DatabaseError, match="refuses this"):
        db.session.execute(text("UPDATE amendment SET state = 'carried'"))
