"""A duty: something that officers have to see to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from governance.web.templating import moment


@dataclass(frozen=True)
class Duty:
    """Something to see to: by when (or None), whose it is, what it is, and how it stands.

    `is_by_itself` says that the platform does it at that time, and a person only looks on.
    """

    due: datetime | None
    whose: str
    title: str
    text: str
    href: str
    state: str
    tone: str = "neutral"
    is_by_itself: bool = False

    @property
    def when(self) -> str:
        return moment(self.due) if self.due else gettext("When you can")


Provider = Callable[[datetime], Iterator[Duty]]
