"""Lots: one order of the candidates, which anyone can work out again, decides every tie."""

from collections.abc import Sequence
from hashlib import sha256

from governance.reckoning.counting.election import Election


def drawn_order(candidates: Sequence[str], *, seed: str) -> tuple[str, ...]:
    """Return the candidates' ids in the order of SHA-256(seed followed by id), smallest first.

    `seed` is text. For a ballot of the platform it is the SHA-256, in hexadecimal, of the sealed
    papers' digest followed by the number that the returning officer committed to before opening.
    """
    return tuple(sorted(candidates, key=lambda candidate: _draw(seed, candidate)))


def order_from_papers(election: Election) -> tuple[int, ...]:
    """Return the lot order for a bare file: the seed is the digest of its papers."""
    numbers = [str(candidate) for candidate in range(1, election.candidates + 1)]
    return tuple(int(number) for number in drawn_order(numbers, seed=election.digest()))


def is_an_order(lot_order: Sequence[int], *, candidates: int) -> bool:
    """Whether the order names every candidate once."""
    return sorted(lot_order) == list(range(1, candidates + 1))


def _draw(seed: str, candidate: str) -> tuple[bytes, str]:
    return sha256(f"{seed}{candidate}".encode()).digest(), candidate
