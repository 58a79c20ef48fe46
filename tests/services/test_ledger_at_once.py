"""Many at once, and a power cut: nothing is spent twice, nothing stands by half."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.ledger import charts, service
from governance.ledger.models import ShareClass, Transaction, Transfer
from governance.ledger.queries.balances import AsAt, balances
from governance.ledger.queries.holdings import holding_of
from governance.ledger.seals import SEALS
from governance.ledger.units import shares_of
from governance.record.verify import faults_of, verified_chain
from tests.factories.ledger import FINANCE, TODAY, issue, make_book, make_share_class
from tests.factories.members import make_member, make_society
from tests.machinery.books import Books
from tests.machinery.clock import NOON
from tests.machinery.server import PROJECT, settings_for

PROCESSES, ATTEMPTS, SHARES = 8, 10, 25

# What each process does: redeem one share after another, and say how often it succeeded.
SPENDING = """
import os, sys
from wsgi import app
from governance.infrastructure import clock
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.ledger import service
from governance.ledger.models import ShareClass
from governance.web.transactions import unit_of_work

class_id, party_id, attempts = map(int, sys.argv[1:4])
name = sys.argv[4]
done = 0
with app.app_context():
    print("ready", flush=True)
    sys.stdin.readline()
    for attempt in range(attempts):
        try:
            with unit_of_work():
                now = clock.now()
                service.redeem(
                    db.session.get_one(ShareClass, class_id), 1, party_id=party_id,
                    on=clock.day_of(now), key=f"{name} {attempt}", actor=Actor(), now=now,
                )
            done += 1
            print("done", done, flush=True)
        except service.NotEnough:
            pass
print("end", done, flush=True)
"""


class Spender:
    """A process of its own that redeems shares."""

    def __init__(self, databases: Books, *arguments: object) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SPENDING, *map(str, arguments)],
            cwd=PROJECT,
            env=os.environ | settings_for(databases.book_url, databases.box_url),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._line() == "ready\n"

    def begin(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("go\n")
        self.process.stdin.flush()

    def spent(self) -> int:
        """Wait until it ends and return how often it succeeded."""
        out, _ = self.process.communicate(timeout=120)
        return int(out.splitlines()[-1].removeprefix("end "))

    def cut_off_after(self, number: int) -> None:
        """Kill it without warning once it has done so many."""
        while self._line() != f"done {number}\n":
            assert self.process.poll() is None
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()


def test_eight_processes_spend_no_more_shares_than_there_are(app: Flask, databases: Books) -> None:
    ada, class_id = make_holder(SHARES)

    with ThreadPoolExecutor(PROCESSES) as starting:
        spenders = list(
            starting.map(
                lambda name: Spender(databases, class_id, ada, ATTEMPTS, name),
                range(PROCESSES),
            )
        )
    for spender in spenders:
        spender.begin()
    succeeded = sum(spender.spent() for spender in spenders)

    assert succeeded == SHARES
    assert held_by(ada, class_id) == 0
    assert_the_record_holds()


def test_a_power_cut_leaves_whole_transactions_only(app: Flask, databases: Books) -> None:
    ada, class_id = make_holder(1_000)
    spender = Spender(databases, class_id, ada, 1_000, "cut off")
    spender.begin()

    spender.cut_off_after(20)

    time.sleep(0.1)
    redeemed = 1_000 - held_by(ada, class_id)
    kept = select(func.count()).where(Transaction.kind == "redemption")
    assert redeemed == db.session.scalar(kept) >= 20
    assert_the_record_holds()


def test_of_two_at_once_under_one_key_one_is_posted(
    app: Flask, together: Callable[..., list[Any]]
) -> None:
    ada, class_id = make_holder(5)

    def redeem() -> service.Posted:
        found = db.session.get_one(ShareClass, class_id)
        return service.redeem(
            found, 2, party_id=ada, on=TODAY, key="the same form", actor=FINANCE, now=NOON
        )

    first, second = together(redeem, redeem)

    assert first.seq == second.seq
    assert sorted([first.is_new, second.is_new]) == [False, True]
    assert held_by(ada, class_id) == 3


def test_two_who_open_a_partys_first_account_at_once_open_one(
    app: Flask, together: Callable[..., list[Any]]
) -> None:
    make_society()
    ada, a_shares = make_member().party_id, make_share_class()
    class_id = a_shares.id
    db.session.commit()

    def give() -> service.Posted:
        return issue(db.session.get_one(ShareClass, class_id), 1, to=ada, on=TODAY)

    assert all(isinstance(posted, service.Posted) for posted in together(give, give))

    db.session.rollback()
    rows = balances(make_book().id, AsAt(TODAY), unit=shares_of(class_id), code=charts.HELD)
    assert [row.balance for row in rows] == [2]


# Real processes read the real clock, which may be later than the tests' own day.
TODAY_OR_LATER = TODAY.replace(year=2200)


def make_holder(units: int) -> tuple[int, int]:
    """Commit somebody with shares; return their party and the class, and hold no lock."""
    make_society()
    ada, a_shares = make_member().party_id, make_share_class()
    issue(a_shares, units, to=ada)
    made = (ada, a_shares.id)
    db.session.commit()
    return made


def held_by(party_id: int, class_id: int) -> int:
    db.session.rollback()
    return holding_of(party_id, db.session.get_one(ShareClass, class_id), AsAt(TODAY_OR_LATER))


def assert_the_record_holds() -> None:
    db.session.rollback()
    report = verified_chain()
    assert report.holds, report.faults
    assert [list(faults_of(seal, up_to=report.links)) for seal in SEALS] == [[]] * len(SEALS)
    orphans = select(func.count()).where(Transfer.seq.not_in(select(Transaction.seq)))
    assert db.session.scalar(orphans) == 0
