"""What the roles are called on pages, and what each may do."""

from flask_babel import lazy_gettext as _

from governance.infrastructure.actor import Role

TITLES = {
    Role.MEMBER: _("Member"),
    Role.SECRETARY: _("Secretary"),
    Role.CHAIR: _("Chair"),
    Role.BOARD: _("Board member"),
    Role.FINANCE: _("Finance officer"),
    Role.MANAGER: _("Manager"),
    Role.SCRUTINEER: _("Scrutineer"),
    Role.AUDITOR: _("Auditor"),
    Role.ADMINISTRATOR: _("Administrator"),
}
PURPOSES = {
    Role.SECRETARY: _("Keeps the register, puts motions to ballots, gives roles"),
    Role.CHAIR: _("Chairs meetings and the board"),
    Role.BOARD: _("Sits on the board"),
    Role.FINANCE: _("Looks after the society’s money"),
    Role.MANAGER: _("Manages people or a service"),
    Role.SCRUTINEER: _("Watches over ballots and counts"),
    Role.AUDITOR: _("Checks the record and the books"),
    Role.ADMINISTRATOR: _("Keeps the platform running and gives every role"),
}


def title_of(role: Role) -> str:
    """Return what a role is called, in the page's language."""
    return str(TITLES[role])
