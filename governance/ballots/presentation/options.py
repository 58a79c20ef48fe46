"""The options of a question as its pages show them.

Who keeps pictures (elections keep those of candidates) says where they are shown: `pictures_at`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from governance.ballots.models import Option

_ADDRESSES: list[Callable[[str], str]] = []


@dataclass(frozen=True)
class OptionShown:
    """One option; `picture` is the address of its picture, empty where it has none."""

    number: int
    title: str
    statement: str
    picture: str
    kind: str
    struck: str


def pictures_at(address: Callable[[str], str]) -> None:
    """Have a picture's address made of its digest; called once, by the feature that shows them."""
    _ADDRESSES[:] = [address]


def option_shown(option: Option) -> OptionShown:
    """Return an option as it is shown."""
    addresses = [address(option.picture) for address in _ADDRESSES] if option.picture else []
    return OptionShown(
        number=option.number,
        title=option.title,
        statement=option.statement,
        picture=addresses[0] if addresses else "",
        kind=option.kind,
        struck=option.struck,
    )
