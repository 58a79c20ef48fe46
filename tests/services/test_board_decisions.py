"""What the board decides within its limits enters the register too, and does what it does."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from governance.effects.effect import CannotTakeEffect
from governance.effects.queries import mandates
from governance.effects.service import CannotUse, note_use
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed, NotFound
from governance.members import officers
from governance.reckoning.board_decisions import BoardKind, TookPart
from governance.reckoning.standing import Standing
from governance.record.models import Link
from governance.record.verify import faults_of
from governance.resolutions import queries, service
from governance.resolutions.models import BoardDecision, Resolution
from governance.resolutions.queries import Asked, Reader
from governance.resolutions.seals import SEALS
from governance.resolutions.service import NotABoardDecision
from tests.factories.board import board_decision, decide, spending
from tests.factories.ledger import make_book, post_income
from tests.factories.members import make_member, make_society
from tests.factories.resolutions import make_resolution
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON

TODAY = NOON.date()
DAY = timedelta(days=1)
Together = Callable[..., list[Any]]


@pytest.fixture(autouse=True)
def society(app):
    make_society()
    set_rules(board__most_in_one_decision=10_000_00, board__most_in_a_year=15_000_00)


def faults() -> list[str]:
    return [str(each) for seal in SEALS for each in faults_of(seal, up_to=10**9)]


def test_it_is_numbered_apart_from_what_the_members_decide():
    one, members, other = decide(board_decision()), make_resolution(), decide(board_decision())

    assert [each.reference for each in (one, members, other)] == [
        "Board decision 2026/1",
        "Resolution 2026/1",
        "Board decision 2026/2",
    ]
    assert faults() == []


@pytest.fixture
def imran() -> Actor:
    party_id = make_member("Imran Hussain").party_id
    return Actor(party_id=party_id, roles=frozenset({Role.FINANCE}), account_id=1)


def by(actor: Actor) -> dict[str, Any]:
    return {"actor": actor, "now": NOON}


def test_it_keeps_who_took_part_where_it_is_minuted_and_under_which_rules():
    found = decide(board_decision(took_part=TookPart(8, 6, 5, 1)))

    assert found.decided_ref == "Board, 16 November 2026, item 3"
    assert found.figures == {"for": 5, "against": 1, "abstained": 0, "present": 6, "entitled": 8}
    assert found.rules_version == 1
    assert found.decided_by == "board"


def test_spending_is_a_mandate_within_the_limits():
    found = decide(spending(10_000_00))

    (mandate,) = [each.mandate for each in mandates.mandates("spending")]
    assert (mandate.pence, mandate.reference) == (10_000_00, "Board decision 2026/1")
    assert mandate.resolution_id == found.id
    assert queries.entered(found.id, Reader(TODAY)).standing is Standing.IN_FORCE


def test_more_than_one_decision_may_spend_is_for_the_members():
    set_rules(majorities__spending="special")

    with pytest.raises(NotABoardDecision, match=r"£10,000\.00 at most by one decision") as refused:
        decide(spending(10_000_01))

    assert refused.value.field == "pence"
    assert refused.value.next_step == (
        "It needs the members’ resolution: special resolution. Propose a motion for it."
    )
    assert db.session.scalar(select(Resolution.id)) is None


def test_more_than_a_year_has_is_for_the_members():
    decide(spending(10_000_00))

    with pytest.raises(NotABoardDecision, match=r"has authorised £10,000\.00"):
        decide(spending(5_000_01))

    assert decide(spending(5_000_00)).number == 2


def test_a_year_is_the_societys_financial_year():
    make_book(year_ends="11-15")
    decide(spending(10_000_00, decided_on=TODAY - DAY))

    assert decide(spending(10_000_00)).number == 2
    assert queries.financial_year_of(TODAY)[0] == TODAY


def test_of_two_at_once_the_second_counts_what_the_first_spends(together: Together):
    results = together(
        lambda: decide(spending(8_000_00)).number, lambda: decide(spending(8_000_00)).number
    )

    refused = [each for each in results if isinstance(each, NotABoardDecision)]
    assert len(refused) == 1
    assert queries.spent_in_year_of(TODAY) == 8_000_00


def test_the_limits_are_those_of_the_day_of_the_decision():
    set_rules(board__most_in_one_decision=5_000_00, from_day=TODAY + DAY)
    tomorrow = NOON + DAY

    decide(spending(8_000_00, publish_on=TODAY + DAY), now=tomorrow)
    with pytest.raises(NotABoardDecision):
        decide(spending(6_000_00, decided_on=TODAY + DAY, publish_on=TODAY + DAY), now=tomorrow)


@pytest.mark.parametrize(
    ("details", "field", "said"),
    [
        ({"took_part": TookPart(8, 3, 3, 0)}, "present", "must take part"),
        ({"took_part": TookPart(8, 6, 2, 3)}, "votes_for", "not carried"),
        ({"took_part": TookPart(8, 6, 3, 3)}, "votes_for", "not carried"),
        ({"decided_on": TODAY + DAY}, "decided_on", "still to come"),
        ({"publish_on": TODAY - DAY}, "publish_on", "between today and 23 November 2026"),
        ({"publish_on": TODAY + 8 * DAY}, "publish_on", "between today and"),
        ({"title": " "}, "title", "needs a title"),
        ({"text": ""}, "text", "needs its text"),
        ({"minute": ""}, "minute", "needs the minute"),
        ({"corrects": 99}, "corrects", "no decision of the board of that number"),
    ],
)
def test_what_is_no_decision_of_the_board_is_refused(details, field, said):
    with pytest.raises(NotABoardDecision, match=said) as refused:
        decide(board_decision(**details))

    assert refused.value.field == field


def test_one_entered_late_is_published_at_once():
    late = NOON + 30 * DAY

    with pytest.raises(NotABoardDecision, match="published today"):
        decide(board_decision(publish_on=late.date() + DAY), now=late)

    assert decide(board_decision(publish_on=late.date()), now=late)


def test_only_the_secretary_and_the_chair_enter_what_the_board_decided():
    for role in (Role.MEMBER, Role.BOARD, Role.AUDITOR):
        with pytest.raises(NotAllowed):
            service.decide(board_decision(), actor=Actor(1, roles=frozenset({role})), now=NOON)

    chair = Actor(roles=frozenset({Role.CHAIR}))
    assert service.decide(board_decision(), actor=chair, now=NOON)


def test_it_fills_a_vacancy():
    ada = make_member("Ada Lovelace")
    payload = {
        "party_id": ada.party_id,
        "office": "director",
        "body": "Board",
        "from": "",
        "until": "2027-06-30",
    }

    decide(board_decision(BoardKind.APPOINTMENT, payload=payload))

    (held,) = officers.offices_of(ada.party_id)
    assert held.data["appointed_by"] == "Board decision 2026/1"


def test_where_the_rules_leave_vacancies_to_elections_it_fills_none():
    set_rules(board__may_fill_vacancies=False)
    ada = make_member("Ada Lovelace")
    payload = {
        "party_id": ada.party_id, "office": "director", "body": "Board", "from": "", "until": "",
    }  # fmt: skip

    with pytest.raises(NotABoardDecision, match="does not fill vacancies"):
        decide(board_decision(BoardKind.APPOINTMENT, payload=payload))


def test_what_could_not_be_done_is_not_entered():
    payload = {"party_id": make_member("Ada Lovelace").party_id}

    with pytest.raises(CannotTakeEffect, match="no application"):
        decide(board_decision(BoardKind.ADMISSION, payload=payload))


def test_a_later_one_puts_it_right_once_and_what_it_spent_counts_no_more():
    wrong = decide(spending(10_000_00))
    right = decide(spending(9_000_00, corrects=wrong.id))

    assert queries.correction_of(wrong.id) == right
    assert queries.spent_in_year_of(TODAY) == 9_000_00
    with pytest.raises(NotABoardDecision, match="Board decision 2026/2 puts it right already"):
        decide(spending(1_00, corrects=wrong.id))


def test_what_was_put_right_is_authorised_no_more_and_what_was_used_of_it_counts(imran: Actor):
    book = make_book()
    wrong = decide(spending(10_000_00))
    (given,) = mandates.mandates()
    note_use(given.mandate.id, post_income(book, 4_000_00, on=TODAY).seq, 4_000_00, **by(imran))

    right = decide(spending(10_000_00, corrects=wrong.id))

    standing = {each.mandate.resolution_id: each for each in mandates.mandates()}
    assert [standing[one.id].is_open(TODAY) for one in (wrong, right)] == [False, True]
    more = post_income(book, 1_000_00, on=TODAY).seq
    with pytest.raises(CannotUse, match="was put right by a later one"):
        note_use(given.mandate.id, more, 1_000_00, **by(imran))
    assert queries.spent_in_year_of(TODAY) == 14_000_00
    set_rules(board__most_in_a_year=13_000_00)
    with pytest.raises(NotABoardDecision, match=r"has authorised £4,000\.00"):
        decide(spending(10_000_00, corrects=right.id))


def test_members_do_not_see_what_it_authorises_before_it_is_published():
    decide(spending(10_000_00, publish_on=TODAY + 5 * DAY))
    (given,) = mandates.mandates()

    assert mandates.mandates(for_members_on=TODAY) == []
    with pytest.raises(NotFound):
        mandates.standing_of(given.mandate.id, for_members_on=TODAY)
    assert mandates.mandates(for_members_on=TODAY + 5 * DAY) == [given]


def test_members_do_not_see_that_it_is_put_right_or_changed_before_that_is_published():
    wrong = decide(spending(10_000_00))
    later = decide(spending(9_000_00, corrects=wrong.id, publish_on=TODAY + 5 * DAY))

    assert queries.seen(later.id, Reader(TODAY)) is None
    assert queries.seen(later.id, Reader(TODAY, sees_the_boards=True)) == later
    assert queries.seen(later.id, Reader(TODAY + 5 * DAY)) == later
    assert queries.seen(None, Reader(TODAY)) is None


def test_members_see_it_from_the_day_on_which_it_is_published():
    found = decide(board_decision(publish_on=TODAY + 5 * DAY))

    assert queries.found(Asked(), Reader(TODAY)) == []
    assert queries.found(Asked(), Reader(TODAY, sees_the_boards=True)) == [found.id]
    assert queries.found(Asked(), Reader(TODAY + 5 * DAY)) == [found.id]


def test_the_text_of_a_confidential_one_is_for_the_board_and_cannot_be_searched_for():
    found = decide(board_decision(text="We settle with Acme.", confidential_because="A dispute."))
    member, board = Reader(TODAY), Reader(TODAY, sees_the_boards=True)

    assert queries.entered(found.id, member).text == ""
    assert queries.entered(found.id, board).text == "We settle with Acme."
    assert queries.found(Asked(words="acme"), member) == []
    assert queries.found(Asked(words="acme"), board) == [found.id]
    assert queries.found(Asked(words="tipton"), member) == [found.id]


def test_the_record_does_not_let_its_words_be_guessed():
    one = decide(board_decision(confidential_because="A dispute."))
    other = decide(board_decision(confidential_because="A dispute."))

    assert one.salt != other.salt
    assert one.digest != other.digest
    said = " ".join(db.session.scalars(select(Link.payload)))
    assert one.text not in said
    assert "dispute" not in said


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE board_decision SET pence = 1, kind = 'spending'",
        "UPDATE board_decision SET is_confidential = NOT is_confidential, reason = 'x'",
        "UPDATE board_decision SET publish_on = '2027-01-01'",
        "DELETE FROM board_decision",
    ],
)
def test_what_is_changed_is_refused_and_found_if_it_is_forced(change):
    decide(board_decision())
    assert faults() == []
    with pytest.raises(DatabaseError, match="refuses this"), db.session.begin_nested():
        db.session.execute(text(change))

    on_table = " ON board_decision" if db.engine.dialect.name == "postgresql" else ""
    operation = change.split()[0].lower()
    db.session.execute(text(f"DROP TRIGGER board_decision_{operation}_refused{on_table}"))
    db.session.execute(text(change))
    db.session.expire_all()

    assert faults() != []


def test_what_there_is_of_it_besides_is_kept():
    found = decide(board_decision(confidential_because="A dispute."))

    details = db.session.get_one(BoardDecision, found.id)
    assert (details.kind, details.is_confidential, details.reason) == (
        "other",
        True,
        "A dispute.",
    )
