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
    """A declaration's body as it is told.

    `fewest` papers were needed to tell the figures of choices; 0 if they are told. `is_whole` is
    whether nothing at all is left out, so that the declaration's digest is that of this body.
    """

    body: Mapping[str, Any]
    fewest: int = 0
    is_whole: bool = True

    @property
    def questions(self) -> list[dict[str, Any]]:
        """The result of each question; none of a ballot on one motion, whose body is its result."""
        return list(self.body.get("questions", ()))


def told(ballot: Ballot, declaration: Declaration) -> Told:
    """Return what is told of a result, to everybody."""
    fewest = queries.fewest_told(day_of(ballot.opens_at))
    return as_told(declaration.body, secrecy=ballot.secrecy, fewest=fewest)


def as_told(body: Mapping[str, Any], *, secrecy: str, fewest: int) -> Told:
    """Return the body without the figures of parts that are too small, and of all if it is."""
    if secrecy == "open":
        return Told(body)
    part = _without_small_channels(body, fewest)
    is_small = body["figures"]["papers"] < fewest
    if is_small and any("count" in each for each in body.get("questions", ())):
        questions = [_only_elected(each) for each in body["questions"]]
        return Told(_unsalted({**part, "questions": questions}), fewest, is_whole=False)
    return Told(part, is_whole=part == body)


def _without_small_channels(body: Mapping[str, Any], fewest: int) -> dict[str, Any]:
    """Leave out how many voted in which way if they were so few in one that they are known."""
    if not any(0 < number < fewest for number in body.get("channels", {}).values()):
        return dict(body)
    return _unsalted({name: part for name, part in body.items() if name != "channels"})


def _unsalted(body: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out the salt: who had it could try what is left out until the digest is the same."""
    return {name: part for name, part in body.items() if name != "salt"}


def _only_elected(result: Mapping[str, Any]) -> dict[str, Any]:
    """Return a question's result without a figure; in order of number, for the stage is one too."""
    if "count" not in result:
        return dict(result)
    return {name: result[name] for name in STILL_TOLD} | {"elected": sorted(result["elected"])}
