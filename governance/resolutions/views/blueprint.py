"""What the views of resolutions hang on."""

from flask import Blueprint

blueprint = Blueprint("resolutions", __name__)
