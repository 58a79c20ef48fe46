"""The office's rooms, each with a sentence of what is done there."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from governance.web.navigation import Item


@dataclass(frozen=True)
class Room:
    """A part of the office as its front page offers it."""

    title: str
    href: str
    text: str


def rooms_of(offered: Sequence[Item]) -> list[Room]:
    """Return the rooms that the navigation offers this officer, but for the front page itself."""
    front = url_for("home.office")
    sentences = _sentences()
    return [
        Room(item.label, item.href, sentences.get(item.href, ""))
        for item in offered
        if item.href != front
    ]


def _sentences() -> dict[str, str]:
    return {
        url_for("members.register"): gettext("Who is a member, since when, and where they work."),
        url_for("members.imports"): gettext("Bring in the HR system's file of staff."),
        url_for("ledger.books"): gettext("Shares, money and leave, for each legal entity."),
        url_for("cases.office"): gettext("Who joins, leaves, withdraws or passes shares on."),
        url_for("steering.office"): gettext("What members have proposed, and what it waits for."),
        url_for("ballots.office"): gettext("Every ballot, with its turnout and its times."),
        url_for("elections.office"): gettext("Seats, notices of vacancies, and who is nominated."),
        url_for("resolutions.board_decisions"): gettext(
            "What the board decided within its limits."
        ),
        url_for("rulebook.office"): gettext("Changes of rules that wait for the registrar."),
        url_for("accounts.roles"): gettext("Who holds which office, since when, and why."),
        url_for("moderation.reports"): gettext("Comments that were reported, and what came of it."),
        url_for("notifications.office"): gettext("What was sent to whom, and what was not."),
        url_for("privacy.office"): gettext(
            "What is held on people, put right, and erased in time."
        ),
        url_for("record.office"): gettext("The society's book: every step, and its check."),
    }
