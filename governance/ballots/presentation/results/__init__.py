"""A declared result as its pages show it: drawn from the declaration alone, nothing counted again.

`motion` is a ballot on one motion, `paper` any other, with a section for each question: `question`
says what kind, `stages`, `flow` and `figures` draw the counts, `lots` tells ties and how to check.
"""

from governance.ballots.presentation.results.answers import word_of
from governance.ballots.presentation.results.declared import declared, of_votes
from governance.ballots.presentation.results.files import files_of
from governance.ballots.presentation.results.motion import of_result
from governance.ballots.presentation.results.paper import of_paper, sections_of
from governance.ballots.presentation.results.question import QuestionShown, question_shown
from governance.ballots.presentation.results.summary import Decided, decided_on
from governance.ballots.presentation.results.tracing import PathShown, paths_of

__all__ = [
    "Decided",
    "PathShown",
    "QuestionShown",
    "decided_on",
    "declared",
    "files_of",
    "of_paper",
    "of_result",
    "of_votes",
    "paths_of",
    "question_shown",
    "sections_of",
    "word_of",
]
