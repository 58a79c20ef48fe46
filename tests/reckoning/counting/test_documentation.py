"""The page of the ways of counting says what they say; the rules of the count leave out none."""

import re
from inspect import getdoc
from pathlib import Path

import pytest

from governance.reckoning.counting.registry import CountingMethod, methods
from tests.reckoning.counting.page import PAGE, page, row

RULES = Path(__file__).parents[3] / "docs" / "rules-of-the-count.md"
METHODS = [pytest.param(method, id=method.name) for method in methods()]


def test_the_page_is_as_the_methods_are() -> None:
    told = PAGE.read_text(encoding="utf-8").splitlines()

    assert told == page().splitlines(), "write it anew: python -m tests.reckoning.counting.page"


@pytest.mark.parametrize("method", METHODS)
def test_a_method_describes_itself(method: CountingMethod) -> None:
    told = PAGE.read_text(encoding="utf-8")

    assert len(getdoc(type(method)) or "") > 40
    assert row(method) in told
    assert method.source in told


@pytest.mark.parametrize("method", METHODS)
def test_the_rules_of_the_count_have_each_method(method: CountingMethod) -> None:
    assert re.search(rf"^[#|].*`{method.name}`", RULES.read_text(encoding="utf-8"), re.MULTILINE)
