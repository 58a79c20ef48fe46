"""The register of resolutions, with what was carried before there was one.

Whatever members carried until now is entered in the order in which it was decided, each with its
links, as it would have been then; none of it had an effect of its own.
"""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op

from governance.infrastructure import triggers
from governance.infrastructure.clock import day_of

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
TABLES = ("resolution", "enactment")
CARRIED = sa.text(
    "SELECT m.id AS motion_id, m.title, m.text, m.effect, m.payload, m.closed_at, d.year, d.number,"
    " d.body FROM motion m LEFT JOIN ballot b ON b.motion_id = m.id AND b.state = 'declared'"
    " LEFT JOIN declaration d ON d.ballot_id = b.id"
    " WHERE m.state = 'carried' ORDER BY m.closed_at, m.id"
).columns(closed_at=INSTANT, body=sa.JSON(), payload=sa.JSON())


def upgrade() -> None:
    op.create_table(
        "resolution",
        sa.Column("id", ID, nullable=False),
        sa.Column("series", sa.String(length=16), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.String(length=8), nullable=False),
        sa.Column("decided_ref", sa.String(length=120), nullable=False),
        sa.Column("motion_id", ID, nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("effect", sa.String(length=40), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("consequences", sa.JSON(), nullable=False),
        sa.Column("resolution_kind", sa.String(length=40), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("arithmetic", sa.JSON(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("entered_at", INSTANT, nullable=False),
        sa.Column("rules_version", sa.Integer(), nullable=True),
        sa.Column("rules_digest", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("recorded_seq", ID, nullable=False),
        sa.CheckConstraint(
            "series IN ('resolution', 'board_decision')", name=op.f("ck_resolution_series")
        ),
        sa.CheckConstraint(
            "decided_by IN ('ballot', 'meeting', 'board')", name=op.f("ck_resolution_decided_by")
        ),
        sa.CheckConstraint(
            "(series = 'board_decision') = (decided_by = 'board')",
            name=op.f("ck_resolution_series_of_the_board"),
        ),
        sa.CheckConstraint(
            "(decided_by = 'board') = (motion_id IS NULL)", name=op.f("ck_resolution_motion")
        ),
        sa.ForeignKeyConstraint(["motion_id"], ["motion.id"], name=op.f("fk_resolution_motion_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolution")),
        sa.UniqueConstraint("motion_id", name=op.f("uq_resolution_motion_id")),
        sa.UniqueConstraint("recorded_seq", name=op.f("uq_resolution_recorded_seq")),
        sa.UniqueConstraint(
            "series", "year", "number", name=op.f("uq_resolution_series_year_number")
        ),
    )
    op.create_table(
        "enactment",
        sa.Column("resolution_id", ID, nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=True),
        sa.Column("adoption_id", ID, nullable=True),
        sa.Column("enacted_at", INSTANT, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("recorded_seq", ID, nullable=False),
        sa.CheckConstraint(
            "state IN ('nothing', 'in_force', 'to_come', 'pending_registration', 'failed')",
            name=op.f("ck_enactment_state"),
        ),
        sa.ForeignKeyConstraint(
            ["adoption_id"], ["rule_adoption.id"], name=op.f("fk_enactment_adoption_id")
        ),
        sa.ForeignKeyConstraint(
            ["resolution_id"], ["resolution.id"], name=op.f("fk_enactment_resolution_id")
        ),
        sa.PrimaryKeyConstraint("resolution_id", name=op.f("pk_enactment")),
        sa.UniqueConstraint("recorded_seq", name=op.f("uq_enactment_recorded_seq")),
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
    """Enter what was carried, with links hashed as they were at this release."""
    connection, now = op.get_bind(), datetime.now(UTC)
    chain = _Chain(connection, now)
    for row in _resolutions(connection, now):
        kept = {name: value for name, value in row.items() if name != "told"}
        number = chain.append("resolution entered", row["told"])
        connection.execute(_table("resolution", kept), {**_kept(kept), "recorded_seq": number})
        enacted = _hash(["v1", "nothing", [], None, None])
        told = {
            "resolution_id": row["id"],
            "effect": row["effect"],
            "state": "nothing",
            "adoption_id": None,
            "digest": enacted,
        }
        number = chain.append("effect of resolution enacted", told)
        enactment = {
            "resolution_id": row["id"],
            "state": "nothing",
            "told": [],
            "enacted_at": now,
            "digest": enacted,
        }
        connection.execute(
            _table("enactment", enactment), {**_kept(enactment), "recorded_seq": number}
        )
    if connection.dialect.name == "postgresql":
        connection.execute(
            sa.text(
                "SELECT setval(pg_get_serial_sequence('resolution', 'id'),"
                " coalesce((SELECT max(id) FROM resolution), 1),"
                " EXISTS (SELECT 1 FROM resolution))"
            )
        )


def _resolutions(connection: sa.Connection, now: datetime) -> Iterator[dict[str, Any]]:
    """Yield each resolution with what its link tells."""
    numbers: Counter[int] = Counter()
    for place, found in enumerate(connection.execute(CARRIED).all(), start=1):
        day = day_of(_aware(found.closed_at))
        numbers[day.year] += 1
        body = found.body or {}
        words = {
            "series": "resolution",
            "year": day.year,
            "number": numbers[day.year],
            "decided_by": "ballot",
            "decided_ref": f"Ballot result {found.year}/{found.number}" if body else "",
            "motion_id": found.motion_id,
            "title": found.title,
            "text": found.text,
            "effect": found.effect,
            "payload": found.payload,
            "consequences": [],
            "resolution_kind": body.get("rule", {}).get("kind", ""),
            "figures": body.get("figures", {}),
            "arithmetic": body.get("arithmetic", {"template": "", "values": {}}),
            "rules_version": None,
            "rules_digest": "",
        }
        covered = _hash(["v1", *words.values(), day.isoformat()])
        told = {
            "resolution_id": place,
            "reference": f"Resolution {day.year}/{numbers[day.year]}",
            "decided_by": "ballot",
            "decided_ref": words["decided_ref"],
            "decided_on": day.isoformat(),
            "motion_id": found.motion_id,
            "resolution_kind": words["resolution_kind"],
            "rules": {"version": None, "digest": ""},
            "digest": covered,
        }
        row = {"id": place, **words, "decided_on": day, "entered_at": now, "digest": covered}
        yield {**row, "told": told}


class _Chain:
    """The record's chain, at its end."""

    def __init__(self, connection: sa.Connection, now: datetime) -> None:
        newest = sa.text("SELECT seq, hash FROM link ORDER BY seq DESC LIMIT 1")
        last = connection.execute(newest).one_or_none()
        self._connection, self._now = connection, now
        self._seq, self._hash = (last.seq, last.hash) if last else (0, "0" * 64)

    def append(self, kind: str, told: dict[str, Any]) -> int:
        """Append a link and return its number."""
        self._seq += 1
        payload, moment = _canonical(told), self._now.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        values = {
            "seq": self._seq,
            "kind": kind,
            "recorded_at": self._now,
            "payload": payload,
            "prev_hash": self._hash,
        }
        covered = ["v1", self._hash, self._seq, kind, moment, None, payload]
        self._hash = values["hash"] = _hash(covered)
        self._connection.execute(_table("link", values, numbered=False), _kept(values))
        return self._seq


def _table(name: str, values: dict[str, Any], *, numbered: bool = True) -> sa.Insert:
    types = {"payload": sa.JSON(), "consequences": sa.JSON(), "figures": sa.JSON()}
    types |= {"arithmetic": sa.JSON(), "told": sa.JSON(), "decided_on": sa.Date()}
    if name == "link":
        types["payload"] = sa.Text()
    names = [*values, *(["recorded_seq"] if numbered else [])]
    instants = {each: INSTANT for each in names if each.endswith("_at")}
    columns = (sa.column(each, (types | instants).get(each)) for each in names)
    return sa.table(name, *columns).insert()


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values as this database keeps them: SQLite's instants have no time zone."""
    naive = op.get_bind().dialect.name == "sqlite"
    return {
        name: value.astimezone(UTC).replace(tzinfo=None)
        if naive and isinstance(value, datetime)
        else value
        for name, value in values.items()
    }


def _aware(instant: datetime) -> datetime:
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _hash(value: Any) -> str:
    return sha256(_canonical(value).encode()).hexdigest()
