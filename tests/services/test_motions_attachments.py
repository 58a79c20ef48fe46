"""Files with motions: by whom, how many, until when; removals; what the record covers."""

from hashlib import sha256

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from governance.infrastructure import jobs
from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed, NotFound
from governance.infrastructure.files import NotTaken
from governance.motions import queries, service
from governance.motions.attachment_seals import SEALS
from governance.motions.drafts_held import Drafts
from governance.motions.held import Motions as MotionsHeld
from governance.motions.models import Attachment, Draft, Motion, StoredFile
from governance.motions.service import CannotAttach
from tests.factories.files import LONDON, make_docx, make_jpeg, make_pdf
from tests.factories.motions import SECRETARY, make_actor, make_motion
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON
from tests.services.test_motions_drafts import make_draft
from tests.services.test_motions_seals import faults, tamper
from tests.services.test_motions_together import write_together


def attach(bearer, content=None, name="plan.pdf", *, by):
    """Attach a file as one of the authors."""
    return service.attach(
        bearer, content or make_pdf(), name, "The plan of the house", actor=by, now=NOON
    )


def stored():
    return db.session.scalar(select(func.count()).select_from(StoredFile))


def read(attachment):
    """Have the worker read the words of the file."""
    job = jobs.claim(now=NOON)
    assert (job.kind, job.subject_id) == (service.READ_WORDS, attachment.id)
    for _part in service.read_words(job, NOON):
        pass
    db.session.expire(attachment)


def test_a_file_is_kept_as_it_was_sent_under_a_safe_name_and_its_digest():
    ada = make_actor()
    motion, content = make_motion(mover=ada), make_pdf()

    added = attach(motion, content, "../plan\u202e.exe", by=ada)

    assert (added.name, added.kind, added.size) == ("plan.exe.pdf", "pdf", len(content))
    assert added.digest == sha256(content).hexdigest()
    assert queries.content_of(added) == content
    assert faults() == []


def test_a_photo_is_kept_without_where_it_was_taken():
    ada = make_actor()

    added = attach(make_motion(mover=ada), make_jpeg(), "house.jpg", by=ada)

    kept = queries.content_of(added)
    assert LONDON not in kept
    assert added.digest == sha256(kept).hexdigest()


def test_what_cannot_be_attached_leaves_nothing():
    ada = make_actor()

    with pytest.raises(NotTaken):
        attach(make_motion(mover=ada), b"<html>", "page.pdf", by=ada)

    assert stored() == 0


def test_the_same_file_again_is_the_one_that_is_there():
    ada = make_actor()
    motion = make_motion(mover=ada)

    first = attach(motion, by=ada)

    assert attach(motion, name="another name.pdf", by=ada) is first
    assert queries.count_of_attachments(motion) == 1


def test_the_same_file_with_two_motions_is_stored_once_until_the_last_goes():
    ada = make_actor()
    first, second = make_motion(mover=ada), make_motion(mover=ada)
    one, two = attach(first, by=ada), attach(second, by=ada)
    assert stored() == 1

    service.remove_own_attachment(one, actor=ada, now=NOON)
    assert queries.content_of(two)
    service.remove_own_attachment(two, actor=ada, now=NOON)

    assert stored() == 0


def test_only_its_authors_attach_to_a_motion():
    ada, ben, cy = make_actor(), make_actor("Ben Cole"), make_actor("Cy Dale")
    draft = make_draft(ada, now=NOON)
    write_together(draft, ben, mover=ada)
    with pytest.raises(NotFound):
        attach(draft, by=cy)
    motion = service.propose_draft(draft, actor=ada, now=NOON)

    assert attach(motion, by=ben).added_by == ben.party_id
    for stranger in (cy, make_actor("Sue Office", roles=SECRETARY)):
        with pytest.raises(NotAllowed, match="Only those who wrote a motion"):
            attach(motion, by=stranger)


def test_a_drafts_files_are_its_motions_once_it_is_proposed():
    ada = make_actor()
    draft = make_draft(ada, now=NOON)
    added = attach(draft, by=ada)
    assert faults() == []

    motion = service.propose_draft(draft, actor=ada, now=NOON)

    (listed,) = queries.attachments_of(motion)
    assert listed.attachment.id == added.id
    assert (listed.attachment.draft_id, listed.author) == (None, "Ada Brook")
    assert faults() == []


def test_a_draft_thrown_away_takes_its_files_along():
    ada = make_actor()
    draft = make_draft(ada, now=NOON)
    attach(draft, by=ada)

    service.discard_draft(draft, actor=ada)

    assert stored() == 0
    assert db.session.scalar(select(func.count()).select_from(Attachment)) == 0


def test_there_are_no_more_files_than_the_rule_says_and_none_is_larger():
    ada = make_actor()
    motion = make_motion(mover=ada)
    set_rules(motions__attachments=1, motions__attachment_megabytes=1)
    with pytest.raises(CannotAttach, match="at most 1 megabytes"):
        attach(motion, b"a" * (1024 * 1024 + 1), "a.txt", by=ada)
    first = attach(motion, by=ada)

    with pytest.raises(CannotAttach, match="at most 1 files"):
        attach(motion, b"another", "a.txt", by=ada)
    service.remove_own_attachment(first, actor=ada, now=NOON)
    assert attach(motion, b"another", "a.txt", by=ada).kind == "text"


def test_where_the_rule_is_none_nothing_is_attached():
    ada = make_actor()
    motion = make_motion(mover=ada)
    set_rules(motions__attachments=0)

    with pytest.raises(CannotAttach, match="nothing can be attached"):
        attach(motion, by=ada)


@pytest.mark.parametrize("said", ["", "  ", "a" * 301])
def test_what_is_in_a_file_is_said(said):
    ada = make_actor()

    with pytest.raises(CannotAttach, match="Say what is in the file"):
        service.attach(make_motion(mover=ada), make_pdf(), "a", said, actor=ada, now=NOON)


def test_two_files_at_once_are_no_more_than_the_rule_says(together):
    ada = make_actor()
    motion_id = make_motion(mover=ada).id
    set_rules(motions__attachments=1)

    def attaching(words):
        return lambda: attach(db.session.get_one(Motion, motion_id), words, "a.txt", by=ada).id

    results = together(attaching(b"one"), attaching(b"two"))

    assert sum(isinstance(result, CannotAttach) for result in results) == 1
    assert stored() == 1


def test_a_file_removed_here_while_it_is_attached_there_keeps_its_bytes(together):
    ada = make_actor()
    here, there = make_motion(mover=ada), make_motion(mover=ada)
    first_id, there_id = attach(here, by=ada).id, there.id

    def remove():
        found = queries.attachment(first_id)
        service.remove_own_attachment(found, actor=ada, now=NOON)

    def add():
        return attach(db.session.get_one(Motion, there_id), by=ada).id

    _removed, added_id = together(remove, add)

    assert queries.content_of(queries.attachment(added_id)) == make_pdf()


def test_a_file_is_attached_before_the_ballot_or_not_at_all(together):
    ada = make_actor()
    motion_id = make_motion(mover=ada, state="seconded").id
    sue = make_actor("Sue Secretary", roles=SECRETARY)

    def add():
        return attach(db.session.get_one(Motion, motion_id), by=ada).id

    def put_to_a_ballot():
        service.mark_balloted(db.session.get_one(Motion, motion_id), actor=sue, now=NOON)

    added, _put = together(add, put_to_a_ballot)

    motion = db.session.get_one(Motion, motion_id)
    assert motion.state == "balloted"
    assert queries.count_of_attachments(motion) == (0 if isinstance(added, CannotAttach) else 1)


@pytest.mark.parametrize("state", ["balloted", "carried", "withdrawn"])
def test_once_it_is_put_to_a_ballot_nothing_changes(state):
    ada, sue = make_actor(), make_actor("Sue Office", roles=SECRETARY)
    draft = make_draft(ada, now=NOON)
    added = attach(draft, by=ada)
    motion = make_motion(mover=ada, state=state)
    db.session.execute(
        text(f"UPDATE motion_attachment SET draft_id = NULL, motion_id = {motion.id}")
    )
    db.session.expire_all()

    for deed in (
        lambda: attach(motion, b"more", "a.txt", by=ada),
        lambda: service.remove_own_attachment(added, actor=ada, now=NOON),
        lambda: service.remove_attachment(added, "It names a patient.", actor=sue, now=NOON),
    ):
        with pytest.raises(CannotAttach, match="past the point"):
            deed()


def test_an_officer_removes_a_file_for_a_reason_and_its_place_stays():
    ada, sue = make_actor(), make_actor("Sue Office", roles=SECRETARY)
    motion = make_motion(mover=ada)
    added = attach(motion, by=ada)

    service.remove_attachment(added, "It names a patient.", actor=sue, now=NOON)
    service.remove_attachment(added, "Again.", actor=sue, now=NOON)

    (listed,) = queries.attachments_of(motion)
    assert (listed.remover, listed.attachment.removed_reason) == (
        "Sue Office",
        "It names a patient.",
    )
    with pytest.raises(NotFound):
        queries.content_of(added)
    assert stored() == 0
    assert faults() == []


@pytest.mark.parametrize("reason", ["", " ", "a" * 201])
def test_a_removal_by_an_officer_needs_a_reason(reason):
    ada, sue = make_actor(), make_actor("Sue Office", roles=SECRETARY)
    added = attach(make_motion(mover=ada), by=ada)

    with pytest.raises(CannotAttach, match="needs a reason"):
        service.remove_attachment(added, reason, actor=sue, now=NOON)


def test_nobody_else_removes_a_file():
    ada, ben = make_actor(), make_actor("Ben Cole")
    added = attach(make_motion(mover=ada), by=ada)
    board = make_actor("Bo Board", roles=frozenset({Role.BOARD}))

    for other in (ben, board):
        with pytest.raises(NotAllowed):
            service.remove_own_attachment(added, actor=other, now=NOON)
        with pytest.raises(NotAllowed):
            service.remove_attachment(added, "No.", actor=other, now=NOON)


def test_the_worker_reads_the_words_in_a_file():
    ada = make_actor()

    added = attach(make_motion(mover=ada), make_docx("Two minibuses"), by=ada)
    assert added.words == ""
    read(added)

    assert added.words.strip() == "Two minibuses"


def test_a_file_removed_before_it_is_read_has_no_words():
    ada = make_actor()
    added = attach(make_motion(mover=ada), make_docx("Two minibuses"), by=ada)
    service.remove_own_attachment(added, actor=ada, now=NOON)

    read(added)

    assert added.words == ""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE motion_attachment SET name = 'x'",
        "UPDATE motion_attachment SET digest = 'x'",
        "DELETE FROM motion_attachment",
        "UPDATE stored_file SET content = '\\x00'",
        "DELETE FROM stored_file",
    ],
)
def test_the_database_refuses_to_change_what_is_attached(statement):
    ada = make_actor()
    attach(make_motion(mover=ada), by=ada)

    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(text(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE motion_attachment SET description = 'x'",
        "UPDATE motion_attachment SET added_by = {sue}",
        "UPDATE stored_file SET content = '\\x00'",
        "UPDATE motion_attachment SET removed_at = added_at, removed_by = {sue}",
        "INSERT INTO motion_attachment SELECT id + 1, draft_id, motion_id, name, description, kind,"
        " size, digest, words, added_by, added_at, removed_at, removed_by, removed_reason"
        " FROM motion_attachment",
    ],
)
def test_tampering_with_files_in_the_database_is_found(statement):
    ada, sue = make_actor(), make_actor("Sue Office", roles=SECRETARY)
    attach(make_motion(mover=ada), by=ada)
    tamper(statement.format(sue=sue.party_id), "motion_attachment", "stored_file")

    assert any("attachment" in fault for fault in faults())


def test_what_somebody_attached_is_told_to_them_and_goes_with_their_drafts():
    ada = make_actor()
    attach(make_draft(ada, now=NOON), by=ada)
    titles = [held.title for held in MotionsHeld().held_on(ada.party_id)]

    Drafts().erase(ada.party_id, now=NOON)

    assert "Files you attached to motions" in titles
    assert stored() == 0
    assert db.session.scalar(select(func.count()).select_from(Draft)) == 0
    assert SEALS
