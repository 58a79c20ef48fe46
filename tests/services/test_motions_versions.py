"""What a motion says, and said before: its versions, and what may change them."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.motions import queries, service
from governance.motions.models import Motion
from tests.factories.motions import make_actor, make_motion
from tests.services.test_motions import again, recorded


def amend(motion, words, *, number=1, actor, now):
    """Have the motion say something else, as an amendment that its mover accepts does."""
    cause = service.Cause("friendly", number)
    return service.amend_words(motion, words, cause, actor=actor, now=now)


def test_what_is_proposed_is_the_first_version(now):
    ada = make_actor("Ada Brook")
    motion = make_motion(mover=ada, text="We buy two vans.")

    (first,) = queries.versions_of(motion.id)

    assert (first.row.number, first.row.text, first.row.because) == (
        1,
        "We buy two vans.",
        "proposed",
    )
    assert (first.row.at, first.made_by) == (motion.proposed_at, "Ada Brook")
    assert first.row.digest == motion.digest


def test_an_amended_motion_says_the_new_words_and_keeps_the_old(now):
    ada = make_actor("Ada Brook")
    motion = make_motion(mover=ada, text="We buy two vans.")
    before = motion.digest

    assert amend(motion, "We buy three vans.", actor=ada, now=now)

    assert (motion.text, motion.version) == ("We buy three vans.", 2)
    assert [each.row.text for each in queries.versions_of(motion.id)] == [
        "We buy three vans.",
        "We buy two vans.",
    ]
    assert motion.digest != before
    (link,) = recorded("motion amended")
    assert (link["version"], link["digest"]) == (2, motion.digest)
    assert queries.amended_on(motion) == now


@pytest.mark.parametrize("state", ["balloted", "carried", "withdrawn"])
def test_once_put_to_a_ballot_a_motion_says_what_it_said(state, now):
    ada = make_actor("Ada Brook")
    motion = make_motion(mover=ada, state=state)

    assert not amend(motion, "Something else.", actor=ada, now=now)
    assert motion.version == 1


def test_of_two_changes_at_once_the_second_finds_another_version(together, now):
    ada = make_actor("Ada Brook")
    motion_id = make_motion(mover=ada).id

    def change(words):
        def deed():
            motion = db.session.get_one(Motion, motion_id)
            return amend(motion, words, actor=ada, now=now)

        return deed

    results = together(change("One."), change("Two."))

    assert again(motion_id).version == 1 + results.count(True)
    assert len(queries.versions_of(motion_id)) == again(motion_id).version


def test_a_version_that_is_not_there_is_not_found(now):
    with pytest.raises(NotFound, match="no such version"):
        queries.version(make_motion().id, 2)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE motion SET text = 'x', version = version + 2",
        "UPDATE motion SET text = 'x', version = version + 1, state = 'seconded'",
        "UPDATE motion SET version = version - 1",
        "UPDATE motion SET payload = '[1]'",
        "UPDATE motion SET year = 1999, version = version + 1",
        "UPDATE motion_version SET text = 'x'",
        "DELETE FROM motion_version",
    ],
)
def test_the_database_refuses_a_change_that_is_no_next_version(change):
    make_motion()

    with pytest.raises(DatabaseError, match="refuses this"):
        db.session.execute(text(change))


def test_the_database_refuses_other_words_for_a_motion_in_a_ballot():
    make_motion(state="balloted")

    with pytest.raises(DatabaseError, match="refuses this"):
        db.session.execute(text("UPDATE motion SET text = 'x', version = version + 1"))
