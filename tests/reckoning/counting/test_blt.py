"""BLT files: what is read, and what is refused with its line and the reason."""

import tracemalloc
from collections.abc import Iterable
from io import BufferedReader, RawIOBase
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.counting.blt import UnreadableFile, read_blt, read_blt_file
from governance.reckoning.counting.election import Election

SMALL = '3 2\n5 1 2 0\n4 3 0\n0\n"Ada"\n"Bob"\n"Cyd"\n"Board 2026"\n'


def test_papers_names_and_title_are_read() -> None:
    read = read_blt(SMALL.encode())

    assert read.election == Election(3, 2, {(1, 2): 5, (3,): 4})
    assert (read.names, read.title, read.cut_short) == (("Ada", "Bob", "Cyd"), "Board 2026", 0)


def test_the_number_at_the_head_of_a_line_is_of_papers() -> None:
    assert read_blt(b"3 1\n7 1 2 3 0\n2 1 2 3 0\n0\n").election.papers == {(1, 2, 3): 9}


def test_names_and_title_may_be_missing() -> None:
    read = read_blt(b"2 1\n1 1 0\n0\n")

    assert (read.names, read.title) == (("Candidate 1", "Candidate 2"), "")


@pytest.mark.parametrize(
    "withdrawn", ["-4\n-2\n", "-2 -4\n", " -4   -2 \n", "-2 # ill\n\n# moved away\n-4\n"]
)
def test_withdrawn_candidates_stand_before_the_papers(withdrawn: str) -> None:
    read = read_blt(f"4 1\n{withdrawn}1 1 0\n0\n".encode())

    assert read.election.withdrawn == {2, 4}


@pytest.mark.parametrize(
    "text",
    [
        SMALL.replace("\n", "\r\n"),
        SMALL.replace("\n", "\r"),
        "\ufeff" + SMALL,
        SMALL.replace("5 1 2 0", "  5\t1   2 0  "),
        SMALL.replace("5 1 2 0", "(a1) 1 1 2 0\n(a2)1 1 2 0\n3 1 2 0"),
        SMALL.replace("5 1 2 0", '# the first pile\n\n5 1 2 0 # from "box 1"'),
        SMALL.replace('"Ada"\n"Bob"', '"Ada" "Bob" # the two of "Dudley"'),
        SMALL.rstrip("\n") + "\n\n# counted twice",
        SMALL.rstrip("\n"),
        SMALL + "\x1a",
    ],
)
def test_the_same_election_is_read_however_it_is_laid_out(text: str) -> None:
    assert read_blt(text.encode()) == read_blt(SMALL.encode())


def test_a_hash_within_a_name_is_part_of_it() -> None:
    read = read_blt(b'1 1\n0\n"Ada #1"\n"Seat # 2"\n')

    assert (read.names, read.title) == (("Ada #1",), "Seat # 2")


@pytest.mark.parametrize(
    ("line", "ranking"),
    [
        ("6 1 2 1 3 0", (1, 2)),
        ("6 2 2 0", (2,)),
        ("6 1 - 3 0", (1,)),
        ("6 1 2=3 4 0", (1,)),
        ("6 1=2 3 0", ()),
        ("6 - 3 0", ()),
    ],
)
def test_a_paper_counts_up_to_the_voters_first_fault(line: str, ranking: tuple[int, ...]) -> None:
    read = read_blt(f"4 1\n{line}\n0\n".encode())

    assert read.election.papers == {ranking: 6}
    assert read.cut_short == 6


def test_a_blank_paper_is_turnout_and_not_valid() -> None:
    election = read_blt(b"2 1\n3 0\n5 1 0\n0\n").election

    assert (election.valid, election.blank) == (5, 3)


REFUSED = {
    "empty": ("", 1, "candidates and seats is missing"),
    "only space": ("\n\n  \n", 1, "candidates and seats is missing"),
    "prose": ("# Board\nDear all,\n", 2, "two whole numbers"),
    "one number": ("3\n", 1, "two whole numbers"),
    "three numbers": ("3 2 1\n", 1, "two whole numbers"),
    "half a seat": ("3 1.5\n", 1, "two whole numbers"),
    "foreign digits": ("٣ ٢\n", 1, "two whole numbers"),
    "underscored": ("1_0 2\n", 1, "two whole numbers"),
    "no candidates": ("0 1\n0\n", 1, "between 1 and 1,000 candidates"),
    "no seats": ("3 0\n1 1 0\n0\n", 1, "between 1 and 1,000 seats"),
    "monstrous candidates": ("999999999 1\n0\n", 1, "between 1 and 1,000 candidates"),
    "endless candidates": (f"{'9' * 5000} 1\n0\n", 1, "two whole numbers"),
    "negative seats": ("3 -1\n", 1, "two whole numbers"),
    "negative papers": ("3 1\n2 1 0\n-3 1 2 0\n0\n", 3, "whole number of papers"),
    "negative papers first": ("3 1\n-3 1 2 0\n0\n", 2, "withdrawn candidates must each"),
    "withdrawn too late": ("3 1\n2 1 0\n-3\n0\n", 3, "whole number of papers"),
    "withdrawn stranger": ("3 1\n-4\n1 1 0\n0\n", 2, "no candidate 4; they are numbered 1 to 3"),
    "withdrawn nought": ("3 1\n-0\n1 1 0\n0\n", 2, "no candidate 0"),
    "withdrawn twice": ("3 1\n-2 -2\n1 1 0\n0\n", 2, "withdrawn twice"),
    "no papers of a kind": ("3 1\n0 1 2 0\n0\n", 2, "must be 1 or more"),
    "part of a paper": ("3 1\n1.5 1 2 0\n0\n", 2, "whole number of papers"),
    "letters": ("3 1\nfive 1 2 0\n0\n", 2, "whole number of papers"),
    "candidate too high": ("3 1\n\n# box 2\n5 1 4 0\n0\n", 4, "no candidate 4"),
    "candidate in letters": ("3 1\n5 1 x 0\n0\n", 2, "'x' is not the number"),
    "negative candidate": ("3 1\n5 1 -2 0\n0\n", 2, "'-2' is not the number"),
    "stranger after a fault": ("3 1\n5 1 - 9 0\n0\n", 2, "no candidate 9"),
    "equal to nobody": ("3 1\n5 1= 0\n0\n", 2, "'' is not the number"),
    "nought within": ("3 1\n5 1 0 2 0\n0\n", 2, "0 may only end a paper"),
    "no end of paper": ("3 1\n5 1 2\n0\n", 2, "must end with 0"),
    "number alone": ("3 1\n5\n0\n", 2, "must end with 0"),
    "many papers of one number": ("3 1\n(a1) 2 1 0\n0\n", 2, "must be one paper"),
    "bracket left open": ("3 1\n(a1 1 1 0\n0\n", 2, "whole number of papers"),
    "too many papers": ("3 1\n99999999 1 0\n99999999 2 0\n0\n", 3, "more than 100,000,000 papers"),
    "no terminator": ("3 1\n5 1 2 0\n", 3, "a 0 that ends the papers is missing"),
    "names for terminator": ('3 1\n5 1 2 0\n"Ada"\n', 3, "a 0 that ends the papers is missing"),
    "too few names": ('3 1\n0\n"Ada"\n"Bob"\n', 4, "3 candidates and 2 names"),
    "too many names": ('1 1\n0\n"Ada"\n"Title"\n"More"\n', 5, "more here than"),
    "bare name": ("1 1\n0\nAda\n", 3, "in quotation marks"),
    "half quoted": ('1 1\n0\n"Ada\n', 3, "in quotation marks"),
    "quoted within": ('1 1\n0\n"Ada "the hat" Lee"\n', 3, "in quotation marks"),
    "papers after the end": ("2 1\n1 1 0\n0\n1 2 0\n", 4, "in quotation marks"),
    "nameless": ('2 1\n0\n"Ada"\n"  "\n', 4, "empty name"),
}


@pytest.mark.parametrize(("text", "line", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_a_file_in_another_form_is_refused(text: str, line: int, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_blt(text.encode())

    assert refusal.value.line == line
    assert reason in refusal.value.reason


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", 1, "UTF-8"),
        (SMALL.encode("utf-16"), 1, "UTF-8"),
        (SMALL.replace("Ada", "Zoë").encode("cp1252"), 5, "UTF-8"),
        (SMALL.replace("5 1", "5 \x001").encode(), 2, "control character"),
        (SMALL.encode("utf-32-le"), 1, "control character"),
    ],
)
def test_what_is_not_text_is_refused(content: bytes, line: int, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_blt(content)

    assert (refusal.value.line, reason in refusal.value.reason) == (line, True)


@given(st.binary(max_size=60) | st.text('0123456789-=() \n#"x', max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused_and_nothing_else(content: bytes) -> None:
    refusal = None
    try:
        names = read_blt(content).names
    except UnreadableFile as refused:
        names, refusal = (), refused

    assert names or (refusal and refusal.line >= 1 and refusal.reason.endswith("."))


@given(st.dictionaries(st.permutations([1, 2, 3]).map(tuple), st.integers(1, 9), max_size=5))
def test_an_election_written_out_is_read_back(papers: dict[tuple[int, ...], int]) -> None:
    election = Election(3, 2, papers, frozenset({2}))

    assert read_blt("\n".join(election.as_lines()).encode()).election == election


def test_what_is_held_in_memory_grows_with_the_rankings_and_not_with_the_papers() -> None:
    """A file is read as it comes: these lines would be many megabytes, were they kept."""
    lines = chain([b"3 1\n"], (b"1 %d 2 3 0\n" % (2 + n % 2) for n in range(100_000)), [b"0\n"])

    tracemalloc.start()
    read = read_blt_file(BufferedReader(_Lines(lines)))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert read.election.papers == {(2,): 50_000, (3, 2): 50_000}
    assert read.cut_short == 100_000
    assert most < 300_000


class _Lines(RawIOBase):
    """A file that is made as it is read."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self.lines = iter(lines)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:
        line = next(self.lines, b"")
        buffer[: len(line)] = line
        return len(line)


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_a_fault_is_found_in_its_line_whichever_the_line_ends_are(end: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_blt(end.join(["3 1", "5 1 2 0", "4 7 0", "0", ""]).encode())

    assert refusal.value.line == 3


def test_the_first_fault_of_several_is_told() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_blt(b"3 1\n5 9 0\n\xff\xff\n")

    assert (refusal.value.line, "no candidate 9" in refusal.value.reason) == (2, True)
