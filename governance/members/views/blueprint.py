"""What the views of members hang on."""

from flask import Blueprint

blueprint = Blueprint("members", __name__)
