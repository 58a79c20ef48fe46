"""What ballots store about a party. How somebody voted in secret is stored nowhere."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from governance.ballots.models import Ballot, OpenPaper, RollEntry
from governance.ballots.presentation.naming import paper_in_words
from governance.ballots.teller_models import (
    Certificate,
    CountOpening,
    PaperBatch,
    PaperWaiver,
    Teller,
)
from governance.infrastructure.database import db
from governance.infrastructure.held import Held, plain

COUNTED = (
    ("teller", Teller.party_id),
    ("typed in papers", PaperBatch.first_id),
    ("typed in papers", PaperBatch.second_id),
    ("asked to count without papers", PaperWaiver.asked_by),
    ("agreed to count without papers", PaperWaiver.agreed_by),
    ("opened the count", CountOpening.party_id),
    ("certified the result", Certificate.party_id),
)


class Ballots:
    """Keeper of rolls and of the papers of open ballots."""

    def held_on(self, party_id: int) -> Iterator[Held]:
        """Yield each roll the party is on, whether they voted, and how where the vote is open."""
        found = (
            select(Ballot, RollEntry, OpenPaper)
            .join(RollEntry, RollEntry.ballot_id == Ballot.id)
            .outerjoin(
                OpenPaper,
                (OpenPaper.ballot_id == Ballot.id) & (OpenPaper.party_id == party_id),
            )
            .where(RollEntry.party_id == party_id)
            .order_by(Ballot.id)
        )
        rows = tuple(
            {
                "question": ballot.question,
                "record date": plain(ballot.record_date),
                "service": entry.service,
                "votes": entry.weight,
                "class": entry.voting_class,
                "voted": entry.mark is not None,
                "on paper": entry.channel == "paper",
                "how": _answered(ballot, paper.choice) if paper else None,
                "secret": ballot.secrecy != "open",
            }
            for ballot, entry, paper in db.session.execute(found)
        )
        if rows:
            yield Held(
                title="Ballots whose roll you are on",
                why="To let each member vote once. In a secret ballot nobody stores how you voted.",
                kept="For good, by your number: a result can be challenged only with its roll.",
                rows=rows,
            )
        counted = tuple(_counted(party_id))
        if counted:
            yield Held(
                title="Ballots that you counted",
                why="To be able to say who typed in papers, opened a count or certified a result.",
                kept="For good, by your number, as the result itself.",
                rows=counted,
            )

    def obstacles(self, party_id: int, *, today: date) -> Iterator[str]:
        """Yield the open ballots whose roll has them."""
        on_a_roll = (
            select(Ballot.question)
            .join(RollEntry, RollEntry.ballot_id == Ballot.id)
            .where(RollEntry.party_id == party_id, Ballot.state.in_(("open", "closed")))
        )
        for question in db.session.scalars(on_a_roll):
            yield f"They are on the roll of a ballot that is not declared yet: {question}"

    def erase(self, party_id: int, *, now: datetime) -> int:
        """Nothing of ballots is words of a person."""
        return 0


def _counted(party_id: int) -> Iterator[dict[str, object]]:
    """Yield each thing that the party did for a count: what, in which ballot."""
    for what, column in COUNTED:
        table: Any = column.class_
        in_ballots = select(Ballot.question).join(table, table.ballot_id == Ballot.id)
        for question in db.session.scalars(in_ballots.where(column == party_id)):
            yield {"what": what, "question": question}


def _answered(ballot: Ballot, paper: str) -> str:
    """Return what a paper of an open ballot says: of one motion as it is stored, else in words."""
    if ballot.is_on_a_motion:
        return paper
    answers = paper_in_words(ballot, paper)
    return "; ".join(f"{question.text} {answer}" for question, answer in answers)
