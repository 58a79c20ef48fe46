"""Admitting, expelling and appointing by a decision of the members."""

from datetime import date, timedelta

import pytest

from governance.accounts import queries as accounts
from governance.cases.kinds import Kind, State
from governance.cases.queries.listing import open_case
from governance.effects.effect import CannotTakeEffect, Decided, Enacted
from governance.effects.effect import State as Became
from governance.effects.presentation import if_carried
from governance.effects.registry import effect_named
from governance.infrastructure.actor import WORKER, Actor, Role
from governance.infrastructure.errors import Refused
from governance.ledger.terms import Holder
from governance.members import officers
from governance.members import queries as members
from governance.members.service.spells import put
from tests.factories.cases import apply, make_applicant
from tests.factories.joint_venture import make_owner
from tests.factories.members import make_member, make_society
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON

TODAY = NOON.date()
DECIDED = Decided("resolution", "Resolution 2026/3", "A decision", "We decide.", at=NOON)
A_WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def society(app):
    make_society()


def enact(name: str, payload: dict, *, now=NOON) -> Enacted:
    effect = effect_named(name)
    checked = effect.checked(payload, today=TODAY)
    return effect.enact(checked, DECIDED, actor=WORKER, now=now)


def lines(name: str, payload: dict) -> list[tuple[str, str, str, str]]:
    told = if_carried(name, effect_named(name).checked(payload, today=TODAY), today=TODAY)
    return [(line.what, line.before, line.after, line.when) for line in told]


def test_an_appointment_is_in_the_register_of_officers_with_its_role() -> None:
    ada = make_member("Ada Brook").party_id
    payload = {"party_id": ada, "office": "director", "body": "Board", "until": "2027-11-30"}

    assert lines("appoint", payload) == [
        (
            "Director, Board",
            "",
            "Ada Brook, until 30 November 2027",
            "from the day it is carried",
        )
    ]
    became = enact("appoint", payload)

    (held,) = officers.offices_of(ada, on=TODAY)
    assert (held.valid_from, held.valid_to) == (TODAY, date(2027, 12, 1))
    assert held.data["appointed_by"] == "Resolution 2026/3"
    assert became.state == Became.IN_FORCE
    assert Role.BOARD in accounts.roles_of(ada)


def test_an_appointment_to_come_gives_no_role_yet() -> None:
    ada = make_member("Ada Brook").party_id

    became = enact(
        "appoint",
        {"party_id": ada, "office": "chair", "body": "Board", "from": "2027-01-04"},
    )

    assert became.state == Became.TO_COME
    assert Role.CHAIR not in accounts.roles_of(ada)
    assert officers.offices_of(ada, on=TODAY) == []
    assert len(officers.offices_of(ada, on=date(2027, 1, 4))) == 1


def test_nobody_is_appointed_to_what_they_hold() -> None:
    ada = make_member("Ada Brook").party_id
    payload = {"party_id": ada, "office": "director", "body": "Board"}
    enact("appoint", payload)

    with pytest.raises(CannotTakeEffect, match="They hold this office"):
        enact("appoint", payload | {"body": " board "})


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"body": " "}, "not said of what"),
        ({"from": "2026-11-01"}, "first day has passed"),
        ({"from": "2027-02-01", "until": "2027-01-01"}, "before the first"),
        ({"party_id": 987654}, "nobody of that number"),
    ],
)
def test_an_appointment_that_cannot_be_is_refused(changed, said) -> None:
    ada = make_member("Ada Brook").party_id

    with pytest.raises(CannotTakeEffect, match=said):
        enact("appoint", {"party_id": ada, "office": "chair", "body": "Board"} | changed)


def direct(name: str, **more) -> int:
    """Have a member made a director; return who."""
    party_id = make_member(name).party_id
    enact("appoint", {"party_id": party_id, "office": "director", "body": "Board"} | more)
    return party_id


def test_a_board_has_as_many_places_as_the_rules_say() -> None:
    set_rules(board__seats_most=3)
    first = direct("Ada Brook")
    direct("Bea Carr")
    direct("Cy Dean", until="2026-12-31")

    with pytest.raises(CannotTakeEffect, match="the board has 3 places, and all are taken"):
        direct("Di Eames")
    direct("Ed Ford", **{"from": "2027-01-01"})  # the place that is free by then
    enact("appoint", {"party_id": first, "office": "chair", "body": "Board"})  # no place more

    set_rules(board__seats_most=4)
    direct("Fay Gill", until="2026-12-31")


def test_of_several_carried_for_one_place_the_first_has_it() -> None:
    set_rules(board__seats_most=3)
    effect, waiting = effect_named("appoint"), []
    for name in ("Ada Brook", "Bea Carr", "Cy Dean", "Di Eames"):
        payload = {"party_id": make_member(name).party_id, "office": "director", "body": "Board"}
        waiting.append(effect.checked(payload, today=TODAY))
    for payload in waiting[:3]:
        effect.enact(payload, DECIDED, actor=WORKER, now=NOON)

    with pytest.raises(CannotTakeEffect, match="the board has 3 places, and all are taken"):
        effect.enact(waiting[3], DECIDED, actor=WORKER, now=NOON)

    assert len(officers.directors_on(TODAY)) == 3
    assert accounts.roles_of(waiting[3]["party_id"]) == []


def test_whoever_enters_their_own_appointment_has_the_office_and_gives_themself_no_role() -> None:
    sue = make_member("Sue Secretary").party_id
    payload = {"party_id": sue, "office": "chair", "body": "Board"}
    effect = effect_named("appoint")

    became = effect.enact(
        effect.checked(payload, today=TODAY), DECIDED, actor=Actor(party_id=sue), now=NOON
    )

    assert became.state == Became.IN_FORCE
    assert "nobody gives themself a role" in str(became.told[0])
    assert len(officers.offices_of(sue, on=TODAY)) == 1
    assert accounts.roles_of(sue) == []


def test_places_for_employees_are_kept_for_them() -> None:
    set_rules(board__seats_most=3, board__employee_places=2)
    council, bank = make_owner(Holder.GOVERNMENT, "Council"), make_owner(Holder.PARTNER, "Bank")
    payload = {"office": "director", "body": "Board"}
    enact("appoint", payload | {"party_id": council})

    with pytest.raises(CannotTakeEffect, match="keeps 2 places for people who work here"):
        enact("appoint", payload | {"party_id": bank})
    direct("Ada Brook")
    direct("Bea Carr")

    set_rules(board__employee_places=0, board__seats_most=4)
    enact("appoint", payload | {"party_id": bank})


def test_the_secretary_is_no_director() -> None:
    set_rules(board__seats_most=3)
    for name in ("Ada Brook", "Bea Carr", "Cy Dean"):
        direct(name)
    payload = {"party_id": make_member("Di Eames").party_id, "office": "secretary", "body": "Board"}

    assert enact("appoint", payload).state == Became.IN_FORCE


def test_an_expulsion_ends_a_membership_after_its_last_day() -> None:
    ada = make_member("Ada Brook").party_id
    heard = (TODAY - A_WEEK).isoformat()
    payload = {"party_id": ada, "heard_on": heard}

    assert lines("expel", payload) == [
        ("Membership of Ada Brook", "a member", "expelled", "from the day it is carried")
    ]
    enact("expel", payload)

    case = open_case(ada, Kind.LEAVE)
    assert case is not None
    assert case.effect_on == TODAY + timedelta(days=1)


def test_who_was_not_heard_before_the_decision_is_not_expelled() -> None:
    ada = make_member("Ada Brook").party_id

    with pytest.raises(Refused, match="They are heard first"):
        enact("expel", {"party_id": ada, "heard_on": (TODAY + A_WEEK).isoformat()})

    assert open_case(ada, Kind.LEAVE) is None
    assert members.is_member_on(ada, TODAY)


def test_an_application_is_approved_by_the_members() -> None:
    applicant = make_applicant("Ada Brook")
    put(
        applicant.party_id,
        "employment",
        valid_from=date(2024, 3, 4),
        valid_to=None,
        data={"minutes_a_week": 1800, "probation_until": "2024-09-04"},
        actor=WORKER,
        now=NOON,
    )
    apply(applicant)
    ada = applicant.party_id
    payload = {"party_id": ada}

    assert lines("admit", payload) == [
        (
            "Application of Ada Brook",
            "waits for a decision",
            "approved",
            "from the day it is carried",
        )
    ]
    enact("admit", payload)

    case = open_case(ada, Kind.JOIN)
    assert case is not None
    assert case.state == State.APPROVED


def test_nobody_is_admitted_who_has_not_applied() -> None:
    ada = make_applicant("Ada Brook").party_id

    with pytest.raises(CannotTakeEffect, match="no application of theirs"):
        enact("admit", {"party_id": ada})


def test_an_applicant_of_whom_something_is_not_known_waits_for_the_secretary() -> None:
    applicant = make_applicant("Ada Brook")
    apply(applicant)

    with pytest.raises(CannotTakeEffect, match="probation"):
        enact("admit", {"party_id": applicant.party_id})


@pytest.mark.parametrize(
    ("effect", "needed"), [("admit", "ordinary"), ("appoint", "ordinary"), ("expel", "special")]
)
def test_each_needs_what_the_rules_ask_for_it(effect, needed) -> None:
    assert effect_named(effect).needs({}, today=TODAY) == needed
