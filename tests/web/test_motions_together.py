"""Writing a motion together through the pages, and looking at it before it is kept."""

import pytest

from governance.motions import queries, service
from tests.factories.accounts import signed_in
from tests.factories.members import make_member, make_society
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON
from tests.web.test_motions import acting
from tests.web.test_motions_proposing import written


@pytest.fixture
def two(new_client):
    """Two members and their browsers."""
    make_society(seconders_needed=2)
    ada, ben = make_member("Ada Brook"), make_member("Ben Cole")
    return ada, signed_in(new_client(), ada.party_id), ben, signed_in(new_client(), ben.party_id)


def accepted(address, ada, ben):
    """Have Ben write the draft too."""
    draft = queries.draft(int(address.rsplit("/", 1)[1]), ada.party_id)
    service.ask_co_author(draft, ben.party_id, actor=acting(ada), now=NOON)
    service.answer_as_co_author(draft, accept=True, actor=acting(ben), now=NOON)


def test_a_colleague_is_found_asked_and_accepts(two):
    _ada, ada_browser, _ben, ben_browser = two
    draft = written(ada_browser)
    found = ada_browser.get(f"{draft}/co-authors?words=cole").page
    asked = ada_browser.submit(
        f"{draft}/co-authors?words=cole",
        form=f"{draft}/co-authors",
        button="Ask Ben Cole",
        follow=True,
    ).page
    home = ben_browser.get("/").page
    link = home.first("a", text="Read it and answer")["href"]

    answered = ben_browser.submit(link, button="Write it with them", follow=True).page

    assert "Ben Cole" in found.text
    assert "Asked, has not answered yet" in asked.text
    assert "Write a motion with Ada Brook?" in home.text
    assert "You write this motion too." in answered.text
    assert "Only Ada Brook can propose it." in answered.text
    assert not answered.all("button", text="Propose this motion")
    shown = ada_browser.submit(f"{draft}/check", follow=True).page
    assert "Written with Ben Cole." in shown.text


def test_a_colleague_reads_what_they_are_asked_to_write_and_declines(two):
    _ada, ada_browser, _ben, ben_browser = two
    draft = written(ada_browser)
    ada_browser.submit(
        f"{draft}/co-authors?words=cole", form=f"{draft}/co-authors", button="Ask Ben Cole"
    )

    page = ben_browser.get(f"{draft}/asked").page
    declined = ben_browser.submit(f"{draft}/asked", button="Decline", follow=True).page

    assert page.first("strong", text="one house").text == "one house"
    assert "You declined to write this motion." in declined.text
    assert ben_browser.get(f"{draft}/check").status_code == 404
    assert "Declined" in ada_browser.get(f"{draft}/co-authors").page.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("co", "Type at least three letters of the name"),
        ("zebra", "No member is called that."),
    ],
)
def test_looking_for_a_colleague_says_what_to_type(two, typed, sentence):
    draft = written(two[1])

    assert sentence in two[1].get(f"{draft}/co-authors?words={typed}").page.text


def test_nobody_reads_the_pages_of_a_draft_they_were_not_asked_to_write(two):
    draft = written(two[1])

    for place in ("co-authors", "asked", "leave", "check", "title"):
        assert two[3].get(f"{draft}/{place}").status_code == 404


def test_a_co_author_is_taken_from_the_list(two):
    ada, ada_browser, ben, _ben_browser = two
    draft = written(ada_browser)
    accepted(draft, ada, ben)

    page = ada_browser.submit(
        f"{draft}/co-authors", form=f"{draft}/co-authors/{ben.party_id}/remove", follow=True
    ).page

    assert "They are not a co-author any more." in page.text
    assert "Ben Cole" not in page.text


def test_a_co_author_leaves_after_being_asked_once_more(two):
    ada, ada_browser, ben, ben_browser = two
    draft = written(ada_browser)
    accepted(draft, ada, ben)
    link = ben_browser.get(f"{draft}/co-authors").page.first("a", text="Stop writing this motion")

    left = ben_browser.submit(link["href"], follow=True).page

    assert "You do not write this motion any more." in left.text


def test_where_there_is_no_room_nobody_is_looked_for(two):
    ada, ada_browser, ben, _ben_browser = two
    draft = written(ada_browser)
    set_rules(motions__co_authors=1)
    accepted(draft, ada, ben)

    page = ada_browser.get(f"{draft}/co-authors?words=cole").page

    assert "There is no room for more co-authors." in page.text
    assert not page.all("button", text="Ask Ben Cole")


def test_the_second_who_writes_a_part_sees_both_texts_and_chooses(two):
    ada, ada_browser, ben, ben_browser = two
    draft = written(ada_browser)
    accepted(draft, ada, ben)
    typed = ben_browser.get(f"{draft}/text").page.form().fields() | {"words": "**Ben's** words"}
    ada_browser.submit(f"{draft}/text", {"words": "**Ada's** words"})

    both = ben_browser.post(f"{draft}/text", data=typed)
    again = ben_browser.post(f"{draft}/text", data=both.page.form().fields())

    assert both.status_code == 409
    assert both.page.heading == "Somebody wrote this while you did"
    assert both.page.first("strong", text="Ada's").text == "Ada's"
    assert both.page.form().fields()["words"] == ["**Ben's** words"]
    assert "Written by Ada Brook on" in both.page.text
    assert again.status_code == 302
    assert ada_browser.get(f"{draft}/text").page.form().fields()["words"] == ["**Ben's** words"]


def test_a_category_chosen_meanwhile_is_shown_too(two):
    ada, ada_browser, ben, ben_browser = two
    draft = written(ada_browser)
    accepted(draft, ada, ben)
    typed = ben_browser.get(f"{draft}/category").page.form().fields() | {"words": "rules"}
    ada_browser.submit(f"{draft}/category", {"words": "surplus"})

    both = ben_browser.post(f"{draft}/category", data=typed).page

    assert "Surplus" in both.first("div", class_="moot-card").text


def test_the_second_who_changes_what_a_motion_does_sees_what_is_kept(two):
    ada, ada_browser, ben, ben_browser = two
    draft = written(ada_browser)
    accepted(draft, ada, ben)
    address = f"{draft}/effect/rules/motions"
    stale = ben_browser.get(address).page.form().fields() | {"seconders": "7"}
    ada_browser.submit(address, {"seconders": "4"})

    both = ben_browser.post(address, data=stale)
    again = ben_browser.post(address, data=both.page.form().fields())

    assert "Somebody who writes with you changed this while you did" in both.page.text
    assert "What is kept now" in both.page.text
    assert "then 4 members" in both.page.text
    assert both.page.form().fields()["seconders"] == ["7"]
    assert again.status_code == 302
    assert "then 7 members" in ada_browser.get(f"{draft}/check").page.text


def test_a_motion_that_is_to_do_something_by_now_is_not_made_to_do_nothing_unseen(two):
    ada, ada_browser, ben, ben_browser = two
    draft = written(ada_browser)
    accepted(draft, ada, ben)
    stale = ben_browser.get(f"{draft}/effect").page.form().fields() | {"effect": "none"}
    ada_browser.submit(f"{draft}/effect/rules/motions", {"seconders": "4"})

    both = ben_browser.post(f"{draft}/effect", data=stale)
    again = ben_browser.post(f"{draft}/effect", data=both.page.form().fields())

    assert "changed this while you did" in both.page.text
    assert "then 4 members" in both.page.text
    assert again.location == f"{draft}/check"
    assert "then 4 members" not in ada_browser.get(f"{draft}/check").page.text


def test_words_can_be_looked_at_before_they_are_kept(two):
    browser = two[1]
    draft = written(browser)

    shown = browser.submit(f"{draft}/text", {"words": "We open **two** houses."}, button="Preview")

    assert shown.status_code == 200
    assert shown.page.first("strong", text="two").text == "two"
    assert shown.page.form().fields()["words"] == ["We open **two** houses."]
    assert "two" not in browser.get(f"{draft}/check").page.text
    browser.post(f"{draft}/text", data=shown.page.form().fields())
    assert "two" in browser.get(f"{draft}/check").page.text


def test_nothing_written_yet_can_be_looked_at_too(two):
    draft = written(two[1])

    page = two[1].submit(f"{draft}/cost", {"words": ""}, button="Preview").page

    assert "You have not written anything yet." in page.text
