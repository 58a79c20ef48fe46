"""The register of resolutions as an Atom feed: what was decided, and what became of it since."""

from collections.abc import Sequence
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext
from markupsafe import Markup

from governance.infrastructure.clock import start_of_day
from governance.reckoning import feed
from governance.reckoning.feed import Entry, Feed
from governance.resolutions import queries
from governance.resolutions.models import Resolution
from governance.resolutions.presentation.words import (
    decided_by_in_words,
    reference_of,
    said,
    sentence_of,
)
from governance.resolutions.queries import Asked, Entered, Reader
from governance.rulebook import queries as rulebook
from governance.web.markdown import markdown

SHOWN = 50


def as_atom(reader: Reader, *, address: str, society: str, key: str, now: datetime) -> bytes:
    """Return the newest resolutions that somebody may read; the same until something changed."""
    found = queries.entered_all(queries.found(Asked(), reader)[:SHOWN], reader)
    registered = _registered_at()
    entries = [_entry(each, reader.day, registered) for each in found]
    made = Feed(
        key=key,
        title=gettext("Resolutions of %(society)s", society=society),
        subtitle=gettext("What was decided, and what became of it."),
        address=address,
        page=url_for("resolutions.resolutions", _external=True),
        author=society,
        updated=max((each.updated for each in entries), default=now),
        entries=entries,
    )
    return feed.written(made)


def _entry(found: Entered, day: date, registered: dict[int, datetime]) -> Entry:
    resolution = found.resolution
    return Entry(
        key=resolution.digest,
        title=f"{reference_of(resolution)}: {resolution.title}",
        address=url_for("resolutions.resolution", resolution_id=resolution.id, _external=True),
        author=decided_by_in_words(resolution.decided_by),
        published=_published_at(found),
        updated=_changed_at(found, day, registered),
        summary=sentence_of(found),
        html=_html(found),
        category=found.standing.value,
    )


def _published_at(found: Entered) -> datetime:
    entered_at = found.resolution.entered_at
    if found.board is None:
        return entered_at
    return max(entered_at, start_of_day(found.board.publish_on))


def _changed_at(found: Entered, day: date, registered: dict[int, datetime]) -> datetime:
    """Return when something last changed of it: what it says, or how it stands."""
    instants = [_published_at(found), found.enactment.enacted_at]
    instants += [each.at for each in queries.remarks_on(found.resolution.id)]
    if found.holds_from is not None and found.holds_from <= day:
        instants.append(start_of_day(found.holds_from))
    if found.enactment.adoption_id in registered:
        instants.append(registered[found.enactment.adoption_id])
    instants += [_held_from(later, day) for later in found.changed_by]
    return max(instants)


def _held_from(later: Resolution, day: date) -> datetime:
    holds_from = queries.standings_on(day)[later.id].holds_from
    begun = start_of_day(holds_from) if holds_from else later.entered_at
    return max(later.entered_at, begun)


def _registered_at() -> dict[int, datetime]:
    """Return when it was entered what the registrar did, by the change of rules."""
    return {
        each.row.id: each.registration.recorded_at
        for each in rulebook.adopted()
        if each.registration is not None
    }


def _html(found: Entered) -> str:
    parts: Sequence[str | Markup] = (
        Markup("<p>{}</p>").format(sentence_of(found)),
        Markup("<p>{}</p>").format(said(found.resolution.arithmetic)),
        _text(found),
        *(markdown(each.text) for each in queries.remarks_on(found.resolution.id)),
    )
    return str(Markup("").join(parts))


def _text(found: Entered) -> Markup:
    if found.is_hidden and found.board is not None:
        return Markup("<p>{}</p>").format(
            gettext("The board keeps its text confidential: %(reason)s", reason=found.board.reason)
        )
    return markdown(found.text)
