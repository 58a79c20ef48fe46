"""What the page of one's membership says of one's shares; nothing where there are none."""

from flask import url_for
from flask_babel import gettext

from governance.infrastructure.actor import Actor
from governance.ledger import share_words
from governance.ledger.queries.holdings import has_ever_held, total_held


def own_shares_page(actor: Actor) -> dict[str, str] | None:
    """Return a card that leads to one's own shares, or None for who never had any."""
    if actor.party_id is None or not has_ever_held(actor.party_id):
        return None
    held = total_held(actor.party_id)
    return {
        "label": gettext("Your shares"),
        "text": gettext("You hold %(shares)s.", shares=share_words.shares(held)),
        "href": url_for("ledger.my_shares"),
        "action": gettext("Certificates, movements and statements"),
    }
