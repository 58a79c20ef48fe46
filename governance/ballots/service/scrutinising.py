"""Opening a count by scrutineers, going on without papers, and certifying what was declared."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from governance.ballots import queries, teller_queries
from governance.ballots.models import Ballot
from governance.ballots.queries import lock_of
from governance.ballots.teller_events import CountOpened, PapersWaived, ResultCertified
from governance.ballots.teller_models import Certificate, CountOpening, PaperWaiver
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.database import db, lock_for_transaction, savepoint
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.reckoning.canonical import digest


class NotAScrutineer(Refused):
    """They may not open or certify this count."""

    status = 403
    title = "You cannot do this in this ballot"


class CannotOpenCount(Refused):
    """The count is not to be opened: not yet, or not by them again."""

    title = "This count cannot be opened"


class CannotWaive(Refused):
    """No papers are waited for, or the same person asks and agrees."""

    title = "The papers cannot be waived"


class CannotCertify(Refused):
    """There is no such declaration, or it is certified by them already."""

    title = "This result cannot be certified"


def open_count(ballot: Ballot, *, actor: Actor, now: datetime) -> None:
    """Open the count as one of the scrutineers whom the rules ask for; the last one lets it begin.

    Raises:
        CannotOpenCount: it opens by itself, the ballot is not closed, papers are still to be
            typed, or they opened it before.
        NotAScrutineer: no scrutineer, a candidate, or who set the ballot.
    """
    lock_for_transaction(lock_of(ballot.id))
    db.session.refresh(ballot)
    _refuse_unless_impartial(ballot, actor)
    if ballot.count_opens != teller_queries.BY_SCRUTINEERS or ballot.state != "closed":
        raise CannotOpenCount(
            "This ballot has no count that waits to be opened: it has not closed, is declared, or "
            "opens by itself.",
            next_step="The ballot’s page says how it stands.",
        )
    if not teller_queries.on_paper(ballot.id).is_settled:
        raise CannotOpenCount(
            "Papers that came back are not in the box yet.",
            next_step="Have two tellers type them in first.",
        )
    row = {"ballot_id": ballot.id, "party_id": actor.party_id, "opened_at": now}
    if not _inserted_once(CountOpening, row):
        raise CannotOpenCount(
            "You have opened this count already.",
            next_step="It is counted once the others have opened it, too.",
        )
    assert actor.party_id is not None
    publish(
        CountOpened(
            at=now,
            by=actor.party_id,
            ballot_id=ballot.id,
            scrutineer_id=actor.party_id,
            marked=queries.turnout(ballot.id),
            papers=teller_queries.papers_of(ballot),
        )
    )


def ask_to_waive(ballot: Ballot, *, reason: str, actor: Actor, now: datetime) -> None:
    """Ask as the secretary that a ballot be counted without its papers, for a reason.

    Raises:
        CannotWaive: none are waited for, or it was asked before.
    """
    lock_for_transaction(lock_of(ballot.id))
    db.session.refresh(ballot)
    _refuse_unless_waiting(ballot)
    row = {"reason": reason, "asked_by": actor.party_id, "asked_at": now}
    row |= {"ballot_id": ballot.id, "agreed_by": None, "agreed_at": None}
    if not _inserted_once(PaperWaiver, row):
        raise CannotWaive(
            "It was asked already to count without the papers.",
            next_step="A scrutineer agrees, or the papers are typed in.",
        )


def agree_to_waive(ballot: Ballot, *, actor: Actor, now: datetime) -> None:
    """Agree as a scrutineer: the ballot is counted without its papers, which the result says.

    Raises:
        CannotWaive: nobody asked, papers are not waited for, or they asked themselves.
        NotAScrutineer: no scrutineer, or a candidate.
    """
    lock_for_transaction(lock_of(ballot.id))
    db.session.refresh(ballot)
    _refuse_unless_waiting(ballot)
    _refuse_unless_scrutineer(ballot, actor)
    agreeing = (
        update(PaperWaiver)
        .where(
            PaperWaiver.ballot_id == ballot.id,
            PaperWaiver.agreed_by.is_(None),
            PaperWaiver.asked_by != actor.party_id,
        )
        .values(agreed_by=actor.party_id, agreed_at=now)
        .returning(PaperWaiver.asked_by, PaperWaiver.reason)
    )
    asked = db.session.execute(agreeing).one_or_none()
    if asked is None:
        raise CannotWaive(
            "Nobody else asked to count without the papers.",
            next_step="The secretary asks, and a scrutineer who is another person agrees.",
        )
    db.session.expire_all()
    publish(
        PapersWaived(
            at=now,
            by=actor.party_id,
            ballot_id=ballot.id,
            asked_by=asked.asked_by,
            reason_digest=digest(asked.reason),
        )
    )


def certify(ballot: Ballot, declared: str, *, actor: Actor, now: datetime) -> None:
    """Certify the declaration with this digest, as a scrutineer.

    Raises:
        CannotCertify: it is not what is declared, or they certified it before.
        NotAScrutineer: no scrutineer, a candidate, or who set the ballot.
    """
    _refuse_unless_impartial(ballot, actor)
    declaration = queries.declaration(ballot.id)
    if declaration is None or declaration.digest != declared:
        raise CannotCertify(
            "There is no such result to certify.", next_step="Look at the ballot’s page again."
        )
    row = {"ballot_id": ballot.id, "party_id": actor.party_id, "certified_at": now}
    if not _inserted_once(Certificate, row | {"declaration_digest": declared}):
        raise CannotCertify(
            "You have certified this result already.", next_step="Its page names you."
        )
    assert actor.party_id is not None
    publish(
        ResultCertified(
            at=now,
            by=actor.party_id,
            ballot_id=ballot.id,
            scrutineer_id=actor.party_id,
            declaration_digest=declared,
        )
    )


def _inserted_once(table: Any, row: dict[str, Any]) -> bool:
    """Insert the row unless there is one of its key: of two clicks at once, the second is not."""
    try:
        with savepoint():
            db.session.execute(insert(table), [row])
    except IntegrityError:
        return False
    return True


def _refuse_unless_waiting(ballot: Ballot) -> None:
    if ballot.state != "closed" or teller_queries.on_paper(ballot.id).is_settled:
        raise CannotWaive(
            "No papers of this ballot are waited for.",
            next_step="The ballot’s page says how it stands.",
        )


def _refuse_unless_scrutineer(ballot: Ballot, actor: Actor) -> None:
    if actor.party_id is None or not actor.has(Role.SCRUTINEER):
        raise NotAScrutineer(
            "Only scrutineers can do this.", next_step="Ask one of the scrutineers."
        )
    if teller_queries.is_candidate(ballot, actor.party_id):
        raise NotAScrutineer(
            "Who stands in a ballot does not scrutinise it.",
            next_step="Let another scrutineer do it.",
        )


def _refuse_unless_impartial(ballot: Ballot, actor: Actor) -> None:
    _refuse_unless_scrutineer(ballot, actor)
    if ballot.created_by == actor.party_id:
        raise NotAScrutineer(
            "You set this ballot, so others open and certify its count.",
            next_step="Let another scrutineer do it.",
        )
