"""What the views of motions hang on."""

from flask import Blueprint

blueprint = Blueprint("motions", __name__)
