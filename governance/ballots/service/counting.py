"""Counting what the papers of a closed ballot say: a result for each question."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from governance.ballots.models import Ballot, Question
from governance.ballots.paper import asked_of
from governance.ballots.quorum import as_quorum
from governance.ballots.subject import subject_of
from governance.reckoning.canonical import digest
from governance.reckoning.counting.keeping import as_kept
from governance.reckoning.counting.registry import method_named
from governance.reckoning.papers.count import (
    Piles,
    commitment_to,
    counted,
    lot_order_of,
    piles_of,
    seed_of,
)
from governance.reckoning.papers.paper import YES_NO
from governance.reckoning.resolutions.decision import Decision
from governance.reckoning.resolutions.majority import Figures
from governance.reckoning.resolutions.registry import kind_named


@dataclass(frozen=True)
class Weighed:
    """The votes on papers that say the same, by their text, and all votes that could be given."""

    votes: Mapping[str, int]
    all_votes: int


def results_of(
    ballot: Ballot, alike: Mapping[str, int], *, root: str, weighed: Weighed | None = None
) -> list[dict[str, Any]]:
    """Return the result of each question, as a declaration keeps it.

    `alike` is how many papers say the same, by their text; `root` the digest of the sealed box,
    "" of an open ballot. `weighed` is of a ballot where votes have weights. The same papers,
    definition and lot number give the same results, always.
    """
    asked = [asked_of(each) for each in ballot.questions]
    entitled = Entitled(ballot.roll_size, weighed.all_votes if weighed else None)
    piles = piles_of(alike, asked)
    if weighed is not None:
        votes = piles_of(weighed.votes, asked)
        piles = tuple(replace(each, heads=pile) for each, pile in zip(votes, piles, strict=True))
    lots = lots_of(ballot, root or digest(sorted(alike.items())))
    return [
        _result(question, pile, lots, entitled)
        for question, pile in zip(ballot.questions, piles, strict=True)
    ]


def lots_of(ballot: Ballot, root: str) -> dict[str, str]:
    """Return how the lots of a ballot are drawn: by a seed that anyone can work out again."""
    number = ballot.lot_number
    return {
        "commitment": commitment_to(number),
        "number": number,
        "papers": root,
        "seed": seed_of(root, number),
    }


class Entitled(NamedTuple):
    """How many members could vote, and all their votes where these have weights."""

    members: int
    votes: int | None


def _result(
    question: Question, piles: Piles, lots: dict[str, str], entitled: Entitled
) -> dict[str, Any]:
    method = method_named(question.method)
    head = {
        "number": question.number,
        "text": question.text,
        "method": {"name": method.name, "title": method.title, "source": method.source},
        "blank": piles.blank,
        "spoilt": piles.spoilt,
    }
    if question.motion_id is not None:
        return head | _motion(question, piles, entitled)
    return head | _choice(question, piles, lots)


def _motion(question: Question, piles: Piles, entitled: Entitled) -> dict[str, Any]:
    """Return the result of a question on a motion: decided by its kind of resolution."""
    figures = _figures(piles, entitled)
    kind = kind_named(question.resolution_kind)
    decision = kind.decide(figures, quorum=as_quorum(question.quorum))
    return {
        "outcome": decision.outcome.value,
        "figures": figures_kept(figures),
        "rule": {
            "kind": kind.name,
            "title": kind.title,
            "needs": kind.needs,
            "source": kind.source,
        },
        **subject_of(question),
        **_reasons(decision),
    }


def _figures(piles: Piles, entitled: Entitled) -> Figures:
    """Return the figures of a question of yes or no.

    A blank paper takes part and is no vote, as one that abstains; a spoilt one too.
    """
    votes = {name: piles.marks.get((at,), 0) for at, name in enumerate(YES_NO, start=1)}
    of_members = Entitled(entitled.members, None)
    return Figures(
        votes_for=votes["for"],
        against=votes["against"],
        abstained=votes["abstain"] + piles.blank + piles.spoilt,
        entitled=entitled.members if entitled.votes is None else entitled.votes,
        heads=_figures(piles.heads, of_members) if piles.heads else None,
    )


def figures_kept(figures: Figures) -> dict[str, int]:
    """Return the figures by their names; where votes have weights, the members beside them."""
    kept = {
        "for": figures.votes_for,
        "against": figures.against,
        "abstained": figures.abstained,
    }
    if figures.heads is None:
        return kept
    members = {f"members_{name}": number for name, number in figures_kept(figures.heads).items()}
    return kept | members | {"votes": figures.entitled}


def _reasons(decision: Decision) -> dict[str, Any]:
    return {
        "arithmetic": decision.arithmetic.as_json(),
        "remarks": [remark.as_json() for remark in decision.remarks],
        "needed": decision.needed,
        "whole": decision.whole,
        "quorum": decision.quorum,
        "taking_part": decision.taking_part,
    }


def _choice(question: Question, piles: Piles, lots: dict[str, str]) -> dict[str, Any]:
    """Return the result of a choice, a ranking or a survey: the whole count, kept."""
    asked = asked_of(question)
    order = lot_order_of(asked.options, question=question.number, seed=lots["seed"])
    struck = frozenset(each.number for each in question.options if each.struck)
    count = counted(asked, piles, seats=question.seats, withdrawn=struck, lot_order=order)
    return {
        "seats": question.seats,
        "options": [
            {
                "number": each.number,
                "title": each.title,
                "kind": each.kind,
                "struck": each.struck,
            }
            for each in question.options
        ],
        "elected": [each.candidate for each in count.elected],
        "lots": lots,
        "count": as_kept(count),
    }
