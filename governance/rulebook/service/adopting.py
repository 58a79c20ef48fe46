"""Changing the rulebook: the first one, and a change that was decided.

Whoever calls `adopt` has had it decided: a carried motion's effect, or the board within its limits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.infrastructure.permissions import require
from governance.reckoning.canonical import digest
from governance.reckoning.rules import law
from governance.reckoning.rules.adoption import changed_by
from governance.reckoning.rules.legal_forms import LegalForm
from governance.reckoning.rules.registry import NoSuchSetting, setting_of, settings
from governance.reckoning.rules.rulebook import Rulebook, as_json, differing
from governance.reckoning.rules.setting import ChangedBy, NotPossible
from governance.record import service as record
from governance.rulebook import queries
from governance.rulebook.events import RulesAdopted
from governance.rulebook.models import RuleAdoption
from governance.rulebook.permissions import Rules

USUAL_FORM = LegalForm.COMMUNITY_BENEFIT_SOCIETY


class CannotAdopt(Refused):
    """The rules cannot be so: law or the rules themselves forbid it."""

    status = 422
    title = "The rules cannot say that"

    def __init__(self, message: str, *, key: str = "", next_step: str = "") -> None:
        super().__init__(message, next_step=next_step)
        self.key = key


class AlreadyFounded(Refused):
    """There is a rulebook; it is changed by the members."""

    title = "There is a rulebook already"


@dataclass(frozen=True)
class Step:
    """What a change makes of one setting from a day on."""

    key: str
    from_day: date
    before: Any
    after: Any


def found(
    legal_form: LegalForm,
    values: Mapping[str, Any],
    *,
    from_day: date,
    note: str = "",
    actor: Actor,
    now: datetime,
) -> RuleAdoption:
    """Set the society's first rulebook, every setting of it, once.

    Raises:
        AlreadyFounded: there is one.
        CannotAdopt: a value is out of its bounds, or law forbids it to this form.
    """
    require(actor, Rules.FOUND)
    record.claim()
    refuse_founded()
    rulebook = _made(values)
    refuse_unlawful(rulebook, legal_form, on=from_day)
    return _adopt(
        {key: as_json(value) for key, value in rulebook.values.items()},
        how="founding",
        legal_form=legal_form,
        reference="",
        title="The first rulebook",
        from_day=from_day,
        needs_registration=False,
        note=note,
        actor=actor,
        now=now,
    )


def refuse_founded() -> None:
    """Refuse to set a first rulebook where there is one.

    Raises:
        AlreadyFounded: there is.
    """
    if queries.is_founded():
        raise AlreadyFounded(
            "The society has its rulebook, so nothing was changed.",
            next_step="Change a rule by a motion.",
        )


def steps_of(changes: Mapping[str, Any], *, from_day: date, today: date) -> tuple[Step, ...]:
    """Return what a change would make of the rules, on each day from which it tells.

    Raises:
        CannotAdopt: saying in a sentence why the rules could not say that.
    """
    if from_day < today:
        raise CannotAdopt(
            "A rule cannot be changed from a day that has passed.",
            next_step="Choose a day that is still to come.",
        )
    for key in changes:
        _refuse_fixed(key)
    form = queries.legal_form() or USUAL_FORM
    try:
        days = changed_by(queries.adoptions_known(), changes, from_day=from_day)
    except NotPossible as refused:
        raise cannot(refused) from None
    steps = []
    for day, before, after in days:
        refuse_unlawful(after, form, on=day, than=before)
        steps += [
            Step(key, day, before.value(key), after.value(key)) for key in differing(before, after)
        ]
    if not steps:
        raise CannotAdopt(
            "The rules say so already, so nothing would change.",
            next_step="Choose another value, or leave the rule as it is.",
        )
    return tuple(steps)


def adopt(
    changes: Mapping[str, Any],
    *,
    from_day: date,
    how: str,
    reference: str,
    title: str,
    actor: Actor,
    now: datetime,
) -> RuleAdoption:
    """Change settings from a day, by a decision that was made; it is checked once more.

    Raises:
        CannotAdopt: the rules changed since, so that it cannot be any more.
    """
    record.claim()
    steps_of(changes, from_day=from_day, today=day_of(now))
    form = queries.legal_form() or USUAL_FORM
    checked = {key: as_json(setting_of(key).checked(value)) for key, value in changes.items()}
    return _adopt(
        checked,
        how=how,
        legal_form=form,
        reference=reference,
        title=title,
        from_day=from_day,
        needs_registration=law.must_be_registered(checked, form),
        note="",
        actor=actor,
        now=now,
    )


def _adopt(
    changes: dict[str, Any],
    *,
    how: str,
    legal_form: LegalForm,
    reference: str,
    title: str,
    from_day: date,
    needs_registration: bool,
    note: str,
    actor: Actor,
    now: datetime,
) -> RuleAdoption:
    adoption = RuleAdoption(
        how=how,
        reference=reference,
        title=title,
        legal_form=legal_form.value,
        from_day=from_day,
        needs_registration=needs_registration,
        changes=changes,
        note=note,
        digest=digest_of(changes, title=title, note=note),
        adopted_at=now,
        recorded_seq=record.claim(),
    )
    db.session.add(adoption)
    db.session.flush()
    publish(
        RulesAdopted(
            at=now,
            by=actor.party_id,
            adoption_id=adoption.id,
            how=how,
            reference=reference,
            legal_form=legal_form.value,
            from_day=from_day,
            needs_registration=needs_registration,
            changes=changes,
            digest=adoption.digest,
        )
    )
    return adoption


def digest_of(changes: Mapping[str, Any], *, title: str, note: str) -> str:
    """Return the digest by which a link covers an adoption."""
    return digest(["v1", dict(changes), title, note])


def _made(values: Mapping[str, Any]) -> Rulebook:
    unknown = next((key for key in values if key not in settings()), None)
    if unknown is not None:
        raise CannotAdopt(f"There is no rule {unknown!r}.")
    try:
        return Rulebook.from_values(values)
    except NotPossible as refused:
        raise cannot(refused) from None


def refuse_unlawful(
    rulebook: Rulebook, form: LegalForm, *, on: date, than: Rulebook | None = None
) -> None:
    """Refuse what law forbids; what stood before is not this change's doing."""
    for refused in law.refusals(rulebook, form, on=on):
        if than is None or than.value(refused.key) != rulebook.value(refused.key):
            raise cannot(refused)


def _refuse_fixed(key: str) -> None:
    try:
        setting = setting_of(key)
    except NoSuchSetting:
        raise CannotAdopt(f"There is no rule {key!r}.", key=key) from None
    if setting.changed_by is ChangedBy.NOBODY:
        raise CannotAdopt(
            f"{setting.label}: law fixes this, so no vote can change it.",
            key=key,
            next_step=_where(setting.source),
        )


def cannot(refused: NotPossible) -> CannotAdopt:
    """Return the refusal of what cannot be, as a service gives it."""
    return CannotAdopt(str(refused.sentence), key=refused.key, next_step=_where(refused.source))


def _where(source: str) -> str:
    return source and f"Where this stands: {source}."
