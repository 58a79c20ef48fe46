"""What a file is called: words people can read, and nothing a computer could take for an order."""

import re
import unicodedata
from urllib.parse import quote

from governance.infrastructure.files.kinds import KINDS, FileKind

LONGEST_STEM = 80
FORBIDDEN = re.compile(r"[<>:\"/\\|?*%;]")
RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
OURS = {kind.extension for kind in KINDS} | {"jpeg", "markdown"}


def safe_name(name: str, kind: FileKind) -> str:
    """Return the name without a path, without what cannot be seen, and ending as its kind does."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(letter for letter in last if letter.isprintable())
    words = " ".join(FORBIDDEN.sub(" ", seen).split())
    stem, dot, extension = words.rpartition(".")
    if not dot or extension.lower() not in OURS:
        stem = words
    stem = stem.strip(". ")[:LONGEST_STEM].strip(". ")
    if not stem or RESERVED.match(stem):
        stem = f"file {stem}".strip()
    return f"{stem}.{kind.extension}"


def to_be_kept(name: str) -> str:
    """Return the header that has a browser keep a file under this name, and not show it."""
    apart = unicodedata.normalize("NFKD", name)
    plain = apart.encode("ascii", "ignore").decode()
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
