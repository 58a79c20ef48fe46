"""What the views of the ledger hang on. The office's endpoints begin with `book`."""

from collections.abc import Callable

from flask import Blueprint

from governance.ledger import presentation
from governance.ledger.queries.holdings import entity_names

blueprint = Blueprint("ledger", __name__)
blueprint.add_app_template_filter(presentation.figure)
blueprint.add_app_template_filter(presentation.side)


@blueprint.app_context_processor
def given_to_pages() -> dict[str, Callable[[], dict[str, str]]]:
    """Let pages of the register call a legal entity by its name, not by the key of its book."""
    return {"entity_names": entity_names}
