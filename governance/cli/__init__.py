"""Commands: `flask --app wsgi …`."""

import click
from flask import Flask

from governance.cli.record import record
from governance.cli.worker import worker

COMMANDS: tuple[click.Command, ...] = (record, worker)


def install(app: Flask) -> None:
    """Add every command to the application."""
    for command in COMMANDS:
        app.cli.add_command(command)
