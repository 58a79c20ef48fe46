"""What changes the ledger: opening books and classes, posting, moving shares, closing periods."""

from governance.ledger.service.account_search import NoSuchPlace
from governance.ledger.service.book_import_work import work_on_book_import
from governance.ledger.service.book_imports import (
    choose_book_columns,
    import_book_file,
    import_holdings,
    import_opening_balances,
    import_share_transactions,
    upload_book_file,
)
from governance.ledger.service.consents import (
    AlreadyDecided,
    NotAsked,
    NotEntitled,
    answer_consent,
    ask_consent,
    decide_matter,
    set_consent_rule,
)
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
from governance.ledger.service.passing_over import pass_over
from governance.ledger.service.payments import (
    DueHasChanged,
    enter,
    pay_what_is_due,
    receive_or_pay,
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
    "AlreadyDecided",
    "AlreadyOpened",
    "AlreadyReversed",
    "CannotBeOpened",
    "DueHasChanged",
    "InTheFuture",
    "KeyUsedOtherwise",
    "MayNotHold",
    "NoSuchPlace",
    "NotAsked",
    "NotClosed",
    "NotEnough",
    "NotEntitled",
    "NotPosted",
    "NotTransferable",
    "NotWithdrawable",
    "PeriodIsClosed",
    "Posted",
    "TooMany",
    "answer_consent",
    "ask_consent",
    "cancel",
    "choose_book_columns",
    "close_period",
    "convert",
    "decide_matter",
    "drop_snapshots",
    "enter",
    "forfeit",
    "give_to_trust",
    "import_book_file",
    "import_holdings",
    "import_opening_balances",
    "import_share_transactions",
    "is_year_end",
    "issue",
    "open_account",
    "open_book",
    "open_share_class",
    "pass_over",
    "pay_what_is_due",
    "post",
    "receive_or_pay",
    "redeem",
    "reverse",
    "set_consent_rule",
    "set_terms",
    "take_due_snapshots",
    "take_snapshot",
    "transfer",
    "upload_book_file",
    "withdraw",
    "work_on_book_import",
]
