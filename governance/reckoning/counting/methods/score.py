"""Scores, for a survey only: how often each was given, mean and median, and no winner."""

from collections.abc import Sequence

from governance.reckoning.counting.count import Count
from governance.reckoning.counting.election import Election
from governance.reckoning.counting.papers import check_shape
from governance.reckoning.counting.registry import Fills, Force, Shape, counting_method
from governance.reckoning.counting.scores import Scores
from governance.reckoning.sentence import translatable


@counting_method
class Score:
    """Each paper scores every option or has no opinion on it. Nothing is decided by scores.

    Whoever scores not what they think but what helps most would win a vote by scores; so it is
    offered for asking people only.
    """

    name = "score"
    title = translatable("Scores (survey)")
    description = translatable(
        "Give each option a score, or say that you have no opinion. The scores are told with their"
        " mean and median; nothing is decided by them."
    )
    source = "A survey: no rule of ours or of the law elects or decides by scores"
    shape = Shape.SCORE
    force = Force.SURVEY
    fills = Fills.NONE

    def count(self, election: Election, *, lot_order: Sequence[int] | None = None) -> Count:
        """Add up how often each score was given; there is nothing that a lot could decide."""
        check_shape(self.shape, election)
        given = [[0] * (election.highest + 1) for _ in range(election.candidates)]
        for marks, number in election.countable.items():
            for of_option, mark in zip(given, marks, strict=True):
                of_option[mark] += number
        return Scores(
            method=self.name,
            candidates=election.candidates,
            seats=election.seats,
            withdrawn=election.withdrawn,
            valid=election.valid,
            blank=election.blank,
            elected=(),
            given=tuple(map(tuple, given)),
        )
