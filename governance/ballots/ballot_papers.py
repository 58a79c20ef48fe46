"""Ballot papers to print and post, and the list of who asked for one."""

import secrets
from datetime import datetime
from typing import Any

from flask_babel import gettext

from governance.ballots import teller_queries
from governance.ballots.models import Ballot, Option, Question
from governance.ballots.presentation.naming import choice_name, kind_of
from governance.infrastructure import spreadsheets
from governance.infrastructure.database import db
from governance.infrastructure.pdf import Letterhead, drawn
from governance.reckoning.counting.registry import Shape, method_named
from governance.reckoning.papers.paper import YES_NO
from governance.web.templating import moment

MOST_COPIES = 200  # printed at once
LARGE_POINTS, ORDINARY_POINTS = 18, 11


def printed(
    ballot: Ballot, *, copies: int, is_large: bool, letterhead: Letterhead, made_at: datetime
) -> bytes:
    """Return ballot papers as PDF, a sheet each; where the order is drawn, each has its own.

    The order drawn is kept nowhere; beside each option stands the number by which tellers type it.
    """
    number = min(max(copies, 1), MOST_COPIES)
    words = {
        "caption": f"{kind_of(ballot)} · {gettext('Ballot paper')}",
        "copies": [_questions(ballot) for _ in range(number)],
        "points": LARGE_POINTS if is_large else ORDINARY_POINTS,
        "how": gettext(
            "Do not write your name on this paper. Put it into the plain envelope, and that into "
            "the one with your name on it. It must be with the office before %(when)s.",
            when=moment(ballot.closes_at),
        ),
        "option_is": gettext("Option"),
    }
    return drawn(
        "ballot_paper", words, title=ballot.question, letterhead=letterhead, made_at=made_at
    )


def asked_as_csv(ballot_id: int) -> str:
    """Return who asked for a paper, for labels: not whose envelope is back."""
    head = ["Name", "Member number", "E-mail address", "Service"]
    rows = [
        [row.name, row.member_number, row.email, row.service]
        for row in db.session.execute(teller_queries.asked_for_paper(ballot_id))
    ]
    return spreadsheets.BYTE_ORDER_MARK + spreadsheets.written([head, *rows])


def _questions(ballot: Ballot) -> list[dict[str, Any]]:
    return [
        {
            "number": each.number if len(ballot.questions) > 1 else 0,
            "text": each.text,
            "explanation": each.explanation,
            "how": _how(each),
            "options": _options(each),
        }
        for each in ballot.questions
    ]


def _options(question: Question) -> list[dict[str, str]]:
    if method_named(question.method).shape is Shape.YES_NO:
        return [{"title": choice_name(word), "number": ""} for word in YES_NO]
    options = list(question.options)
    if question.order == "alphabetical":
        options.sort(key=lambda option: option.title.casefold())
    elif question.order == "drawn":
        secrets.SystemRandom().shuffle(options)
    return [_option(each) for each in options if not each.struck]


def _option(option: Option) -> dict[str, str]:
    return {"title": option.title, "number": str(option.number)}


def _how(question: Question) -> str:
    said = {
        Shape.YES_NO: gettext("Put a cross in one box."),
        Shape.ONE: gettext("Put a cross in one box."),
        Shape.SEVERAL: gettext("Put a cross in at most %(most)s boxes.", most=question.most),
        Shape.RANK: gettext(
            "Write 1 beside your first choice, 2 beside your second, and so on, as far as you wish."
        ),
        Shape.SCORE: gettext(
            "Write a score from 1 to %(most)s beside each, or nothing for no opinion.",
            most=question.most,
        ),
    }
    return said[method_named(question.method).shape]
