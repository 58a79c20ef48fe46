"""ZIP archives, read with suspicion: nothing before, between or behind their entries, no bombs.

An archive is a list at its end of what is where before it. A hostile one has a list that does not
fit what is there: entries over one another, sizes that are not so, room for another file between.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from struct import unpack_from
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from governance.infrastructure.files.refusing import broken, hides_something, too_much_inside

ENTRY = b"PK\x03\x04"
END = b"PK\x05\x06"
END_LENGTH, HEADER_LENGTH = 22, 30
LONGEST_COMMENT = 65_535
LONGEST_DESCRIPTOR = 24  # what may stand behind an entry: its sizes and its check sum
MOST_ENTRIES = 3_000
MOST_INSIDE = 200 * 1024 * 1024
AT_ONCE = 1024 * 1024
ENCRYPTED = 0x1


@dataclass(frozen=True)
class Archive:
    """An archive whose list fits what is there; entries are unfolded with care, when asked for."""

    content: bytes
    entries: dict[str, ZipInfo]

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def read(self, name: str, *, most: int) -> bytes:
        """Return what is in the entry, which may be that many bytes at most."""
        if self.entries[name].file_size > most:
            raise too_much_inside()
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield what is in the entry, a piece at a time; sizes and check sum are as listed."""
        entry = self.entries[name]
        begin = _begin(self.content, entry)
        packed = self.content[begin : begin + entry.compress_size]
        length, check = 0, 0
        for piece in _unfolded(packed, entry.compress_type):
            length, check = length + len(piece), zlib.crc32(piece, check)
            if length > entry.file_size:
                raise too_much_inside()
            yield piece
        if (length, check) != (entry.file_size, entry.CRC):
            raise broken("archive")


def opened(content: bytes) -> Archive:
    """Return the archive, if it is one from its first byte to its last.

    Raises:
        NotTaken: its list does not fit what is there, or it would unfold into far too much.
    """
    _refuse_what_is_not_listed(content)
    try:
        listed = ZipFile(BytesIO(content)).infolist()
    except (BadZipFile, NotImplementedError, ValueError):
        raise broken("archive") from None
    entries = {entry.filename: entry for entry in listed}
    if len({name.casefold() for name in entries}) != len(listed):
        raise hides_something()
    if any(_is_strange(entry) for entry in listed):
        raise hides_something()
    if sum(entry.file_size for entry in listed) > MOST_INSIDE:
        raise too_much_inside()
    archive = Archive(content, entries)
    _refuse_gaps(content, listed)
    for name in entries:
        for _piece in archive.pieces(name):
            pass
    return archive


def ends_as_zip(content: bytes) -> bool:
    """Say whether a program that looks for an archive would find one in these bytes."""
    tail = content[-(END_LENGTH + LONGEST_COMMENT) :]
    place = tail.rfind(END)
    while place >= 0:
        if len(tail) - place >= END_LENGTH:
            (comment,) = unpack_from("<H", tail, place + 20)
            if place + END_LENGTH + comment == len(tail):
                return True
        place = tail.rfind(END, 0, place)
    return False


def _refuse_what_is_not_listed(content: bytes) -> None:
    """Refuse what stands before the first entry, between the entries and the list, or behind it."""
    if len(content) < END_LENGTH or content[-END_LENGTH:-18] != END:
        raise hides_something() if ends_as_zip(content) else broken("archive")
    disk, first, here, total, size, offset, comment = unpack_from(
        "<4H2IH", content, len(content) - END_LENGTH + 4
    )
    if disk or first or here != total or comment or size + offset != len(content) - END_LENGTH:
        raise hides_something()
    if total > MOST_ENTRIES:
        raise too_much_inside()


def _refuse_gaps(content: bytes, listed: list[ZipInfo]) -> None:
    """Refuse entries that lie over one another, and room between them for something else."""
    (end_of_entries,) = unpack_from("<I", content, len(content) - 6)
    place = 0
    for entry in sorted(listed, key=lambda each: each.header_offset):
        if not place <= entry.header_offset <= (place + LONGEST_DESCRIPTOR if place else 0):
            raise hides_something()
        place = _begin(content, entry) + entry.compress_size
    if not place <= end_of_entries <= place + LONGEST_DESCRIPTOR:
        raise hides_something()


def _begin(content: bytes, entry: ZipInfo) -> int:
    """Return where the entry's bytes begin, behind its own header."""
    header = content[entry.header_offset : entry.header_offset + HEADER_LENGTH]
    if len(header) < HEADER_LENGTH or not header.startswith(ENTRY):
        raise broken("archive")
    name, extra = unpack_from("<2H", header, 26)
    return int(entry.header_offset + HEADER_LENGTH + name + extra)


def _is_strange(entry: ZipInfo) -> bool:
    name = entry.orig_filename
    parts = name.replace("\\", "/").split("/")
    return (
        entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED)
        or bool(entry.flag_bits & ENCRYPTED)
        or name.startswith(("/", "\\"))
        or ".." in parts
        or "\0" in name
    )


def _unfolded(packed: bytes, kind: int) -> Iterator[bytes]:
    if kind == ZIP_STORED:
        yield packed
        return
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while packed and not inflate.eof:
            yield inflate.decompress(packed, AT_ONCE)
            packed = inflate.unconsumed_tail
        yield inflate.flush()
    except zlib.error:
        raise broken("archive") from None
    if not inflate.eof or inflate.unused_data:
        raise hides_something()
