"""What changed: a change of rules, the step from one version to the next, two days compared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app
from flask_babel import gettext, ngettext

from governance.infrastructure.clock import day_of
from governance.reckoning.rules import differences as reckoned
from governance.reckoning.rules.adoption import Version, rulebook_on
from governance.reckoning.rules.registry import rule_kind_named, settings
from governance.reckoning.rules.rulebook import Rulebook
from governance.reckoning.rules.setting import NotPossible
from governance.reckoning.texts.difference import Paragraph, difference
from governance.record import queries as record
from governance.record.models import Link
from governance.rulebook.as_at import RulesAsAt
from governance.rulebook.presentation import words
from governance.rulebook.queries import Adopted
from governance.web.wording import looked_up


@dataclass(frozen=True)
class Difference:
    """A setting that differs: its values with their units, by how much, and its clauses.

    Of one with several choices, `added` and `removed` are those that make the difference. `clauses`
    is the clause with what went and what is new in it: one that changed, or two.
    """

    key: str
    section: str
    label: str
    before: str
    after: str
    by: str = ""
    added: str = ""
    removed: str = ""
    clauses: Sequence[Paragraph] = ()


@dataclass(frozen=True)
class ChangeLine:
    """A change of rules as lists show it."""

    adopted: Adopted
    name: str
    title: str
    state: tuple[str, str]
    figures: str


@dataclass(frozen=True)
class VersionLine:
    """A version as the list shows it."""

    version: Version
    changes: Sequence[ChangeLine]
    state: tuple[str, str]


def version_lines(rules: RulesAsAt) -> list[VersionLine]:
    """Return every version, the newest first."""
    return [
        VersionLine(
            version,
            [change_line(rules.by_seq[each.seq], rules) for each in version.adoptions],
            words.state_of_version(version, rules.at.on),
        )
        for version in reversed(rules.versions)
    ]


def without_effect(rules: RulesAsAt) -> list[ChangeLine]:
    """Return what was passed and holds on no day, as yet or for good, the newest first."""
    return [
        change_line(each, rules)
        for each in reversed(rules.adopted)
        if each.reckoned.holds_from is None
    ]


def change_line(each: Adopted, rules: RulesAsAt) -> ChangeLine:
    """Return a change of rules as lists show it."""
    name = words.name_of(each.row)
    number = len(each.row.changes)
    return ChangeLine(
        each,
        name,
        each.row.title if each.row.title != name else "",
        words.state_of(each, rules),
        ngettext("%(num)s rule", "%(num)s rules", number),
    )


def differences(before: Rulebook, after: Rulebook) -> list[Difference]:
    """Return what differs between two rulebooks, in the order in which they are read."""
    return [_in_words(each) for each in reckoned.differences(before, after)]


def made_by(each: Adopted, rules: RulesAsAt) -> list[Difference]:
    """Return what a change of rules makes of those that stood before it on its first day.

    A first rulebook has nothing before it.
    """
    earlier = [one for one in rules.adoptions if one.seq < each.row.recorded_seq]
    day = each.reckoned.holds_from or each.row.from_day
    before = rulebook_on(earlier, day)
    return [
        _difference(key, before.value(key) if key in settings() else None, value)
        for key, value in _in_order(each.row.changes)
    ]


def entered_by(each: Adopted) -> tuple[Link | None, str]:
    """Return the link of a change of rules, and the name of who entered it."""
    link = record.link(each.row.recorded_seq)
    if link is None or link.by is None:
        return link, gettext("the platform")
    names_of = current_app.extensions["folkmoot_names_of"]
    return link, names_of([link.by]).get(link.by, gettext("(name erased)"))


def resolution_that_made(each: Adopted) -> dict[str, str] | None:
    """Return the resolution that made a change, which a room above knows: label and href."""
    provider = current_app.extensions["folkmoot_change_resolution"]
    found: dict[str, str] | None = provider(each.row.id)
    return found


def days_waiting(each: Adopted, today: date) -> int:
    """Return how many days a change has waited since it was decided."""
    return max(0, (today - day_of(each.row.adopted_at)).days)


def _in_order(changes: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    order = {key: place for place, key in enumerate(settings())}
    return sorted(changes.items(), key=lambda each: order.get(each[0], len(order)))


def _difference(key: str, before: Any, after: Any) -> Difference:
    setting = settings().get(key)
    if setting is None:
        return Difference(key, "", key, str(before), str(after))
    try:
        return _in_words(reckoned.Difference(setting, before, setting.checked(after)))
    except NotPossible:  # its bounds are others by now
        return Difference(key, "", looked_up(setting.label), str(before), str(after))


def _in_words(each: reckoned.Difference) -> Difference:
    return Difference(
        key=each.key,
        section=looked_up(rule_kind_named(each.key.partition(".")[0]).title),
        label=looked_up(each.setting.label),
        before=words.in_words(each.written_before),
        after=words.in_words(each.written_after),
        by=words.in_words(each.by) if each.by else "",
        added=", ".join(map(words.in_words, each.added)),
        removed=", ".join(map(words.in_words, each.removed)),
        clauses=difference(
            [words.in_words(each.clause_before)], [words.in_words(each.clause_after)]
        ),
    )
