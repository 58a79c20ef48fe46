"""Importing 80,000 staff from a CSV, checked and entered; then the same file again.

Run by hand: `python -m bench.import_staff [PEOPLE]`.
"""

import csv
import io
import random
import sys
import time
from datetime import UTC, date, datetime, timedelta

from bench.surroundings import KINDS, Figure, databases, show
from governance.infrastructure.actor import WORKER
from governance.infrastructure.database import db
from governance.members import queries, service
from governance.web.transactions import unit_of_work

PEOPLE = 80_000
HEADINGS = (
    "Payroll No",
    "Surname",
    "Forename",
    "Work Email",
    "Job Title",
    "Service",
    "Base",
    "Weekly Hours",
    "Start Date",
    "Date Left",
    "Member Since",
)
FORENAMES = ("Ann", "Siân", "Zoë", "Omar", "Precious", "Tomasz")
SERVICES = ("Home care", "Respite", "Community nursing", "Day centres", "Office")
TOWNS = ("Tipton", "Dudley", "Walsall", "Oldbury")


def bench(kind: str, people: int = PEOPLE) -> list[Figure]:
    """Return how long the file takes the first time, and the second."""
    now = datetime.now(UTC)
    content = staff_file(people, today=now.date())
    with databases(kind) as pair, pair.application().app_context():
        with unit_of_work():
            service.set_up_society(
                name="Tame Valley Care",
                legal_name="Tame Valley Care Limited",
                legal_form="community benefit society",
                actor=WORKER,
                now=now,
            )
        first, again = _import(content, now), _import(content, now)
        members = queries.member_count(now.date())
        if members != people:
            raise SystemExit(f"{people} were in the file, and {members} are members.")
        db.session.rollback()
    size = f"{len(content) / 1e6:.1f} MB"
    return [
        Figure(f"import of {people:,} staff ({size})", kind, f"{first:.1f} s", "120 s"),
        Figure("... the same file again", kind, f"{again:.1f} s"),
    ]


def staff_file(people: int, *, today: date) -> bytes:
    """Return a file as an HR system writes it, the same each time."""
    dice = random.Random(2026)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for each in range(people):
        started = today - timedelta(days=dice.randint(400, 9000))
        writer.writerow(
            [
                f"{each:06}",
                f"Surname{each}",
                dice.choice(FORENAMES),
                f"person-{each}@example.org",
                "Care worker",
                dice.choice(SERVICES),
                dice.choice(TOWNS),
                "37.5",
                f"{started:%d/%m/%Y}",
                "",
                f"{started + timedelta(days=90):%d/%m/%Y}",
            ]
        )
    return text.getvalue().encode()


def _import(content: bytes, now: datetime) -> float:
    began = time.perf_counter()
    with unit_of_work():
        service.import_staff(content, actor=WORKER, now=now)
    return time.perf_counter() - began


if __name__ == "__main__":
    for each in KINDS:
        show(bench(each, *map(int, sys.argv[1:])))
