"""Count a file of papers: no database is needed, only the file."""

import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from governance.cli.papers import CannotCount, Papers, Terms, papers_in
from governance.reckoning.counting.count import Count
from governance.reckoning.counting.lots import is_an_order
from governance.reckoning.counting.registry import CountingMethod, method_named, methods
from governance.reckoning.counting.sheet import as_json, as_text
from governance.reckoning.counting.tally import Answers, WithoutStages
from governance.reckoning.resolutions.decision import Decision
from governance.reckoning.resolutions.kind import ResolutionKind
from governance.reckoning.resolutions.majority import Basis, Figures
from governance.reckoning.resolutions.registry import kind_named, kinds

ONE_CLASS = [kind.name for kind in kinds() if not kind.is_by_class]


def _share(text: str) -> Fraction:
    """Return a share as people write it: 1/3, 0.25 or 25%."""
    written = re.fullmatch(r"(\d{1,9}(?:/[1-9]\d{0,8}|\.\d{1,9})?)(%?)", text.strip(), re.ASCII)
    if written is None:
        raise click.BadParameter("a share is written like 1/3, 0.25 or 25%.")
    return Fraction(written[1]) / (100 if written[2] else 1)


@click.command("count")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--method",
    type=click.Choice([method.name for method in methods()]),
    default="scottish_stv",
    show_default=True,
    help="How to count.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "text"]),
    default="text",
    show_default=True,
    help="JSON for programs, or a table to read and sign.",
)
@click.option(
    "--lot-order",
    metavar="3,1,2",
    help="All candidates in order: of those tied by lot, the earlier stands higher.",
)
@click.option("--kind", type=click.Choice(ONE_CLASS), help="Of yes or no: what is resolved by it.")
@click.option("--entitled", type=click.IntRange(min=0), help="How many were entitled to vote.")
@click.option("--seats", type=click.IntRange(min=1), help="Seats, of a CSV file; else one.")
@click.option("--most", type=click.IntRange(min=1), help="The most that a paper may mark.")
@click.option(
    "--least-share", type=_share, default="0", metavar="1/3", help="Of voters, to be approved."
)
@click.option("--highest", type=click.IntRange(min=1), default=5, help="The highest score.")
@click.option("--default", type=click.IntRange(min=1), help="The option that is none of the rest.")
@click.option("--quorum", type=click.IntRange(min=0), default=0, help="Papers above the default.")
def count(
    file: Path,
    method: str,
    form: str,
    lot_order: str | None,
    kind: str | None,
    entitled: int | None,
    **terms: Any,
) -> None:
    """Count the papers in FILE: rankings or choices in BLT form, or any papers in CSV."""
    counting = method_named(method)
    read = papers_in(file, counting, Terms(**terms))
    order = _lot_order(lot_order, candidates=read.election.candidates)
    try:
        counted = counting.count(read.election, lot_order=order)
    except ValueError as refusal:
        raise CannotCount(f"{file} cannot be counted so: {refusal}") from None
    decision = _decision(counted, kind, entitled, read.spoilt)
    if form == "json":
        click.echo(json.dumps(_as_json(counted, read, decision), indent=1))
    else:
        click.echo(_as_text(counted, read, counting, decision), nl=False)


def _decision(
    counted: Count, kind: str | None, entitled: int | None, spoilt: int
) -> tuple[ResolutionKind, Decision] | None:
    """Return what the answers decide, where that was asked."""
    if kind is None and entitled is None:
        return None
    if kind is None or not isinstance(counted, Answers):
        raise CannotCount("a kind of resolution, and who was entitled, go with yes_no, together.")
    resolution = kind_named(kind)
    took_part = counted.valid + counted.blank + spoilt
    if entitled is None and _needs_the_entitled(resolution):
        raise CannotCount(f"to decide by {kind}, say with --entitled how many could vote.")
    if entitled is not None and took_part > entitled:
        raise CannotCount(f"there are {took_part:,} papers and {entitled:,} who could vote.")
    votes = (counted.votes_for, counted.against, counted.abstained)
    figures = Figures(*votes, took_part if entitled is None else entitled)
    return resolution, resolution.decide(figures)


def _needs_the_entitled(kind: ResolutionKind) -> bool:
    quorum = kind.own_quorum
    by_share = isinstance(quorum.participation, Fraction) or isinstance(quorum.approval, Fraction)
    return by_share or kind.majority.basis is Basis.ENTITLED


def _as_json(
    counted: Count, read: Papers, decided: tuple[ResolutionKind, Decision] | None
) -> dict[str, Any]:
    said = as_json(counted)
    if isinstance(counted, WithoutStages):
        said["spoilt"] = read.spoilt
    if decided is not None:
        kind, decision = decided
        said["decision"] = {
            "kind": kind.name,
            "outcome": str(decision.outcome),
            "reason": str(decision.reason),
            "needed": decision.needed,
            "arithmetic": str(decision.arithmetic),
            "remarks": [str(remark) for remark in decision.remarks],
        }
    return said


def _as_text(
    counted: Count,
    read: Papers,
    method: CountingMethod,
    decided: tuple[ResolutionKind, Decision] | None,
) -> str:
    title = f"{method.title}, {method.source}"
    lines = [as_text(counted, read.names, title=read.title, method=title).rstrip("\n")]
    if decided is not None:
        kind, decision = decided
        lines += ["", f"{kind.title}, {kind.source}", str(decision.arithmetic)]
        lines += map(str, decision.remarks)
    if read.spoilt:
        lines.append(f"Spoilt papers, which do not count: {read.spoilt:,}.")
    if read.cut_short:
        lines.append(f"Papers counted only up to a voter's fault: {read.cut_short:,}.")
    return "\n".join(lines) + "\n"


def _lot_order(written: str | None, *, candidates: int) -> tuple[int, ...] | None:
    if written is None:
        return None
    words = re.split(r"\s*,\s*", written.strip())
    numbers = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 10]
    if len(numbers) != len(words) or not is_an_order(numbers, candidates=candidates):
        raise CannotCount(
            f"the lot order {written!r} must name each candidate from 1 to {candidates} once."
        )
    return tuple(numbers)
