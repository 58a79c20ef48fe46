"""Papers written step by step: kept, changed one after the other, set once, thrown away."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from governance.ballots import queries, service
from governance.ballots.drafting import OptionDrafted, PaperDrafted, QuestionDrafted
from governance.ballots.electorate import Electorate
from governance.ballots.models import Ballot, BallotDraft, BallotPicture
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.motions.models import Motion
from governance.motions.service import NotOpenToThat
from tests.factories.ballots import SECRETARY, make_voters
from tests.factories.files import make_jpeg
from tests.factories.motions import make_motion
from tests.machinery.clock import NOON

pytestmark = pytest.mark.both_databases

RED, BLUE = OptionDrafted("Red", "r"), OptionDrafted("Blue", "b")
COLOURS = QuestionDrafted("Which colour?", "colour", "approval", seats=1, options=(RED, BLUE))


def a_paper(*questions, **details):
    """Return a secret paper that opens at noon for a week."""
    usual = {
        "secrecy": "secret_simple",
        "record_date": day_of(NOON),
        "opens_at": NOON,
        "closes_at": NOON + timedelta(days=7),
    }
    return PaperDrafted(questions=questions, **(usual | details))


def on_a_motion(motion):
    return QuestionDrafted(
        motion.title, f"m{motion.id}", motion_id=motion.id, resolution_kind="ordinary"
    )


def make_draft(*questions, **details):
    paper = a_paper(*questions, **details)
    return service.start_draft("Vans and houses", paper, actor=SECRETARY, now=NOON)


def change(draft, paper, *, seen=1):
    service.change_draft(draft, paper, seen=seen, actor=SECRETARY, now=NOON)


def set_it(draft, *, seen=1):
    return service.set_draft(draft, seen=seen, actor=SECRETARY, now=NOON)


@pytest.fixture(autouse=True)
def voters():
    return make_voters(9)


def test_a_paper_is_kept_as_it_was_written():
    electorate = Electorate("Home carers", ("Home care",))
    pictured = OptionDrafted("Red", "r", "As fire", "ab" * 32, "A red van")
    paper = a_paper(COLOURS.having(pictured), electorate=electorate, count_opens="scrutineers")

    draft = service.start_draft("Vans", paper, actor=SECRETARY, now=NOON)
    db.session.expire_all()

    assert PaperDrafted.from_json(queries.draft(draft.id).paper) == paper


def test_questions_and_options_are_moved_and_taken_away():
    paper = a_paper(COLOURS, QuestionDrafted("And how many?", "many"))

    turned = paper.moved("many", -1)
    options = turned.question("colour").moved("r", 1)

    assert [each.text for each in turned.questions] == ["And how many?", "Which colour?"]
    assert options.options == (BLUE, RED)
    assert options.without("b").options == (RED,)
    assert paper.moved("colour", -1) == paper
    assert turned.without("many").questions == (COLOURS,)
    with pytest.raises(NotFound):
        turned.question("gone")


def test_what_was_changed_meanwhile_is_not_written_over():
    draft = make_draft(COLOURS)
    change(draft, a_paper())

    with pytest.raises(service.PaperChanged):
        change(draft, a_paper(COLOURS, COLOURS))

    assert queries.draft(draft.id).paper["questions"] == []


def test_a_set_paper_is_what_the_draft_said_and_the_draft_is_gone():
    motion = make_motion(state="seconded")
    colours = replace(COLOURS, reopen=True, order="drawn", explanation="Of the van.")
    draft = make_draft(on_a_motion(motion), colours)

    ballot = set_it(draft)

    on_motion, asked = ballot.questions
    assert on_motion.motion_id == motion.id
    assert db.session.get_one(Motion, motion.id).state == "balloted"
    assert [each.title for each in asked.options] == ["Red", "Blue", "Re-open nominations"]
    assert [each.kind for each in asked.options] == ["option", "option", "reopen"]
    assert (asked.order, asked.explanation, asked.seats) == ("drawn", "Of the van.", 1)
    assert queries.drafts() == []


def test_a_paper_that_is_set_or_gone_cannot_be_changed():
    draft = make_draft(COLOURS)
    again = queries.draft(draft.id)
    paper = a_paper()
    set_it(draft)

    with pytest.raises(NotFound):
        change(again, paper)


def test_pictures_go_with_the_draft_and_stay_on_the_paper():
    first, second = (service.keep_picture(make_jpeg(orientation=each), "a.jpg") for each in (1, 6))
    pictured = COLOURS.having(replace(RED, picture=first))
    draft = make_draft(pictured.having(replace(BLUE, picture=second)))

    change(draft, a_paper(pictured))
    set_it(draft, seen=2)
    other = make_draft(pictured)
    service.discard_draft(other, seen=1)

    assert [each.digest for each in db.session.scalars(select(BallotPicture))] == [first]


def test_all_that_speaks_against_a_paper_is_said_at_once():
    waiting, lost = make_motion(state="seconded"), make_motion(state="lost")
    draft = make_draft(
        on_a_motion(waiting),
        on_a_motion(lost),
        QuestionDrafted("Which?", "which", "choose_one", seats=1),
        closes_at=NOON + timedelta(minutes=5),
        electorate=Electorate("Home carers", ("Home care",)),
    )

    problems = [str(each) for each in service.problems_of(service.planned_of(draft), NOON)]

    assert len(problems) == 4
    assert any(lost.reference in each for each in problems)
    assert not any(waiting.reference in each for each in problems)


def test_a_motion_that_got_a_ballot_meanwhile_is_named_and_nothing_is_set():
    first, second = make_motion(state="seconded"), make_motion(state="seconded")
    draft = make_draft(on_a_motion(first), on_a_motion(second))
    set_it(make_draft(on_a_motion(second)))

    with pytest.raises(service.BallotNotPossible, match=second.reference):
        set_it(draft)

    assert db.session.get_one(Motion, first.id).state == "seconded"


def test_a_motion_is_decided_by_all_members():
    draft = make_draft(
        on_a_motion(make_motion(state="seconded")),
        electorate=Electorate("Home carers", ("Home care",)),
    )

    with pytest.raises(service.BallotNotPossible, match="by all members"):
        set_it(draft)


def test_of_two_who_set_one_paper_at_once_one_does(together):
    draft = make_draft(COLOURS).id
    db.session.commit()

    def setting():
        return set_it(queries.draft(draft)).id

    results = together(setting, setting)

    assert len([each for each in results if isinstance(each, int)]) == 1
    assert any(isinstance(each, NotFound | service.PaperChanged) for each in results)
    assert len(db.session.scalars(select(Ballot.id)).all()) == 1
    assert db.session.scalars(select(BallotDraft)).all() == []


def test_of_two_papers_with_one_motion_set_at_once_one_is(together):
    motion = make_motion(state="seconded")
    drafts = [make_draft(on_a_motion(motion), COLOURS).id for _ in range(2)]
    db.session.commit()

    results = together(*[lambda it=each: set_it(queries.draft(it)).id for each in drafts])

    refused = [
        each for each in results if isinstance(each, NotOpenToThat | service.BallotNotPossible)
    ]
    assert len(refused) == 1
    assert len(db.session.scalars(select(Ballot.id)).all()) == 1
    assert len(queries.drafts()) == 1
