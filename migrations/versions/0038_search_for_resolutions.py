"""The words by which resolutions, remarks on them and amendments are found, of those there are."""

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

ROWS_AT_ONCE = 500


def upgrade() -> None:
    columns = (sa.column(name) for name in ("kind", "subject_id", "part", "title", "body"))
    table = sa.table("search_text", *columns)
    rows = list(_words())
    for start in range(0, len(rows), ROWS_AT_ONCE):
        op.bulk_insert(table, rows[start : start + ROWS_AT_ONCE])


def downgrade() -> None:
    found = "kind = 'resolution' OR (kind = 'motion' AND part LIKE 'amendment %')"
    op.execute(f"DELETE FROM search_text WHERE {found}")


def _words() -> Iterator[dict[str, Any]]:
    asked = op.get_bind().execute
    resolutions = (
        "SELECT resolution.id, title, text, is_confidential FROM resolution"
        " LEFT JOIN board_decision ON board_decision.resolution_id = resolution.id"
    )
    for row in asked(sa.text(resolutions)).all():
        text = "" if row.is_confidential else row.text
        yield _part("resolution", row.id, "", row.title, text)
    remarks = "SELECT id, resolution_id, text FROM resolution_remark"
    for row in asked(sa.text(remarks)).all():
        yield _part("resolution", row.resolution_id, f"remark {row.id}", "", row.text)
    for row in asked(sa.text("SELECT id, motion_id, changes, reason FROM amendment")).all():
        changes = json.loads(row.changes) if isinstance(row.changes, str) else row.changes
        words = "\n\n".join(filter(None, (*(each["words"] for each in changes), row.reason)))
        yield _part("motion", row.motion_id, f"amendment {row.id}", "", words)


def _part(kind: str, subject_id: int, part: str, title: str, body: str) -> dict[str, Any]:
    bare = _bared(title)
    return {
        "kind": kind,
        "subject_id": subject_id,
        "part": part,
        "title": bare,
        "body": f"{bare}\n{_bared(body)}",
    }


def _bared(text: str) -> str:
    """Return the text as it was looked through at this release."""
    without_commas = re.sub(r"(?<=\d)[,\u202f\u2009](?=\d{3})", "", text)
    return " ".join("".join(map(_bare, without_commas)).split())


def _bare(letter: str) -> str:
    apart = unicodedata.normalize("NFKD", letter).casefold()
    kept = [each for each in apart if not unicodedata.combining(each)]
    return "".join(each if each.isalnum() else " " for each in kept)
