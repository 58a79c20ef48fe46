"""Law on the leave market: statutory leave, the minimum wage, records."""

from datetime import date

from governance.reckoning.rules.law.bound import Bound
from governance.reckoning.rules.legal_forms import EVERY_FORM
from governance.reckoning.statutes import LEAVE_RECORDS_YEARS, NATIONAL_LIVING_WAGE_PENCE, Figure

WAGE = "National Minimum Wage Act 1998, section 1; SI 2015/621 [J]"


def _first_day(figure: Figure) -> date:
    return figure.values[0].since


ON_LEAVE: tuple[Bound, ...] = (
    Bound(
        "leave.only_above_statute",
        EVERY_FORM,
        "Statutory leave is taken and never paid for instead, so it can be neither sold nor given"
        " away.",
        "Working Time Regulations 1998 (SI 1998/1833), regulations 13(9)(b), 13A(6) and 14",
        date(1998, 10, 1),
        among=(True,),
    ),
    Bound(
        "leave.wage_check",
        EVERY_FORM,
        "Pay given up for leave is no pay for the minimum wage, so every pay period must be"
        " checked.",
        "National Minimum Wage Act 1998, section 17; SI 2015/621, regulation 9; HMRC NMWM09300",
        date(1999, 4, 1),
        among=(True,),
    ),
    Bound(
        "leave.price_floor_pence",
        EVERY_FORM,
        "An hour of leave is sold for no less than the National Living Wage, %(least)s.",
        WAGE,
        _first_day(NATIONAL_LIVING_WAGE_PENCE),
        least=NATIONAL_LIVING_WAGE_PENCE,
    ),
    Bound(
        "leave.price_ceiling_pence",
        EVERY_FORM,
        "The highest price of an hour cannot be less than the National Living Wage, %(least)s.",
        WAGE,
        _first_day(NATIONAL_LIVING_WAGE_PENCE),
        least=NATIONAL_LIVING_WAGE_PENCE,
    ),
    Bound(
        "leave.tariff_pence",
        EVERY_FORM,
        "The tariff of an hour cannot be less than the National Living Wage, %(least)s.",
        WAGE,
        _first_day(NATIONAL_LIVING_WAGE_PENCE),
        least=NATIONAL_LIVING_WAGE_PENCE,
    ),
    Bound(
        "leave.retention_years",
        EVERY_FORM,
        "Records of leave and of holiday pay are kept for %(least)s or more.",
        "SI 1998/1833, regulation 16B, by the Employment Rights Act 2025, section 35 [G]",
        _first_day(LEAVE_RECORDS_YEARS),
        least=LEAVE_RECORDS_YEARS,
    ),
)
