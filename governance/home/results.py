"""What the members decided, by ballot and at general meetings, the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for

from governance.ballots import queries as ballots
from governance.ballots.presentation import decided_on, listed
from governance.infrastructure.clock import day_of
from governance.motions import queries as motions
from governance.motions.models import StepKind
from governance.motions.presentation import state_in_words
from governance.resolutions import queries as register

DECIDED = ("carried", "lost", "inquorate")


@dataclass(frozen=True)
class Result:
    """One question that was decided, and where to read how."""

    question: str
    href: str
    outcome: str
    word: str
    votes_for: int | None
    votes_against: int | None
    decided_on: date
    elected: str = ""


def newest(limit: int) -> list[Result]:
    """Return the last results, wherever members voted."""
    found = [*_by_ballot(limit), *_at_meetings()]
    return sorted(found, key=lambda each: each.decided_on, reverse=True)[:limit]


def carried_in(year: int, now: datetime) -> int:
    """Return how many resolutions the members carried in a year."""
    reader = register.Reader(day_of(now))
    ways = [register.Asked(year=year, decided_by=each) for each in ("ballot", "meeting")]
    return sum(len(register.found(asked, reader)) for asked in ways)


def _by_ballot(limit: int) -> Iterator[Result]:
    """Yield each question that was put to a ballot, those of one paper in their order."""
    for ballot, declared in ballots.declarations(limit=limit):
        for decided in decided_on(ballot, declared):
            yield Result(
                question=decided.question,
                href=url_for("ballots.result", ballot_id=ballot.id),
                outcome=decided.outcome,
                word=decided.word,
                votes_for=decided.votes_for,
                votes_against=decided.votes_against,
                decided_on=day_of(declared.declared_at),
                elected=listed(decided.elected),
            )


def _at_meetings() -> Iterator[Result]:
    decided = [found for each in DECIDED for found in motions.motions_at(_DECIDED_THERE, each)]
    for motion, step in decided:
        yield Result(
            question=motion.title,
            href=url_for("motions.motion", motion_id=motion.id),
            outcome=motion.state,
            word=state_in_words(motion.state),
            votes_for=step.details["figures"]["for"],
            votes_against=step.details["figures"]["against"],
            decided_on=step.on_day or day_of(step.at),
        )


_DECIDED_THERE = StepKind.DECIDED_THERE
