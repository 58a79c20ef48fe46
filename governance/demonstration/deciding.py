"""What Tame Valley Care decided about its own rules: at general meetings, by its board, and how
motions fared on the way: amended, ruled out of order, given to a group to report back.
"""

from datetime import date, datetime, timedelta

from governance.demonstration import cast
from governance.demonstration.history import SECONDERS_NEEDED, Deed, History
from governance.demonstration.meeting_story import (
    CARS,
    CHEAPER,
    MAKATON,
    SWAPS,
    AtMeeting,
    autumn,
    winter,
)
from governance.demonstration.times import at, board_days, minute_of, weekday_from
from governance.infrastructure.clock import day_of
from governance.members import queries as members
from governance.motions import queries as motions
from governance.motions import service as motions_service
from governance.motions.models import Motion
from governance.motions.queries.amendments import amendments_of
from governance.motions.service import amendments
from governance.motions.service.at_meetings import Vote, decide_at_meeting, send_to_meeting
from governance.reckoning.board_decisions import BoardKind, TookPart
from governance.reckoning.resolutions.meeting import Way
from governance.reckoning.rules.kinds.notice import Meeting
from governance.reckoning.texts.amending import Change
from governance.reckoning.texts.amending import Deed as Amending
from governance.resolutions.service.deciding import Decision, decide
from governance.rulebook import queries as rulebook
from governance.rulebook.service import record_registration

FULL_SIZE = 470  # members at the time of the meetings, where nothing is made smaller
AUTUMN_DAYS_AGO, WINTER_DAYS_AGO = 74, 12  # general meetings
PROPOSED_BEFORE, SENT_BEFORE = 45, 25  # days before the meeting
REGISTERED_AFTER = 38
VOICES = ("sharon", "maureen", "delroy", "hansa", "nerys", "blessing")


def plan(history: History) -> None:
    """Have two general meetings, a registration, decisions of the board, and motions on the way."""
    autumn_on = weekday_from(history.today - timedelta(days=AUTUMN_DAYS_AGO))
    winter_on = weekday_from(history.today - timedelta(days=WINTER_DAYS_AGO))
    for number, told in enumerate(autumn(history.today)):
        _plan_meeting(history, told, autumn_on, Meeting.GENERAL, number)
    for number, told in enumerate(winter()):
        _plan_meeting(history, told, winter_on, Meeting.GENERAL, number)
    registered = autumn_on + timedelta(days=REGISTERED_AFTER)
    history.later(at(weekday_from(registered), 10, 20), _register(history))
    _plan_board(history)
    _plan_on_the_way(history)


def _plan_meeting(
    history: History, told: AtMeeting, day: date, meeting: Meeting, number: int
) -> None:
    proposed = weekday_from(day - timedelta(days=PROPOSED_BEFORE - number))
    history.later(at(proposed, 19, 10 + number), _propose(history, told))
    seconders = [name for name in VOICES if name != told.mover][:SECONDERS_NEEDED]
    for place, name in enumerate(seconders):
        when = at(proposed + timedelta(days=1 + place // 3), 12 + place, 5 * number + place)
        history.later(when, _second(history, told.title, name))
    sent = weekday_from(day - timedelta(days=SENT_BEFORE))
    history.later(at(sent, 11, number), _send(history, told, meeting, day))
    history.later(at(day, 20, 5 + 9 * number), _decide(history, told, day, number + 3))


def _propose(history: History, told: AtMeeting) -> Deed:
    def deed(now: datetime) -> None:
        motions_service.propose(
            told.title,
            told.text,
            told.reason,
            "",
            category=told.category,
            effect=told.effect,
            payload=told.payload,
            actor=history.actor(cast.VOICES[told.mover], now),
            now=now,
        )

    return deed


def _second(history: History, title: str, name: str) -> Deed:
    def deed(now: datetime) -> None:
        actor = history.actor(cast.VOICES[name], now)
        motions_service.second(_motion(title), actor=actor, now=now)

    return deed


def _send(history: History, told: AtMeeting, meeting: Meeting, day: date) -> Deed:
    def deed(now: datetime) -> None:
        actor = history.actor(cast.SECRETARY, now)
        send_to_meeting(_motion(told.title), meeting, day, told.kind, actor=actor, now=now)

    return deed


def _decide(history: History, told: AtMeeting, day: date, minute: int) -> Deed:
    def deed(now: datetime) -> None:
        # A small society comes in smaller numbers: hands as in one of 483, of every hundred.
        share = min(100, 100 * members.member_count(day) // FULL_SIZE)
        votes_for, against, abstained = (max(1, v * share // 100) for v in told.votes)
        vote = Vote(
            way=Way.SHOW_OF_HANDS,
            votes_for=votes_for,
            against=against,
            abstained=abstained,
            in_person=votes_for + against + abstained + 2,
            by_proxy=0,
            minute=f"General meeting {day.day} {day:%B} {day.year}, minute {minute}",
        )
        actor = history.actor(cast.SECRETARY, now)
        decide_at_meeting(_motion(told.title), vote, actor=actor, now=now)

    return deed


def _register(history: History) -> Deed:
    def deed(now: datetime) -> None:
        waiting = rulebook.waiting_for_registration()[0]
        record_registration(
            waiting.row.id,
            outcome="registered",
            on_day=day_of(now) - timedelta(days=2),
            reference="FCA, RS999483, partial amendment 1",
            actor=history.actor(cast.SECRETARY, now),
            now=now,
        )

    return deed


def _plan_board(history: History) -> None:
    """Have the board decide three things within its limits, one of them in confidence."""
    first, second = board_days(history.began, history.today - timedelta(days=5))[-2:]
    boiler = {
        "book": "",
        "pence": 9_480_00,
        "purpose": "A new boiler at Dudley Road",
        "until": (second + timedelta(days=120)).isoformat(),
    }
    for place, (day, number, kind, title, text, payload, secret) in enumerate(
        (
            (
                first,
                4,
                BoardKind.OTHER,
                "Open the day service on bank holidays in May",
                "The Dudley Road day service opens on both bank holidays in May, with staff who"
                " choose to work them.",
                {},
                "",
            ),
            (
                second,
                6,
                BoardKind.SPENDING,
                "Replace the boiler at Dudley Road before the cold",
                "Three firms were asked; the second lowest has the longest guarantee.",
                boiler,
                "",
            ),
            (
                second,
                9,
                BoardKind.OTHER,
                "Settle a claim for back pay",
                "The board accepts the terms in the paper that the chief executive brought.",
                {},
                "It is about one person’s pay",
            ),
        )
    ):
        decision = Decision(
            kind=kind,
            title=title,
            text=text,
            decided_on=day,
            minute=minute_of(day, number),
            took_part=TookPart(directors=7, present=6, votes_for=6 - place % 2, against=place % 2),
            publish_on=day + timedelta(days=5),
            payload=payload,
            confidential_because=secret,
        )
        history.later(at(day + timedelta(days=1), 9, 30 + place), _board(history, decision))


def _board(history: History, decision: Decision) -> Deed:
    def deed(now: datetime) -> None:
        decide(decision, actor=history.actor(cast.SECRETARY, now), now=now)

    return deed


def _plan_on_the_way(history: History) -> None:
    """Have a friendly amendment, one that waits, a ruling of the chair, and a motion remitted."""
    today = history.today
    amended = today - timedelta(days=10)
    paragraph = (
        "A member who is trained for it may swap a shift with a member of another service, if both"
        " managers have had a day to object. In supported living only with somebody whom the"
        " tenants have met."
    )
    history.later(
        at(amended, 18, 20), _amend(history, SWAPS, "carys", paragraph, "So that nobody is afraid.")
    )
    history.later(at(amended + timedelta(days=1), 8, 40), _accept(history, SWAPS, "blessing"))
    slower = (
        "Within eighteen months every team has at least one person who has done the Makaton"
        " foundation workshop, in paid time. Supported living and the day services come first."
    )
    history.later(
        at(today - timedelta(days=2), 20, 10),
        _amend(history, MAKATON, "jade", slower, "The workshops have eight places a quarter."),
    )
    for told, days, place in ((CHEAPER, 58, 0), (CARS, 33, 1)):
        proposed = weekday_from(today - timedelta(days=days))
        history.later(at(proposed, 17, 45 + place), _propose(history, told))
        seconders = [name for name in VOICES if name != told.mover][:SECONDERS_NEEDED]
        if told is CARS:
            for number, name in enumerate(seconders):
                when = at(proposed + timedelta(days=2), 9 + number, 12)
                history.later(when, _second(history, told.title, name))
    ruled = weekday_from(today - timedelta(days=58)) + timedelta(days=3)
    history.later(at(ruled, 12, 30), _rule_out(history))
    remitted = weekday_from(today - timedelta(days=20))
    history.later(at(remitted, 15, 5), _remit(history))


def _amend(history: History, title: str, mover: str, words: str, reason: str) -> Deed:
    def deed(now: datetime) -> None:
        amendments.propose(
            _motion(title),
            [Change(Amending.REPLACE, 1, words)],
            reason,
            actor=history.actor(cast.VOICES[mover], now),
            now=now,
        )

    return deed


def _accept(history: History, title: str, mover: str) -> Deed:
    def deed(now: datetime) -> None:
        (found,) = amendments_of(_motion(title).id)
        actor = history.actor(cast.VOICES[mover], now)
        amendments.accept(found.row, actor=actor, now=now)

    return deed


def _rule_out(history: History) -> Deed:
    def deed(now: datetime) -> None:
        motions_service.rule_out(
            _motion(CHEAPER.title),
            "The contract runs until the spring after next and cannot be ended before; what the"
            " council says in confidence about it cannot be discussed here. Put it again when the"
            " notice can be given.",
            actor=history.actor(cast.CHAIR, now),
            now=now,
        )

    return deed


def _remit(history: History) -> Deed:
    def deed(now: datetime) -> None:
        motions_service.remit(
            _motion(CARS.title),
            "The green travel group",
            "What would four cars cost for three years, charged where, and who would lose mileage?",
            day_of(now) + timedelta(days=42),
            actor=history.actor(cast.CHAIR, now),
            now=now,
        )

    return deed


def _motion(title: str) -> Motion:
    (found,) = motions.motions_found(title=title)
    return found.motion
