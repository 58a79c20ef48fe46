"""A duty: something that officers have to see to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext

from governance.infrastructure.clock import day_of
from governance.web.templating import day, moment

AN_INSTANT = timedelta(microseconds=1)


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
        if self.due is None:
            return gettext("When you can")
        if (ends := day_of(self.due - AN_INSTANT)) != day_of(self.due):
            # "Saturday at midnight" leaves a reader to guess at which end of Saturday.
            return gettext("End of %(day)s", day=day(ends))
        return moment(self.due)


Provider = Callable[[datetime], Iterator[Duty]]
