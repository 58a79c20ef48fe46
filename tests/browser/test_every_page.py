"""Every kind of page that a person can reach by its links is sound: for axe, and at 320 px."""

from collections.abc import Callable, Iterator
from urllib.parse import urldefrag, urlsplit

import pytest
from flask import Flask, current_app
from playwright.sync_api import Error, Page
from werkzeug.exceptions import HTTPException

pytestmark = pytest.mark.browser

LEAST_KINDS = 8  # fewer would mean that the walk was turned back at the door
LEADS_OUT = {"accounts.sign_out", "static"}


@pytest.mark.parametrize(
    "role",
    [
        "a member",
        "the secretary",
        "the finance officer",
        "the auditor",
        "the administrator",
        "a scrutineer",
    ],
)
def test_every_kind_of_page_is_sound(
    page: Page,
    sign_in: Callable[[Page, str], None],
    axe: Callable[[Page], None],
    no_sideways_scroll: Callable[[Page], None],
    role: str,
) -> None:
    sign_in(page, role)
    faults: list[str] = []
    seen = set()

    application: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    for kind in kinds_of_page(page, application, faults):
        seen.add(kind)
        faults += faults_of(page, axe) + faults_of(page, no_sideways_scroll)

    assert faults == [], "\n".join(faults)
    assert len(seen) >= LEAST_KINDS, seen


def kinds_of_page(page: Page, app: Flask, faults: list[str]) -> Iterator[str]:
    """Stand on one page of each kind that the links from the first page lead to, in turn."""
    waiting, seen = ["/"], set(LEADS_OUT)
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address, app)
        if kind is None or kind in seen:
            continue
        seen.add(kind)
        if opens(page, address, faults):
            waiting += links_on(page)
            yield kind


def kind_of(address: str, app: Flask) -> str | None:
    """Return the view behind an address, with what it is asked, or None if it is not ours."""
    try:
        endpoint, _values = app.url_map.bind("").match(urlsplit(address).path, method="GET")
    except HTTPException:
        return None
    return str(endpoint)


def opens(page: Page, address: str, faults: list[str]) -> bool:
    """Go there and say whether it is a page; a file to keep is not."""
    try:
        answer = page.goto(address)
    except Error as error:
        if "Download is starting" in str(error) or "ERR_ABORTED" in str(error):
            return False
        raise
    assert answer is not None
    if answer.status != 200:
        faults.append(f"{address} answered {answer.status}")
    return "text/html" in answer.headers.get("content-type", "") and answer.status == 200


def links_on(page: Page) -> list[str]:
    found = page.eval_on_selector_all("a[href]", "links => links.map((link) => link.href)")
    ours = [link for link in found if urlsplit(link).netloc == urlsplit(page.url).netloc]
    return [urldefrag(link).url for link in ours]


def faults_of(page: Page, look: Callable[[Page], None]) -> list[str]:
    try:
        look(page)
    except AssertionError as fault:
        return [str(fault)]
    return []
