"""Reading PDFs in tests: their text by what was written for extraction, their tags by the tree."""

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Pdf
from pypdf import PdfReader


def opened(content: bytes) -> Pdf:
    """Return the PDF for reading."""
    return pikepdf.open(io.BytesIO(content))


def elements(pdf: Pdf) -> Iterator[Any]:
    """Yield each element of the tag tree, in the order in which it is read aloud."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        element = waiting.pop()
        if isinstance(element, Array):
            waiting.extend(reversed(list(element)))
        elif isinstance(element, Dictionary) and "/S" in element:
            yield element
            if "/K" in element:
                waiting.append(element.K)


def tags(pdf: Pdf) -> Counter[str]:
    """Count the elements of each kind: Table, TR, TH, TD, H1 and so on."""
    return Counter(str(element.S)[1:] for element in elements(pdf))


def pages_of(content: bytes) -> list[str]:
    """Return the words of each page, without spaces (a PDF may write them as distances)."""
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def is_said(words: str, content: bytes) -> bool:
    """Say whether these words stand on a page."""
    sought = "".join(words.split())
    return any(sought in page for page in pages_of(content))
