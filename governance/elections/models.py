"""Tables of elections: seats, notices, contests, candidates and their nominators, hustings."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from governance.infrastructure.clock import day_of
from governance.infrastructure.database import Base, Id

AN_INSTANT = timedelta(microseconds=1)
STANDS = text("state IN ('nominated', 'standing')")


class Seats(Base):
    """Places in an office of a body, filled together by all members or a constituency of them."""

    __tablename__ = "seats"
    __table_args__ = (
        UniqueConstraint("office", "body", "constituency", "service"),
        CheckConstraint("constituency IN ('members', 'service', 'employees')", name="constituency"),
        CheckConstraint("number >= 0", name="number"),
        CheckConstraint("(constituency = 'service') = (service <> '')", name="service_named"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    office: Mapped[str] = mapped_column(String(20))
    body: Mapped[str] = mapped_column(String(120))
    constituency: Mapped[str] = mapped_column(String(12), default="members")
    service: Mapped[str] = mapped_column(String(120), default="")
    number: Mapped[int]


class Election(Base):
    """Nominations and votes for some seats, begun by a notice; `rules` are those of that day.

    `rules` holds what the notice says of them: the way of counting, nominators, words, and so on.
    """

    __tablename__ = "election"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        CheckConstraint("secrecy IN ('open', 'secret_simple')", name="secrecy"),
        CheckConstraint(
            "state IN ('nominating', 'nominated', 'ended', 'called_off')", name="state"
        ),
        CheckConstraint(
            "nominations_close_at < opens_at AND opens_at < closes_at", name="times_in_order"
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    why: Mapped[str] = mapped_column(Text, default="")
    secrecy: Mapped[str] = mapped_column(String(20))
    record_date: Mapped[date]
    first_day: Mapped[date]
    nominations_close_at: Mapped[datetime]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    rules: Mapped[dict[str, Any]]
    notice_digest: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(12), default="nominating", index=True)
    published_at: Mapped[datetime]
    published_by: Mapped[int | None] = mapped_column(Id)
    nominations_closed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    called_off_reason: Mapped[str] = mapped_column(String(300), default="")

    contests: Mapped[list["Contest"]] = relationship(
        order_by="Contest.number", back_populates="election"
    )

    @property
    def reference(self) -> str:
        return f"{self.year}/{self.number}"

    @property
    def last_day_to_nominate(self) -> date:
        """The day at whose end nominations close, or in the course of which they do."""
        return day_of(self.nominations_close_at - AN_INSTANT)


class Contest(Base):
    """Some seats in an election; `terms` are in years, the longest first.

    `leaving` are those whose terms end: their number in the register and their last day. Where it
    is voted on, it is a question of a ballot. `unfilled` seats stay vacant at its end.
    """

    __tablename__ = "contest"
    __table_args__ = (
        UniqueConstraint("election_id", "number"),
        UniqueConstraint("ballot_id", "question"),
        CheckConstraint("vacancies > 0", name="vacancies"),
        CheckConstraint(
            "state IN ('nominating', 'voting', 'unopposed', 'no_candidates', 'elected',"
            " 'called_off')",
            name="state",
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    election_id: Mapped[int] = mapped_column(ForeignKey("election.id"), index=True)
    number: Mapped[int]
    seats_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    vacancies: Mapped[int]
    terms: Mapped[list[Any]]
    leaving: Mapped[list[Any]] = mapped_column(default=list)
    state: Mapped[str] = mapped_column(String(14), default="nominating")
    ballot_id: Mapped[int | None] = mapped_column(ForeignKey("ballot.id"))
    question: Mapped[int | None]
    unfilled: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]

    election: Mapped[Election] = relationship(back_populates="contests")
    seats: Mapped[Seats] = relationship()


class Candidate(Base):
    """Somebody nominated for a contest; their words and picture are theirs until nominations close.

    `digest` covers the statement and the picture (the SHA-256 of one of the ballots') as they were
    published. `place` is the order in which they were elected, `option` their number on the paper.
    `reason` says why they lapsed, were struck out, or did not take the seat. On `role_due_on` they
    are given the role that goes with the office.
    """

    __tablename__ = "candidate"
    __table_args__ = (
        CheckConstraint(
            "state IN ('nominated', 'declined', 'withdrawn', 'lapsed', 'standing', 'struck')",
            name="state",
        ),
        # Once for each office in an election, whichever constituency: whoever comes second fails.
        Index(
            "ux_candidate_stands_once",
            "election_id",
            "office_key",
            "party_id",
            unique=True,
            sqlite_where=STANDS,
            postgresql_where=STANDS,
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    election_id: Mapped[int] = mapped_column(ForeignKey("election.id"))
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    office_key: Mapped[str] = mapped_column(String(40))
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    proposed_by: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    state: Mapped[str] = mapped_column(String(12), default="nominated")
    nominated_at: Mapped[datetime]
    consented_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(300), default="")
    draft: Mapped[str] = mapped_column(Text, default="")
    statement: Mapped[str] = mapped_column(Text, default="")
    picture: Mapped[str] = mapped_column(String(64), default="")
    picture_words: Mapped[str] = mapped_column(String(200), default="")
    salt: Mapped[str] = mapped_column(String(32), default="")
    digest: Mapped[str] = mapped_column(String(64), default="")
    option: Mapped[int | None]
    place: Mapped[int | None]
    role_due_on: Mapped[date | None]

    contest: Mapped[Contest] = relationship()
    nominators: Mapped[list["Nominator"]] = relationship(order_by="Nominator.asked_at")

    @property
    def seconded_by(self) -> list[int]:
        """Who nominates them besides themselves."""
        return [each.party_id for each in self.nominators if each.at is not None]


class Nominator(Base):
    """A member who nominates a candidate (`at`), or is asked to and has not, or declined."""

    __tablename__ = "candidate_nominator"

    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id"), primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True, index=True)
    asked_at: Mapped[datetime]
    at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]


class HustingsQuestion(Base):
    """What a member asks every candidate of a contest; if removed, its place and reason stay."""

    __tablename__ = "hustings_question"
    __table_args__ = (
        CheckConstraint("(removed_at IS NULL) = (removed_by IS NULL)", name="removed_by_somebody"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    submission: Mapped[str] = mapped_column(String(32), unique=True)
    words: Mapped[str] = mapped_column(Text)
    salt: Mapped[str] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[int | None] = mapped_column(Id)
    removed_reason: Mapped[str] = mapped_column(String(300), default="")


class HustingsAnswer(Base):
    """What a candidate answers to a question, once."""

    __tablename__ = "hustings_answer"

    question_id: Mapped[int] = mapped_column(ForeignKey("hustings_question.id"), primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id"), primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    salt: Mapped[str] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class Countback(Base):
    """Papers counted again without somebody who left their seat, and who has it now, if anybody.

    `count` is the count as kept; papers and the order of lots are those of the contest's ballot.
    """

    __tablename__ = "countback"
    __table_args__ = (UniqueConstraint("contest_id", "party_id", "last_day"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    last_day: Mapped[date]
    filled_by: Mapped[int | None] = mapped_column(ForeignKey("candidate.id"))
    until: Mapped[date | None]
    count: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))
    held_at: Mapped[datetime]
