"""Who may read the books, post to them and close them."""

from enum import StrEnum

from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.permissions import Permitted, is_member


class Ledger(StrEnum):
    """What can be done with the ledger."""

    READ = "ledger: read the books"
    READ_NAMES = "ledger: read whose account it is"
    READ_OWNERSHIP = "ledger: read who owns how much"
    OPEN = "ledger: open books and share classes"
    POST_SHARES = "ledger: issue and move shares"
    POST_MONEY = "ledger: post money and close periods"
    IMPORT = "ledger: import opening positions and holdings"


def is_officer(actor: Actor) -> bool:
    return actor.is_officer


def answers_for_the_books(actor: Actor) -> bool:
    return actor.has(Role.SECRETARY, Role.FINANCE, Role.CHAIR, Role.BOARD, Role.AUDITOR)


def keeps_the_shares(actor: Actor) -> bool:
    return actor.has(Role.SECRETARY, Role.FINANCE)


def keeps_the_money(actor: Actor) -> bool:
    return actor.has(Role.FINANCE)


PERMITTED: Permitted = {
    Ledger.READ: [(answers_for_the_books,)],
    # Whoever pays people or checks it has to know whom; it is what the full register has too.
    Ledger.READ_NAMES: [(keeps_the_shares,), (answers_for_the_books,)],
    # Totals by class and kind of holder, which any member may know of their own society.
    Ledger.READ_OWNERSHIP: [(is_member,), (is_officer,)],
    Ledger.OPEN: [(keeps_the_shares,)],
    Ledger.POST_SHARES: [(keeps_the_shares,)],
    Ledger.POST_MONEY: [(keeps_the_money,)],
    Ledger.IMPORT: [(keeps_the_shares,)],
}
permissions.declare(PERMITTED)
