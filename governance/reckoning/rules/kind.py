"""A kind of rule: settings that belong together, and what must hold between them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any, ClassVar, Self

from governance.reckoning.rules.setting import METADATA, NotPossible, Setting, Value


@dataclass(frozen=True)
class RuleKind:
    """Subclassed, frozen, in `kinds/`: each field is a setting.

    `name` stands in keys ("motions.seconders"), `title` over its clauses, `about` under it.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    about: ClassVar[str]

    def __post_init__(self) -> None:
        for setting in self.settings():
            object.__setattr__(self, setting.name, setting.checked(getattr(self, setting.name)))

    @classmethod
    @cache
    def settings(cls) -> tuple[Setting, ...]:
        """Return its settings in the order in which they are read."""
        return tuple(
            replace(each.metadata[METADATA], key=f"{cls.name}.{each.name}")
            for each in fields(cls)
            if METADATA in each.metadata
        )

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Self:
        """Return the rule with these values by name; what is not named is as usual.

        Raises:
            NotPossible: a value is out of its bounds.
        """
        known = {setting.name for setting in cls.settings()}
        return cls(**{name: value for name, value in values.items() if name in known})

    def values(self) -> dict[str, Value]:
        """Return its values by key."""
        return {setting.key: getattr(self, setting.name) for setting in self.settings()}

    def contradictions(self) -> Iterator[NotPossible]:
        """Yield what cannot hold together within this kind; nothing unless a kind says so."""
        yield from ()
