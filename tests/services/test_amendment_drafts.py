"""Writing an amendment a paragraph at a time, while the motion may move on."""

from datetime import timedelta

import pytest

from governance.infrastructure.errors import NotFound
from governance.motions import service
from governance.motions.queries import amendments as read
from governance.motions.service import amendments
from governance.motions.service.amendments import NotAnAmendment, NotOpenToAmendment
from tests.factories.amendments import inserted, make_amendable, make_amendment, removed, replaced
from tests.factories.motions import make_actor
from tests.factories.rules import set_rules


@pytest.fixture
def amy():
    return make_actor("Amy Amender")


@pytest.fixture
def maud():
    return make_actor("Maud Mover")


@pytest.fixture
def motion(maud):
    return make_amendable(mover=maud)


def test_a_member_has_one_draft_for_a_motion(motion, amy, now):
    draft = amendments.begin_draft(motion, actor=amy, now=now)

    assert amendments.begin_draft(motion, actor=amy, now=now) is draft
    assert amendments.begin_draft(motion, actor=make_actor("Ben"), now=now) is not draft


def test_what_is_said_of_a_paragraph_last_holds(motion, amy, now):
    draft = amendments.begin_draft(motion, actor=amy, now=now)
    for done in (removed(2), replaced(1, "We buy three."), replaced(2, "Green."), inserted(0, "A")):
        amendments.change(draft, done, actor=amy, now=now)

    assert amendments.changes_of(draft).changes == (
        inserted(0, "A"),
        replaced(1, "We buy three."),
        replaced(2, "Green."),
    )
    amendments.undo(draft, replaced(2, "").place, actor=amy, now=now)
    assert len(amendments.changes_of(draft).changes) == 2


@pytest.mark.parametrize("done", [replaced(4, "x"), removed(0), inserted(9, "x"), replaced(1, " ")])
def test_what_names_no_paragraph_is_refused(motion, amy, done, now):
    draft = amendments.begin_draft(motion, actor=amy, now=now)

    with pytest.raises(NotAnAmendment, match="no such paragraph"):
        amendments.change(draft, done, actor=amy, now=now)


def test_a_draft_is_proposed_once(motion, amy, now):
    draft = amendments.begin_draft(motion, actor=amy, now=now)
    amendments.change(draft, replaced(1, "We buy three."), actor=amy, now=now)
    amendments.write_reason(draft, "Two are too few.", actor=amy, now=now)

    first = amendments.propose_draft(draft, actor=amy, now=now)
    second = amendments.propose_draft(draft, actor=amy, now=now)

    assert first is second
    assert (first.reason, draft.reason, draft.changes) == ("Two are too few.", "", [])
    with pytest.raises(NotOpenToAmendment, match="can no longer change"):
        amendments.write_reason(draft, "Else.", actor=amy, now=now)


def test_two_clicks_at_once_propose_one(together, motion, amy, now):
    draft = amendments.begin_draft(motion, actor=amy, now=now)
    amendments.change(draft, replaced(1, "We buy three."), actor=amy, now=now)
    amendments.write_reason(draft, "Two are too few.", actor=amy, now=now)
    draft_id, motion_id = draft.id, motion.id

    def propose():
        own = read.amendment_draft(draft_id, amy.party_id)
        return amendments.propose_draft(own, actor=amy, now=now).number

    assert together(propose, propose) == [1, 1]
    assert len(read.amendments_of(motion_id)) == 1


def test_a_draft_follows_the_text_and_what_was_overtaken_is_told(motion, amy, maud, now):
    draft = amendments.begin_draft(motion, actor=amy, now=now)
    amendments.change(draft, replaced(1, "We buy three."), actor=amy, now=now)
    amendments.change(draft, replaced(3, "The drivers."), actor=amy, now=now)
    amendments.write_reason(draft, "Why.", actor=amy, now=now)
    other = make_amendment(motion, inserted(0, "Whereas."), replaced(1, "We buy nine."))
    amendments.accept(other, actor=maud, now=now)

    written = amendments.changes_of(draft)
    assert (written.changes, written.lost) == (
        (replaced(4, "The drivers."),),
        (replaced(1, "We buy three."),),
    )
    with pytest.raises(NotAnAmendment, match="Meanwhile"):
        amendments.propose_draft(draft, actor=amy, now=now)
    amendments.change(draft, replaced(2, "We buy three."), actor=amy, now=now)
    assert amendments.propose_draft(draft, actor=amy, now=now).version == 2


def test_one_that_fell_is_begun_again_with_its_words(motion, amy, maud, now):
    fell = make_amendment(motion, replaced(2, "Green."), inserted(3, "And soon."), mover=amy)
    amendments.accept(make_amendment(motion, replaced(2, "They are blue.")), actor=maud, now=now)

    draft = amendments.begin_draft(motion, like=fell, actor=amy, now=now)

    written = amendments.changes_of(draft)
    assert (written.changes, written.lost) == (
        (inserted(3, "And soon."),),
        (replaced(2, "Green."),),
    )
    assert draft.reason == fell.reason


def test_nobody_else_knows_of_a_draft(motion, amy, now):
    draft = amendments.begin_draft(motion, actor=amy, now=now)
    ben = make_actor("Ben")

    with pytest.raises(NotFound):
        amendments.write_reason(draft, "x", actor=ben, now=now)
    with pytest.raises(NotFound):
        read.amendment_draft(draft.id, ben.party_id)
    amendments.discard_draft(draft, actor=amy)
    with pytest.raises(NotFound):
        read.amendment_draft(draft.id, amy.party_id)


def test_a_draft_that_nobody_wrote_in_is_deleted_as_the_rules_on_records_say(motion, amy, now):
    set_rules(records__drafts_months=6)
    draft = amendments.begin_draft(motion, actor=amy, now=now)
    amendments.begin_draft(motion, actor=make_actor("Ben"), now=now)
    after = now + timedelta(days=365)

    assert service.delete_old_drafts(now + timedelta(days=30)) == 0
    assert service.delete_old_drafts(after) == 2
    with pytest.raises(NotFound):
        read.amendment_draft(draft.id, amy.party_id)
