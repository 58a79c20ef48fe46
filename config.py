"""Settings from the environment, one class per environment. `governance` never imports this.

A setting that is missing or unsafe stops the application from starting, with a sentence that
says what to do. See docs/operating.md for every variable.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

INSTANCE = Path(__file__).resolve().parent / "instance"
ENVIRONMENTS = ("development", "production", "testing")
LEAST_SECRET_LENGTH = 32
MEBIBYTE = 1024 * 1024
POSTGRESQL_PORT = 5432
OWN_MACHINE = ("localhost", "127.0.0.1", "::1")


class Unsafe(SystemExit):
    """The settings would make an unsafe or broken installation."""

    def __init__(self, problems: list[str]) -> None:
        listed = "\n".join(f"  - {problem}" for problem in problems)
        super().__init__(f"Folkmoot cannot start with these settings:\n{listed}")


class Development:
    """A person's own machine: embedded SQLite, mails readable on a page, plain http on loopback."""

    ENVIRONMENT = "development"
    SECRET_KEY = "development only; production refuses to start with this"
    SQLALCHEMY_DATABASE_URI = f"sqlite:///{INSTANCE / 'folkmoot.db'}"
    BALLOT_BOX_URL = f"sqlite:///{INSTANCE / 'ballot-box.db'}"
    PUBLIC_URL = "http://localhost:8000"
    SMTP_URL = ""
    MAIL_FROM = "Folkmoot <no-reply@localhost>"
    MAIL_READABLE = True
    SESSION_COOKIE_NAME = "folkmoot"
    SESSION_COOKIE_SECURE = False
    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = "Lax"
    PERMANENT_SESSION_LIFETIME = 12 * 60 * 60
    MAX_CONTENT_LENGTH = 32 * MEBIBYTE  # a CSV of 80,000 staff is about 12
    MAX_FORM_MEMORY_SIZE = MEBIBYTE
    MAX_FORM_PARTS = 200
    WTF_CSRF_TIME_LIMIT = None  # a page left open over a shift must still submit
    PASSWORD_PROFILE = "full"
    TRUSTED_PROXIES = 0
    DEMONSTRATION = False
    MASTHEAD_SECONDS = 5
    # Beside an SQLite book; none with PostgreSQL, unless it is named.
    ANCHORS_FILE: str | None = None


class Production(Development):
    """The members' own: https only, mails by SMTP, nothing readable on a page."""

    ENVIRONMENT = "production"
    SECRET_KEY = ""
    PUBLIC_URL = ""
    MAIL_FROM = ""
    MAIL_READABLE = False
    SESSION_COOKIE_NAME = "__Host-folkmoot"
    SESSION_COOKIE_SECURE = True
    TRUSTED_PROXIES = 1


class Testing(Development):
    """The test suite: the cheapest password profile, everything else as it is in life."""

    ENVIRONMENT = "testing"
    TESTING = True
    PASSWORD_PROFILE = "cheap"
    MASTHEAD_SECONDS = 0
    PUBLIC_URL = "http://localhost"
    ANCHORS_FILE = ""


def from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """Return the settings that the environment asks for.

    Raises:
        Unsafe: naming every setting that is missing or unsafe, not only the first.
    """
    name = environ.get("FOLKMOOT_ENVIRONMENT", "development")
    classes = {"development": Development, "production": Production, "testing": Testing}
    if name not in classes:
        raise Unsafe([f"FOLKMOOT_ENVIRONMENT is '{name}': use one of {', '.join(ENVIRONMENTS)}."])
    settings = _as_mapping(classes[name])
    problems = _read(environ, settings)
    if name == "production":
        problems += _unsafe_in_production(environ, settings)
    elif urlsplit(settings["PUBLIC_URL"]).hostname not in OWN_MACHINE:
        problems.append(
            f"PUBLIC_URL is an address for others, and with FOLKMOOT_ENVIRONMENT '{name}' anyone "
            "could read every mail and make a session of anybody's. Set "
            "FOLKMOOT_ENVIRONMENT=production."
        )
    if problems:
        raise Unsafe(problems)
    return settings


def testing(database_url: str, ballot_box_url: str, **overrides: Any) -> dict[str, Any]:
    """Return the settings of a test run on these two databases."""
    settings = _as_mapping(Testing)
    settings.update(
        SQLALCHEMY_DATABASE_URI=database_url,
        BALLOT_BOX_URL=ballot_box_url,
        SECRET_KEY="a key for tests, long enough to sign with",
    )
    settings.update(overrides)
    return settings


def _as_mapping(settings: type) -> dict[str, Any]:
    return {key: getattr(settings, key) for key in dir(settings) if key.isupper()}


def _read(environ: Mapping[str, str], settings: dict[str, Any]) -> list[str]:
    problems = []
    names = {
        "SECRET_KEY": "SECRET_KEY",
        "DATABASE_URL": "SQLALCHEMY_DATABASE_URI",
        "BALLOT_BOX_URL": "BALLOT_BOX_URL",
        "PUBLIC_URL": "PUBLIC_URL",
        "SMTP_URL": "SMTP_URL",
        "MAIL_FROM": "MAIL_FROM",
        "FOLKMOOT_ANCHORS_FILE": "ANCHORS_FILE",
    }
    for variable, setting in names.items():
        if environ.get(variable):
            settings[setting] = environ[variable].strip()
    for variable, setting, least in (
        ("FOLKMOOT_TRUSTED_PROXIES", "TRUSTED_PROXIES", 0),
        ("FOLKMOOT_MAX_UPLOAD_BYTES", "MAX_CONTENT_LENGTH", MEBIBYTE),
    ):
        given = environ.get(variable)
        if given is None:
            continue
        if not given.isdecimal() or int(given) < least:
            problems.append(f"{variable} is '{given}': use a whole number from {least}.")
        else:
            settings[setting] = int(given)
    if settings["ANCHORS_FILE"] is None:
        settings["ANCHORS_FILE"] = _anchors_beside(settings["SQLALCHEMY_DATABASE_URI"])
    settings["DEMONSTRATION"] = environ.get("FOLKMOOT_DEMONSTRATION") == "1"
    settings["MAIL_READABLE"] = settings["MAIL_READABLE"] or settings["DEMONSTRATION"]
    if _place_of(settings["SQLALCHEMY_DATABASE_URI"]) == _place_of(settings["BALLOT_BOX_URL"]):
        problems.append(
            "BALLOT_BOX_URL is the same database as DATABASE_URL: a shared one would join names to "
            "votes. Give the ballot box a database of its own."
        )
    if settings["PUBLIC_URL"].endswith("/"):
        settings["PUBLIC_URL"] = settings["PUBLIC_URL"].rstrip("/")
    return problems


def _anchors_beside(address: str) -> str:
    """Return the file of anchors that goes with an SQLite book; "" where there is no file."""
    try:
        url = make_url(address)
    except ArgumentError:
        return ""
    is_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    return f"{url.database}.anchors" if is_file else ""


def _place_of(address: str) -> tuple[object, ...]:
    """Return where a database is, however its address is spelt."""
    try:
        url = make_url(address)
    except ArgumentError:
        return (address,)
    if url.get_backend_name() == "sqlite":
        return (address,) if not url.database else (Path(url.database).resolve(),)
    host = url.query.get("host") or url.host or "localhost"
    schema = url.query.get("options")
    return (host, url.port or POSTGRESQL_PORT, url.database, schema)


def _unsafe_in_production(environ: Mapping[str, str], settings: dict[str, Any]) -> list[str]:
    problems = []
    key = settings["SECRET_KEY"]
    if not key:
        problems.append(
            "SECRET_KEY is missing. Make one with: python -c 'import secrets; "
            "print(secrets.token_urlsafe(48))' and keep it out of the repository."
        )
    elif len(key) < LEAST_SECRET_LENGTH or key == Development.SECRET_KEY:
        problems.append(f"SECRET_KEY is too short: use {LEAST_SECRET_LENGTH} characters or more.")
    if not settings["PUBLIC_URL"].startswith("https://"):
        problems.append(
            "PUBLIC_URL must be the https:// address that members use; cookies and links depend on "
            "it, and plain http would send passwords in the clear."
        )
    for variable in ("DATABASE_URL", "BALLOT_BOX_URL"):
        if not environ.get(variable):
            problems.append(f"{variable} is missing: say where this database is.")
    if not settings["SMTP_URL"]:
        problems.append("SMTP_URL is missing: invitations and receipts go out by mail.")
    if not settings["MAIL_FROM"]:
        problems.append("MAIL_FROM is missing: say which address mails come from.")
    if environ.get("FLASK_DEBUG", "0") not in ("", "0", "false"):
        problems.append("FLASK_DEBUG is on: it lets anyone run code here. Unset it.")
    if settings["DEMONSTRATION"]:
        problems.append("FOLKMOOT_DEMONSTRATION is on: it shows everyone's mail. Unset it.")
    return problems
