"""Templates are short, use what they import, and hold nothing that the content policy forbids."""

import re
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import nodes

from tests.architecture.source import TEMPLATES, shown, templates

LONGEST_TEMPLATE = 120
LAYOUTS_AND_PAGES = [
    path for path in templates() if path.suffix == ".html" and "emails" not in path.parts
]
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "a script without its nonce": re.compile(r"<script\b(?![^>]*\bnonce=)", re.IGNORECASE),
}
MACRO = re.compile(r"{%-?\s*macro\s+(\w+)")


@pytest.mark.parametrize("template", LAYOUTS_AND_PAGES, ids=shown)
@pytest.mark.parametrize("what", INLINE)
def test_a_template_holds_nothing_inline(template: Path, what: str) -> None:
    found = INLINE[what].search(template.read_text(encoding="utf-8"))

    assert found is None, found


@pytest.mark.parametrize("template", templates(), ids=shown)
def test_a_template_is_short(template: Path) -> None:
    assert len(template.read_text(encoding="utf-8").splitlines()) <= LONGEST_TEMPLATE


@pytest.mark.parametrize("template", LAYOUTS_AND_PAGES, ids=shown)
def test_a_template_uses_what_it_imports(app: Flask, template: Path) -> None:
    parsed = app.jinja_env.parse(template.read_text(encoding="utf-8"))
    imported = {
        name if isinstance(name, str) else name[1]
        for statement in parsed.find_all(nodes.FromImport)
        for name in statement.names
    } | {statement.target for statement in parsed.find_all(nodes.Import)}
    used = {name.name for name in parsed.find_all(nodes.Name)}

    assert imported - used == set()


@pytest.mark.parametrize("component", COMPONENTS, ids=shown)
def test_a_component_holds_one_macro_and_some_page_uses_it(component: Path) -> None:
    macros = MACRO.findall(component.read_text(encoding="utf-8"))

    assert len(macros) == 1
    others = [path for path in templates() if path != component]
    assert any(
        f"components/{component.name}" in path.read_text(encoding="utf-8") for path in others
    )


@pytest.mark.parametrize("template", templates(), ids=shown)
def test_a_template_can_be_read(app: Flask, template: Path) -> None:
    if template.suffix in {".html", ".txt"}:
        app.jinja_env.get_template(template.relative_to(TEMPLATES).as_posix())
