"""The rulebook as it is read: sections of numbered clauses, and where each comes from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from flask_babel import gettext

from governance.reckoning.rules.entrenchment import needed_to_change
from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.setting import ChangedBy, NotPossible, Setting, Value
from governance.rulebook.as_at import RulesAsAt
from governance.rulebook.presentation import words
from governance.rulebook.queries import Adopted
from governance.web.templating import date_only
from governance.web.wording import looked_up


@dataclass(frozen=True)
class Ahead:
    """What a clause is to say from a day on, or once it is registered, and by what."""

    when: str
    text: str
    by: str
    adoption_id: int | None


@dataclass(frozen=True)
class Clause:
    """A clause with its number, and where it comes from.

    `by` and `adoption_id` name the adoption by which it says so, from `since` on (in words:
    `begins`); what nobody decided otherwise is as usual, and has none.
    """

    key: str
    number: str
    label: str
    text: str
    value: Value
    written: str
    help: str
    source: str
    who: str
    kind_of_change: str
    bounds: str
    law: Sequence[str]
    unusual: str
    since: date | None
    begins: str
    by: str
    adoption_id: int | None
    ahead: Sequence[Ahead]


@dataclass(frozen=True)
class Section:
    """A kind of rule with its clauses."""

    number: int
    name: str
    title: str
    about: str
    clauses: Sequence[Clause]


def sections(rules: RulesAsAt) -> list[Section]:
    """Return the rulebook of the moment, as it is read."""
    told = _Telling(rules)
    return [
        Section(
            number,
            rule.name,
            looked_up(rule.title),
            looked_up(rule.about),
            [
                told.clause(rule, setting, f"{number}.{place}")
                for place, setting in enumerate(rule.settings(), start=1)
            ],
        )
        for number, rule in enumerate(rules.rulebook.rules, start=1)
    ]


class _Telling:
    """Tells clauses; what many of them have in common is put into words once."""

    def __init__(self, rules: RulesAsAt) -> None:
        self.rules = rules
        self.law = words.law_in_words(rules.legal_form, rules.at.on)
        self.unusual = words.unusual_in_words(rules.rulebook, rules.legal_form, rules.at.on)
        self.name_of = cache(words.name_of)
        self.day = cache(date_only)
        self.who = cache(words.who_changes)
        self.kind_of_change = cache(words.kind_of_change)

    def clause(self, rule: RuleKind, setting: Setting, number: str) -> Clause:
        value: Value = getattr(rule, setting.name)
        by = self.rules.said_by.get(setting.key)
        since = by.reckoned.holds_from if by else None
        changing = (setting.changed_by, self._needed(setting), self.rules.legal_form)
        return Clause(
            key=setting.key,
            number=number,
            label=looked_up(setting.label),
            text=words.in_words(setting.clause(value)),
            value=value,
            written=words.in_words(setting.written(value)),
            help=looked_up(setting.help) if setting.help else "",
            source=setting.source,
            who=self.who(*changing),
            kind_of_change=self.kind_of_change(*changing),
            bounds=words.bounds_in_words(setting),
            law=self.law.get(setting.key, ()),
            unusual=self.unusual.get(setting.key, ""),
            since=since,
            begins=self.day(since) if since else "",
            by=self.name_of(by.row) if by else "",
            adoption_id=by.row.id if by else None,
            ahead=[*self._to_come(setting), *self._pending(setting, value)],
        )

    def _needed(self, setting: Setting) -> str:
        if setting.changed_by is ChangedBy.NOBODY:
            return ""
        return needed_to_change(self.rules.rulebook, [setting.key])

    def _to_come(self, setting: Setting) -> Iterator[Ahead]:
        for coming in self.rules.to_come.get(setting.key, ()):
            when = gettext("From %(day)s", day=self.day(coming.from_day))
            by = self.rules.by_seq[coming.adoption.seq] if coming.adoption else None
            yield self._ahead(setting, coming.value, when, by)

    def _pending(self, setting: Setting, value: Value) -> Iterator[Ahead]:
        for each in self.rules.pending:
            if setting.key not in each.row.changes:
                continue
            try:
                then = setting.checked(each.row.changes[setting.key])
            except NotPossible:  # its bounds are others by now, and it cannot be registered so
                continue
            if then != value:
                when = gettext("Passed, and waiting for registration")
                yield self._ahead(setting, then, when, each)

    def _ahead(self, setting: Setting, value: Value, when: str, by: Adopted | None) -> Ahead:
        return Ahead(
            when=when,
            text=words.in_words(setting.clause(value)),
            by=self.name_of(by.row) if by else "",
            adoption_id=by.row.id if by else None,
        )
