"""Whose documents the ballots print."""

from flask import Response, current_app

from governance.infrastructure.pdf import Letterhead
from governance.web.templating import SocietyCard


def letterhead() -> Letterhead:
    """Return the society's letterhead, with its registered number if it has one."""
    card: SocietyCard = current_app.extensions["folkmoot_society_card"]()
    registered = card.legal_form
    if card.registered_number:
        registered = f"{registered} no. {card.registered_number}"
    return Letterhead(card.legal_name or card.name, registered, card.colours)


def as_file(content: bytes | str, name: str, kind: str) -> Response:
    """Return a file to be kept."""
    answer = Response(content, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
