"""Count a file of papers: no database is needed, only the file."""

import json
import re
from pathlib import Path

import click

from governance.reckoning.counting.blt import UnreadableFile, read_blt
from governance.reckoning.counting.count import Count
from governance.reckoning.counting.lots import is_an_order
from governance.reckoning.counting.registry import method_named, methods
from governance.reckoning.counting.sheet import as_json, as_text


class CannotCount(click.ClickException):
    """A file or an order that cannot be counted by: said on stderr, exit status 2."""

    exit_code = 2


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
def count(file: Path, method: str, form: str, lot_order: str | None) -> None:
    """Count the ranked papers in FILE, which is in BLT form."""
    try:
        read = read_blt(file.read_bytes())
    except UnreadableFile as refusal:
        raise CannotCount(f"{file}, {refusal}") from None
    except OSError as refusal:
        raise CannotCount(f"{file} could not be opened: {refusal.strerror}.") from None
    order = _lot_order(lot_order, candidates=read.election.candidates)
    counting = method_named(method)
    try:
        counted: Count = counting.count(read.election, lot_order=order)
    except ValueError as refusal:
        raise CannotCount(f"{file} cannot be counted so: {refusal}") from None
    if form == "json":
        click.echo(json.dumps(as_json(counted), indent=1))
        return
    title = f"{counting.title}, {counting.source}"
    click.echo(as_text(counted, read.names, title=read.title, method=title), nl=False)
    if read.cut_short:
        click.echo(f"Papers counted only up to a voter's fault: {read.cut_short:,}.")


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
