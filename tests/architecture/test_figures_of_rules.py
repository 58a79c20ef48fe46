"""No figure of a rule stands anywhere but in its kind of rule, or of the law but in statutes.py.

A figure by which something about members is decided is a setting of the rulebook: the members see
it, with its source, and change it. A name that sounds like one is told here, with what it is.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from governance.reckoning import statutes
from tests.architecture.source import PACKAGE, modules, shown, tree_of

WHERE_THEY_STAND = ("reckoning/rules/", "reckoning/statutes.py")
LOOKS_LIKE_A_RULE = re.compile(
    r"(^|_)(DAYS?|MONTHS?|YEARS?|NOTICE|QUORUM|SECONDERS?|MAJORITY|TERMS?|CONSENT|AGE|SERVICE|"
    r"PROBATION|SECRECY|SECRET|FEWEST|PAPERS|ROLL|SHORTEST|NOMINATORS|SEATS|PROXIES|INTEREST|"
    r"HOLDING|RETENTION|KEPT)(_|$)"
)
NUMBERS = ast.Constant | ast.UnaryOp | ast.BinOp

# Each with why no society's members would set it.
NO_RULES = {
    "ANSWERED_WITHIN_MONTHS": "UK GDPR, article 12(3): nobody may take longer",
    "DAYS_IN_A_LEAP_YEAR": "the calendar",
    "DAYS_IN_A_WEEK": "the calendar",
    "DAYS_IN_A_YEAR": "the calendar",
    "FEWEST_FOLDED": "how a page folds what did not change",
    "FEWEST_LETTERS": "how a search begins",
    "FORGOTTEN_AFTER": "a file that was uploaded and never entered goes",
    "KEPT": "a printed register that was asked for and made goes after a week",
    "KEPT_FOR": "how long wrong passwords are counted",
    "LASTS": "how long a link in a mail works",
    "LATEST_AMBIGUOUS_DAY": "how a day in a file is read",
    "LONG_BEFORE": "a warning to whoever sets a ballot that the year may be wrong",
    "LONGEST_YEAR": "how many letters a form takes",
    "LOOKS_BACK": "how far the register is renewed anew",
    "MISCONDUCT_MONTHS": "Income Tax (Earnings and Pensions) Act 2003, section 312C(4)",
    "MONTHS_STATED": "the year of a statement of solvency: FCA, RFCCBS 6.1",
    "MONTHS_TO_CLOSE_A_YEAR": "a reminder to the office of its books",
    "MOST_PAPERS": "how large a file of papers is read",
    "OLD_DEBT_DAYS": "a reminder to the office of its books",
    "ONE_DAY": "the calendar",
    "PROBLEMS_KEPT": "how many lines of a file are told",
    "SHORTEST_MONTH": "how a month is read",
    "SHORTEST_TITLE": "how few letters say what a motion is about",
    "STEPS": "how often the worker looks",
    "AHEAD": "how early a notice of a ballot's close goes out",
}


def test_no_figure_of_a_rule_stands_beside_the_rules() -> None:
    found = {
        f"{shown(module)}: {name}"
        for module in _others()
        for name in _figures_in(module)
        if name not in NO_RULES
    }

    assert not found, "put it into its kind of rule, or say here why it is none"


@pytest.mark.parametrize(
    ("line", "is_a_figure"),
    [
        ("SHORTEST = timedelta(hours=1)", True),
        ("LONGEST = timedelta(days=90)", True),
        ("FEWEST_FOR_SECRECY = 5", True),
        ("UNTRACED_MONTHS = 3", True),
        ("TRANSFERS_NEED_CONSENT = True", True),
        ("SMALL_ROLL: int = 20", True),
        ("LONGEST_NOTE = 300", False),
        ("PER_PAGE = 50", False),
        ("GRACE = timedelta(minutes=2)", False),
        ('QUORUM_TITLE = "Quorum"', False),
    ],
)
def test_what_looks_like_a_figure_of_a_rule(line: str, is_a_figure: bool) -> None:
    assert bool(list(_figures_of(ast.parse(line)))) is is_a_figure


def test_what_is_told_here_is_there() -> None:
    there = {name for module in _others() for name in _figures_in(module)}

    assert set(NO_RULES) <= there


def test_a_figure_of_the_law_that_a_rule_takes_over_is_read_through_the_rule() -> None:
    """Who cites the law beside it, or judges a day of the past by it, is named."""
    taken_over = {
        name
        for name, figure in vars(statutes).items()
        if isinstance(figure, statutes.Figure) and _is_in_a_rule(name)
    }
    allowed = {
        "privacy/retention.py",  # names the law where it and the rule say the same
        "ledger/service/holders.py",  # says whose limit it is
        "ledger/service/import_bounds.py",  # of days before there was a rulebook
    }
    readers = {
        shown(module).removeprefix("governance/")
        for module in _others()
        if "reckoning/" not in shown(module)
        and taken_over & set(re.findall(r"[A-Z_]{4,}", module.read_text(encoding="utf-8")))
    }

    assert {"MINUTES_RETENTION_YEARS", "INSPECTION_WORKING_DAYS"} <= taken_over
    assert readers <= allowed


def _others() -> list[Path]:
    return [
        module
        for module in modules()
        if not shown(module).removeprefix("governance/").startswith(WHERE_THEY_STAND)
        and "demonstration/" not in shown(module)
    ]


def _figures_in(module: Path) -> Iterator[str]:
    return _figures_of(tree_of(module))


def _figures_of(tree: ast.Module) -> Iterator[str]:
    """Yield the names of figures at the head of a module that are days, or sound like a rule."""
    for node in tree.body:
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for name in [
            each.id for each in targets if isinstance(each, ast.Name) and each.id.isupper()
        ]:
            sounds_so = _is_a_number(node.value) and LOOKS_LIKE_A_RULE.search(name)
            if sounds_so or _is_of_days(node.value):
                yield name


def _is_a_number(value: ast.expr) -> bool:
    if not isinstance(value, NUMBERS):
        return False
    constants = [node.value for node in ast.walk(value) if isinstance(node, ast.Constant)]
    return bool(constants) and all(isinstance(each, int) for each in constants)


def _is_of_days(value: ast.expr) -> bool:
    """Say whether a time of hours, days or weeks is in it."""
    spans = (
        node
        for node in ast.walk(value)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "timedelta"
    )
    return any(span.arg in ("hours", "days", "weeks") for call in spans for span in call.keywords)


def _is_in_a_rule(name: str) -> bool:
    kinds = PACKAGE / "reckoning" / "rules" / "kinds"
    return any(
        re.search(rf"\b{name}\b", path.read_text(encoding="utf-8")) for path in kinds.rglob("*.py")
    )
