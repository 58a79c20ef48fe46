"""What the masthead says of the society: its name, and how many own it."""

from datetime import datetime, timedelta

from flask import current_app

from governance.infrastructure import clock
from governance.members import queries
from governance.reckoning.rules.legal_forms import FORM_NAMES
from governance.rulebook.queries import legal_form
from governance.web.templating import SocietyCard


def society_card() -> SocietyCard:
    """Return the society's card; counted at most every few seconds, as every page shows it."""
    now = clock.now()
    kept: tuple[datetime, SocietyCard] | None = current_app.extensions.get("folkmoot_card")
    if kept and now - kept[0] < timedelta(seconds=current_app.config["MASTHEAD_SECONDS"]):
        return kept[1]
    card = _read(now)
    current_app.extensions["folkmoot_card"] = (now, card)
    return card


def _read(now: datetime) -> SocietyCard:
    society = queries.society()
    if society is None:
        return SocietyCard()
    form = legal_form()
    return SocietyCard(
        name=society.name,
        legal_name=society.legal_name,
        legal_form=FORM_NAMES[form] if form else society.legal_form,
        registered_number=society.registered_number,
        member_count=queries.member_count(clock.day_of(now)),
        colours=society.colours,
    )
