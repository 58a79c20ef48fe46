"""The pages on which motions are put off, remitted, ruled out of order and appealed for."""

from datetime import timedelta

import pytest

from governance.infrastructure.actor import Role
from governance.infrastructure.clock import day_of
from governance.motions import service
from tests.factories.members import make_member
from tests.factories.motions import make_actor, make_motion
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON
from tests.services.test_motions_course import CHAIR, WHY

IN_TEN_DAYS = day_of(NOON) + timedelta(days=10)


def day_fields(name, day):
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


@pytest.fixture
def secretary(browser):
    return browser(make_member("Sue Secretary"), Role.SECRETARY)


@pytest.fixture
def chair(browser):
    return browser(make_member("Chris Chair"), Role.CHAIR)


def ruled_out(appellants=2, state="seconded"):
    motion = make_motion(state=state)
    set_rules(motions__appellants=appellants)
    service.rule_out(motion, WHY, actor=make_actor("Carl", roles=CHAIR), now=NOON)
    return motion


def test_the_secretary_puts_a_motion_off_and_brings_it_back(secretary):
    motion = make_motion(state="seconded")
    place = f"/office/motions/{motion.id}"

    shown = secretary.submit(
        f"{place}/adjourn",
        {**day_fields("until", IN_TEN_DAYS), "reason": "We wait for the auditors."},
        follow=True,
    )
    assert "Put off to Thursday 26 November" in shown.page.text
    assert "We wait for the auditors." in shown.page.text
    assert "Comes back on Thursday 26 November" in secretary.get("/office/motions").page.text

    shown = secretary.submit(f"{place}/resume", {"reason": "They were quick."}, follow=True)
    assert "Waiting for a ballot" in shown.page.text


def test_a_motion_put_off_is_found_by_that_state_and_by_no_other(secretary):
    motion = make_motion(title="Buy an electric van", state="seconded")
    sue = make_actor("Sue", roles=frozenset({Role.SECRETARY}))
    service.adjourn(motion, IN_TEN_DAYS, "Wait.", actor=sue, now=NOON)

    assert motion.title in secretary.get("/motions?state=adjourned").page.text
    assert motion.title not in secretary.get("/motions?state=seconded").page.text
    assert "Put off" in secretary.get("/motions.csv").text


def test_a_motion_is_remitted_and_its_report_read(secretary, browser):
    motion = make_motion(state="seconded")
    place = f"/office/motions/{motion.id}"
    asked = {"to": "The board", "question": "What would it cost?"}

    shown = secretary.submit(
        f"{place}/remit", {**asked, **day_fields("report_by", IN_TEN_DAYS)}, follow=True
    )
    assert "The board looks into it" in shown.page.text
    assert "To report by Thursday 26 November" in shown.page.text

    secretary.submit(f"{place}/report", {"report": "About **£4,000**."})
    page = browser().get(f"/motions/{motion.id}").page
    assert "Report of The board" in page.text
    assert page.first("strong", text="£4,000")


def test_a_report_that_is_late_is_a_duty(secretary, clock):
    motion = make_motion(state="seconded")
    sue = make_actor("Sue", roles=frozenset({Role.SECRETARY}))
    service.remit(motion, "The board", "Why?", IN_TEN_DAYS, actor=sue, now=NOON)
    assert "Overdue" not in secretary.get("/office").page.text

    clock.set(NOON + timedelta(days=11))

    text = secretary.get("/office").page.text
    assert f"Enter the report on a motion: {motion.title}" in text
    assert "Overdue" in text


def test_the_chair_rules_out_and_members_appeal_until_there_are_enough(chair, browser):
    motion = make_motion(state="seconded")
    set_rules(motions__appellants=2)
    place = f"/motions/{motion.id}"

    shown = chair.submit(f"/office{place}/rule-out", {"reason": WHY}, follow=True)
    assert WHY in shown.page.text
    assert "Ruled out of order" in shown.page.text
    ann = browser(make_member("Ann Appeals"))
    shown = ann.submit(f"{place}/appeal", {"reason": "The fund is ours."}, follow=True)
    assert "2 members together may appeal; 1 so far" in shown.page.text
    assert not shown.page.all("a", text="Appeal against this ruling")
    ben = browser(make_member("Ben Appeals"))
    shown = ben.submit(f"{place}/appeal", {"reason": "So it is."}, follow=True)

    assert "Enough members have appealed. The board will decide." in shown.page.text
    assert "Ann Appeals: The fund is ours." in shown.page.text


def test_once_the_time_to_appeal_is_over_nobody_is_told_that_they_may(chair, browser, clock):
    motion = make_motion(state="seconded")
    set_rules(motions__appellants=2, motions__appeal_days=14)
    chair.submit(f"/office/motions/{motion.id}/rule-out", {"reason": WHY})
    ann = browser(make_member("Ann Appeals"))
    assert "Members may appeal until" in ann.get(f"/motions/{motion.id}").page.text

    clock.set(NOON + timedelta(days=15))
    text = ann.get(f"/motions/{motion.id}").page.text

    assert "Members could appeal until" in text
    assert "Too few did, and the ruling stands." in text
    assert "may appeal" not in text


def test_the_secretary_enters_what_was_decided_on_an_appeal(secretary):
    motion = ruled_out(appellants=1)
    service.appeal(motion, "The fund is ours.", actor=make_actor("Ann"), now=NOON)
    assert "Enter what was decided on an appeal" in secretary.get("/office").page.text

    shown = secretary.submit(
        f"/office/motions/{motion.id}/appeal",
        {"outcome": "allowed", "minute": "Board 3 December, 7", "reason": "It is."},
        follow=True,
    )

    assert "Waiting for a ballot" in shown.page.text
    assert "The appeal was allowed: Board 3 December, 7" in shown.page.text


def test_where_the_members_decide_their_votes_are_entered(secretary):
    motion = make_motion()
    set_rules(motions__appellants=1, motions__appeals_go_to="members")
    service.rule_out(motion, WHY, actor=make_actor("Carl", roles=CHAIR), now=NOON)
    service.appeal(motion, "The fund is ours.", actor=make_actor("Ann"), now=NOON)

    shown = secretary.submit(
        f"/office/motions/{motion.id}/appeal",
        {"votes_for": "4", "against": "4", "minute": "AGM, 7", "reason": "It was equal."},
        follow=True,
    )

    assert "The ruling was upheld: AGM, 7" in shown.page.text


def test_a_reason_is_asked_for(chair):
    motion = make_motion()

    shown = chair.submit(f"/office/motions/{motion.id}/rule-out", {"reason": " "})

    assert "Enter the reason" in shown.page.text


def test_members_are_shown_from_which_day_it_may_be_put_to_a_ballot(secretary, browser):
    motion = make_motion(state="seconded")
    set_rules(motions__discussion_days=14)

    assert "may be put to a ballot from Monday 30 November" in (
        browser().get(f"/motions/{motion.id}").page.text
    )
    plan = secretary.get(f"/office/motions/{motion.id}/ballot").page.text
    assert "may be put to a ballot from Monday 30 November" in plan
    assert "Discussion ends" in secretary.get("/office").page.text
    assert "Put a motion to a ballot" not in secretary.get("/").page.text


def test_a_ruling_stands_where_too_few_appeal_in_time(browser, clock):
    motion = ruled_out()
    assert "Members may appeal until" in browser().get(f"/motions/{motion.id}").page.text

    clock.set(NOON + timedelta(days=15))

    text = browser(make_member("Cat Late")).get(f"/motions/{motion.id}").page.text
    assert (
        "Members could appeal until Monday 30 November. Too few did, and the ruling stands." in text
    )
    assert "Members may appeal until" not in text
    assert text.count(WHY) == 1
