"""The least files of each kind, made by hand, so that a test can break one at a time."""

import zlib
from io import BytesIO
from struct import pack
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from PIL import Image

from governance.infrastructure.files.kinds import ODF
from governance.infrastructure.files.office import MICROSOFT

MAIN = {kind: declared for declared, kind in MICROSOFT.items()}
PLACES = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
LONDON = b"Canon-EOS 51.5072N"  # what a camera says of itself and where it was


def make_pdf(words: str = "Two minibuses", *, trailer: str = "") -> bytes:
    """Return a PDF of one page with these words."""
    shown = f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET"
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(bodies) + 1
    end = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n"
    end += f"<< /Size {count} /Root 1 0 R {trailer} >>\nstartxref\n{len(content)}\n%%EOF\n"
    return content + end.encode("latin-1")


def make_png(*chunks: tuple[bytes, bytes], width: int = 2, height: int = 2) -> bytes:
    """Return a white PNG, with these chunks between its header and its pixels."""
    lines = zlib.compress((b"\0" + b"\xff" * width) * height)
    header = pack(">II5B", width, height, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", header), *chunks, (b"IDAT", lines), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*part) for part in parts)


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))


def make_jpeg(*, orientation: int = 1, progressive: bool = False) -> bytes:
    """Return a picture as a phone makes it: with its place, a comment, and how it was held."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = LONDON.decode()
    file = BytesIO()
    picture = Image.effect_noise((60, 40), 80).convert("RGB")
    picture.save(file, "JPEG", exif=exif, comment=b"taken at home", progressive=progressive)
    return file.getvalue()


def make_zip(entries: dict[str, str | bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    """Return an archive of these entries, in this order."""
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in entries.items():
            kind = ZIP_STORED if name in stored else ZIP_DEFLATED
            archive.writestr(name, content, compress_type=kind)
    return file.getvalue()


def make_docx(words: str = "Two minibuses", **more: str | bytes) -> bytes:
    """Return a document of Word; keywords are further entries, "__" for "/" in their names."""
    return make_office("docx", {PLACES["docx"]: word_xml(words)}, **more)


def word_xml(words: str) -> str:
    """Return the main part of a document of Word."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{space}"><w:body>'
        f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>"
    )


def make_xlsx(words: str = "Two minibuses") -> bytes:
    """Return a workbook of Excel."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    shared = f'<sst xmlns="{space}"><si><t>{words}</t></si></sst>'
    return make_office(
        "xlsx", {"xl/workbook.xml": f'<workbook xmlns="{space}"/>', "xl/sharedStrings.xml": shared}
    )


def make_office(kind: str, entries: dict[str, str | bytes], **more: str | bytes) -> bytes:
    """Return an archive that declares itself as Word's or Excel's."""
    declared = content_types(MAIN[kind], PLACES[kind])
    named = {name.replace("__", "/"): content for name, content in more.items()}
    return make_zip({"[Content_Types].xml": declared, **entries, **named})


def content_types(main: str, place: str) -> str:
    """Return what an office document declares of its parts."""
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{space}">'
        f'<Override PartName="/{place}" ContentType="{main}"/></Types>'
    )


def make_open_document(
    kind: str = "text", words: str = "Two minibuses", *, manifest: str = "", **more: str | bytes
) -> bytes:
    """Return an OpenDocument text or spreadsheet."""
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    content = (
        f'<office:document-content xmlns:office="{office}" xmlns:text="{text}"><office:body>'
        f"<text:p>{words}</text:p></office:body></office:document-content>"
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    listed = f'<manifest:manifest xmlns:manifest="{space}">{manifest}</manifest:manifest>'
    named = {name.replace("__", "/"): each for name, each in more.items()}
    entries: dict[str, str | bytes] = {
        "mimetype": f"{ODF}.{kind}",
        "content.xml": content,
        "META-INF/manifest.xml": listed,
    }
    return make_zip(entries | named, stored=("mimetype",))
