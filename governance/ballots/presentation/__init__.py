"""What the pages of ballots show: figures worked out, sentences chosen."""

from governance.ballots.presentation.amendments import of_amendment, usual_ballot_on
from governance.ballots.presentation.answers import answers_shown, in_one_line
from governance.ballots.presentation.marking import to_be_marked
from governance.ballots.presentation.naming import choice_name, kind_of, paper_in_words
from governance.ballots.presentation.office import of_office, of_plan, planned_from, usual_ballot
from governance.ballots.presentation.results import (
    Decided,
    QuestionShown,
    decided_on,
    declared,
    files_of,
    of_paper,
    of_result,
    of_votes,
    paths_of,
    question_shown,
    sections_of,
    word_of,
)
from governance.ballots.presentation.results.wording import listed
from governance.ballots.presentation.tellers import (
    certified_in_words,
    channels_in_words,
    of_count,
    of_office_papers,
    of_typing,
)
from governance.ballots.presentation.voting import BallotPage, of_ballot, of_motion

__all__ = [
    "BallotPage",
    "Decided",
    "QuestionShown",
    "answers_shown",
    "certified_in_words",
    "channels_in_words",
    "choice_name",
    "decided_on",
    "declared",
    "files_of",
    "in_one_line",
    "kind_of",
    "listed",
    "of_amendment",
    "of_ballot",
    "of_count",
    "of_motion",
    "of_office",
    "of_office_papers",
    "of_paper",
    "of_plan",
    "of_result",
    "of_typing",
    "of_votes",
    "paper_in_words",
    "paths_of",
    "planned_from",
    "question_shown",
    "sections_of",
    "to_be_marked",
    "usual_ballot",
    "usual_ballot_on",
    "word_of",
]
