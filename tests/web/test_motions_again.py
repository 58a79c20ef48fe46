"""The pages of a motion that comes again too soon, and of one that is taken up."""

from governance.infrastructure.actor import Role
from governance.motions import service
from tests.factories.members import make_member
from tests.factories.motions import make_motion
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON
from tests.web.test_motions import acting


def draft_of(member, motion):
    """Write a draft in the words of that motion; return its number."""
    party = acting(member)
    draft = service.begin_draft(actor=party, now=NOON)
    for part in ("title", "text", "reason"):
        service.write(draft, part, getattr(motion, part), actor=party, now=NOON)
    service.write(draft, "category", "service", actor=party, now=NOON)
    return draft.id


def test_whoever_checks_a_draft_is_told_that_it_comes_too_soon(browser):
    lost, ben = make_motion(state="lost"), make_member("Ben Again")
    set_rules(motions__resubmission_months=6)
    client, place = browser(ben), f"/motions/drafts/{draft_of(ben, lost)}/check"

    page = client.get(place).page
    assert f"much the same as motion {lost.reference}" in page.text
    assert "may be proposed again from Sunday 16 May 2027" in page.text

    answer = client.submit(place)
    assert answer.status_code == 409
    assert "It may be proposed again from 16 May 2027" in answer.page.text


def test_the_chair_allows_that_a_lost_motion_comes_again(browser):
    lost, ben = make_motion(state="lost"), make_member("Ben Again")
    set_rules(motions__resubmission_months=6)
    chair = browser(make_member("Chris Chair"), Role.CHAIR)
    assert "may be proposed again from Sunday 16 May 2027" in (
        chair.get(f"/motions/{lost.id}").page.text
    )

    shown = chair.submit(
        f"/office/motions/{lost.id}/allow-again", {"reason": "The council pays half."}, follow=True
    )

    assert "The chair allows that it comes again" in shown.page.text
    assert "The council pays half." in shown.page.text
    client = browser(ben)
    shown = client.submit(f"/motions/drafts/{draft_of(ben, lost)}/check", follow=True)
    assert "Your motion is 2026/2." in shown.page.text


def test_a_seconder_takes_up_a_withdrawn_motion(browser):
    ada, ben = make_member("Ada Mover"), make_member("Ben Second")
    motion = make_motion(mover=acting(ada), seconders_needed=2)
    service.second(motion, actor=acting(ben), now=NOON)
    service.withdraw(motion, actor=acting(ada), now=NOON)
    client = browser(ben)
    assert "until Monday 23 November you can take it up" in (
        client.get(f"/motions/{motion.id}").page.text
    )

    shown = client.submit(f"/motions/{motion.id}/take-up", follow=True)

    assert "You are the mover of motion 2026/2." in shown.page.text
    old = client.get(f"/motions/{motion.id}").page
    assert "Taken up as motion 2026/2" in old.text
    assert not old.all("a", text="Take it up")
