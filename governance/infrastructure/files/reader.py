"""Reads the words of one file, from standard input, in a process with little time and memory.

`python -m governance.infrastructure.files.reader KIND`; see words.py, which starts it.
"""

import logging
import resource
import sys
from collections.abc import Callable, Iterator
from io import BytesIO

from pypdf import PdfReader

from governance.infrastructure.files.markup import Words, words_in
from governance.infrastructure.files.zipped import Archive, opened

SECONDS_OF_WORK = 20
BYTES_OF_MEMORY = 1024 * 1024 * 1024
LONGEST = 300_000
MOST_PAGES = 400


def pdf(content: bytes) -> Iterator[str]:
    """Yield the words of each page."""
    for page in PdfReader(BytesIO(content)).pages[:MOST_PAGES]:
        yield page.extract_text()


def docx(content: bytes) -> Iterator[str]:
    """Yield the words of the text, its notes and its headers."""
    archive = opened(content)
    for name in sorted(archive.entries, key=lambda name: ("document" not in name, name)):
        if name.startswith("word/") and name.count("/") == 1 and name.endswith(".xml"):
            yield _words(archive, name, within={"t"}, line={"p"}, gap={"tab", "br"})


def xlsx(content: bytes) -> Iterator[str]:
    """Yield the words in cells."""
    archive = opened(content)
    for name in sorted(archive.entries):
        if name.lower().endswith("sharedstrings.xml") or name.startswith("xl/worksheets/sheet"):
            yield _words(archive, name, within={"t"}, line={"si", "is"})


def open_document(content: bytes) -> Iterator[str]:
    """Yield the words of a text or of cells."""
    yield _words(opened(content), "content.xml", within={"p", "h"}, line={"p", "h"}, gap={"s"})


READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "pdf": pdf,
    "docx": docx,
    "xlsx": xlsx,
    "odt": open_document,
    "ods": open_document,
}


def main() -> None:
    """Write the words to standard output, as many as are kept."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_OF_WORK, SECONDS_OF_WORK))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES_OF_MEMORY, BYTES_OF_MEMORY))
    logging.disable()
    room = LONGEST
    for words in READERS[sys.argv[1]](sys.stdin.buffer.read()):
        sys.stdout.buffer.write(words[:room].encode(errors="replace") + b"\n")
        sys.stdout.buffer.flush()  # what was read stands, whatever the next page does
        room -= len(words)
        if room <= 0:
            return


def _words(
    archive: Archive,
    name: str,
    *,
    within: set[str],
    line: set[str],
    gap: set[str] | None = None,
) -> str:
    collected = Words(frozenset(within), frozenset(line), frozenset(gap or ()))
    words_in(archive.pieces(name), collected)
    return "".join(collected.said)


if __name__ == "__main__":
    main()
