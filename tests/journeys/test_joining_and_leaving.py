"""From the wish to join to leaving and coming back, through the pages, on both databases.

Ada applies on her phone, the board approves, she pays, she is entered and has her certificate. She
resigns, takes it back, resigns again; on the day the worker ends her membership and redeems her
shares, and she is paid. She comes back: the same number, the whole history. The record holds.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from governance.accounts.service import give_role
from governance.cases.kinds import Kind
from governance.cases.queries.listing import cases_of, open_case
from governance.infrastructure.actor import WORKER, Role
from governance.infrastructure.database import db
from governance.ledger.models import ShareClass
from governance.ledger.queries.balances import AsAt
from governance.ledger.queries.holdings import holding_of
from governance.members import queries as members
from governance.members.models import Party, RegisterEntry
from governance.members.service import put
from tests.factories.accounts import signed_in
from tests.factories.cases import MINUTE, make_applicant
from tests.factories.ledger import make_book, make_share_class
from tests.factories.members import make_member, make_person
from tests.machinery.client import StrictClient, settle
from tests.machinery.clock import NOON, Clock

NewClient = Callable[[], StrictClient]
JOINS = NOON.date()
LAST_DAY = date(2027, 1, 15)
GONE = LAST_DAY + timedelta(days=1)


class Society:
    """Ada, who wants to join, and the two officers who let her."""

    def __init__(self, app: Flask, clock: Clock, new_client: NewClient) -> None:
        self.app, self.clock = app, clock
        self.ada = make_applicant("Ada Brook")
        make_member("Ben Cole")
        make_share_class(make_book(), "A", name="Ordinary shares", least=5, on_leave="redeem_par")
        self.phone = signed_in(new_client(), self.ada.party_id)
        self.secretary = self.officer(new_client, "Sue Secretary", Role.SECRETARY)
        self.finance = self.officer(new_client, "Fay Finance", Role.FINANCE)

    def officer(self, new_client: NewClient, name: str, role: Role) -> StrictClient:
        entry = make_person(name)
        give_role(entry.party_id, role, reason="The story needs one", actor=WORKER, now=NOON)
        return signed_in(new_client(), entry.party_id)

    def worker(self) -> None:
        settle()
        result = self.app.test_cli_runner().invoke(args=["worker", "--once"])
        assert result.exit_code == 0, result.output
        assert '"level": "error"' not in result.output, result.output

    def on(self, day: date) -> None:
        self.clock.set(NOON + timedelta(days=(day - JOINS).days))

    def case(self, kind: Kind) -> int:
        found = open_case(self.ada.party_id, kind)
        assert found is not None
        return found.id

    @property
    def number(self) -> int | None:
        settle()
        return db.session.get_one(Party, self.ada.party_id).member_number

    def is_member_on(self, day: date) -> bool:
        settle()
        return members.is_member_on(self.ada.party_id, day)

    def shares_on(self, day: date) -> int:
        settle()
        share_class = db.session.query(ShareClass).one()
        return holding_of(self.ada.party_id, share_class, AsAt(day))


@pytest.fixture
def society(app: Flask, clock: Clock, new_client: NewClient) -> Society:
    return Society(app, clock, new_client)


def day(name: str, value: date) -> dict[str, Any]:
    return {f"{name}-{part}": getattr(value, part) for part in ("day", "month", "year")}


def press(browser: StrictClient, page: str, action: str) -> None:
    """Press a button twice, as impatient people do."""
    sent = dict(browser.get(page).page.form(action).fields())
    for _ in range(2):
        assert browser.post(action, data=sent).status_code == 303


def join(society: Society, units: int) -> str:
    """Take Ada from her phone to the register; return the number of her certificate."""
    typed = {"units": str(units), "payment": "bank", "agreed": "y"}
    assert society.phone.submit("/membership/join", typed).status_code == 303
    case = f"/office/cases/{society.case(Kind.JOIN)}"
    decision = {"approve": "yes", "minute": MINUTE, "confirmed": ["probation"]}
    assert society.secretary.submit(f"{case}/decide", decision).status_code == 303
    assert society.finance.submit(f"{case}/payment", {"reference": "BROOK"}).status_code == 303
    press(society.secretary, case, f"{case}/admit")
    own = society.phone.get(f"/membership/cases/{case.rsplit('/', 1)[1]}").page
    assert "Entered in the register of members" in own.text
    number = own.text.split("certificate: ")[1].split()[0]
    assert society.phone.get(own.first("a", text=number)["href"]).status_code == 200
    return number


def leave(society: Society) -> int:
    """Resign, think again, resign again; return the case."""
    society.phone.submit("/membership/leave", day("last_day", LAST_DAY))
    society.phone.submit(f"/membership/cases/{society.case(Kind.LEAVE)}/take-back")
    society.phone.submit("/membership/leave", day("last_day", LAST_DAY))
    return society.case(Kind.LEAVE)


def test_somebody_joins_leaves_and_comes_back(society: Society) -> None:
    certificate = join(society, 5)
    assert certificate.startswith("1/")
    assert (society.number, society.shares_on(JOINS)) == (2, 5)
    assert f"Member number {society.number}" in society.phone.get("/membership").page.text

    case = leave(society)
    society.on(LAST_DAY)
    society.worker()
    assert society.is_member_on(GONE)
    society.on(GONE)
    society.worker()
    assert [society.is_member_on(each) for each in (LAST_DAY, GONE)] == [True, False]
    assert [society.shares_on(each) for each in (LAST_DAY, GONE)] == [5, 0]
    assert "Due to you: £5.00." in society.phone.get("/membership").page.text
    society.finance.submit(f"/office/cases/{case}/pay-out", {"reference": "BACS 1"})
    assert "Due to you" not in society.phone.get("/membership").page.text

    back = GONE + timedelta(days=60)
    society.on(back)
    again = join(society, 8)

    assert again != certificate
    assert society.number == 2
    days = (JOINS - timedelta(days=1), JOINS, GONE, back)
    assert [society.is_member_on(each) for each in days] == [False, True, False, True]
    assert [society.shares_on(each) for each in days] == [0, 5, 0, 8]
    kinds = [listed.case.kind for listed in cases_of(society.ada.party_id)]
    assert kinds == ["join", "leave", "leave", "join"]
    the_record_holds(society)


def test_work_that_ends_opens_a_case_that_the_secretary_completes(society: Society) -> None:
    join(society, 5)
    entry: RegisterEntry = society.ada
    end_of_work(entry, JOINS + timedelta(days=10))
    society.on(JOINS + timedelta(days=10))
    society.worker()

    assert "Say how people left" in society.secretary.get("/office").page.text
    case = f"/office/cases/{society.case(Kind.LEAVE)}"
    question = society.secretary.get(case).page.first("a", text="Enter how they leave")["href"]
    society.secretary.submit(question, {"how": "retired"})
    press(society.secretary, case, f"{case}/carry-out")

    assert not society.is_member_on(JOINS + timedelta(days=10))
    assert society.is_member_on(JOINS + timedelta(days=9))
    assert society.shares_on(JOINS + timedelta(days=10)) == 0
    the_record_holds(society)


def end_of_work(entry: RegisterEntry, on: date) -> None:
    put(
        entry.party_id,
        "employment",
        valid_from=on,
        valid_to=None,
        data=None,
        actor=WORKER,
        now=NOON,
    )


def the_record_holds(society: Society) -> None:
    settle()
    verified = society.app.test_cli_runner().invoke(args=["record", "verify"])
    assert verified.exit_code == 0, verified.output
    assert "The steps of cases: as recorded." in verified.output
