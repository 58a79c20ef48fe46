"""A file of staff that says who left opens their cases of leaving, in the same transaction."""

from datetime import timedelta

from governance.cases import service
from governance.cases.kinds import HowLeft, Kind, State
from governance.cases.queries.listing import open_case
from governance.infrastructure.actor import WORKER
from governance.infrastructure.database import db
from governance.members.models import Party
from governance.members.service import import_staff
from tests.factories.ledger import issue, make_share_class
from tests.factories.members import make_society
from tests.machinery.clock import NOON

HEADINGS = (
    "Employee Reference,Forename,Surname,E-mail Address,Work Start Date,Date Left,Member since"
)
BEFORE = (
    "T1,Ada,Brook,ada@example.org,01/04/2020,,01/05/2020",
    "T2,Ben,Cole,ben@example.org,01/04/2020,,",
    "T3,Cy,Dale,cy@example.org,01/04/2015,31/03/2018,01/05/2015",
)


def enter(*lines, now=NOON):
    make_society()
    content = "\n".join([HEADINGS, *lines]).encode()
    return import_staff(content, actor=WORKER, now=now)


def party(reference):
    return db.session.query(Party).filter_by(employee_ref=reference).one().id


def test_a_member_who_left_by_a_file_gets_a_case_and_others_do_not() -> None:
    enter(*BEFORE)

    enter("T1,Ada,Brook,ada@example.org,01/04/2020,13/11/2026,01/05/2020",
          "T2,Ben,Cole,ben@example.org,01/04/2020,13/11/2026,", BEFORE[2],
          now=NOON + timedelta(hours=1))  # fmt: skip

    case = open_case(party("T1"), Kind.LEAVE)
    assert (case.state, case.effect_on.isoformat()) == (State.TO_TELL, "2026-11-14")
    assert open_case(party("T2"), Kind.LEAVE) is None
    assert open_case(party("T3"), Kind.LEAVE) is None


def test_the_same_file_again_opens_nothing_more() -> None:
    enter(*BEFORE)
    gone = "T1,Ada,Brook,ada@example.org,01/04/2020,13/11/2026,01/05/2020"
    enter(gone, now=NOON + timedelta(hours=1))
    case = open_case(party("T1"), Kind.LEAVE)
    service.take_back(case, actor=WORKER, now=NOON + timedelta(hours=2))

    enter(gone, now=NOON + timedelta(days=1))

    assert open_case(party("T1"), Kind.LEAVE) is None


def test_shares_of_somebody_who_left_long_ago_are_asked_about() -> None:
    enter(*BEFORE)
    long_gone, a_shares = party("T3"), make_share_class(may_hold=("member", "person"))
    issue(a_shares, 5, to=long_gone)

    assert service.open_for_leavers(NOON) == 1

    told = service.give_notice(
        long_gone, HowLeft.RETIRED, effect_on=open_case(long_gone, Kind.LEAVE).effect_on,
        actor=WORKER, now=NOON,
    )  # fmt: skip
    assert service.carry_out(told, actor=WORKER, now=NOON).state == State.LEFT
