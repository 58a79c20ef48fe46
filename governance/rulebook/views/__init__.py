"""The rulebook's pages, tied to their addresses."""

from governance.rulebook.views import changing, files, reading, registering, setting_up
from governance.rulebook.views.blueprint import blueprint

__all__ = ["blueprint", "changing", "files", "reading", "registering", "setting_up"]
