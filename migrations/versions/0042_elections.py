"""Seats, elections with their contests and candidates, hustings, and papers counted again."""

import sqlalchemy as sa
from alembic import op

from governance.infrastructure import triggers

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = (
    *("seats", "election", "contest", "candidate", "candidate_nominator"),
    *("hustings_question", "hustings_answer", "countback"),
)


def _changes(*names: str) -> str:
    return " OR ".join(f"NEW.{name} <> OLD.{name}" for name in names)


def _changes_once_set(*names: str) -> str:
    return " OR ".join(
        f"(OLD.{name} IS NOT NULL AND NEW.{name} IS DISTINCT FROM OLD.{name})" for name in names
    )


# A notice says what it said; a step is taken once; what was published stays as it was.
REFUSED_UPDATES = {
    "seats": _changes("id", "office", "body", "constituency", "service"),
    "election": _changes(
        *("id", "year", "number", "title", "why", "secrecy", "record_date", "first_day"),
        *("nominations_close_at", "opens_at", "closes_at", "notice_digest", "published_at"),
    )
    + " OR CAST(NEW.rules AS TEXT) <> CAST(OLD.rules AS TEXT)"
    " OR OLD.state IN ('ended', 'called_off')",
    "contest": _changes("id", "election_id", "number", "seats_id", "vacancies")
    + " OR CAST(NEW.terms AS TEXT) <> CAST(OLD.terms AS TEXT)"
    " OR CAST(NEW.leaving AS TEXT) <> CAST(OLD.leaving AS TEXT)"
    " OR (OLD.ended_at IS NOT NULL AND NEW.state <> OLD.state) OR "
    + _changes_once_set("ballot_id", "question", "ended_at"),
    "candidate": _changes(
        *("id", "election_id", "contest_id", "office_key", "party_id", "proposed_by"),
        "nominated_at",
    )
    + " OR (OLD.state NOT IN ('nominated', 'standing') AND NEW.state <> OLD.state)"
    " OR (OLD.state = 'standing' AND NEW.state NOT IN ('standing', 'struck'))"
    " OR (OLD.digest <> '' AND ("
    + _changes("digest", "salt", "statement", "picture", "picture_words")
    + ")) OR "
    + _changes_once_set("consented_at", "ended_at", "option", "place"),
    "candidate_nominator": _changes("candidate_id", "party_id", "asked_at")
    + " OR OLD.at IS NOT NULL",
    "hustings_question": _changes(
        *("id", "contest_id", "party_id", "submission", "words", "digest", "at"),
    )
    + " OR OLD.removed_at IS NOT NULL",
    "hustings_answer": "",
    "countback": "",
}


def upgrade() -> None:
    op.create_table(
        "election",
        sa.Column("id", ID, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("secrecy", sa.String(length=20), nullable=False),
        sa.Column("record_date", sa.Date(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("nominations_close_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("notice_digest", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", ID, nullable=True),
        sa.Column("nominations_closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("called_off_reason", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "secrecy IN ('open', 'secret_simple')", name=op.f("ck_election_secrecy")
        ),
        sa.CheckConstraint(
            "state IN ('nominating', 'nominated', 'ended', 'called_off')",
            name=op.f("ck_election_state"),
        ),
        sa.CheckConstraint(
            "nominations_close_at < opens_at AND opens_at < closes_at",
            name=op.f("ck_election_times_in_order"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_election")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_election_year_number")),
    )
    op.create_index(op.f("ix_election_state"), "election", ["state"], unique=False)
    op.create_table(
        "seats",
        sa.Column("id", ID, nullable=False),
        sa.Column("office", sa.String(length=20), nullable=False),
        sa.Column("body", sa.String(length=120), nullable=False),
        sa.Column("constituency", sa.String(length=12), nullable=False),
        sa.Column("service", sa.String(length=120), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(constituency = 'service') = (service <> '')", name=op.f("ck_seats_service_named")
        ),
        sa.CheckConstraint(
            "constituency IN ('members', 'service', 'employees')",
            name=op.f("ck_seats_constituency"),
        ),
        sa.CheckConstraint("number >= 0", name=op.f("ck_seats_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seats")),
        sa.UniqueConstraint(
            "office",
            "body",
            "constituency",
            "service",
            name=op.f("uq_seats_office_body_constituency_service"),
        ),
    )
    op.create_table(
        "contest",
        sa.Column("id", ID, nullable=False),
        sa.Column("election_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seats_id", ID, nullable=False),
        sa.Column("vacancies", sa.Integer(), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("leaving", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=14), nullable=False),
        sa.Column("ballot_id", ID, nullable=True),
        sa.Column("question", sa.Integer(), nullable=True),
        sa.Column("unfilled", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('nominating', 'voting', 'unopposed', 'no_candidates', 'elected', 'called_off')",
            name=op.f("ck_contest_state"),
        ),
        sa.CheckConstraint("vacancies > 0", name=op.f("ck_contest_vacancies")),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name=op.f("fk_contest_ballot_id")),
        sa.ForeignKeyConstraint(
            ["election_id"], ["election.id"], name=op.f("fk_contest_election_id")
        ),
        sa.ForeignKeyConstraint(["seats_id"], ["seats.id"], name=op.f("fk_contest_seats_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contest")),
        sa.UniqueConstraint("ballot_id", "question", name=op.f("uq_contest_ballot_id_question")),
        sa.UniqueConstraint("election_id", "number", name=op.f("uq_contest_election_id_number")),
    )
    op.create_index(op.f("ix_contest_election_id"), "contest", ["election_id"], unique=False)
    op.create_index(op.f("ix_contest_seats_id"), "contest", ["seats_id"], unique=False)
    op.create_table(
        "candidate",
        sa.Column("id", ID, nullable=False),
        sa.Column("election_id", ID, nullable=False),
        sa.Column("contest_id", ID, nullable=False),
        sa.Column("office_key", sa.String(length=40), nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("proposed_by", ID, nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("nominated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("picture", sa.String(length=64), nullable=False),
        sa.Column("picture_words", sa.String(length=200), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("option", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("role_due_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "state IN ('nominated', 'declined', 'withdrawn', 'lapsed', 'standing', 'struck')",
            name=op.f("ck_candidate_state"),
        ),
        sa.ForeignKeyConstraint(
            ["contest_id"], ["contest.id"], name=op.f("fk_candidate_contest_id")
        ),
        sa.ForeignKeyConstraint(
            ["election_id"], ["election.id"], name=op.f("fk_candidate_election_id")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_candidate_party_id")),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["party.id"], name=op.f("fk_candidate_proposed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate")),
    )
    op.create_index(op.f("ix_candidate_contest_id"), "candidate", ["contest_id"], unique=False)
    op.create_index(op.f("ix_candidate_party_id"), "candidate", ["party_id"], unique=False)
    op.create_index(op.f("ix_candidate_proposed_by"), "candidate", ["proposed_by"], unique=False)
    op.create_index(
        "ux_candidate_stands_once",
        "candidate",
        ["election_id", "office_key", "party_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('nominated', 'standing')"),
        postgresql_where=sa.text("state IN ('nominated', 'standing')"),
    )
    op.create_table(
        "hustings_question",
        sa.Column("id", ID, nullable=False),
        sa.Column("contest_id", ID, nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("submission", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by", ID, nullable=True),
        sa.Column("removed_reason", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "(removed_at IS NULL) = (removed_by IS NULL)",
            name=op.f("ck_hustings_question_removed_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["contest_id"], ["contest.id"], name=op.f("fk_hustings_question_contest_id")
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_hustings_question_party_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hustings_question")),
        sa.UniqueConstraint("submission", name=op.f("uq_hustings_question_submission")),
    )
    op.create_index(
        op.f("ix_hustings_question_contest_id"), "hustings_question", ["contest_id"], unique=False
    )
    op.create_index(
        op.f("ix_hustings_question_party_id"), "hustings_question", ["party_id"], unique=False
    )
    op.create_table(
        "candidate_nominator",
        sa.Column("candidate_id", ID, nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_candidate_nominator_candidate_id")
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_candidate_nominator_party_id")
        ),
        sa.PrimaryKeyConstraint("candidate_id", "party_id", name=op.f("pk_candidate_nominator")),
    )
    op.create_index(
        op.f("ix_candidate_nominator_party_id"), "candidate_nominator", ["party_id"], unique=False
    )
    op.create_table(
        "countback",
        sa.Column("id", ID, nullable=False),
        sa.Column("contest_id", ID, nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("filled_by", ID, nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("count", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contest_id"], ["contest.id"], name=op.f("fk_countback_contest_id")
        ),
        sa.ForeignKeyConstraint(
            ["filled_by"], ["candidate.id"], name=op.f("fk_countback_filled_by")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_countback_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_countback")),
        sa.UniqueConstraint(
            "contest_id",
            "party_id",
            "last_day",
            name=op.f("uq_countback_contest_id_party_id_last_day"),
        ),
    )
    op.create_index(op.f("ix_countback_contest_id"), "countback", ["contest_id"], unique=False)
    op.create_index(op.f("ix_countback_party_id"), "countback", ["party_id"], unique=False)
    op.create_table(
        "hustings_answer",
        sa.Column("question_id", ID, nullable=False),
        sa.Column("candidate_id", ID, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_hustings_answer_candidate_id")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["hustings_question.id"], name=op.f("fk_hustings_answer_question_id")
        ),
        sa.PrimaryKeyConstraint("question_id", "candidate_id", name=op.f("pk_hustings_answer")),
    )

    for table, condition in REFUSED_UPDATES.items():
        triggers.refuse(table, "update", condition)
    for table in TABLES:
        triggers.refuse(table, "delete")
    triggers.refuse_to_empty(*TABLES)


def downgrade() -> None:
    triggers.allow_to_empty(*TABLES)
    for table in TABLES:
        triggers.allow(table, "delete")
        triggers.allow(table, "update")
    for table in reversed(TABLES):
        op.drop_table(table)
