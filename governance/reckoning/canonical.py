"""Canonical JSON and digests: one value, one sequence of bytes, for anyone to hash again."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any


def canonical(value: Any) -> bytes:
    """Return the value as JSON with sorted keys, no spaces, UTF-8; floats are not allowed.

    A subset of RFC 8785 (JSON Canonicalization Scheme): only strings, integers, booleans, null,
    lists and objects with text keys, so that no two programs can differ on a number's spelling.
    """
    _refuse_floats(value)
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def digest(value: Any) -> str:
    """Return the SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("A float has no one spelling: use an integer or a string.")
    inside: Iterable[Any] = ()
    if isinstance(value, dict):
        assert all(isinstance(key, str) for key in value), "keys are text"
        inside = value.values()
    elif isinstance(value, list | tuple):
        inside = value
    for inner in inside:
        if not isinstance(inner, str | int):  # most are, and some values have a million of them
            _refuse_floats(inner)
