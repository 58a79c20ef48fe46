"""Setting the first rulebook up: a legal form, what is usual for it, and what is to be otherwise.

Nothing of it holds before it is adopted, once, and is the society's first rulebook from that day.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, update

from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db, lock_for_transaction
from governance.infrastructure.errors import Refused
from governance.infrastructure.permissions import require
from governance.reckoning.rules import law
from governance.reckoning.rules.law.unusual import Caution, cautions
from governance.reckoning.rules.legal_forms import LegalForm
from governance.reckoning.rules.presets import Preset, preset_of
from governance.reckoning.rules.rulebook import Rulebook, as_json
from governance.reckoning.rules.setting import NotPossible
from governance.rulebook import service
from governance.rulebook.models import RuleAdoption, RulebookDraft
from governance.rulebook.permissions import Rules

THE_DRAFT = 1
LOCK = "first rulebook"


class SomebodyElseDid(Refused):
    """Another officer changed the draft since this page was opened."""

    title = "Somebody else changed the rules meanwhile"


class NotBegun(Refused):
    """No legal form is chosen yet."""

    title = "Choose the legal form first"


def draft() -> RulebookDraft | None:
    """Return the rulebook being set up, if somebody has begun."""
    return db.session.get(RulebookDraft, THE_DRAFT, populate_existing=True)


def begun() -> RulebookDraft:
    """Return the rulebook being set up.

    Raises:
        NotBegun: no legal form is chosen yet.
    """
    found = draft()
    if found is None:
        raise NotBegun(
            "The rules depend on the society’s legal form, which is not chosen yet.",
            next_step="Begin with the legal form.",
        )
    return found


def preset(of: RulebookDraft) -> Preset:
    """Return what is usual for the form that was chosen."""
    return preset_of(LegalForm(of.legal_form))


def rulebook(of: RulebookDraft) -> Rulebook:
    """Return the rulebook as it would be: the preset, and what was changed of it."""
    return preset(of).rulebook.changed(of.values)


def unusual(of: RulebookDraft, on: date) -> tuple[Caution, ...]:
    """Return what of the draft is lawful but unusual for its form."""
    return tuple(cautions(rulebook(of), LegalForm(of.legal_form), on=on))


def choose_form(form: LegalForm, *, actor: Actor, now: datetime) -> RulebookDraft:
    """Begin with what is usual for a legal form; another form begins anew.

    Raises:
        AlreadyFounded: the society has its rulebook.
    """
    require(actor, Rules.FOUND)
    lock_for_transaction(LOCK)
    service.refuse_founded()
    found = draft()
    if found is None:
        found = RulebookDraft(id=THE_DRAFT, legal_form=form.value, values={}, changed_at=now)
        db.session.add(found)
    elif found.legal_form != form.value:
        found.legal_form, found.values = form.value, {}
        found.version, found.changed_at = found.version + 1, now
    db.session.flush()
    return found


def keep(changes: Mapping[str, Any], *, seen: int, actor: Actor, now: datetime) -> RulebookDraft:
    """Keep settings as typed, on what was seen at version `seen`.

    Raises:
        CannotAdopt: one is out of its bounds, contradicts another, or law forbids it to the form.
        SomebodyElseDid: the draft has moved on since.
    """
    require(actor, Rules.FOUND)
    service.refuse_founded()
    found = begun()
    usual = preset(found).rulebook
    try:
        would_be = usual.changed({**found.values, **changes})
    except NotPossible as refused:
        raise service.cannot(refused) from None
    _refuse_unlawful(would_be, LegalForm(found.legal_form), changes, on=day_of(now))
    values = {
        key: as_json(value) for key, value in would_be.values.items() if value != usual.value(key)
    }
    moved_on = (
        update(RulebookDraft)
        .where(RulebookDraft.id == THE_DRAFT, RulebookDraft.version == seen)
        .values(values=values, version=seen + 1, changed_at=now)
        .returning(RulebookDraft.id)
        .execution_options(synchronize_session=False)
    )
    if db.session.scalar(moved_on) is None:
        raise SomebodyElseDid(
            "Another officer changed the first rulebook since you opened this page.",
            next_step="Yours is still in the fields. Look at what they did, then send it again.",
        )
    return begun()


def adopt_first(*, seen: int, actor: Actor, now: datetime) -> RuleAdoption:
    """Make the draft the society's first rulebook, from today, as it was read at version `seen`.

    Raises:
        SomebodyElseDid: the draft has moved on since.
        AlreadyFounded: the society has its rulebook.
        CannotAdopt: law forbids something of it.
    """
    require(actor, Rules.FOUND)
    lock_for_transaction(LOCK)
    service.refuse_founded()
    found = begun()
    if found.version != seen:
        raise SomebodyElseDid(
            "Another officer changed the first rulebook since you opened this page.",
            next_step="Read it again before you adopt it.",
        )
    form = LegalForm(found.legal_form)
    adoption = service.found(
        form, rulebook(found).values, from_day=day_of(now), actor=actor, now=now
    )
    db.session.execute(delete(RulebookDraft).where(RulebookDraft.id == THE_DRAFT))
    return adoption


def _refuse_unlawful(would_be: Rulebook, form: LegalForm, keys: Iterable[str], *, on: date) -> None:
    """Refuse what law forbids of the settings sent; others are told where they are."""
    sent = set(keys)
    for refused in law.refusals(would_be, form, on=on):
        if refused.key in sent:
            raise service.cannot(refused)
