"""Where the register's pages lead: one's own shares and money, a holder's shares; or nowhere."""

from flask import url_for
from flask_babel import gettext

from governance.infrastructure.actor import Actor
from governance.ledger import share_words
from governance.ledger.queries.distributions import shares_of_party
from governance.ledger.queries.holdings import books_held_by, has_ever_held, total_held
from governance.reckoning.money import pounds


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


def own_money_page(actor: Actor) -> dict[str, str] | None:
    """Return a card that leads to what one had of interest and bonuses, or None for nothing."""
    found = shares_of_party(actor.party_id) if actor.party_id is not None else []
    standing = [each for each in found if each.reversed_by is None]
    if not standing:
        return None
    return {
        "label": gettext("Interest, dividends and bonuses"),
        "text": gettext("Last: %(pounds)s.", pounds=pounds(standing[-1].pence)),
        "href": url_for("ledger.my_money"),
        "action": gettext("What you had, and how it adds up"),
    }


def holder_pages(party_id: int) -> list[dict[str, str]]:
    """Return a link to the page of a holder in each entity of which they have or had shares."""
    return [
        {
            "href": url_for("ledger.book_holder", book_id=book.id, party_id=party_id),
            "label": gettext("Shares in %(book)s", book=book.name),
        }
        for book in books_held_by(party_id)
    ]
