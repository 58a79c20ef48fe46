"""Ballots by the rules: secrecy, length, small numbers, weights."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.rules.kinds.ballots import DECIDED_AS, OPEN, SECRECY, SECRET, BallotRules

USUAL = BallotRules()
MONDAY = datetime(2026, 6, 22, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rules", "decision", "entitled", "secrecies"),
    [
        (USUAL, "ordinary", 400, (SECRET, OPEN)),
        (USUAL, "ordinary", 5, (SECRET, OPEN)),
        (USUAL, "ordinary", 4, (OPEN,)),
        (USUAL, "election", 400, (SECRET,)),
        (USUAL, "election", 4, (OPEN,)),
        (replace(USUAL, people=SECRET), "expulsion", 400, (SECRET,)),
        (replace(USUAL, people=SECRET), "admission", 400, (SECRET,)),
        (replace(USUAL, people=SECRET), "appointment", 400, (SECRET,)),
        (replace(USUAL, people=SECRET), "spending", 400, (SECRET, OPEN)),
        (replace(USUAL, spending=OPEN), "spending", 400, (OPEN,)),
        (replace(USUAL, spending=OPEN), "surplus", 400, (OPEN,)),
        (replace(USUAL, rules=OPEN), "rules", 400, (OPEN,)),
        (replace(USUAL, rules=OPEN), "policies", 400, (OPEN,)),
        (replace(USUAL, ordinary=OPEN), "what nobody named", 400, (OPEN,)),
        (replace(USUAL, fewest_for_secrecy=20), "ordinary", 19, (OPEN,)),
    ],
)
def test_how_a_decision_may_be_voted_on(
    rules: BallotRules, decision: str, entitled: int, secrecies: tuple[str, ...]
) -> None:
    assert rules.secrecies(decision, entitled=entitled) == secrecies


@given(st.sampled_from([*DECIDED_AS, ""]), st.integers(0, 50), st.data())
def test_every_decision_can_be_voted_on_somehow(
    decision: str, entitled: int, data: st.DataObject
) -> None:
    names = [name for name, _words in SECRECY]
    said = {name: data.draw(st.sampled_from(names)) for name in {*DECIDED_AS.values(), "ordinary"}}

    assert BallotRules(**said).secrecies(decision, entitled=entitled)


def test_how_long_a_ballot_is_open() -> None:
    assert USUAL.closes_at_earliest(MONDAY) == MONDAY + timedelta(hours=1)
    assert USUAL.closes_usually_at(MONDAY) == MONDAY + timedelta(days=7)
    assert USUAL.closes_at_latest(MONDAY) == MONDAY + timedelta(days=90)
    assert USUAL.opens_at_latest(MONDAY) == MONDAY + timedelta(days=365)


def test_small_ballots_are_warned_of_and_small_figures_not_published() -> None:
    assert USUAL.is_small(19)
    assert not USUAL.is_small(20)
    assert not USUAL.is_told_apart(9)
    assert USUAL.is_told_apart(10)


@pytest.mark.parametrize(
    ("days", "record_date", "is_early"),
    [
        (60, date(2026, 4, 23), False),
        (60, date(2026, 4, 22), True),
        (0, date(2026, 6, 22), False),
        (0, date(2026, 6, 21), True),
    ],
)
def test_an_early_record_date_is_warned_of(days: int, record_date: date, is_early: bool) -> None:
    rules = replace(USUAL, record_days=days)

    assert rules.is_record_date_early(record_date, opens_on=MONDAY.date()) is is_early


@pytest.mark.parametrize(
    ("weights", "of_shares", "votes"),
    [("per_member", 250, 1), ("per_member", 0, 1), ("per_share", 250, 250), ("per_share", 0, 0)],
)
def test_what_a_members_vote_weighs(weights: str, of_shares: int, votes: int) -> None:
    rules = replace(USUAL, weights=weights)

    assert rules.votes_of(of_shares) == votes
    assert rules.goes_by_shares is (weights == "per_share")
    assert rules.can_be_counted("open")
    assert rules.can_be_counted("secret_simple") is (weights == "per_member")


def test_where_votes_go_by_shares_either_is_open() -> None:
    rules = replace(USUAL, weights="per_share", people="secret_simple")

    assert rules.secrecies("ordinary", entitled=50) == ("open",)
    assert rules.secrecies("expulsion", entitled=50) == ("secret_simple",)
