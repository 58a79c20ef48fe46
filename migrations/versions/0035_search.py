"""The words by which motions and their discussions are found, made from what there is already."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ROWS_AT_ONCE = 500


def upgrade() -> None:
    table = op.create_table(
        "search_text",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject_id", ID, autoincrement=False, nullable=False),
        sa.Column("part", sa.String(length=30), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject_id", "part", name=op.f("pk_search_text")),
    )
    if op.get_bind().dialect.name == "postgresql":
        # Packed, long texts would be unpacked for every search.
        op.execute("ALTER TABLE search_text ALTER COLUMN body SET STORAGE EXTERNAL")
    rows = list(_words())
    for start in range(0, len(rows), ROWS_AT_ONCE):
        op.bulk_insert(table, rows[start : start + ROWS_AT_ONCE])


def downgrade() -> None:
    op.drop_table("search_text")


def _words() -> Iterator[dict[str, Any]]:
    asked = op.get_bind().execute
    for row in asked(sa.text("SELECT id, title, text, reason, cost FROM motion")).all():
        body = "\n\n".join(filter(None, (row.text, row.reason, row.cost)))
        yield _part("motion", row.id, "", row.title, body)
    drafts = "SELECT id, title, text, reason, cost FROM motion_draft WHERE motion_id IS NULL"
    for row in asked(sa.text(drafts)).all():
        body = "\n\n".join(filter(None, (row.text, row.reason, row.cost)))
        yield _part("draft", row.id, "", row.title, body)
    said = "SELECT id, motion_id, text FROM comment WHERE removed_at IS NULL"
    for row in asked(sa.text(said)).all():
        yield _part("motion", row.motion_id, f"comment {row.id}", "", row.text)


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
