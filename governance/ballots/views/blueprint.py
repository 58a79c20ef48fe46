"""What the views of ballots hang on."""

from flask import Blueprint

blueprint = Blueprint("ballots", __name__)
