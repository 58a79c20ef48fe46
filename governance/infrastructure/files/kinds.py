"""The kinds of file that can be attached: one closed list."""

from dataclasses import dataclass

OOXML = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"


@dataclass(frozen=True)
class FileKind:
    """A kind of file: its name here, what people call it, how it is sent, and how it is named."""

    name: str
    title: str
    media_type: str
    extension: str

    @property
    def has_words(self) -> bool:
        """Whether there are words in it that can be found."""
        return self.name not in ("png", "jpeg")


KINDS = (
    FileKind("pdf", "PDF", "application/pdf", "pdf"),
    FileKind("png", "PNG picture", "image/png", "png"),
    FileKind("jpeg", "JPEG picture", "image/jpeg", "jpg"),
    FileKind("docx", "Word document", f"{OOXML}.wordprocessingml.document", "docx"),
    FileKind("xlsx", "Excel workbook", f"{OOXML}.spreadsheetml.sheet", "xlsx"),
    FileKind("odt", "OpenDocument text", f"{ODF}.text", "odt"),
    FileKind("ods", "OpenDocument spreadsheet", f"{ODF}.spreadsheet", "ods"),
    FileKind("csv", "CSV table", "text/csv; charset=utf-8", "csv"),
    FileKind("markdown", "Markdown text", "text/markdown; charset=utf-8", "md"),
    FileKind("text", "plain text", "text/plain; charset=utf-8", "txt"),
)
IN_WORDS = "PDF, PNG, JPEG, text, CSV, Markdown, Word (.docx), Excel (.xlsx) or OpenDocument"

_NAMED = {kind.name: kind for kind in KINDS}


def kind_named(name: str) -> FileKind:
    """Return the kind of that name."""
    return _NAMED[name]
