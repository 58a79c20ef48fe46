"""The page on distributions says of every method what its form says."""

import re
from pathlib import Path

import pytest

from governance.reckoning.distribution.method import DistributionMethod
from governance.reckoning.distribution.registry import methods
from governance.reckoning.distribution.terms import ROUNDING_WORDS

PAGE = Path(__file__).parents[3] / "docs" / "rules-of-the-distribution.md"
WORDS = " ".join(PAGE.read_text(encoding="utf-8").split())
METHODS = [pytest.param(method, id=method.name) for method in methods()]


@pytest.mark.parametrize("method", METHODS)
def test_the_page_describes_the_method_in_its_own_words(method: DistributionMethod) -> None:
    section = WORDS.partition(f"### {method.title} (`{method.name}`) ")[2].partition(" ##")[0]

    assert section.startswith(method.description)
    assert f"*Source*: {method.source}." in section
    assert ("An employee ownership trust may use it" in section) == method.is_on_same_terms
    assert f"*Used for*: {', '.join(sorted(method.purposes))}." in section
    assert f"*Rounding*: {', or '.join(method.roundings)}." in section


def test_the_page_describes_no_method_that_is_not_there() -> None:
    described = re.findall(r"^### .* \(`(\w+)`\)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(described) == [method.name for method in methods()]


def test_the_page_says_how_each_rounding_works() -> None:
    for rounding, words in ROUNDING_WORDS.items():
        assert f"| {rounding} | {words} |" in WORDS
