"""Whatever stands on a paper is sealed: a change to any of it past the record is found."""

import pytest
from sqlalchemy import String, Text, text

from governance.ballots import service
from governance.ballots.models import Ballot, BallotPicture, Option, Question
from governance.ballots.seals import SEALS, BallotSeal, PaperSeal
from governance.infrastructure.database import db, is_postgresql
from tests.factories.ballots import asking, make_paper, make_voters
from tests.factories.files import make_jpeg
from tests.factories.motions import make_motion
from tests.services.test_motions_seals import faults, tamper

pytestmark = pytest.mark.both_databases

OTHERWISE = {
    "order": "'drawn'",
    "kind": "'reopen'",
    "quorum": "'{\"participation\": 3}'",
    "motion_id": "(SELECT max(id) FROM motion)",
    "record_date": "'2020-01-01'",
    "electorate": "'{\"at_work\": true}'",
}
OF_A_BALLOT = ("question", "record_date", "electorate", "count_opens", "lot_number", "paper_form")
OF_A_MOTION = ("motion_id", "motion_version", "resolution_kind", "if_carried", "quorum")
BOTH = ([PaperSeal()], [BallotSeal()])


def columns_of(model):
    """Return the columns that say something, struck apart: that has a link of its own."""
    keys = {"ballot_id", "question", "number", "struck", "amendment_id"}
    return [column.name for column in model.__table__.columns if column.name not in keys]


def changed(model, name):
    """Return SQL for a value of that column that no ballot of these tests has."""
    kind = model.__table__.c[name].type
    return OTHERWISE.get(name, "'other'" if isinstance(kind, String | Text) else "7")


@pytest.fixture
def ballot():
    make_voters(6)
    first = make_motion(state="seconded")
    make_motion(state="seconded")
    picture = service.keep_picture(make_jpeg(), "van.jpg")
    on_motion = service.QuestionPlanned("A van?", motion=first, resolution_kind="ordinary")
    options = [
        service.OptionPlanned("Red", "As fire.", picture, picture_words="A red van"),
        service.OptionPlanned("Blue"),
    ]
    colour = service.QuestionPlanned("Which?", "approval", options, seats=1, least_share=20)
    return make_paper(on_motion, colour, state="planned")


@pytest.fixture
def opened(ballot):
    service.open_due(ballot.opens_at)
    db.session.refresh(ballot)
    assert faults(SEALS) == []
    return ballot


def found_by_each_seal():
    """Return what finds it: the seal of the paper as it was set, and that of what has opened."""
    return [bool(faults(seals)) for seals in BOTH]


@pytest.mark.parametrize("name", columns_of(Question))
def test_no_word_of_a_question_can_be_changed_unnoticed(opened, name):
    number = 1 if name in OF_A_MOTION else 2
    value = changed(Question, name)
    where = f"WHERE ballot_id = {opened.id} AND number = {number}"
    tamper(f'UPDATE ballot_question SET "{name}" = {value} {where}', "ballot_question")

    assert found_by_each_seal() == [True, True]


@pytest.mark.parametrize("name", columns_of(Option))
def test_no_word_of_an_option_can_be_changed_unnoticed(opened, name):
    value = changed(Option, name)
    tamper(f"UPDATE ballot_option SET {name} = {value} WHERE number = 1", "ballot_option")

    assert found_by_each_seal() == [True, True]


@pytest.mark.parametrize("name", OF_A_BALLOT)
def test_nothing_of_whom_and_how_it_asks_can_be_changed_unnoticed(opened, name):
    tamper(f"UPDATE ballot SET {name} = {changed(Ballot, name)}", "ballot")

    assert found_by_each_seal() == [True, True]


@pytest.mark.parametrize("more", ["ballot_question", "ballot_option"])
def test_nothing_can_be_added_to_a_paper_unnoticed(opened, more):
    names = [column.name for column in db.metadata.tables[more].columns]
    kept = ", ".join("9" if name == "number" else f'"{name}"' for name in names)
    into = ", ".join(f'"{name}"' for name in names)
    where = f"WHERE ballot_id = {opened.id} AND number = 2"
    db.session.execute(text(f"INSERT INTO {more} ({into}) SELECT {kept} FROM {more} {where}"))
    db.session.expire_all()

    assert found_by_each_seal() == [True, True]


def test_another_picture_under_the_name_of_the_one_on_the_paper_is_found(opened):
    other = "convert_to('other', 'UTF8')" if is_postgresql() else "CAST('other' AS BLOB)"
    tamper(f"UPDATE ballot_picture SET content = {other}", "ballot_picture")

    assert found_by_each_seal() == [True, False]


def test_a_picture_is_kept_while_it_stands_on_a_paper_and_goes_with_the_last_draft(ballot):
    on_paper = ballot.questions[1].options[0].picture
    loose = service.keep_picture(make_jpeg(orientation=6), "other.jpg")

    service.forget_pictures([on_paper, loose, ""])

    assert [row.digest for row in db.session.query(BallotPicture)] == [on_paper]


def test_a_picture_is_kept_without_where_it_was_taken():
    digest = service.keep_picture(make_jpeg(orientation=6), "van.jpg")

    kept = db.session.get_one(BallotPicture, digest).content
    assert b"Canon" not in kept
    assert b"Exif" not in kept


def test_what_is_no_picture_is_refused():
    with pytest.raises(service.PictureNotTaken):
        service.keep_picture(b"Just words", "words.txt")


@pytest.mark.parametrize(
    "asked",
    [
        asking("choose_up_to", "Red", "Blue", seats=1, most=3),
        asking("schulze", "Red", "Blue", seats=1, least_share=20),
        asking("approval", "Red", seats=1),
        asking("approval", "Red", "Blue"),
    ],
)
def test_a_question_that_could_not_be_counted_is_refused(asked):
    make_voters(6)

    with pytest.raises(service.BallotNotPossible):
        make_paper(asked)


def test_a_motion_stands_on_a_paper_once():
    make_voters(6)
    motion = make_motion(state="seconded")
    asked = service.QuestionPlanned("A van?", motion=motion, resolution_kind="ordinary")

    with pytest.raises(service.BallotNotPossible, match="twice"):
        make_paper(asked, asked)


def test_a_paper_without_a_question_is_refused():
    make_voters(6)

    with pytest.raises(service.BallotNotPossible, match="no question"):
        make_paper()
