"""Taking a file: which kind it is, by its content; cleaned; named so that the name tells that."""

from dataclasses import dataclass
from hashlib import sha256

from governance.infrastructure.files import office, pdf, pictures, plain
from governance.infrastructure.files.kinds import FileKind, kind_named
from governance.infrastructure.files.names import safe_name
from governance.infrastructure.files.refusing import NotTaken, of_no_kind

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Taken:
    """A file as it is kept: its kind, its bytes, a name that is safe, and its SHA-256."""

    kind: FileKind
    content: bytes
    name: str
    digest: str


def take(content: bytes, name: str) -> Taken:
    """Return the file as it is kept; of its name only the words are believed.

    Raises:
        NotTaken: it is of no kind that can be attached, or holds more than it says.
    """
    if not content:
        raise NotTaken("This file is empty.", next_step="Choose the file again.")
    kind, kept = _looked_into(content, name)
    return Taken(kind, kept, safe_name(name, kind), sha256(kept).hexdigest())


def _looked_into(content: bytes, name: str) -> tuple[FileKind, bytes]:
    if content.startswith(pdf.BEGINNING):
        return kind_named("pdf"), pdf.checked(content)
    if content.startswith(pictures.PNG):
        return kind_named("png"), pictures.bare_png(content)
    if content.startswith(pictures.JPEG):
        return kind_named("jpeg"), pictures.bare_jpeg(content)
    if content.startswith(office.BEGINNING):
        return kind_named(office.checked(content)), content
    if content.startswith(OLD_OFFICE):
        raise NotTaken(
            "This is an old Word or Excel file, or one that is protected by a password.",
            next_step="Save it as .docx or .xlsx, or as PDF, without a password.",
        )
    text = plain.decoded(content)
    if text is None:
        raise of_no_kind()
    kind = plain.kind_of(name)
    return kind_named(kind), plain.encoded(text, kind)
