"""Who may stand, and why not."""

from dataclasses import replace
from datetime import date

import pytest

from governance.reckoning.elections.standing import (
    Constituency,
    Seat,
    Standing,
    reasons_against,
)
from governance.reckoning.rules.kinds.elections import ElectionRules

USUAL = ElectionRules()
SEAT = Seat(first_day=date(2027, 1, 1))
ADA = Standing(is_member=True)


def reasons(somebody: Standing, seat: Seat = SEAT) -> list[str]:
    return [str(each) for each in reasons_against(somebody, seat, USUAL)]


def test_a_member_in_good_standing_may_stand() -> None:
    assert reasons(ADA) == []


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({"is_member": False}, "They are not a member, and only members can stand."),
        ({"is_suspended": True}, "Their membership is not in good standing."),
        (
            {"keeps_apart": "a scrutineer"},
            "They are a scrutineer, and whoever checks an office cannot hold it.",
        ),
        (
            {"stays_beyond": True, "served": 1, "ended_on": date(2027, 1, 1)},
            "They hold this office already, and their term does not end before.",
        ),
        (
            {"served": 3, "ended_on": date(2027, 1, 1)},
            "They have served 3 terms in a row, the most there may be, and can stand again for a"
            " term from 1 January 2028.",
        ),
    ],
)
def test_why_somebody_may_not_stand(known: dict[str, object], why: str) -> None:
    assert reasons(replace(ADA, **known)) == [why]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "known",
    [
        {"is_suspended": True, "may_while_suspended": True},
        {"served": 2, "ended_on": date(2027, 1, 1)},
        {"served": 3, "ended_on": date(2026, 1, 1)},
    ],
)
def test_what_keeps_nobody_from_standing(known: dict[str, object]) -> None:
    assert reasons(replace(ADA, **known)) == []  # type: ignore[arg-type]


def test_a_seat_of_a_constituency_is_for_those_who_are_of_it() -> None:
    stranger = replace(ADA, of_constituency=False)

    at_work = Seat(SEAT.first_day, Constituency.EMPLOYEES)
    in_a_service = Seat(SEAT.first_day, Constituency.SERVICE, "Home care")

    assert reasons(stranger, at_work) == ["The seat is for people who work here, and they do not."]
    assert reasons(stranger, in_a_service) == [
        "The seat is for people in Home care, and they are not."
    ]


def test_all_reasons_are_told_at_once() -> None:
    assert len(reasons(replace(ADA, is_suspended=True, keeps_apart="an auditor"))) == 2
