"""How many must support something, by the rules of a day and as many as there are."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.members.queries import entitled_at
from governance.reckoning.rules.kinds.motions import MotionRules
from governance.rulebook.queries import rules_on


def seconders_needed(on: date) -> int:
    """Return how many must second a motion proposed on a day, besides its mover."""
    rules = rules_on(on).of(MotionRules)
    return _needed(rules.seconders, rules.seconders_in, on)


def amendment_seconders_needed(on: date) -> int:
    """Return how many must second an amendment proposed on a day, besides its mover."""
    rules = rules_on(on).of(MotionRules)
    return _needed(rules.amendment_seconders, rules.amendment_seconders_in, on)


def appellants_needed(on: date) -> int:
    """Return how many must appeal together against a ruling of a day."""
    rules = rules_on(on).of(MotionRules)
    return _needed(rules.appellants, rules.appellants_in, on)


def _needed(asked: int, among: Callable[[int], int], on: date) -> int:
    # What can be found in the smallest society needs no count of a large register.
    return asked if among(0) == asked else among(_in_good_standing(on))


def _in_good_standing(on: date) -> int:
    roll = entitled_at(on).order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(roll)) or 0
