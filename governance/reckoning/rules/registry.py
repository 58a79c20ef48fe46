"""Every kind of rule: one file each in `kinds/`, found by looking there."""

from functools import cache
from typing import TypeVar

from governance.reckoning.catalogue import Catalogue
from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.setting import Setting

_KINDS: Catalogue["_Entry"] = Catalogue("governance.reckoning.rules.kinds")

Kind = TypeVar("Kind", bound=type[RuleKind])


class NoSuchSetting(LookupError):
    """No kind of rule has a setting of that key."""


class _Entry:
    def __init__(self, kind: type[RuleKind]) -> None:
        self.kind = kind
        self.name = kind.name


def rule_kind(kind: Kind) -> Kind:
    """Enter the class below as a kind of rule."""
    _KINDS.add(_Entry(kind))
    return kind


@cache
def rule_kinds() -> tuple[type[RuleKind], ...]:
    """Return every kind of rule in the order in which a rulebook is read."""
    found = {entry.name: entry.kind for entry in _KINDS.all()}
    told = [name for name in READING_ORDER if name in found]
    return tuple(found[name] for name in [*told, *sorted(found.keys() - set(told))])


def rule_kind_named(name: str) -> type[RuleKind]:
    """Return the kind of rule of this name."""
    return _KINDS.named(name).kind


@cache
def settings() -> dict[str, Setting]:
    """Return every setting by its key, in the order in which a rulebook is read."""
    return {setting.key: setting for kind in rule_kinds() for setting in kind.settings()}


def setting_of(key: str) -> Setting:
    """Return the setting of this key.

    Raises:
        NoSuchSetting: there is none.
    """
    found = settings().get(key)
    if found is None:
        raise NoSuchSetting(f"There is no setting {key!r}.")
    return found


READING_ORDER = (
    "membership",
    "shares",
    "notice",
    "meetings",
    "quorum",
    "majorities",
    "proxies",
    "motions",
    "ballots",
    "elections",
    "board",
    "surplus",
    "leave",
    "records",
)
