"""Who may see cases, decide them, pay them out, and read the nominations book."""

from enum import StrEnum

from governance.cases.models import Case
from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.permissions import Permitted, is_signed_in


class Cases(StrEnum):
    """What can be done with cases."""

    READ = "cases: read all"
    KEEP = "cases: open, decide and carry out"
    PAY = "cases: receive payments and pay out"
    FOLLOW = "cases: follow one's own"
    READ_NOMINATIONS = "cases: read the nominations book"


def answers_for_cases(actor: Actor) -> bool:
    return actor.has(Role.SECRETARY, Role.FINANCE, Role.CHAIR, Role.BOARD, Role.AUDITOR)


def is_secretary(actor: Actor) -> bool:
    return actor.has(Role.SECRETARY)


def handles_money(actor: Actor) -> bool:
    return actor.has(Role.SECRETARY, Role.FINANCE)


def keeps_the_nominations(actor: Actor) -> bool:
    return actor.has(Role.SECRETARY, Role.AUDITOR)


def is_about_them(actor: Actor, case: Case) -> bool:
    return actor.party_id == case.party_id


PERMITTED: Permitted = {
    Cases.READ: [(answers_for_cases,)],
    Cases.KEEP: [(is_secretary,)],
    Cases.PAY: [(handles_money,)],
    Cases.FOLLOW: [(is_signed_in, is_about_them)],
    Cases.READ_NOMINATIONS: [(keeps_the_nominations,)],
}
permissions.declare(PERMITTED)
