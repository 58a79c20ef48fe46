"""The pages on which movers bring their motions together."""

import pytest

from governance.motions import service
from governance.motions.service.compositing import Words, ask_to_bring_together
from tests.factories.members import make_member
from tests.factories.motions import make_motion, make_society
from tests.machinery.clock import NOON
from tests.web.test_motions import acting

WORDS = Words("Two houses for respite", "We open **both**.", "Families wait.")


@pytest.fixture
def ada(browser):
    make_society(seconders_needed=2)
    return make_member("Ada Mover")


@pytest.fixture
def ben(ada):
    return make_member("Ben Mover")


@pytest.fixture
def tipton(ada):
    return make_motion(title="Open a house in Tipton", mover=acting(ada))


@pytest.fixture
def dudley(ben, tipton):
    return make_motion(title="Open a house in Dudley", text="We open one.", mover=acting(ben))


@pytest.fixture
def asked(ada, tipton, dudley):
    return ask_to_bring_together(tipton, [dudley], WORDS, actor=acting(ada), now=NOON)


def test_a_mover_chooses_motions_writes_one_and_asks(browser, ada, tipton, dudley):
    client = browser(ada)
    assert client.get(f"/motions/{tipton.id}").page.all(
        "a", text="Bring it together with other motions"
    )

    page = client.submit(
        f"/motions/{tipton.id}/composite", {"others": str(dudley.id)}, follow=True
    ).page
    assert "Open a house in Dudley" in page.text
    place = f"/motions/{tipton.id}/composite/words?with={dudley.id}"
    shown = client.submit(place, {"title": "Two houses for respite"}, follow=True)

    assert "The other movers are asked" in shown.page.text
    assert "Ben Mover: Has not answered" in shown.page.text
    assert "We open one." in shown.page.text


def test_whoever_is_asked_finds_it_on_home_and_agrees(browser, asked, ben, tipton):
    client = browser(ben)
    assert "Bring your motion together with others?" in client.get("/").page.text
    place = f"/motions/composites/{asked.id}"

    shown = client.submit(place, {"answer": "agrees"}, form=f"{place}/answer", follow=True)

    assert "Every mover agrees: the motions are one now." in shown.page.text
    assert "It stands for motion 2026/1" in shown.page.text
    part = client.get(f"/motions/{tipton.id}").page
    assert "In a composite" in part.text
    assert part.all("a", text="Brought together with others as motion 2026/3")


def test_whoever_is_asked_may_decline(browser, asked, ada, ben, tipton):
    place = f"/motions/composites/{asked.id}"

    shown = browser(ben).submit(place, {"answer": "declines"}, form=f"{place}/answer", follow=True)

    assert "The motions go on apart." in shown.page.text
    client = browser(ada)
    assert "A mover declined." in client.get(f"/motions/{tipton.id}").page.text
    shown = client.submit(place, form=f"{place}/drop", follow=True)
    assert "It is given up." in shown.page.text


def test_nobody_else_knows_of_it(browser, asked, tipton):
    client = browser(make_member("Cat Stranger"))

    assert client.get(f"/motions/composites/{asked.id}").status_code == 404
    assert "Two houses for respite" not in client.get(f"/motions/{tipton.id}").page.text
    assert client.get(f"/motions/{tipton.id}/composite").status_code == 403


def test_where_there_is_no_other_motion_it_says_so(browser, ada, tipton):
    page = browser(ada).get(f"/motions/{tipton.id}/composite").page

    assert "There is no other motion on its way" in page.text


def test_which_motions_must_be_said(browser, ada, tipton, dudley):
    page = browser(ada).get(f"/motions/{tipton.id}/composite?submit=yes").page

    assert "Select one motion or more" in page.text


def test_the_effect_of_one_may_be_chosen(browser, ada, ben, tipton):
    doing = service.propose(
        "Ask four seconders",
        "A motion needs four seconders.",
        "Fewer motions.",
        "",
        effect="change_rules",
        payload={"changes": {"motions.seconders": 4}},
        actor=acting(ben),
        now=NOON,
    )
    place = f"/motions/{tipton.id}/composite/words?with={doing.id}"

    shown = browser(ada).submit(place, {"effect_of": str(doing.id)}, follow=True)

    assert "If carried, then" in shown.page.text
