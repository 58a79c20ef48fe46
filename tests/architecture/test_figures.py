"""A figure of a rule stands in its kind of rule, or in the law, and nowhere else.

`tests/cases/figures.csv` lists what else stands in the code, each with why no vote could be about
it: how much a page shows, how long typed words may be, a unit. `*` is a whole file of such.
"""

import csv
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from governance.reckoning import statutes
from tests.architecture.figures import (
    APART,
    HOME,
    FigureFound,
    figures_in_code,
    figures_in_words,
    in_source,
    in_text,
)
from tests.architecture.source import PACKAGE, PROJECT, modules, shown

LISTED = PROJECT / "tests" / "cases" / "figures.csv"
EVERY = "*"


def listed() -> dict[FigureFound, str]:
    with LISTED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    return {FigureFound(where, what): why for where, what, why in rows[1:]}


def matched(found: Iterable[FigureFound], known: set[FigureFound]) -> set[FigureFound]:
    """Return what is listed of what was found, a whole file by its star."""
    whole = {each.where for each in known if each.what == EVERY}
    return {FigureFound(each.where, EVERY) if each.where in whole else each for each in found}


def test_every_figure_outside_the_rules_is_listed_with_why_it_is_no_rule() -> None:
    known = set(listed())
    found = matched(figures_in_code() | figures_in_words(), known)

    unknown = sorted(f"{each.where}: {each.what}" for each in found - known)
    assert unknown == [], (
        "a rule of the society goes into its kind in governance/reckoning/rules/kinds/ and is read"
        " by rules_on(day), the law's into statutes.py; what is neither is listed in"
        f" {LISTED.name} with why"
    )


def test_nothing_is_listed_that_is_gone() -> None:
    known = set(listed())
    found = matched(figures_in_code() | figures_in_words(), known)

    assert sorted(f"{each.where}: {each.what}" for each in known - found) == []


def test_the_list_is_in_order_and_gives_a_reason_for_each() -> None:
    rows = list(listed().items())

    assert [each for each, _why in rows] == sorted(each for each, _why in rows)
    assert [each for each, why in rows if not why.strip()] == []


@pytest.mark.parametrize("place", [*HOME, *APART])
def test_what_is_not_looked_at_is_there(place: str) -> None:
    assert (PACKAGE / place).exists()


@pytest.mark.parametrize(
    ("source", "figures"),
    [
        ("SECONDERS = 2", {"SECONDERS"}),
        ("ONE_EACH = 1", set()),
        ("WAIT = timedelta(days=14)", {"WAIT"}),
        ("A_DAY = timedelta(days=1)", set()),
        ("SHARE = Fraction(3, 4)", {"SHARE"}),
        ("RATE = Decimal('0.05')", {"RATE"}),
        ("LEAST, MOST = 3, 12", {"(LEAST, MOST)"}),
        ("WAITS = {'death': 3 * 30, 'notice': 1}", {"WAITS"}),
        ("class Rule:\n    least_age: int = 16", {"least_age"}),
        ("class Refused:\n    status = 422", set()),
        ("def quorum(members, least=2): ...", {"quorum(least=…)"}),
        (
            "def quorum(members, *, share=Fraction(1, 2)): ...",
            {"quorum(share=…)", "Fraction(1, 2)"},
        ),
        ("if len(seconders) < 2: pass", {"len(seconders) < 2"}),
        ("if not found or seats == 0: pass", set()),
        ("def f(day):\n    return months_after(day, 6)", {"months_after(day, 6)"}),
        ("def f(day):\n    return day + timedelta(weeks=2)", {"timedelta(weeks=2)"}),
        ("def f(rules, day):\n    return months_after(day, rules.months)", set()),
        ("NumberField('Shares', most=12)", {"most=12"}),
        ("TextField('Name', longest=80)", set()),
        ("WORDS = ('a', 'b')\nYES = True", set()),
    ],
)
def test_what_counts_as_a_figure(source: str, figures: set[str]) -> None:
    assert in_source(source) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Wait three months for an answer.", ["three months"]),
        ("There are fewer than two scrutineers.", ["two scrutineers"]),
        ("They are told 14 clear days before.", ["14 clear days"]),
        ("Full time is 37.5 hours a week.", []),
        ("The holiday of 25 December 2026.", []),
        ("It is open for %(days)s days.", []),
        ("It is open for a week, or one month.", []),
    ],
)
def test_what_counts_as_a_figure_in_words(text: str, figures: list[str]) -> None:
    assert in_text(text) == figures


def test_the_rules_themselves_would_be_found() -> None:
    """Whoever writes a figure as the kinds of rule do, elsewhere, is found."""
    kinds = Path(PACKAGE / "reckoning" / "rules" / "kinds")

    silent = [path.name for path in kinds.glob("m*.py") if not in_source(path.read_text("utf-8"))]
    assert silent == ["majorities.py"], "which has choices only"


# Which modules name a figure of the law that a rule bounds or takes over, and why.
CITES_THE_LAW = {
    "governance/privacy/retention.py": "tells the law's years where the rules say the same",
    "governance/ledger/service/holders.py": "says whose limit it is",
    "governance/ledger/service/import_bounds.py": "judges days before there was a rulebook",
    "governance/ledger/forms/distributing.py": "says the law's most beside the field",
}


def test_a_figure_of_the_law_that_a_rule_takes_over_is_read_through_the_rule() -> None:
    taken_over = {
        name
        for name, figure in vars(statutes).items()
        if isinstance(figure, statutes.Figure) and name in in_kinds()
    }
    readers = {
        shown(module)
        for module in modules()
        if not module.is_relative_to(PACKAGE / "reckoning")
        and taken_over & words_of(module.read_text(encoding="utf-8"))
    }

    assert {"MINUTES_RETENTION_YEARS", "INSPECTION_WORKING_DAYS"} <= taken_over
    assert readers == set(CITES_THE_LAW)


def in_kinds() -> set[str]:
    kinds = PACKAGE / "reckoning" / "rules" / "kinds"
    return words_of("".join(path.read_text(encoding="utf-8") for path in kinds.rglob("*.py")))


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[A-Z_0-9]{4,}", text))
