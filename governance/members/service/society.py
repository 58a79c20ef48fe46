"""Setting up the society whose platform this is."""

from collections.abc import Mapping
from datetime import datetime

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.members.events import SocietySetUp
from governance.members.models import Society
from governance.record import service as record


class AlreadySetUp(Refused):
    """There is a society already; a platform has one."""


def set_up_society(
    name: str,
    *,
    legal_name: str,
    legal_form: str,
    registered_number: str = "",
    colours: Mapping[str, str] | None = None,
    actor: Actor,
    now: datetime,
) -> Society:
    """Name the society, once."""
    record.claim()
    if db.session.get(Society, 1) is not None:
        raise AlreadySetUp("This platform has its society already, so nothing was changed.")
    society = Society(
        id=1,
        name=name,
        legal_name=legal_name,
        legal_form=legal_form,
        registered_number=registered_number,
        colours=dict(colours or {}),
    )
    db.session.add(society)
    db.session.flush()
    publish(
        SocietySetUp(
            at=now,
            by=actor.party_id,
            name=name,
            legal_name=legal_name,
            legal_form=legal_form,
            registered_number=registered_number,
        )
    )
    return society
