"""Pence as people read them."""

import pytest

from governance.reckoning.money import pounds


@pytest.mark.parametrize(
    ("pence", "written"),
    [
        (0, "£0.00"),
        (1, "£0.01"),
        (99, "£0.99"),
        (100, "£1.00"),
        (123_456, "£1,234.56"),
        (10_000_000, "£100,000.00"),
        (-5, "−£0.05"),
        (-123_456, "−£1,234.56"),
    ],
)
def test_pence_are_written_as_pounds(pence: int, written: str) -> None:
    assert pounds(pence) == written
