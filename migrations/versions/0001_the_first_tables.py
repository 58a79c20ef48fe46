"""The register, accounts, motions, ballots, the record and the outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "import_mapping",
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("headings", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_import_mapping")),
    )
    op.create_table(
        "job",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", ID, nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'done', 'failed')", name=op.f("ck_job_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    op.create_index(op.f("ix_job_kind"), "job", ["kind"], unique=False)
    op.create_index(op.f("ix_job_state"), "job", ["state"], unique=False)
    op.create_table(
        "link",
        sa.Column("seq", ID, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", ID, nullable=True),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_link")),
        sa.UniqueConstraint("hash", name=op.f("uq_link_hash")),
        sa.UniqueConstraint("prev_hash", name=op.f("uq_link_prev_hash")),
    )
    op.create_index(op.f("ix_link_kind"), "link", ["kind"], unique=False)
    op.create_table(
        "party",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("member_number", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("employee_ref", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
        sa.UniqueConstraint("member_number", name=op.f("uq_party_member_number")),
        sa.UniqueConstraint("source", "employee_ref", name=op.f("uq_party_source_employee_ref")),
    )
    op.create_table(
        "sign_in_failure",
        sa.Column("id", ID, nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failure")),
    )
    op.create_index(
        "ix_sign_in_failure_subject", "sign_in_failure", ["subject", "at"], unique=False
    )
    op.create_index("ix_sign_in_failure_at", "sign_in_failure", ["at"], unique=False)
    op.create_table(
        "society",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("legal_name", sa.String(length=200), nullable=False),
        sa.Column("legal_form", sa.String(length=60), nullable=False),
        sa.Column("registered_number", sa.String(length=30), nullable=False),
        sa.Column("seconders_needed", sa.Integer(), nullable=False),
        sa.Column("colours", sa.JSON(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_society_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_society")),
    )
    op.create_table(
        "account",
        sa.Column("id", ID, nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_signed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_account_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
        sa.UniqueConstraint("party_id", name=op.f("uq_account_party_id")),
    )
    op.create_table(
        "import_batch",
        sa.Column("id", ID, nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("encoding", sa.String(length=20), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("membership", sa.String(length=20), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("job_id", ID, nullable=True),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('uploaded', 'trying', 'tried', 'entering', 'entered', 'dropped')",
            name=op.f("ck_import_batch_state"),
        ),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_import_batch_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_table(
        "mail",
        sa.Column("id", ID, nullable=False),
        sa.Column("event_key", sa.String(length=100), nullable=False),
        sa.Column("party_id", ID, nullable=True),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("template", sa.String(length=60), nullable=False),
        sa.Column("context", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'failed', 'unconfirmed')",
            name=op.f("ck_mail_state"),
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_mail_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
        sa.UniqueConstraint("event_key", "address", name=op.f("uq_mail_event_key_address")),
    )
    op.create_index("ix_mail_due", "mail", ["state", "next_attempt_at"], unique=False)
    op.create_table(
        "motion",
        sa.Column("id", ID, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("cost", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("mover_id", ID, nullable=False),
        sa.Column("seconders_needed", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "state IN ('proposed', 'seconded', 'balloted', 'carried', 'lost', 'inquorate', 'withdrawn')",
            name=op.f("ck_motion_state"),
        ),
        sa.ForeignKeyConstraint(["mover_id"], ["party.id"], name=op.f("fk_motion_mover_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_motion_year_number")),
    )
    op.create_index(op.f("ix_motion_mover_id"), "motion", ["mover_id"], unique=False)
    op.create_index(op.f("ix_motion_state"), "motion", ["state"], unique=False)
    op.create_table(
        "register_entry",
        sa.Column("party_id", ID, nullable=False),
        sa.Column("member_number", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("sort_name", sa.String(length=160), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("employee_ref", sa.String(length=40), nullable=False),
        sa.Column("post", sa.String(length=120), nullable=False),
        sa.Column("service", sa.String(length=120), nullable=False),
        sa.Column("town", sa.String(length=120), nullable=False),
        sa.Column("member_from", sa.Date(), nullable=True),
        sa.Column("member_to", sa.Date(), nullable=True),
        sa.Column("employed_from", sa.Date(), nullable=True),
        sa.Column("employed_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_register_entry_party_id")
        ),
        sa.PrimaryKeyConstraint("party_id", name=op.f("pk_register_entry")),
    )
    op.create_index(op.f("ix_register_entry_email"), "register_entry", ["email"], unique=False)
    op.create_index(
        op.f("ix_register_entry_employee_ref"), "register_entry", ["employee_ref"], unique=False
    )
    op.create_index(
        op.f("ix_register_entry_member_number"), "register_entry", ["member_number"], unique=False
    )
    op.create_index(op.f("ix_register_entry_service"), "register_entry", ["service"], unique=False)
    op.create_index(
        "ix_register_entry_sort", "register_entry", ["sort_name", "party_id"], unique=False
    )
    op.create_index(op.f("ix_register_entry_town"), "register_entry", ["town"], unique=False)
    op.create_table(
        "role_grant",
        sa.Column("id", ID, nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by", ID, nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", ID, nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_role_grant_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    op.create_index(
        "uq_role_grant_current",
        "role_grant",
        ["party_id", "role"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_table(
        "spell",
        sa.Column("id", ID, nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_seq", ID, nullable=False),
        sa.Column("superseded_seq", ID, nullable=True),
        sa.Column("data", sa.JSON(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "kind IN ('membership', 'employment', 'contact', 'restriction')",
            name=op.f("ck_spell_kind"),
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_spell_days_in_order")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_spell_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spell")),
    )
    op.create_index("ix_spell_kind_days", "spell", ["kind", "valid_from", "valid_to"], unique=False)
    op.create_index("ix_spell_party_kind", "spell", ["party_id", "kind", "key"], unique=False)
    op.create_index(op.f("ix_spell_recorded_seq"), "spell", ["recorded_seq"], unique=False)
    op.create_table(
        "account_token",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("purpose", sa.String(length=12), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "purpose IN ('invitation', 'reset')", name=op.f("ck_account_token_purpose")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_token_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_token")),
    )
    op.create_index(
        op.f("ix_account_token_account_id"), "account_token", ["account_id"], unique=False
    )
    op.create_table(
        "ballot",
        sa.Column("id", ID, nullable=False),
        sa.Column("motion_id", ID, nullable=False),
        sa.Column("question", sa.String(length=200), nullable=False),
        sa.Column("if_carried", sa.Text(), nullable=False),
        sa.Column("resolution_kind", sa.String(length=40), nullable=False),
        sa.Column("secrecy", sa.String(length=20), nullable=False),
        sa.Column("record_date", sa.Date(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("quorum", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("definition_hash", sa.String(length=64), nullable=False),
        sa.Column("roll_hash", sa.String(length=64), nullable=False),
        sa.Column("roll_size", sa.Integer(), nullable=False),
        sa.Column("known_seq", ID, nullable=True),
        sa.Column("known_hash", sa.String(length=64), nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("called_off_reason", sa.String(length=200), nullable=False),
        sa.CheckConstraint("secrecy IN ('open', 'secret_simple')", name=op.f("ck_ballot_secrecy")),
        sa.CheckConstraint(
            "state IN ('planned', 'open', 'closed', 'declared', 'called_off')",
            name=op.f("ck_ballot_state"),
        ),
        sa.CheckConstraint("closes_at > opens_at", name=op.f("ck_ballot_times_in_order")),
        sa.ForeignKeyConstraint(["motion_id"], ["motion.id"], name=op.f("fk_ballot_motion_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot")),
    )
    op.create_index(op.f("ix_ballot_motion_id"), "ballot", ["motion_id"], unique=False)
    op.create_index(op.f("ix_ballot_state"), "ballot", ["state"], unique=False)
    op.create_table(
        "comment",
        sa.Column("id", ID, nullable=False),
        sa.Column("motion_id", ID, nullable=False),
        sa.Column("author_id", ID, nullable=False),
        sa.Column("submission", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by", ID, nullable=True),
        sa.Column("removed_reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["party.id"], name=op.f("fk_comment_author_id")),
        sa.ForeignKeyConstraint(["motion_id"], ["motion.id"], name=op.f("fk_comment_motion_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sa.UniqueConstraint(
            "motion_id",
            "author_id",
            "submission",
            name=op.f("uq_comment_motion_id_author_id_submission"),
        ),
    )
    op.create_index(op.f("ix_comment_motion_id"), "comment", ["motion_id"], unique=False)
    op.create_table(
        "import_row",
        sa.Column("batch_id", ID, nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("employee_ref", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["import_batch.id"],
            name=op.f("fk_import_row_batch_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("batch_id", "line", name=op.f("pk_import_row")),
    )
    op.create_index(op.f("ix_import_row_verdict"), "import_row", ["verdict"], unique=False)
    op.create_table(
        "secondment",
        sa.Column("motion_id", ID, nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["motion_id"], ["motion.id"], name=op.f("fk_secondment_motion_id")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_secondment_party_id")),
        sa.PrimaryKeyConstraint("motion_id", "party_id", name=op.f("pk_secondment")),
    )
    op.create_table(
        "declaration",
        sa.Column("ballot_id", ID, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('carried', 'lost', 'inquorate')", name=op.f("ck_declaration_outcome")
        ),
        sa.ForeignKeyConstraint(
            ["ballot_id"], ["ballot.id"], name=op.f("fk_declaration_ballot_id")
        ),
        sa.PrimaryKeyConstraint("ballot_id", name=op.f("pk_declaration")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_declaration_year_number")),
    )
    op.create_table(
        "open_paper",
        sa.Column("ballot_id", ID, nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("choice", sa.String(length=12), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name=op.f("fk_open_paper_ballot_id")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_open_paper_party_id")),
        sa.PrimaryKeyConstraint("ballot_id", "party_id", name=op.f("pk_open_paper")),
    )
    op.create_table(
        "turnout_checkpoint",
        sa.Column("ballot_id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("marked", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id"], ["ballot.id"], name=op.f("fk_turnout_checkpoint_ballot_id")
        ),
        sa.PrimaryKeyConstraint("ballot_id", "day", name=op.f("pk_turnout_checkpoint")),
    )
    op.create_table(
        "roll_entry",
        sa.Column("ballot_id", ID, nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("service", sa.String(length=120), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=True),
        sa.Column("channel", sa.String(length=12), nullable=True),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name=op.f("fk_roll_entry_ballot_id")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_roll_entry_party_id")),
        sa.PrimaryKeyConstraint("ballot_id", "party_id", name=op.f("pk_roll_entry")),
    )


def downgrade() -> None:
    op.drop_table("turnout_checkpoint")
    op.drop_table("roll_entry")
    op.drop_table("open_paper")
    op.drop_table("declaration")
    op.drop_table("secondment")
    op.drop_index(op.f("ix_import_row_verdict"), table_name="import_row")
    op.drop_table("import_row")
    op.drop_index(op.f("ix_comment_motion_id"), table_name="comment")
    op.drop_table("comment")
    op.drop_index(op.f("ix_ballot_state"), table_name="ballot")
    op.drop_index(op.f("ix_ballot_motion_id"), table_name="ballot")
    op.drop_table("ballot")
    op.drop_index(op.f("ix_account_token_account_id"), table_name="account_token")
    op.drop_table("account_token")
    op.drop_index(op.f("ix_spell_recorded_seq"), table_name="spell")
    op.drop_index("ix_spell_party_kind", table_name="spell")
    op.drop_index("ix_spell_kind_days", table_name="spell")
    op.drop_table("spell")
    op.drop_index(
        "uq_role_grant_current",
        table_name="role_grant",
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.drop_table("role_grant")
    op.drop_index(op.f("ix_register_entry_town"), table_name="register_entry")
    op.drop_index("ix_register_entry_sort", table_name="register_entry")
    op.drop_index(op.f("ix_register_entry_service"), table_name="register_entry")
    op.drop_index(op.f("ix_register_entry_member_number"), table_name="register_entry")
    op.drop_index(op.f("ix_register_entry_employee_ref"), table_name="register_entry")
    op.drop_index(op.f("ix_register_entry_email"), table_name="register_entry")
    op.drop_table("register_entry")
    op.drop_index(op.f("ix_motion_state"), table_name="motion")
    op.drop_index(op.f("ix_motion_mover_id"), table_name="motion")
    op.drop_table("motion")
    op.drop_index("ix_mail_due", table_name="mail")
    op.drop_table("mail")
    op.drop_table("import_batch")
    op.drop_table("account")
    op.drop_table("society")
    op.drop_index("ix_sign_in_failure_at", table_name="sign_in_failure")
    op.drop_index("ix_sign_in_failure_subject", table_name="sign_in_failure")
    op.drop_table("sign_in_failure")
    op.drop_table("party")
    op.drop_index(op.f("ix_link_kind"), table_name="link")
    op.drop_table("link")
    op.drop_index(op.f("ix_job_state"), table_name="job")
    op.drop_index(op.f("ix_job_kind"), table_name="job")
    op.drop_table("job")
    op.drop_table("import_mapping")
