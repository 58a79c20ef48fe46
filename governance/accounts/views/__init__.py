"""Pages of accounts: signing in, links by mail, one's own account, roles, invitations."""

from governance.accounts.views import account, invitations, links, roles, signing_in
from governance.accounts.views.blueprint import blueprint

__all__ = ["account", "blueprint", "invitations", "links", "roles", "signing_in"]
