"""What of a declared result is told: one decision for page, CSV, JSON, PDF, BLT and letters alike.

Of a secret ballot with fewer papers than the rules told apart on the day it opened, a stage table
or first preferences could give away how somebody voted. Then only who is elected is told, and how
many took part. An open ballot has its names beside the votes anyway; and what members decide on a
motion they must be able to check, however few they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from governance.ballots import queries
from governance.ballots.models import Ballot, Declaration
from governance.infrastructure.clock import day_of

# What is left of a question when its figures are not told: who is elected, and how lots are drawn.
STILL_TOLD = ("number", "text", "method", "seats", "options", "elected", "lots")


@dataclass(frozen=True)
class Told:
    """A declaration's body as it is told. `fewest` papers were needed to tell all; 0 if all is."""

    body: Mapping[str, Any]
    fewest: int = 0

    @property
    def questions(self) -> list[dict[str, Any]]:
        """The result of each question; none of a ballot on one motion, whose body is its result."""
        return list(self.body.get("questions", ()))


def told(ballot: Ballot, declaration: Declaration) -> Told:
    """Return what is told of a result, to everybody."""
    fewest = queries.fewest_told(day_of(ballot.opens_at))
    return as_told(declaration.body, secrecy=ballot.secrecy, fewest=fewest)


def as_told(body: Mapping[str, Any], *, secrecy: str, fewest: int) -> Told:
    """Return the body without the figures of choices and rankings, if there are too few papers."""
    is_told_whole = secrecy == "open" or body["figures"]["papers"] >= fewest
    if is_told_whole or not any("count" in each for each in body.get("questions", ())):
        return Told(body)
    questions = [_only_elected(each) for each in body["questions"]]
    return Told({**body, "questions": questions}, fewest)


def _only_elected(result: Mapping[str, Any]) -> dict[str, Any]:
    """Return a question's result without a figure; in order of number, for the stage is one too."""
    if "count" not in result:
        return dict(result)
    return {name: result[name] for name in STILL_TOLD} | {"elected": sorted(result["elected"])}
