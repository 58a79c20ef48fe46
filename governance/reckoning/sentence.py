"""A sentence with figures in it: English as it stands, and ready to be translated whole."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, Union

Value: TypeAlias = Union[int, str, "Sentence", tuple["Sentence", ...]]


def translatable(text: str) -> str:
    """Mark a text that is shown to people, so that the translators' tool finds it; return it."""
    return text


@dataclass(frozen=True)
class Sentence:
    """A template with `%(name)s` places, and what stands in them.

    Whole numbers are written with thousands separators, sentences in places are written out and a
    tuple of them becomes a list with commas. Text stands as it is: it is a name or a figure.
    """

    template: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.translated(lambda template: template)

    def translated(self, translate: Callable[[str], str]) -> str:
        """Return the sentence in the language of `translate`, which turns one template."""
        written = {name: _written(value, translate) for name, value in self.values.items()}
        return translate(self.template) % written

    def as_json(self) -> dict[str, Any]:
        """Return the sentence as JSON keeps it, for a declaration stored whole."""
        return {
            "template": self.template,
            "values": {name: _kept(value) for name, value in self.values.items()},
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Sentence":
        """Return the sentence that `as_json` kept."""
        return cls(
            kept["template"], {name: _found(value) for name, value in kept["values"].items()}
        )


def _written(value: Value, translate: Callable[[str], str]) -> str:
    if isinstance(value, Sentence):
        return value.translated(translate)
    if isinstance(value, tuple):
        return ", ".join(each.translated(translate) for each in value)
    return f"{value:,}" if isinstance(value, int) else value


def _kept(value: Value) -> Any:
    if isinstance(value, Sentence):
        return value.as_json()
    if isinstance(value, tuple):
        return [each.as_json() for each in value]
    return value


def _found(kept: Any) -> Value:
    if isinstance(kept, dict):
        return Sentence.from_json(kept)
    if isinstance(kept, list):
        return tuple(Sentence.from_json(each) for each in kept)
    assert isinstance(kept, int | str), "a sentence keeps whole numbers, text and sentences"
    return kept
