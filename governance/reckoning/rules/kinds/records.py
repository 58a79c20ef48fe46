"""Records: for how long what is kept, and how soon the register can be inspected.

The rules keep longer than the law asks for, or answer sooner, and never the other way round.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from governance.reckoning.calendar import months_after, working_days_after, years_after
from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.registry import rule_kind
from governance.reckoning.rules.setting import ChangedBy, Unit, number
from governance.reckoning.statutes import (
    ACCOUNTING_RECORDS_YEARS,
    FORMER_MEMBER_RETENTION_YEARS,
    INSPECTION_WORKING_DAYS,
    MINUTES_RETENTION_YEARS,
    STAFF_RETENTION_YEARS,
    Figure,
)


@rule_kind
@dataclass(frozen=True)
class RecordRules(RuleKind):
    """What is kept, for how long, and shown how soon."""

    name = "records"
    title = "Records"
    about = "For how long what is kept, and how soon members can see the register."

    minutes_years: int = number(
        "Minutes and resolutions",
        "Minutes and resolutions are kept for %(value)s or more.",
        default=MINUTES_RETENTION_YEARS.newest.value,
        unit=Unit.YEARS,
        least=MINUTES_RETENTION_YEARS.newest.value,
        most=100,
        help="Ten years are the law’s least for a company, and usual for others.",
        source=MINUTES_RETENTION_YEARS.newest.cited,
        changed_by=ChangedBy.POLICY,
    )
    former_members_years: int = number(
        "Entries of former members",
        "The entry of a former member is kept for %(value)s after they left.",
        default=FORMER_MEMBER_RETENTION_YEARS.newest.value,
        unit=Unit.YEARS,
        least=FORMER_MEMBER_RETENTION_YEARS.newest.value,
        most=20,
        help="Nothing on somebody is kept for longer than there is a reason for.",
        source=FORMER_MEMBER_RETENTION_YEARS.newest.cited,
        changed_by=ChangedBy.POLICY,
    )
    staff_years: int = number(
        "What somebody’s work was",
        "What somebody’s work here was is kept for %(value)s after they left.",
        default=STAFF_RETENTION_YEARS.newest.value,
        unit=Unit.YEARS,
        least=STAFF_RETENTION_YEARS.newest.value,
        most=12,
        help="As long as a claim from a contract can be brought.",
        source=STAFF_RETENTION_YEARS.newest.cited,
        changed_by=ChangedBy.POLICY,
    )
    accounting_years: int = number(
        "Accounting records",
        "What was posted in the books is kept with its words for %(value)s.",
        default=ACCOUNTING_RECORDS_YEARS.newest.value,
        unit=Unit.YEARS,
        least=ACCOUNTING_RECORDS_YEARS.newest.value,
        most=20,
        help="As long as tax may be asked about.",
        source=ACCOUNTING_RECORDS_YEARS.newest.cited,
        changed_by=ChangedBy.POLICY,
    )
    ballot_papers_years: int = number(
        "Papers of ballots",
        "The papers of a ballot are kept for %(value)s or more after its result is declared.",
        default=1,
        unit=Unit.YEARS,
        least=1,
        most=20,
        help="As long as a result may be questioned. They name nobody if the ballot was secret.",
        source="Representation of the People Act 1983, schedule 1, rule 57: a year, of public"
        " elections [G]",
        changed_by=ChangedBy.POLICY,
    )
    drafts_months: int | None = number(
        "Drafts of motions",
        "A draft in which nobody wrote for %(value)s is deleted.",
        says_none="A draft is kept until its mover deletes it.",
        default=None,
        unit=Unit.MONTHS,
        least=6,
        most=60,
        may_be_none=True,
        help="A draft is its mover’s own; nobody else reads it.",
        source="UK GDPR, article 5(1)(e) [G]; practice [J]",
        changed_by=ChangedBy.POLICY,
    )
    close_months: int = number(
        "Closing the books of a year",
        "The books of a financial year are closed within %(value)s of its end.",
        default=3,
        unit=Unit.MONTHS,
        least=1,
        most=9,
        help="Before the annual general meeting, which sees the accounts.",
        source="2006 Act, section 442: nine months for the accounts of a private company [G]",
        changed_by=ChangedBy.POLICY,
    )
    inspection_working_days: int = number(
        "Inspection of the register",
        "Whoever asks to see the register is answered within %(value)s.",
        default=INSPECTION_WORKING_DAYS.newest.value,
        unit=Unit.WORKING_DAYS,
        least=1,
        most=INSPECTION_WORKING_DAYS.newest.value,
        help="The law gives a company five working days; the rules may be quicker.",
        source=INSPECTION_WORKING_DAYS.newest.cited,
        changed_by=ChangedBy.POLICY,
    )

    def years_of_minutes(self, on: date) -> int:
        """Return for how many years minutes and resolutions are kept, as judged on a day."""
        return _longer(self.minutes_years, MINUTES_RETENTION_YEARS, on)

    def years_of_former_members(self, on: date) -> int:
        """Return for how many years the entry of a former member is kept, as judged on a day."""
        return _longer(self.former_members_years, FORMER_MEMBER_RETENTION_YEARS, on)

    def years_of_staff(self, on: date) -> int:
        """Return for how many years somebody's work is kept after they left, as judged on a day."""
        return _longer(self.staff_years, STAFF_RETENTION_YEARS, on)

    def years_of_accounting(self, on: date) -> int:
        """Return for how many years postings are kept with their words, as judged on a day."""
        return _longer(self.accounting_years, ACCOUNTING_RECORDS_YEARS, on)

    def papers_until(self, declared_on: date) -> date:
        """Return the first day on which the papers of a declared ballot may go."""
        return years_after(declared_on, self.ballot_papers_years)

    def draft_until(self, written_on: date) -> date | None:
        """Return the day on which a draft last written in on a day is deleted; None: never."""
        return None if self.drafts_months is None else months_after(written_on, self.drafts_months)

    def closed_by(self, ended_on: date) -> date:
        """Return the last day to close the books of a year that ended on a day."""
        return months_after(ended_on, self.close_months)

    def inspection_due_on(self, received_on: date, holidays: Collection[date]) -> date:
        """Return the last day to answer a request to inspect the register."""
        return working_days_after(received_on, self.inspection_working_days, holidays)


def _longer(years: int, figure: Figure, day: date) -> int:
    """Return the years of the rules, or the law's of a day if they are more."""
    return max(years, figure.on(max(day, figure.values[0].since)))
