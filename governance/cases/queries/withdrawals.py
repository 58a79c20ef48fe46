"""The queue of withdrawals, whether it moves, and the runs so far."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select

from governance.cases.kinds import Kind, State
from governance.cases.models import Case, WithdrawalRun, WithdrawalSwitch
from governance.cases.queries.listing import Listed, words_of
from governance.infrastructure.database import db
from governance.ledger.models import Book, ShareClass
from governance.members.models import RegisterEntry
from governance.reckoning.rules.kinds.shares import ShareRules
from governance.rulebook.queries import rules_on


def queue_of(book: Book) -> list[Listed]:
    """Return who waits for a withdrawal, in the order in which they asked."""
    name = func.coalesce(RegisterEntry.name, "")
    waiting = (
        select(Case, name)
        .outerjoin(RegisterEntry, RegisterEntry.party_id == Case.party_id)
        .where(Case.kind == Kind.WITHDRAW, Case.state == State.ASKED, Case.book_key == book.key)
        .order_by(Case.opened_seq)
    )
    rows = db.session.execute(waiting).all()
    words = words_of(row[0].id for row in rows)
    return [Listed(row[0], row[1], words[row[0].id]) for row in rows]


def place_in_queue(case: Case) -> int:
    """Return how many asked before, this one included."""
    before = select(func.count()).where(
        Case.kind == Kind.WITHDRAW,
        Case.state == State.ASKED,
        Case.book_key == case.book_key,
        Case.opened_seq <= case.opened_seq,
    )
    return db.session.scalar(before) or 0


def may_be_paid_on(case: Case) -> date:
    """Return the first day on which a withdrawal may be paid, by the rules of the day of asking."""
    if case.book_key:
        return case.opened_on
    return rules_on(case.opened_on).of(ShareRules).may_be_withdrawn_on(case.opened_on)


def worth_pence(case: Case) -> int:
    """Return what is still to be withdrawn, at par."""
    share_class = db.session.get_one(ShareClass, case.share_class_id)
    return (share_class.par_pence or 0) * case.units_left


def queued_pence(party_id: int, book_key: str, *, since: int) -> int:
    """Return what withdrawals that wait, or ended since that link, bring a party at par."""
    of_party = (Case.party_id == party_id, Case.book_key == book_key)
    found = select(Case).where(Case.kind == Kind.WITHDRAW, *of_party)
    return sum(
        case.pence_due + (worth_pence(case) if case.is_open else 0)
        for case in db.session.scalars(found)
        if case.is_open or case.opened_seq > since
    )


def suspension_of(book: Book) -> WithdrawalSwitch | None:
    """Return the suspension of the book's withdrawals, if they are suspended now."""
    switches = select(WithdrawalSwitch).where(WithdrawalSwitch.book_id == book.id)
    latest = db.session.scalar(switches.order_by(WithdrawalSwitch.seq.desc()).limit(1))
    return latest if latest is not None and latest.is_suspended else None


def runs_of(book: Book) -> Sequence[WithdrawalRun]:
    """Return the runs of a book, the latest first."""
    runs = select(WithdrawalRun).where(WithdrawalRun.book_id == book.id)
    return db.session.scalars(runs.order_by(WithdrawalRun.id.desc())).all()
