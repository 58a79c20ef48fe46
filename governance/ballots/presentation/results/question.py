"""The result of one question as it is shown: on the page, and on the sheet that is printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext, ngettext

from governance.ballots.presentation.results.answers import AnswersShown, answers_of
from governance.ballots.presentation.results.figures import FiguresShown, figures_of
from governance.ballots.presentation.results.flow import Flow, flow_of, moves_told
from governance.ballots.presentation.results.lots import (
    LotShown,
    TieShown,
    lot_of,
    names_of,
    ties_of,
)
from governance.ballots.presentation.results.stages import (
    StageShown,
    StageTable,
    stages_of,
    table_of,
)
from governance.ballots.presentation.results.tracing import trace_of
from governance.ballots.presentation.results.wording import Say, listed, wording_of
from governance.reckoning.counting.count import Count
from governance.reckoning.counting.explanation import closest_exclusion, figure, outcome
from governance.reckoning.counting.keeping import from_kept
from governance.reckoning.counting.registry import Fills, Force, method_named
from governance.reckoning.counting.tally import WithoutStages


@dataclass(frozen=True)
class StagesShown:
    """A count in stages: its table, each stage, and where votes went."""

    table: StageTable
    stages: tuple[StageShown, ...]
    flow: Flow | None
    moves: list[list[str]]


@dataclass(frozen=True)
class QuestionShown:
    """One question's result. Of answers, stages and figures there is one, or none if withheld."""

    number: int
    text: str
    kind: str
    source: str
    word: str
    outcome: str
    tone: str
    force: str
    elected: tuple[str, ...]
    names: str = ""
    facts: list[dict[str, str]] = field(default_factory=list)
    answers: AnswersShown | None = None
    stages: StagesShown | None = None
    figures: FiguresShown | None = None
    sentences: tuple[str, ...] = ()
    margin: str = ""
    ties: tuple[TieShown, ...] = ()
    lot: LotShown | None = None
    struck: tuple[str, ...] = ()
    is_withheld: bool = False
    trace: dict[str, Any] | None = None


def question_shown(result: Mapping[str, Any]) -> QuestionShown:
    """Return what is shown of a question's result, as a declaration tells it."""
    if "outcome" in result:
        return _on_a_motion(result)
    if "count" not in result:
        return QuestionShown(**_head(result), is_withheld=True)
    count, names = from_kept(result["count"]), names_of(result)
    say = wording_of(result)
    ties = ties_of(count, names, say)
    return QuestionShown(
        **_head(result) | {"outcome": outcome(count, names).translated(say)},
        facts=_facts(result, count, say),
        stages=_stages(count, names, say) if count.stages else None,
        figures=figures_of(count, names, say) if isinstance(count, WithoutStages) else None,
        sentences=_told(count, names, say),
        margin=_margin(count, names),
        ties=ties,
        lot=lot_of(result, names) if any(tie.is_by_lot for tie in ties) else None,
        trace=trace_of(result, names) if count.stages else None,
    )


def decided(result: Mapping[str, Any]) -> tuple[str, str, tuple[str, ...]]:
    """Return a choice's outcome in a word, in a sentence, and the names of who is elected."""
    head = _head(result)
    return head["word"], head["outcome"], head["elected"]


def _on_a_motion(result: Mapping[str, Any]) -> QuestionShown:
    answers = answers_of(result)
    return QuestionShown(
        number=result["number"],
        text=result["text"],
        kind=gettext(result["rule"]["title"]),
        source=answers.source,
        word=answers.word,
        outcome=answers.text,
        tone=answers.outcome,
        force=Force.BINDING,
        elected=(),
        answers=answers,
    )


def _head(result: Mapping[str, Any]) -> dict[str, Any]:
    names, say = names_of(result), wording_of(result)
    method = method_named(result["method"]["name"])
    elected = tuple(names[each - 1] for each in result["elected"])
    return {
        "number": result["number"],
        "text": result["text"],
        "kind": gettext(result["method"]["title"]),
        "source": result["method"]["source"],
        "word": _word(method.force, method.fills, bool(elected), say),
        "tone": "carried" if elected else "inquorate",
        "force": method.force,
        "elected": elected,
        "outcome": _only_names(method.force, elected, say),
        "names": listed(elected),
        "struck": tuple(
            f"{each['title']}: {each['struck']}" for each in result["options"] if each["struck"]
        ),
    }


def _word(force: Force, fills: Fills, is_somebody: bool, say: Say) -> str:
    if force is Force.SURVEY or fills is Fills.NONE:
        return gettext("Survey")
    if force is Force.ADVISORY:
        return gettext("Advice")
    return say("Elected") if is_somebody else say("Nobody elected")


def _only_names(force: Force, elected: Sequence[str], say: Say) -> str:
    """Return the outcome where nothing but names is told."""
    if force is Force.SURVEY:
        return gettext("A survey decides nothing.")
    if not elected:
        return say("Nobody is elected.")
    names = listed(elected)
    if force is Force.ADVISORY:
        return gettext("Preferred: %(elected)s.", elected=names)
    return say("Elected: %(elected)s.") % {"elected": names}


def _facts(result: Mapping[str, Any], count: Count, say: Say) -> list[dict[str, str]]:
    facts = [
        (gettext("Quota"), figure(count.quota, count.unit) if count.quota else ""),
        (say("Seats"), f"{count.seats:,}" if result["seats"] else ""),
        (
            say("Seats left empty"),
            f"{count.vacant:,}" if result["seats"] and count.vacant > 0 else "",
        ),
        (gettext("Valid papers"), f"{count.valid:,}"),
        (gettext("Blank"), f"{count.blank:,}"),
        (gettext("Spoilt"), f"{result['spoilt']:,}"),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def _stages(count: Count, names: Sequence[str], say: Say) -> StagesShown:
    return StagesShown(
        table_of(count, names, say),
        stages_of(count, names, say),
        flow_of(count, names),
        moves_told(count, names),
    )


def _told(count: Count, names: Sequence[str], say: Say) -> tuple[str, ...]:
    """Return the sentences of a count without stages; a stage has its own."""
    if not isinstance(count, WithoutStages):
        return ()
    return tuple(sentence.translated(say) for sentence in count.told(names))


def _margin(count: Count, names: Sequence[str]) -> str:
    """Return how close it was."""
    if isinstance(count, WithoutStages):
        closest = count.closest_margin(names)
        return closest.translated(gettext) if closest else ""
    found = closest_exclusion(count)
    if found is None:
        return ""
    stage, votes = found
    if not votes:
        return gettext("The closest exclusion was at stage %(stage)s: a tie.", stage=stage)
    return ngettext(
        "The closest exclusion was at stage %(stage)s, by %(votes)s vote.",
        "The closest exclusion was at stage %(stage)s, by %(votes)s votes.",
        1 if votes == count.unit else 2,
        stage=stage,
        votes=figure(votes, count.unit),
    )
