"""What the registrar did with a change of rules, or was sent of it."""

from datetime import date, datetime

from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.events import publish
from governance.infrastructure.permissions import require
from governance.reckoning.rules.adoption import Adoption, days_of_change, rulebook_on
from governance.reckoning.rules.setting import NotPossible
from governance.record import service as record
from governance.rulebook import queries
from governance.rulebook.events import RegistrationRecorded
from governance.rulebook.models import RuleAdoption, RuleRegistration
from governance.rulebook.permissions import Rules
from governance.rulebook.service.adopting import USUAL_FORM, CannotAdopt, cannot, refuse_unlawful


def record_registration(
    adoption_id: int,
    *,
    outcome: str,
    on_day: date,
    reference: str,
    actor: Actor,
    now: datetime,
) -> RuleRegistration:
    """Enter that the registrar registered a change of rules on a day, refused it, or was sent it.

    A second time changes nothing, if it says the same.

    Raises:
        CannotAdopt: the day is to come or before the decision, or it does not wait, or with it the
            rules would come to something forbidden.
    """
    require(actor, Rules.REGISTER)
    seq = record.claim()
    found = queries.adoption(adoption_id)
    if found.registration is not None and found.registration.outcome == outcome:
        return found.registration
    refuse_registration(found, outcome=outcome, on_day=on_day, today=day_of(now))
    registration = RuleRegistration(
        adoption_id=adoption_id,
        outcome=outcome,
        on_day=on_day,
        reference=reference,
        recorded_at=now,
        recorded_seq=seq,
    )
    db.session.add(registration)
    db.session.flush()
    publish(
        RegistrationRecorded(
            at=now,
            by=actor.party_id,
            adoption_id=adoption_id,
            outcome=outcome,
            on_day=on_day,
            reference=reference,
        )
    )
    return registration


def refuse_registration(found: queries.Adopted, *, outcome: str, on_day: date, today: date) -> None:
    """Refuse what could not be entered of the registrar, saying why.

    Raises:
        CannotAdopt: as `record_registration` says.
    """
    if outcome == "sent" and not found.is_to_be_sent:
        raise CannotAdopt("This change of rules need not be sent to the registrar, or was already.")
    if outcome != "sent" and not found.is_pending:
        raise CannotAdopt("This change of rules does not wait for registration.")
    _check_day(found.row, on_day, today=today)
    if outcome == "registered":
        _check_registered(found, on_day)


def _check_day(row: RuleAdoption, on_day: date, *, today: date) -> None:
    if on_day > today:
        raise CannotAdopt(
            "That day is still to come.",
            key="on_day",
            next_step="Enter it once it is done.",
        )
    if on_day < day_of(row.adopted_at):
        raise CannotAdopt(
            "That day is before the change was decided.",
            key="on_day",
            next_step="Enter the day on the letter.",
        )


def _check_registered(found: queries.Adopted, on_day: date) -> None:
    """Refuse a registration with which the rules would come to what they cannot say."""
    one = found.reckoned
    registered = Adoption(
        one.seq, one.from_day, one.changes, needs_registration=True, registered_on=on_day
    )
    others = [each for each in queries.adoptions_known() if each.seq != one.seq]
    form = queries.legal_form() or USUAL_FORM
    together = [*others, registered]
    since = registered.holds_from or on_day
    try:
        for day in {since, *(day for day in days_of_change(together) if day > since)}:
            before, after = rulebook_on(others, day), rulebook_on(together, day)
            refuse_unlawful(after, form, on=day, than=before)
    except NotPossible as refused:
        raise cannot(refused) from None
