"""Counting a declared ballot again, from the papers that were sealed."""

import click
from flask.cli import with_appcontext

from governance.ballots.service import Recount
from governance.ballots.service import recount as counted_again
from governance.infrastructure.errors import Refused


@click.group("ballots")
def ballots() -> None:
    """Ballots that were declared."""


@ballots.command("recount")
@click.argument("ballot_id", type=int)
@click.pass_context
@with_appcontext
def recount(context: click.Context, ballot_id: int) -> None:
    """Count a ballot again and compare it with its declaration. Exit status 1: not the same."""
    try:
        found = counted_again(ballot_id)
    except Refused as refusal:
        raise click.ClickException(f"{refusal.message} {refusal.next_step}") from refusal
    for line in _told(found):
        click.echo(line)
    context.exit(0 if found.is_the_same else 1)


def _told(found: Recount) -> list[str]:
    head = f"Ballot result {found.reference}: {found.papers:,} papers were counted again."
    if found.is_the_same:
        return [
            head,
            "The recount is the declaration, to the last byte.",
            f"SHA-256: {found.counted}",
        ]
    return [
        head,
        "The recount is NOT the declaration.",
        f"Declared (SHA-256):      {found.declared}",
        f"Kept declaration now is: {found.kept}",
        f"Counted again (SHA-256): {found.counted}",
        f"What differs: {', '.join(found.differing) or 'the digest alone'}.",
    ]
