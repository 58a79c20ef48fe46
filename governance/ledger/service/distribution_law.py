"""What the law of each legal form lets it share among people, asked when preparing and approving.

The sections were read in the text of the law; that the FCA reads section 2 so is in its guidance.
"""

from dataclasses import dataclass
from datetime import date

from governance.infrastructure.errors import Refused
from governance.ledger import charts
from governance.ledger.distributing.models import Distribution
from governance.ledger.distributing.plan import Plan, Who, methods_of, purposes_of
from governance.ledger.models import Book
from governance.ledger.queries import distributions as queries
from governance.ledger.queries.statements import year_of
from governance.reckoning.distribution.basis import OF_EMPLOYMENT
from governance.reckoning.distribution.method import DistributionMethod
from governance.reckoning.distribution.terms import Purpose
from governance.reckoning.money import pounds
from governance.reckoning.statutes import CIC_DIVIDEND_CAP_PERCENT, NoFigureYet

FOR_THE_COMMUNITY = (
    "A community benefit society is conducted for the benefit of the community, so none of its "
    "profit is distributed to members (Co-operative and Community Benefit Societies Act 2014, "
    "section 2(2)(a)(ii), with the FCA’s guidance RFCCBS 5.1)."
)
CAPPED = (
    "A community interest company pays its members out of its profits by dividends only, and these "
    "are capped (SI 2005/1788, regulations 17 and 19)."
)
# Kind of legal entity -> why what its members have of its profits is limited.
LIMITED = {"cbs": FOR_THE_COMMUNITY, "cic_shares": CAPPED}


class NotForThisEntity(Refused):
    """The legal form of the entity does not let it pay this."""

    status = 422


class ProfitsNotSaid(Refused):
    """It is not said out of which distributable profits a capped dividend is paid."""

    status = 422


class AboveTheDividendCap(Refused):
    """The dividends of a year would be more than the law allows."""

    status = 422


def refuse_unlawful(book: Book, plan: Plan) -> None:
    """Refuse what this legal form may not pay at all, or not to these people.

    Raises:
        NotForThisEntity: with the section, where there is one.
        ProfitsNotSaid: a capped dividend, and nothing to reckon the cap by.
    """
    if plan.purpose not in purposes_of(book.kind):
        raise NotForThisEntity(why_not(book.kind, plan.purpose))
    is_by_employment = plan.who == Who.EMPLOYEES or plan.bases & OF_EMPLOYMENT
    if is_by_employment and not knows_employees(book):
        raise NotForThisEntity(
            of_the_society_only(book), next_step="Share it among members, or by what is held."
        )
    if plan.who not in who_may_have(book, plan.purpose):
        raise NotForThisEntity(
            f"{LIMITED[book.kind]} A bonus here is pay for work, not a share of the profit.",
            next_step="Choose employees, members or not, to take part.",
        )
    if is_capped(book.kind, plan.purpose) and not plan.profits_pence:
        raise ProfitsNotSaid(
            "Enter the distributable profits that the dividend is paid out of: a community "
            "interest company may pay only a part of them. If this is prepared already, drop it "
            "and prepare it with them."
        )


def refuse_above_the_dividend_cap(book: Book, plan: Plan, total_pence: int) -> None:
    """Refuse a dividend that, with those of the same year, is more than the cap on them.

    The cap is that in force on the first day of the financial year in respect of which they are
    declared: SI 2005/1788, regulation 19.

    Raises:
        AboveTheDividendCap: with the figures and their source.
    """
    if not is_capped(book.kind, plan.purpose) or plan.profits_pence is None:
        return
    first, last = year_of(book, plan.last_day)
    most, percent, source = _most(plan.profits_pence, first)
    before = sum(each.pence for each in queries.dividends_of_year(book.id, first, last))
    if before + total_pence <= most:
        return
    paid = f" {pounds(before)} of dividends of that year was posted already." if before else ""
    raise AboveTheDividendCap(
        f"A community interest company may pay {percent}% of its distributable profits as "
        f"dividends for a year at most: {pounds(most)} out of {pounds(plan.profits_pence)} "
        f"({source}).{paid} This one comes to {pounds(total_pence)}. Nothing was posted.",
        next_step=f"There is room for {pounds(max(most - before, 0))}: prepare a smaller one. What "
        "an asset-locked body has may be exempt (regulation 17): enter that as a journal entry.",
    )


def who_may_have(book: Book, purpose: Purpose) -> tuple[Who, ...]:
    """Return who may have what an entity pays for that purpose."""
    is_pay_for_work = purpose == Purpose.BONUS and book.kind in LIMITED
    lawful = (Who.EMPLOYEES,) if is_pay_for_work else tuple(Who)
    return tuple(each for each in lawful if each != Who.EMPLOYEES or knows_employees(book))


def methods_open_to(book: Book, purpose: Purpose) -> tuple[DistributionMethod, ...]:
    """Return the ways in which an entity can share for a purpose, by title."""
    ways = methods_of(purpose) if who_may_have(book, purpose) else ()
    return tuple(way for way in ways if knows_employees(book) or not OF_EMPLOYMENT & set(way.bases))


def knows_employees(book: Book) -> bool:
    """Say whether those employed by the register are those of the entity.

    Employment there is of the society; a trust beside it is held for the same people.
    """
    return not book.key or book.kind == "trust"


def of_the_society_only(book: Book) -> str:
    """Say why nothing is shared by employment in the book of another legal entity."""
    return (
        f"The register tells who works for the society, not who works for {book.name}. So nothing "
        "is shared here among employees, or by hours, pay or service."
    )


def is_capped(kind: str, purpose: Purpose | str) -> bool:
    """Say whether the law caps what an entity of this kind pays for that purpose."""
    return kind == "cic_shares" and purpose == Purpose.DIVIDEND


@dataclass(frozen=True)
class Capped:
    """How a capped dividend stands to its cap; `others` said other profits for the same year."""

    profits_pence: int
    percent: int
    most_pence: int
    before_pence: int
    source: str
    others: tuple[queries.Dividend, ...]


def cap_of(book: Book, made: Distribution) -> Capped | None:
    """Return how a dividend stands to its cap, if there is one and it is known."""
    plan = Plan.from_json(made.plan)
    if not is_capped(book.kind, plan.purpose) or plan.profits_pence is None:
        return None
    first, last = year_of(book, plan.last_day)
    most, percent, source = _most(plan.profits_pence, first)
    posted = queries.dividends_of_year(book.id, first, last)
    others = [each for each in posted if each.seq != made.transaction_seq]
    return Capped(
        plan.profits_pence,
        percent,
        most,
        sum(each.pence for each in others),
        source,
        tuple(each for each in others if each.profits_pence != plan.profits_pence),
    )


def why_not(kind: str, purpose: Purpose) -> str:
    """Say why an entity of this kind does not pay for that purpose."""
    if kind == "cbs":
        return (
            f"{FOR_THE_COMMUNITY} It pays no {purpose}. Interest on shares, within its highest "
            "rate, is a cost of the capital and may be paid."
        )
    name = charts.KINDS[kind][0].lower()
    return f"This legal form ({name}) pays no {purpose}. Choose another purpose."


def _most(profits_pence: int, first_day: date) -> tuple[int, int, str]:
    """Return how many pence the cap allows, at how many per cent, and where it stands."""
    try:
        cap = CIC_DIVIDEND_CAP_PERCENT.in_force_on(first_day)
    except NoFigureYet as unknown:
        raise AboveTheDividendCap(
            f"{unknown} Choose days of a later year, or enter what was paid as a journal entry."
        ) from None
    return profits_pence * cap.value // 100, cap.value, cap.source
