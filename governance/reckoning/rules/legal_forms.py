"""The legal forms of a mutual, which decide what its rules may say."""

from enum import StrEnum

from governance.reckoning.sentence import translatable


class LegalForm(StrEnum):
    """A legal form; presets and law are by these."""

    COMMUNITY_BENEFIT_SOCIETY = "community_benefit_society"
    WORKER_CO_OPERATIVE = "worker_co_operative"
    CO_OPERATIVE_COMPANY = "co_operative_company"
    CIC_BY_SHARES = "cic_by_shares"
    CIC_BY_GUARANTEE = "cic_by_guarantee"
    CHARITY_BY_GUARANTEE = "charity_by_guarantee"
    EMPLOYEE_OWNED_COMPANY = "employee_owned_company"
    JOINT_VENTURE = "joint_venture"


SOCIETIES = frozenset({LegalForm.COMMUNITY_BENEFIT_SOCIETY, LegalForm.WORKER_CO_OPERATIVE})
COMPANIES = frozenset(LegalForm) - SOCIETIES
BY_GUARANTEE = frozenset({LegalForm.CIC_BY_GUARANTEE, LegalForm.CHARITY_BY_GUARANTEE})
COMMUNITY_INTEREST = frozenset({LegalForm.CIC_BY_SHARES, LegalForm.CIC_BY_GUARANTEE})
CO_OPERATIVES = frozenset({LegalForm.WORKER_CO_OPERATIVE, LegalForm.CO_OPERATIVE_COMPANY})
EVERY_FORM = frozenset(LegalForm)

FORM_NAMES = {
    LegalForm.COMMUNITY_BENEFIT_SOCIETY: translatable("Community benefit society"),
    LegalForm.WORKER_CO_OPERATIVE: translatable("Worker co-operative society"),
    LegalForm.CO_OPERATIVE_COMPANY: translatable("Co-operative company"),
    LegalForm.CIC_BY_SHARES: translatable("Community interest company limited by shares"),
    LegalForm.CIC_BY_GUARANTEE: translatable("Community interest company limited by guarantee"),
    LegalForm.CHARITY_BY_GUARANTEE: translatable("Charity, a company limited by guarantee"),
    LegalForm.EMPLOYEE_OWNED_COMPANY: translatable("Company owned by an employee ownership trust"),
    LegalForm.JOINT_VENTURE: translatable("Joint venture company"),
}
