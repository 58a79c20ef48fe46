"""What the page of an amendment says of a ruling on it, and of the appeal against that."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext, ngettext

from governance.infrastructure.actor import Actor
from governance.infrastructure.permissions import may
from governance.motions.models import Amendment, Motion
from governance.motions.permissions import Motions
from governance.motions.presentation.course import decides_appeals
from governance.motions.queries.amendments import appellants_for
from governance.motions.service.amendments.checking import OPEN_TO_AMENDMENT
from governance.motions.service.good_standing import is_barred
from governance.reckoning.rules.kinds.membership import WhileSuspended
from governance.web.templating import day


@dataclass(frozen=True)
class RulingShown:
    """A ruling: why, how far an appeal is, who appeals and why, and what this person may do."""

    title: str
    reason: str
    standing: str
    appellants: list[tuple[str, str]]
    may_appeal: bool
    may_decide: bool


def ruling_shown(row: Amendment, motion: Motion, actor: Actor, today: date) -> RulingShown | None:
    """Return what is said of the ruling on an amendment, or None if there was none."""
    if row.ruling is None:
        return None
    joined = appellants_for(row.id)
    is_open = row.state == "ruled_out" and "decision" not in row.ruling
    has_joined = actor.party_id in [party_id for party_id, _name, _reason in joined]
    return RulingShown(
        title=gettext("The chair ruled it out of order"),
        reason=row.ruling["reason"],
        standing=_standing(row, len(joined)),
        appellants=[(name or gettext("A former member"), why) for _id, name, why in joined],
        may_appeal=is_open
        and not has_joined
        and "appealed_on" not in row.ruling
        and today <= date.fromisoformat(row.ruling["until"])
        and motion.state in OPEN_TO_AMENDMENT
        and may(actor, Motions.APPEAL)
        and not is_barred(actor, WhileSuspended.SECOND, on=today),
        may_decide=is_open
        and "appealed_on" in row.ruling
        and may(actor, Motions.DECIDE_APPEAL)
        and actor.party_id != row.ruling["by"],
    )


def _standing(row: Amendment, joined: int) -> str:
    assert row.ruling is not None
    decision = row.ruling.get("decision")
    if decision is not None:
        said = (
            gettext("The appeal was allowed: %(reason)s", reason=decision["reason"])
            if decision["allowed"]
            else gettext("The ruling was upheld: %(reason)s", reason=decision["reason"])
        )
        return f"{said} ({gettext('minute %(minute)s', minute=decision['minute'])})"
    if "appealed_on" in row.ruling:
        return gettext(
            "Enough members have appealed. %(whom)s will decide.",
            whom=decides_appeals(row.ruling["goes_to"]).capitalize(),
        )
    return ngettext(
        "Until %(day)s, %(num)s member may appeal; %(joined)s so far.",
        "Until %(day)s, %(num)s members together may appeal; %(joined)s so far.",
        row.ruling["appellants"],
        day=day(date.fromisoformat(row.ruling["until"])),
        joined=joined,
    )
