"""hledger, which knows nothing of us, reads a book as we write it and comes to the same."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask

from governance.infrastructure.database import db
from governance.ledger import charts, hledger, service
from governance.ledger.models import Book
from governance.ledger.places import LEAVE_GRANTED, Leg, leave_of, money
from governance.ledger.queries.balances import AsAt
from governance.ledger.queries.holdings import share_classes
from governance.ledger.queries.statements import trial_balance
from governance.ledger.units import GBP, LEAVE, shares_of
from tests.factories.ledger import FINANCE, TODAY, issue, make_book, make_share_class, post_income
from tests.factories.members import make_member
from tests.machinery import hledger as other
from tests.machinery.clock import NOON
from tests.machinery.prepare import in_ci

DAYS = (
    date(2024, 12, 31),
    date(2025, 3, 31),
    date(2025, 4, 1),
    date(2026, 3, 31),
    date(2026, 7, 7),
    TODAY,
)
CLASSES = {"A": ("A shares", "A"), "B": ("B shares (no par)", "B")}
ROOTS = {
    "asset": "Assets",
    "liability": "Liabilities",
    "equity": "Equity",
    "income": "Income",
    "expense": "Expenses",
}


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """A book of some years, written for hledger."""
    if other.program() is None:
        assert not in_ci(), "hledger is needed here"
        pytest.skip("hledger is not on this machine and could not be installed")
    book = years_of_a_book()
    file = tmp_path / "book.journal"
    file.write_text("".join(hledger.journal(book, AsAt(TODAY))), encoding="utf-8")
    return file


def test_hledger_finds_nothing_to_complain_of(journal: Path) -> None:
    assert other.check(journal) == ""


def test_hledger_comes_to_our_balances_on_every_day(journal: Path) -> None:
    book = make_book()
    for day in DAYS:
        assert theirs(journal, day) == ours(book, day) != {}, day


def test_an_assertion_at_a_close_notices_a_changed_amount(journal: Path) -> None:
    written = journal.read_text(encoding="utf-8")
    changed = written.replace("£10000.00", "£10000.01").replace("£-10000.00", "£-10000.01")
    assert changed != written
    journal.write_text(changed, encoding="utf-8")

    assert "assertion" in other.check(journal)


def test_the_file_names_nobody_and_says_nobodys_words(journal: Path) -> None:
    written = journal.read_text(encoding="utf-8")

    assert "Lovelace" not in written
    assert "for the roof" not in written
    assert ":member:" in written


def test_what_came_later_is_left_out_of_an_earlier_view(app: Flask) -> None:
    book = make_book()
    first = post_income(book, 500)
    post_income(book, 700)

    written = "".join(hledger.journal(book, AsAt(TODAY, first.seq)))

    assert "£5.00" in written
    assert "£7.00" not in written


def test_the_command_prints_what_the_page_sends(app: Flask) -> None:
    book = make_book()
    post_income(book, 500, memo="for the roof")
    db.session.commit()

    result = app.test_cli_runner().invoke(args=["ledger", "export"])

    assert result.exit_code == 0
    assert "Assets:Bank  £5.00" in result.output
    assert "for the roof" not in result.output


def test_the_command_prints_a_trial_balance(app: Flask) -> None:
    post_income(make_book(), 500)
    db.session.commit()

    result = app.test_cli_runner().invoke(args=["ledger", "trial-balance", "--on", "2026-11-16"])

    assert result.exit_code == 0
    assert result.output.split()[-3:] == ["Total", "£5.00", "£5.00"]


def test_the_command_says_which_books_there_are(app: Flask) -> None:
    make_book()
    db.session.commit()

    result = app.test_cli_runner().invoke(args=["ledger", "export", "--book", "venture"])

    assert result.exit_code == 1
    assert "There is no book 'venture'. Keys of books: ''." in result.output


def years_of_a_book() -> Book:
    """Return a book with shares, leave, loans, two closed years, a late posting and a reversal."""
    book = make_book()
    a_shares = make_share_class(book, withdrawable=True, may_hold=("member", "person"))
    b_shares = make_share_class(book, "B", par_pence=None, name="B shares; (no par)")
    people = [make_member(f"Member {n} Lovelace").party_id for n in range(1, 7)]
    for n, party_id in enumerate(people):
        issue(a_shares, 10 + n, to=party_id, on=date(2024, 5, 1 + n))
        issue(b_shares, 1, to=party_id, on=date(2024, 6, 1))
    post_income(book, 10_000_00, on=date(2024, 7, 1), memo="for the roof, and more; so")
    spend(book, 4_000_07, on=date(2025, 2, 28))
    service.close_period(book, date(2025, 3, 31), actor=FINANCE, now=NOON)
    lend(book, people[0], 250_00, on=date(2025, 4, 1))
    service.redeem(a_shares, 4, party_id=people[1], on=date(2025, 9, 9), actor=FINANCE, now=NOON)
    post_income(book, 9_999_99, on=date(2026, 1, 1))
    service.close_period(book, date(2026, 3, 31), actor=FINANCE, now=NOON)
    grant_leave(book, people, on=date(2026, 4, 1))
    mistaken = post_income(book, 77, on=date(2026, 7, 7))
    service.reverse(mistaken.seq, effective_on=date(2026, 7, 8), actor=FINANCE, now=NOON)
    return book


def spend(book: Book, pence: int, *, on: date) -> None:
    legs = [Leg(money(charts.OTHER_COSTS), money(charts.BANK), pence)]
    service.post(book.id, "payment", legs, effective_on=on, actor=FINANCE, now=NOON)


def lend(book: Book, party_id: int, pence: int, *, on: date) -> None:
    legs = [Leg(money(charts.BANK), money(charts.LOANS, party_id), pence)]
    service.post(book.id, "loan", legs, effective_on=on, actor=FINANCE, now=NOON)


def grant_leave(book: Book, people: list[int], *, on: date) -> None:
    legs = [Leg(LEAVE_GRANTED, leave_of(party_id), 12_345) for party_id in people]
    service.post(book.id, "grant", legs, effective_on=on, actor=FINANCE, now=NOON)


def ours(book: Book, day: date) -> dict[tuple[str, str], Decimal]:
    """Return our trial balance by account and commodity: debits above nought, parties together."""
    classes = {shares_of(each.id): CLASSES[each.code] for each in share_classes(book.id)}
    found = {}
    for row in trial_balance(book.id, AsAt(day)):
        if row.unit == GBP:
            name = row.name.replace(": ", ":")
            found[f"{ROOTS[row.kind]}:{name}", "£"] = -Decimal(row.balance) / 100
        elif row.unit == LEAVE:
            found[f"Leave:{row.name}", "min"] = -Decimal(row.balance)
        else:
            name, code = classes[row.unit]
            found[f"Shares:{name} {code}:{row.code}", name] = -Decimal(row.balance)
    return {place: amount for place, amount in found.items() if amount}


def theirs(file: Path, day: date) -> dict[tuple[str, str], Decimal]:
    """Return hledger's balances, parties together."""
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for (account, commodity), amount in other.balances(file, day).items():
        place = (account.split(":member:")[0], commodity.strip('"'))
        found[place] += Decimal(amount.replace(",", ""))
    return {place: amount for place, amount in found.items() if amount}
