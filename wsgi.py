"""The application, for `flask --app wsgi` and for the production server."""

import os

import config
from governance.app import create_app

app = create_app(config.from_environment(os.environ))
