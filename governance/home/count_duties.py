"""Duties of a count: envelopes to type in, papers to go on without, counts to open."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext

from governance.ballots import queries, teller_queries
from governance.ballots.models import Ballot
from governance.home.duty import Duty


def papers_to_type_in(_now: datetime) -> Iterator[Duty]:
    """Yield each closed ballot whose envelopes wait for two tellers."""
    for ballot in _closed():
        paper = teller_queries.on_paper(ballot.id)
        if not paper.is_settled:
            yield _duty(
                ballot,
                whose=gettext("Tellers"),
                title=gettext("Type in the papers: %(question)s", question=ballot.question),
                text=ngettext(
                    "%(num)s envelope came back.", "%(num)s envelopes came back.", paper.envelopes
                ),
                href=url_for("ballots.ballot", ballot_id=ballot.id),
            )


def counts_to_open(_now: datetime) -> Iterator[Duty]:
    """Yield each count that waits for a scrutineer: to open it, or to agree to go on."""
    for ballot in _closed():
        paper, opening = teller_queries.on_paper(ballot.id), teller_queries.opening_of(ballot)
        href = url_for("ballots.count", ballot_id=ballot.id)
        if paper.waiver is not None and not paper.is_settled:
            yield _duty(
                ballot,
                whose=gettext("Scrutineers"),
                title=gettext("Count without the papers? %(question)s", question=ballot.question),
                text=paper.waiver.reason,
                href=href,
            )
        elif paper.is_settled and not opening.is_open:
            yield _duty(
                ballot,
                whose=gettext("Scrutineers"),
                title=gettext("Open the count: %(question)s", question=ballot.question),
                text=gettext("Nobody sees how the votes fell before you have opened it."),
                href=href,
            )


def _duty(ballot: Ballot, *, whose: str, title: str, text: str, href: str) -> Duty:
    return Duty(
        due=ballot.closes_at,
        whose=whose,
        title=title,
        text=text,
        href=href,
        state=gettext("Waiting"),
        tone="now",
    )


def _closed() -> list[Ballot]:
    return [each for each in queries.every_ballot() if each.state == "closed"]
