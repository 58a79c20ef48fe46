"""Read an election from a BLT file, the text format that counting programs exchange.

    4 2                 candidates and seats
    -4                  withdrawn candidates, if any
    7 2 4 3 0           7 papers that rank 2, then 4, then 3
    (ab12) 1 2 0        one paper with its number in brackets
    0                   no more papers
    "Ada"               each candidate's name, in quotation marks; then the title.
    "Board 2026"        Either may be missing. From # to the end of a line is a comment.

A voter's fault is kept apart from a file's. A paper on which the voter skipped a place (`-`),
ranked two alike (`2=3`) or ranked somebody twice counts up to that fault; a file that is not in
this form is refused, with the line and the reason, and nothing of it is counted.

A file is read line by line and equal papers are put together as they come, so that what is held in
memory grows with the different rankings and not with the papers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from governance.reckoning.counting.election import Election, Ranking

END_OF_OLD_FILES = "\x1a"  # What programs of the eighties put there; it says nothing.
MOST_CANDIDATES = 1_000
MOST_PAPERS = 100_000_000  # More than any body that could own a mutual has members.

_LINE_OF_PAPERS = re.compile(rb"([1-9][0-9]{0,8}) ((?:[1-9][0-9]{0,3} )*)0\n?")
_BRACKETED = re.compile(r"\(([^()]+)\)\s*(.*)")
_QUOTED = re.compile(r'"([^"]*)"')
_QUOTED_LINE = re.compile(r'((?:"[^"]*"\s*)+)(?:#.*)?')
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARK_OF_UTF8 = b"\xef\xbb\xbf"


class UnreadableFile(Exception):
    """A file of papers that is not in the form it should be: on which line, and why."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


@dataclass(frozen=True)
class BltFile:
    """An election as read from a file. `names` holds one for each candidate.

    `cut_short` is the number of papers that counted only up to a voter's fault.
    """

    election: Election
    names: tuple[str, ...]
    title: str
    cut_short: int


def read_blt(content: bytes) -> BltFile:
    """Read a BLT file that is in memory; raise `UnreadableFile` where it is not one."""
    return read_blt_file(BytesIO(content))


def read_blt_file(file: BinaryIO) -> BltFile:
    """Read a BLT file line by line; raise `UnreadableFile` where it is not one."""
    return _Reader(file).read()


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of a file, whichever of the three line ends it has."""
    for line in file:
        if b"\r" not in line:
            yield line
        else:
            yield from line.replace(b"\r\n", b"\n").replace(b"\r", b"\n").splitlines(keepends=True)


class _Reader:
    """Reads line by line; `line` is the number of the last one that said something."""

    def __init__(self, file: BinaryIO) -> None:
        self.line = 0
        self.raw_lines = enumerate(_lines(file), start=1)
        self.candidates = 0
        self.seats = 0
        self.numbers: dict[bytes, int] = {}  # Of the candidates, as they are written.
        self.withdrawn: frozenset[int] = frozenset()
        self.papers: dict[bytes, int] = {}  # By their preferences as they are written.
        self.faulty: dict[bytes, Ranking] = {}  # What counts of those with a voter's fault.
        self.number_of_papers = 0

    def read(self) -> BltFile:
        self._read_head(self._next("a first line with the numbers of candidates and seats"))
        self._read_papers()
        names, title = self._read_names()
        cut_short = sum(self.papers[written] for written in self.faulty)
        election = Election(self.candidates, self.seats, self._rankings(), self.withdrawn)
        return BltFile(election, names, title, cut_short)

    def _rankings(self) -> dict[Ranking, int]:
        """Return the papers by ranking; what was written goes as it is worked out, to save room."""
        rankings: dict[Ranking, int] = {}
        while self.papers:
            written, number = self.papers.popitem()
            ranking = self.faulty.get(written)
            if ranking is None:
                ranking = tuple(map(self.numbers.__getitem__, written.split()))
            rankings[ranking] = rankings.get(ranking, 0) + number
        return rankings

    def _meaningful(self) -> Iterator[str]:
        """Yield the lines that say something, comments cut off."""
        for number, raw in self.raw_lines:
            said = self._said(raw, number)
            if said:
                self.line = number
                yield said

    def _said(self, raw: bytes, number: int) -> str:
        """Return what a line says, without its comment."""
        try:
            said = raw.removeprefix(_MARK_OF_UTF8 if number == 1 else b"").decode("utf-8").strip()
        except UnicodeDecodeError:
            raise UnreadableFile(number, "this is not text in UTF-8.") from None
        if said == END_OF_OLD_FILES:
            return ""
        if _UNPRINTABLE.search(said):
            raise UnreadableFile(number, "this is not a text file: it holds a control character.")
        if "#" in said and not said.startswith('"'):  # A # in a name is part of the name.
            return said.partition("#")[0].rstrip()
        return said

    def _next(self, expected: str) -> str:
        line = next(self._meaningful(), None)
        if line is None:
            raise UnreadableFile(self.line + 1, f"the file ends; {expected} is missing.")
        return line

    def _refusal(self, reason: str) -> UnreadableFile:
        return UnreadableFile(self.line, reason)

    def _read_head(self, line: str) -> None:
        words = line.split()
        if len(words) != 2 or not all(map(_is_whole, words)):
            raise self._refusal("this must be two whole numbers: candidates and seats.")
        self.candidates, self.seats = map(int, words)
        if not 1 <= self.candidates <= MOST_CANDIDATES:
            raise self._refusal(f"there must be between 1 and {MOST_CANDIDATES:,} candidates.")
        if not 1 <= self.seats <= MOST_CANDIDATES:
            raise self._refusal(f"there must be between 1 and {MOST_CANDIDATES:,} seats.")
        self.numbers = {str(each).encode(): each for each in range(1, self.candidates + 1)}

    def _read_papers(self) -> None:
        expected = "the line with only a 0 that ends the papers"
        line = self._next(expected)
        while line.startswith("-"):
            self._withdraw(line)
            line = self._next(expected)
        while line != "0":
            self._read_line_of_papers(line)
            line = self._next_but_papers() or self._next(expected)

    def _next_but_papers(self) -> str:
        """Read on through plain lines of papers; return the first other that says something."""
        papers = self.papers
        for number, raw in self.raw_lines:
            plain = _LINE_OF_PAPERS.fullmatch(raw)
            if plain is None:
                said = self._said(raw, number)
                if said:
                    self.line = number
                    return said
                continue
            self.line = number
            written = plain[2]
            if written not in papers:
                self._check_ranking(written)
            self._put(int(plain[1]), written)
        return ""

    def _read_line_of_papers(self, line: str) -> None:
        """Read a line that may be laid out otherwise, bear a paper's number or a voter's fault."""
        plain = _LINE_OF_PAPERS.fullmatch(line.encode())
        if plain is None:
            self._put(*self._irregular(" ".join(line.split())))
        else:
            self._check_ranking(plain[2])
            self._put(int(plain[1]), plain[2])

    def _put(self, number: int, written: bytes) -> None:
        self.number_of_papers += number
        if self.number_of_papers > MOST_PAPERS:
            raise self._refusal(f"there are more than {MOST_PAPERS:,} papers up to here.")
        self.papers[written] = self.papers.get(written, 0) + number

    def _withdraw(self, line: str) -> None:
        words = line.split()
        if not all(word.startswith("-") and _is_whole(word[1:]) for word in words):
            raise self._refusal("withdrawn candidates must each be a number with a minus sign.")
        for number in (int(word[1:]) for word in words):
            self._check_candidate(number)
            if number in self.withdrawn:
                raise self._refusal(f"candidate {number} is withdrawn twice.")
            self.withdrawn |= {number}

    def _check_ranking(self, written: bytes) -> None:
        """Look for faults in preferences in plain numbers: most have none."""
        words = written.split()
        different = set(words)
        if len(different) != len(words) or not self.numbers.keys() >= different:
            self.faulty[written] = self._ranking(list(map(bytes.decode, words)))

    def _irregular(self, line: str) -> tuple[int, bytes]:
        """Read a line with a paper's number or a voter's fault on it, or say what is wrong."""
        bracketed = _BRACKETED.fullmatch(line)
        words = (bracketed[2] if bracketed else line).split()
        if line.startswith('"'):
            raise self._refusal("the line with only a 0 that ends the papers is missing.")
        if not words or not _is_whole(words[0]):
            raise self._refusal("this must begin with a whole number of papers.")
        if int(words[0]) == 0:
            raise self._refusal("the number of papers must be 1 or more.")
        if int(words[0]) > 1 and bracketed:
            raise self._refusal("a paper with a number of its own must be one paper.")
        if len(words) < 2 or words[-1] != "0":
            raise self._refusal("a line of papers must end with 0.")
        ranking = self._ranking(words[1:-1])
        written = " ".join(words[1:-1]).encode()
        if len(ranking) != len(words) - 2:
            self.faulty[written] = ranking
        return int(words[0]), written

    def _ranking(self, words: list[str]) -> Ranking:
        """Return the preferences up to the first fault of the voter's."""
        ranking: list[int] = []
        is_faultless = True
        for word in words:
            numbers = [] if word == "-" else word.split("=")
            for number in numbers:
                self._check_preference(number)
            is_faultless = is_faultless and len(numbers) == 1 and int(numbers[0]) not in ranking
            if is_faultless:
                ranking.append(int(numbers[0]))
        return tuple(ranking)

    def _check_preference(self, word: str) -> None:
        if not _is_whole(word):
            raise self._refusal(f"{word!r} is not the number of a candidate.")
        if int(word) == 0:
            raise self._refusal("0 may only end a paper; a place that was skipped is written -.")
        self._check_candidate(int(word))

    def _check_candidate(self, number: int) -> None:
        if not 1 <= number <= self.candidates:
            raise self._refusal(
                f"there is no candidate {number}; they are numbered 1 to {self.candidates}."
            )

    def _read_names(self) -> tuple[tuple[str, ...], str]:
        read: list[str] = []
        for line in self._meaningful():
            quoted = _QUOTED_LINE.fullmatch(line)
            if quoted is None:
                raise self._refusal("after the papers come only names, each in quotation marks.")
            read.extend(name.strip() for name in _QUOTED.findall(quoted[1]))
            if len(read) > self.candidates + 1:
                raise self._refusal("there is more here than the candidates' names and a title.")
        if 0 < len(read) < self.candidates:
            raise self._refusal(f"there are {self.candidates} candidates and {len(read)} names.")
        if not all(read[: self.candidates]):
            raise self._refusal("one of the candidates has an empty name.")
        names = read[: self.candidates] or [f"Candidate {n + 1}" for n in range(self.candidates)]
        return tuple(names), read[self.candidates] if len(read) > self.candidates else ""


def _is_whole(word: str) -> bool:
    """Whether a word is a whole number in plain digits, and not a monstrous one."""
    return word.isascii() and word.isdigit() and len(word) <= 9
