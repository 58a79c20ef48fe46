"""For how long what is kept, by which law, and what becomes of it: as members may read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from governance.reckoning.statutes import (
    ACCOUNTING_RECORDS_YEARS,
    FORMER_MEMBER_RETENTION_YEARS,
    STAFF_RETENTION_YEARS,
    Figure,
)


@dataclass(frozen=True)
class Rule:
    """What is kept, for how long, why, and what then."""

    what: str
    how_long: str
    source: str
    then: str


def rules(today: date) -> Iterator[Rule]:
    """Yield the rules of retention as they stand today."""
    erased = gettext("Words are erased. Your number, days and amounts stay, and the record holds.")
    yield Rule(
        gettext("Your entry in the register of members"),
        _years(FORMER_MEMBER_RETENTION_YEARS, today, gettext("after your membership ends")),
        FORMER_MEMBER_RETENTION_YEARS.in_force_on(today).source,
        erased,
    )
    yield Rule(
        gettext("What your work here was"),
        _years(STAFF_RETENTION_YEARS, today, gettext("after you leave")),
        STAFF_RETENTION_YEARS.in_force_on(today).source,
        erased,
    )
    yield Rule(
        gettext("Notes beside postings of your shares and money"),
        _years(ACCOUNTING_RECORDS_YEARS, today, gettext("after the last posting")),
        ACCOUNTING_RECORDS_YEARS.in_force_on(today).source,
        erased,
    )
    yield Rule(
        gettext("Amounts in the books, by your number"),
        gettext("For good"),
        gettext("A later member, an auditor or a regulator must be able to add them up again"),
        gettext("They name nobody once your entry is erased."),
    )
    yield Rule(
        gettext("Rolls of ballots, and that you voted"),
        gettext("For good"),
        gettext("A result can be challenged only with its roll"),
        gettext("How you voted in a secret ballot is stored nowhere, at no time."),
    )
    yield Rule(
        gettext("Motions you put and what you wrote about them"),
        gettext("For good"),
        gettext("They are how the society came to its decisions"),
        gettext("They stand without a name once your entry is erased."),
    )


def _years(figure: Figure, today: date, since: str) -> str:
    return gettext("%(years)s years %(since)s", years=figure.on(today), since=since)
