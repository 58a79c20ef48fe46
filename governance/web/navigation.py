"""The bar of sections and the office's own: each an endpoint, shown to those whom it opens to."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask import Flask, request
from flask_babel import gettext

from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor
from governance.web.access import ANYONE, SIGNED_IN


@dataclass(frozen=True)
class Section:
    """A place in the navigation: its label, where it leads, which endpoints belong to it."""

    label: str
    endpoint: str
    within: tuple[str, ...]
    office: bool = False


@dataclass(frozen=True)
class Item:
    """A section as a page shows it."""

    label: str
    href: str
    current: bool


def install(app: Flask, sections: Sequence[Section]) -> None:
    """Keep the sections for the pages; endpoints are checked by building each once."""
    missing = [s.endpoint for s in sections if s.endpoint not in app.view_functions]
    assert not missing, f"the navigation names views that are not there: {missing}"
    addresses = app.url_map.bind("")
    app.extensions["folkmoot_navigation"] = [(s, addresses.build(s.endpoint)) for s in sections]


def items(app: Flask, actor: Actor, *, office: bool) -> list[Item]:
    """Return the sections this person may open, with the present one marked."""
    if not actor.is_signed_in:
        return []
    sections: list[tuple[Section, str]] = app.extensions["folkmoot_navigation"]
    here = request.endpoint or ""
    return [
        Item(
            label=gettext(section.label),
            href=address,
            current=here.startswith(section.within),
        )
        for section, address in sections
        if section.office is office and _opens(app, section, actor)
    ]


def _opens(app: Flask, section: Section, actor: Actor) -> bool:
    audience: StrEnum = getattr(app.view_functions[section.endpoint], "audience")  # noqa: B009
    return audience in (ANYONE, SIGNED_IN) or permissions.may(actor, audience)
