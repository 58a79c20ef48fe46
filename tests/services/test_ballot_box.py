"""The slot of the ballot box: papers that come together go in together, each once and for good."""

from collections.abc import Callable
from typing import Any

import pytest

from governance.ballots import box
from governance.ballots.box import BoxSealed
from governance.ballots.nonce import Nonce

pytestmark = pytest.mark.usefixtures("app")

BALLOT = 7


def dropping(nonce: Nonce) -> Callable[[], str]:
    def drop() -> str:
        box.drop(nonce, "for")
        return nonce.key

    return drop


def test_papers_that_come_at_one_moment_are_all_in_the_box(together: Any) -> None:
    nonces = [Nonce.fresh(BALLOT) for _ in range(12)]

    together(*(dropping(nonce) for nonce in nonces), one_transaction=False)

    assert all(box.paper_under(nonce) == "for" for nonce in nonces)
    assert box.papers_in(BALLOT) == 12


def test_a_paper_sent_twice_at_one_moment_is_in_the_box_once(together: Any) -> None:
    nonce = Nonce.fresh(BALLOT)

    together(dropping(nonce), dropping(nonce), one_transaction=False)

    assert box.papers_in(BALLOT) == 1


def test_of_papers_that_come_together_only_those_of_a_sealed_box_are_refused(together: Any) -> None:
    box.seal(BALLOT + 1)
    late, in_time = Nonce.fresh(BALLOT + 1), Nonce.fresh(BALLOT)

    refused, kept = together(dropping(late), dropping(in_time), one_transaction=False)

    assert (type(refused), kept) == (BoxSealed, in_time.key)
    assert (box.papers_in(late.ballot_id), box.papers_in(in_time.ballot_id)) == (0, 1)
