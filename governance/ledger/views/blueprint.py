"""What the views of the ledger hang on. The office's endpoints begin with `book`."""

from flask import Blueprint

from governance.ledger import presentation

blueprint = Blueprint("ledger", __name__)
blueprint.add_app_template_filter(presentation.figure)
blueprint.add_app_template_filter(presentation.side)
