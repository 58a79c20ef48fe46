"""A rulebook: every kind of rule as it stands, and what becomes of it by a change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, TypeAlias, TypeVar, cast

from governance.reckoning.canonical import digest
from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.registry import rule_kind_named, rule_kinds, setting_of, settings
from governance.reckoning.rules.setting import NotPossible, Value

Kind = TypeVar("Kind", bound=RuleKind)
_Item: TypeAlias = tuple[str, type, Any]


@dataclass(frozen=True)
class Rulebook:
    """The rules, kind by kind.

    Made by `usual`, `from_values` or `changed`, which refuse what no rule may say; what is
    forbidden to a legal form, and what is entrenched, other modules here tell.
    """

    rules: tuple[RuleKind, ...]

    @classmethod
    def usual(cls) -> "Rulebook":
        """Return the rulebook in which every setting is as its default."""
        return cls(tuple(kind() for kind in rule_kinds()))

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> "Rulebook":
        """Return the rulebook of these values by key.

        What is not named is as usual; what no kind knows any more is left out.

        Raises:
            NotPossible: a value is out of its bounds, or two contradict each other.
        """
        own: dict[str, list[_Item]] = {}
        for key, value in values.items():
            kind, _dot, name = key.partition(".")
            kept = tuple(value) if isinstance(value, list | set | dict) else value
            own.setdefault(kind, []).append((name, type(kept), kept))
        rulebook = cls(
            tuple(_rule(kind.name, tuple(own.get(kind.name, ()))) for kind in rule_kinds())
        )
        for contradiction in rulebook.contradictions():
            raise contradiction
        return rulebook

    def of(self, kind: type[Kind]) -> Kind:
        """Return the rules of one kind."""
        return cast(Kind, self._by_name[kind.name])

    def value(self, key: str) -> Value:
        """Return the value of one setting."""
        return self.values[setting_of(key).key]

    def changed(self, changes: Mapping[str, Any]) -> "Rulebook":
        """Return the rulebook with these values instead.

        Raises:
            NoSuchSetting: a key is unknown.
            NotPossible: a value is out of its bounds, or two contradict each other.
        """
        for key in changes:
            setting_of(key)
        return Rulebook.from_values({**self.values, **changes})

    def contradictions(self) -> Iterator[NotPossible]:
        """Yield what cannot hold together."""
        for rule in self.rules:
            yield from rule.contradictions()

    @cached_property
    def values(self) -> dict[str, Value]:
        """Every value by key."""
        return {key: value for rule in self.rules for key, value in rule.values().items()}

    @cached_property
    def digest(self) -> str:
        """SHA-256 of every value, by which a decision names the rules it was made under."""
        return digest(["v1", {key: as_json(value) for key, value in self.values.items()}])

    @cached_property
    def _by_name(self) -> dict[str, RuleKind]:
        return {rule.name: rule for rule in self.rules}


@lru_cache(maxsize=512)
def _rule(kind: str, items: tuple[_Item, ...]) -> RuleKind:
    """Return the rule of these values; as it is frozen, the same one where they are the same.

    The type of each stands beside it, for to a cache `True` is 1.
    """
    return rule_kind_named(kind).from_values({name: value for name, _type, value in items})


def as_json(value: Value) -> Any:
    """Return a value as JSON keeps it."""
    return list(value) if isinstance(value, tuple) else value


def differing(before: Rulebook, after: Rulebook) -> tuple[str, ...]:
    """Return the keys whose values differ, in the order in which a rulebook is read."""
    one, other = before.values, after.values
    return tuple(key for key in settings() if one[key] != other[key])
