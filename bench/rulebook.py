"""The rules of a day after 1, 100 and 1,000 adoptions: read, folded, and as a page.

Each adoption changes two settings from a day of its own, as a mutual that decides on rules three
times a week for six years would. Each is adopted by the service that a carried motion uses.

Run by hand: `python -m bench.rulebook [ADOPTIONS]`.
"""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from flask.testing import FlaskClient

from bench.society import FOUNDER, fill
from bench.surroundings import HOST, KINDS, Figure, databases, show
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.reckoning.rules.adoption import rulebook_on
from governance.reckoning.rules.kinds.motions import MotionRules
from governance.rulebook import queries, service
from governance.web.transactions import unit_of_work

ADOPTIONS = 1_000
TRIES = 9
FOUNDED_AT = datetime(2020, 1, 6, 12, tzinfo=UTC)
EVERY = timedelta(days=2)


def bench(kind: str, adoptions: int = ADOPTIONS) -> list[Figure]:
    """Return how long each way to the rules takes, and how many times what one adoption takes."""
    figures: list[Figure] = []
    with databases(kind) as pair:
        app = pair.application()
        with app.app_context():
            fill(1, now=FOUNDED_AT, with_accounts=True)
        client, first = signed_in(app.test_client()), None
        for number in (1, adoptions // 10, adoptions):
            with app.app_context():
                _adopt_up_to(number)
                taken = _readings()
            taken["page"] = median_of(lambda: _page(client))
            first = first or taken
            figures += _told(number, kind, taken, first)
    return figures


def _adopt_up_to(number: int) -> None:
    """Adopt changes, each another than the last, until there are so many adoptions."""
    for each in range(len(queries.adopted()), number):
        now = FOUNDED_AT + EVERY * each
        with unit_of_work():
            service.adopt(
                {"motions.appeal_days": 3 + each % 60, "motions.discussion_days": each % 7},
                from_day=day_of(now),
                how="resolution",
                reference=f"Resolution {each}",
                title="Change the rules on motions",
                actor=FOUNDER,
                now=now,
            )


def _readings() -> dict[str, float]:
    adoptions = queries.adoptions_known()
    day = day_of(FOUNDED_AT + EVERY * len(adoptions))
    _assert_the_last_holds(day, len(adoptions))
    read = median_of(lambda: queries.rules_on(day), after=db.session.rollback)
    again = median_of(lambda: queries.rules_on(day))
    fold = median_of(lambda: rulebook_on(adoptions, day))
    return {"read once in a transaction": read, "read again in it": again, "the fold alone": fold}


def _assert_the_last_holds(day: Any, number: int) -> None:
    if number > 1 and queries.rules_on(day).of(MotionRules).appeal_days != 3 + (number - 1) % 60:
        raise SystemExit("The change adopted last does not hold.")


def _page(client: FlaskClient) -> None:
    answer = client.get("/rulebook", base_url=f"https://{HOST}")
    if answer.status_code != 200:
        raise SystemExit(f"The page of the rulebook answers {answer.status_code}.")


def signed_in(client: FlaskClient) -> FlaskClient:
    """Return the client as the browser of the first member."""
    with client.session_transaction(base_url=f"https://{HOST}") as session:
        session["_user_id"], session["_fresh"] = "1:1", True
    return client


def median_of(read: Callable[[], Any], *, after: Callable[[], Any] = lambda: None) -> float:
    """Return how many milliseconds it takes, once it was done to warm up."""
    spans = []
    for _ in range(TRIES + 1):
        began = time.perf_counter()
        read()
        spans.append((time.perf_counter() - began) * 1000)
        after()
    return median(spans[1:])


def _told(number: int, kind: str, taken: dict[str, float], first: dict[str, float]) -> list[Figure]:
    return [
        Figure(
            f"rules after {number:,}: {what}" if place == 0 else f"... {what}",
            kind,
            f"{span:,.3f} ms" + (f" (x{span / first[what]:,.1f})" if number > 1 else ""),
        )
        for place, (what, span) in enumerate(taken.items())
    ]


if __name__ == "__main__":
    for each in KINDS:
        show(bench(each, *map(int, sys.argv[1:])))
