"""Commands: `flask --app wsgi …`."""

import click
from flask import Flask

from governance.cli.ballots import ballots
from governance.cli.count import count
from governance.cli.demo import demo
from governance.cli.ledger import ledger
from governance.cli.moving import copy_from
from governance.cli.record import record
from governance.cli.search import search
from governance.cli.start import accounts_commands
from governance.cli.worker import worker

COMMANDS: tuple[click.Command, ...] = (
    accounts_commands,
    ballots,
    copy_from,
    count,
    demo,
    ledger,
    record,
    search,
    worker,
)


def install(app: Flask) -> None:
    """Add every command to the application."""
    for command in COMMANDS:
        app.cli.add_command(command)
