"""Votes on paper, tellers and scrutineers, made by the services."""

from collections.abc import Sequence

from governance.ballots import agreement, queries, service
from governance.ballots.models import Ballot
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.database import db, steps_after_commit
from governance.members.models import RegisterEntry
from tests.factories.ballots import SECRETARY
from tests.factories.members import make_member
from tests.machinery.clock import NOON


def make_scrutineer(name: str) -> Actor:
    """Enter a member who is a scrutineer."""
    entry = make_member(name)
    roles = frozenset({Role.SCRUTINEER, Role.MEMBER})
    return Actor(party_id=entry.party_id, name=name, roles=roles)


def settle() -> None:
    """Commit, and do what waits for the commit, as a view would."""
    db.session.commit()
    for step in steps_after_commit():
        step()


def vote_on_paper(ballot: Ballot, voters: Sequence[RegisterEntry]) -> None:
    """Have them ask for a paper, and mark their envelopes."""
    for voter in voters:
        service.ask_for_paper(ballot.id, voter_id=voter.party_id, actor=SECRETARY, now=NOON)
        service.mark_envelope(ballot.id, voter_id=voter.party_id, now=NOON)
    settle()


def close(ballot: Ballot) -> None:
    """Close the ballot at its time."""
    service.close_due(ballot.closes_at)
    settle()


def type_in(ballot: Ballot, teller: Actor, lines: str, *, is_ready: bool = True) -> None:
    """Have a teller sit down and type these lines."""
    service.take_place(ballot, actor=teller)
    settle()
    service.keep_typed(ballot, lines, is_ready=is_ready, actor=teller)
    settle()


def sign(ballot: Ballot, teller: Actor) -> bool:
    """Have a teller sign what both agreed on."""
    digest = agreement.agreement_on(ballot).digest
    is_in = service.sign_batch(ballot, digest, actor=teller, now=ballot.closes_at)
    settle()
    return is_in


def enter_papers(ballot: Ballot, lines: str) -> tuple[Actor, Actor]:
    """Have two scrutineers type the same, and sign; return them."""
    both = make_scrutineer("Tess Teller"), make_scrutineer("Toby Teller")
    for teller in both:
        type_in(ballot, teller, lines)
    for teller in both:
        sign(ballot, teller)
    return both


def declared(ballot: Ballot) -> dict[str, object] | None:
    """Have a closed ballot declared if it can be; return the body."""
    service.declare_due(ballot.closes_at)
    settle()
    found = queries.declaration(ballot.id)
    return None if found is None else found.body
