"""Figures set by law, each with the day from which it held and where it stands.

The one place for such figures until a society's rulebook sets stricter ones. They are drafting
aids, not legal advice. A figure marked *to be checked* [G] is from general knowledge and was not
read in the text of the law; look it up before relying on it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from governance.reckoning.money import pounds


class NoFigureYet(LookupError):
    """The law is not known here for a day so early."""


@dataclass(frozen=True)
class InForce:
    """A value, the first day on which it held, and the law that set it."""

    since: date
    value: int
    source: str
    is_to_be_checked: bool = False

    @property
    def cited(self) -> str:
        """Where it stands, with [G] if it is still to be checked."""
        return f"{self.source} [G]" if self.is_to_be_checked else self.source


class Unit(StrEnum):
    """What a figure counts."""

    PENCE = "pence"
    PENCE_AN_HOUR = "an hour"
    PERCENT = "per cent"
    MEMBERS = "members"
    DAYS = "days"
    CLEAR_DAYS = "clear days"
    WORKING_DAYS = "working days"
    MONTHS = "months"
    YEARS = "years"
    TENTHS_OF_A_WEEK = "weeks"


@dataclass(frozen=True)
class Figure:
    """A figure of the law through the years, oldest first."""

    name: str
    unit: Unit
    values: tuple[InForce, ...]

    def __post_init__(self) -> None:
        days = [each.since for each in self.values]
        if not days or days != sorted(set(days)):
            raise ValueError(f"The values of {self.name} must be in order of their days.")

    def on(self, day: date) -> int:
        """Return the value in force on a day."""
        return self.in_force_on(day).value

    def in_force_on(self, day: date) -> InForce:
        """Return the value in force on a day, with its source."""
        for each in reversed(self.values):
            if each.since <= day:
                return each
        raise NoFigureYet(
            f"{self.name} is known from {self.values[0].since.isoformat()} only, "
            f"so not on {day.isoformat()}."
        )

    @property
    def newest(self) -> InForce:
        """The value in force since the latest day known here."""
        return self.values[-1]

    def written(self, value: int) -> str:
        """Write a value of this figure with its unit, as in "£400.00" or "5 working days"."""
        if self.unit == Unit.PENCE:
            return pounds(value)
        if self.unit == Unit.PENCE_AN_HOUR:
            return f"{pounds(value)} {self.unit}"
        if self.unit == Unit.TENTHS_OF_A_WEEK:
            return f"{value // 10}.{value % 10} {self.unit}"
        return f"{value:,} {self.unit}"


def figures() -> Iterator[Figure]:
    """Return every figure here; docs/figures-of-the-law.md shows each in this order."""
    return (each for each in globals().values() if isinstance(each, Figure))


# Registered societies: the Co-operative and Community Benefit Societies Act 2014 ("the 2014 Act").

MOST_WITHDRAWABLE_SHARES_PENCE = Figure(
    "The most withdrawable share capital of one individual member of a society",
    Unit.PENCE,
    (
        # Until 2012 [G] the limit was on all shares of a member, withdrawable or not.
        InForce(
            date(1994, 3, 15),
            20_000_00,
            "Industrial and Provident Societies Act 1965, section 6(1), as of that day",
        ),
        InForce(
            date(2014, 4, 6),
            100_000_00,
            "SI 2014/210; since 1 August 2014 the 2014 Act, section 24",
            is_to_be_checked=True,
        ),
    ),
)

MOST_NOMINATED_PENCE = Figure(
    "The most that a member’s nominations can pass on at death",
    Unit.PENCE,
    (
        InForce(
            date(1984, 5, 11),
            5_000_00,
            "Industrial and Provident Societies Act 1965, section 23, by SI 1984/539",
            is_to_be_checked=True,
        ),
        InForce(date(2014, 8, 1), 5_000_00, "2014 Act, section 37(4)"),
    ),
)

MOST_DEPOSIT_PENCE = Figure(
    "The most that a society with withdrawable shares may take on deposit, in one payment and in"
    " all, from one person",
    Unit.PENCE,
    (InForce(date(2014, 8, 1), 400_00, "2014 Act, section 67(2)"),),
)

DEPOSIT_NOTICE_CLEAR_DAYS = Figure(
    "The least notice at which such a deposit is paid back",
    Unit.CLEAR_DAYS,
    (InForce(date(2014, 8, 1), 2, "2014 Act, section 67(2)"),),
)

LEAST_MEMBERS = Figure(
    "The fewest members of a society, unless both of two are societies",
    Unit.MEMBERS,
    (InForce(date(2014, 8, 1), 3, "2014 Act, section 2(1)(b)"),),
)

# Companies: the Companies Act 2006 ("the 2006 Act").

INSPECTION_WORKING_DAYS = Figure(
    "The time to answer a request to inspect the register of members, or to go to the court",
    Unit.WORKING_DAYS,
    (InForce(date(2007, 10, 1), 5, "2006 Act, sections 116 and 117(1)", is_to_be_checked=True),),
)

FORMER_MEMBER_RETENTION_YEARS = Figure(
    "The years for which the entry of a former member is kept",
    Unit.YEARS,
    (InForce(date(2008, 4, 6), 10, "2006 Act, section 121", is_to_be_checked=True),),
)

STAFF_RETENTION_YEARS = Figure(
    "The years for which it is kept what somebody’s work here was, after they left",
    Unit.YEARS,
    # No law sets it: it is the time in which a claim on a contract can be brought.
    (InForce(date(1981, 5, 1), 6, "Limitation Act 1980, section 5", is_to_be_checked=True),),
)

ACCOUNTING_RECORDS_YEARS = Figure(
    "The years for which what was posted in the books is kept with its words",
    Unit.YEARS,
    # Six for a public company; three are the least for others, and tax law asks all for six.
    (InForce(date(2008, 4, 6), 6, "2006 Act, section 388", is_to_be_checked=True),),
)

CORRECTION_MONTHS = Figure(
    "The time to answer whoever asks for something held on them to be put right",
    Unit.MONTHS,
    (InForce(date(2018, 5, 25), 1, "UK GDPR, article 12(3)", is_to_be_checked=True),),
)

SOLVENCY_MONTHS = Figure(
    "The time for which it is stated that debts can be paid before shares are withdrawn",
    Unit.MONTHS,
    (InForce(date(1966, 1, 1), 12, "FCA, RFCCBS 6.1; model rules before", is_to_be_checked=True),),
)

INDEX_MEMBERS = Figure(
    "The number of members above which the register needs an index",
    Unit.MEMBERS,
    (InForce(date(2009, 10, 1), 50, "2006 Act, section 115(1)", is_to_be_checked=True),),
)

INDEX_ALTERATION_DAYS = Figure(
    "The time to alter the index once the register is altered",
    Unit.DAYS,
    (InForce(date(2009, 10, 1), 14, "2006 Act, section 115(2)", is_to_be_checked=True),),
)

TRANSFER_REGISTRATION_MONTHS = Figure(
    "The time to register a transfer of shares, or to refuse it with reasons",
    Unit.MONTHS,
    (InForce(date(2008, 4, 6), 2, "2006 Act, section 771(1)", is_to_be_checked=True),),
)

CERTIFICATE_MONTHS = Figure(
    "The time to have a share certificate ready after an issue or a transfer",
    Unit.MONTHS,
    (InForce(date(2008, 4, 6), 2, "2006 Act, sections 769 and 776", is_to_be_checked=True),),
)

MINUTES_RETENTION_YEARS = Figure(
    "The years for which minutes and records of resolutions are kept",
    Unit.YEARS,
    (InForce(date(2007, 10, 1), 10, "2006 Act, section 355(2)", is_to_be_checked=True),),
)

# Employee ownership trusts.

MOST_TAX_FREE_BONUS_PENCE = Figure(
    "The most that an employee has free of income tax from qualifying bonuses in a tax year",
    Unit.PENCE,
    (
        InForce(
            date(2014, 10, 1),
            3_600_00,
            "Income Tax (Earnings and Pensions) Act 2003, section 312A(2); HMRC EIM03051",
        ),
    ),
)

MOST_SERVICE_FOR_BONUS_MONTHS = Figure(
    "The longest continuous service that may be asked for before someone takes part in a bonus or"
    " in what the trust pays",
    Unit.MONTHS,
    (
        InForce(
            date(2014, 10, 1),
            12,
            "Income Tax (Earnings and Pensions) Act 2003, section 312C(3); for what the trust pays"
            " Taxation of Chargeable Gains Act 1992, section 236K(1)(b)",
        ),
    ),
)

# Community interest companies.

MISCONDUCT_MONTHS = Figure(
    "The time before an award in which a finding of gross misconduct may keep somebody out of it",
    Unit.MONTHS,
    (
        InForce(
            date(2014, 10, 1), 12, "Income Tax (Earnings and Pensions) Act 2003, section 312C(4)"
        ),
    ),
)

CIC_DIVIDEND_CAP_PERCENT = Figure(
    "The most of its distributable profits that a community interest company may pay as dividends",
    Unit.PERCENT,
    (
        InForce(
            date(2014, 10, 1),
            35,
            "SI 2005/1788, regulations 19 and 22, as amended by SI 2014/2483",
            is_to_be_checked=True,
        ),
    ),
)

# Leave and pay. Northern Ireland has its own regulations on working time.

STATUTORY_LEAVE_TENTHS_OF_A_WEEK = Figure(
    "The leave that everybody has in a year by law",
    Unit.TENTHS_OF_A_WEEK,
    (
        InForce(
            date(2009, 4, 1),
            56,
            "SI 1998/1833 (Working Time Regulations), regulations 13 and 13A, by SI 2007/2079",
        ),
    ),
)

STATUTORY_LEAVE_MOST_DAYS = Figure(
    "The most days that this leave comes to",
    Unit.DAYS,
    (InForce(date(2009, 4, 1), 28, "SI 1998/1833, regulation 13A(3), by SI 2007/2079"),),
)

LEAVE_RECORDS_YEARS = Figure(
    "The years for which records of leave and of holiday pay are kept",
    Unit.YEARS,
    (
        InForce(
            date(2026, 4, 6),
            6,
            "SI 1998/1833, regulation 16B, by the Employment Rights Act 2025, section 35",
            is_to_be_checked=True,
        ),
    ),
)

NATIONAL_LIVING_WAGE_PENCE = Figure(
    "The National Living Wage, from the age of 21",
    Unit.PENCE_AN_HOUR,
    (
        InForce(
            date(2025, 4, 1),
            12_21,
            "SI 2015/621 (National Minimum Wage Regulations), as amended for 2025",
            is_to_be_checked=True,
        ),
        InForce(
            date(2026, 4, 1),
            12_71,
            "SI 2015/621, as amended for 2026",
            is_to_be_checked=True,
        ),
    ),
)

MINIMUM_WAGE_18_TO_20_PENCE = Figure(
    "The National Minimum Wage at the ages of 18 to 20",
    Unit.PENCE_AN_HOUR,
    (
        InForce(date(2025, 4, 1), 10_00, "SI 2015/621, as amended for 2025", is_to_be_checked=True),
        InForce(date(2026, 4, 1), 10_85, "SI 2015/621, as amended for 2026", is_to_be_checked=True),
    ),
)

MINIMUM_WAGE_YOUNGEST_PENCE = Figure(
    "The National Minimum Wage under 18, and of apprentices",
    Unit.PENCE_AN_HOUR,
    (
        InForce(date(2025, 4, 1), 7_55, "SI 2015/621, as amended for 2025", is_to_be_checked=True),
        InForce(date(2026, 4, 1), 8_00, "SI 2015/621, as amended for 2026", is_to_be_checked=True),
    ),
)

ARTICLES_SENT_DAYS = Figure(
    "The time to send the registrar the articles of a company as they were changed",
    Unit.DAYS,
    (InForce(date(2009, 10, 1), 15, "2006 Act, section 26(1)", is_to_be_checked=True),),
)
