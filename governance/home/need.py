"""A need: one thing on Home for one person."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from governance.infrastructure.actor import Actor


@dataclass(frozen=True)
class Need:
    """One thing for one person to do: by when, what, why, and where it is done.

    `is_pressing` gives it the gold edge; `button` is the kind of button ("" for the main one), or
    None for a plain link.
    """

    due: datetime | None
    when: str
    title: str
    text: str
    href: str
    action: str
    button: str | None = None
    is_pressing: bool = False


Provider = Callable[[Actor, datetime], Iterator[Need]]
