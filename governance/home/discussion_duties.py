"""Duties in discussions: comments that were reported."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext

from governance.home.duty import Duty
from governance.motions import queries as motions
from governance.web.templating import moment


def comments_reported(now: datetime) -> Iterator[Duty]:
    """Yield that comments were reported and wait for an answer."""
    number, since = motions.reported_since()
    if since is not None:
        yield Duty(
            due=None,
            whose=gettext("Secretary, chair"),
            title=ngettext(
                "Answer the reports of %(num)s comment",
                "Answer the reports of %(num)s comments",
                number,
            ),
            text=gettext("The first was reported %(moment)s.", moment=moment(since)),
            href=url_for("moderation.reports"),
            state=gettext("Waiting"),
            tone="now",
        )
