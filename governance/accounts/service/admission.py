"""What a browser is let in with."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Admission:
    """An account that has shown who it is, and the epoch its session belongs to."""

    account_id: int
    party_id: int
    epoch: int
