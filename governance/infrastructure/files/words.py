"""The words in a file, so that it can be found by them.

Reading a stranger's PDF or spreadsheet can take for ever, or all memory there is. So it is done in
a process of its own, with little time and memory; what cannot be read is found by its name alone.
"""

import subprocess
import sys

from governance.infrastructure.files.kinds import kind_named
from governance.infrastructure.paths import PACKAGE

SECONDS = 30
LONGEST = 300_000
PLAIN = ("text", "csv", "markdown")


def words_of(kind: str, content: bytes, *, seconds: int = SECONDS) -> str:
    """Return the words in a file of that kind: none if there are none, fewer if it is too long."""
    if kind in PLAIN:
        return content.decode("utf-8-sig")[:LONGEST]
    if not kind_named(kind).has_words:
        return ""
    reading = [sys.executable, "-m", "governance.infrastructure.files.reader", kind]
    try:
        read = subprocess.run(
            reading,
            input=content,
            capture_output=True,
            timeout=seconds,
            check=False,
            cwd=PACKAGE.parent,
        ).stdout
    except subprocess.TimeoutExpired as late:
        read = late.stdout or b""
    # PostgreSQL keeps no NUL.
    return read.decode(errors="replace").replace("\0", "")[:LONGEST]
