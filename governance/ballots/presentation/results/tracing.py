"""What happened to one's own vote: by its tracker, and for the browser that traces it itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from governance.ballots.models import Ballot, Declaration
from governance.ballots.paper import form_of
from governance.ballots.presentation.results.lots import names_of
from governance.ballots.telling import told
from governance.reckoning.counting.keeping import from_kept
from governance.reckoning.counting.tracing import WORDS, travels, travels_told
from governance.reckoning.papers.paper import read

NOT_NEEDED = ("lots", "ties", "lot_order")


@dataclass(frozen=True)
class PathShown:
    """The way of a paper through the count of one question, a sentence for each stage."""

    question: str
    sentences: tuple[str, ...]


def paths_of(ballot: Ballot, declaration: Declaration, paper: str) -> list[PathShown]:
    """Return the way of a paper through every count in stages that is told."""
    answers = read(paper, form_of(ballot))
    paths = []
    for result in told(ballot, declaration).questions:
        answer = answers[result["number"] - 1]
        if answer and "count" in result:
            count, names = from_kept(result["count"]), names_of(result)
            stops = travels_told(count, travels(count, answer), names)
            sentences = tuple(sentence.translated(gettext) for sentence in stops)
            paths.append(PathShown(result["text"], sentences))
    return [path for path in paths if path.sentences]


def trace_of(result: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """Return what a browser needs to trace a ranking by itself: the count, names and words.

    It holds no more than the stage table and the rules of the count say.
    """
    kept = {name: part for name, part in result["count"].items() if name not in NOT_NEEDED}
    said = {name: gettext(words) for name, words in WORDS.items()}
    return {"count": kept, "names": list(names), "words": said | _faults()}


def _faults() -> dict[str, str]:
    return {
        "none": gettext("Choose a number for at least one candidate."),
        "twice": gettext("Number %(place)s is chosen twice: give each number once."),
        "gap": gettext("Number %(place)s is missing: number your preferences 1, 2, 3 and so on."),
        "blank": gettext("Nobody whom you ranked stood at the count, so it counts as blank."),
    }
