"""Leaving: notice now, its effect on a later day; taken back until then."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from governance.cases.kinds import HowLeft, Kind, State, Step
from governance.cases.models import Case
from governance.cases.queries.leaving import (
    endings_of,
    first_joined,
    first_known,
    gone_without_a_case,
    may_be_gone,
    trusts,
)
from governance.cases.queries.listing import open_case
from governance.cases.service.board import refuse_unless_the_boards
from governance.cases.service.steps import (
    ONE_DAY,
    NotAsAsked,
    NotOpenToThat,
    begin,
    move,
    refuse_a_second,
    refuse_unless,
    settled,
)
from governance.infrastructure import clock
from governance.infrastructure.actor import WORKER, Actor
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import DomainEvent
from governance.ledger.terms import OnLeave
from governance.ledger.units import written_day
from governance.members import queries as members
from governance.reckoning.calendar import months_in_words
from governance.reckoning.rules.kinds.board import Delegated
from governance.reckoning.rules.kinds.shares import ShareRules
from governance.record import service as record
from governance.rulebook.queries import rules_on


class NothingToLeave(Refused):
    """They are no member and hold no shares."""


class ProcessMissing(NotAsAsked):
    """This way of leaving needs something done first, and where it is written."""


def give_notice(
    party_id: int,
    how: HowLeft,
    *,
    effect_on: date,
    notice_on: date | None = None,
    book_key: str = "",
    minute: str = "",
    hearing_on: date | None = None,
    written_on: date | None = None,
    reason: str = "",
    trust_id: int | None = None,
    by_resolution: bool = False,
    actor: Actor,
    now: datetime,
) -> Case:
    """Say how a member leaves and from which day on they have left.

    Of a death, `notice_on` is the day on which the society was told, and the effect is on the day
    after it. Where the platform has noticed already that they went, that case is told the rest. A
    dismissal and an expulsion need a minute, an expulsion its hearing, and whoever cannot be found
    was written to (`written_on`) months before.

    Raises:
        NothingToLeave: they left before, or never joined.
        AlreadyOpen: notice was given already.
        NotAsAsked, ProcessMissing: with what to do.
        NotTheBoards: they are expelled by no resolution of the members, and only these may.
    """
    record.claim()
    today = clock.day_of(now)
    given_on = notice_on or today
    noticed = open_case(party_id, Kind.LEAVE, book_key)
    if noticed is None and members.entry(party_id) is not None:
        _refuse_who_is_gone(party_id, book_key, effect_on, today)
    days = {"notice_on": given_on, "hearing_on": hearing_on, "written_on": written_on}
    last_day = effect_on - ONE_DAY
    _refuse_days_before_joining(party_id, book_key, {"effect_on": last_day, **days})
    _refuse_days_out_of_order(how, given_on, effect_on, today)
    _refuse_a_process_missed(how, effect_on, minute, hearing_on, written_on, today)
    if how is HowLeft.EXPELLED and not by_resolution:
        refuse_unless_the_boards(Delegated.EXPEL, book_key=book_key, on=given_on)
    words = {
        "how": how,
        "notice_on": given_on.isoformat(),
        "minute": minute.strip(),
        "hearing_on": hearing_on and hearing_on.isoformat(),
        "written_on": written_on and written_on.isoformat(),
        "reason": reason.strip(),
    }
    facts: dict[str, Any] = {
        "effect_on": effect_on,
        "other_party_id": _trust(party_id, book_key, effect_on, trust_id, today),
    }
    if noticed is None or noticed.state != State.TO_TELL:
        return begin(
            Kind.LEAVE,
            party_id,
            book_key=book_key,
            state=State.NOTICED,
            words=words,
            actor=actor,
            now=now,
            **facts,
        )
    settled(noticed)
    told_from, told_to = (State.TO_TELL,), State.NOTICED
    move(
        noticed, Step.TOLD, before=told_from, after=told_to, words=words, actor=actor, now=now,
        **facts,
    )  # fmt: skip
    return noticed


def take_back(case: Case, *, reason: str = "", actor: Actor, now: datetime) -> None:
    """End an open case before it has its effect; doing it again changes nothing.

    Raises:
        NotOpenToThat: it has had its effect, or was refused.
    """
    settled(case)
    if case.state == State.TAKEN_BACK:
        return
    refuse_to_take_back(case, actor=actor, on=clock.day_of(now))
    move(
        case,
        Step.TAKEN_BACK,
        before=_NOT_YET,
        after=State.TAKEN_BACK,
        words={"taken_back_because": reason.strip()},
        actor=actor,
        now=now,
    )


def refuse_to_take_back(case: Case, *, actor: Actor, on: date) -> None:
    """Refuse to take a case back that has had its effect; a leaver, from the day after the last.

    Raises:
        NotOpenToThat: saying where it stands.
    """
    refuse_unless(case, *_NOT_YET)
    _refuse_a_leaver_who_thinks_again_too_late(case, actor, on)


def refuse_to_leave(party_id: int, book_key: str = "", *, on: date) -> None:
    """Refuse notice of somebody who has nothing to leave that day, or has given notice.

    Raises:
        NothingToLeave, AlreadyOpen: with what there is to know.
    """
    noticed = open_case(party_id, Kind.LEAVE, book_key)
    if noticed is None:
        _refuse_who_is_gone(party_id, book_key, on + ONE_DAY, on)
    elif noticed.state != State.TO_TELL:
        refuse_a_second(Kind.LEAVE, party_id, book_key)


def note_leavers(event: DomainEvent) -> None:
    """Open a case for each whose work has ended by an import while membership or shares remain."""
    open_for_leavers(event.at)


def open_for_leavers(now: datetime) -> int:
    """Open a case, how they leave to be told, for each who no longer works here; return how many.

    For those whose membership ended with their work or goes on, and those who still hold shares.
    """
    gone = gone_without_a_case(clock.day_of(now))
    if not gone:
        return 0
    record.claim()
    gone = gone_without_a_case(clock.day_of(now))
    for party_id, ended_on in gone:
        begin(
            Kind.LEAVE,
            party_id,
            book_key="",
            state=State.TO_TELL,
            effect_on=ended_on,
            words={},
            actor=WORKER,
            now=now,
        )
    return len(gone)


def leavers_may_wait(now: datetime) -> bool:
    """Say whether `open_for_leavers` may have something to do."""
    return may_be_gone(clock.day_of(now))


def _refuse_who_is_gone(party_id: int, book_key: str, effect_on: date, today: date) -> None:
    if members.is_member_on(party_id, effect_on - ONE_DAY, key=book_key):
        return
    if members.is_member_on(party_id, today, key=book_key):
        raise NotAsAsked(
            f"They are no member on {written_day(effect_on - ONE_DAY)}. Check the day.",
            about="effect_on",
        )
    if endings_of(party_id, book_key, effect_on=effect_on, today=today):
        return
    raise NothingToLeave(
        "They are no member and hold no shares, so there is nothing to leave. Nothing was changed."
    )


def _refuse_a_leaver_who_thinks_again_too_late(case: Case, actor: Actor, today: date) -> None:
    is_own = actor.party_id == case.party_id
    if is_own and case.kind == Kind.LEAVE and case.effect_on and case.effect_on <= today:
        raise NotOpenToThat(
            f"Your last day as a member was {written_day(case.effect_on - ONE_DAY)}, so the notice "
            "cannot be taken back any more.",
            next_step="Apply again if you wish to be a member: your number and history stay.",
        )


def _refuse_days_before_joining(
    party_id: int, book_key: str, days: Mapping[str, date | None]
) -> None:
    joined_on = first_joined(party_id, book_key)
    since = joined_on or first_known(party_id)
    known = "They joined on" if joined_on else "The register knows of them since"
    for about, day in days.items():
        if day is not None and since is not None and day < since:
            raise NotAsAsked(
                f"{known} {written_day(since)}: {written_day(day)} is before that. Check the day.",
                about=about,
            )


def _refuse_days_out_of_order(how: HowLeft, given_on: date, effect_on: date, today: date) -> None:
    what = "the society was told" if how is HowLeft.DIED else "notice was given"
    if given_on > today:
        raise NotAsAsked(
            f"{written_day(given_on)} has not come yet. Enter the day on which {what}.",
            about="notice_on",
        )
    if how is HowLeft.DIED:
        _refuse_days_of_a_death(given_on, effect_on - ONE_DAY, today)
    if how is HowLeft.RESIGNED and effect_on <= given_on:
        raise NotAsAsked(
            "The last day cannot be before the day on which notice was given, "
            f"{written_day(given_on)}. Check both days.",
            about="effect_on",
        )


def _refuse_days_of_a_death(told_on: date, died_on: date, today: date) -> None:
    if died_on > today:
        raise NotAsAsked(
            "Enter the day of the death: it cannot be a day to come.", about="effect_on"
        )
    if told_on < died_on:
        raise NotAsAsked(
            f"The society was told on the day of the death, {written_day(died_on)}, or after it. "
            "Check both days.",
            about="notice_on",
        )


def _refuse_a_process_missed(
    how: HowLeft,
    effect_on: date,
    minute: str,
    hearing_on: date | None,
    written_on: date | None,
    today: date,
) -> None:
    if how in (HowLeft.DISMISSED, HowLeft.EXPELLED) and not minute.strip():
        raise ProcessMissing(
            "Enter where the decision is minuted: this way of leaving needs one.", about="minute"
        )
    if how is HowLeft.EXPELLED:
        if hearing_on is None:
            raise ProcessMissing(
                "Enter the day on which they were heard: nobody is expelled unheard.",
                about="hearing_on",
            )
        if hearing_on > today or effect_on <= hearing_on:
            raise ProcessMissing(
                "They are heard first: the hearing must be past, and their last day as a member "
                "not before it. Check both days.",
                about="hearing_on",
            )
    if how is HowLeft.UNTRACED:
        if written_on is None:
            raise ProcessMissing(
                "Enter the day on which you wrote to their last known address.", about="written_on"
            )
        if written_on > today:
            raise ProcessMissing(
                f"{written_day(written_on)} has not come yet. Enter the day on which you wrote.",
                about="written_on",
            )
        rules = rules_on(today).of(ShareRules)
        earliest = rules.untraced_from(written_on)
        if effect_on < earliest:
            months = months_in_words(rules.untraced_months)
            raise ProcessMissing(
                f"Wait {months} for an answer to the letter: the membership of somebody "
                f"untraced can end from {written_day(earliest)}.",
                about="written_on",
            )


def _trust(
    party_id: int, book_key: str, effect_on: date, trust_id: int | None, today: date
) -> int | None:
    """Return which trust has the shares, where a class says that they pass to the trust."""
    endings = endings_of(party_id, book_key, effect_on=effect_on, today=today)
    if not any(ending.on_leave is OnLeave.TO_TRUST for ending in endings):
        return None
    known = [found for found, _name in trusts()]
    if trust_id in known:
        return trust_id
    if trust_id is not None or len(known) != 1:
        raise NotAsAsked(
            "Their shares pass to the employees' trust. Choose which trust that is; if it is not "
            "there, enter it in the register first.",
            about="trust_id",
        )
    return known[0]


_NOT_YET = (
    State.APPLIED,
    State.APPROVED,
    State.PAID,
    State.TO_TELL,
    State.NOTICED,
    State.ASKED,
    State.AGREED,
)
