"""The result sheet: a declared result as councils print it, for the scrutineers to sign."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext

from governance.ballots.models import Ballot, Declaration
from governance.ballots.presentation.naming import kind_of
from governance.ballots.presentation.results import QuestionShown, question_shown
from governance.ballots.presentation.results.answers import answers_of
from governance.ballots.presentation.results.figures import TableShown
from governance.ballots.presentation.results.stages import StageRow, StageTable
from governance.ballots.presentation.tellers import certified_in_words
from governance.ballots.telling import Told, told
from governance.infrastructure.pdf import Column, Letterhead, drawn
from governance.reckoning.counting.registry import Force
from governance.web.templating import count, moment

STAGES_ABREAST = 5  # of a stage table, on a sheet of A4 that lies on its side


@dataclass(frozen=True)
class Printing:
    """Whose sheet it is, when it is made, and how many scrutineers sign it."""

    letterhead: Letterhead
    made_at: datetime
    scrutineers: int


def result_sheet(ballot: Ballot, declaration: Declaration, printing: Printing) -> bytes:
    """Return the result as PDF; it says no more than the page."""
    found = told(ballot, declaration)
    reference = gettext("Ballot result %(number)s", number=declaration.reference)
    words = {
        "reference": f"{reference} · {kind_of(ballot)}",
        "facts": list(_facts(ballot, declaration)),
        "questions": [_question(each, found) for each in _shown(ballot, found)],
        "checks_told": gettext("How to check this sheet"),
        "checks": [each for each in _checks(ballot, declaration) if each[1]],
        "certified": gettext(
            "We certify that this is the result of the count of the papers of this ballot."
        ),
        "signing": list(_signing(printing.scrutineers)),
    }
    return drawn(
        "result_sheet",
        words,
        title=ballot.question,
        letterhead=printing.letterhead,
        made_at=printing.made_at,
        footer=f"{printing.letterhead.society}: {reference}",
    )


def _shown(ballot: Ballot, found: Told) -> list[QuestionShown]:
    if found.questions:
        return [question_shown(each) for each in found.questions]
    (asked,) = ballot.questions
    answers = answers_of(found.body)
    return [
        QuestionShown(
            number=1,
            text=asked.text,
            kind=kind_of(ballot),
            source=answers.source,
            word=answers.word,
            outcome=answers.text,
            tone=answers.outcome,
            force=Force.BINDING,
            elected=(),
            answers=answers,
        )
    ]


def _facts(ballot: Ballot, declaration: Declaration) -> Iterator[tuple[str, str]]:
    figures = declaration.body["figures"]
    yield (
        gettext("Voting"),
        gettext(
            "from %(opened)s to %(closed)s",
            opened=moment(ballot.opened_at or ballot.opens_at),
            closed=moment(ballot.closed_at or ballot.closes_at),
        ),
    )
    yield gettext("Declared"), moment(declaration.declared_at)
    yield (
        gettext("Took part"),
        gettext(
            "%(voted)s of %(entitled)s",
            voted=count(figures["voted"]),
            entitled=count(figures["entitled"]),
        ),
    )
    if certified := certified_in_words(ballot.id):
        yield gettext("Certified"), certified
    yield (
        gettext("Papers counted"),
        gettext(
            "%(papers)s; missing: %(missing)s",
            papers=count(figures["papers"]),
            missing=count(figures["missing"]),
        ),
    )


def _question(shown: QuestionShown, found: Told) -> dict[str, Any]:
    stages = shown.stages
    return {
        "text": f"{shown.number}. {shown.text}" if len(found.questions) > 1 else shown.text,
        "kind": f"{shown.kind} · {shown.source}",
        "outcome": _outcome(shown),
        "remark": _remark(shown, found),
        "facts": [(fact["label"], fact["value"]) for fact in shown.facts],
        "stages": list(_parts(stages.table)) if stages else [],
        "tables": list(_tables(shown)),
        "sentences": list(_sentences(shown)),
        "ties": [f"{tie.where}. {tie.tied}. {tie.how} {tie.chosen}" for tie in shown.ties],
        "lot": list(_lot(shown)),
    }


def _outcome(shown: QuestionShown) -> str:
    """Return the outcome without saying twice that somebody is elected."""
    is_said = shown.elected and shown.force == Force.BINDING
    return shown.outcome if is_said else f"{shown.word}. {shown.outcome}"


def _remark(shown: QuestionShown, found: Told) -> str:
    if shown.is_withheld:
        return gettext(
            "Fewer than %(fewest)s papers were cast in secret, so only who is elected and how many "
            "took part are told: more could give away how somebody voted.",
            fewest=found.fewest,
        )
    if shown.force == Force.ADVISORY:
        return gettext("This is advice: it binds nobody.")
    return gettext("This is a survey: it decides nothing.") if shown.force == Force.SURVEY else ""


def _parts(table: StageTable) -> Iterator[dict[str, Any]]:
    """Yield the stage table in parts that are as broad as a sheet."""
    transfer, votes = gettext("Transfer"), gettext("Votes")
    for first in range(0, len(table.heads), STAGES_ABREAST):
        heads = table.heads[first : first + STAGES_ABREAST]
        rows = [_row(row, first, len(heads)) for row in (*table.rows, table.lost)]
        for name, sums in ((gettext("Quota"), table.quotas), (gettext("Sum"), table.sums)):
            if sums:
                sum_row = StageRow(name, tuple(("", each) for each in sums), is_elected=True)
                rows.append(_row(sum_row, first, len(heads)))
        yield {
            "candidate": gettext("Candidate"),
            "outcome": gettext("Outcome"),
            "is_last": first + STAGES_ABREAST >= len(table.heads),
            "heads": [
                {
                    "stage": gettext("Stage %(number)s", number=head.number),
                    "action": head.action,
                    "columns": 1 if head.number == 1 else 2,
                    "titles": [votes] if head.number == 1 else [transfer, votes],
                }
                for head in heads
            ],
            "rows": rows,
        }


def _row(row: StageRow, first: int, stages: int) -> dict[str, Any]:
    cells = [cell for pair in row.cells[first : first + stages] for cell in pair]
    return {
        "name": row.name,
        "cells": cells[1:] if not first else cells,
        "status": row.status,
        "is_strong": row.is_elected,
    }


def _tables(shown: QuestionShown) -> Iterator[dict[str, Any]]:
    if shown.answers:
        yield _table(shown.answers.table)
        if shown.answers.classes:
            yield _table(shown.answers.classes)
    for table in shown.figures.tables if shown.figures else ():
        yield _table(table)


def _table(table: TableShown) -> dict[str, Any]:
    columns = [
        Column(each["title"], 0 if each.get("numeric") else 2, bool(each.get("numeric")))
        for each in table.columns
    ]
    return {
        "caption": table.caption,
        "columns": [asdict(column) for column in columns],
        "rows": table.rows,
    }


def _sentences(shown: QuestionShown) -> Iterator[str]:
    for stage in shown.stages.stages if shown.stages else ():
        head = gettext("Stage %(number)s: %(title)s", number=stage.number, title=stage.title)
        yield f"{head}. {' '.join(stage.sentences)}"
    yield from shown.sentences
    if shown.margin:
        yield shown.margin
    if shown.struck:
        yield gettext("Struck before the count: %(names)s", names="; ".join(shown.struck))


def _lot(shown: QuestionShown) -> Iterator[tuple[str, str]]:
    if shown.lot is None:
        return
    yield gettext("Number drawn before voting opened"), shown.lot.number
    yield gettext("Its SHA-256, in the ballot’s definition"), shown.lot.commitment
    yield gettext("Digest of the papers"), shown.lot.papers
    yield gettext("Seed: SHA-256 of the digest of the papers and the number"), shown.lot.seed
    order = ", ".join(f"{draw.id} {draw.name}" for draw in shown.lot.draws)
    yield gettext("Lot order: by the SHA-256 of the seed and the id"), order


def _checks(ballot: Ballot, declaration: Declaration) -> Sequence[tuple[str, str]]:
    return (
        (gettext("Declaration (SHA-256)"), declaration.digest),
        (gettext("Definition of the ballot (SHA-256)"), ballot.definition_hash),
        (gettext("Roll of %(size)s (SHA-256)", size=count(ballot.roll_size)), ballot.roll_hash),
        (gettext("Sealed ballot box (SHA-256)"), declaration.body["box_root"]),
    )


def _signing(scrutineers: int) -> Iterator[str]:
    for number in range(1, scrutineers + 1):
        yield gettext("Scrutineer %(number)s", number=number)
        yield gettext("Name")
        yield gettext("Date")
