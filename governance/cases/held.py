"""What cases, nominations and withdrawals store about a party, and the erasure of their words."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, or_, select, update

from governance.cases.models import Case, CaseStep, Nomination, WithdrawalRun, WithdrawalSwitch
from governance.infrastructure.database import db
from governance.infrastructure.held import Held, row_of
from governance.members.held import names_any, names_borne
from governance.members.models import Spell

CASE = ("kind", "book_key", "opened_on", "state", "effect_on", "units", "pence_due", "closed_on")
STEP = ("case_id", "taken_on", "step", "state", "told", "words", "seq")
NOMINATION = ("given_on", "revoked_on", "words")
RUN = ("run_on", "signed_on", "words", "seq")
SWITCH = ("switched_on", "is_suspended", "words", "seq")
HERE = ("membership", "employment", "office")
OfCases = type[CaseStep] | type[Nomination]
OfWithdrawals = type[WithdrawalRun] | type[WithdrawalSwitch]


class Cases:
    """Keeper of cases and of the nominations book."""

    def held_on(self, party_id: int) -> Iterator[Held]:
        """Yield the party's cases with their steps, and whom they nominated."""
        own = select(Case).where(Case.party_id == party_id).order_by(Case.id)
        steps = (
            select(CaseStep)
            .where(CaseStep.case_id.in_(select(Case.id).where(Case.party_id == party_id)))
            .order_by(CaseStep.case_id, CaseStep.n)
        )
        named = select(Nomination).where(Nomination.party_id == party_id).order_by(Nomination.id)
        found = {
            "Your joining, leaving and the like": [
                row_of(row, *CASE) for row in db.session.scalars(own)
            ],
            "Each step of it": [row_of(row, *STEP) for row in db.session.scalars(steps)],
        }
        for title, rows in found.items():
            if rows:
                yield Held(title, WHY, KEPT, tuple(rows))
        nominated = tuple(row_of(row, *NOMINATION) for row in db.session.scalars(named))
        if nominated:
            yield Held("Whom you nominated", WHY_NAMED, KEPT, nominated)

    def obstacles(self, party_id: int, *, today: date) -> Iterator[str]:
        """Yield the cases that are not at their end."""
        waiting = select(Case.kind).where(Case.party_id == party_id, Case.closed_on.is_(None))
        for kind in db.session.scalars(waiting):
            yield f"A case is open: {kind}. Bring it to its end first."

    def erase(self, party_id: int, *, now: datetime) -> int:
        """Erase what was said in cases, and the names of those nominated."""
        own = select(Case.id).where(Case.party_id == party_id)
        return _without_words(CaseStep, CaseStep.case_id.in_(own)) + _without_words(
            Nomination, Nomination.party_id == party_id
        )


class Withdrawals:
    """Keeper of what was said when withdrawals were paid or suspended: who signed, minute, reason.

    No key says whom the words name, so they are searched for every name that the register has had
    for the party; of the days on which the party was a member, worked here or held an office, so
    that a later namesake's stay. Hence whatever keeps the entry has kept them as long.
    """

    def held_on(self, party_id: int) -> Iterator[Held]:
        """Yield the statements and decisions whose words name the party."""
        runs = [row_of(run, *RUN) for run in _naming(WithdrawalRun, party_id)]
        switches = [row_of(switch, *SWITCH) for switch in _naming(WithdrawalSwitch, party_id)]
        if runs or switches:
            yield Held(
                title="Statements and decisions on withdrawals that name you",
                why="To show who stated that the society could pay, and what the board decided.",
                kept="Days and sums for good; the words as long as your entry in the register.",
                rows=(*runs, *switches),
            )

    def obstacles(self, party_id: int, *, today: date) -> Iterator[str]:
        """Yield nothing: what keeps the entry keeps these too."""
        yield from ()

    def erase(self, party_id: int, *, now: datetime) -> int:
        """Erase the words that name the party; the sums and days of the run stay."""
        return sum(
            _without_words(model, model.seq.in_([row.seq for row in _naming(model, party_id)]))
            for model in (WithdrawalRun, WithdrawalSwitch)
        )


def _naming(model: OfWithdrawals, party_id: int) -> list[Any]:
    # One word alone would name too many.
    names = [name for name in names_borne(party_id) if " " in name]
    if not names:
        return []
    day = WithdrawalRun.signed_on if model is WithdrawalRun else WithdrawalSwitch.switched_on
    was_here = (
        select(Spell.id)
        .where(
            Spell.party_id == party_id,
            Spell.kind.in_(HERE),
            Spell.superseded_seq.is_(None),
            Spell.valid_from <= day,
            or_(Spell.valid_to.is_(None), Spell.valid_to >= day),
        )
        .exists()
    )
    said: Select[Any] = select(model).where(model.salt.is_not(None), was_here).order_by(model.seq)
    return [
        row
        for row in db.session.scalars(said)
        if any(names_any(str(each), names) for each in (row.words or {}).values())
    ]


def _without_words(model: OfCases | OfWithdrawals, condition: Any) -> int:
    erased: Any = db.session.execute(
        update(model)
        .where(condition, model.salt.is_not(None))
        .values(words=None, salt=None)
        .execution_options(synchronize_session=False)
    )
    return int(erased.rowcount)


WHY = "To show how you came to join or leave, who decided it, and that the rules were kept."
WHY_NAMED = "To know who is to have your property in the society when you die."
KEPT = "The steps for good, by your number; their words as long as your entry in the register."
