"""In which order the options of a question stand on a paper."""

from collections.abc import Sequence
from hashlib import sha256


def drawn_order_of(numbers: Sequence[int], *, question: int, nonce: str) -> list[int]:
    """Return options in the order drawn for one form: by SHA-256 of its nonce, question and option.

    The form brings its nonce along, so the order stays through its errors and its check, and is
    written down nowhere: whoever does not have the nonce cannot work it out.
    """

    def lot(number: int) -> str:
        return sha256(f"{nonce}|{question}|{number}".encode()).hexdigest()

    return sorted(numbers, key=lot)
