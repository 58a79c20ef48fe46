"""What the views of effects hang on."""

from flask import Blueprint

blueprint = Blueprint("effects", __name__)
