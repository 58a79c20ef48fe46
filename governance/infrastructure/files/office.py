"""Documents of Word, Excel and LibreOffice: archives, told apart by what is declared inside.

No macros and no controls, whatever they are called; nothing that needs a password.
"""

from governance.infrastructure.files.markup import attributes_in
from governance.infrastructure.files.refusing import (
    broken,
    has_macros,
    hides_something,
    locked,
    of_no_kind,
)
from governance.infrastructure.files.zipped import ENTRY as BEGINNING
from governance.infrastructure.files.zipped import Archive, opened

__all__ = ["BEGINNING", "checked"]

CONTENT_TYPES = "[Content_Types].xml"
MIMETYPE, MANIFEST = "mimetype", "META-INF/manifest.xml"
MOST_DECLARED = 1024 * 1024
FIRST = 1024

MICROSOFT = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
}
OPEN = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
RUNS = ("vbaproject.bin", "vbadata.xml", "/macrosheets/", "/activex/")
RUNS_AS = ("macroenabled", "vbaproject", "activex", "macrosheet", "ms-office.vba")


def checked(content: bytes) -> str:
    """Return the name of the document's kind.

    Raises:
        NotTaken: it is none of them, can run something, or holds more than it says.
    """
    archive = opened(content)
    if b"%PDF-" in content[:FIRST]:
        raise hides_something()
    names = [f"/{name.lower()}" for name in archive.entries]
    if any(mark in name for name in names for mark in RUNS):
        raise has_macros()
    if CONTENT_TYPES in archive and MIMETYPE in archive:
        raise hides_something()
    if CONTENT_TYPES in archive:
        return _microsofts(archive)
    if MIMETYPE in archive:
        return _open_document(archive)
    raise of_no_kind()


def _microsofts(archive: Archive) -> str:
    declared = archive.read(CONTENT_TYPES, most=MOST_DECLARED)
    types = [
        each.get("ContentType", "").lower()
        for _name, each in attributes_in(declared)
        if "ContentType" in each
    ]
    if any(mark in each for each in types for mark in RUNS_AS):
        raise has_macros()
    kinds = [MICROSOFT[each] for each in types if each in MICROSOFT]
    if not kinds:
        raise of_no_kind()
    if len(kinds) > 1:
        raise hides_something()
    return kinds[0]


def _open_document(archive: Archive) -> str:
    first = min(archive.entries.values(), key=lambda entry: entry.header_offset)
    kind = OPEN.get(archive.read(MIMETYPE, most=100))
    if kind is None:
        raise of_no_kind()
    if first.filename != MIMETYPE or first.compress_type or "content.xml" not in archive:
        raise broken("OpenDocument")
    if any(name.startswith(("Basic/", "Scripts/")) for name in archive.entries):
        raise has_macros()
    if MANIFEST not in archive:
        raise broken("OpenDocument")
    manifest = archive.read(MANIFEST, most=MOST_DECLARED)
    if any(name == "encryption-data" for name, _each in attributes_in(manifest)):
        raise locked()
    return kind
