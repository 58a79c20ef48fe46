"""What two amendments change of the same named values, and the values with both of them.

Values are as JSON has them, those within others by the names on the way; a list is one value.
"""

import copy
from collections.abc import Iterator, Mapping
from typing import Any
from zlib import crc32

Path = tuple[str, ...]
MISSING = object()


class ValueOvertaken(Exception):
    """Both changed the same value, each in its own way."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{'.'.join(path)} is something else now")
        self.path = path


def differing(base: Mapping[str, Any], other: Mapping[str, Any]) -> frozenset[Path]:
    """Return the paths of the values that are not the same in both."""
    one, two = dict(_leaves(base)), dict(_leaves(other))
    return frozenset(
        path for path in one.keys() | two.keys() if one.get(path, MISSING) != two.get(path, MISSING)
    )


def with_both(
    base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> dict[str, Any]:
    """Return their values with what mine changed of the base.

    Raises:
        ValueOvertaken: of a value they say something else, and so do I.
    """
    said, changed_there = dict(_leaves(mine)), differing(base, theirs)
    together = copy.deepcopy(dict(theirs))
    for path in sorted(differing(base, mine)):
        value = said.get(path, MISSING)
        if path in changed_there and dict(_leaves(theirs)).get(path, MISSING) != value:
            raise ValueOvertaken(path)
        _put(together, path, value)
    return together


def place_of(path: Path) -> int:
    """Return a number below nought that stands for a value, as those from nought on for words."""
    return -1 - crc32(".".join(path).encode())


def _leaves(values: Mapping[str, Any], way: Path = ()) -> Iterator[tuple[Path, Any]]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*way, name))
        else:
            yield (*way, name), value


def _put(values: dict[str, Any], path: Path, value: Any) -> None:
    for name in path[:-1]:
        values = values.setdefault(name, {})
    if value is MISSING:
        values.pop(path[-1], None)
    else:
        values[path[-1]] = value
