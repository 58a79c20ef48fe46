"""PDFs: whole from the first byte to the last, open to everybody, and nothing else besides."""

import re

from governance.infrastructure.files.plain import MARKUP
from governance.infrastructure.files.refusing import broken, hides_something, locked
from governance.infrastructure.files.zipped import ends_as_zip

BEGINNING = b"%PDF-"
END = b"%%EOF"
ENCRYPTED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R\b|<<)")
NOTHING = b"\r\n\t \0"
FIRST = 1024  # where browsers and readers look for what a file is


def checked(content: bytes) -> bytes:
    """Return the PDF as it is.

    Raises:
        NotTaken: it is broken, needs a password, or is something else as well.
    """
    before, end, after = content.rpartition(END)
    if not end or b"startxref" not in before[-FIRST:]:
        raise broken("PDF")
    if after.strip(NOTHING) or ends_as_zip(content):
        raise hides_something()
    if MARKUP.search(content[:FIRST].decode("latin-1")):
        raise hides_something()
    if ENCRYPTED.search(content):
        raise locked()
    return content
