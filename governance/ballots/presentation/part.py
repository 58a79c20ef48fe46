"""Of which part of the membership a ballot is, and with how many votes this person votes in it."""

from dataclasses import dataclass

from flask import url_for

from governance.ballots import queries
from governance.ballots.models import Ballot, RollEntry


@dataclass(frozen=True)
class PartShown:
    """Who votes in a ballot, if not all members; `votes` is 0 where each member has one.

    `others` are the ballots of the other classes, where all must carry it: label and href.
    """

    title: str
    votes: int
    others: list[dict[str, str]]


def part_shown(ballot: Ballot, entry: RollEntry | None) -> PartShown:
    """Return of which part a ballot is, for the person of this place on the roll."""
    return PartShown(
        title=ballot.electorate.get("title", ""),
        votes=entry.weight if entry is not None and entry.weight > 1 else 0,
        others=[
            {
                "label": each.electorate["title"],
                "href": url_for("ballots.ballot", ballot_id=each.id),
            }
            for each in queries.together_with(ballot)
            if each.id != ballot.id
        ],
    )


def own_of(ballot: Ballot, party_id: int | None) -> Ballot:
    """Return, of the ballots that are declared together, one in which this person votes."""
    together = queries.together_with(ballot)
    own = (each for each in together if queries.roll_entry(each.id, party_id) is not None)
    return next(own, ballot)
