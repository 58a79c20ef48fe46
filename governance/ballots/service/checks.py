"""What a ballot must be to be set: its times, its quorum, its secrecy, by the rules of the day."""

from datetime import date, datetime, timedelta
from fractions import Fraction

from governance.ballots.subject import kind_needed
from governance.infrastructure.clock import day_of
from governance.infrastructure.errors import Refused
from governance.motions.models import Motion
from governance.reckoning.resolutions.offering import why_not
from governance.reckoning.resolutions.passing import Place
from governance.reckoning.resolutions.quorum import Quorum
from governance.reckoning.resolutions.registry import kind_named
from governance.reckoning.rules.entrenchment import suffices
from governance.reckoning.rules.kinds.ballots import BallotRules
from governance.rulebook.queries import legal_form

MINUTES_TO_FILL_IN = timedelta(minutes=10)  # "now" on the form is a little ago when it is sent


class BallotNotPossible(Refused):
    """A ballot like this cannot be set."""

    title = "This ballot cannot be set"


def check_weights(rules: BallotRules, secrecy: str) -> None:
    """Refuse a secret ballot where votes go by shares."""
    if not rules.can_be_counted(secrecy):
        raise BallotNotPossible(
            "By the rules votes go by shares, and on a secret paper its weight would tell whose "
            "it is.",
            next_step="Choose an open ballot, or send it to a general meeting: a poll there counts "
            "the votes of shares.",
        )


def check_quorum(offered: Quorum, asked: Quorum) -> None:
    """Refuse a quorum below that of the rules; more may be asked for."""
    if not _asks_as_much(offered.participation, asked.participation) or (
        offered.counts_abstentions and not asked.counts_abstentions
    ):
        raise BallotNotPossible(_TOO_FEW.format(_in_words(asked)), next_step="Choose that or more.")
    if not _asks_as_much(offered.approval, asked.approval):
        raise BallotNotPossible(_TOO_FEW.format(_in_words(asked)), next_step="Choose that or more.")


_TOO_FEW = "The rules ask for a quorum: {}"


def _asks_as_much(offered: Fraction | int | None, asked: Fraction | int | None) -> bool:
    """Say whether one threshold is no lower than another; a number of people tells nothing."""
    if not asked:
        return True
    return isinstance(offered, Fraction) and isinstance(asked, Fraction) and offered >= asked


def _in_words(quorum: Quorum) -> str:
    return " ".join(str(sentence) for sentence in quorum.needs())


def check_times(
    rules: BallotRules, record_date: date, opens_at: datetime, closes_at: datetime, *, now: datetime
) -> None:
    if opens_at < now - MINUTES_TO_FILL_IN:
        raise BallotNotPossible("The opening time has passed.", next_step="Choose a later one.")
    if opens_at > rules.opens_at_latest(now):
        raise BallotNotPossible(
            f"The ballot would open more than {rules.opens_within_days} days from now.",
            next_step="Check the year.",
        )
    if closes_at < rules.closes_at_earliest(opens_at):
        shortest = _hours(rules.shortest_hours)
        raise BallotNotPossible(
            f"The ballot would be open for less than {shortest}.",
            next_step=f"Choose a closing time at least {shortest} after it opens.",
        )
    if closes_at > rules.closes_at_latest(opens_at):
        raise BallotNotPossible(
            f"The ballot would be open for more than {rules.longest_days} days.",
            next_step="Choose an earlier closing time.",
        )
    if record_date > day_of(opens_at):
        raise BallotNotPossible(
            "The record date is after the ballot opens.",
            next_step="Choose the opening day or one before it: the roll is frozen at the opening.",
        )


def _hours(number: int) -> str:
    return "an hour" if number == 1 else f"{number} hours"


def check_secrecy(rules: BallotRules, decision: str, secrecy: str, *, entitled: int) -> None:
    """Refuse a secrecy that the rules do not allow for this kind of business and so many."""
    if entitled == 0:
        raise BallotNotPossible(
            "Nobody was entitled to vote on the record date, so nobody could vote.",
            next_step="Choose another record date, or check the register.",
        )
    allowed = rules.secrecies(decision, entitled=entitled)
    if secrecy in allowed:
        return
    if secrecy == "open":
        raise BallotNotPossible(
            "By the rules a ballot on this is secret.", next_step="Choose a secret ballot."
        )
    if entitled < rules.fewest_for_secrecy:
        raise BallotNotPossible(
            f"Only {entitled} people could vote, too few for a secret ballot: the result could "
            "tell how each of them voted.",
            next_step="Choose an open ballot, or vote on paper.",
        )
    raise BallotNotPossible(
        "By the rules a ballot on this is open.", next_step="Choose an open ballot."
    )


def is_kind_enough(
    motion: Motion, resolution_kind: str, *, on_amendment: bool = False, today: date
) -> bool:
    """Say whether, by the rules of today, what is voted on can be had by this kind."""
    needed = kind_needed(motion, on_amendment=on_amendment, today=today)
    return suffices(resolution_kind, needed)


def check_kind(motion: Motion, resolution_kind: str, *, on_amendment: bool, today: date) -> None:
    """Refuse a kind by which the motion's effect could not be had; an amendment has its own."""
    needed = kind_needed(motion, on_amendment=on_amendment, today=today)
    wanted, offered = kind_named(needed), kind_named(resolution_kind)
    not_here = why_not(offered, Place.BALLOT, legal_form())
    if not_here is not None or offered.confirms:
        raise BallotNotPossible(
            f"A ballot cannot pass that. {not_here}", next_step=f"The motion needs: {wanted.title}."
        )
    if on_amendment and resolution_kind != needed:
        raise BallotNotPossible(
            "Amendments are ordinary business.", next_step=f"By the rules: {wanted.title}."
        )
    if not is_kind_enough(motion, resolution_kind, on_amendment=on_amendment, today=today):
        title = offered.title.lower()
        raise BallotNotPossible(
            f"What this motion would do needs another kind of resolution than {title}.",
            next_step=f"By the rules it needs: {wanted.title}. {wanted.needs}",
        )
