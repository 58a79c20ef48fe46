"""What leaving refuses: beside the field it is about with all that was typed, or with a way on."""

from datetime import date, timedelta

import pytest

from governance.cases.kinds import HowLeft
from tests.factories.accounts import signed_in
from tests.factories.cases import (
    MINUTE,
    TODAY,
    give_notice,
    make_applicant,
)
from tests.factories.ledger import issue, make_share_class
from tests.factories.members import make_member
from tests.machinery.forms import beside, day, post

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({**day("notice_on", TOMORROW)}, "notice_on", "17 November 2026 has not come yet."),
        ({**day("last_day", YESTERDAY)}, "last_day", "The last day cannot be before"),
        ({"how": "died", **day("last_day", TOMORROW)}, "last_day", "Enter the day of the death"),
        ({"how": "dismissed"}, "minute", "Enter where the decision is minuted"),
        ({"how": "expelled", "minute": MINUTE}, "hearing_on", "nobody is expelled unheard"),
        (
            {"how": "expelled", "minute": MINUTE, **day("hearing_on", TOMORROW)},
            "hearing_on",
            "They are heard first",
        ),
        ({"how": "untraced"}, "written_on", "Enter the day on which you wrote"),
        (
            {"how": "untraced", **day("written_on", TODAY)},
            "written_on",
            "can end from 16 February 2027",
        ),
        (
            {"how": "untraced", **day("written_on", TOMORROW), **day("last_day", date(2027, 6, 1))},
            "written_on",
            "17 November 2026 has not come yet. Enter the day on which you wrote.",
        ),
        (
            {"how": "retired", **day("last_day", date(1999, 1, 1))},
            "last_day",
            "They are no member on 1 January 1999.",
        ),
        (
            day("notice_on", date(1999, 1, 1)),
            "notice_on",
            "They joined on 6 January 2020: 1 January 1999 is before that.",
        ),
    ],
)
def test_what_is_wrong_with_a_leaving_stands_beside_its_field(sue, typed, field, sentence) -> None:
    ada = make_member("Ada Brook")
    issue(make_share_class(), 5, to=ada.party_id)
    usual = {"how": "resigned", "reason": "Moves to Leith", **day("last_day", TODAY)}

    answer = sue.submit(f"/register/{ada.party_id}/leave", usual | typed)

    assert sentence in beside(answer, field)
    assert "Moves to Leith" in answer.page.first("textarea", name="reason").text


def test_a_second_notice_tells_the_days_of_the_first_and_leads_to_it(sue) -> None:
    ada = make_member("Ada Brook")
    case = give_notice(
        ada, notice_on=date(2026, 11, 2), effect_on=date(2026, 12, 1), reason="Moves to Leith"
    )
    address = f"/register/{ada.party_id}/leave"

    shown, sent = sue.get(address), post(sue, address, how="resigned")

    for answer in (shown, sent):
        assert answer.status_code == 409
        assert "notice of leaving already, given on 2 November 2026" in answer.page.text
        assert "the last day is 30 November 2026" in answer.page.text
        assert "16 November 2026" not in answer.page.text
        assert answer.page.first("a", href=f"/office/cases/{case.id}")
    course = sue.get(f"/office/cases/{case.id}").page.first("ol", class_="moot-timeline").text
    assert "Given on 2 November 2026, entered on 16 November 2026." in course
    assert "Last day as a member: 30 November 2026." in course


def test_the_death_of_whoever_never_joined_is_of_a_day_that_can_be(sue) -> None:
    ada, w_shares = make_applicant("Ada Brook"), make_share_class(may_hold=("person",))
    issue(w_shares, 5, to=ada.party_id)
    typed = {"how": "died", **day("last_day", date(1900, 1, 1))}

    answer = sue.submit(f"/register/{ada.party_id}/leave", typed)

    assert "The register knows of them since 4 March 2024" in beside(answer, "last_day")


def test_whoever_is_no_member_has_nothing_to_leave_and_it_is_said_at_once(sue) -> None:
    ada = make_applicant("Ada Brook")

    answer = sue.get(f"/register/{ada.party_id}/leave")

    assert answer.status_code == 409
    assert "there is nothing to leave" in answer.page.text
    assert answer.page.first("a", href=f"/register/{ada.party_id}")


def test_ones_own_case_leads_back_to_oneself(new_client) -> None:
    ada = make_member("Ada Brook")
    case = give_notice(ada, HowLeft.RETIRED, effect_on=TODAY)
    browser = signed_in(new_client(), ada.party_id)

    answer = browser.get(f"/membership/cases/{case.id}/take-back")

    assert answer.status_code == 409
    assert "the notice cannot be taken back any more" in answer.page.text
    assert answer.page.first("a", href=f"/membership/cases/{case.id}")
    assert not answer.page.all("a", href=f"/office/cases/{case.id}")
