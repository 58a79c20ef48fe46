"""The rulebook as it is read: sections of numbered clauses, and where each comes from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from governance.reckoning.rules.adoption import Coming
from governance.reckoning.rules.entrenchment import needed_to_change
from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.setting import ChangedBy, Setting, Value
from governance.rulebook.as_at import RulesAsAt
from governance.rulebook.presentation import words
from governance.rulebook.queries import Adopted
from governance.web.templating import date_only


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

    `by` and `adoption_id` name the adoption by which it says so, from `since` on; what nobody
    decided otherwise is as usual, and has none.
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
    bounds: str
    law: Sequence[str]
    since: date | None
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
    return [
        Section(
            number,
            rule.name,
            gettext(rule.title),
            gettext(rule.about),
            [
                _clause(rules, rule, setting, f"{number}.{place}")
                for place, setting in enumerate(rule.settings(), start=1)
            ],
        )
        for number, rule in enumerate(rules.rulebook.rules, start=1)
    ]


def _clause(rules: RulesAsAt, rule: RuleKind, setting: Setting, number: str) -> Clause:
    key, form = setting.key, rules.legal_form
    value: Value = getattr(rule, setting.name)
    is_fixed = setting.changed_by is ChangedBy.NOBODY
    needed = "" if is_fixed else needed_to_change(rules.rulebook, [key])
    by = rules.said_by.get(key)
    return Clause(
        key=key,
        number=number,
        label=gettext(setting.label),
        text=words.in_words(setting.clause(value)),
        value=value,
        written=words.in_words(setting.written(value)),
        help=gettext(setting.help) if setting.help else "",
        source=setting.source,
        who=words.who_changes(setting, needed, form),
        bounds=words.bounds_in_words(setting),
        law=words.law_in_words(key, form, rules.at.on),
        since=by.reckoned.holds_from if by else None,
        by=words.name_of(by.row) if by else "",
        adoption_id=by.row.id if by else None,
        ahead=[*_to_come(rules, setting), *_pending(rules, setting, value)],
    )


def _to_come(rules: RulesAsAt, setting: Setting) -> Iterator[Ahead]:
    for coming in rules.to_come.get(setting.key, ()):
        yield _ahead(
            setting,
            coming.value,
            gettext("From %(day)s", day=date_only(coming.from_day)),
            _adopted(rules, coming),
        )


def _pending(rules: RulesAsAt, setting: Setting, value: Value) -> Iterator[Ahead]:
    for each in rules.pending:
        if setting.key not in each.row.changes:
            continue
        then = setting.checked(each.row.changes[setting.key])
        if then != value:
            yield _ahead(setting, then, gettext("Passed, and waiting for registration"), each)


def _adopted(rules: RulesAsAt, coming: Coming) -> Adopted | None:
    return rules.by_seq[coming.adoption.seq] if coming.adoption else None


def _ahead(setting: Setting, value: Value, when: str, by: Adopted | None) -> Ahead:
    return Ahead(
        when=when,
        text=words.in_words(setting.clause(value)),
        by=words.name_of(by.row) if by else "",
        adoption_id=by.row.id if by else None,
    )
