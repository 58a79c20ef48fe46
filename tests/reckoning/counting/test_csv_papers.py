"""CSV files of papers: what is read, and what is refused with its line and the reason."""

import tracemalloc
from collections.abc import Iterator
from io import BufferedReader, BytesIO, RawIOBase
from itertools import chain, cycle, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.counting.blt import UnreadableFile
from governance.reckoning.counting.csv_papers import CsvFile, rankings, read_csv
from governance.reckoning.counting.registry import Shape

ANSWERS = "vote\nfor\nfor\nagainst\nabstain\nblank\nspoilt\n"
WIDE = "Ada,Bo,Cy,number\n1,,x,12\n,yes,0,\n,,,3\n"


def _read(
    text: str | bytes, shape: Shape = Shape.YES_NO, *, most: int | None = None, highest: int = 5
) -> CsvFile:
    content = text if isinstance(text, bytes) else text.encode()
    return read_csv(BytesIO(content), shape, most=most, highest=highest)


def test_answers_one_paper_a_row() -> None:
    read = _read(ANSWERS)

    assert read.papers == {(1,): 2, (2,): 1, (3,): 1, (): 1}
    assert (read.spoilt, read.names) == (1, ("For", "Against", "Abstain"))


def test_answers_with_the_number_of_papers() -> None:
    read = _read("Vote,Number\nyes,1200\nNO,300\nabstained,\n,4\nSpoilt,2\nYes,1\n")

    assert (read.papers, read.spoilt) == ({(1,): 1201, (2,): 300, (3,): 1, (): 4}, 2)


@pytest.mark.parametrize(
    "text",
    [
        ANSWERS.replace("\n", "\r\n"),
        ANSWERS.replace("\n", "\r"),
        "\ufeff" + ANSWERS,
        ANSWERS.upper(),
        ANSWERS.replace("for", '"For"').replace("blank", '""'),
        ANSWERS.replace("for", "  yes\t"),
        ANSWERS.rstrip("\n"),
        ANSWERS + "\n\n",
    ],
)
def test_the_same_answers_are_read_however_they_are_laid_out(text: str) -> None:
    assert _read(text) == _read(ANSWERS)


def test_marks_stand_in_the_columns_of_their_options() -> None:
    read = _read(WIDE, Shape.SEVERAL)

    assert (read.papers, read.names) == ({(1, 3): 12, (2,): 1, (): 3}, ("Ada", "Bo", "Cy"))


@pytest.mark.parametrize(("shape", "most"), [(Shape.ONE, 1), (Shape.SEVERAL, 1)])
def test_too_many_marks_spoil_a_paper(shape: Shape, most: int) -> None:
    read = _read(WIDE, shape, most=most)

    assert (read.papers, read.spoilt) == ({(2,): 1, (): 3}, 12)


def test_scores_are_whole_numbers_and_none_is_no_opinion() -> None:
    read = _read("Pay,Rota\n5,\n0,3\n0,0\n,\n", Shape.SCORE)

    assert read.papers == {(5, 0): 1, (0, 3): 1, (): 2}


def test_an_option_may_have_a_comma_in_its_name_or_be_called_number() -> None:
    assert _read('"Stay, and mend",number,number\n1,,2\n', Shape.ONE).names == (
        "Stay, and mend",
        "number",
    )


def test_places_are_read_as_they_are() -> None:
    assert _read("A,B,C\n2,1,\n1,1,3\n", Shape.RANK).papers == {(2, 1, 0): 1, (1, 1, 3): 1}


def test_a_ranking_goes_up_to_the_first_fault_of_its_places() -> None:
    places = {(2, 1, 3): 4, (1, 1, 2): 3, (1, 0, 3): 2, (1, 2, 2): 5, (): 1, (3, 1, 2): 1}

    assert rankings(places) == ({(2, 1, 3): 4, (): 4, (1,): 7, (2, 3, 1): 1}, 10)


REFUSED: dict[str, tuple[str, Shape, int, str]] = {
    "empty": ("", Shape.YES_NO, 1, "must be vote, or vote,number"),
    "no heading": ("for\nagainst\n", Shape.YES_NO, 1, "must be vote, or vote,number"),
    "another column": ("vote,name\nfor,Ada\n", Shape.YES_NO, 1, "must be vote, or vote,number"),
    "a word": ("vote\nfor\nmaybe\n", Shape.YES_NO, 3, "'maybe' is none of for, against"),
    "a second cell": ("vote\nfor\nfor,2\n", Shape.YES_NO, 3, "1 columns, and here 2 cells"),
    "a missing cell": ("vote,number\nfor\n", Shape.YES_NO, 2, "2 columns, and here 1 cells"),
    "no papers": ("vote,number\nfor,2\nfor,0\n", Shape.YES_NO, 3, "'0' is not a number of"),
    "part of a paper": ("vote,number\nfor,1.5\n", Shape.YES_NO, 2, "'1.5' is not a number of"),
    "fewer than none": ("vote,number\nfor,-3\n", Shape.YES_NO, 2, "'-3' is not a number of"),
    "monstrous": (f"vote,number\nfor,{'9' * 5000}\n", Shape.YES_NO, 2, "is not a number of"),
    "too many": (
        "vote,number\nfor,99999999\nagainst,99999999\n",
        Shape.YES_NO,
        3,
        "more than 100,000,000 papers",
    ),
    "an empty line": ("vote\nfor\n\nagainst\n", Shape.YES_NO, 3, "this line is empty"),
    "a line of spaces": ("vote\n  \nfor\n", Shape.YES_NO, 2, "this line is empty"),
    "a quotation mark": ('vote\n"for\nfor\n', Shape.YES_NO, 2, "quotation mark"),
    "a quotation mark after": ('vote\n"for"s\n', Shape.YES_NO, 2, "quotation mark"),
    "a control character": ("vote\nfor\nf\x00r\n", Shape.YES_NO, 3, "control character"),
    "a long line": ("vote\n" + "for" * 40_000, Shape.YES_NO, 2, "longer than 100,000 letters"),
    "no options": ("vote\nfor\n", Shape.ONE, 1, "must name the options"),
    "a nameless option": ("Ada,,Cy\n1,,\n", Shape.ONE, 1, "must name the options"),
    "an option twice": ("Ada,Ada\n1,\n", Shape.ONE, 1, "two columns have the same name"),
    "too many options": (",".join(f"o{i}" for i in range(1_001)), Shape.ONE, 1, "1,000 options"),
    "no mark": ("Ada,Bo\n1,\n1,2\n", Shape.SEVERAL, 3, "'2' is no mark"),
    "too high a score": ("Ada,Bo\n1,6\n", Shape.SCORE, 2, "'6' is not a whole number up to 5"),
    "a score in letters": ("Ada,Bo\n1,five\n", Shape.SCORE, 2, "'five' is not a whole number"),
    "a place too low": ("Ada,Bo\n1,3\n", Shape.RANK, 2, "'3' is not a whole number up to 2"),
    "foreign digits": ("Ada,Bo\n1,٢\n", Shape.RANK, 2, "is not a whole number"),
}


@pytest.mark.parametrize(("text", "shape", "line", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_a_file_in_another_form_is_refused(text: str, shape: Shape, line: int, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        _read(text, shape)

    assert (refusal.value.line, reason in refusal.value.reason) == (line, True), refusal.value


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", 1, "text"),
        (ANSWERS.encode("utf-16"), 1, "text"),
        ("vote\nfor\nöui\n".encode("cp1252"), 3, "UTF-8"),
    ],
)
def test_a_file_that_is_no_text_is_refused(content: bytes, line: int, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        _read(content)

    assert (refusal.value.line, reason in refusal.value.reason) == (line, True)


@given(st.binary(max_size=60), st.sampled_from(Shape))
def test_whatever_comes_is_read_or_refused_by_line(content: bytes, shape: Shape) -> None:
    head = b"vote,number\n" if shape is Shape.YES_NO else b"A,B,number\n"
    for text in (content, head + content):
        lines = text.count(b"\n") + text.count(b"\r") + 1
        refused_at = 1
        try:
            _read(text, shape)
        except UnreadableFile as refusal:
            refused_at = refusal.line

        assert 1 <= refused_at <= lines


class _Endless(RawIOBase):
    """A file of so many rows that is never whole anywhere."""

    def __init__(self, rows: int) -> None:
        answers = islice(cycle((b"for,1\n", b"Against,2\n", b"abstain,\n", b"for,3\n")), rows)
        self.rows: Iterator[bytes] = chain((b"vote,number\n",), answers)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        row = next(self.rows, b"")
        buffer[: len(row)] = row
        return len(row)


def test_a_long_file_is_never_whole_in_memory() -> None:
    tracemalloc.start()
    try:
        read = read_csv(BufferedReader(_Endless(100_000)), Shape.YES_NO, highest=5)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert read.papers == {(1,): 100_000, (2,): 50_000, (3,): 25_000}
    assert most < 300_000
