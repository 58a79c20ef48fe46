"""What a first meeting passed waits for a second that confirms it, or lapses."""

from governance.infrastructure import checks, triggers

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

STATES = (
    "state IN ('proposed', 'seconded', 'balloted', 'carried', 'lost', 'inquorate', 'withdrawn',"
    " 'out_of_order', 'remitted', 'to_meeting', 'composited')"
)
STATES_NOW = STATES.removesuffix(")") + ", 'to_confirm', 'lapsed')"
KINDS = (
    "kind IN ('ruled_out', 'appealed', 'appeal_decided', 'remitted', 'reported', 'adjourned',"
    " 'resumed', 'sent_to_meeting', 'taken_back', 'decided_there', 'may_come_again', 'taken_up',"
    " 'composited', 'uncomposited')"
)
KINDS_NOW = KINDS.removesuffix(")") + ", 'lapsed')"
WORDS_CHANGED = (
    " OR ".join(
        f"NEW.{name} <> OLD.{name}"
        for name in ("title", "text", "reason", "cost", "digest", "effect")
    )
    + " OR CAST(NEW.payload AS TEXT) <> CAST(OLD.payload AS TEXT)"
)
FIXED = " OR ".join(
    f"NEW.{name} <> OLD.{name}"
    for name in ("id", "year", "number", "mover_id", "seconders_needed", "proposed_at")
)
CLOSED = "'carried', 'lost', 'inquorate', 'withdrawn'"
REFUSED = (
    f"{FIXED} OR NEW.category <> OLD.category OR OLD.state IN ({{closed}})"
    " OR NEW.version NOT IN (OLD.version, OLD.version + 1)"
    f" OR (NEW.version = OLD.version AND ({WORDS_CHANGED}))"
    " OR (NEW.version <> OLD.version AND (NEW.state <> OLD.state"
    " OR OLD.state NOT IN ('proposed', 'seconded', 'to_meeting')))"
)


def upgrade() -> None:
    checks.restate("motion", "ck_motion_state", STATES, STATES_NOW)
    checks.restate("motion_step", "ck_motion_step_kind", KINDS, KINDS_NOW)
    triggers.allow("motion", "update")
    triggers.refuse("motion", "update", REFUSED.format(closed=f"{CLOSED}, 'lapsed'"))


def downgrade() -> None:
    triggers.allow("motion", "update")
    triggers.refuse("motion", "update", REFUSED.format(closed=CLOSED))
    checks.restate("motion_step", "ck_motion_step_kind", KINDS_NOW, KINDS)
    checks.restate("motion", "ck_motion_state", STATES_NOW, STATES)
