"""The secretary writes a paper of several questions on a phone, with and without scripts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import POCKET
from tests.factories.files import make_jpeg

pytestmark = pytest.mark.browser

Look = Callable[[Page], None]
SignIn = Callable[[Page, str], None]


@pytest.fixture
def secretary(new_page: Callable[..., Page], sign_in: SignIn, scripts: bool) -> Page:
    page = new_page(viewport=POCKET, java_script_enabled=scripts)
    sign_in(page, "the secretary")
    return page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def add_question(page: Page, paper: str, way: str, text: str, options: str) -> None:
    page.goto(f"{paper}/questions/add")
    page.get_by_label(way, exact=True).check()
    press(page, "Continue")
    page.get_by_label("Question", exact=True).fill(text)
    press(page, "Save this question")
    page.get_by_label("Options").fill(options)
    press(page, "Add these options")


def test_a_paper_is_written_arranged_looked_at_and_set(
    secretary: Page, no_sideways_scroll: Look, axe: Look, scripts: bool, tmp_path: Path
) -> None:
    photo = tmp_path / "red.jpg"
    photo.write_bytes(make_jpeg())
    secretary.goto("/office/ballots")
    secretary.get_by_role("button", name="Write a paper of several questions").click()
    secretary.get_by_label("What is this ballot called?").fill("Vans and lunch")
    press(secretary, "Continue")
    paper = secretary.url
    add_question(secretary, paper, "Approval", "Which colour?", "Red\nBlue\nGreen")
    add_question(secretary, paper, "Scores (survey)", "How is lunch?", "Soup\nTea")

    secretary.get_by_role("link", name="Change Red").click()
    secretary.get_by_label("Picture", exact=True).set_input_files(photo)
    secretary.get_by_label("What is in the picture?").fill("A red van")
    press(secretary, "Save this option")
    press(secretary, "Up How is lunch?")
    press(secretary, "Take away Green")

    expect(secretary.get_by_role("heading", level=2).first).to_have_text("1. How is lunch?")
    expect(secretary.get_by_role("img", name="A red van")).to_be_visible()
    expect(secretary.get_by_text("Green")).to_have_count(0)
    for page in ("", "/held", "/preview", "/questions/add", "/check"):
        secretary.goto(f"{paper}{page}")
        no_sideways_scroll(secretary)
        if scripts:
            axe(secretary)
    press(secretary, "Set this ballot")
    expect(secretary.get_by_text("The ballot is set.")).to_be_visible()
