"""Members' Markdown made safe: headings below the page's own, no pictures, no raw HTML."""

from collections.abc import Iterator
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

TAGS = {
    "p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "hr",
    "h3", "h4", "h5", "a", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
HEADING_SHIFT = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h5", "h5": "h5", "h6": "h5"}
CLASSES = {
    "p": "govuk-body", "a": "govuk-link", "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number", "h3": "govuk-heading-m", "h4": "govuk-heading-s",
    "h5": "govuk-heading-s", "table": "govuk-table", "tr": "govuk-table__row",
    "th": "govuk-table__header", "td": "govuk-table__cell", "blockquote": "govuk-inset-text",
}  # fmt: skip

_parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")


# A long text takes tens of milliseconds, and is read far more often than written.
@lru_cache(maxsize=128)
def markdown(source: str) -> Markup:
    """Return the text as HTML that is safe to show."""
    tokens = _parser.parse(source)
    for token in tokens:
        if token.tag in HEADING_SHIFT and token.type.startswith("heading"):
            token.tag = HEADING_SHIFT[token.tag]
        if token.nesting == 1 and token.tag in CLASSES:
            token.attrSet("class", CLASSES[token.tag])
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("class", CLASSES["a"])
    html = _parser.renderer.render(tokens, _parser.options, {})
    safe = nh3.clean(
        html,
        tags=TAGS,
        attributes={tag: {"class"} for tag in CLASSES if tag != "a"} | {"a": {"href", "class"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer",
    )
    return Markup(safe)


def paragraphs(source: str) -> Iterator[tuple[str, str]]:
    """Yield the text as plain paragraphs for paper, each with its mark if it begins an item."""
    marks: list[int | None] = []  # of each list that is open: the next number, or none of bullets
    mark = ""
    for token in _parser.parse(source):
        if token.type == "ordered_list_open":
            marks.append(int(token.attrGet("start") or 1))
        elif token.type == "bullet_list_open":
            marks.append(None)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            marks.pop()
        elif token.type == "list_item_open":
            mark, marks[-1] = _marked(marks[-1])
        elif token.type in ("fence", "code_block"):
            yield mark, token.content.strip()
            mark = ""
        elif token.type == "inline":
            yield mark, "".join(_plain(child) for child in token.children or ())
            mark = ""


def _marked(number: int | None) -> tuple[str, int | None]:
    return ("•", None) if number is None else (f"{number}.", number + 1)


def _plain(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return token.content if token.type in ("text", "code_inline") else ""
