"""Pictures: their pixels as they are, without where, when and with what they were taken.

Only the parts that a picture is drawn by are kept, and nothing behind its end. How it was held is
kept too: without it a photo from a phone would lie on its side.
"""

import re
import zlib
from collections.abc import Iterator
from struct import error as unreadable
from struct import pack, unpack_from

from governance.infrastructure.files.refusing import NotTaken, broken

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
LARGEST_SIDE = 20_000

PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs acTL fcTL fdAT".split()
)
START_OF_SCAN, END_OF_IMAGE, EXIF, COLOUR_PROFILE, ADOBE = 0xDA, 0xD9, 0xE1, 0xE2, 0xEE
FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
# Whatever else stands in these is about the picture, not the picture.
TABLES = frozenset({*FRAMES, 0xC4, 0xCC, 0xDB, 0xDC, 0xDD, 0xE0, START_OF_SCAN})
AFTER_A_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
ORIENTATION = 0x0112
UPRIGHT = 1


def bare_png(content: bytes) -> bytes:
    """Return the PNG with nothing but what it is drawn by.

    Raises:
        NotTaken: it is broken, or too large to be drawn.
    """
    kept = [PNG]
    kinds = []
    for kind, data in _chunks(content):
        kinds.append(kind)
        if kind == b"IHDR":
            _refuse_the_huge(*_read(">II", data, 0))
        if kind in PNG_KEPT:
            kept.append(pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data)))
    if kinds[:1] != [b"IHDR"] or kinds[-1] != b"IEND" or b"IDAT" not in kinds:
        raise broken("PNG picture")
    return b"".join(kept)


def bare_jpeg(content: bytes) -> bytes:
    """Return the JPEG with nothing but what it is drawn by, and how it was held.

    Raises:
        NotTaken: it is broken, or too large to be drawn.
    """
    head, body = [content[:2]], []
    seen = set()
    for marker, segment in _segments(content):
        seen.add(marker)
        if marker in FRAMES:
            height, width = _read(">HH", segment, 5)
            _refuse_the_huge(width, height)
        if marker == EXIF and segment[4:10] == b"Exif\0\0":
            held = _orientation(segment[10:])
            if held != UPRIGHT:
                head.append(_only_orientation(held))
        elif marker in TABLES or _is_about_colour(marker, segment):
            body.append(segment)
    if not seen & FRAMES or not {START_OF_SCAN, END_OF_IMAGE} <= seen:
        raise broken("JPEG picture")
    return b"".join([*head, *body, b"\xff\xd9"])


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(PNG)
    while True:
        (length,) = _read(">I", content, place)
        kind, data = content[place + 4 : place + 8], content[place + 8 : place + 8 + length]
        if (zlib.crc32(kind + data),) != _read(">I", content, place + 8 + length):
            raise broken("PNG picture")
        yield kind, data
        if kind == b"IEND":
            return
        place += 12 + length


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each marker with its segment; that of a scan has the picture's own bytes behind it."""
    place = 2
    while True:
        while content[place : place + 2] == b"\xff\xff":
            place += 1
        edge, marker, length = _read(">BBH", content.ljust(place + 4, b"\0"), place)
        if edge != 0xFF:
            raise broken("JPEG picture")
        if marker == END_OF_IMAGE:
            yield marker, b""
            return
        end = place + 2 + length
        if marker == START_OF_SCAN:
            found = AFTER_A_SCAN.search(content, end)
            end = found.start() if found else len(content)
        if length < 2 or end >= len(content):
            raise broken("JPEG picture")
        yield marker, content[place:end]
        place = end


def _is_about_colour(marker: int, segment: bytes) -> bool:
    if marker == COLOUR_PROFILE:
        return segment[4:16] == b"ICC_PROFILE\0"
    return marker == ADOBE and segment[4:9] == b"Adobe"


def _orientation(exif: bytes) -> int:
    """Return how the picture was held, 1 to 8; 1, as it lies, if that is not to be read."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None:
        return UPRIGHT
    try:
        (first,) = unpack_from(f"{order}I", exif, 4)
        (entries,) = unpack_from(f"{order}H", exif, first)
        for number in range(min(entries, 200)):
            tag, _kind, _count, value = unpack_from(f"{order}HHIH", exif, first + 2 + 12 * number)
            if tag == ORIENTATION:
                return int(value) if 1 <= value <= 8 else UPRIGHT
    except unreadable:
        return UPRIGHT
    return UPRIGHT


def _only_orientation(held: int) -> bytes:
    """Return the smallest Exif segment there is: one entry, how the picture was held."""
    entry = pack(">HHIHH", ORIENTATION, 3, 1, held, 0)
    exif = b"Exif\0\0MM\0*" + pack(">IH", 8, 1) + entry + pack(">I", 0)
    return pack(">BBH", 0xFF, EXIF, len(exif) + 2) + exif


def _refuse_the_huge(width: int, height: int) -> None:
    if max(width, height) > LARGEST_SIDE:
        raise NotTaken(
            f"A picture may be {LARGEST_SIDE:,} pixels wide and high at most.",
            next_step="Save it smaller.",
        )


def _read(form: str, content: bytes, place: int) -> tuple[int, ...]:
    try:
        return unpack_from(form, content, place)
    except unreadable:
        raise broken("picture") from None
