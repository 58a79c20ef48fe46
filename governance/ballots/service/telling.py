"""Two tellers type in the papers, each alone, until they agree; then the batch goes into the box.

After the close. Each takes one of two places, types all papers, and says when that is done; only
then are the two compared. Where they differ, each looks at the papers again. Both sign the digest
of what they agreed on, and the second signature puts the batch in, once.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import insert, select

from governance.ballots import agreement, batch, teller_queries
from governance.ballots.agreement import PLACES, Agreement
from governance.ballots.events import VoteCast
from governance.ballots.models import Ballot, OpenPaper
from governance.ballots.queries import lock_of, paper_digest
from governance.ballots.teller_events import PaperBatchEntered, TellerAppointed
from governance.ballots.teller_models import PaperBatch, Teller
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import after_commit, db, lock_for_transaction
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.reckoning.papers.typing import Typed

SALT_BYTES = 16


class NotATeller(Refused):
    """They may not type in the papers of this ballot."""

    status = 403
    title = "You are no teller of this ballot"


class NothingToType(Refused):
    """The papers are not to be typed: not yet, none came, or they are in."""

    title = "There are no papers to type"


class CannotSign(Refused):
    """The two have not agreed, or more papers are typed than envelopes came back."""

    title = "This cannot be signed yet"


def appoint_teller(ballot: Ballot, party_id: int, *, actor: Actor, now: datetime) -> None:
    """Have somebody type in the papers of a ballot, who needs no other office.

    Raises:
        NotATeller: they stand in it, or appoint themselves.
    """
    _refuse_candidate(ballot, party_id)
    if party_id == actor.party_id:
        raise NotATeller(
            "Nobody appoints themselves: who sees to the envelopes does not type what is in them.",
            next_step="Appoint somebody else.",
        )
    found = db.session.get(Teller, (ballot.id, party_id))
    if found is not None and found.is_appointed:
        return
    if found is None:
        db.session.add(_row(ballot.id, party_id, is_appointed=True))
    else:
        found.is_appointed = True
    db.session.flush()
    publish(TellerAppointed(at=now, by=actor.party_id, ballot_id=ballot.id, teller_id=party_id))


def take_place(ballot: Ballot, *, actor: Actor) -> int:
    """Sit down as one of the two tellers; whoever sits already has the same place.

    Raises:
        NotATeller: neither scrutineer nor appointed, a candidate, or two sit already.
        NothingToType: the ballot is not closed, no envelope came back, or the batch is in.
    """
    lock_for_transaction(lock_of(ballot.id))
    db.session.refresh(ballot)
    _refuse_unless_to_be_typed(ballot)
    refuse_unless_teller(ballot, actor)
    assert actor.party_id is not None
    mine = db.session.get(Teller, (ballot.id, actor.party_id), populate_existing=True)
    if mine is not None and mine.place is not None:
        return mine.place
    taken = set(db.session.scalars(select(Teller.place).where(Teller.ballot_id == ballot.id)))
    free = [place for place in PLACES if place not in taken]
    if not free:
        raise NotATeller(
            "Two tellers type in the papers of this ballot already.",
            next_step="One of them can give up their place.",
        )
    if mine is None:
        mine = _row(ballot.id, actor.party_id)
        db.session.add(mine)
    mine.place = free[0]
    db.session.flush()
    return free[0]


def give_up_place(ballot: Ballot, party_id: int) -> None:
    """Free a teller's place for another, and forget what they typed."""
    lock_for_transaction(lock_of(ballot.id))
    mine = _sitting(ballot, party_id)
    place, mine.place, mine.is_ready, mine.signed = mine.place, None, False, ""
    db.session.flush()
    ballot_id = ballot.id
    after_commit(lambda: batch.forget(ballot_id, place))


def keep_typed(ballot: Ballot, lines: str, *, is_ready: bool, actor: Actor) -> Typed:
    """Keep what a teller typed; whoever had signed signs anew.

    With `is_ready` they say that it is all. What cannot be read, or is more than came back, is kept
    too, but not taken as all.
    """
    lock_for_transaction(lock_of(ballot.id))
    db.session.refresh(ballot)
    _refuse_unless_to_be_typed(ballot)
    mine = _sitting(ballot, actor.party_id)
    assert mine.place is not None
    batch.keep(ballot.id, mine.place, lines)
    typed = agreement.typed_at(ballot, mine.place)
    mine.is_ready = is_ready and not typed.faults
    for each in agreement.both_tellers(ballot.id):
        each.signed = ""
    db.session.flush()
    return typed


def sign_batch(ballot: Ballot, digest: str, *, actor: Actor, now: datetime) -> bool:
    """Sign the batch that both agree on, by the digest that was shown; say whether it is in now.

    The second signature puts it among the papers. Signing again is nothing.

    Raises:
        CannotSign: the two differ, or one has not typed all, or it was changed since it was shown.
        NothingToType: it is in already, or not to be typed.
    """
    lock_for_transaction(lock_of(ballot.id))
    db.session.refresh(ballot)
    if db.session.get(PaperBatch, ballot.id) is not None:
        return True
    _refuse_unless_to_be_typed(ballot)
    mine, both = _sitting(ballot, actor.party_id), agreement.both_tellers(ballot.id)
    agreed = agreement.agreement_on(ballot)
    if not agreed.digest or digest != agreed.digest:
        raise CannotSign(
            "The two of you have not typed the same papers, or something was changed since.",
            next_step="Look at what differs and type it again.",
        )
    mine.signed = digest
    db.session.flush()
    if not all(each.signed == digest for each in both):
        return False
    _enter(ballot, both, agreed, actor=actor, now=now)
    return True


def _refuse_unless_to_be_typed(ballot: Ballot) -> None:
    state = teller_queries.on_paper(ballot.id)
    if ballot.state != "closed":
        raise NothingToType(
            "The papers are typed in once the ballot has closed, and before it is declared.",
            next_step="Keep the envelopes closed until then.",
        )
    if state.batch is not None or state.is_waived or not state.envelopes:
        raise NothingToType(
            "No papers of this ballot wait to be typed: none came back, or they are dealt with.",
            next_step="The ballot’s page says how it stands.",
        )


def refuse_unless_teller(ballot: Ballot, actor: Actor) -> None:
    """Refuse whoever may not type in the papers of a ballot.

    Raises:
        NotATeller: neither scrutineer nor appointed, or a candidate.
    """
    _refuse_candidate(ballot, actor.party_id)
    if not teller_queries.may_tell(ballot, actor):
        raise NotATeller(
            "Papers are typed in by scrutineers, and by whom the secretary appoints for a ballot.",
            next_step="Ask the secretary to appoint you.",
        )


def _refuse_candidate(ballot: Ballot, party_id: int | None) -> None:
    if teller_queries.is_candidate(ballot, party_id):
        raise NotATeller(
            "Who stands in a ballot does not count it.", next_step="Let somebody else do it."
        )


def _sitting(ballot: Ballot, party_id: int | None) -> Teller:
    mine = None
    if party_id is not None:
        mine = db.session.get(Teller, (ballot.id, party_id), populate_existing=True)
    if mine is None or mine.place is None:
        raise NotATeller(
            "You have no place as one of the two tellers of this ballot.",
            next_step="Take a place, if one is free.",
        )
    return mine


def _row(ballot_id: int, party_id: int, *, is_appointed: bool = False) -> Teller:
    return Teller(
        ballot_id=ballot_id,
        party_id=party_id,
        is_appointed=is_appointed,
        place=None,
        is_ready=False,
        signed="",
    )


def _enter(
    ballot: Ballot, both: Sequence[Teller], agreed: Agreement, *, actor: Actor, now: datetime
) -> None:
    """Note the batch as entered, by both; a secret one goes into the box after the commit."""
    first, second = both
    entered = PaperBatch(
        ballot_id=ballot.id,
        papers=sum(agreed.papers.values()),
        envelopes=teller_queries.on_paper(ballot.id).envelopes,
        digest=agreed.digest,
        first_id=first.party_id,
        second_id=second.party_id,
        entered_at=now,
    )
    db.session.add(entered)
    db.session.flush()
    publish(
        PaperBatchEntered(
            at=now,
            by=actor.party_id,
            ballot_id=ballot.id,
            papers=entered.papers,
            envelopes=entered.envelopes,
            batch_digest=agreed.digest,
            first_id=first.party_id,
            second_id=second.party_id,
        )
    )
    ballot_id, papers = ballot.id, dict(agreed.papers)
    if ballot.secrecy == "open":
        _enter_by_name(ballot_id, papers, actor=actor, now=now)
        papers = {}
    after_commit(lambda: batch.put_in(ballot_id, papers))


def _enter_by_name(
    ballot_id: int, papers: Mapping[str, int], *, actor: Actor, now: datetime
) -> None:
    """Keep the papers of an open ballot beside their names, each as a link, like any other."""
    voters = [row.party_id for row in teller_queries.envelopes_back(ballot_id)]
    for envelope, paper in map(agreement.envelope_and_paper, sorted(papers)):
        voter_id, salt = voters[envelope - 1], secrets.token_hex(SALT_BYTES)
        row = {"ballot_id": ballot_id, "party_id": voter_id, "choice": paper, "salt": salt}
        db.session.execute(insert(OpenPaper), [row | {"cast_at": now}])
        covered = paper_digest(ballot_id=ballot_id, party_id=voter_id, choice=paper, salt=salt)
        publish(
            VoteCast(
                at=now,
                by=actor.party_id,
                ballot_id=ballot_id,
                voter_id=voter_id,
                paper_digest=covered,
            )
        )
