"""Binding PDFs into one, with one tag tree that still leads to every page.

pikepdf copies pages without the tree that tags them, so that the tree of each part is copied after
its pages, put under the first one's, and found again from the pages by numbers of its own.
"""

import io
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, NameTree, NumberTree, ObjectStreamMode, Pdf, String


class Binder:
    """Takes tagged PDFs one after another; the first gives the title and the language."""

    def __init__(self) -> None:
        self._bound: Pdf | None = None
        self._parts = 0
        self._next_key = 0
        self._by_key: list[tuple[int, Any]] = []
        self._by_id: list[tuple[str, Any]] = []

    @property
    def page_count(self) -> int:
        """How many pages are bound so far."""
        return len(self._bound.pages) if self._bound else 0

    def add(self, content: bytes) -> None:
        """Bind another part at the end."""
        part = Pdf.open(io.BytesIO(content))
        self._parts += 1
        _name_apart(part, self._parts)
        taken = self._renumber(part)
        if self._bound is None:
            self._bound = part
            tree = part.Root.StructTreeRoot
        else:
            self._bound.pages.extend(part.pages)
            # The pages are there by now, and so what the tree says of them stays true.
            tree = self._bound.copy_foreign(part.Root.StructTreeRoot)
            self._hang_on(tree)
        self._by_key += [(key + taken, value) for key, value in NumberTree(tree.ParentTree).items()]
        if "/IDTree" in tree:
            self._by_id += NameTree(tree.IDTree).items()

    def content(self) -> bytes:
        """Return all that was bound as one file, made small."""
        assert self._bound is not None, "nothing was bound"
        tree = self._bound.Root.StructTreeRoot
        numbers = [each for pair in sorted(self._by_key, key=_first) for each in pair]
        tree.ParentTree = self._bound.make_indirect(Dictionary(Nums=Array(numbers)))
        tree.ParentTreeNextKey = self._next_key
        if self._by_id:
            names = [
                each
                for name, element in sorted(self._by_id, key=_first)
                for each in (String(name), element)
            ]
            tree.IDTree = self._bound.make_indirect(Dictionary(Names=Array(names)))
        file = io.BytesIO()
        self._bound.save(file, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
        return file.getvalue()

    def _renumber(self, part: Pdf) -> int:
        """Move the part's page keys behind those that are taken; return by how much."""
        taken = self._next_key
        for page in part.pages:
            for keyed, key in ((page.obj, "/StructParents"), *_notes(page)):
                if key in keyed:
                    keyed[key] = int(keyed[key]) + taken
        self._next_key = taken + int(part.Root.StructTreeRoot.ParentTreeNextKey)
        return taken

    def _hang_on(self, tree: Any) -> None:
        """Put what stands at the top of the part's tree behind what stands there already."""
        assert self._bound is not None
        document = _document(self._bound.Root.StructTreeRoot)
        for element in _children(_document(tree)):
            element.P = document
            document.K.append(element)


def _notes(page: Any) -> Iterator[tuple[Any, str]]:
    for note in page.obj.get("/Annots", []):
        yield note, "/StructParent"


def _document(tree: Any) -> Any:
    """Return the one element that holds all others; its kids are an array from here on."""
    top = tree.K[0] if isinstance(tree.K, Array) else tree.K
    if not isinstance(top.K, Array):
        top.K = Array([top.K])
    return top


def _children(element: Any) -> list[Any]:
    return list(element.K)


def _name_apart(part: Pdf, number: int) -> None:
    """Let no two parts call their heads by the same id; each cell names the heads it is under."""
    tree = part.Root.StructTreeRoot
    if "/IDTree" not in tree:
        return
    for found in part.objects:
        if isinstance(found, Dictionary) and "/S" in found and "/P" in found:
            _name_apart_one(found, f"{number}-")
    named = [
        each
        for name, element in NameTree(tree.IDTree).items()
        for each in (f"{number}-{name}", element)
    ]
    tree.IDTree = Dictionary(
        Names=Array([String(each) if isinstance(each, str) else each for each in named])
    )


def _name_apart_one(element: Any, prefix: str) -> None:
    if "/ID" in element:
        element.ID = String(prefix + str(element.ID))
    for attributes in element.get("/A", []):
        if "/Headers" in attributes and len(attributes.Headers):
            attributes.Headers = Array([String(prefix + str(each)) for each in attributes.Headers])


def _first(pair: tuple[Any, Any]) -> Any:
    return pair[0]
