"""A motion that was sent to a meeting may be amended there."""

from governance.infrastructure import triggers

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

WORDS_CHANGED = (
    " OR ".join(
        f"NEW.{name} <> OLD.{name}"
        for name in ("title", "text", "reason", "cost", "digest", "effect")
    )
    + " OR CAST(NEW.payload AS TEXT) <> CAST(OLD.payload AS TEXT)"
)
CLOSED = "OLD.state IN ('carried', 'lost', 'inquorate', 'withdrawn')"
FIXED = " OR ".join(
    f"NEW.{name} <> OLD.{name}"
    for name in ("id", "year", "number", "mover_id", "seconders_needed", "proposed_at")
)
REFUSED = (
    f"{FIXED} OR NEW.category <> OLD.category OR {CLOSED}"
    " OR NEW.version NOT IN (OLD.version, OLD.version + 1)"
    f" OR (NEW.version = OLD.version AND ({WORDS_CHANGED}))"
    " OR (NEW.version <> OLD.version AND (NEW.state <> OLD.state"
    " OR OLD.state NOT IN ('proposed', 'seconded'{at_meeting})))"
)


def upgrade() -> None:
    triggers.allow("motion", "update")
    triggers.refuse("motion", "update", REFUSED.format(at_meeting=", 'to_meeting'"))


def downgrade() -> None:
    triggers.allow("motion", "update")
    triggers.refuse("motion", "update", REFUSED.format(at_meeting=""))
