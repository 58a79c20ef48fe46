"""What changes the ledger: opening books and classes, posting, moving shares, closing periods."""

from governance.ledger.service.account_search import NoSuchPlace
from governance.ledger.service.floors import NotEnough
from governance.ledger.service.holders import MayNotHold, TooMany
from governance.ledger.service.opening import (
    AlreadyOpened,
    CannotBeOpened,
    open_account,
    open_book,
    open_share_class,
    set_terms,
)
from governance.ledger.service.periods import (
    NotClosed,
    close_period,
    drop_snapshots,
    is_year_end,
    take_due_snapshots,
    take_snapshot,
)
from governance.ledger.service.posting import (
    AlreadyReversed,
    InTheFuture,
    KeyUsedOtherwise,
    NotPosted,
    PeriodIsClosed,
    Posted,
    post,
    reverse,
)
from governance.ledger.service.shares import (
    NotTransferable,
    NotWithdrawable,
    cancel,
    convert,
    forfeit,
    give_to_trust,
    issue,
    redeem,
    transfer,
    withdraw,
)

__all__ = [
    "AlreadyOpened",
    "AlreadyReversed",
    "CannotBeOpened",
    "InTheFuture",
    "KeyUsedOtherwise",
    "MayNotHold",
    "NoSuchPlace",
    "NotClosed",
    "NotEnough",
    "NotPosted",
    "NotTransferable",
    "NotWithdrawable",
    "PeriodIsClosed",
    "Posted",
    "TooMany",
    "cancel",
    "close_period",
    "convert",
    "drop_snapshots",
    "forfeit",
    "give_to_trust",
    "is_year_end",
    "issue",
    "open_account",
    "open_book",
    "open_share_class",
    "post",
    "redeem",
    "reverse",
    "set_terms",
    "take_due_snapshots",
    "take_snapshot",
    "transfer",
    "withdraw",
]
