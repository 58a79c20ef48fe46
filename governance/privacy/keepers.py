"""The features that store things about people; one with tables about parties is added here.

The register is the first to tell and the last to erase: others find their words by its names.
"""

from governance.accounts import held as accounts
from governance.ballots import held as ballots
from governance.cases import held as cases
from governance.elections import held as elections
from governance.infrastructure.held import Keeper
from governance.ledger import held as ledger
from governance.members import held as members
from governance.motions import amendment_held as amendments
from governance.motions import course_held as course
from governance.motions import discussion_held as discussions
from governance.motions import drafts_held as drafts
from governance.motions import held as motions
from governance.notifications import held as notifications
from governance.privacy import held as privacy
from governance.resolutions import held as resolutions

KEEPERS: tuple[Keeper, ...] = (
    members.Register(),
    ledger.Ledger(),
    cases.Cases(),
    cases.Withdrawals(),
    drafts.Drafts(),
    motions.Motions(),
    course.Course(),
    amendments.Amendments(),
    discussions.Discussions(),
    resolutions.Decisions(),
    ballots.Ballots(),
    elections.Elections(),
    accounts.Accounts(),
    notifications.Mails(),
    privacy.Corrections(),
)
