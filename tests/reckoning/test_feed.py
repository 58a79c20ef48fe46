"""Feeds are Atom as RFC 4287 has it, whatever words are in them."""

import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.feed import ATOM, Entry, Feed, id_of, written

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
URI = re.compile(r"[a-z][a-z0-9+.-]*:\S+")


def feed(*entries: Entry, title: str = "Resolutions") -> Feed:
    return Feed(
        key="feed",
        title=title,
        subtitle="What was decided",
        address="https://mutual.example/feed.atom",
        page="https://mutual.example/resolutions",
        author="Tame Valley Care",
        updated=NOON,
        entries=entries,
    )


def entry(key: str = "1", *, title: str = "Open a house", html: str = "<p>We do.</p>") -> Entry:
    return Entry(
        key=key,
        title=title,
        address=f"https://mutual.example/resolutions/{key}",
        author="The members",
        published=NOON,
        updated=NOON + timedelta(days=1),
        summary="In force.",
        html=html,
        category="in_force",
    )


def check_atom(document: bytes) -> Element:
    """Check what RFC 4287 asks of a feed (section 4.1) and of its entries; return its root."""
    root = ElementTree.fromstring(document)
    assert root.tag == f"{{{ATOM}}}feed"
    _check_one_each(root, "id", "title", "updated")
    selves = [link for link in _all(root, "link") if link.get("rel") == "self"]
    assert len(selves) == 1
    for element in [root, *_all(root, "entry")]:
        _check_one_each(element, "id", "title", "updated")
        assert URI.fullmatch(_text(element, "id"))
        for name in ("updated", "published"):
            assert all(INSTANT.fullmatch(each.text or "") for each in _all(element, name))
        assert all(URI.fullmatch(link.get("href", "")) for link in _all(element, "link"))
        assert _all(element, "author"), "each entry has an author, or the feed has"
        for author in _all(element, "author"):
            _check_one_each(author, "name")
    for each in _all(root, "entry"):
        alternates = [link for link in _all(each, "link") if link.get("rel") == "alternate"]
        assert alternates or _all(each, "content")
        assert len(_all(each, "content")) <= 1
        assert len(_all(each, "summary")) <= 1
    ids = [_text(each, "id") for each in [root, *_all(root, "entry")]]
    assert len(ids) == len(set(ids))
    return root


def _all(element: Element, name: str) -> list[Element]:
    return element.findall(f"{{{ATOM}}}{name}")


def _text(element: Element, name: str) -> str:
    return element.findtext(f"{{{ATOM}}}{name}") or ""


def _check_one_each(element: Element, *names: str) -> None:
    for name in names:
        assert len(_all(element, name)) == 1, name


def test_a_feed_is_atom() -> None:
    root = check_atom(written(feed(entry("1"), entry("2"))))

    first = _all(root, "entry")[0]
    assert _text(first, "updated") == "2026-11-17T12:00:00Z"
    content = _all(first, "content")[0]
    assert (content.get("type"), content.text) == ("html", "<p>We do.</p>")


def test_an_empty_feed_is_atom() -> None:
    assert _all(check_atom(written(feed())), "entry") == []


def test_an_id_is_the_same_for_ever() -> None:
    assert id_of("1") == "urn:uuid:" + "b80c8fef-a677-5340-85fb-2c162d75df03"
    assert id_of("1") != id_of("2")


@given(st.text(), st.text())
def test_whatever_is_written_stays_words(title: str, html: str) -> None:
    root = check_atom(written(feed(entry(title=title, html=html), title=title)))

    assert len(_all(root, "entry")) == 1


def test_markup_in_a_title_is_no_markup() -> None:
    root = check_atom(written(feed(entry(title="</title><script>&amp;\x00"))))

    assert _text(_all(root, "entry")[0], "title") == "</title><script>&amp;"
