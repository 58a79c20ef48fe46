"""What is typed in forms, and what they say of it."""

from datetime import date
from typing import Any


def day(name: str, value: date) -> dict[str, int]:
    """Return a day as the three boxes of its field send it."""
    return {f"{name}-{part}": getattr(value, part) for part in ("day", "month", "year")}


def beside(answer: Any, field: str) -> str:
    """Return what the form says beside a field of it; the page was not left."""
    assert answer.status_code == 400
    return str(answer.page.first("p", id=f"{field}-error").text)


def post(browser: Any, address: str, *, token_of: str = "/office/cases", **sent: Any) -> Any:
    """Send what a page no longer offers, as an old tab would."""
    token = browser.get(token_of).page.first("input", name="csrf_token")["value"]
    return browser.post(address, data=sent | {"csrf_token": token})
