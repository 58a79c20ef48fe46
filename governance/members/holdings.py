"""What members hold, as the full register has it: told by the ledger, which stands above."""

from collections.abc import Callable, Mapping
from datetime import date

from flask import current_app

HoldingsAt = Callable[[date, int | None], Mapping[int, str]]


def holdings_at(on: date, known: int | None = None) -> Mapping[int, str]:
    """Return party -> its shares and what was paid for them, in words, at the end of that day.

    CCBS Act 2014 s.30(2)(c). Those who hold nothing are left out; so is everybody where the society
    has no shares.
    """
    told: HoldingsAt = current_app.extensions["folkmoot_holdings_at"]
    return told(on, known)
