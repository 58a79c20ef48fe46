"""What mails follow from a fact. Each runs in the fact's own transaction and only queues.

The key of an event and the address together let a mail be queued once, so a handler that runs twice
for one fact (a worker that began again) queues nothing more.
"""

from sqlalchemy import Select, select

from governance.accounts import queries as accounts
from governance.accounts.events import (
    AddressFollowed,
    Invited,
    PasswordChanged,
    PasswordResetAsked,
    RoleGiven,
)
from governance.accounts.models import Account
from governance.ballots.events import (
    BallotCalledOff,
    BallotDeclared,
    BallotOpened,
    SecretVoteReceived,
    VoteCast,
)
from governance.ballots.models import RollEntry
from governance.ballots.teller_events import PaperAskedFor
from governance.cases.queries.deaths import those_who_died
from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.ledger.events import PeriodClosed
from governance.members import queries as members
from governance.members.events import MemberRestored, MemberSuspended
from governance.members.models import RegisterEntry
from governance.motions.events import CoAuthorAsked, MotionSeconded
from governance.motions.models import Motion
from governance.notifications.anchors import queue_anchor
from governance.notifications.service import queue, queue_for_all, queue_for_party, queue_many
from governance.record import queries as record


def queue_invitation(event: Invited) -> None:
    """Invite a person to set up their account."""
    account = db.session.get_one(Account, event.account_id)
    queue(
        f"invitation {event.token_id}",
        party_id=account.party_id,
        address=account.email,
        template="invitation",
        context={"token_id": event.token_id},
        now=event.at,
    )


def queue_reset(event: PasswordResetAsked) -> None:
    """Send the link that sets a new password."""
    account = db.session.get_one(Account, event.account_id)
    queue(
        f"reset {event.token_id}",
        party_id=account.party_id,
        address=account.email,
        template="reset",
        context={"token_id": event.token_id},
        now=event.at,
    )


def queue_password_changed(event: PasswordChanged) -> None:
    """Tell a person of their new password, in case it was not them."""
    account = db.session.get_one(Account, event.account_id)
    queue(
        f"password changed {account.id} {event.at:%Y-%m-%dT%H:%M:%S.%f}",
        party_id=account.party_id,
        address=account.email,
        template="password_changed",
        context={},
        now=event.at,
    )


def queue_address_followed(event: AddressFollowed) -> None:
    """Tell the old address: whoever has the new one can ask for a new password and vote with it."""
    account = db.session.get_one(Account, event.account_id)
    if account.password_hash is None:
        return
    queue(
        f"address followed {account.id} {event.at:%Y-%m-%dT%H:%M:%S.%f}",
        party_id=account.party_id,
        address=event.old_address,
        template="address_followed",
        context={},
        now=event.at,
    )


def queue_role_given(event: RoleGiven) -> None:
    """Tell a person what they may do from now on."""
    queue_many(
        f"role given {event.grant_id}",
        recipients=members.addresses_of([event.party_id]).items(),
        template="role_given",
        context={"role": event.role},
        now=event.at,
    )


def queue_suspended(event: MemberSuspended) -> None:
    """Tell a member from when to when they are suspended; not why, which the secretary says."""
    queue_for_party(
        f"suspended {event.link}",
        party_id=event.party_id,
        template="membership_suspended",
        context={"link": event.link, "first_day": event.first_day.isoformat()},
        now=event.at,
    )


def queue_restored(event: MemberRestored) -> None:
    """Tell a member that their suspension is over, or will not be."""
    queue_for_party(
        f"restored {event.link}",
        party_id=event.party_id,
        template="membership_restored",
        context={"had_begun": event.had_begun},
        now=event.at,
    )


def queue_motion_seconded(event: MotionSeconded) -> None:
    """Tell the mover and the secretary that the motion can go to a ballot."""
    mover_id = db.session.get_one(Motion, event.motion_id).mover_id
    told = {mover_id, *accounts.parties_with(Role.SECRETARY)}
    queue_many(
        f"motion seconded {event.motion_id}",
        recipients=members.addresses_of(sorted(told)).items(),
        template="motion_seconded",
        context={"motion_id": event.motion_id},
        now=event.at,
    )


def queue_co_author_asked(event: CoAuthorAsked) -> None:
    """Ask a colleague whether they write a motion too, as its mover wishes."""
    queue_for_party(
        f"co-author {event.draft_id} {event.party_id} {event.at:%Y-%m-%dT%H:%M:%S.%f}",
        party_id=event.party_id,
        template="co_author_asked",
        context={"draft_id": event.draft_id},
        now=event.at,
    )


def queue_ballot_notice(event: BallotOpened) -> None:
    """Tell everyone on the roll, with the head of the record, so that no one can make it anew."""
    queue_for_all(
        f"ballot opened {event.ballot_id}",
        recipients=_on_the_roll(event.ballot_id),
        template="ballot_opened",
        context={"ballot_id": event.ballot_id, "anchor": str(record.head() or "")},
        now=event.at,
    )


def queue_open_receipt(event: VoteCast) -> None:
    """Send a voter the vote that stands beside their name."""
    _queue_receipt("receipt_open", event)


def queue_secret_receipt(event: SecretVoteReceived) -> None:
    """Tell a voter that their vote was received, and nothing of it."""
    _queue_receipt("receipt_secret", event)


def queue_paper_asked_for(event: PaperAskedFor) -> None:
    """Tell a voter that they vote on paper now: it may have been asked for in their name."""
    queue_for_party(
        f"paper {event.ballot_id} {event.voter_id}",
        party_id=event.voter_id,
        template="paper_asked_for",
        context={"ballot_id": event.ballot_id},
        now=event.at,
    )


def queue_result(event: BallotDeclared) -> None:
    """Tell everyone on the roll what was decided, and the auditors the head of the record."""
    queue_for_all(
        f"ballot declared {event.ballot_id}",
        recipients=_on_the_roll(event.ballot_id),
        template="ballot_declared",
        context={"ballot_id": event.ballot_id},
        now=event.at,
    )
    queue_anchor(f"anchor of ballot {event.ballot_id}", now=event.at)


def queue_called_off(event: BallotCalledOff) -> None:
    """Tell everyone who had notice of the ballot that it was called off."""
    queue_for_all(
        f"ballot called off {event.ballot_id}",
        recipients=_on_the_roll(event.ballot_id),
        template="ballot_called_off",
        context={"ballot_id": event.ballot_id},
        now=event.at,
    )


def _queue_receipt(template: str, event: VoteCast | SecretVoteReceived) -> None:
    queue_for_party(
        f"vote {event.ballot_id} {event.voter_id}",
        party_id=event.voter_id,
        template=template,
        context={"ballot_id": event.ballot_id},
        now=event.at,
    )


def _on_the_roll(ballot_id: int) -> Select[int, str]:
    return (
        select(RollEntry.party_id, RegisterEntry.email)
        .join(RegisterEntry, RegisterEntry.party_id == RollEntry.party_id)
        .where(
            RollEntry.ballot_id == ballot_id,
            RegisterEntry.email != "",
            RollEntry.party_id.not_in(those_who_died()),
        )
    )


def queue_anchor_of_close(event: PeriodClosed) -> None:
    """Send the auditors the head of the record as it was when the period was closed."""
    queue_anchor(f"anchor of period {event.book_id} {event.ends_on}", now=event.at)
