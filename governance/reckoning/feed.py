"""Atom feeds (RFC 4287), written from plain data; what XML cannot hold is left out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

ATOM = "http://www.w3.org/2005/Atom"
# What XML 1.0 has no way to write.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    """One thing of a feed: `key` is its own for ever, `html` its content."""

    key: str
    title: str
    address: str
    author: str
    published: datetime
    updated: datetime
    summary: str
    html: str
    category: str = ""


@dataclass(frozen=True)
class Feed:
    """A feed: `address` is its own, `page` where people read the same."""

    key: str
    title: str
    subtitle: str
    address: str
    page: str
    author: str
    updated: datetime
    entries: Sequence[Entry]


def written(feed: Feed) -> bytes:
    """Return the feed as a document; text is escaped by the library that writes it."""
    root = Element("feed", {"xmlns": ATOM, "xml:lang": "en-GB"})
    _say(root, "id", id_of(feed.key))
    _say(root, "title", feed.title)
    _say(root, "subtitle", feed.subtitle)
    _say(root, "updated", instant(feed.updated))
    _link(root, "self", feed.address, "application/atom+xml")
    _link(root, "alternate", feed.page, "text/html")
    _say(SubElement(root, "author"), "name", feed.author)
    _say(root, "generator", "Folkmoot")
    for entry in feed.entries:
        _write(SubElement(root, "entry"), entry)
    ElementTree.indent(root)
    document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def id_of(key: str) -> str:
    """Return the id of whatever the key is of: the same for ever, whatever its address."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, key)}"


def instant(at: datetime) -> str:
    """Return an instant as RFC 3339 writes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _write(element: Element, entry: Entry) -> None:
    _say(element, "id", id_of(entry.key))
    _say(element, "title", entry.title)
    _say(element, "published", instant(entry.published))
    _say(element, "updated", instant(entry.updated))
    _link(element, "alternate", entry.address, "text/html")
    _say(SubElement(element, "author"), "name", entry.author)
    if entry.category:
        SubElement(element, "category", {"term": entry.category})
    _say(element, "summary", entry.summary)
    _say(element, "content", entry.html).set("type", "html")


def _say(parent: Element, name: str, words: str) -> Element:
    element = SubElement(parent, name)
    element.text = UNWRITABLE.sub("", words)
    return element


def _link(parent: Element, rel: str, address: str, kind: str) -> None:
    SubElement(parent, "link", {"rel": rel, "type": kind, "href": address})
