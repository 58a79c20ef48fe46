"""Keep a whole count as JSON, and find exactly the same count again.

    kept = as_kept(count)                        # for a column of JSON, or json.dumps
    assert from_kept(json.loads(json.dumps(kept))) == count

Everything of the count is kept: the papers' numbers, every stage, tie and lot, the unit. Besides,
each stage has its `action` in words and the count its `lots`, for whoever reads the JSON; they are
worked out anew when the count is found. `form` says which class of count it was. A method with a
count of its own enters the class, and no other line changes:

    @kept_as("tally")
    @dataclass(frozen=True)
    class Tally(Count): ...

Its fields may be whole numbers, texts, truths, None, words of a StrEnum, tuples, frozensets of
whole numbers, mappings from texts or whole numbers, and frozen dataclasses of these. A field with
a default may be missing from what was kept, so that older results stay readable.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from governance.reckoning.counting.count import Count, Stage
from governance.reckoning.counting.registry import methods

_FORMS: dict[str, type[Count]] = {}

CountClass = TypeVar("CountClass", bound=type[Count])


class NotACount(ValueError):
    """What is to be found again is no count that was kept here."""


def kept_as(form: str) -> Callable[[CountClass], CountClass]:
    """Enter the class below, whose counts are kept under this word."""

    def enter(count_class: CountClass) -> CountClass:
        if form in _FORMS:
            raise ValueError(f"Two classes of counts are kept as {form!r}: rename one of them.")
        _FORMS[form] = count_class
        return count_class

    return enter


kept_as("stages")(Count)


def as_kept(count: Count) -> dict[str, Any]:
    """Return the whole count for JSON."""
    form = next((form for form, each in _FORMS.items() if each is type(count)), None)
    if form is None:
        raise NotACount(f"{type(count).__name__} is not entered by kept_as.")
    lots = [_plain(lot) for lot in count.lots]
    return {"form": form, **_plain(count), "lots": lots}


def from_kept(kept: Mapping[str, Any]) -> Count:
    """Return the count that `as_kept` kept."""
    methods()  # Reading the methods enters their classes of counts.
    form = kept.get("form")
    if form not in _FORMS:
        raise NotACount(f"Nothing here is kept as {form!r}, only {', '.join(sorted(_FORMS))}.")
    try:
        found = _found(kept, _FORMS[form])
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise NotACount(f"This is not a count that was kept here: {fault!r}.") from fault
    assert isinstance(found, Count), "only classes of counts are entered"
    return found


def _plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    if is_dataclass(value):
        plain = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"action": value.action, **plain} if isinstance(value, Stage) else plain
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, StrEnum):
        return str(value)
    if value is None or isinstance(value, bool | int | str):
        return value
    raise NotACount(f"{value!r} cannot be kept: a count holds whole numbers and texts.")


def _found(plain: Any, kind: Any) -> Any:
    """Return the value of that type which `_plain` made plain."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        (kind,) = (each for each in parts if each is not NoneType)
        return None if plain is None else _found(plain, kind)
    if origin is tuple:
        return _found_tuple(plain, parts)
    if origin is frozenset:
        return frozenset(_found(each, parts[0]) for each in plain)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {_key(key, parts[0]): _found(each, parts[1]) for key, each in plain.items()}
    if is_dataclass(kind):
        return _found_dataclass(plain, kind)
    if issubclass(kind, StrEnum):
        return kind(plain)
    if type(plain) is not kind:
        raise TypeError(f"{plain!r} is not of {kind.__name__}")
    return plain


def _found_tuple(plain: Any, parts: tuple[Any, ...]) -> tuple[Any, ...]:
    if parts[1:] == (...,):
        return tuple(_found(each, parts[0]) for each in plain)
    return tuple(_found(each, part) for each, part in zip(plain, parts, strict=True))


def _found_dataclass(plain: Mapping[str, Any], kind: Any) -> Any:
    kinds = get_type_hints(kind)
    known = [each for each in fields(kind) if each.name in plain or not _has_default(each)]
    return kind(**{each.name: _found(plain[each.name], kinds[each.name]) for each in known})


def _has_default(field: Field[Any]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


def _key(key: str, kind: Any) -> Any:
    return int(key) if kind is int else _found(key, kind)
