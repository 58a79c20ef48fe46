"""Passwords: kept as argon2id, and refused when they could be guessed.

There are no rules of composition: a password is long enough, and not one that a stranger, or
somebody who knows the person, would try. Whether it could be guessed is worked out here, offline.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from threading import Lock
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import CHEAPEST
from flask import current_app
from zxcvbn import zxcvbn

LEAST_LETTERS = 10
MOST_LETTERS = 128
LETTERS_WEIGHED = 64  # the time to weigh a password grows faster than its length
LEAST_SCORE = 3  # of 0 to 4: more than 100 million guesses
LEAST_SCORE_OF_REST = 2  # once what others know of the person is taken out
LEAST_KNOWN_WORD = 3

REASONS = {
    "user_inputs": "It is made of what others know: your name, your address or the society.",
    "passwords": "It is like one that many people use, so it would be among the first tried.",
    "dictionary": "It is made of one or two words or names, and those are tried first.",
    "spatial": "Keys that lie side by side are easy to guess.",
    "repeat": "The same letters again and again are easy to guess.",
    "sequence": "Letters or figures in their order, like abc or 6543, are easy to guess.",
    "date": "Dates and years are easy to guess.",
    "regex": "Dates and years are easy to guess.",
}
TOO_EASY = (
    "This password is too easy to guess. {reason} "
    "Add another word or two that others would not think of."
)

# zxcvbn keeps the words it was told of a person in a table shared by all threads.
_weighing = Lock()


def hashed(password: str) -> str:
    """Return what is kept of a password."""
    return _hasher(current_app.config["PASSWORD_PROFILE"]).hash(_composed(password))


def matches(password: str, password_hash: str | None) -> bool:
    """Say whether this is the password; it takes as long when there is none to compare with."""
    profile = current_app.config["PASSWORD_PROFILE"]
    try:
        _hasher(profile).verify(password_hash or _nobodys(profile), _composed(password))
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Say whether the hash was made with other settings than today's."""
    return _hasher(current_app.config["PASSWORD_PROFILE"]).check_needs_rehash(password_hash)


def fault_of(password: str, *, known: Iterable[str]) -> str:
    """Return why this password is refused, or "" if it is good.

    `known` is what others know of the person: their name, address and society.
    """
    composed = _composed(password)
    if len(composed) < LEAST_LETTERS:
        return f"Your password must be {LEAST_LETTERS} characters or more."
    if len(composed) > MOST_LETTERS:
        return f"Your password must be {MOST_LETTERS} characters or fewer."
    words = list(_words_of(known))
    weighed = _weighed(composed, words)
    if weighed["score"] < LEAST_SCORE:
        return _reason(weighed["sequence"])
    # "Lovelace.Ada99": words in another order count as new to zxcvbn, but not to a neighbour.
    rest = _without(composed, words)
    if rest != composed and (not rest or _weighed(rest, words)["score"] < LEAST_SCORE_OF_REST):
        return TOO_EASY.format(reason=REASONS["user_inputs"])
    return ""


def _weighed(password: str, words: list[str]) -> dict[str, Any]:
    with _weighing:
        found: dict[str, Any] = zxcvbn(
            password[:LETTERS_WEIGHED], user_inputs=words, max_length=LETTERS_WEIGHED
        )
    return found


def _without(password: str, words: list[str]) -> str:
    for word in sorted(words, key=len, reverse=True):
        password = re.sub(re.escape(word), "", password, flags=re.IGNORECASE)
    return password


def _reason(sequence: list[dict[str, Any]]) -> str:
    patterns = [_pattern(match) for match in sequence]
    longest = max(sequence, key=lambda match: len(match["token"]))
    told = "user_inputs" if "user_inputs" in patterns else _pattern(longest)
    return TOO_EASY.format(reason=REASONS.get(told, "It could be guessed."))


def _pattern(match: dict[str, Any]) -> str:
    if match["pattern"] != "dictionary":
        return str(match["pattern"])
    name = str(match["dictionary_name"])
    return name if name in REASONS else "dictionary"


def _words_of(known: Iterable[str]) -> Iterator[str]:
    for text in known:
        words = [word for word in re.split(r"[\W_]+", text.lower()) if word]
        for first in range(len(words)):
            for last in range(first, len(words)):
                joined = "".join(words[first : last + 1])
                if len(joined) >= LEAST_KNOWN_WORD:
                    yield joined
        yield text.lower()


def _composed(password: str) -> str:
    # The same letters typed on two kinds of keyboard are the same password.
    return unicodedata.normalize("NFKC", password)


@cache
def _hasher(profile: str) -> PasswordHasher:
    if profile == "cheap":
        return PasswordHasher.from_parameters(CHEAPEST)
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@cache
def _nobodys(profile: str) -> str:
    return _hasher(profile).hash("nobody's password")
