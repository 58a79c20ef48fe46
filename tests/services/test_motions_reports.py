"""Reports of comments: once a person, answered once, with the reporter told."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from governance.infrastructure.actor import NOBODY, Role
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed, Refused
from governance.motions import queries, service
from governance.motions.models import Comment, CommentReport
from governance.motions.service import CommentGone, NothingToAnswer
from governance.reckoning.canonical import digest
from tests.factories.accounts import make_role
from tests.factories.mail import letter, mails
from tests.factories.motions import SECRETARY, make_actor, make_motion
from tests.services.test_motions import recorded
from tests.services.test_motions_discussion import make_comment

MINUTE = timedelta(minutes=1)


@pytest.fixture
def said(now):
    """Return a comment that somebody might report."""
    return make_comment(make_motion(), "Names a patient", now=now)


@pytest.fixture
def sue():
    """Return the secretary."""
    actor = make_actor("Sue Office", roles=SECRETARY)
    make_role(actor.party_id, Role.SECRETARY)
    return actor


def report(said, reason="It names a patient.", *, actor=None, now):
    return service.report_comment(said, reason, actor=actor or make_actor("Rob Report"), now=now)


def outcomes():
    rows = db.session.scalars(select(CommentReport).order_by(CommentReport.id))
    return [(row.outcome, row.answer) for row in rows]


def test_a_report_waits_for_the_officers_who_read_whose_it_is(said, now):
    report(said, now=now)

    (waiting,) = queries.reports_waiting()
    assert (waiting.comment.id, waiting.author) == (said.id, "Cora Comment")
    assert [(one.reporter, one.row.reason) for one in waiting.reports] == [
        ("Rob Report", "It names a patient.")
    ]
    assert queries.reported_since() == (1, now)


def test_each_person_reports_a_comment_once(said, now):
    rob = make_actor("Rob Report")

    first, second = report(said, actor=rob, now=now), report(said, "Again", actor=rob, now=now)
    report(said, now=now)

    assert first.id == second.id
    assert len(queries.reports_waiting()[0].reports) == 2


def test_one_person_twice_at_once_reports_once(said, together, now):
    said_id, rob = said.id, make_actor("Rob Report")

    def press():
        return report(db.session.get_one(Comment, said_id), actor=rob, now=now).id

    results = together(press, press)

    assert results[0] == results[1]
    assert db.session.scalar(select(func.count()).select_from(CommentReport)) == 1


def test_a_report_and_a_removal_at_once_leave_nothing_waiting(said, together, sue, now):
    said_id, rob = said.id, make_actor("Rob Report")

    def tell():
        return report(db.session.get_one(Comment, said_id), actor=rob, now=now).id

    def remove():
        service.remove_comment(
            db.session.get_one(Comment, said_id), "It names a patient.", actor=sue, now=now
        )

    told, removed = together(tell, remove)

    assert removed is None
    assert isinstance(told, int | CommentGone)
    assert queries.reports_waiting() == []


def test_nobody_reports_their_own_words_or_what_is_gone(said, sue, now):
    with pytest.raises(NotAllowed, match="somebody else wrote"):
        report(said, actor=make_actor_of(said), now=now)
    with pytest.raises(NotAllowed):
        report(said, actor=NOBODY, now=now)
    service.remove_comment(said, "It names a patient.", actor=sue, now=now)
    with pytest.raises(CommentGone):
        report(said, now=now)


def make_actor_of(said):
    return type(NOBODY)(party_id=said.author_id, roles=frozenset({Role.MEMBER}))


@pytest.mark.parametrize("reason", ["", " ", "x" * 201])
def test_a_report_says_what_is_wrong(reason, said, now):
    with pytest.raises(Refused, match="needs a reason"):
        report(said, reason, now=now)


def test_removing_answers_every_report_with_its_reason(said, sue, now):
    report(said, now=now)
    report(said, "It is rude.", now=now)

    service.remove_comment(said, "It names a patient.", actor=sue, now=now + MINUTE)

    assert outcomes() == [("removed", "It names a patient.")] * 2
    assert queries.reported_since() == (0, None)
    assert [one.answerer for one in queries.reports_answered(limit=9)[0].reports] == [
        "Sue Office",
        "Sue Office",
    ]


def test_taking_back_answers_them_too(said, now):
    report(said, now=now)

    service.take_back_comment(said, actor=make_actor_of(said), now=now)

    assert outcomes() == [("taken_back", "")]


def test_a_comment_may_stand_for_a_reason_on_the_record(said, sue, now):
    report(said, now=now)

    service.dismiss_reports(said, "It names nobody.", actor=sue, now=now)

    assert outcomes() == [("dismissed", "It names nobody.")]
    assert said.removed_at is None
    assert recorded("reports dismissed") == [
        {
            "motion_id": said.motion_id,
            "comment_id": said.id,
            "reason_digest": digest(["v1", "It names nobody."]),
        }
    ]
    assert recorded("comment reported") == []


def test_what_nobody_reported_or_a_colleague_answered_is_not_answered_again(said, sue, now):
    with pytest.raises(NothingToAnswer):
        service.dismiss_reports(said, "It names nobody.", actor=sue, now=now)
    report(said, now=now)
    service.dismiss_reports(said, "It names nobody.", actor=sue, now=now)
    with pytest.raises(NothingToAnswer):
        service.dismiss_reports(said, "Again.", actor=sue, now=now)


def test_two_officers_at_once_answer_once(said, sue, together, now):
    said_id = said.id
    report(said, now=now)

    def answer():
        service.dismiss_reports(
            db.session.get_one(Comment, said_id), "It names nobody.", actor=sue, now=now
        )

    results = together(answer, answer)

    assert sorted(map(type, results), key=str) == sorted([type(None), NothingToAnswer], key=str)
    assert len(recorded("reports dismissed")) == 1


def test_only_officers_answer_and_never_for_their_own_words(sue, now):
    own = make_comment(make_motion(), actor=sue, now=now)
    report(own, now=now)

    with pytest.raises(NotAllowed, match="somebody else answers"):
        service.dismiss_reports(own, "I meant well.", actor=sue, now=now)
    with pytest.raises(NotAllowed, match="Only the secretary or the chair"):
        service.dismiss_reports(own, "She meant well.", actor=make_actor(), now=now)


def test_officers_are_written_to_once_while_it_waits_and_reporters_are_told(said, sue, now):
    report(said, now=now)
    report(said, "It is rude.", now=now)
    service.dismiss_reports(said, "It names nobody.", actor=sue, now=now)

    (to_sue,) = mails("comment_reported")
    assert to_sue.party_id == sue.party_id
    assert "Rob Report" not in letter("comment_reported").text
    assert "/office/reports" in letter("comment_reported").text
    assert len(mails("report_answered")) == 2
    report(said, "Still.", now=now)
    assert len(mails("comment_reported")) == 2


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("removed", "that you reported is removed"),
        ("dismissed", "that you reported stands"),
        ("taken_back", "was taken back by its author"),
    ],
)
def test_a_reporter_reads_what_came_of_it(outcome, words, said, sue, now):
    report(said, now=now)

    if outcome == "removed":
        service.remove_comment(said, "Our reason.", actor=sue, now=now)
    elif outcome == "dismissed":
        service.dismiss_reports(said, "Our reason.", actor=sue, now=now)
    else:
        service.take_back_comment(said, actor=make_actor_of(said), now=now)

    told = letter("report_answered")
    assert words in told.text
    assert words in told.html
    assert ("Our reason." in told.text) == (outcome != "taken_back")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE comment_report SET reason = 'else'",
        "UPDATE comment_report SET reporter_id = reporter_id + 1",
        "UPDATE comment_report SET outcome = NULL",
        "DELETE FROM comment_report",
    ],
)
def test_the_database_keeps_reports_and_their_answers(change, said, sue, now):
    report(said, now=now)
    service.dismiss_reports(said, "It names nobody.", actor=sue, now=now)

    with pytest.raises(DatabaseError, match="refuses this"):
        db.session.execute(text(change))
