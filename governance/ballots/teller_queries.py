"""Reads of votes on paper and of the count: how many and who counts, never what a paper says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, Select, func, select

from governance.ballots import box
from governance.ballots.models import Ballot, Declaration, Option, RollEntry, TurnoutCheckpoint
from governance.ballots.queries import turnout
from governance.ballots.teller_models import (
    Certificate,
    CountOpening,
    PaperBatch,
    PaperWaiver,
    Teller,
)
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.members.models import RegisterEntry
from governance.reckoning.rules.kinds.ballots import BallotRules
from governance.rulebook.queries import rules_on

ONLINE, PAPER, ASSISTED = "online", "paper", "assisted"
BY_SCRUTINEERS = "scrutineers"
# Whoever opens a count is watched by another, whatever the rules say of how many there are.
FEWEST_TO_OPEN = 2


@dataclass(frozen=True)
class PaperState:
    """How the votes on paper of a ballot stand: how many asked, how many envelopes are back."""

    asked: int
    envelopes: int
    batch: PaperBatch | None
    waiver: PaperWaiver | None

    @property
    def is_waived(self) -> bool:
        """Say whether the ballot is counted without them."""
        return self.waiver is not None and self.waiver.agreed_by is not None

    @property
    def is_settled(self) -> bool:
        """Say whether nothing is waited for: none came back, they are in, or they are waived."""
        return not self.envelopes or self.batch is not None or self.is_waived

    @property
    def missing(self) -> int:
        """Return how many envelopes came back of which no paper is in the box."""
        return self.envelopes - self.entered

    @property
    def entered(self) -> int:
        """Return how many papers the tellers put into the box."""
        return self.batch.papers if self.batch else 0


@dataclass(frozen=True)
class OpeningState:
    """How the opening of a count stands: who opened it, and how many must."""

    needed: int
    opened: tuple[tuple[int, str], ...]

    @property
    def is_open(self) -> bool:
        """Say whether the papers may be counted."""
        return len(self.opened) >= self.needed


def on_paper(ballot_id: int) -> PaperState:
    """Return how the votes on paper of a ballot stand."""
    counts = select(func.count(), func.count(RollEntry.mark)).where(_on_paper(ballot_id))
    asked, envelopes = db.session.execute(counts).one()
    return PaperState(
        asked=asked,
        envelopes=envelopes,
        batch=db.session.get(PaperBatch, ballot_id),
        waiver=db.session.get(PaperWaiver, ballot_id),
    )


def asked_for_paper(ballot_id: int) -> Select[int, str, int | None, str, str, bool]:
    """Select (party_id, name, member number, e-mail, service, is back) of who votes on paper."""
    return (
        select(
            RollEntry.party_id,
            RegisterEntry.name,
            RegisterEntry.member_number,
            RegisterEntry.email,
            RollEntry.service,
            RollEntry.mark.is_not(None).label("is_back"),
        )
        .join(RegisterEntry, RegisterEntry.party_id == RollEntry.party_id)
        .where(_on_paper(ballot_id))
        .order_by(RegisterEntry.sort_name, RollEntry.party_id)
    )


def envelopes_back(ballot_id: int) -> Sequence[Row[int, str]]:
    """Return (party_id, name) of those whose envelopes came back, in the order of the roll."""
    back = (
        select(RollEntry.party_id, RegisterEntry.name)
        .join(RegisterEntry, RegisterEntry.party_id == RollEntry.party_id)
        .where(_on_paper(ballot_id), RollEntry.mark.is_not(None))
    )
    return db.session.execute(back.order_by(RollEntry.party_id)).all()


def voter_by_number(ballot_id: int, member_number: int) -> int | None:
    """Return the person of this member number if they are on the roll."""
    found = (
        select(RollEntry.party_id)
        .join(RegisterEntry, RegisterEntry.party_id == RollEntry.party_id)
        .where(RollEntry.ballot_id == ballot_id, RegisterEntry.member_number == member_number)
    )
    return db.session.scalar(found)


def member_of_number(member_number: int) -> int | None:
    """Return the person of this member number."""
    asked = select(RegisterEntry.party_id).where(RegisterEntry.member_number == member_number)
    return db.session.scalar(asked)


def name_of(party_id: int) -> str:
    """Return somebody's name as the register has it."""
    entry = db.session.get(RegisterEntry, party_id)
    return entry.name if entry else ""


def marked_by_channel(ballot_id: int) -> dict[str, int]:
    """Return how many voted in each way: online, on paper, assisted."""
    counted = (
        select(RollEntry.channel, func.count())
        .where(RollEntry.ballot_id == ballot_id, RollEntry.mark.is_not(None))
        .group_by(RollEntry.channel)
    )
    found = {ONLINE: 0, PAPER: 0, ASSISTED: 0}
    for channel, number in db.session.execute(counted):
        found[channel or ONLINE] += number
    return found


def is_candidate(ballot: Ballot, party_id: int | None) -> bool:
    """Say whether somebody stands in this ballot: a candidate of their name is on its paper.

    Of namesakes, each of whom has something in brackets after the name there, nobody counts it.
    """
    if party_id is None:
        return False
    entry = db.session.get(RegisterEntry, party_id)
    name = "" if entry is None else entry.name.casefold().strip()
    titles = select(func.lower(Option.title)).where(
        Option.ballot_id == ballot.id, Option.kind == "candidate"
    )
    found = [title.casefold().strip() for title in db.session.scalars(titles)]
    return any(title == name or title.startswith(f"{name} (") for title in found)


def teller(ballot_id: int, party_id: int | None) -> Teller | None:
    """Return somebody's row as a teller, or None."""
    return None if party_id is None else db.session.get(Teller, (ballot_id, party_id))


def tellers(ballot_id: int) -> Sequence[Row[Teller, str]]:
    """Return the tellers of a ballot with their names: appointed, or at it."""
    named = (
        select(Teller, RegisterEntry.name)
        .join(RegisterEntry, RegisterEntry.party_id == Teller.party_id)
        .where(Teller.ballot_id == ballot_id, Teller.is_appointed | Teller.place.is_not(None))
    )
    return db.session.execute(named.order_by(RegisterEntry.sort_name)).all()


def may_tell(ballot: Ballot, actor: Actor) -> bool:
    """Say whether somebody may type in the papers: a scrutineer or appointed, and no candidate."""
    mine = teller(ballot.id, actor.party_id)
    is_one = actor.has(Role.SCRUTINEER) or (mine is not None and mine.is_appointed)
    return is_one and actor.party_id is not None and not is_candidate(ballot, actor.party_id)


def opening_of(ballot: Ballot) -> OpeningState:
    """Return how the opening of a count stands; one that opens by itself needs nobody."""
    opened = (
        select(CountOpening.party_id, RegisterEntry.name)
        .join(RegisterEntry, RegisterEntry.party_id == CountOpening.party_id)
        .where(CountOpening.ballot_id == ballot.id)
        .order_by(CountOpening.opened_at, CountOpening.party_id)
    )
    who = tuple((row.party_id, row.name) for row in db.session.execute(opened))
    return OpeningState(_openers_needed(ballot), who)


def certified_by(ballot_id: int) -> Sequence[Row[str, datetime]]:
    """Return (name, when) of the scrutineers who certified a result, the first to do so first.

    Only certificates of the very declaration that stands.
    """
    certified = (
        select(RegisterEntry.name, Certificate.certified_at)
        .join(RegisterEntry, RegisterEntry.party_id == Certificate.party_id)
        .join(Declaration, Declaration.ballot_id == Certificate.ballot_id)
        .where(
            Certificate.ballot_id == ballot_id,
            Certificate.declaration_digest == Declaration.digest,
        )
        .order_by(Certificate.certified_at, Certificate.party_id)
    )
    return db.session.execute(certified).all()


def has_certified(ballot_id: int, party_id: int | None) -> bool:
    """Say whether somebody has certified the result."""
    return party_id is not None and db.session.get(Certificate, (ballot_id, party_id)) is not None


def papers_of(ballot: Ballot) -> int:
    """Return how many papers a closed ballot has, wherever they lie; nothing of what they say."""
    if ballot.secrecy != "open":
        return box.papers_in(ballot.id)
    return turnout(ballot.id) - on_paper(ballot.id).missing


def turnout_by_day(ballot_id: int) -> Sequence[TurnoutCheckpoint]:
    """Return the days on which the turnout was noted; each is enough papers after the last."""
    noted = select(TurnoutCheckpoint).where(TurnoutCheckpoint.ballot_id == ballot_id)
    return db.session.scalars(noted.order_by(TurnoutCheckpoint.day)).all()


def turnout_told(ballot: Ballot) -> int:
    """Return the turnout that is told: while a ballot is open the last that was noted.

    Somebody who looked before and after a colleague voted would see the figure move.
    """
    if ballot.state != "open":
        return turnout(ballot.id)
    noted = turnout_by_day(ballot.id)
    return noted[-1].marked if noted else 0


def waiting_for(ballot: Ballot) -> tuple[bool, bool]:
    """Say of a closed ballot whether it waits for papers, and whether for scrutineers."""
    if ballot.state != "closed":
        return False, False
    return not on_paper(ballot.id).is_settled, not opening_of(ballot).is_open


def _openers_needed(ballot: Ballot) -> int:
    if ballot.count_opens != BY_SCRUTINEERS:
        return 0
    day = day_of(ballot.opened_at or ballot.opens_at)
    return max(FEWEST_TO_OPEN, rules_on(day).of(BallotRules).scrutineers)


def _on_paper(ballot_id: int) -> ColumnElement[bool]:
    return (RollEntry.ballot_id == ballot_id) & (RollEntry.channel == PAPER)
