"""What the pages of mails say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from governance.members import queries as members
from governance.notifications import queries
from governance.notifications.delivery import ONLY_ON_THE_PAGE
from governance.notifications.letters import Letter, letter_for
from governance.notifications.models import KEPT_TO_THE_DAY, Mail
from governance.notifications.sources import Unwritable

PER_PAGE = 50
LETTERS_PER_PAGE = 25
TONES = {
    "queued": "neutral",
    "sending": "neutral",
    "sent": "good",
    "failed": "bad",
    queries.DIED: "quiet",
    "unconfirmed": "now",
}


@dataclass(frozen=True)
class ListPage:
    """A page of the outbox."""

    mails: Sequence[Mail]
    became: dict[int, str]
    names: dict[int, str]
    counts: dict[str, int]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Readable:
    """A mail that can be read on a page: its row, and its words if it has any."""

    mail: Mail
    letter: Letter | None
    trouble: str = ""

    @property
    def subject(self) -> str:
        """Return its subject, or why it has none."""
        return self.letter.subject if self.letter else self.trouble


def of_outbox(*, state: str, address: str, page: int) -> ListPage:
    """Return a page of the outbox with the names of those mailed."""
    total = queries.count_of_mails(state=state, address=address)
    page, pages = _within(page, total, PER_PAGE)
    found = queries.mails(
        state=state, address=address, offset=(page - 1) * PER_PAGE, limit=PER_PAGE
    )
    names = members.names_of({mail.party_id for mail in found if mail.party_id})
    return ListPage(
        found, queries.what_became_of(found), names, queries.counts_by_state(), total, page, pages
    )


def of_readable_mails(
    *, address: str, page: int, now: datetime
) -> tuple[list[Readable], int, int, int]:
    """Return mails in words, how many there are, which page this is and of how many."""
    total = queries.count_of_mails(address=address)
    page, pages = _within(page, total, LETTERS_PER_PAGE)
    found = queries.mails(
        address=address, offset=(page - 1) * LETTERS_PER_PAGE, limit=LETTERS_PER_PAGE
    )
    return [readable(mail, now=now) for mail in found], total, page, pages


def readable(mail: Mail, *, now: datetime) -> Readable:
    """Write a mail for reading, as it was or would be sent."""
    try:
        return Readable(mail, letter_for(mail, now=now))
    except Unwritable as reason:
        return Readable(mail, None, str(reason))


def has_time_of_day(mail: Mail) -> bool:
    """Say whether the outbox knows at what time of the day the mail was queued."""
    return mail.template not in KEPT_TO_THE_DAY


def state_in_words(state: str) -> str:
    """Return what became of a mail, in words."""
    words = {
        "queued": gettext("Waiting"),
        "sending": gettext("Being sent"),
        "sent": gettext("Sent"),
        "failed": gettext("Failed"),
        queries.DIED: gettext("Not sent: has died"),
        "unconfirmed": gettext("May not have arrived"),
    }
    return words[state]


def became_in_words(mail: Mail, became: str) -> str:
    """Return what became of this mail, in words; without a mail server, that it went no further."""
    if mail.state == "sent" and mail.last_error == ONLY_ON_THE_PAGE:
        return gettext("On a page only")
    return state_in_words(became)


def template_in_words(template: str) -> str:
    """Return what a mail is about, in words; never its contents."""
    words = {
        "invitation": gettext("Invitation"),
        "reset": gettext("New password"),
        "password_changed": gettext("Password changed"),
        "address_followed": gettext("Address changed"),
        "role_given": gettext("Role given"),
        "membership_suspended": gettext("Membership suspended"),
        "membership_restored": gettext("Suspension ended"),
        "motion_seconded": gettext("Motion seconded"),
        "election_news": gettext("News of an election"),
        "candidate_news": gettext("News for a candidate, or asked to second"),
        "co_author_asked": gettext("Asked to write a motion too"),
        "composite_asked": gettext("Asked to bring motions together"),
        "composite_declined": gettext("A composite declined"),
        "motion_moved": gettext("A motion moved on"),
        "motion_discussed": gettext("A motion discussed"),
        "comment_reported": gettext("A comment reported"),
        "report_answered": gettext("A report answered"),
        "ballot_opened": gettext("Notice of a ballot"),
        "ballot_reminder": gettext("Reminder of a ballot"),
        "ballot_reminder_paper": gettext("Reminder of a ballot, to who votes on paper"),
        "ballot_called_off": gettext("Ballot called off"),
        "ballot_declared": gettext("Result"),
        "receipt_open": gettext("Receipt of a vote"),
        "paper_asked_for": gettext("A vote on paper"),
        "receipt_secret": gettext("Receipt of a vote"),
        "anchor": gettext("Head of the record"),
        "case_applied": gettext("Application received"),
        "case_approved": gettext("Application approved"),
        "case_refused": gettext("Refused by the board"),
        "case_admitted": gettext("A member now"),
        "case_leaving": gettext("Leaving recorded"),
        "case_left": gettext("Left"),
        "case_taken_back": gettext("Case taken back"),
        "case_queued": gettext("Withdrawal asked for"),
        "case_paid_out": gettext("Shares paid out"),
        "case_transferred": gettext("Shares transferred"),
        "case_waits": gettext("A case waits"),
        "withdrawals_switched": gettext("Withdrawals suspended or going on"),
        "nomination_made": gettext("Nomination received"),
        "nomination_revoked": gettext("Nomination taken back"),
    }
    return words.get(template, template)


def _within(page: int, total: int, each: int) -> tuple[int, int]:
    pages = max(1, -(-total // each))
    return min(max(page, 1), pages), pages
