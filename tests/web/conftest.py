"""Every test in here keeps books: it has the application and its databases without asking."""

import pytest
from flask import Flask


@pytest.fixture(autouse=True)
def keeps_books(app: Flask) -> Flask:
    """Open the books for the test."""
    return app
