"""How the members of the demonstration vote: who, when and which way, as the story says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from governance.demonstration.story import Vote
from governance.infrastructure.clock import LONDON

PER_MILLE = 1000
# How likely a vote is in each hour of the day: breaks, bus rides, and the sofa after tea.
HOURS = (1, 1, 0, 0, 0, 2, 6, 7, 5, 4, 6, 6, 9, 8, 5, 4, 5, 5, 6, 8, 9, 7, 4, 2)
FIRST_DAY_PER_HUNDRED = 34
LAST_DAY_PER_HUNDRED = 22


@dataclass(frozen=True)
class Cast:
    """One vote: when, by whom, which way, and the number its form carries."""

    at: datetime
    voter_id: int
    choice: str
    nonce: str


def choices(vote: Vote, entitled: int, random: Random) -> list[str]:
    """Return the votes that are cast in all, in no order."""
    made = [
        *["for"] * (vote.votes_for * entitled // PER_MILLE),
        *["against"] * (vote.votes_against * entitled // PER_MILLE),
        *["abstain"] * (vote.abstained * entitled // PER_MILLE),
    ]
    random.shuffle(made)
    return made


def casts(
    roll: Sequence[int],
    made: Sequence[str],
    *,
    opens_at: datetime,
    closes_at: datetime,
    random: Random,
) -> list[Cast]:
    """Return each vote with its voter and time, in order of time."""
    voters = random.sample(list(roll), min(len(made), len(roll)))
    times = sorted(_time(opens_at, closes_at, random) for _ in voters)
    return [
        Cast(moment, voter_id, choice, random.randbytes(16).hex())
        for moment, voter_id, choice in zip(times, voters, made, strict=False)
    ]


def _time(opens_at: datetime, closes_at: datetime, random: Random) -> datetime:
    """Return a moment between: many on the first day, many on the last, by the hours of life."""
    while True:
        days = (closes_at - opens_at).days
        draw = random.randrange(100)
        if draw < FIRST_DAY_PER_HUNDRED:
            day = opens_at
        elif draw < FIRST_DAY_PER_HUNDRED + LAST_DAY_PER_HUNDRED:
            day = closes_at
        else:
            day = opens_at + timedelta(days=random.randrange(days + 1))
        hour = random.choices(range(24), HOURS)[0]
        minute, second = random.randrange(60), random.randrange(60)
        local = day.astimezone(LONDON)
        moment = local.replace(hour=hour, minute=minute, second=second, microsecond=0)
        if opens_at + timedelta(minutes=1) < moment < closes_at - timedelta(minutes=1):
            return moment
