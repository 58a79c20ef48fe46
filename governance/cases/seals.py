"""The rows of cases are outside the chain: each agrees with the link that told of it.

Covered: every step with how the case then stood, how each case stands now, the suspensions and runs
of withdrawals, and the nominations book; of words their digest.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from governance.cases.events import (
    CaseMoved,
    NominationMade,
    NominationRevoked,
    WithdrawalsRun,
    WithdrawalsSwitched,
)
from governance.cases.models import Case, CaseStep, Nomination, WithdrawalRun, WithdrawalSwitch
from governance.cases.service.steps import told_of
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.reckoning.canonical import digest
from governance.record.verify import Fact, Fault, compared

Key = tuple[Any, ...]


class Steps:
    """Nobody changed, added or took away a step."""

    title = "the steps of cases"
    kinds = frozenset({CaseMoved.kind})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each step with its link."""
        return compared(
            facts,
            what="step of a case",
            sealed=_step_said,
            rows=_steps,
            total=lambda: _count(CaseStep),
        )


class Standings:
    """A case stands where its latest step left it."""

    title = "where cases stand"
    kinds = frozenset({CaseMoved.kind})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each case with the latest link about it, and its beginning with the first."""
        first: dict[int, Fact] = {}
        last: dict[int, Fact] = {}
        for fact in facts:
            first.setdefault(fact.payload["case_id"], fact)
            last[fact.payload["case_id"]] = fact
        return compared(
            last.values(),
            what="case",
            sealed=lambda fact: _standing_said(fact, first[fact.payload["case_id"]]),
            rows=_standings,
            total=lambda: _count(Case),
        )


class Withdrawals:
    """Suspensions of withdrawals, and what was stated when some were paid."""

    title = "withdrawals"
    kinds = frozenset({WithdrawalsRun.kind, WithdrawalsSwitched.kind})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each run and each switch with its link."""
        return compared(
            facts,
            what="withdrawal run or suspension",
            sealed=_withdrawal_said,
            rows=_withdrawals,
            total=lambda: _count(WithdrawalRun) + _count(WithdrawalSwitch),
        )


class Nominations:
    """The nominations book."""

    title = "the nominations book"
    kinds = frozenset({NominationMade.kind, NominationRevoked.kind})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each nomination, and each that was taken back, with its link."""
        return compared(
            facts,
            what="nomination",
            sealed=_nomination_said,
            rows=_nominations,
            total=_count_of_nominations,
        )


SEALS = (Steps(), Standings(), Withdrawals(), Nominations())


def _step_said(fact: Fact) -> Iterable[tuple[Key, Any]]:
    said = fact.payload
    taken = (fact.seq, day_of(fact.at), fact.by)
    row = (*taken, said["step"], said["state"], said["told"], said["words_digest"])
    yield (said["case_id"], said["n"]), row


def _steps(keys: Sequence[Key]) -> Mapping[Key, Any]:
    table = CaseStep.__table__
    cases = sorted({case_id for case_id, _n in keys})
    return {
        (row.case_id, row.n): (
            row.seq, row.taken_on, row.taken_by, row.step, row.state, row.told, _words(row),
        )
        for row in db.session.execute(select(table).where(table.c.case_id.in_(cases)))
    }  # fmt: skip


def _standing_said(fact: Fact, first: Fact) -> Iterable[tuple[int, Any]]:
    said = fact.payload
    told = {name: value for name, value in said["told"].items() if name != "results"}
    row = (said["case_kind"], said["book_key"], said["party_id"], said["state"], said["n"], told)
    yield said["case_id"], (first.seq, day_of(first.at), *row)


def _standings(ids: Sequence[int]) -> Mapping[int, Any]:
    query = select(Case).where(Case.id.in_(ids)).execution_options(populate_existing=True)
    return {
        case.id: (
            case.opened_seq, case.opened_on, case.kind, case.book_key, case.party_id, case.state,
            case.steps, told_of(case),
        )
        for case in db.session.scalars(query)
    }  # fmt: skip


def _withdrawal_said(fact: Fact) -> Iterable[tuple[Key, Any]]:
    said = fact.payload
    if fact.kind == WithdrawalsSwitched.kind:
        switched = (said["book_id"], day_of(fact.at), said["is_suspended"], said["words_digest"])
        yield ("switch", fact.seq), switched
        return
    names = ("run_id", "book_id", "run_on", "pence", "surplus_pence", "signed_on", "words_digest")
    yield ("run", fact.seq), tuple(said[name] for name in names)


def _withdrawals(keys: Sequence[Key]) -> Mapping[Key, Any]:
    links = [seq for _what, seq in keys]
    switches, runs = WithdrawalSwitch.__table__, WithdrawalRun.__table__
    found: dict[Key, Any] = {}
    for row in db.session.execute(select(switches).where(switches.c.seq.in_(links))):
        switched = (row.book_id, row.switched_on, bool(row.is_suspended), _words(row))
        found["switch", row.seq] = switched
    for row in db.session.execute(select(runs).where(runs.c.seq.in_(links))):
        days = (row.run_on.isoformat(), row.pence, row.surplus_pence, row.signed_on.isoformat())
        found["run", row.seq] = (row.id, row.book_id, *days, _words(row))
    return found


def _nomination_said(fact: Fact) -> Iterable[tuple[Key, Any]]:
    said = fact.payload
    if fact.kind == NominationRevoked.kind:
        yield ("revoked", said["nomination_id"]), (fact.seq, said["revoked_on"])
        return
    names = ("party_id", "book_key", "given_on", "words_digest")
    yield ("made", said["nomination_id"]), (fact.seq, *(said[name] for name in names))


def _nominations(keys: Sequence[Key]) -> Mapping[Key, Any]:
    table = Nomination.__table__
    ids = sorted({nomination_id for _what, nomination_id in keys})
    found: dict[Key, Any] = {}
    for row in db.session.execute(select(table).where(table.c.id.in_(ids))):
        given = (row.given_seq, row.party_id, row.book_key, _iso(row.given_on), _words(row))
        found["made", row.id] = given
        if row.revoked_seq is not None:
            found["revoked", row.id] = (row.revoked_seq, _iso(row.revoked_on))
    return found


def _words(row: Any) -> str:
    """Make the digest of the words anew; of erased ones only the digest is left."""
    if row.words is None and row.salt is None:
        return str(row.digest)
    anew = digest(["v1", row.salt, row.words])
    return anew if anew == row.digest else "the words and their digest differ"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _count(table: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def _count_of_nominations() -> int:
    counted = select(func.count() + func.count(Nomination.revoked_seq)).select_from(Nomination)
    return db.session.scalar(counted) or 0
