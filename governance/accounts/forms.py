"""What is typed on the pages of accounts and roles."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from governance.accounts.passwords import LEAST_LETTERS
from governance.accounts.service.roles import LONGEST_REASON
from governance.web.widgets import (
    EmailField,
    PasswordField,
    RadiosField,
    SearchField,
    Submit,
    TextField,
)

LONG_ENOUGH = _(
    "At least %(letters)s characters. Three or four words that do not belong together are easy to "
    "remember and hard to guess.",
    letters=LEAST_LETTERS,
)


class SignInForm(FlaskForm):
    """Who are you?"""

    email = EmailField(
        _("Email address"), autocomplete="username", required=_("Enter your email address")
    )
    password = PasswordField(_("Password"), required=_("Enter your password"))
    submit = Submit(_("Sign in"))


class ForgottenPasswordForm(FlaskForm):
    """Where shall we send a link?"""

    email = EmailField(
        _("Email address"), autocomplete="username", required=_("Enter your email address")
    )
    submit = Submit(_("Send me a link"))


class NewPasswordForm(FlaskForm):
    """The password that a link lets its person choose."""

    password = PasswordField(
        _("Choose a password"), new=True, hint=LONG_ENOUGH, required=_("Enter a password")
    )
    submit = Submit(_("Save and sign in"))


class ChangePasswordForm(FlaskForm):
    """A new password, with the old one."""

    old = PasswordField(_("Your password now"), required=_("Enter the password you have now"))
    new = PasswordField(
        _("New password"), new=True, hint=LONG_ENOUGH, required=_("Enter a new password")
    )
    submit = Submit(_("Change my password"))


class GiveRoleForm(FlaskForm):
    """A role for a person, and why."""

    role = RadiosField(_("Role to give"), choices=[], required=_("Select a role"))
    reason = TextField(
        _("Reason"),
        longest=LONGEST_REASON,
        hint=_("For example: appointed by the board on 3 November"),
        required=_("Enter the reason"),
    )
    submit = Submit(_("Give this role"))


class WithdrawRoleForm(FlaskForm):
    """Why a role is withdrawn."""

    reason = TextField(
        _("Reason"),
        longest=LONGEST_REASON,
        hint=_("For example: term of office ended"),
        required=_("Enter the reason"),
    )
    submit = Submit(_("Withdraw this role"), kind="warning")


class FindPersonForm(FlaskForm):
    """Whose roles?"""

    class Meta:
        """It is sent by GET and changes nothing."""

        csrf = False

    name = SearchField(_("Find a person by name"), width=20)
