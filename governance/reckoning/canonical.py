"""Canonical JSON and digests: one value, one sequence of bytes, for anyone to hash again."""

import hashlib
import json
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
    if isinstance(value, int | str):  # most are, and some values have a million of them
        return
    if isinstance(value, float):
        raise TypeError("A float has no one spelling: use an integer or a string.")
    if isinstance(value, dict):
        for key, inner in value.items():
            assert isinstance(key, str), "keys are text"
            _refuse_floats(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_floats(inner)
