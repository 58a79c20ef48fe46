"""Offices and roles of those who leave: told where the leaving is entered, a duty after it."""

from datetime import date, timedelta

import pytest

from governance.accounts.service import give_role, withdraw_role
from governance.cases import service
from governance.infrastructure.actor import Role
from governance.members import officers
from governance.members.service import Office, appoint, end_office, put
from tests.factories.accounts import make_role
from tests.factories.cases import SECRETARY, TODAY, give_notice
from tests.factories.members import make_member, make_person
from tests.machinery.clock import NOON

STARTED, LAST_DAY, TERM_ENDS = date(2024, 1, 8), TODAY - timedelta(days=1), date(2027, 3, 31)
STILL = "Ada Brook left on 15 November 2026 and still holds the office of Director"


@pytest.fixture
def ada():
    """A member who is a director with no last day."""
    entry = make_member("Ada Brook")
    make_director(entry)
    return entry


def make_director(entry, first_day=STARTED, last_day=None):
    appoint(
        entry.party_id, Office.DIRECTOR, body="Board", first_day=first_day, last_day=last_day,
        minute="AGM 2024", actor=SECRETARY, now=NOON,
    )  # fmt: skip


def leave(entry):
    case = give_notice(entry, effect_on=TODAY, notice_on=LAST_DAY)
    service.carry_out(case, actor=SECRETARY, now=NOON)
    return case


def end(entry, last_day):
    [held] = officers.offices_of(entry.party_id, on=LAST_DAY)
    end_office(held, last_day=last_day, minute="Board 7", actor=SECRETARY, now=NOON)


def test_the_page_of_the_leaving_leads_to_ending_the_office(sue, ada) -> None:
    [held] = officers.offices_of(ada.party_id)
    pages = [
        sue.get(f"/register/{ada.party_id}/leave").page,
        sue.get(f"/register/{ada.party_id}/leave?how=died").page,
        sue.get(f"/office/cases/{give_notice(ada).id}").page,
    ]

    for page in pages:
        assert "Ada Brook is also Director (Board), with no last day." in page.text
        assert page.first("a", text="End it here")["href"] == f"/register/officers/{held.id}/end"


def test_an_office_with_a_term_is_told_with_its_last_day(sue) -> None:
    ben = make_member("Ben Cole")
    make_director(ben, last_day=TERM_ENDS)

    page = sue.get(f"/register/{ben.party_id}/leave").page

    assert "Ben Cole is also Director (Board) until 31 March 2027." in page.text


def test_who_holds_nothing_is_not_said_to(sue) -> None:
    page = sue.get(f"/register/{make_member('Cy Dale').party_id}/leave").page

    assert "is also" not in page.text
    assert not page.all("a", text="End it here")


def test_an_office_that_outlasts_the_leaving_is_a_duty_until_it_is_ended(sue, ada) -> None:
    assert "still holds" not in sue.get("/office").page.text

    leave(ada)

    page = sue.get("/office").page
    assert STILL in page.text
    ending = sue.get(page.first("a", text="End an office or keep it: Ada Brook")["href"]).page
    assert "They left on 15 November 2026." in ending.text
    assert "enter the last day of their term, and the minute by which they stay" in ending.text
    end(ada, LAST_DAY)
    assert "still holds" not in sue.get("/office").page.text


def test_an_office_that_is_kept_to_a_day_to_come_is_no_duty(sue, ada) -> None:
    case = leave(ada)
    assert "with no last day" in sue.get(f"/office/cases/{case.id}").page.text

    end(ada, TERM_ENDS)

    assert "still holds" not in sue.get("/office").page.text
    page = sue.get(f"/office/cases/{case.id}").page
    assert "Director (Board) until 31 March 2027" in page.text
    assert not page.all("a", text="End it here")


def test_an_office_given_after_the_leaving_is_no_duty(sue, ada) -> None:
    leave(ada)
    end(ada, LAST_DAY)
    make_director(ada, first_day=TODAY)

    assert "still holds" not in sue.get("/office").page.text


def test_the_office_of_a_director_from_outside_is_no_duty(sue) -> None:
    put_outside = make_person("Di Eves")
    make_director(put_outside)

    assert "still holds" not in sue.get("/office").page.text


def test_a_role_of_who_no_longer_works_here_is_a_duty_until_it_is_given_anew(sue) -> None:
    fay = make_person("Fred Fox", started=STARTED)
    give(fay, at=NOON - timedelta(days=90))
    assert "Fred Fox" not in sue.get("/office").page.text

    put(
        fay.party_id, "employment", valid_from=TODAY, valid_to=None, data=None,
        actor=SECRETARY, now=NOON,
    )  # fmt: skip

    page = sue.get("/office").page
    assert "Fred Fox still has the role Finance officer" in page.text
    assert "Their last day at work was 15 November 2026." in page.text
    way = page.first("a", text="Withdraw a role or give it anew: Fred Fox")["href"]
    assert way == f"/office/people/{fay.party_id}/roles"
    told = {"reason": "Stays as a volunteer", "actor": SECRETARY, "now": NOON}
    withdraw_role(fay.party_id, Role.FINANCE, **told)
    give_role(fay.party_id, Role.FINANCE, **told)
    assert "Fred Fox" not in sue.get("/office").page.text


def test_the_page_of_the_leaving_tells_of_roles(sue, fay, ada) -> None:
    make_role(ada.party_id, Role.MANAGER)
    case = give_notice(ada)

    page = sue.get(f"/office/cases/{case.id}").page

    assert "Ada Brook also has the role Manager." in page.text
    assert page.first("a", text="See their roles")["href"] == (
        f"/office/people/{ada.party_id}/roles"
    )
    others = fay.get(f"/office/cases/{case.id}").page
    assert not others.all("a", text="See their roles")
    assert not others.all("a", text="End it here")


def give(entry, *, at):
    give_role(entry.party_id, Role.FINANCE, reason="Appointed", actor=SECRETARY, now=at)
