"""Writing a motion together: asked, accepted, written by several at once, named and sealed."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from governance.infrastructure.actor import WORKER, Role
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed, NotFound
from governance.members import service as register
from governance.motions import queries, service
from governance.motions.drafts_held import Drafts
from governance.motions.models import Draft, DraftAuthor, DraftPart, Motion
from governance.motions.service import AlreadyProposed, CannotBeCoAuthor, CannotSecond
from governance.notifications.models import Mail
from tests.factories.mail import letter
from tests.factories.motions import make_actor
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON
from tests.services.test_motions_drafts import make_draft
from tests.services.test_motions_seals import faults


def write_together(draft, *others, mover):
    """Have the others asked and accept."""
    for other in others:
        service.ask_co_author(draft, other.party_id, actor=mover, now=NOON)
        service.answer_as_co_author(draft, accept=True, actor=other, now=NOON)


def suspend(actor):
    register.suspend(
        actor.party_id,
        reason="Minute 12",
        first_day=day_of(NOON),
        last_day=None,
        actor=WORKER,
        now=NOON,
    )


def leave(actor):
    gone = {"valid_from": day_of(NOON), "valid_to": None, "data": None}
    register.put(actor.party_id, "membership", **gone, actor=WORKER, now=NOON)


def test_whoever_is_asked_reads_the_draft_once_they_accept(now):
    ada, ben = make_actor(), make_actor("Ben Cole")
    draft = make_draft(ada, now=now)
    service.ask_co_author(draft, ben.party_id, actor=ada, now=now)

    with pytest.raises(NotFound):
        queries.draft(draft.id, ben.party_id)
    assert queries.drafts_to_answer_for(ben.party_id) == [(draft, "Ada Brook")]
    service.answer_as_co_author(draft, accept=True, actor=ben, now=now)

    assert queries.draft(draft.id, ben.party_id) is draft
    assert queries.drafts_of(ben.party_id) == [draft]
    assert queries.drafts_to_answer_for(ben.party_id) == []
    assert service.write(draft, "cost", "Nothing", actor=ben, now=now)


def test_a_mail_goes_to_whoever_is_asked(now):
    ada, ben = make_actor(), make_actor("Ben Cole")

    draft = make_draft(ada, now=now)
    service.ask_co_author(draft, ben.party_id, actor=ada, now=now)
    service.ask_co_author(draft, ben.party_id, actor=ada, now=now + timedelta(hours=1))

    mails = db.session.scalars(select(Mail).where(Mail.template == "co_author_asked")).all()
    assert [mail.party_id for mail in mails] == [ben.party_id]
    written = letter("co_author_asked")
    assert written.subject == "Ada Brook asks you to write a motion together"
    assert f"/motions/drafts/{draft.id}/asked" in written.text
    assert "“Open a respite house”" in written.text


def test_whoever_declines_does_not_read_it_and_may_think_again(now):
    ada, ben = make_actor(), make_actor("Ben Cole")
    draft = make_draft(ada, now=now)
    service.ask_co_author(draft, ben.party_id, actor=ada, now=now)
    service.answer_as_co_author(draft, accept=False, actor=ben, now=now)

    with pytest.raises(CannotBeCoAuthor, match="have declined"):
        service.ask_co_author(draft, ben.party_id, actor=ada, now=now)
    assert not queries.writes(draft, ben.party_id)
    service.answer_as_co_author(draft, accept=True, actor=ben, now=now)
    assert queries.writes(draft, ben.party_id)


def test_only_members_in_good_standing_are_asked_and_nobody_twice_over(now):
    ada, ben = make_actor(), make_actor("Ben Cole")
    draft, officer = make_draft(ada, now=now), make_actor("Bo", roles=frozenset({Role.BOARD}))
    suspend(ben)

    for party_id in (ben.party_id, officer.party_id, 999_999):
        with pytest.raises(CannotBeCoAuthor, match="in good standing"):
            service.ask_co_author(draft, party_id, actor=ada, now=now)
    with pytest.raises(CannotBeCoAuthor, match="You write this motion already"):
        service.ask_co_author(draft, ada.party_id, actor=ada, now=now)


def test_there_are_no_more_co_authors_than_the_rule_says(now):
    ada, others = make_actor(), [make_actor(f"Ben Cole{number}") for number in range(3)]
    draft = make_draft(ada, now=now)
    set_rules(motions__co_authors=2)
    for other in others[:2]:
        service.ask_co_author(draft, other.party_id, actor=ada, now=now)

    with pytest.raises(CannotBeCoAuthor, match="at most 2 co-authors"):
        service.ask_co_author(draft, others[2].party_id, actor=ada, now=now)
    service.answer_as_co_author(draft, accept=False, actor=others[0], now=now)
    service.ask_co_author(draft, others[2].party_id, actor=ada, now=now)
    with pytest.raises(CannotBeCoAuthor, match="at most 2"):
        service.answer_as_co_author(draft, accept=True, actor=others[0], now=now)


def test_where_the_rule_is_none_a_motion_is_written_alone(now):
    ada, ben = make_actor(), make_actor("Ben Cole")
    draft = make_draft(ada, now=now)
    set_rules(motions__co_authors=0)

    with pytest.raises(CannotBeCoAuthor, match="written by its mover alone"):
        service.ask_co_author(draft, ben.party_id, actor=ada, now=now)


def test_two_asked_at_once_are_no_more_than_the_rule_says(together, now):
    ada, ben, cy = make_actor(), make_actor("Ben Cole"), make_actor("Cy Dale")
    draft_id = make_draft(ada, now=now).id
    set_rules(motions__co_authors=1)

    def asking(other):
        return lambda: service.ask_co_author(
            db.session.get_one(Draft, draft_id), other.party_id, actor=ada, now=now
        )

    results = together(asking(ben), asking(cy))

    assert sum(isinstance(result, CannotBeCoAuthor) for result in results) == 1
    assert db.session.scalar(select(func.count()).select_from(DraftAuthor)) == 1


def test_the_mover_alone_asks_proposes_and_throws_away(now):
    ada, ben, cy = make_actor(), make_actor("Ben Cole"), make_actor("Cy Dale")
    draft = make_draft(ada, now=now)
    write_together(draft, ben, mover=ada)

    for deed in (
        lambda: service.ask_co_author(draft, cy.party_id, actor=ben, now=now),
        lambda: service.remove_co_author(draft, ben.party_id, actor=ben),
        lambda: service.propose_draft(draft, actor=ben, now=now),
        lambda: service.discard_draft(draft, actor=ben),
    ):
        with pytest.raises(NotAllowed, match="Only the person who began"):
            deed()


def test_a_co_author_leaves_or_is_taken_from_the_list_and_reads_no_more(now):
    ada, ben, cy = make_actor(), make_actor("Ben Cole"), make_actor("Cy Dale")
    draft = make_draft(ada, now=now)
    write_together(draft, ben, cy, mover=ada)

    service.leave_draft(draft, actor=ben)
    service.remove_co_author(draft, cy.party_id, actor=ada)

    assert not queries.writes(draft, ben.party_id)
    assert not queries.writes(draft, cy.party_id)
    with pytest.raises(NotFound):
        service.answer_as_co_author(draft, accept=True, actor=cy, now=now)


def test_the_second_of_two_who_write_a_part_at_once_is_told(now):
    ada, ben = make_actor(), make_actor("Ben Cole")
    draft = make_draft(ada, now=now)
    write_together(draft, ben, mover=ada)
    seen = queries.last_written(draft.id, "text").version

    assert service.write(draft, "text", "Ada's words", seen=seen, actor=ada, now=now)
    assert not service.write(draft, "text", "Ben's words", seen=seen, actor=ben, now=now)

    assert draft.text == "Ada's words"
    last = queries.last_written(draft.id, "text")
    assert (last.version, last.by) == (seen + 1, "Ada Brook")
    assert service.write(draft, "text", "Both", seen=last.version, actor=ben, now=now)
    assert draft.text == "Both"


def test_another_part_and_the_same_words_are_in_nobodys_way(now):
    ada, ben = make_actor(), make_actor("Ben Cole")
    draft = make_draft(ada, now=now)
    write_together(draft, ben, mover=ada)
    seen = {part: queries.last_written(draft.id, part).version for part in ("text", "reason")}

    assert service.write(draft, "text", "New", seen=seen["text"], actor=ada, now=now)
    assert service.write(draft, "reason", "New", seen=seen["reason"], actor=ben, now=now)
    assert service.write(draft, "text", "New", seen=seen["text"], actor=ben, now=now)


def test_of_two_at_the_same_moment_one_is_kept_and_the_other_told(together, now):
    ada, ben = make_actor(), make_actor("Ben Cole")
    draft = make_draft(ada, now=now)
    write_together(draft, ben, mover=ada)
    draft_id, seen = draft.id, queries.last_written(draft.id, "text").version

    def writing(actor, words):
        def deed():
            found = queries.draft(draft_id, actor.party_id)
            return service.write(found, "text", words, seen=seen, actor=actor, now=now)

        return deed

    results = together(writing(ada, "Ada's words"), writing(ben, "Ben's words"))

    assert sorted(results) == [False, True]
    kept = db.session.scalar(select(Draft.text).where(Draft.id == draft_id))
    assert kept == ("Ada's words" if results[0] else "Ben's words")


def test_words_written_while_it_is_proposed_are_in_it_or_refused(together, now):
    ada, ben = make_actor(), make_actor("Ben Cole")
    draft = make_draft(ada, now=now)
    write_together(draft, ben, mover=ada)
    draft_id = draft.id

    def write():
        found = queries.draft(draft_id, ben.party_id)
        return service.write(found, "cost", "Twice as much", actor=ben, now=now)

    def propose():
        return service.propose_draft(queries.draft(draft_id, ada.party_id), actor=ada, now=now).id

    written, motion_id = together(write, propose)

    cost = db.session.get_one(Motion, motion_id).cost
    assert (written is True) == (cost == "Twice as much")
    assert written is True or isinstance(written, AlreadyProposed)


def test_those_who_accepted_are_named_and_cannot_second(now):
    ada, ben, cy = make_actor(), make_actor("Ben Cole"), make_actor("Cy Dale")
    draft = make_draft(ada, now=now)
    write_together(draft, ben, mover=ada)
    service.ask_co_author(draft, cy.party_id, actor=ada, now=now)

    motion = service.propose_draft(draft, actor=ada, now=now)

    assert queries.co_authors_of(motion.id) == ["Ben Cole"]
    with pytest.raises(CannotSecond, match="You wrote this motion with its mover"):
        service.second(motion, actor=ben, now=now)
    service.second(motion, actor=cy, now=now)
    assert faults() == []


def test_whoever_left_or_is_suspended_meanwhile_is_left_out(now):
    ada, ben, cy = make_actor(), make_actor("Ben Cole"), make_actor("Cy Dale")
    draft = make_draft(ada, now=now)
    write_together(draft, ben, cy, mover=ada)
    leave(ben)
    suspend(cy)

    motion = service.propose_draft(draft, actor=ada, now=now)

    assert queries.co_authors_of(motion.id) == []


def test_nobody_is_added_to_a_motions_authors_in_the_database(now):
    ada, ben = make_actor(), make_actor("Ben Cole")
    motion = service.propose_draft(make_draft(ada, now=now), actor=ada, now=now)
    db.session.execute(text(f"INSERT INTO motion_co_author VALUES ({motion.id}, {ben.party_id})"))
    db.session.expire_all()

    assert any(f"motion {motion.id} is not as" in fault for fault in faults())


def test_answers_come_too_late_once_it_is_proposed(now):
    ada, ben = make_actor(), make_actor("Ben Cole")
    draft = make_draft(ada, now=now)
    service.ask_co_author(draft, ben.party_id, actor=ada, now=now)
    service.propose_draft(draft, actor=ada, now=now)

    with pytest.raises(AlreadyProposed):
        service.answer_as_co_author(draft, accept=True, actor=ben, now=now)
    assert queries.drafts_to_answer_for(ben.party_id) == []


def test_a_draft_that_several_wrote_is_thrown_away_whole(now):
    ada, ben = make_actor(), make_actor("Ben Cole")
    draft = make_draft(ada, now=now)
    write_together(draft, ben, mover=ada)

    service.discard_draft(draft, actor=ada)

    for table in (Draft, DraftAuthor, DraftPart):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0


def test_what_is_held_of_a_co_author_is_told_and_erased(now):
    ada, ben = make_actor(), make_actor("Ben Cole")
    draft = make_draft(ada, now=now)
    write_together(draft, ben, mover=ada)
    service.write(draft, "cost", "Nothing", actor=ben, now=now)
    keeper = Drafts()

    told = {held.title for held in keeper.held_on(ben.party_id)}
    keeper.erase(ben.party_id, now=now)

    assert told == {
        "Motions you were asked to write with their movers",
        "Parts of drafts that you wrote last",
    }
    assert not queries.writes(draft, ben.party_id)
    assert keeper.erase(ada.party_id, now=now) == 1
    assert db.session.scalar(select(func.count()).select_from(Draft)) == 0


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("br", None),
        ("b c", None),
        ("bro", ["Ada Brook", "Bel Brooks"]),
        ("brook ada", ["Ada Brook"]),
        ("brôok", ["Ada Brook", "Bel Brooks"]),
        ("nobody", []),
    ],
)
def test_members_are_found_by_three_letters_of_their_names(typed, found):
    for name in ("Ada Brook", "Bel Brooks", "Cy Dale"):
        make_actor(name)

    entries = queries.members_found(typed, day_of(NOON))

    assert (None if entries is None else [entry.name for entry in entries]) == found


def test_a_member_is_found_by_their_number():
    ada = make_actor()
    number = db.session.scalar(text("SELECT member_number FROM party"))

    (entry,) = queries.members_found(str(number), day_of(NOON))

    assert entry.party_id == ada.party_id
