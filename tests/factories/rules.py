"""The society's rules, set by the services as a test wants them."""

from datetime import date, datetime
from typing import Any

from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.clock import day_of
from governance.reckoning.rules.legal_forms import LegalForm
from governance.rulebook import queries, service
from governance.rulebook.models import RuleAdoption
from tests.machinery.clock import NOON

FOUNDER = Actor(name="The secretary", roles=frozenset({Role.SECRETARY}))


def found_rules(
    legal_form: LegalForm = LegalForm.EMPLOYEE_OWNED_COMPANY,
    *,
    from_day: date | None = None,
    now: datetime = NOON,
    **values: Any,
) -> RuleAdoption:
    """Found the rulebook, in which everything not named ("motions__seconders=3") is as usual."""
    return service.found(
        legal_form, _keys(values), from_day=from_day or day_of(now), actor=FOUNDER, now=now
    )


def set_rules(*, from_day: date | None = None, now: datetime = NOON, **values: Any) -> None:
    """Have the rules say this from a day on, whether there is a rulebook or not yet.

    Of a company unless there is one already, so that nothing waits for a registrar.
    """
    if not queries.is_founded():
        found_rules(from_day=from_day, now=now, **values)
        return
    today = queries.rules_on(from_day or day_of(now))
    changes = {key: value for key, value in _keys(values).items() if today.value(key) != value}
    if changes:
        service.adopt(
            changes,
            from_day=from_day or day_of(now),
            how="resolution",
            reference="",
            title="As the test says",
            actor=FOUNDER,
            now=now,
        )


def adopt_rules(
    changes: dict[str, Any],
    *,
    from_day: date | None = None,
    reference: str = "Resolution 2026/1",
    title: str = "As the test says",
    now: datetime = NOON,
) -> RuleAdoption:
    """Have the members change the rules, today if no day is named."""
    return service.adopt(
        changes,
        from_day=from_day or day_of(now),
        how="resolution",
        reference=reference,
        title=title,
        actor=FOUNDER,
        now=now,
    )


def _keys(values: dict[str, Any]) -> dict[str, Any]:
    return {name.replace("__", "."): value for name, value in values.items()}
