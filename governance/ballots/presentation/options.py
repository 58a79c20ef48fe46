"""The options of a question as its pages show them."""

from dataclasses import dataclass

from flask import url_for

from governance.ballots.models import Option


@dataclass(frozen=True)
class OptionShown:
    """One option; `picture` is the address of its picture, empty where it has none."""

    number: int
    title: str
    statement: str
    picture: str
    picture_words: str
    kind: str
    struck: str


def option_shown(option: Option) -> OptionShown:
    """Return an option as it is shown."""
    return OptionShown(
        number=option.number,
        title=option.title,
        statement=option.statement,
        picture=url_for("ballots.picture", digest=option.picture) if option.picture else "",
        picture_words=option.picture_words,
        kind=option.kind,
        struck=option.struck,
    )
