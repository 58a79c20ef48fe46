"""Reminders to vote, queued so that nothing in the outbox tells who has voted.

There is a row for everybody on the roll, and all rows end alike. Whether somebody is to be reminded
is looked up as their row is sent: who has voted is sent nothing, and their row says what the others
say. So a reminder is tried once; only if the mail server cannot be reached at all is it tried
again, for everybody. See docs/secret-ballots.md for what the mail server's own log tells.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, select

from governance.ballots.models import RollEntry
from governance.ballots.service.reminding import is_to_be_reminded
from governance.ballots.teller_events import RemindersDue
from governance.ballots.teller_queries import PAPER
from governance.cases.queries.deaths import those_who_died
from governance.members.models import RegisterEntry
from governance.notifications.models import REMINDER, REMINDER_ON_PAPER, Mail
from governance.notifications.service import queue_for_all


def queue_reminders(event: RemindersDue) -> None:
    """Queue a row for everybody on the roll; those who asked for a paper are told of it."""
    asked = RollEntry.channel == PAPER
    parts = ((REMINDER, ~asked | RollEntry.channel.is_(None)), (REMINDER_ON_PAPER, asked))
    for template, part in parts:
        queue_for_all(
            f"ballot reminder {event.ballot_id} {event.hours}",
            recipients=_on_the_roll(event.ballot_id, part),
            template=template,
            context={"ballot_id": event.ballot_id},
            now=event.at,
        )


def is_withheld(mail: Mail, now: datetime) -> bool:
    """Say of a reminder whether whom it is for has voted, so that it does not go out."""
    if mail.template not in (REMINDER, REMINDER_ON_PAPER):
        return False
    return not is_to_be_reminded(mail.context["ballot_id"], mail.party_id, now)


def _on_the_roll(ballot_id: int, part: ColumnElement[bool]) -> Select[int, str]:
    return (
        select(RollEntry.party_id, RegisterEntry.email)
        .join(RegisterEntry, RegisterEntry.party_id == RollEntry.party_id)
        .where(
            RollEntry.ballot_id == ballot_id,
            part,
            RegisterEntry.email != "",
            RollEntry.party_id.not_in(those_who_died()),
        )
    )
