"""What a motion said before, and what changed, on its pages."""

import pytest

from governance.infrastructure.database import db
from governance.motions import service
from governance.motions.models import CoAuthor
from tests.factories.accounts import signed_in
from tests.factories.members import make_member, make_society
from tests.factories.motions import make_motion
from tests.web.test_motions import acting

OLD = "Some words.\n\nWe buy two vans.\n\nThird.\n\nFourth.\n\nFifth."
NEW = "Some words.\n\nWe buy three vans.\n\nThird.\n\nFourth.\n\nFifth."


@pytest.fixture
def amended(new_client, now):
    """Return the browser of a mover, and her motion, which was amended."""
    make_society()
    ada = make_member("Ada Brook")
    motion = make_motion(mover=acting(ada), text=OLD)
    cause = service.Cause("friendly", 1)
    assert service.amend_words(motion, NEW, cause, actor=acting(ada), now=now)
    return signed_in(new_client(), ada.party_id), motion


def test_a_motion_says_which_version_it_is_and_leads_to_the_others(amended):
    browser, motion = amended

    page = browser.get(f"/motions/{motion.id}").page

    assert "Version 2, as amended on 16 November 2026." in page.text
    assert page.first("a", text="See what changed")["href"] == f"/motions/{motion.id}/difference"
    assert page.first("a", text="All versions")["href"] == f"/motions/{motion.id}/versions"


def test_a_motion_as_it_was_proposed_speaks_of_no_versions(amended):
    browser, _motion = amended
    other = make_motion()

    assert "Version" not in browser.get(f"/motions/{other.id}").page.text
    assert "It has not been amended" in browser.get(f"/motions/{other.id}/versions").page.text


def test_what_changed_is_shown_within_the_paragraph(amended):
    browser, motion = amended

    page = browser.get(f"/motions/{motion.id}/difference").page

    assert "Paragraph 2, changed" in page.text
    assert page.first("del").text == "[removed: two]"
    assert page.first("ins").text == "[inserted: three]"
    assert page.all("summary", text="2 paragraphs are the same")


def test_any_two_versions_are_compared(amended):
    browser, motion = amended

    back = browser.get(f"/motions/{motion.id}/difference?older=2&newer=1").page
    same = browser.get(f"/motions/{motion.id}/difference?older=1&newer=1").page

    assert back.first("del").text == "[removed: three]"
    assert "Nothing changed between these two." in same.text


def test_an_earlier_version_is_read_as_it_stood(amended):
    browser, motion = amended

    page = browser.get(f"/motions/{motion.id}/versions/1").page

    assert "We buy two vans." in page.text
    assert "This is an earlier version" in page.text
    assert "As proposed by Ada Brook." in page.text


def test_the_list_tells_how_each_version_came_to_be(amended):
    browser, motion = amended

    page = browser.get(f"/motions/{motion.id}/versions").page

    assert "Amendment A1, accepted by the mover, Ada Brook." in page.text
    assert page.first("a", text="Version 1")["href"] == f"/motions/{motion.id}/versions/1"


@pytest.mark.parametrize("path", ["versions/3", "difference?older=1&newer=9"])
def test_a_version_that_is_not_there_is_said_so(amended, path):
    browser, motion = amended

    answer = browser.get(f"/motions/{motion.id}/{path}")

    assert answer.status_code == 404
    assert "no such version" in answer.page.text


def test_those_who_wrote_the_motion_are_named_with_who_accepted(amended):
    browser, motion = amended
    db.session.add(CoAuthor(motion_id=motion.id, party_id=make_member("Ben Cole").party_id))
    db.session.commit()

    page = browser.get(f"/motions/{motion.id}/versions").page

    assert "accepted by the mover, Ada Brook, who wrote the motion with Ben Cole." in page.text
