"""Reading one cell of a file of shares or money: whole shares, pounds and pence."""

import re
from enum import StrEnum

from governance.members.importing.values import Unreadable

MOST = 10**12
_SHARES = re.compile(r"\d{1,12}|\d{1,3}(,\d{3}){1,3}", re.ASCII)
_POUNDS = re.compile(r"£? ?(\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.(\d{2}))?", re.ASCII)
_PENCE = re.compile(r"\d{1,14}|\d{1,3}(,\d{3}){1,4}", re.ASCII)
_NEGATIVE = re.compile(r"\(.*\)|[-−].*|.*[-−]|.* ?(CR|DR)", re.IGNORECASE)
_WITH_DECIMALS = re.compile(r"[\d,]+\.\d+", re.ASCII)


class Money(StrEnum):
    """In what the file writes money."""

    POUNDS = "pounds"
    PENCE = "pence"


def shares(text: str) -> int:
    """Read a number of shares: 250 or 1,250."""
    if _NEGATIVE.fullmatch(text):
        raise Unreadable(
            f"“{text}” is below nought. Shares that ended have a line or columns of their own: say "
            "when and how they ended, with the number as it is."
        )
    if _WITH_DECIMALS.fullmatch(text):
        raise Unreadable(
            f"“{text}” has decimals, and shares are whole. If this is money, choose its column as "
            "the amount paid."
        )
    if not _SHARES.fullmatch(text):
        raise Unreadable(f"“{text[:40]}” is not a number of shares. Write it as 250.")
    counted = int(text.replace(",", ""))
    if not counted:
        raise Unreadable("No shares: leave the line out, or enter how many there are.")
    return counted


def pence(text: str, money: Money = Money.POUNDS) -> int:
    """Read money as pence: £1,000.00, 1000 or 1000.00; or 100000, if the file is in pence."""
    if _NEGATIVE.fullmatch(text):
        raise Unreadable(
            f"“{text}” is below nought (brackets and a minus mean that). Write the amount without "
            "it; in a list of balances, in the other column."
        )
    if money is Money.PENCE:
        if not _PENCE.fullmatch(text):
            raise Unreadable(
                f"“{text[:40]}” is not a whole number of pence, as you said that this file's money "
                "is. Choose pounds, or look why this one differs."
            )
        return int(text.replace(",", ""))
    found = _POUNDS.fullmatch(text)
    if not found:
        raise Unreadable(
            f"“{text[:40]}” is not an amount of money. Write it as £1,000.00 or 1000, with two "
            "figures for the pence."
        )
    return int(found[1].replace(",", "")) * 100 + int(found[2] or 0)
