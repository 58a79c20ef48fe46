"""The random bits from which a paper's key, its tracker and the mark on the roll are made."""

import base64
import hashlib
import secrets
from dataclasses import dataclass, replace

NONCE_BYTES = 16
TRACKER_BYTES = 10  # 80 bits: 16 letters in four groups


@dataclass(frozen=True)
class Nonce:
    """128 random bits that a voter's form carries; never stored, never logged.

    Its digests cover who sends it as well: the same form sent by two people is two papers, so that
    nobody can have another's vote taken for their own sent again.
    """

    ballot_id: int
    value: str
    voter_id: int = 0

    @classmethod
    def fresh(cls, ballot_id: int) -> "Nonce":
        """Return a new one, for a form."""
        return cls(ballot_id, secrets.token_hex(NONCE_BYTES))

    def of(self, voter_id: int) -> "Nonce":
        """Return it as this person sends it."""
        return replace(self, voter_id=voter_id)

    @property
    def mark(self) -> str:
        """What stands on the roll."""
        return self._digest("roll").hex()

    @property
    def key(self) -> str:
        """What the paper is filed under in the box."""
        return self._digest("box").hex()

    @property
    def tracker(self) -> str:
        """What the voter keeps, as in 3Q4L-NN23-QRTS-S4ZM (base32, RFC 4648)."""
        letters = base64.b32encode(self._digest("trk")[:TRACKER_BYTES]).decode()
        return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))

    def _digest(self, purpose: str) -> bytes:
        covered = f"{purpose}|{self.ballot_id}|{self.voter_id}|{self.value}"
        return hashlib.sha256(covered.encode()).digest()
