"""A text as its paragraphs, which is how people speak of it: "replace paragraph 3"."""

import re
from collections.abc import Iterable

_EMPTY_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_EDGES = re.compile(r"\A(?:[^\S\n]*\n)+|\s+\Z")


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text: what stands between empty lines, each as it was typed."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    whole = _EDGES.sub("", lines)
    return tuple(_EMPTY_LINES.split(whole)) if whole.strip() else ()


def text_of(paragraphs: Iterable[str]) -> str:
    """Return the text that has these paragraphs, an empty line between each two."""
    return "\n\n".join(paragraphs)
