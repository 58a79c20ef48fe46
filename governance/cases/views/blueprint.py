"""What the views of cases hang on, and what pages of others ask of cases."""

from typing import Any

from flask import Blueprint
from flask_babel import gettext

from governance.cases.presentation import own
from governance.cases.presentation.words import ENDINGS, TESTS
from governance.cases.queries.applicants import entities_to_join
from governance.cases.queries.leaving import entities_to_leave
from governance.infrastructure import clock
from governance.reckoning.money import pounds

blueprint = Blueprint("cases", __name__)


@blueprint.app_context_processor
def given_to_pages() -> dict[str, Any]:
    """Let the pages of membership and of a person ask for cases, should they include them."""
    return {
        "cases_of": own.of_person,
        "entities_to_join": _entities_to_join,
        "entities_to_leave": _entities_to_leave,
        "pounds": pounds,
        "test_words": TESTS,
        "ending_words": ENDINGS,
        "translate": gettext,
    }


def _entities_to_join(party_id: int) -> list[str]:
    return entities_to_join(party_id, on=clock.day_of(clock.now()))


def _entities_to_leave(party_id: int) -> list[str]:
    return entities_to_leave(party_id, on=clock.day_of(clock.now()))
