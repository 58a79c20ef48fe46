"""Plain text: told from everything else by having only letters in it, and no markup to be run."""

import re

from governance.infrastructure.files.refusing import of_no_kind

BOM = "\ufeff"
# What a browser, a printer or a shell would take for something to run, not to read.
BEGINNINGS = ("<", "{\\rtf", "%!", "#!", "MZ")
MARKUP = re.compile(r"<\s*(?:!doctype|html|script|svg|iframe|object|embed|meta)\b", re.IGNORECASE)
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def decoded(content: bytes) -> str | None:
    """Return the text, or None if it is none.

    In UTF-8, in UTF-16 with its mark, as spreadsheets write it, or as Windows wrote in the West.

    Raises:
        NotTaken: it is text that would be run.
    """
    for encoding in _possible(content):
        try:
            text = content.decode(encoding).removeprefix(BOM)
        except UnicodeDecodeError:
            continue
        if UNSEEN.search(text):
            continue
        if text.lstrip().startswith(BEGINNINGS) or MARKUP.search(text):
            raise of_no_kind()
        return text
    return None


def encoded(text: str, kind: str) -> bytes:
    """Return the text as it is kept: UTF-8; tables with the mark by which spreadsheets know it."""
    return text.encode("utf-8-sig" if kind == "csv" else "utf-8")


def kind_of(name: str) -> str:
    """Return which of the harmless kinds of text it is called: here alone the name says."""
    extension = name.rpartition(".")[2].lower()
    return {"csv": "csv", "md": "markdown", "markdown": "markdown"}.get(extension, "text")


def _possible(content: bytes) -> tuple[str, ...]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    return ("utf-8", "cp1252")
