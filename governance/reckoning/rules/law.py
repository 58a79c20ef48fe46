"""What law allows the rules of each legal form to say, and whether a change must be registered.

Drafting aids, not legal advice. [G] marks what is from general knowledge.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from governance.reckoning.rules.legal_forms import COMPANIES, SOCIETIES, LegalForm
from governance.reckoning.rules.registry import setting_of
from governance.reckoning.rules.rulebook import Rulebook
from governance.reckoning.rules.setting import ChangedBy, NotPossible
from governance.reckoning.sentence import Sentence

MAJORITY_CHAIN = ("ordinary", "two_thirds", "special", "unanimous")


@dataclass(frozen=True)
class Bound:
    """What law asks of one setting for some legal forms, from a day on.

    One of `least` and `most` (numbers), `among` (choices) or `only`. `because` is a member's
    sentence; `source` the section.
    """

    key: str
    forms: frozenset[LegalForm]
    because: str
    source: str
    since: date
    least: int | None = None
    most: int | None = None
    among: tuple[Any, ...] = ()

    def allows(self, value: Any) -> bool:
        """Say whether law lets the setting be so; no figure is beyond any `most`."""
        if self.among:
            return value in self.among
        if value is None:
            return self.most is None
        return (self.least is None or value >= self.least) and (
            self.most is None or value <= self.most
        )


def refusals(rulebook: Rulebook, form: LegalForm, *, on: date) -> Iterator[NotPossible]:
    """Yield what law forbids a society of this form to have in its rules on a day."""
    for bound in BOUNDS:
        if form not in bound.forms or bound.since > on:
            continue
        if not bound.allows(rulebook.value(bound.key)):
            yield NotPossible(bound.key, Sentence(bound.because), source=bound.source)


def must_be_registered(keys: Iterable[str], form: LegalForm) -> bool:
    """Say whether a change of these settings holds only once it is registered.

    A society's amendment of its rules is not valid until it is registered (2014 Act, section
    16(1)); a company's articles change at once, and are sent to the registrar within 15 days
    (2006 Act, section 26).
    """
    return form in SOCIETIES and any(setting_of(key).changed_by is ChangedBy.RULE for key in keys)


BOUNDS: tuple[Bound, ...] = (
    Bound(
        "majorities.rules",
        COMPANIES,
        "A company alters its articles by three quarters of the votes, or more.",
        "Companies Act 2006, sections 21 and 283",
        date(2007, 10, 1),
        among=("special", "unanimous"),
    ),
)
