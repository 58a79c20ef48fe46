"""What is carried enters the register under its number, and what it does is done once."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from governance.effects import registry
from governance.effects.effect import CannotTakeEffect
from governance.effects.queries import policies
from governance.effects.registry import effect
from governance.effects.service import adopt_policy
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import after_commit, db, savepoint, steps_after_commit
from governance.infrastructure.errors import NotAllowed, Refused
from governance.motions import service as motions
from governance.motions.models import Motion
from governance.reckoning.rules.kinds.motions import MotionRules
from governance.reckoning.rules.legal_forms import LegalForm
from governance.reckoning.standing import Standing
from governance.record.models import Link
from governance.record.verify import faults_of
from governance.resolutions import queries
from governance.resolutions.models import Enactment, Resolution
from governance.resolutions.queries import Reader
from governance.resolutions.seals import SEALS
from governance.resolutions.service import NotARemark, enter, remark
from governance.rulebook import queries as rulebook
from governance.rulebook import service as rulebook_service
from tests.factories import members as factory
from tests.factories.board import SECRETARY
from tests.factories.motions import decided, make_actor, make_motion
from tests.factories.resolutions import ballot_on, carry, make_resolution, propose_change
from tests.factories.rules import FOUNDER, found_rules, set_rules
from tests.machinery.clock import NOON

TODAY = NOON.date()
NEW_YEAR = date(2027, 1, 1)


@pytest.fixture(autouse=True)
def society(app):
    factory.make_society()


def seconders(day: date = TODAY) -> int:
    return rulebook.rules_on(day).of(MotionRules).seconders


def standing(resolution: Resolution, day: date = TODAY) -> Standing:
    return queries.entered(resolution.id, Reader(day)).standing


def links(kind: str) -> list[dict[str, object]]:
    found = db.session.scalars(select(Link).where(Link.kind == kind).order_by(Link.seq))
    return [json.loads(link.payload) for link in found]


def faults() -> list[str]:
    return [str(each) for seal in SEALS for each in faults_of(seal, up_to=10**9)]


def test_what_is_carried_is_entered_as_it_was_decided():
    motion = make_motion(state="balloted", text="We open a house.")

    resolution = carry(motion).resolution

    assert resolution.reference == "Resolution 2026/1"
    assert (resolution.title, resolution.text) == (motion.title, "We open a house.")
    assert (resolution.decided_by, resolution.decided_ref) == ("ballot", "Ballot result 2026/1")
    assert resolution.figures == {"for": 2, "against": 1, "abstained": 0, "entitled": 3}
    assert resolution.decided_on == TODAY
    assert standing(resolution) is Standing.NOTHING


def test_it_names_the_rulebook_under_which_it_was_decided():
    set_rules(motions__seconders=0)
    resolution = make_resolution()

    named = rulebook.named_on(TODAY)

    assert (resolution.rules_version, resolution.rules_digest) == tuple(named.values())
    (told,) = links("resolution entered")
    assert told["rules"] == named
    assert told["reference"] == "Resolution 2026/1"


@pytest.mark.parametrize("outcome", ["lost", "inquorate"])
def test_what_is_not_carried_is_no_resolution_and_changes_nothing(outcome):
    motion = propose_change(motions__seconders=4)

    motions.resolve(decided(motion, outcome))

    assert queries.resolution_of(motion.id) is None
    assert seconders() == 0
    assert links("resolution entered") == links("effect of resolution enacted") == []


def test_in_a_small_society_all_others_are_enough_so_that_any_rule_can_be_changed_back():
    set_rules(motions__seconders=20)
    for name in ("Ben Boole", "Cy Dale", "Di Eden"):
        factory.make_member(name)

    motion = make_motion(seconders_needed=20)

    assert motion.seconders_needed == 3


def test_a_carried_change_of_rules_holds_from_the_day_it_is_declared():
    motion = propose_change(motions__seconders=3)

    resolution = carry(motion).resolution

    assert standing(resolution) is Standing.IN_FORCE
    for name in ("Ben Boole", "Cy Dale", "Di Eden"):
        factory.make_member(name)
    assert make_motion().seconders_needed == 3
    (adoption,) = [each for each in rulebook.adopted() if each.row.how == "resolution"][-1:]
    assert (adoption.row.reference, adoption.row.changes) == (
        "Resolution 2026/1",
        {"motions.seconders": 3},
    )
    enactment = db.session.get_one(Enactment, resolution.id)
    assert enactment.adoption_id == adoption.row.id


def test_what_it_was_told_to_change_is_kept_with_it():
    resolution = carry(propose_change(motions__seconders=3)).resolution

    (told,) = resolution.consequences
    assert told["what"]["template"] == "Seconders"
    assert told["before"]["values"] == {"number": 0}


def test_a_change_for_a_later_day_is_to_come_and_then_in_force_by_itself():
    resolution = carry(propose_change(from_day="2027-01-01", motions__seconders=3)).resolution

    assert standing(resolution) is Standing.TO_COME
    assert seconders() == 0
    assert standing(resolution, NEW_YEAR - timedelta(days=1)) is Standing.TO_COME
    assert standing(resolution, NEW_YEAR) is Standing.IN_FORCE
    assert seconders(NEW_YEAR) == 3


def test_declared_late_it_holds_from_the_day_it_is_declared_and_not_before():
    motion = propose_change(from_day="2026-11-20", motions__seconders=3)

    late = NOON + timedelta(days=9)
    resolution = carry(motion, now=late).resolution

    assert standing(resolution, day_of(late)) is Standing.IN_FORCE
    assert seconders(date(2026, 11, 20)) == seconders(day_of(late) - timedelta(days=1)) == 0
    assert seconders(day_of(late)) == 3


def test_a_society_waits_for_the_registrar_and_then_its_change_holds():
    found_rules(LegalForm.COMMUNITY_BENEFIT_SOCIETY, motions__seconders=0)
    resolution = carry(propose_change(motions__seconders=3)).resolution
    assert standing(resolution) is Standing.PENDING
    assert seconders() == 0

    register(resolution, "registered", on_day=date(2026, 12, 1))

    assert standing(resolution, date(2026, 12, 1)) is Standing.IN_FORCE
    assert seconders(date(2026, 12, 1)) == 3
    assert seconders(date(2026, 11, 30)) == 0


def test_what_the_registrar_refuses_never_holds():
    found_rules(LegalForm.COMMUNITY_BENEFIT_SOCIETY, motions__seconders=0)
    resolution = carry(propose_change(motions__seconders=3)).resolution

    register(resolution, "refused", on_day=date(2026, 12, 1))

    assert standing(resolution, date(2027, 12, 1)) is Standing.REFUSED
    assert seconders(date(2027, 12, 1)) == 0


def register(resolution: Resolution, outcome: str, *, on_day: date) -> None:
    adoption_id = db.session.get_one(Enactment, resolution.id).adoption_id
    assert adoption_id is not None
    rulebook_service.record_registration(
        adoption_id,
        outcome=outcome,
        on_day=on_day,
        reference="R 17",
        actor=FOUNDER,
        now=NOON + timedelta(days=20),
    )


def test_of_two_on_one_setting_the_later_carried_holds():
    one = propose_change(motions__seconders=3)
    other = propose_change(motions__seconders=5)

    later = carry(other).resolution
    latest = carry(one).resolution

    assert seconders() == 3
    assert standing(later) is Standing.SUPERSEDED
    assert standing(latest) is Standing.IN_FORCE
    assert queries.entered(later.id, Reader(TODAY)).changed_by == (latest,)


def test_what_a_later_one_changes_in_part_is_in_force_and_says_so():
    both = carry(propose_change(motions__seconders=3, motions__appellants=9)).resolution
    part = carry(propose_change(motions__appellants=7)).resolution

    found = queries.entered(both.id, Reader(TODAY))

    assert (found.standing, found.changed_by) == (Standing.IN_FORCE, (part,))


def test_what_cannot_be_done_any_more_fails_with_its_sentence_and_stays_decided():
    motion = propose_change(motions__seconders=3)
    set_rules(motions__seconders=3)

    resolution = carry(motion).resolution

    assert motion.state == "carried"
    assert standing(resolution) is Standing.FAILED
    told = [each["values"]["said"] for each in db.session.get_one(Enactment, resolution.id).told]
    assert told[0] == "The rules say so already, so nothing would change."
    assert len(links("rules adopted")) == 2  # the founding and the test's own change
    assert faults() == []


def test_what_was_refused_half_done_is_undone_with_its_steps_for_afterwards():
    after_commit(lambda: None)

    with pytest.raises(Refused):
        do_half()

    assert db.session.scalar(select(Motion.id)) is None
    assert len(steps_after_commit()) == 1


def do_half() -> None:
    with savepoint():
        make_motion(title="Half of something")
        after_commit(lambda: None)
        raise Refused("No.")


def test_what_breaks_is_no_refusal_and_undoes_the_declaration():
    motion = propose_change(motions__seconders=3)
    motion_id = motion.id
    db.session.commit()

    with pytest.raises(DatabaseError):
        broken(motion)
    db.session.rollback()

    assert db.session.get_one(Motion, motion_id).state == "balloted"
    assert queries.resolution_of(motion_id) is None


def broken(motion: Motion) -> None:
    """Resolve it where the link that comes next is taken already, which no rule foresees."""
    refused = (
        "CREATE TRIGGER broken BEFORE INSERT ON rule_adoption BEGIN SELECT RAISE(ABORT, 'x'); END"
    )
    if db.engine.dialect.name == "postgresql":
        db.session.execute(
            text("ALTER TABLE rule_adoption ADD CONSTRAINT broken CHECK (id < 0) NOT VALID")
        )
    else:
        db.session.execute(text(refused))
    motions.resolve(decided(motion, "carried"))


def test_the_same_decision_told_twice_is_entered_once():
    motion = propose_change(motions__seconders=3)
    carry(motion)

    enter(decided(motion, "carried"))

    assert len(links("resolution entered")) == len(links("effect of resolution enacted")) == 1


def test_numbers_have_no_gaps_and_begin_anew_each_year():
    found = [make_resolution(), make_resolution(), make_resolution(now=NOON + timedelta(days=60))]

    assert [each.reference for each in found] == [
        "Resolution 2026/1",
        "Resolution 2026/2",
        "Resolution 2027/1",
    ]


def test_two_declared_at_once_have_two_numbers_and_the_later_holds(together):
    one, other = (propose_change(motions__seconders=each).id for each in (3, 5))

    def declaring(motion_id: int):
        return lambda: motions.resolve(decided(db.session.get_one(Motion, motion_id), "carried"))

    results = together(declaring(one), declaring(other))

    assert results == [None, None]
    found = db.session.scalars(select(Resolution).order_by(Resolution.recorded_seq)).all()
    assert [each.number for each in found] == [1, 2]
    assert [standing(each) for each in found] == [Standing.SUPERSEDED, Standing.IN_FORCE]
    assert seconders() == found[-1].payload["changes"]["motions.seconders"]
    assert faults() == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE resolution SET text = 'Nothing is done.'",
        "UPDATE resolution SET number = 7",
        "UPDATE resolution SET recorded_seq = 1",
        "DELETE FROM resolution",
        "UPDATE enactment SET state = 'in_force'",
        "UPDATE enactment SET told = '[]'",
        "DELETE FROM enactment",
    ],
)
def test_what_is_changed_is_refused_and_found_if_it_is_forced(change):
    set_rules(motions__seconders=0)
    carry(propose_change(motions__seconders=3, from_day="2027-01-01"))
    assert faults() == []
    with pytest.raises(DatabaseError, match="refuses this"), db.session.begin_nested():
        db.session.execute(text(change))

    force(change)

    assert faults() != []


def test_one_put_in_past_the_record_is_found():
    make_resolution()
    motion = make_motion(state="lost")
    columns = "series, year, decided_by, decided_ref, title, text, effect, payload, consequences, "
    columns += "resolution_kind, figures, arithmetic, decided_on, entered_at, rules_digest, digest"

    db.session.execute(
        text(
            f"INSERT INTO resolution (number, motion_id, recorded_seq, {columns})"
            f" SELECT 2, :motion, 9999, {columns} FROM resolution"
        ),
        {"motion": motion.id},
    )

    assert any("too many" in each for each in faults())


def force(change: str) -> None:
    """Change it where no trigger minds."""
    postgresql = db.engine.dialect.name == "postgresql"
    for table in ("enactment", "resolution"):
        for operation in ("update", "delete"):
            on_table = f" ON {table}" if postgresql else ""
            db.session.execute(text(f"DROP TRIGGER {table}_{operation}_refused{on_table}"))
    if change == "DELETE FROM resolution":
        db.session.execute(text("DELETE FROM enactment"))
    db.session.execute(text(change))
    db.session.expire_all()


def test_what_failed_is_a_duty_until_members_are_told_what_was_done(now):
    motion = propose_change(motions__seconders=3)
    set_rules(motions__seconders=3)
    resolution = carry(motion).resolution
    assert queries.failed_in_silence() == [resolution]

    remark(resolution, "The rules said so already.", actor=SECRETARY, now=now)

    assert queries.failed_in_silence() == []
    (told,) = queries.remarks_on(resolution.id)
    assert told.text == "The rules said so already."
    assert faults() == []


@pytest.mark.parametrize("words", [" ", "x" * 4001])
def test_a_remark_says_something_and_not_too_much(words, now):
    with pytest.raises(NotARemark):
        remark(make_resolution(), words, actor=SECRETARY, now=now)


def test_only_the_secretary_remarks_on_a_resolution(now):
    with pytest.raises(NotAllowed):
        remark(make_resolution(), "Done.", actor=Actor(1, roles=frozenset({Role.CHAIR})), now=now)


def test_a_remark_stays_as_it_was(now):
    remark(make_resolution(), "It is open since May.", actor=SECRETARY, now=now)
    change = text("UPDATE resolution_remark SET text = 'It never opened.'")
    with pytest.raises(DatabaseError, match="refuses this"), db.session.begin_nested():
        db.session.execute(change)

    on_table = " ON resolution_remark" if db.engine.dialect.name == "postgresql" else ""
    db.session.execute(text(f"DROP TRIGGER resolution_remark_update_refused{on_table}"))
    db.session.execute(change)

    assert any("remark" in each for each in faults())


class Halfway:
    """An effect that writes and only then finds that it cannot be."""

    name, title, description, decision = "halfway", "Halfway", "Stops in the middle.", "ordinary"

    def checked(self, payload, *, today):
        return dict(payload)

    def consequences(self, payload, *, today):
        return ()

    def touches(self, payload):
        return frozenset()

    def needs(self, payload, *, today):
        return "ordinary"

    def enact(self, payload, decided, *, actor, now):
        adopt_policy(
            None,
            title="Half a policy",
            text="Nobody was meant to adopt this.",
            is_repealed=False,
            from_day=TODAY,
            decided=decided,
            actor=actor,
            now=now,
        )
        raise CannotTakeEffect("It cannot be done.")


@pytest.fixture
def halfway():
    """Offer one effect more for the length of a test, as a file in the folder would."""
    effect(Halfway)
    yield Halfway.name
    registry._EFFECTS._kinds.pop(Halfway.name)


def test_an_effect_that_stops_in_the_middle_leaves_nothing_and_the_decision_stands(halfway):
    set_rules(motions__seconders=0)
    motion = ballot_on(
        motions.propose(
            "Stop in the middle",
            "We stop.",
            "It is late.",
            "",
            effect=halfway,
            actor=make_actor("Maud Mover"),
            now=NOON,
        )
    )

    resolution = carry(motion).resolution

    assert db.session.get_one(Enactment, resolution.id).state == "failed"
    assert policies.policies_on(TODAY) == []
    assert links("policy adopted") == []
    assert faults() == []
