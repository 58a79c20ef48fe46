"""The blueprint of elections' pages."""

from flask import Blueprint

blueprint = Blueprint("elections", __name__)
