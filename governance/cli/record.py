"""Checking the record, saying its head, and giving all of it out."""

import json
from collections.abc import Sequence

import click
from flask import current_app
from flask.cli import with_appcontext

from governance.infrastructure.database import db, is_postgresql
from governance.record import anchors as anchors_file
from governance.record import queries
from governance.record.verify import Anchor, Report, Seal, faults_of, verified_chain

MOST_SHOWN = 20


class AnchorType(click.ParamType[Anchor]):
    """SEQ:HASH as it was published."""

    name = "anchor"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Anchor:
        found = anchors_file.read(str(value))
        if found is None:
            self.fail(f"{value!r} is not a link's number, a colon and 64 hexadecimal digits.")
        return found


@click.group("record")
def record() -> None:
    """The society's record, a hash chain."""


@record.command("verify")
@click.option(
    "--anchor",
    "anchors",
    type=AnchorType(),
    multiple=True,
    metavar="SEQ:HASH",
    help="A head of the record as it was published, in a ballot notice or a mail to the auditors.",
)
@click.pass_context
@with_appcontext
def verify(context: click.Context, anchors: Sequence[Anchor]) -> None:
    """Check every link, each anchor, and all that links seal. Exit status 1: something is wrong.

    Anchors kept beside the database are compared too.
    """
    _take_a_snapshot()
    anchors = list(dict.fromkeys([*anchors, *anchors_file.kept()]))
    report = verified_chain(anchors)
    _tell_of_the_chain(report, anchors)
    holds = report.holds
    if holds:
        for seal in current_app.extensions.get("folkmoot_seals", ()):
            holds = _tell_of(seal, up_to=report.links) and holds
    click.echo("The record holds." if holds else "The record does NOT hold.")
    context.exit(0 if holds else 1)


@record.command("head")
@with_appcontext
def head() -> None:
    """Print the newest link as an anchor, SEQ:HASH."""
    found = queries.head()
    if found is None:
        raise click.ClickException("The record has no link yet.")
    click.echo(str(found))


@record.command("export")
@with_appcontext
def export() -> None:
    """Print every link as a line of JSON, oldest first."""
    for link in queries.exported():
        click.echo(json.dumps(link, ensure_ascii=False))


def _take_a_snapshot() -> None:
    """Read as of one moment, though links are being added; SQLite does so of itself."""
    if is_postgresql():
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def _tell_of_the_chain(report: Report, anchors: Sequence[Anchor]) -> None:
    for fault in report.faults:
        click.echo(str(fault))
    if report.head is None:
        click.echo("The record has no link that is right." if report.faults else "It is empty.")
        return
    if report.holds:
        said = f" It agrees with {len(anchors)} anchors." if anchors else ""
        click.echo(f"{report.links:,} links follow one another.{said} Head: {report.head}")
    else:
        click.echo(f"Links 1 to {report.links:,} follow one another.")


def _tell_of(seal: Seal, *, up_to: int) -> bool:
    faults = list(faults_of(seal, up_to=up_to))
    for fault in faults[:MOST_SHOWN]:
        click.echo(str(fault))
    if len(faults) > MOST_SHOWN:
        click.echo(f"… and {len(faults) - MOST_SHOWN} more.")
    if not faults:
        click.echo(f"{seal.title[:1].upper()}{seal.title[1:]}: as recorded.")
    return not faults
