"""A death, as the office enters it and reads of it: its day, and that on which it was told."""

from datetime import date, timedelta

import pytest

from governance.cases import service
from governance.cases.kinds import HowLeft
from tests.factories.cases import SECRETARY, TODAY, give_notice
from tests.factories.members import make_member
from tests.machinery.clock import NOON
from tests.machinery.forms import beside, day

DIED_ON, TOLD_ON = date(2026, 11, 3), date(2026, 11, 9)
OF_LEAVERS = ("Notice given", "notice was given", "Give notice", "Last day as a member", "Left")


def says_nothing_of_leavers(page):
    return [words for words in OF_LEAVERS if words in page.first("main").text] == []


@pytest.fixture
def ada():
    return make_member("Ada Brook")


def test_a_death_has_a_form_in_its_own_words(sue, ada) -> None:
    address = f"/register/{ada.party_id}/leave"
    way = sue.get(address).page.first("a", text="Enter a death")["href"]

    shown = sue.get(way).page
    case = sue.submit(
        way, {**day("last_day", DIED_ON), **day("notice_on", TOLD_ON)}, follow=True
    ).page

    assert shown.heading == "The death of Ada Brook"
    assert "Day of the death" in shown.text
    assert "Day on which the society was told" in shown.text
    assert says_nothing_of_leavers(shown)
    assert not shown.all("input", name="minute")
    assert shown.first("a", text="They leave in another way")["href"] == address
    assert "The death is entered." in case.text


def test_who_chooses_died_among_the_ways_is_asked_for_what_is_missing_in_those_words(
    sue, ada
) -> None:
    typed = {"how": "died", "reason": "Her sister rang", **day("notice_on", TOLD_ON)}

    answer = sue.submit(f"/register/{ada.party_id}/leave", typed)

    assert "Enter the day of the death" in beside(answer, "last_day")
    assert answer.page.heading == "The death of Ada Brook"
    assert answer.page.first("input", name="notice_on-day")["value"] == "9"
    assert "Her sister rang" in answer.page.first("textarea", name="reason").text
    assert answer.page.first("input", name="how")["value"] == "died"


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        (
            day("last_day", TODAY + timedelta(days=1)),
            "last_day",
            "Enter the day of the death: it cannot be a day to come.",
        ),
        (
            day("notice_on", TODAY + timedelta(days=1)),
            "notice_on",
            "17 November 2026 has not come yet. Enter the day on which the society was told.",
        ),
        (
            day("notice_on", date(2026, 11, 2)),
            "notice_on",
            "The society was told on the day of the death, 3 November 2026, or after it.",
        ),
    ],
)
def test_what_is_wrong_with_the_days_of_a_death_stands_beside_them(
    sue, ada, typed, field, sentence
) -> None:
    usual = {**day("last_day", DIED_ON), **day("notice_on", TOLD_ON)}

    answer = sue.submit(f"/register/{ada.party_id}/leave?how=died", usual | typed)

    assert sentence in beside(answer, field)


def test_the_case_the_list_and_the_register_tell_of_a_death_as_one(sue, ada) -> None:
    case = give_notice(ada, HowLeft.DIED, effect_on=DIED_ON + timedelta(days=1), notice_on=TOLD_ON)

    page = sue.get(f"/office/cases/{case.id}").page

    course = page.first("ol", class_="moot-timeline").text
    assert "Death entered" in course
    assert "Told of it on 9 November 2026, entered on 16 November 2026." in course
    assert "Day of the death: 3 November 2026." in course
    assert "Society told on" in page.text
    assert says_nothing_of_leavers(page)
    assert sue.get("/office/cases").page.table("Cases, soonest first")[1][2] == "Overdue"
    register = sue.get(f"/register/{ada.party_id}").page
    assert "Death entered. Day of the death: 3 November 2026." in register.text
    office = sue.get("/office").page
    assert "Death entered: Ada Brook" in office.text
    assert "Leaves: Ada Brook" not in office.text

    service.carry_out(case, actor=SECRETARY, now=NOON)

    page = sue.get(f"/office/cases/{case.id}").page
    assert "Membership and shares ended" in page.first("ol", class_="moot-timeline").text
    assert says_nothing_of_leavers(page)
    assert sue.get("/office/cases?state=left").page.table("Cases, soonest first")[1][2] == "Died"


def test_a_second_entry_tells_of_the_death_and_not_of_notice(sue, ada) -> None:
    give_notice(ada, HowLeft.DIED, effect_on=DIED_ON + timedelta(days=1), notice_on=TOLD_ON)

    page = sue.get(f"/register/{ada.party_id}/leave").page

    assert "Their death on 3 November 2026 is entered already" in page.text
    assert "notice of leaving" not in page.text


def test_the_file_of_cases_tells_of_a_death_as_one(sue, ada) -> None:
    give_notice(ada, HowLeft.DIED, effect_on=TODAY)

    file = sue.get("/office/cases.csv", buffered=True)

    assert "Death entered" in file.text
    assert "Notice given" not in file.text
