"""XML read with suspicion: no document types, so no entities that grow or reach elsewhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from governance.infrastructure.files.refusing import broken, hides_something

SEPARATOR = " "  # between an element's namespace and its name


@dataclass
class Words:
    """Collects the words of some elements, each `end` of an element that ends a line.

    Only what stands within `within` is words (everything, if that is empty); `line` are the
    elements after which a new line begins; `gap` those that stand for a space.
    """

    within: frozenset[str] = frozenset()
    line: frozenset[str] = frozenset()
    gap: frozenset[str] = frozenset()
    said: list[str] = field(default_factory=list)
    depth: int = 0

    def begin(self, name: str, _attributes: dict[str, str]) -> None:
        """Note where an element begins."""
        self.depth += name in self.within
        if name in self.gap:
            self.said.append(" ")

    def end(self, name: str) -> None:
        """Note where an element ends."""
        self.depth -= name in self.within
        if name in self.line:
            self.said.append("\n")

    def text(self, letters: str) -> None:
        """Keep the letters, if they are words."""
        if self.depth or not self.within:
            self.said.append(letters)


def attributes_in(xml: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each element of a small document: its name, and its attributes."""
    found: list[tuple[str, dict[str, str]]] = []
    _read([xml], begin=lambda name, attributes: found.append((_bare(name), attributes)))
    yield from found


def words_in(pieces: Iterable[bytes], words: Words) -> None:
    """Have the words of a document collected, which comes a piece at a time."""
    _read(
        pieces,
        begin=lambda name, attributes: words.begin(_bare(name), attributes),
        end=lambda name: words.end(_bare(name)),
        text=words.text,
    )


def _read(pieces: Iterable[bytes], *, begin: Any, end: Any = None, text: Any = None) -> None:
    parser = expat.ParserCreate(namespace_separator=SEPARATOR)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise broken("document") from None


def _refuse_document_type(*_declared: Any) -> None:
    raise hides_something()


def _bare(name: str) -> str:
    return name.rpartition(SEPARATOR)[2]
