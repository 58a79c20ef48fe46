"""Whatever is posted in whatever order, the ledger agrees with a replay on paper."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from governance.infrastructure.errors import Refused
from governance.ledger import charts, service
from governance.ledger.models import Book, ShareClass
from governance.ledger.queries.balances import AsAt, balances
from governance.ledger.units import GBP, shares_of
from governance.record.verify import verified_chain
from tests.factories.ledger import FINANCE, make_book, make_share_class
from tests.factories.members import make_society, make_stakeholders
from tests.machinery.clock import NOON

FIRST = date(2024, 1, 1)
DAYS = st.integers(min_value=0, max_value=40).map(lambda days: FIRST + timedelta(days=days))
LOOKED_AT = tuple(FIRST + timedelta(days=days) for days in (0, 7, 19, 33, 60))
HOLDERS = st.integers(min_value=0, max_value=3)
UNITS = st.integers(min_value=1, max_value=6)

Account = tuple[str, str, int | None]
_books = count(1)


@dataclass(frozen=True)
class Told:
    """A transfer on paper."""

    seq: int
    on: date
    debit: Account
    credit: Account
    amount: int


class Paper:
    """The same book kept on paper: a list of transfers, added up anew for each question."""

    def __init__(self) -> None:
        self.told: list[Told] = []

    def balances(self, on: date, known: int | None = None) -> dict[Account, int]:
        added: dict[Account, int] = defaultdict(int)
        for each in self.told:
            if each.on <= on and (known is None or each.seq <= known):
                added[each.debit] -= each.amount
                added[each.credit] += each.amount
        return {account: balance for account, balance in added.items() if balance}

    def lowest(self, account: Account, since: date) -> int:
        days = {since, *(each.on for each in self.told if each.on >= since)}
        return min(self.balances(day).get(account, 0) for day in days)


class LedgerAndPaper(RuleBasedStateMachine):
    """Posts to both, and compares what both say."""

    holders: list[int]
    book: Book
    shares: ShareClass
    paper: Paper

    @initialize()
    def open(self) -> None:
        make_society()
        key = f"m{next(_books)}"
        self.holders = make_stakeholders(4)
        self.book = make_book(kind="company", key=key)
        self.shares = make_share_class(
            self.book, transferable=True, may_hold=("partner",), valid_from=FIRST
        )
        self.paper = Paper()
        self.seqs: list[int] = []
        self.closed: date | None = None

    @rule(holder=HOLDERS, units=UNITS, on=DAYS)
    def issue(self, holder: int, units: int, on: date) -> None:
        party = self.holders[holder]
        legs = [
            (self.at(charts.UNISSUED), self.held(party), units),
            ((GBP, charts.BANK, None), (GBP, "3000-A", None), units * 100),
        ]
        self.both(legs, on, lambda: service.issue(self.shares, units, to=party, on=on, **BY))

    @rule(holder=HOLDERS, to=HOLDERS, units=UNITS, on=DAYS)
    def transfer(self, holder: int, to: int, units: int, on: date) -> None:
        if holder == to:
            return
        from_, buyer = self.holders[holder], self.holders[to]
        legs = [(self.held(from_), self.held(buyer), units)]
        self.both(
            legs,
            on,
            lambda: service.transfer(self.shares, units, from_=from_, to=buyer, on=on, **BY),
        )

    @rule(holder=HOLDERS, units=UNITS, on=DAYS)
    def cancel(self, holder: int, units: int, on: date) -> None:
        party = self.holders[holder]
        legs = [
            (self.held(party), self.at(charts.CANCELLED), units),
            ((GBP, "3000-A", None), (GBP, charts.RESERVES, None), units * 100),
        ]
        self.both(legs, on, lambda: service.cancel(self.shares, units, party_id=party, on=on, **BY))

    @rule(on=DAYS)
    def take_a_snapshot(self, on: date) -> None:
        service.take_snapshot(self.book.id, on)

    @rule(on=DAYS)
    def close(self, on: date) -> None:
        if self.closed is None or on > self.closed:
            service.close_period(self.book, on, **BY)
            self.closed = on

    @invariant()
    def both_say_the_same(self) -> None:
        if not hasattr(self, "paper"):
            return
        known = self.seqs[len(self.seqs) // 2] if self.seqs else None
        for day in LOOKED_AT:
            assert self.ledger(AsAt(day)) == self.paper.balances(day)
            assert self.ledger(AsAt(day), use_snapshots=False) == self.paper.balances(day)
        assert self.ledger(AsAt(LOOKED_AT[-1], known)) == self.paper.balances(LOOKED_AT[-1], known)

    @invariant()
    def each_unit_comes_to_nought(self) -> None:
        if not hasattr(self, "paper"):
            return
        sums: dict[str, int] = defaultdict(int)
        for (unit, _code, _party), balance in self.ledger(AsAt(LOOKED_AT[-1])).items():
            sums[unit] += balance
        assert set(sums.values()) <= {0}

    def teardown(self) -> None:
        assert verified_chain().holds

    def both(self, legs, on, act) -> None:  # type: ignore[no-untyped-def]
        """Do it, or see that both refuse it."""
        covered = all(
            self.paper.lowest(debit, on) >= amount
            for debit, _credit, amount in legs
            if debit[1] in (charts.HELD, "3000-A")
        )
        open_day = self.closed is None or on > self.closed
        try:
            posted = act()
        except Refused:
            assert not (covered and open_day)
            return
        assert covered
        assert open_day
        self.seqs.append(posted.seq)
        self.paper.told += [Told(posted.seq, on, *leg) for leg in legs]

    def ledger(self, at: AsAt, **options: bool) -> dict[Account, int]:
        rows = balances(self.book.id, at, **options)
        return {(row.unit, row.code, row.party_id): row.balance for row in rows}

    def at(self, code: str) -> Account:
        return (shares_of(self.shares.id), code, None)

    def held(self, party: int) -> Account:
        return (shares_of(self.shares.id), charts.HELD, party)


BY = {"actor": FINANCE, "now": NOON}


def test_the_ledger_agrees_with_a_replay_on_paper() -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        LedgerAndPaper,
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        ),
    )
