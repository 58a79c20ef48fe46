"""Law on money: what capital may earn, and to whom the surplus may go."""

from datetime import date

from governance.reckoning.rules.law.bound import Bound
from governance.reckoning.rules.law.decisions import SOCIETIES_SINCE
from governance.reckoning.rules.legal_forms import (
    CO_OPERATIVES,
    COMMUNITY_INTEREST,
    SOCIETIES,
    LegalForm,
)
from governance.reckoning.statutes import (
    CIC_DIVIDEND_CAP_PERCENT,
    MOST_SERVICE_FOR_BONUS_MONTHS,
)

CAPS_SINCE = date(2014, 10, 1)  # SI 2014/2483
TRUSTS_SINCE = date(2014, 10, 1)  # the Finance Act 2014 on employee ownership trusts
BY_CONTRIBUTION = ("equal", "hours", "pay", "service")

ON_MONEY: tuple[Bound, ...] = (
    Bound(
        "shares.interest_above_base",
        SOCIETIES,
        "A society pays no more interest than it needs to obtain and keep its capital: %(most)s"
        " above the base rate at most.",
        "FCA, RFCCBS 6.1; Community Shares Handbook, 6.1",
        SOCIETIES_SINCE,
        most=200,
    ),
    Bound(
        "shares.interest_in_any_case",
        SOCIETIES,
        "A society pays no more interest than it needs to obtain and keep its capital: %(most)s at"
        " most, whatever the base rate is.",
        "FCA, RFCCBS 6.1; Community Shares Handbook, 6.1",
        SOCIETIES_SINCE,
        most=500,
    ),
    Bound(
        "surplus.dividend_most_percent",
        frozenset({LegalForm.COMMUNITY_BENEFIT_SOCIETY}),
        "A community benefit society is conducted for the community, so none of its surplus goes to"
        " members.",
        "2014 Act, section 2(2)(a)(ii); FCA, RFCCBS 5.1",
        SOCIETIES_SINCE,
        most=0,
    ),
    Bound(
        "surplus.dividend_most_percent",
        frozenset({LegalForm.CIC_BY_GUARANTEE}),
        "A community interest company limited by guarantee has no shares, so it pays no dividend.",
        "SI 2005/1788, regulation 17; Companies Act 2006, section 5",
        date(2005, 7, 1),
        most=0,
    ),
    Bound(
        "surplus.dividend_most_percent",
        frozenset({LegalForm.CHARITY_BY_GUARANTEE}),
        "A charity is for its purposes only, so none of its surplus goes to members.",
        "Charities Act 2011, sections 1 and 4 [G]",
        date(2012, 3, 14),
        most=0,
    ),
    Bound(
        "surplus.dividend_cap_percent",
        frozenset({LegalForm.CIC_BY_SHARES}),
        "A community interest company pays dividends of %(most)s of its distributable profits at"
        " most.",
        "SI 2005/1788, regulations 19 and 22, as amended by SI 2014/2483",
        CAPS_SINCE,
        most=CIC_DIVIDEND_CAP_PERCENT,
    ),
    Bound(
        "surplus.performance_interest_percent",
        COMMUNITY_INTEREST,
        "A community interest company pays interest that depends on its results of %(most)s at most"
        " of what it owes on average.",
        "SI 2005/1788, regulations 21 and 22; the Regulator’s decision of 2014 [G]",
        CAPS_SINCE,
        most=20,
    ),
    Bound(
        "surplus.dividend_basis",
        CO_OPERATIVES,
        "In a co-operative members share in the surplus by what they contribute, and not by what"
        " they invested.",
        "2014 Act, section 2(3); FCA, RFCCBS 4; International Co-operative Alliance, third"
        " principle [G]",
        SOCIETIES_SINCE,
        among=BY_CONTRIBUTION,
    ),
    Bound(
        "surplus.bonus_service_months",
        frozenset({LegalForm.EMPLOYEE_OWNED_COMPANY}),
        "A bonus on the same terms for all may ask for %(most)s of service at most.",
        "Income Tax (Earnings and Pensions) Act 2003, section 312C(3); Taxation of Chargeable Gains"
        " Act 1992, section 236K(1)(b)",
        TRUSTS_SINCE,
        most=MOST_SERVICE_FOR_BONUS_MONTHS,
    ),
    Bound(
        "surplus.bonus_adds_up",
        frozenset({LegalForm.EMPLOYEE_OWNED_COMPANY}),
        "Several factors of a bonus are separate entitlements that are added: multiplied, they"
        " would not be the same terms for all.",
        "HMRC EIM03054; Taxation of Chargeable Gains Act 1992, section 236K(3) to (6)",
        TRUSTS_SINCE,
        among=(True,),
    ),
)
