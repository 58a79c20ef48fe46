"""What one had of interest, dividends and bonuses, and how each came about."""

from flask import render_template

from governance.ledger.distributing.showing import own_lines
from governance.ledger.queries.distributions import shares_of_party
from governance.ledger.views.blueprint import blueprint
from governance.web.access import SIGNED_IN, current_actor, open_to


@blueprint.get("/membership/money")
@open_to(SIGNED_IN)
def my_money() -> str:
    """Show one's own part of each distribution, with how it adds up."""
    party_id = current_actor().party_id
    found = shares_of_party(party_id) if party_id is not None else []
    return render_template("ledger/my_money.html", lines=own_lines(found))
