"""Amending what a motion does if it is carried: "change 30 to 25", and nothing else."""

import pytest

from governance.effects.effect import CannotTakeEffect
from governance.infrastructure.database import db
from governance.motions import service
from governance.motions.models import Motion
from governance.motions.queries import amendments as read
from governance.motions.service import amendments
from governance.motions.service.amendments import NotAnAmendment, NotOpenToAmendment
from tests.factories.amendments import replaced
from tests.factories.motions import SECRETARY, decided, make_actor, make_society
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON
from tests.services.test_motions_seals import faults

ALIKE = "motions.seconders"
OTHER = "motions.appellants"


@pytest.fixture
def maud():
    make_society(seconders_needed=1)
    return make_actor("Maud Mover")


def would(**changes):
    """Return the payload of a motion that changes these settings of the rules on motions."""
    return {"from": "", "changes": {f"motions.{name}": value for name, value in changes.items()}}


@pytest.fixture
def motion(maud):
    motion = service.propose(
        "Ask for more seconders",
        "A motion needs four seconders.",
        "So that not each whim is voted on.",
        "",
        effect="change_rules",
        payload=would(seconders=4, appellants=9),
        actor=maud,
        now=NOON,
    )
    service.second(motion, actor=make_actor("Sid"), now=NOON)
    return motion


def make(motion, payload, *, changes=(), mover=None):
    by = mover or make_actor("Amy")
    return amendments.propose(motion, changes, "Why.", payload=payload, actor=by, now=NOON)


def seconded(motion, payload):
    amendment = make(motion, payload)
    amendments.second(amendment, actor=make_actor("Sal"), now=NOON)
    return amendment


def test_an_amended_figure_is_in_the_motion_and_then_in_the_rules(motion, maud):
    amendment = make(motion, would(seconders=3, appellants=9))

    amendments.accept(amendment, actor=maud, now=NOON)

    assert motion.payload["changes"] == {ALIKE: 3, OTHER: 9}
    assert motion.digest == service.digest_of(
        motion.title, motion.text, motion.reason, motion.cost, motion.effect, motion.payload
    )
    assert faults() == []


def test_words_and_figures_are_amended_together(motion, maud):
    words = [replaced(1, "A motion needs three seconders.")]
    amendment = make(motion, would(seconders=3, appellants=9), changes=words)

    amendments.accept(amendment, actor=maud, now=NOON)

    assert (motion.text, motion.payload["changes"][ALIKE]) == ("A motion needs three seconders.", 3)


def test_two_amendments_of_different_figures_come_together(motion, maud):
    one = make(motion, would(seconders=3, appellants=9))
    other = make(motion, would(seconders=4, appellants=7))

    amendments.accept(one, actor=maud, now=NOON)
    amendments.accept(other, actor=maud, now=NOON)

    assert motion.payload["changes"] == {ALIKE: 3, OTHER: 7}
    assert motion.version == 3


def test_of_two_amendments_of_one_figure_the_other_falls(motion, maud):
    one = make(motion, would(seconders=3, appellants=9))
    other = make(motion, would(seconders=5, appellants=9))

    amendments.accept(one, actor=maud, now=NOON)

    db.session.refresh(other)
    assert (other.state, other.note) == (
        "fallen",
        "What it would set was set to something else by A1.",
    )


def test_what_the_members_decided_of_a_figure_the_mover_does_not_undo(motion, maud):
    amendment = seconded(motion, would(seconders=3, appellants=9))
    amendments.mark_balloted(amendment, actor=make_actor("Sue", roles=SECRETARY), now=NOON)
    event = decided(motion, "lost")
    event.amendment_id = amendment.id
    amendments.resolve(event)
    again = make(motion, would(seconders=5, appellants=9))
    elsewhere = make(motion, would(seconders=4, appellants=7))

    with pytest.raises(NotOpenToAmendment, match="voted on A1"):
        amendments.accept(again, actor=maud, now=NOON)
    amendments.accept(elsewhere, actor=maud, now=NOON)

    assert motion.payload["changes"] == {ALIKE: 4, OTHER: 7}


def test_one_setting_may_be_left_out(motion, maud):
    amendment = make(motion, would(appellants=9))

    amendments.accept(amendment, actor=maud, now=NOON)

    assert motion.payload["changes"] == {OTHER: 9}


@pytest.mark.parametrize(
    ("payload", "sentence"),
    [
        (would(), "nothing would change"),
        (would(seconders=1), "nothing would change"),
        (would(seconders=4, appellants=9), "change nothing of the motion"),
        (would(seconders=4, discussion_days=9), "not about"),
    ],
)
def test_what_negates_or_is_about_something_else_is_refused(motion, payload, sentence):
    with pytest.raises(NotAnAmendment, match=sentence):
        make(motion, payload)


def test_what_the_rules_cannot_say_is_refused(motion):
    with pytest.raises(CannotTakeEffect):
        make(motion, would(seconders=99, appellants=9))


def test_what_became_impossible_is_not_accepted(motion, maud):
    amendment = make(motion, would(seconders=3))
    set_rules(motions__seconders=3, motions__appellants=5)

    with pytest.raises(CannotTakeEffect):
        amendments.accept(amendment, actor=maud, now=NOON)

    db.session.refresh(motion)
    assert (motion.version, amendment.state) == (1, "proposed")


def test_a_draft_keeps_figures_beside_words_and_follows_the_motion(motion, maud):
    amy = make_actor("Amy")
    draft = amendments.begin_draft(motion, actor=amy, now=NOON)
    amendments.change_effect(draft, would(seconders=3, appellants=9), actor=amy, now=NOON)
    amendments.change(draft, replaced(1, "Three seconders."), actor=amy, now=NOON)
    amendments.accept(make(motion, would(seconders=4, appellants=7)), actor=maud, now=NOON)

    written = amendments.changes_of(draft)
    assert (written.payload["changes"], written.lost_values) == ({ALIKE: 3, OTHER: 7}, False)
    amendments.accept(make(motion, would(seconders=6, appellants=7)), actor=maud, now=NOON)
    assert amendments.changes_of(draft).lost_values
    amendments.change_effect(draft, motion.payload, actor=amy, now=NOON)
    assert amendments.changes_of(draft).payload is None
    assert draft.payload is None


def test_places_of_figures_come_before_those_of_words(motion):
    amendment = make(motion, would(seconders=3, appellants=9), changes=[replaced(1, "Three.")])

    (figure, words) = sorted(read.places(amendment, 1))

    assert (figure < 0, words) == (True, 1)
    assert db.session.get_one(Motion, motion.id).version == 1
