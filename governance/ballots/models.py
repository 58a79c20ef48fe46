"""Tables of ballots in the book. Papers of secret ballots are elsewhere: see box.py."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from governance.infrastructure.database import Base, Id
from governance.reckoning.papers.paper import YES_NO

CHOICES = YES_NO
LONGEST_QUESTION = 200


class Ballot(Base):
    """Questions put to the members on one paper.

    `question` is what stands at its head: the question itself where there is one. `electorate` says
    which part of the membership may vote; nothing is all. `paper_form` is what can be marked (see
    reckoning/papers). `count_opens` is at_close, or scrutineers where two of them open the count.
    `lot_number` was drawn when the ballot was set, and its SHA-256 is in the definition.
    `definition` is canonical JSON, frozen when the ballot opens. `rules_version` and `rules_digest`
    name the rulebook under which it opened (none of a ballot from before there was one).
    """

    __tablename__ = "ballot"
    __table_args__ = (
        CheckConstraint("closes_at > opens_at", name="times_in_order"),
        CheckConstraint("secrecy IN ('open', 'secret_simple')", name="secrecy"),
        CheckConstraint(
            "state IN ('planned', 'open', 'closed', 'declared', 'called_off')", name="state"
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    question: Mapped[str] = mapped_column(String(200))
    secrecy: Mapped[str] = mapped_column(String(20))
    record_date: Mapped[date]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    electorate: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    paper_form: Mapped[str] = mapped_column(Text, default="", server_default="")
    count_opens: Mapped[str] = mapped_column(
        String(12), default="at_close", server_default="at_close"
    )
    lot_number: Mapped[str] = mapped_column(String(64), default="", server_default="")
    state: Mapped[str] = mapped_column(String(12), default="planned", index=True)
    definition: Mapped[str] = mapped_column(Text, default="")
    definition_hash: Mapped[str] = mapped_column(String(64), default="")
    roll_hash: Mapped[str] = mapped_column(String(64), default="")
    roll_size: Mapped[int] = mapped_column(default=0)
    known_seq: Mapped[int | None] = mapped_column(Id)
    known_hash: Mapped[str] = mapped_column(String(64), default="")
    created_by: Mapped[int | None] = mapped_column(Id)
    rules_version: Mapped[int | None]
    rules_digest: Mapped[str] = mapped_column(String(64), default="", server_default="")
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    called_off_reason: Mapped[str] = mapped_column(String(200), default="")

    questions: Mapped[list["Question"]] = relationship(
        order_by="Question.number", cascade="save-update, merge", lazy="selectin"
    )

    @property
    def is_on_a_motion(self) -> bool:
        """Say whether it asks one thing: for or against a motion, or an amendment of one."""
        return len(self.questions) == 1 and self.questions[0].motion_id is not None

    @property
    def motion_id(self) -> int | None:
        """The motion that its only question is on; None of any other paper."""
        return self.questions[0].motion_id if self.is_on_a_motion else None

    @property
    def amendment_id(self) -> int | None:
        """The amendment that its only question is on; None of any other paper."""
        return self.questions[0].amendment_id if self.is_on_a_motion else None


class Question(Base):
    """One question on a ballot's paper, and how it is counted.

    `method` names a way of counting. `seats` are filled by it, or chosen; 0 where it fills none.
    `most` is the most options that may be marked, or of a survey the highest score. `least_share`
    is how many of every 100 voters must approve of an option that is to be chosen. `order` of the
    options is fixed, alphabetical, or drawn for each voter. What follows is of a question on a
    motion: which, in which version, the kind of resolution and its quorum.
    """

    __tablename__ = "ballot_question"
    __table_args__ = (
        CheckConstraint("\"order\" IN ('fixed', 'alphabetical', 'drawn')", name="order"),
        CheckConstraint("number >= 1 AND seats >= 0 AND most >= 1", name="numbers"),
        CheckConstraint("least_share BETWEEN 0 AND 100", name="least_share"),
        CheckConstraint("(motion_id IS NULL) = (resolution_kind = '')", name="kind_of_resolution"),
    )

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(200))
    explanation: Mapped[str] = mapped_column(Text, default="", server_default="")
    method: Mapped[str] = mapped_column(String(20), default="yes_no")
    seats: Mapped[int] = mapped_column(default=0)
    most: Mapped[int] = mapped_column(default=1)
    least_share: Mapped[int] = mapped_column(default=0, server_default="0")
    order: Mapped[str] = mapped_column(String(12), default="fixed")
    motion_id: Mapped[int | None] = mapped_column(ForeignKey("motion.id"), index=True)
    amendment_id: Mapped[int | None] = mapped_column(ForeignKey("amendment.id"), index=True)
    motion_version: Mapped[int | None]
    if_carried: Mapped[str] = mapped_column(Text, default="")
    resolution_kind: Mapped[str] = mapped_column(String(40), default="")
    quorum: Mapped[dict[str, Any]] = mapped_column(default=dict)

    options: Mapped[list["Option"]] = relationship(
        order_by="Option.number", cascade="save-update, merge", lazy="selectin"
    )


class Option(Base):
    """One thing that can be marked under a question; those of yes or no need none.

    `kind` is option, candidate, or reopen (re-open nominations). `picture` is the SHA-256 of a
    stored file, and `picture_words` say what is in it for those who cannot see it. One that is
    `struck` (withdrawn, died, not eligible) is struck from every paper before the count, for the
    reason given.
    """

    __tablename__ = "ballot_option"
    __table_args__ = (
        ForeignKeyConstraint(
            ["ballot_id", "question"], ["ballot_question.ballot_id", "ballot_question.number"]
        ),
        CheckConstraint("kind IN ('option', 'candidate', 'reopen')", name="kind"),
    )

    ballot_id: Mapped[int] = mapped_column(Id, primary_key=True)
    question: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(160))
    statement: Mapped[str] = mapped_column(Text, default="")
    picture: Mapped[str] = mapped_column(String(64), default="")
    picture_words: Mapped[str] = mapped_column(String(200), default="", server_default="")
    kind: Mapped[str] = mapped_column(String(12), default="option")
    struck: Mapped[str] = mapped_column(String(200), default="")


class BallotPicture(Base):
    """The bytes of a picture that stands on a paper, a JPEG, by their SHA-256."""

    __tablename__ = "ballot_picture"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class BallotDraft(Base):
    """A paper that the secretary writes, before it is set; gone once it is, or is thrown away.

    `paper` has its questions and settings as drafting.py reads them. `version` goes up with each
    change, so that of two people at once the second sees what the first did.
    """

    __tablename__ = "ballot_draft"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    paper: Mapped[dict[str, Any]] = mapped_column(default=dict)
    version: Mapped[int] = mapped_column(default=1)
    changed_by: Mapped[int | None] = mapped_column(Id)
    changed_at: Mapped[datetime]


class RollEntry(Base):
    """One person entitled to vote. `mark` is set when they voted; there is no time, on purpose.

    `service` is the person's at the record date, for turnout by service. `weight` is how many votes
    they have, and `voting_class` in which class, both frozen with the roll. A `channel` of paper
    with no mark is of somebody who asked for a paper: they cannot vote online any more.
    """

    __tablename__ = "roll_entry"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True)
    service: Mapped[str] = mapped_column(String(120), default="")
    weight: Mapped[int] = mapped_column(default=1, server_default="1")
    voting_class: Mapped[str] = mapped_column(String(40), default="", server_default="")
    mark: Mapped[str | None] = mapped_column(String(64))
    channel: Mapped[str | None] = mapped_column(String(12))


class OpenPaper(Base):
    """A vote in an open ballot: the name stands with it, and a link has its salted digest.

    `choice` is the paper as text, see reckoning/papers.
    """

    __tablename__ = "open_paper"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True)
    choice: Mapped[str] = mapped_column(Text)
    salt: Mapped[str] = mapped_column(String(32))
    cast_at: Mapped[datetime]


class TurnoutCheckpoint(Base):
    """How many had voted, noted at most once a day while a ballot is open."""

    __tablename__ = "turnout_checkpoint"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    marked: Mapped[int]


class Declaration(Base):
    """The result as declared; `digest` covers all of the body.

    `outcome` is the motion's where that is all that was asked, else declared: each question then
    has its own result in the body.
    """

    __tablename__ = "declaration"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        CheckConstraint("outcome IN ('carried', 'lost', 'inquorate', 'declared')", name="outcome"),
    )

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    outcome: Mapped[str] = mapped_column(String(12))
    body: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))
    declared_at: Mapped[datetime]

    @property
    def reference(self) -> str:
        return f"{self.year}/{self.number}"
