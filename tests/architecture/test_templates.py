"""Templates are short, use what they import, and hold nothing that the content policy forbids."""

import re

from flask import Flask
from jinja2 import nodes

from tests.architecture.source import TEMPLATES, shown, templates

LONGEST_TEMPLATE = 120
PAGES = {
    path: path.read_text(encoding="utf-8")
    for path in templates()
    if path.suffix == ".html" and "emails" not in path.parts
}
EVERYTHING = {path: path.read_text(encoding="utf-8") for path in templates()}
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "a script without its nonce": re.compile(r"<script\b(?![^>]*\bnonce=)", re.IGNORECASE),
}
# Tried in tests/web/test_components.py; what they wait for is written here.
WAITING: dict[str, str] = {}
MACRO = re.compile(r"{%-?\s*macro\s+(\w+)")


def test_no_template_holds_anything_inline() -> None:
    found = [
        (shown(path), what)
        for path, text in PAGES.items()
        for what, pattern in INLINE.items()
        if pattern.search(text)
    ]

    assert found == []


def test_every_template_is_short() -> None:
    lengths = {shown(path): len(text.splitlines()) for path, text in EVERYTHING.items()}

    assert {name: length for name, length in lengths.items() if length > LONGEST_TEMPLATE} == {}


def test_every_template_uses_what_it_imports(app: Flask) -> None:
    unused = {shown(path): imported_in_vain(app, text) for path, text in PAGES.items()}

    assert {name: macros for name, macros in unused.items() if macros} == {}


def test_a_component_holds_one_macro() -> None:
    counts = {shown(path): len(MACRO.findall(PAGES[path])) for path in COMPONENTS}

    assert {name: count for name, count in counts.items() if count != 1} == {}


def test_every_component_is_used() -> None:
    unused = [
        shown(component)
        for component in COMPONENTS
        if not any(
            f"components/{component.name}" in text
            for path, text in EVERYTHING.items()
            if path != component
        )
    ]

    assert unused == list(WAITING)


def test_every_template_can_be_read(app: Flask) -> None:
    for path in EVERYTHING:
        if path.suffix in {".html", ".txt"}:
            app.jinja_env.get_template(path.relative_to(TEMPLATES).as_posix())


def imported_in_vain(app: Flask, text: str) -> set[str]:
    """Return the macros that a template imports and neither it nor what it includes names."""
    parsed = app.jinja_env.parse(text)
    imported = {
        name if isinstance(name, str) else name[1]
        for statement in parsed.find_all(nodes.FromImport)
        for name in statement.names
    } | {statement.target for statement in parsed.find_all(nodes.Import)}
    return imported - names_in(app, parsed)


def names_in(app: Flask, parsed: nodes.Template) -> set[str]:
    """Return what a template names, and what those name that see its context."""
    names = {name.name for name in parsed.find_all(nodes.Name)}
    including: list[nodes.Include | nodes.FromImport] = [
        *parsed.find_all(nodes.Include),
        *parsed.find_all(nodes.FromImport),
    ]
    for statement in including:
        if statement.with_context and isinstance(statement.template, nodes.Const):
            inside = EVERYTHING[TEMPLATES / statement.template.value]
            names |= names_in(app, app.jinja_env.parse(inside))
    return names
