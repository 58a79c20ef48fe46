"""The one rule of who looked: whoever is shown more of people than the open register is noted.

A view that shows a person's holdings, money or particulars says so here, with what it shows.
tests/web/test_looking.py goes through every address.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol

from flask import request
from flask_babel import gettext

from governance.infrastructure import clock
from governance.members.access_log import look
from governance.members.as_at import AsAt
from governance.web.access import current_actor
from governance.web.transactions import SAFE_METHODS, note_what_was_looked_at


class Moment(Protocol):
    """The end of a day, as known at a link: of the register's or of the ledger's making."""

    @property
    def on(self) -> date:
        """Return the day."""

    @property
    def known(self) -> int | None:
        """Return the link, or None for all there are."""


def note_person(party_id: int, title: str = "", *, at: Moment | None = None) -> None:
    """Note that who asks has read something of one person; of oneself nothing is noted."""
    if party_id != current_actor().party_id:
        _note("person", at, subject_id=party_id, title=title or gettext("Your entry"))


def note_list(
    title: str,
    among: str,
    *,
    what: str = "list",
    at: Moment | None = None,
    page: int | None = None,
    filters: Iterable[str] = (),
) -> None:
    """Note that who asks has read of several: which list, whose, and what part of it.

    `what` is "list" for a page, "file" for all that was asked for as a file, "print" to print it.
    """
    _note(what, at, title=title, among=among, page=page, filters=filters)


def _note(what: str, at: Moment | None, **noted: Any) -> None:
    if request.method not in SAFE_METHODS:
        return  # what is sent is on the record by itself, and the form was read before
    now = clock.now()
    moment = AsAt(at.on, at.known) if at else AsAt(clock.day_of(now))
    note_what_was_looked_at(look(what, at=moment, actor=current_actor(), now=now, **noted))
