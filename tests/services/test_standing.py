"""The standing of a membership: read from the suspensions in force, and what it keeps from."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from governance.infrastructure import clock as clocks
from governance.infrastructure.actor import WORKER
from governance.infrastructure.database import db
from governance.members import queries, service
from governance.members.exports import for_inspection, register
from governance.members.register_search import PastSearch, RegisterSearch
from governance.members.standing import Standing, standings_of, suspension_of
from governance.motions.service import NotInGoodStanding, begin_draft, comment, second, withdraw
from governance.notifications.models import Mail
from governance.record.queries import head
from tests.factories.ballots import make_ballot
from tests.factories.members import make_member, make_person
from tests.factories.motions import make_actor, make_motion
from tests.machinery.clock import NOON

TODAY = clocks.day_of(NOON)
DAY = timedelta(days=1)


def suspend(party_id: int, **told: Any) -> None:
    days: dict[str, Any] = {"first_day": TODAY, "last_day": None}
    words = {"reason": "Minute 12", "decided_by": "The board, 3 March 2026, minute 4"}
    service.suspend(party_id, **(days | words | told), actor=WORKER, now=NOON)


def newest() -> int:
    found = head()
    return found.seq if found else 0


def standing(party_id: int, on: date = TODAY, known: int | None = None) -> Standing | None:
    return standings_of([party_id], on, known).get(party_id)


def test_standing_is_of_the_day_and_as_known_at_the_link() -> None:
    ada, known = make_member("Ada").party_id, newest()
    suspend(ada, last_day=TODAY + DAY)

    days = (TODAY - DAY, TODAY, TODAY + DAY, TODAY + 2 * DAY)
    told = [standing(ada, day) for day in days]

    assert told == [Standing.GOOD, Standing.SUSPENDED, Standing.SUSPENDED, Standing.GOOD]
    assert standing(ada, TODAY, known) is Standing.GOOD


def test_whoever_is_no_member_has_no_standing() -> None:
    ada, bob = make_member("Ada").party_id, make_person("Bob").party_id
    suspend(ada)
    gone = {"valid_from": TODAY + DAY, "valid_to": None, "data": None}
    service.put(ada, "membership", **gone, actor=WORKER, now=NOON)

    assert standing(bob) is None
    assert (standing(ada), standing(ada, TODAY + DAY)) == (Standing.SUSPENDED, None)


def test_another_restriction_than_a_suspension_leaves_the_standing_good() -> None:
    ada = make_member("Ada").party_id
    held = {"key": "withdrawal", "valid_from": TODAY, "valid_to": None, "data": {"why": "Estate"}}
    service.put(ada, "restriction", **held, actor=WORKER, now=NOON)

    assert standing(ada) is Standing.GOOD
    assert [row.party_id for row in db.session.execute(queries.entitled_at(TODAY))] == [ada]
    assert queries.suspensions_of(ada) == []


def test_a_suspension_says_by_whose_decision_and_who_entered_it() -> None:
    ada, sue = make_member("Ada").party_id, make_actor("Sue Secretary")
    service.suspend(
        ada,
        reason="Minute 12",
        decided_by="The board",
        first_day=TODAY + DAY,
        last_day=TODAY + 9 * DAY,
        actor=sue,
        now=NOON,
    )

    found = suspension_of(ada, TODAY)

    assert found is not None
    assert (found.first_day, found.last_day) == (TODAY + DAY, TODAY + 9 * DAY)
    assert (found.decided_by, found.entered_by, found.link) == (
        "The board",
        "Sue Secretary",
        newest(),
    )
    assert suspension_of(ada, TODAY + 10 * DAY) is None


def test_a_member_of_another_entity_alone_has_no_standing() -> None:
    bob = make_person("Bob").party_id
    joined = {"valid_from": TODAY, "valid_to": None, "data": {}}
    service.put(bob, "membership", key="Venture", **joined, actor=WORKER, now=NOON)

    assert standing(bob) is None


def test_of_two_suspensions_the_one_in_force_is_told_before_the_next() -> None:
    ada = make_member("Ada").party_id
    suspend(ada, last_day=TODAY + DAY, reason="The first")
    later = {"valid_from": TODAY + 9 * DAY, "valid_to": None, "data": {"reason": "The next"}}
    service.put(ada, "restriction", key="suspension", **later, actor=WORKER, now=NOON)

    told = [suspension_of(ada, day) for day in (TODAY, TODAY + 2 * DAY)]

    assert [each.reason for each in told if each] == ["The first", "The next"]


def test_a_suspension_is_told_as_known_at_the_link() -> None:
    ada = make_member("Ada").party_id
    before = newest()
    suspend(ada)
    known = newest()
    service.restore(ada, actor=WORKER, now=NOON)

    told = [suspension_of(ada, TODAY, link) is not None for link in (before, known, None)]

    assert told == [False, True, False]


@pytest.mark.parametrize("search", [RegisterSearch, PastSearch])
def test_the_register_is_filtered_by_standing(search: type[RegisterSearch]) -> None:
    make_person("Nora Nomember")
    suspend(make_member("Ada").party_id)
    make_member("Bob")

    found = {
        each: [entry.name for entry in search(today=TODAY, full=True, standing=each).page(1)]
        for each in ("good", "suspended")
    }

    assert found == {"good": ["Bob"], "suspended": ["Ada"]}


def test_the_register_as_known_is_filtered_by_the_standing_that_was_known() -> None:
    ada, before = make_member("Ada").party_id, newest()
    suspend(ada)

    found = [
        [
            entry.name
            for entry in PastSearch(today=TODAY, known=link, full=True, standing=each).page(1)
        ]
        for link in (before, newest())
        for each in ("good", "suspended")
    ]

    assert found == [["Ada"], [], [], ["Ada"]]


@pytest.mark.parametrize("search", [RegisterSearch, PastSearch])
def test_the_open_register_cannot_be_asked_who_is_suspended(search: type[RegisterSearch]) -> None:
    suspend(make_member("Ada").party_id)
    make_member("Bob")

    found = search(today=TODAY, standing="suspended").page(1)

    assert [entry.name for entry in found] == ["Ada", "Bob"]


def test_the_full_file_tells_the_standing_and_the_others_do_not() -> None:
    suspend(make_member("Ada").party_id)
    full = RegisterSearch(today=TODAY, full=True)

    told = "".join(register(full))
    untold = [
        "".join(for_inspection(full)),
        "".join(register(RegisterSearch(today=TODAY))),
    ]

    assert ",Suspended," in told
    assert not any("uspended" in each or "tanding" in each for each in untold)


def test_a_suspended_member_is_on_no_roll_and_counts_towards_no_quorum(now) -> None:
    make_member("Bob")
    suspended = make_member("Ada").party_id
    suspend(suspended)

    ballot = make_ballot()

    assert ballot.roll_size == queries.member_count(TODAY) - 1


def test_a_suspended_member_neither_proposes_nor_seconds(now) -> None:
    motion, ada = make_motion(), make_actor("Ada")
    suspend(ada.party_id or 0)

    for act in (
        lambda: make_motion(mover=ada),
        lambda: begin_draft(actor=ada, now=now),
        lambda: second(motion, actor=ada, now=now),
    ):
        with pytest.raises(NotInGoodStanding, match="neither propose nor second"):
            act()


def test_a_suspended_member_discusses_and_takes_their_own_motion_back(now) -> None:
    ada = make_actor("Ada")
    motion = make_motion(mover=ada)
    suspend(ada.party_id or 0)

    comment(motion, "Let us wait.", submission="1", actor=ada, now=now)
    withdraw(motion, actor=ada, now=now)

    assert motion.state == "withdrawn"


def test_what_was_seconded_before_the_suspension_stands(now) -> None:
    ada, motion = make_actor("Ada"), make_motion(seconders_needed=2)
    second(motion, actor=ada, now=now)
    suspend(ada.party_id or 0)

    second(motion, actor=make_actor("Bob"), now=now)

    assert motion.state == "seconded"


def test_of_two_who_suspend_at_once_one_is_told_that_it_was_done(
    together: Callable[..., list[Any]],
) -> None:
    ada = make_member("Ada").party_id

    results = together(*[lambda: suspend(ada)] * 2)

    refused = [each for each in results if each is not None]
    assert [type(each) for each in refused] == [service.AlreadySuspended]
    assert [mail.template for mail in db.session.scalars(select(Mail))] == ["membership_suspended"]


def test_of_two_who_restore_at_once_one_is_told_that_it_was_done(
    together: Callable[..., list[Any]],
) -> None:
    ada = make_member("Ada").party_id
    suspend(ada)

    results = together(*[lambda: service.restore(ada, actor=WORKER, now=NOON)] * 2)

    refused = [each for each in results if each is not None]
    assert [type(each) for each in refused] == [service.NotSuspended]
