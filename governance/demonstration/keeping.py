"""The register's other books: officers, who asked to inspect it, nominations, personal data."""

from datetime import date, datetime, timedelta

from governance.cases import service as cases
from governance.demonstration import cast
from governance.demonstration.books import enter_a_holding_of_the_past
from governance.demonstration.cast import Part
from governance.demonstration.history import SETTING_UP, Deed, History
from governance.demonstration.people import founded_on
from governance.demonstration.times import at, board_days, last_weekday, minute_of, weekday_from
from governance.members import inspections, officers
from governance.members import service as register
from governance.members.service import Office, PartyKind
from governance.privacy import service as privacy
from governance.reckoning.calendar import working_days_after
from governance.reckoning.nominations import Relationship
from governance.reckoning.rules.kinds.records import RecordRules
from governance.record import queries as record
from governance.rulebook.queries import rules_on

BOARD_BODY = "Board"
NEW_CHAIR_DAYS_AGO = 230
LEFT_LONG_AGO_AFTER_DAYS = 200
DUE_IN_WORKING_DAYS = 2
# After the roll of the open ballot was drawn, and before the record date of the one to come.
SUSPENDED_DAYS_AGO = 34
INCIDENT_DAYS_BEFORE = 5
HEARD_IN_DAYS = 14  # at the soonest
# Who, as what, from so many days before the platform began, until so many (0: still).
OFFICES = (
    (cast.SCRUTINEER, Office.SECRETARY, 850, 561),
    (cast.SECRETARY, Office.SECRETARY, 560, 0),
    (cast.BOARD[0], Office.CHAIR, 410, 0),
    (cast.VOICES["kulwinder"], Office.DIRECTOR, 850, 47),
    (cast.BOARD[0], Office.DIRECTOR, 850, 0),
    (cast.CHIEF_EXECUTIVE, Office.DIRECTOR, 850, 0),
    (cast.BOARD[1], Office.DIRECTOR, 410, 0),
    (cast.BOARD[2], Office.DIRECTOR, 410, 0),
    (cast.BOARD[3], Office.DIRECTOR, 46, 0),
    (cast.CHAIR, Office.DIRECTOR, 46, 0),
)
COMMISSIONER = {
    "name": "Tame Valley Metropolitan Council",
    "address": ["The Council House", "Freeth Street", "Oldbury"],
    "contact_person": "Head of adult social care commissioning",
    "email": "commissioning@tamevalley.example",
}
NEWSPAPER = {
    "name": "Ros Whitcombe",
    "organisation": "The Tame Valley Courier",
    "address": "12 High Street, Oldbury",
    "purpose": "To see how many of the staff are members, for an article",
    "onward": "Readers of the newspaper: numbers only, no names",
}
UNION = {
    "name": "Patrick Keogh",
    "organisation": "Care Workers' Association, Tame branch",
    "address": "Union Rooms, 4 Canal Side, Tipton",
    "purpose": "To write to members of ours about the respite house before the ballot closes",
    "onward": "",
}
CORRECTION = (
    "I have been Ewa Mazurek since my wedding on the 12th of September. The register and my"
    " certificate still say Mazur. I can bring the marriage certificate to Oldbury."
)


SUSPENSION = (
    "At the members' meeting in Cradley Heath on {day} he shouted two speakers down, and went on"
    " after the chair had asked him twice to stop. Three members complained in writing. The board"
    " suspended him until it has heard him and them."
)


def plan(history: History) -> None:
    """Have the register kept as the law wants it, with something waiting in each book."""
    began, today = history.began, history.today
    history.later(at(began, 11, 10), _enter_officers(history))
    history.later(at(began, 11, 20), _enter_who_left_long_ago(history))
    history.later(at(began, 15), _enter_commissioner(history))
    change = weekday_from(today - timedelta(days=NEW_CHAIR_DAYS_AGO))
    history.later(at(change, 18, 45), _change_the_chair(history))
    history.later(at(today - timedelta(days=70), 21, 5), _nominate(history))
    suspended = weekday_from(today - timedelta(days=SUSPENDED_DAYS_AGO))
    history.later(at(suspended, 19, 5), _suspend(history))
    asked = weekday_from(today - timedelta(days=64))
    history.later(at(asked, 10, 30), _receive(history, NEWSPAPER, asked))
    history.later(at(weekday_from(asked + timedelta(days=3)), 12), _show(history))
    history.later(at(today - timedelta(days=1), 9, 15), _receive_what_is_due_soon(history))
    history.later(at(today - timedelta(days=6), 7, 40), _ask_for_correction(history))


def _enter_officers(history: History) -> Deed:
    """Enter who holds office, and who did before them."""

    def deed(now: datetime) -> None:
        for part, office, from_days, to_days in OFFICES:
            first_day = history.began - timedelta(days=from_days)
            last_day = history.began - timedelta(days=to_days) if to_days else None
            _appoint(history, part, office, first_day, last_day, now)

    return deed


def _enter_who_left_long_ago(history: History) -> Deed:
    """Enter a member of the first year, whose words the law does not keep any longer."""

    def deed(now: datetime) -> None:
        founded = founded_on(history.today)
        left = founded + timedelta(days=LEFT_LONG_AGO_AFTER_DAYS)
        party_id = register.add_stakeholder(
            PartyKind.PERSON,
            {
                "first_name": "Norman",
                "surname": "Aldridge",
                "address": ["17 Lower Church Lane", "Tipton"],
            },
            known_from=founded,
            member_since=founded,
            actor=SETTING_UP,
            now=now,
        )
        register.put(
            party_id,
            "membership",
            valid_from=left,
            valid_to=None,
            data=None,
            actor=SETTING_UP,
            now=now,
        )
        enter_a_holding_of_the_past(party_id, since=founded, until=left, actor=SETTING_UP, now=now)

    return deed


def _enter_commissioner(history: History) -> Deed:
    def deed(now: datetime) -> None:
        register.add_stakeholder(
            PartyKind.GOVERNMENT,
            COMMISSIONER,
            known_from=founded_on(history.today),
            actor=history.actor(cast.SECRETARY, now),
            now=now,
        )

    return deed


def _change_the_chair(history: History) -> Deed:
    def deed(now: datetime) -> None:
        secretary, today = history.actor(cast.SECRETARY, now), now.date()
        before = history.party_of(cast.BOARD[0])
        (held,) = (
            each
            for each in officers.offices_of(before, on=today)
            if each.data["office"] == Office.CHAIR
        )
        minute = minute_of(today, 3)
        yesterday = today - timedelta(days=1)
        register.end_office(held, last_day=yesterday, minute=minute, actor=secretary, now=now)
        _appoint(history, cast.CHAIR, Office.CHAIR, today, None, now, minute=minute)

    return deed


def _suspend(history: History) -> Deed:
    """Have the board, met for it, suspend a member until a meeting at which they are heard."""

    def deed(now: datetime) -> None:
        day, soonest = now.date(), history.today + timedelta(days=HEARD_IN_DAYS)
        incident = last_weekday(day - timedelta(days=INCIDENT_DAYS_BEFORE))
        register.suspend(
            history.party_of(cast.SUSPENDED),
            reason=SUSPENSION.format(day=f"{incident.day} {incident:%B}"),
            decided_by=minute_of(day, 4),
            first_day=day,
            last_day=board_days(soonest, soonest + timedelta(days=40))[0],
            actor=history.actor(cast.SECRETARY, now),
            now=now,
        )

    return deed


def _nominate(history: History) -> Deed:
    """Have Sharon Tonks say who is to have her shares: two parts of three, and the rest."""

    def deed(now: datetime) -> None:
        sharon = history.actor(cast.MEMBER, now)
        named = (
            ("Kayleigh Tonks", Relationship.CHILD, "9 Alexandra Road, Tipton", 70),
            ("Tipton Towpath Trust", Relationship.ORGANISATION, "The Boathouse, Tipton", 30),
        )
        for name, relationship, address, percent in named:
            cases.nominate(
                history.party_of(cast.MEMBER),
                name,
                relationship=relationship,
                address=address,
                share_percent=percent,
                actor=sharon,
                now=now,
            )

    return deed


def _receive(history: History, words: dict[str, str], received_on: date) -> Deed:
    def deed(now: datetime) -> None:
        register.receive_request(
            words,
            received_on=received_on,
            today=now.date(),
            actor=history.actor(cast.SECRETARY, now),
            now=now,
        )

    return deed


def _receive_what_is_due_soon(history: History) -> Deed:
    """Receive a request whose answer is due two working days from the present."""

    def deed(now: datetime) -> None:
        holidays = inspections.holidays()
        due = working_days_after(history.today, DUE_IN_WORKING_DAYS, holidays)
        received = last_weekday(now.date())
        rules = rules_on(received).of(RecordRules)
        while rules.inspection_due_on(received, holidays) > due:
            received = last_weekday(received - timedelta(days=1))
        _receive(history, UNION, received)(now)

    return deed


def _show(history: History) -> Deed:
    def deed(now: datetime) -> None:
        head = record.head()
        assert head is not None
        (asked,) = inspections.waiting()
        register.comply(
            asked,
            rendering="inspection",
            on=now.date(),
            known_seq=head.seq,
            answered_on=now.date(),
            actor=history.actor(cast.SECRETARY, now),
            now=now,
        )

    return deed


def _ask_for_correction(history: History) -> Deed:
    def deed(now: datetime) -> None:
        actor = history.actor(cast.VOICES["ewa"], now)
        privacy.ask_for_correction(CORRECTION, actor=actor, now=now)

    return deed


def _appoint(
    history: History,
    part: Part,
    office: Office,
    first_day: date,
    last_day: date | None,
    now: datetime,
    minute: str = "",
) -> None:
    register.appoint(
        history.party_of(part),
        office,
        body=BOARD_BODY,
        first_day=first_day,
        last_day=last_day,
        minute=minute or f"Board minutes of {first_day:%B %Y}",
        actor=SETTING_UP,
        now=now,
    )
