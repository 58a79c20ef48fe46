"""Working time in words: hours and minutes, and the share of full time."""

import pytest

from governance.reckoning.working_time import fte_written, hours_in_words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 hours"),
        (1, "1 minute"),
        (45, "45 minutes"),
        (60, "1 hour"),
        (61, "1 hour 1 minute"),
        (2250, "37 hours 30 minutes"),
    ],
)
def test_minutes_are_written_as_hours(minutes: int, words: str) -> None:
    assert str(hours_in_words(minutes)) == words


@pytest.mark.parametrize(
    ("millionths", "written"),
    [
        (0, "0.00"),
        (600_000, "0.60"),
        (125_000, "0.125"),
        (608_108, "0.6081"),
        (999_999, "1.00"),
        (1_000_000, "1.00"),
    ],
)
def test_a_share_of_full_time_is_written_with_two_decimals_or_what_it_needs(
    millionths: int, written: str
) -> None:
    assert fte_written(millionths) == written
