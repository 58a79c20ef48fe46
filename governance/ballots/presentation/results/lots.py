"""Ties: who was equal, at which stage, how it was broken, and how anybody can check the lot."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from flask_babel import gettext

from governance.ballots.presentation.results.wording import Say, listed
from governance.reckoning.counting.count import Count, Step, Tie


@dataclass(frozen=True)
class TieShown:
    """One tie: where, between whom, how it was broken, and what followed."""

    stage: int
    where: str
    tied: str
    how: str
    chosen: str
    is_by_lot: bool


@dataclass(frozen=True)
class Draw:
    """One option in the lot order: its id, what its draw is the SHA-256 of, and that SHA-256."""

    id: str
    name: str
    hash: str


@dataclass(frozen=True)
class LotShown:
    """All that is needed to draw the lot order of a question again."""

    commitment: str
    number: str
    papers: str
    seed: str
    draws: tuple[Draw, ...]

    @property
    def rows(self) -> list[list[str]]:
        """The lot order as a table."""
        return [[draw.id, draw.name, draw.hash] for draw in self.draws]


def names_of(result: Mapping[str, Any]) -> list[str]:
    """Return the titles of a question's options, in order of number."""
    return [each["title"] for each in result["options"]]


def ties_of(count: Count, names: Sequence[str], say: Say = gettext) -> tuple[TieShown, ...]:
    """Return every tie of a count, in order."""
    return tuple(_tie(tie, names, say, has_stages=bool(count.stages)) for tie in count.ties)


def lot_of(result: Mapping[str, Any], names: Sequence[str]) -> LotShown:
    """Return how the lot order of a question is drawn, its options in that order."""
    lots = result["lots"]
    return LotShown(
        commitment=lots["commitment"],
        number=lots["number"],
        papers=lots["papers"],
        seed=lots["seed"],
        draws=tuple(sorted(_draws(result, names), key=lambda draw: (draw.hash, draw.id))),
    )


def _draws(result: Mapping[str, Any], names: Sequence[str]) -> Iterator[Draw]:
    seed = result["lots"]["seed"]
    for option, name in enumerate(names, start=1):
        id = f"{result['number']}.{option}"
        yield Draw(id, name, sha256(f"{seed}{id}".encode()).hexdigest())


def _tie(tie: Tie, names: Sequence[str], say: Say, *, has_stages: bool) -> TieShown:
    chosen = names[tie.chosen - 1]
    drawn = listed([names[each - 1] for each in tie.drawn])
    return TieShown(
        stage=tie.stage,
        where=_where(tie, say, has_stages=has_stages),
        tied=listed([names[each - 1] for each in tie.tied]),
        how=gettext("By lot between %(names)s, whom no earlier stage told apart.", names=drawn)
        if tie.drawn and has_stages
        else gettext("By lot.")
        if tie.drawn
        else gettext("By the votes at an earlier stage, as the rules of the count say."),
        chosen=_chosen(tie.step, chosen, say),
        is_by_lot=bool(tie.drawn),
    )


def _where(tie: Tie, say: Say, *, has_stages: bool) -> str:
    if not has_stages:
        return say("At the last seat")
    if tie.step == Step.SURPLUS:
        return gettext("Stage %(number)s: whose surplus moves first", number=tie.stage)
    if tie.step == Step.EXCLUDE:
        return gettext("Stage %(number)s: who is excluded", number=tie.stage)
    return say("Stage %(number)s: who is elected") % {"number": tie.stage}


def _chosen(step: Step, name: str, say: Say) -> str:
    if step == Step.SURPLUS:
        return gettext("The surplus of %(name)s moved first.", name=name)
    if step == Step.EXCLUDE:
        return gettext("%(name)s was excluded.", name=name)
    return say("%(name)s was elected.") % {"name": name}
