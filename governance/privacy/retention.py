"""For how long what is kept, by which law, and what becomes of it: as members may read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext, ngettext

from governance.reckoning.rules.kinds.records import RecordRules
from governance.reckoning.statutes import (
    ACCOUNTING_RECORDS_YEARS,
    FORMER_MEMBER_RETENTION_YEARS,
    MINUTES_RETENTION_YEARS,
    STAFF_RETENTION_YEARS,
    Figure,
)
from governance.rulebook.queries import rules_on


@dataclass(frozen=True)
class Rule:
    """What is kept, for how long, why, and what then."""

    what: str
    how_long: str
    source: str
    then: str


def rules(today: date) -> Iterator[Rule]:
    """Yield the rules of retention as they stand today."""
    kept = rules_on(today).of(RecordRules)
    erased = gettext("Words are erased. Your number, days and amounts stay, and the record holds.")
    yield Rule(
        gettext("Your entry in the register of members"),
        _years(kept.years_of_former_members(today), gettext("after your membership ends")),
        _source(kept.years_of_former_members(today), FORMER_MEMBER_RETENTION_YEARS, today),
        erased,
    )
    yield Rule(
        gettext("What your work here was"),
        _years(kept.years_of_staff(today), gettext("after you leave")),
        _source(kept.years_of_staff(today), STAFF_RETENTION_YEARS, today),
        erased,
    )
    yield Rule(
        gettext("Notes beside postings of your shares and money"),
        _years(kept.years_of_accounting(today), gettext("after the last posting")),
        _source(kept.years_of_accounting(today), ACCOUNTING_RECORDS_YEARS, today),
        erased,
    )
    yield Rule(
        gettext("Amounts in the books, by your number"),
        gettext("For good"),
        gettext("A later member, an auditor or a regulator must be able to add them up again"),
        gettext("They name nobody once your entry is erased."),
    )
    yield Rule(
        gettext("Minutes, and the register of resolutions"),
        gettext("%(years)s years or more", years=kept.years_of_minutes(today)),
        _source(kept.years_of_minutes(today), MINUTES_RETENTION_YEARS, today),
        gettext("Nothing is erased of what was decided. Names go where an entry is erased."),
    )
    yield Rule(
        gettext("Papers of ballots"),
        _years(kept.ballot_papers_years, gettext("or more, after the result is declared")),
        gettext("The society’s rules on records: a result can be counted again"),
        gettext("They name nobody if the ballot was secret."),
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


def _years(years: int, since: str) -> str:
    return ngettext("%(num)s year %(since)s", "%(num)s years %(since)s", years, since=since)


def _source(years: int, figure: Figure, today: date) -> str:
    """Name the law that asks for so long, or the society's own rule if it asks for longer."""
    law = figure.in_force_on(today)
    if years == law.value:
        return law.source
    return gettext("The society’s rules on records; the law asks for %(years)s", years=law.value)
