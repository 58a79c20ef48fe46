"""The rulebook: adoptions of rules and their registrations, and a first one from the old setting.

A society that is set up already gets a rulebook in which everything is as usual but for how many
seconders it asked for; it is a link of the record, as any change of rules is.
"""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op

from governance.infrastructure import triggers
from governance.infrastructure.clock import day_of

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = ("rule_adoption", "rule_registration")
FORMS = {
    "community benefit society": "community_benefit_society",
    "worker co-operative society": "worker_co_operative",
    "co-operative society": "worker_co_operative",
    "company": "employee_owned_company",
}
USUAL = "community_benefit_society"


def upgrade() -> None:
    op.create_table(
        "rule_adoption",
        sa.Column("id", ID, nullable=False),
        sa.Column("how", sa.String(length=12), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("legal_form", sa.String(length=30), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("needs_registration", sa.Boolean(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_seq", ID, nullable=False),
        sa.CheckConstraint(
            "how IN ('founding', 'resolution', 'board', 'carried_over')",
            name=op.f("ck_rule_adoption_how"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_adoption")),
        sa.UniqueConstraint("recorded_seq", name=op.f("uq_rule_adoption_recorded_seq")),
    )
    op.create_table(
        "rule_registration",
        sa.Column("adoption_id", ID, nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_seq", ID, nullable=False),
        sa.CheckConstraint(
            "outcome IN ('registered', 'refused', 'sent')",
            name=op.f("ck_rule_registration_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["adoption_id"], ["rule_adoption.id"], name=op.f("fk_rule_registration_adoption_id")
        ),
        sa.PrimaryKeyConstraint("adoption_id", name=op.f("pk_rule_registration")),
        sa.UniqueConstraint("recorded_seq", name=op.f("uq_rule_registration_recorded_seq")),
    )
    _carry_over()
    for table in TABLES:
        triggers.refuse(table, "update")
        triggers.refuse(table, "delete")
    triggers.refuse_to_empty(*TABLES)


def downgrade() -> None:
    triggers.allow_to_empty(*TABLES)
    for table in reversed(TABLES):
        triggers.allow(table, "delete")
        triggers.allow(table, "update")
        op.drop_table(table)


def _carry_over() -> None:
    """Make the old setting the first rulebook, and a link: hashed as links were at this release."""
    connection = op.get_bind()
    society = connection.execute(
        sa.text("SELECT legal_form, seconders_needed FROM society WHERE id = 1")
    ).one_or_none()
    if society is None:
        return
    now = datetime.now(UTC)
    newest = sa.text("SELECT seq, hash FROM link ORDER BY seq DESC LIMIT 1")
    last = connection.execute(newest).one_or_none()
    seq, previous = (last.seq + 1, last.hash) if last else (1, "0" * 64)
    changes = {"motions.seconders": society.seconders_needed}
    title = "As it was before there was a rulebook"
    covered = _hash(["v1", changes, title, ""])
    told = {
        "how": "carried_over",
        "reference": "",
        "legal_form": FORMS.get(society.legal_form.lower(), USUAL),
        "from_day": day_of(now).isoformat(),
        "needs_registration": False,
        "digest": covered,
    }
    row = {**told, "title": title, "note": "", "recorded_seq": seq, "id": 1}
    adoption = sa.table(
        "rule_adoption",
        *(sa.column(name) for name in row if name != "from_day"),
        sa.column("from_day", sa.Date()),
        sa.column("changes", sa.JSON()),
        sa.column("adopted_at", sa.DateTime(timezone=True)),
    )
    values = {**row, "from_day": day_of(now), "changes": changes, "adopted_at": _kept(now)}
    connection.execute(adoption.insert(), values)
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT setval(pg_get_serial_sequence('rule_adoption','id'),1)"))
    _append(connection, seq, previous, {**told, "adoption_id": 1, "changes": changes}, now)


def _append(
    connection: sa.Connection, seq: int, previous: str, told: dict[str, Any], now: datetime
) -> None:
    moment = now.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    payload = _canonical(told)
    link = sa.table(
        "link",
        *(sa.column(name) for name in ("seq", "kind", "payload", "prev_hash", "hash")),
        sa.column("recorded_at", sa.DateTime(timezone=True)),
    )
    values = {
        "seq": seq,
        "kind": "rules adopted",
        "recorded_at": _kept(now),
        "payload": payload,
        "prev_hash": previous,
        "hash": _hash(["v1", previous, seq, "rules adopted", moment, None, payload]),
    }
    connection.execute(link.insert(), values)


def _kept(now: datetime) -> datetime:
    return now.replace(tzinfo=None) if op.get_bind().dialect.name == "sqlite" else now


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _hash(value: Any) -> str:
    return sha256(_canonical(value).encode()).hexdigest()
