"""Counting the papers of a declared ballot again, without somebody: for a countback."""

from collections.abc import Mapping

from governance.ballots import box
from governance.ballots.models import Ballot
from governance.ballots.open_papers import votes_of
from governance.ballots.paper import asked_of
from governance.ballots.queries import declaration
from governance.infrastructure.errors import Refused
from governance.reckoning.counting.count import Count
from governance.reckoning.papers.count import counted, lot_order_of, piles_of


class CannotCountAgain(Refused):
    """There is nothing to count again, or not what was counted."""

    title = "The papers cannot be counted again"


def count_without(ballot: Ballot, question: int, struck: frozenset[int]) -> Count:
    """Return the count of a question's papers with more options struck out.

    By the same way of counting, for the same seats, with the order of lots that was recorded.

    Raises:
        CannotCountAgain: it is not declared, or its papers are not those that were counted.
    """
    declared = declaration(ballot.id)
    if declared is None:
        raise CannotCountAgain("This ballot is not declared, so there is nothing to count again.")
    alike = _papers(ballot, declared.body["box_root"])
    questions = [asked_of(each) for each in ballot.questions]
    asked, found = questions[question - 1], ballot.questions[question - 1]
    pile = piles_of(alike, questions)[question - 1]
    seed = declared.body["questions"][question - 1]["lots"]["seed"]
    before = frozenset(each.number for each in found.options if each.struck)
    return counted(
        asked,
        pile,
        seats=found.seats,
        withdrawn=before | struck,
        lot_order=lot_order_of(asked.options, question=question, seed=seed),
    )


def _papers(ballot: Ballot, root: str) -> Mapping[str, int]:
    if ballot.secrecy == "open":
        return votes_of(ballot.id)
    contents = box.seal(ballot.id)
    if contents.root != root:
        raise CannotCountAgain(
            "The papers in the box are not those that were counted.",
            next_step="Tell the scrutineers, and have whoever runs the server look at the box.",
        )
    return contents.alike
