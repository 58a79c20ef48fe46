"""Words for what is chosen: people are elected, a charity or a course is chosen."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask_babel import gettext

from governance.reckoning.sentence import translatable

Say = Callable[[str], str]

PEOPLE = frozenset({"candidate", "reopen"})
# What is said of people, and what of anything else; what is not here suits both.
OF_THINGS = {
    "Elected": translatable("Chosen"),
    "Not elected": translatable("Not chosen"),
    "Nobody elected": translatable("None chosen"),
    "Nobody is elected.": translatable("None is chosen."),
    "Elected at stage %(number)s": translatable("Chosen at stage %(number)s"),
    "Stage %(number)s: who is elected": translatable("Stage %(number)s: which is chosen"),
    "%(name)s was elected.": translatable("%(name)s was chosen."),
    "At the last seat": translatable("At the last place"),
    "Seats": translatable("To be chosen"),
    "Seats left empty": translatable("Places left empty"),
    "Elected: %(elected)s.": translatable("Chosen: %(elected)s."),
    "Elected: %(elected)s. Seats left empty: %(vacant)s.": translatable(
        "Chosen: %(elected)s. Places left empty: %(vacant)s."
    ),
    "Nobody stood, so nobody is elected.": translatable("There was nothing to choose."),
    "Elected without a count: %(elected)s.": translatable("Chosen without a count: %(elected)s."),
    "Elected, having the quota: %(names)s.": translatable("Chosen, having the quota: %(names)s."),
    "Elected, having too much of the active vote to be overtaken: %(names)s.": translatable(
        "Chosen, having too much of the active vote to be overtaken: %(names)s."
    ),
    "Elected, being all who are left for the seats: %(names)s.": translatable(
        "Chosen, being all that are left: %(names)s."
    ),
    "The gold line is the fewest votes that elect: %(needed)s.": translatable(
        "The gold line is the fewest votes that are enough: %(needed)s."
    ),
    "First preferences are sorted: valid papers %(valid)s, seats %(seats)s, quota %(quota)s.": (
        translatable(
            "First preferences are sorted: valid papers %(valid)s, to be chosen %(seats)s, quota"
            " %(quota)s."
        )
    ),
}


def wording_of(result: Mapping[str, Any]) -> Say:
    """Return how templates are said of a question's options: as of people, or as of things."""
    kinds = {option.get("kind") for option in result.get("options", ())}
    return gettext if kinds & PEOPLE else _of_things


def listed(names: Sequence[str]) -> str:
    """Return names as a list; with semicolons where one of them has a comma."""
    return ("; " if any("," in name for name in names) else ", ").join(names)


def _of_things(template: str) -> str:
    return gettext(OF_THINGS.get(template, template))
