"""What law, or usage, asks of one setting."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from governance.reckoning.rules.legal_forms import LegalForm
from governance.reckoning.rules.registry import setting_of
from governance.reckoning.rules.setting import NotPossible
from governance.reckoning.sentence import Sentence, Value
from governance.reckoning.statutes import Figure

Limit = int | Figure | None


@dataclass(frozen=True)
class Bound:
    """What is asked of one setting for some legal forms, from a day on.

    `least` and `most` (numbers), or `among` (choices, yes or no). A limit that is a figure of the
    law is that of the day. `because` is a member's sentence, in which `%(least)s` and `%(most)s`
    are the limits of the day; `source` the section.
    """

    key: str
    forms: frozenset[LegalForm]
    because: str
    source: str
    since: date
    least: Limit = None
    most: Limit = None
    among: tuple[Any, ...] = ()

    def allows(self, value: Any, *, on: date) -> bool:
        """Say whether the setting may be so on a day; no figure is beyond any `most`."""
        if on < self.since:
            return True
        if self.among:
            return value in self.among
        if value is None:
            return self.most is None
        least, most = limit_on(self.least, on), limit_on(self.most, on)
        return (least is None or value >= least) and (most is None or value <= most)

    def sentence(self, on: date) -> Sentence:
        """Return why, with the limits of a day."""
        setting = setting_of(self.key)
        limits = {"least": limit_on(self.least, on), "most": limit_on(self.most, on)}
        values: dict[str, Value] = {
            name: setting.written(limit) for name, limit in limits.items() if limit is not None
        }
        return Sentence(self.because, values)

    def refusal(self, on: date) -> NotPossible:
        """Return what is said to whoever would have the setting otherwise."""
        return NotPossible(self.key, self.sentence(on), source=self.source)


def limit_on(limit: Limit, day: date) -> int | None:
    """Return a limit as it is on a day."""
    return limit.on(day) if isinstance(limit, Figure) else limit
