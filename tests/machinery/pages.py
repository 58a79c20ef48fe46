"""A page as a test reads it: parsed strictly, then asked in plain words."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E as SENTENCES

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


class BadPage(AssertionError):
    """A page that a browser would have to guess at."""


class Page:
    """One HTML document.

    Raises:
        BadPage: when it does not parse without errors, or uses one id twice.
    """

    def __init__(self, html: str, *, address: str = "") -> None:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        self.root: Element = parser.parse(html)
        self.html = html
        problems = [_as_sentence(html, error) for error in parser.errors]
        problems += [f"the id {name!r} is used twice" for name in self._repeated_ids()]
        problems += [
            f"nothing has the id {name!r}, which is linked to" for name in self._dangling()
        ]
        if problems:
            raise BadPage(f"{address} is not sound HTML:\n  " + "\n  ".join(problems))

    @property
    def title(self) -> str:
        """Return the words of the browser's tab."""
        found = self.root.find(".//title")
        return "" if found is None else text_of(found)

    @property
    def heading(self) -> str:
        """Return the words of the first h1."""
        return self.first("h1").text

    @property
    def text(self) -> str:
        """Return the words of the body, with each run of white space made one space."""
        body = self.root.find("body")
        return "" if body is None else text_of(body)

    def first(self, tag: str, **attributes: str) -> "Part":
        """Return the first such element; see `all`."""
        found = self.all(tag, **attributes)
        if not found:
            raise AssertionError(f"No <{tag}> {attributes or ''} on the page: {self.text[:600]}")
        return found[0]

    def all(self, tag: str, **attributes: str) -> list["Part"]:
        """Return the elements of that tag whose attributes match; `class_` asks for one class.

        `text="…"` asks for these words in it; `data_state` stands for `data-state`.
        """
        return [
            Part(element)
            for element in self.root.iter(tag)
            if all(_matches(element, name, value) for name, value in attributes.items())
        ]

    def table(self, caption: str) -> list[list[str]]:
        """Return the rows, as their cells' words, of the table with these words in its caption."""
        for found in self.all("table"):
            if any(caption in part.text for part in found.all("caption")):
                return [
                    [text_of(cell) for cell in row.element if cell.tag in ("th", "td")]
                    for row in found.all("tr")
                ]
        raise AssertionError(f"No table captioned {caption!r} on the page: {self.text[:600]}")

    def form(self, which: int | str = 0) -> "Part":
        """Return the form with that id, action or place; 0 is the first in the main part."""
        forms = [Part(form) for main in self.all("main") for form in main.element.iter("form")]
        forms = forms or self.all("form")
        if isinstance(which, int):
            assert len(forms) > which, f"The page has {len(forms)} forms: {self.text[:600]}"
            return forms[which]
        named = [form for form in forms if which in (form["id"], form["action"])]
        assert named, f"No form {which!r}; there are {[form['action'] for form in forms]}"
        return named[0]

    def _repeated_ids(self) -> list[str]:
        ids = list(self._ids())
        return sorted({name for name in ids if ids.count(name) > 1})

    def _ids(self) -> Iterator[str]:
        return (element.attrib["id"] for element in self.root.iter() if "id" in element.attrib)

    def _dangling(self) -> list[str]:
        ids = set(self._ids())
        named = {
            link.attrib["href"][1:]
            for link in self.root.iter("a")
            if link.attrib.get("href", "").startswith("#")
        }
        named |= {label.attrib["for"] for label in self.root.iter("label") if "for" in label.attrib}
        for element in self.root.iter():
            named |= set(element.attrib.get("aria-describedby", "").split())
            named |= set(element.attrib.get("aria-labelledby", "").split())
        return sorted(named - ids - {""})


class Part:
    """One element of a page."""

    def __init__(self, element: Element) -> None:
        self.element = element

    def __getitem__(self, attribute: str) -> str:
        """Return the attribute's value, empty when it is not there."""
        return str(self.element.attrib.get(attribute, ""))

    @property
    def text(self) -> str:
        """Return its words, with each run of white space made one space."""
        return text_of(self.element)

    def all(self, tag: str, **attributes: str) -> list["Part"]:
        """Return such elements inside this one."""
        return [
            Part(element)
            for element in self.element.iter(tag)
            if all(_matches(element, name, value) for name, value in attributes.items())
        ]

    def fields(self) -> dict[str, list[str]]:
        """Return what a browser would send for this form if nothing were changed."""
        sent: dict[str, list[str]] = {}
        for element in self.element.iter():
            name = element.attrib.get("name")
            if name and "disabled" not in element.attrib:
                sent.setdefault(name, []).extend(_values(element))
        return {name: values for name, values in sent.items() if values}


def text_of(element: Element) -> str:
    """Return all words in an element, but for scripts and styles."""
    return " ".join("".join(_words(element)).split())


def _words(element: Element) -> Iterator[str]:
    if element.tag in ("script", "style", "template"):
        return
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _words(child)
        yield child.tail or ""
        if child.tag in (
            "p",
            "li",
            "td",
            "th",
            "dt",
            "dd",
            "div",
            "h1",
            "h2",
            "h3",
            "br",
            "option",
        ):
            yield " "


def _values(element: Element) -> list[str]:
    kind = element.attrib.get("type", "text")
    value = element.attrib.get("value", "")
    if element.tag == "input":
        if kind in ("submit", "button", "image", "reset", "file"):
            return []
        if kind in ("checkbox", "radio"):
            return [value or "on"] if "checked" in element.attrib else []
        return [value]
    if element.tag == "textarea":
        return [element.text or ""]
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = [option for option in options if "selected" in option.attrib]
        if not chosen and "multiple" not in element.attrib:
            chosen = options[:1]
        return [option.attrib.get("value", text_of(option)) for option in chosen]
    return []


def _matches(element: Element, name: str, value: str) -> bool:
    if name == "text":
        return value in text_of(element)
    if name == "class_":
        return value in element.attrib.get("class", "").split()
    return element.attrib.get(name.rstrip("_").replace("_", "-")) == value


def _as_sentence(html: str, error: tuple[tuple[int, int], str, dict[str, object]]) -> str:
    (line, column), code, details = error
    said = SENTENCES.get(code, code) % (details or {})
    shown = html.splitlines()[line - 1].strip() if 0 < line <= html.count("\n") + 1 else ""
    return f"line {line}, column {column}: {said} In: {shown[:120]}"
