"""What every counting method must do, whichever it is."""

import pytest

from governance.reckoning.catalogue import Catalogue, NoSuchName, TwoOfOneName
from governance.reckoning.counting.registry import CountingMethod, Shape, method_named, methods

METHODS = [pytest.param(method, id=method.name) for method in methods()]


def test_scottish_stv_is_offered() -> None:
    assert "scottish_stv" in [method.name for method in methods()]


@pytest.mark.parametrize("method", METHODS)
def test_a_method_has_the_words_that_the_form_shows(method: CountingMethod) -> None:
    assert all([method.name, method.title, method.description, method.source])
    assert method.shape in Shape
    assert method_named(method.name) is method


def test_a_name_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(NoSuchName, match="scottish_stv"):
        method_named("borda")


def test_two_of_one_name_are_refused() -> None:
    class Approval:
        name = "approval"

    catalogue: Catalogue[Approval] = Catalogue("governance.reckoning.counting.methods")
    catalogue.add(Approval())

    with pytest.raises(TwoOfOneName, match="approval"):
        catalogue.add(Approval())
