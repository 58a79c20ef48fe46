"""What changes the ledger: opening books and classes, posting, moving shares, closing periods."""

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
from governance.ledger.service.posting import (
    AlreadyReversed,
    InTheFuture,
    KeyUsedOtherwise,
    NoSuchPlace,
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
    "NotEnough",
    "NotPosted",
    "NotTransferable",
    "NotWithdrawable",
    "PeriodIsClosed",
    "Posted",
    "TooMany",
    "cancel",
    "convert",
    "forfeit",
    "give_to_trust",
    "issue",
    "open_account",
    "open_book",
    "open_share_class",
    "post",
    "redeem",
    "reverse",
    "set_terms",
    "transfer",
    "withdraw",
]
