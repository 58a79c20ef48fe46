"""What is kept of a password, and which are refused."""

import time

import pytest
from argon2 import PasswordHasher
from flask import Flask

from governance.accounts import passwords

ADA = ["Ada Lovelace", "ada.lovelace@example.org", "Tame Valley Care", "Tame Valley Care Limited"]


def test_a_password_matches_its_hash_and_no_other_does() -> None:
    kept = passwords.hashed("walrus ledger at teatime")

    assert passwords.matches("walrus ledger at teatime", kept)
    assert not passwords.matches("walrus ledger at teatimE", kept)


def test_what_is_kept_is_argon2id_with_19_mebibytes(app: Flask) -> None:
    app.config["PASSWORD_PROFILE"] = "full"
    try:
        assert passwords.hashed("walrus ledger").startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    finally:
        app.config["PASSWORD_PROFILE"] = "cheap"


def test_no_password_matches_where_none_is_set() -> None:
    assert not passwords.matches("walrus ledger at teatime", None)
    assert not passwords.matches("nobody's password", None)


def test_an_unknown_address_costs_as_much_work_as_a_wrong_password(app: Flask) -> None:
    app.config["PASSWORD_PROFILE"] = "full"
    try:
        kept = passwords.hashed("walrus ledger at teatime")
        passwords.matches("walrus", None)

        wrong, unknown = _work_of("walrus", kept), _work_of("walrus", None)
    finally:
        app.config["PASSWORD_PROFILE"] = "cheap"
    assert 0.5 < unknown / wrong < 2


def test_a_hash_that_cannot_be_read_matches_nothing() -> None:
    assert not passwords.matches("walrus ledger at teatime", "md5:0123")


def test_the_same_letters_from_another_keyboard_are_the_same_password() -> None:
    kept = passwords.hashed("caf\u00e9 walrus ledger")

    assert passwords.matches("cafe\u0301 walrus ledger", kept)


def test_a_hash_made_with_other_settings_is_outdated() -> None:
    other = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1).hash("walrus ledger")

    assert passwords.is_outdated(other)
    assert not passwords.is_outdated(passwords.hashed("walrus ledger"))


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("walrus le", "must be 10 characters or more"),
        ("w" * 129, "must be 128 characters or fewer"),
        ("password1234", "many people use"),
        ("qwertyuiop[]", "easy to guess"),
        ("aaaaaaaaaaaaaaaa", "same letters again and again"),
        ("abcdefghijklmn", "easy to guess"),
        ("03/11/1985", "easy to guess"),
        ("adalovelace1", "what others know"),
        ("Lovelace.Ada99", "what others know"),
        ("Care4Valley4Tame4Ada", "what others know"),
        ("TameValley2026", "what others know"),
        ("tamevalleycare", "what others know"),
        ("ada.lovelace@example.org", "what others know"),
    ],
)
def test_what_could_be_guessed_is_refused_with_its_reason(password: str, reason: str) -> None:
    assert reason in passwords.fault_of(password, known=ADA)


@pytest.mark.parametrize(
    "password",
    [
        "walrus ledger at teatime",
        "correct horse battery staple",
        "no capitals nor figures needed here",
        "gwirfoddolwyr yn y glaw",
        "ᚠᛇᚻ᛫ᛒᛦᚦ᛫ᚠᚱᚩᚠᚢᚱ",
        "x7#kQ9vTz!",
        "lovelace walrus teatime",
        "walrus ledger at teatime " * 5,
    ],
)
def test_what_is_hard_to_guess_is_taken_whatever_it_is_made_of(password: str) -> None:
    assert passwords.fault_of(password, known=ADA) == ""


def test_a_password_is_weighed_without_what_was_known_of_the_person_before() -> None:
    passwords.fault_of("zephyrine quillfeather", known=["Zephyrine Quillfeather"])

    assert passwords.fault_of("zephyrine quillfeather", known=ADA) == ""


def _work_of(password: str, kept: str | None) -> float:
    """Return the least processor time of several verifications, which no other process disturbs."""
    times = []
    for _ in range(5):
        before = time.process_time()
        passwords.matches(password, kept)
        times.append(time.process_time() - before)
    return min(times)
