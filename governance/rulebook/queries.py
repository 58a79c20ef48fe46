"""Reads of the rulebook: what held on a day, as known at a link of the record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, event, select, true
from sqlalchemy.orm import Session, SessionTransaction

from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.reckoning.rules import adoption as reckoned
from governance.reckoning.rules import law
from governance.reckoning.rules.legal_forms import LegalForm
from governance.reckoning.rules.rulebook import Rulebook
from governance.reckoning.statutes import ARTICLES_SENT_DAYS
from governance.rulebook.models import RuleAdoption, RuleRegistration

# Read several times in most requests and thousands of times in an import: kept in the session.
KEPT = "rulebook"
FIRST = ("founding", "carried_over")  # how a society comes by its first rulebook


@dataclass(frozen=True)
class Adopted:
    """An adoption, and what the registrar did with it, if anything."""

    row: RuleAdoption
    registration: RuleRegistration | None

    @property
    def reckoned(self) -> reckoned.Adoption:
        """The adoption as reckoning takes it."""
        registration = self.registration
        registered = registration is not None and registration.outcome == "registered"
        return reckoned.Adoption(
            seq=self.row.recorded_seq,
            from_day=self.row.from_day,
            changes=self.row.changes,
            needs_registration=self.row.needs_registration,
            registered_on=registration.on_day if registration and registered else None,
            is_refused=registration is not None and registration.outcome == "refused",
        )

    @property
    def is_pending(self) -> bool:
        """Whether it waits for the registrar."""
        return self.row.needs_registration and self.registration is None

    @property
    def is_to_be_sent(self) -> bool:
        """Whether it changed the articles of a company, and the registrar was not sent them yet."""
        is_decided = self.row.how not in FIRST
        form = LegalForm(self.row.legal_form)
        must = is_decided and law.must_be_sent(self.row.changes, form)
        return must and self.registration is None

    @property
    def to_be_sent_by(self) -> date:
        """The last day on which a company may send its articles as they now are."""
        days = ARTICLES_SENT_DAYS.on(self.row.from_day)
        return self.row.from_day + timedelta(days=days)


def rules_on(day: date, *, known_seq: int | None = None) -> Rulebook:
    """Return the rulebook of a day, as known at a link of the record (as now, without one).

    Before the society has one, every rule is as usual.
    """
    kept: dict[tuple[date, int | None], Rulebook] = db.session().info.setdefault(KEPT, {})
    key = (day, known_seq)
    if key not in kept:
        kept[key] = reckoned.rulebook_on(adoptions_known(known_seq), day)
    return kept[key]


@event.listens_for(Session, "after_transaction_end")
def _forget_with_the_transaction(session: Session, _transaction: SessionTransaction) -> None:
    """Keep what was read until the transaction, a savepoint in it, or a flush has ended."""
    session.info.pop(KEPT, None)


def versions(known_seq: int | None = None) -> tuple[reckoned.Version, ...]:
    """Return every version of the rulebook in order, those to come included."""
    return reckoned.versions(adoptions_known(known_seq))


def version_on(day: date, *, known_seq: int | None = None) -> reckoned.Version | None:
    """Return the version that held on a day, or None before there was a rulebook."""
    return next((each for each in reversed(versions(known_seq)) if each.since <= day), None)


def named_on(day: date, *, known_seq: int | None = None) -> dict[str, Any]:
    """Return how a decision names the rules it is made under: their version and its digest.

    Version 0 is that of a society that has no rulebook yet: every rule is as usual.
    """
    version = version_on(day, known_seq=known_seq)
    if version is None:
        return {"version": 0, "digest": Rulebook.usual().digest}
    return {"version": version.number, "digest": version.rulebook.digest}


def adoptions_known(known_seq: int | None = None) -> list[reckoned.Adoption]:
    """Return the adoptions as reckoning takes them, in order."""
    return [each.reckoned for each in adopted(known_seq)]


def adopted(known_seq: int | None = None) -> Sequence[Adopted]:
    """Return every adoption in order, with its registration, as known at a link."""
    registered = (RuleRegistration.adoption_id == RuleAdoption.id) & _known(
        RuleRegistration.recorded_seq, known_seq
    )
    found = (
        select(RuleAdoption, RuleRegistration)
        .outerjoin(RuleRegistration, registered)
        .where(_known(RuleAdoption.recorded_seq, known_seq))
        .order_by(RuleAdoption.recorded_seq)
    )
    return [Adopted(row, registration) for row, registration in db.session.execute(found)]


def adoption(adoption_id: int, *, known_seq: int | None = None) -> Adopted:
    """Return one adoption, as known at a link.

    Raises:
        NotFound: there is none of that number.
    """
    found = next((each for each in adopted(known_seq) if each.row.id == adoption_id), None)
    if found is None:
        raise NotFound(
            "There is no change of rules at this address.", next_step="Look for it in the rulebook."
        )
    return found


def waiting_for_registration() -> list[Adopted]:
    """Return what is passed and waits for the registrar, the oldest first."""
    return [each for each in adopted() if each.is_pending]


def to_be_sent(on: date) -> list[Adopted]:
    """Return what changed the articles of a company by a day and is to be sent, oldest first."""
    return [each for each in adopted() if each.is_to_be_sent and each.row.from_day <= on]


def is_founded() -> bool:
    """Say whether the society has set its rulebook.

    A change that members carried before then is none: the first rulebook says all there is.
    """
    first = select(RuleAdoption.id).where(RuleAdoption.how.in_(FIRST)).limit(1)
    return db.session.scalar(first) is not None


def legal_form() -> LegalForm | None:
    """Return the legal form that the newest adoption names, or None before there is one."""
    newest = select(RuleAdoption.legal_form).order_by(RuleAdoption.recorded_seq.desc()).limit(1)
    found = db.session.scalar(newest)
    return None if found is None else LegalForm(found)


def _known(column: Any, known_seq: int | None) -> ColumnElement[bool]:
    return true() if known_seq is None else column <= known_seq
