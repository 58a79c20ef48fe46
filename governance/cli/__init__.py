"""Commands: `flask --app wsgi …`."""

import click
from flask import Flask

COMMANDS: tuple[click.Command, ...] = ()


def install(app: Flask) -> None:
    """Add every command to the application."""
    for command in COMMANDS:
        app.cli.add_command(command)
