"""Reads of accounts, roles and invitations."""

from governance.accounts.queries.belonging import (
    belongs,
    is_member_on,
)
from governance.accounts.queries.feeds import feed_address_of, reader_of
from governance.accounts.queries.inviting import (
    Invitations,
    invitation_rounds,
    invitations,
    live_invitation_of,
    newest_job,
    waiting_for_invitation,
)
from governance.accounts.queries.roles import (
    Holding,
    holdings,
    holdings_of,
    parties_with,
    past_holdings,
    people_called,
    roles_of,
    those_with_a_role,
)
from governance.accounts.queries.signing_in import (
    Credentials,
    account_of,
    actor_of,
    credentials_by_account,
    credentials_of,
    glance,
    known_of,
)

__all__ = [
    "Credentials",
    "Holding",
    "Invitations",
    "account_of",
    "actor_of",
    "belongs",
    "credentials_by_account",
    "credentials_of",
    "feed_address_of",
    "glance",
    "holdings",
    "holdings_of",
    "invitation_rounds",
    "invitations",
    "is_member_on",
    "known_of",
    "live_invitation_of",
    "newest_job",
    "parties_with",
    "past_holdings",
    "people_called",
    "reader_of",
    "roles_of",
    "those_with_a_role",
    "waiting_for_invitation",
]
