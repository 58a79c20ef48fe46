"""The page of every rule says what the rules say."""

from governance.reckoning.rules.registry import settings
from tests.reckoning.rules.page import PAGE, page, row


def test_the_page_is_as_the_rules_are() -> None:
    told = PAGE.read_text(encoding="utf-8").splitlines()

    assert told == page().splitlines(), "write it anew: python -m tests.reckoning.rules.page"


def test_every_rule_is_a_row_of_the_page() -> None:
    told = PAGE.read_text(encoding="utf-8").splitlines()

    assert [line for line in told if line.startswith("| **")] == [
        row(setting) for setting in settings().values()
    ]
