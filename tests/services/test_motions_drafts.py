"""Writing a motion bit by bit."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed, NotFound
from governance.motions import queries, service
from governance.motions.models import Draft, Motion
from governance.motions.service import AlreadyProposed, NotAMotion
from tests.factories.motions import make_actor, make_society
from tests.factories.rules import set_rules

WORDS = {
    "title": "Open a respite house",
    "category": "service",
    "text": "We open one in Tipton.",
    "reason": "Families wait.",
    "cost": "About £40,000.",
}


def make_draft(actor, *, now, **words):
    make_society()
    draft = service.begin_draft(actor=actor, now=now)
    for part, written in (WORDS | words).items():
        service.write(draft, part, written, actor=actor, now=now)
    return draft


def test_what_is_written_is_kept(now):
    ada = make_actor()
    draft = make_draft(ada, now=now)

    (kept,) = queries.drafts_of(ada.party_id)

    assert (kept.id, kept.title, kept.cost) == (draft.id, WORDS["title"], WORDS["cost"])


def test_an_empty_draft_is_used_again(now):
    ada = make_actor()

    first = service.begin_draft(actor=ada, now=now)

    assert service.begin_draft(actor=ada, now=now).id == first.id
    assert queries.drafts_of(ada.party_id) == []


def test_only_members_begin_one(now):
    with pytest.raises(NotAllowed, match="Only members"):
        service.begin_draft(actor=make_actor(roles=frozenset({Role.BOARD})), now=now)


def test_a_draft_becomes_the_motion_and_keeps_no_words(now):
    ada = make_actor()
    draft = make_draft(ada, now=now)

    motion = service.propose_draft(draft, actor=ada, now=now)

    assert (motion.title, motion.text) == (WORDS["title"], WORDS["text"])
    assert (motion.reason, motion.cost) == (WORDS["reason"], WORDS["cost"])
    assert (draft.motion_id, draft.title, draft.text) == (motion.id, "", "")


def test_a_second_click_finds_the_first_ones_motion(now):
    ada = make_actor()
    draft = make_draft(ada, now=now)

    first = service.propose_draft(draft, actor=ada, now=now)

    assert service.propose_draft(draft, actor=ada, now=now) is first


def test_two_clicks_at_once_propose_once(together, now):
    ada = make_actor()
    draft_id = make_draft(ada, now=now).id

    def click():
        draft = queries.draft(draft_id, ada.party_id)
        return service.propose_draft(draft, actor=ada, now=now).id

    results = together(click, click)

    assert results[0] == results[1]
    assert db.session.scalar(select(func.count()).select_from(Motion)) == 1


def test_an_unfinished_draft_is_not_proposed(now):
    ada = make_actor()

    with pytest.raises(NotAMotion, match="and a reason"):
        service.propose_draft(make_draft(ada, reason="", now=now), actor=ada, now=now)


def test_a_proposed_draft_is_not_written_on(now):
    ada = make_actor()
    draft = make_draft(ada, now=now)
    service.propose_draft(draft, actor=ada, now=now)

    with pytest.raises(AlreadyProposed, match="no longer change"):
        service.write(draft, "title", "Another title", actor=ada, now=now)


def test_a_draft_is_its_authors_alone(now):
    draft, ben = make_draft(make_actor(), now=now), make_actor("Ben Cole")

    with pytest.raises(NotFound):
        queries.draft(draft.id, ben.party_id)
    with pytest.raises(NotFound):
        service.write(draft, "title", "Mine", actor=ben, now=now)
    with pytest.raises(NotFound):
        service.propose_draft(draft, actor=ben, now=now)
    with pytest.raises(NotFound):
        service.discard_draft(draft, actor=ben)


def test_a_motion_is_under_the_category_that_its_draft_says(now):
    ada = make_actor()

    motion = service.propose_draft(make_draft(ada, category="rules", now=now), actor=ada, now=now)

    assert motion.category == "rules"


@pytest.mark.parametrize("category", ["", "gossip"])
def test_a_motion_is_under_one_of_the_categories_there_are(now, category):
    ada = make_actor()

    with pytest.raises(NotAMotion, match="one of the society’s categories"):
        service.propose_draft(make_draft(ada, category=category, now=now), actor=ada, now=now)


def test_a_draft_can_be_thrown_away(now):
    ada = make_actor()
    draft = make_draft(ada, now=now)

    service.discard_draft(draft, actor=ada)

    assert db.session.scalar(select(func.count()).select_from(Draft)) == 0


def test_drafts_are_kept_for_good_unless_the_rules_say_otherwise(now):
    make_draft(make_actor(), now=now)

    assert service.delete_old_drafts(now + timedelta(days=9 * 365)) == 0


def test_a_draft_in_which_nobody_wrote_for_the_months_of_the_rules_is_deleted(now):
    ada, ben = make_actor(), make_actor("Ben Boole")
    old, kept = make_draft(ada, now=now), make_draft(ben, now=now)
    set_rules(records__drafts_months=6)
    service.write(kept, "cost", "Less.", actor=ben, now=now + timedelta(days=1))
    motion = service.propose_draft(make_draft(ada, now=now), actor=ada, now=now)
    may = datetime(2027, 5, 16, 9, tzinfo=UTC)

    assert service.delete_old_drafts(may - timedelta(days=1)) == 0
    assert service.delete_old_drafts(may) == 1

    assert db.session.get(Draft, old.id, populate_existing=True) is None
    assert [each.id for each in queries.drafts_of(ben.party_id)] == [kept.id]
    assert db.session.scalar(select(Draft.id).where(Draft.motion_id == motion.id)) is not None
