"""What the views of the ledger hang on. The office's endpoints begin with `book`."""

from flask import Blueprint

blueprint = Blueprint("ledger", __name__)
