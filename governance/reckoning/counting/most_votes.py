"""Those with most votes fill the seats: common to choosing one, choosing several and approval."""

from collections.abc import Sequence
from math import ceil

from governance.reckoning.counting.election import Election
from governance.reckoning.counting.filling import filled, groups_by_votes
from governance.reckoning.counting.tally import Tally


def tally(method: str, election: Election, lot_order: Sequence[int] | None) -> Tally:
    """Give a vote to everybody marked on a paper, and the seats to those with most."""
    votes = [0] * election.candidates
    for marks, number in election.countable.items():
        for candidate in marks:
            votes[candidate - 1] += number
    needed = _needed(election)
    enough = [each for each in election.standing if votes[each - 1] >= needed]
    filling = filled(election, groups_by_votes(votes, enough), lot_order)
    return Tally(
        method=method,
        candidates=election.candidates,
        seats=election.seats,
        withdrawn=election.withdrawn,
        valid=election.valid,
        blank=election.blank,
        elected=filling.elected,
        ties=filling.ties,
        lot_order=filling.lot_order,
        votes=tuple(votes),
        needed=needed,
    )


def _needed(election: Election) -> int:
    """Return the fewest votes that elect: the least share of all who voted, and never none."""
    if not election.least_share:
        return 0
    return max(ceil(election.least_share * (election.valid + election.blank)), 1)
