"""Finding motions by words in them, in comments that stand and in files; and one's own drafts."""

from datetime import timedelta

import pytest
from flask import current_app
from sqlalchemy import select

from governance.infrastructure import jobs
from governance.infrastructure.actor import Role
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.motions import service
from governance.motions.service import amendments
from governance.motions.service.versions import Cause, amend_words
from governance.reckoning.texts.amending import Change, Deed
from governance.resolutions.service import remark
from governance.search.models import SearchText
from governance.search.queries import Search
from governance.search.service import make_anew
from governance.search.views import EXTENSION
from tests.factories.board import board_decision, decide
from tests.factories.files import make_docx
from tests.factories.motions import SECRETARY, make_actor, make_motion
from tests.factories.resolutions import make_resolution
from tests.machinery.clock import NOON
from tests.services.test_motions_drafts import make_draft
from tests.services.test_motions_together import write_together

WEEK = timedelta(days=7)


def search(typed="", *, by=None, **filters):
    """Return a search as a member would make it."""
    actor = by or make_actor("Rita Reader")
    contributors = current_app.extensions[EXTENSION]
    return Search(contributors, actor, day_of(NOON), typed=typed, **filters)


def found(typed="", **filters):
    """Return the kinds and numbers of what is found, in order."""
    asked = search(typed, **filters)
    page, total = asked.page(1)
    assert asked.count() == total == len(page)
    return [(each.kind, each.subject_id) for each in page]


def motions(typed="", **filters):
    """Return the numbers of the motions that are found, in order."""
    return [number for kind, number in found(typed, **filters) if kind == "motion"]


def say(motion, text, *, now=NOON, by=None):
    actor = by or make_actor("Cy Dale")
    return service.comment(motion, text, side="neither", submission=text, actor=actor, now=now)


def read_files():
    """Have the worker read what was attached."""
    while (job := jobs.claim(now=NOON)) is not None:
        for _part in service.read_words(job, NOON):
            pass
        jobs.finish(job.id, lease=job.lease_until)


@pytest.mark.parametrize(
    "typed",
    [
        "respite",
        "RESPITE-HOUSE",
        "spite",
        "stäff",
        "staff",
        "40000",
        "£40,000",
        '"the respite house opens"',
        "“respite  house”",
        "house tipton",
        "tipton families 40,000",
    ],
)
def test_a_motion_is_found_by_words_and_parts_of_words_in_it(typed):
    motion = make_motion(
        title="A Respite-House in Tipton",
        text="The **respite house** opens, with Stäff.",
        reason="Families wait.",
        cost="£40,000",
    )
    make_motion(title="Buy two electric vans", text="Vans.", reason="Diesel.")

    assert motions(typed) == [motion.id]


@pytest.mark.parametrize("typed", ["zebra", "respite zebra", '"house respite"', "100%", "vans_"])
def test_nothing_is_found_where_a_word_stands_nowhere(typed):
    make_motion(title="A Respite-House in Tipton", text="The respite house opens.")

    assert motions(typed) == []


def test_several_words_may_stand_in_different_places_of_a_motion():
    motion = make_motion(title="A respite house in Tipton")
    say(motion, "Where do we park?")
    other = make_motion(title="Buy two electric vans", text="Vans.", reason="Diesel.")
    say(other, "Where do we park?")

    assert motions("respite park") == [motion.id]
    assert set(motions("park")) == {motion.id, other.id}
    assert motions('"tipton where"') == []


def test_what_a_motion_says_now_is_found_and_what_it_said_before_is_not():
    motion = make_motion(text="We buy two minibuses.")

    amend_words(
        motion,
        "We buy three vans.",
        Cause("friendly", 1),
        actor=make_actor("Maud Mover"),
        now=NOON,
    )

    assert motions("vans") == [motion.id]
    assert motions("minibuses") == []


def test_a_comment_is_found_while_it_stands():
    motion, sue = make_motion(), make_actor("Sue Office", roles=SECRETARY)
    said = say(motion, "It names a patient")
    assert motions("patient") == [motion.id]

    service.remove_comment(said, "It names one.", actor=sue, now=NOON)
    assert motions("patient") == []
    service.restore_comment(said, "It does not.", actor=sue, now=NOON)

    assert motions("patient") == [motion.id]


def test_words_taken_back_are_in_no_table_that_is_looked_through():
    motion, cora = make_motion(), make_actor("Cora Dale")
    said = say(motion, "Too hasty", by=cora)

    service.take_back_comment(said, actor=cora, now=NOON)

    assert motions("hasty") == []
    kept = db.session.scalars(select(SearchText.body)).all()
    assert not [body for body in kept if "hasty" in body]


def test_an_edited_comment_is_found_by_what_it_says_now():
    motion, cora = make_motion(), make_actor("Cora Dale")
    said = say(motion, "Two lambs", by=cora)

    service.edit_comment(said, "Two lamps", side="neither", actor=cora, now=NOON)

    assert motions("lamps") == [motion.id]
    assert motions("lambs") == []


def test_a_motion_is_found_by_what_an_amendment_would_change_and_why():
    motion = make_motion(text="We buy two minibuses.")

    amendments.propose(
        motion,
        [Change(Deed.REPLACE, 1, "We buy three trams.")],
        "Trams are quieter.",
        actor=make_actor("Cy Dale"),
        now=NOON,
    )

    assert motions("trams quieter") == motions("minibuses") == [motion.id]


def test_a_resolution_is_found_by_its_words_and_by_remarks():
    resolution = make_resolution(
        title="A zebra crossing", text="One in Tipton.", category="service"
    )
    sue = make_actor("Sue Office", roles=SECRETARY)
    remark(resolution, "Painted in May.", actor=sue, now=NOON)

    everything = found("zebra")

    assert set(everything) == {("resolution", resolution.id), ("motion", resolution.motion_id)}
    assert found("zebra may") == [("resolution", resolution.id)]
    assert found("zebra", kind="resolution", category="service", state="carried") != []
    assert found("zebra", kind="resolution", category="rules") == []


def test_a_decision_of_the_board_is_found_by_members_once_it_is_published():
    later = decide(board_decision(title="A zebra crossing", publish_on=day_of(NOON) + WEEK))
    sue = make_actor("Sue Office", roles=SECRETARY)

    assert found("zebra") == []
    assert found("zebra", by=sue) == [("resolution", later.id)]
    assert found("zebra", state="board", by=sue) == [("resolution", later.id)]


def test_the_text_of_a_confidential_decision_is_found_by_nobody():
    made = decide(
        board_decision(
            title="A settlement", text="A zebra is paid.", confidential_because="It names somebody."
        )
    )
    sue = make_actor("Sue Office", roles=SECRETARY)

    assert found("settlement") == [("resolution", made.id)]
    assert found("zebra") == found("zebra", by=sue) == []


def test_a_file_is_found_by_its_name_and_description_and_once_it_is_read_by_its_words():
    ada = make_actor()
    motion = make_motion(mover=ada)
    added = service.attach(
        motion, make_docx("Nine parking bays"), "site plan.docx", "The yard", actor=ada, now=NOON
    )

    assert motions("site plan") == motions("yard") == [motion.id]
    assert motions("parking bays") == []
    read_files()
    assert motions('"parking bays"') == [motion.id]
    service.remove_own_attachment(added, actor=ada, now=NOON)
    assert motions("yard") == motions("parking") == []


def test_a_draft_is_found_by_those_who_write_it_alone():
    ada, ben, cy = make_actor(), make_actor("Ben Cole"), make_actor("Cy Dale")
    draft = make_draft(ada, now=NOON, text="Zebras for all")
    write_together(draft, ben, mover=ada)
    service.ask_co_author(draft, cy.party_id, actor=ada, now=NOON)
    board = make_actor("Bo Board", roles=frozenset({Role.BOARD, Role.SECRETARY}))

    assert found("zebras", by=ada) == found("zebra", by=ben) == [("draft", draft.id)]
    assert found("zebras", by=cy) == found("zebras", by=board) == []
    assert found(by=cy) == []


def test_a_draft_that_is_a_motion_is_found_as_that_with_its_files():
    ada = make_actor()
    draft = make_draft(ada, now=NOON, text="Zebras for all")
    service.attach(draft, b"stripes", "a.txt", "A picture in words", actor=ada, now=NOON)
    read_files()
    assert found("stripes", by=ada) == [("draft", draft.id)]

    motion = service.propose_draft(draft, actor=ada, now=NOON)

    assert found("zebras stripes", by=ada) == [("motion", motion.id)]
    assert db.session.scalars(select(SearchText).where(SearchText.kind == "draft")).all() == []


def test_a_draft_thrown_away_leaves_no_words():
    ada = make_actor()
    draft = make_draft(ada, now=NOON, text="Zebras for all")
    service.attach(draft, b"stripes", "a.txt", "A picture in words", actor=ada, now=NOON)

    service.discard_draft(draft, actor=ada)

    assert db.session.scalars(select(SearchText)).all() == []


def test_what_is_about_the_words_comes_first_then_the_newest():
    days = [NOON + timedelta(days=number) for number in (9, 8)]
    said_of = make_motion(title="Buy two vans", text="Vans.", reason="Diesel.", now=days[0])
    say(said_of, "What of the respite house?", now=days[0])
    says = make_motion(title="Buy a house", text="For respite.", reason="So.", now=days[1])
    about = make_motion(title="A respite house", text="One.", reason="So.")
    newer = make_motion(title="Respite first", text="A.", reason="B.", now=NOON + timedelta(days=1))

    assert motions("respite") == [newer.id, about.id, says.id, said_of.id]


def test_what_is_found_can_be_narrowed():
    ada, ben = make_actor("Ada Brook"), make_actor("Ben Cole")
    carried = make_motion(
        title="A house for respite", mover=ada, state="carried", category="service"
    )
    open_ = make_motion(title="A rule on respite", mover=ben, category="rules")

    assert motions("respite", state="carried") == [carried.id]
    assert motions("respite", category="rules") == [open_.id]
    assert motions("respite", mover="brook") == [carried.id]
    assert set(motions("respite", year=2026)) == {carried.id, open_.id}
    assert motions("respite", year=2025) == []
    assert motions("respite", kind="draft") == []
    assert motions(state="proposed") == [open_.id]
    assert motions("respite", state="carried", category="rules") == []


def test_years_are_those_there_is_something_of():
    make_motion()

    assert search().years() == [2026]


def test_a_page_has_twenty_and_the_rest_follow():
    ids = [make_motion(title=f"Respite {number:02}").id for number in range(23)]
    asked = search("respite")

    assert asked.count() == 23
    assert [each.subject_id for each in asked.page(1)[0]] == ids[:2:-1]
    assert [each.subject_id for each in asked.page(2)[0]] == ids[2::-1]
    assert asked.page(9) == ([], 0)


def test_the_table_made_anew_is_as_the_services_kept_it():
    ada, sue = make_actor(), make_actor("Sue Office", roles=SECRETARY)
    draft = make_draft(ada, now=NOON)
    service.attach(draft, b"stripes", "a.txt", "Stripes", actor=ada, now=NOON)
    motion = make_motion(mover=ada)
    make_resolution()
    decide(board_decision(confidential_because="It names somebody."))
    gone = say(motion, "It names a patient")
    say(motion, "Well said")
    service.remove_comment(gone, "It does.", actor=sue, now=NOON)
    kept = service.attach(motion, make_docx("Nine bays"), "b.docx", "Bays", actor=ada, now=NOON)
    removed = service.attach(motion, b"Notes", "c.txt", "Notes", actor=ada, now=NOON)
    service.remove_own_attachment(removed, actor=ada, now=NOON)
    read_files()
    before = everything()

    assert make_anew(current_app.extensions[EXTENSION]) == len(before)
    db.session.expire_all()

    assert everything() == before
    assert f"file {kept.id}" in {row[2] for row in before}


def everything():
    names = ("kind", "subject_id", "part", "title", "body")
    rows = db.session.scalars(select(SearchText)).all()
    return sorted(tuple(getattr(row, name) for name in names) for row in rows)
