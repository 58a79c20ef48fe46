"""What elections store about a party, and its erasure."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from governance.elections.models import (
    Candidate,
    Countback,
    Election,
    HustingsAnswer,
    HustingsQuestion,
    Nominator,
)
from governance.elections.queries.elections import GOING_ON
from governance.elections.service.pictures import forget_picture
from governance.infrastructure.database import db
from governance.infrastructure.held import Held, row_of


class Elections:
    """Keeper of candidates, their words and pictures, their nominators, and hustings."""

    def held_on(self, party_id: int) -> Iterator[Held]:
        """Yield for what the party stood, whom they nominated, and what they asked and answered."""
        answers = (
            select(HustingsAnswer)
            .join(Candidate, Candidate.id == HustingsAnswer.candidate_id)
            .where(Candidate.party_id == party_id)
            .order_by(HustingsAnswer.at)
        )
        stood = select(Candidate).where(Candidate.party_id == party_id).order_by(Candidate.id)
        proposed = select(Candidate).where(
            Candidate.proposed_by == party_id, Candidate.party_id != party_id
        )
        nominated = select(Nominator).where(Nominator.party_id == party_id)
        asked = select(HustingsQuestion).where(HustingsQuestion.party_id == party_id)
        again = select(Countback).where(Countback.party_id == party_id)
        found: tuple[tuple[str, str, str, Any, tuple[str, ...]], ...] = (
            ("Offices for which you stood", CHOSEN, PUBLISHED, stood, STOOD),
            ("Colleagues whom you proposed for an office", CHOSEN, KEPT, proposed, PROPOSED),
            ("Candidates you were asked to second", CHOSEN, KEPT, nominated, NOMINATED),
            ("What you asked candidates", TOLD, KEPT, asked, ASKED),
            ("What you answered as a candidate", TOLD, KEPT, answers, ANSWERED),
            ("Papers counted again when you left an office", CHOSEN, KEPT, again, AGAIN),
        )
        for title, why, kept, query, fields in found:
            rows = tuple(row_of(row, *fields) for row in db.session.scalars(query))
            if rows:
                yield Held(title, why, kept, rows)

    def obstacles(self, party_id: int, *, today: date) -> Iterator[str]:
        """Yield the elections that go on and in which they stand."""
        standing = (
            select(Election.title)
            .join(Candidate, Candidate.election_id == Election.id)
            .where(
                Candidate.party_id == party_id,
                Candidate.state.in_(("nominated", "standing", "struck")),
                Election.state.in_(GOING_ON),
            )
        )
        for title in db.session.scalars(standing):
            yield f"They are a candidate in an election that goes on: {title}"

    def erase(self, party_id: int, *, now: datetime) -> int:
        """Erase photographs. What was published of an election is the society's, without a name."""
        shown = select(Candidate).where(Candidate.party_id == party_id, Candidate.picture != "")
        pictures = {each.picture for each in db.session.scalars(shown)}
        for picture in pictures:
            forget_picture(picture, of_party=party_id)
        return len(pictures)


CHOSEN = "To elect to offices, and to show by whom somebody was nominated and elected."
TOLD = "To show members what candidates were asked and what they answered."
KEPT = "For good, as part of the society's record; once your name is erased, without it."
PUBLISHED = (
    "What was published stays, as part of the society's record; your photograph goes with your "
    "entry in the register, and what was not published when nominations close."
)
STOOD = (
    *("state", "nominated_at", "consented_at", "ended_at", "reason", "draft", "statement"),
    *("picture_words", "place"),
)
PROPOSED = ("state", "nominated_at")
NOMINATED = ("candidate_id", "asked_at", "at", "declined_at")
ASKED = ("contest_id", "words", "at", "removed_at", "removed_reason")
ANSWERED = ("question_id", "words", "at")
AGAIN = ("contest_id", "last_day", "held_at")
