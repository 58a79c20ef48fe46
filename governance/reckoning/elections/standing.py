"""Who may stand for an office: each reason against it in a sentence, all of them at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from governance.reckoning.calendar import day_in_words
from governance.reckoning.rules.kinds.elections import ElectionRules
from governance.reckoning.sentence import Sentence


class Constituency(StrEnum):
    """Who elects to some seats, and of whom they are filled."""

    MEMBERS = "members"
    SERVICE = "service"
    EMPLOYEES = "employees"


@dataclass(frozen=True)
class Standing:
    """What is known of somebody on the day on which it is asked whether they may stand.

    `of_constituency` says whether they belong to those who elect to the seat; `keeps_apart` is a
    role that cannot be held with an office; `served` is how many terms in a row, `ended_on` the day
    after the last.
    """

    is_member: bool
    is_suspended: bool = False
    may_while_suspended: bool = False
    of_constituency: bool = True
    keeps_apart: str = ""
    served: int = 0
    ended_on: date | None = None
    stays_beyond: bool = False


@dataclass(frozen=True)
class Seat:
    """What is stood for: since when it is to be filled, and by which part of the members."""

    first_day: date
    constituency: Constituency = Constituency.MEMBERS
    service: str = ""


def reasons_against(somebody: Standing, seat: Seat, rules: ElectionRules) -> tuple[Sentence, ...]:
    """Return why somebody may not stand for a seat; none if they may."""
    if not somebody.is_member:
        return (Sentence("They are not a member, and only members can stand."),)
    return tuple(_reasons(somebody, seat, rules))


def _reasons(somebody: Standing, seat: Seat, rules: ElectionRules) -> Iterator[Sentence]:
    if somebody.is_suspended and not somebody.may_while_suspended:
        yield Sentence("Their membership is not in good standing.")
    if not somebody.of_constituency:
        yield _not_of(seat)
    if somebody.keeps_apart:
        yield Sentence(
            "They are %(role)s, and whoever checks an office cannot hold it.",
            {"role": somebody.keeps_apart},
        )
    if somebody.stays_beyond:
        yield Sentence("They hold this office already, and their term does not end before.")
        return
    if somebody.ended_on is not None:
        again = rules.may_stand_from(
            terms_in_a_row=somebody.served, last_ended_on=somebody.ended_on
        )
        if again > seat.first_day:
            yield Sentence(
                "They have served %(terms)s terms in a row, the most there may be, and can stand"
                " again for a term from %(day)s.",
                {"terms": somebody.served, "day": day_in_words(again)},
            )


def _not_of(seat: Seat) -> Sentence:
    if seat.constituency == Constituency.EMPLOYEES:
        return Sentence("The seat is for people who work here, and they do not.")
    return Sentence(
        "The seat is for people in %(service)s, and they are not.", {"service": seat.service}
    )
