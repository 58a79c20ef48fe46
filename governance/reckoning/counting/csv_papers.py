"""Read papers from a CSV file, one row at a time, so that its length does not matter.

Answers of yes or no have one column:      Papers with options have a column for each:

    vote                                       Ada,Bo,Cy,number
    for                                        1,,1,12          12 papers that mark Ada and Cy
    Abstain                                    x,,,
    "blank"                                    ,,,3             3 blank papers

A last column `number` says how many papers are like the row; without it, or where it is empty, one
is. The words of an answer are for, yes, against, no, abstain, abstained, blank, spoilt, in any case
of letters; an empty cell is blank. A mark is 1, x or yes, and 0 or an empty cell is none. A score
or a place is a whole number. A file in another form is refused, with the line and the reason.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from io import TextIOWrapper
from typing import BinaryIO, TypeAlias

from governance.reckoning.counting.blt import MOST_CANDIDATES, MOST_PAPERS, UnreadableFile
from governance.reckoning.counting.election import Ranking
from governance.reckoning.counting.papers import ABSTAIN, AGAINST, FOR
from governance.reckoning.counting.registry import Shape

_PLAIN = re.compile(r"[0-9A-Za-z,]+\n?")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

LONGEST_LINE = 100_000
MOST_REMEMBERED = 10_000  # Rows that are read once however often they come.

NUMBER = "number"
VOTE = "vote"
ANSWER_NAMES = ("For", "Against", "Abstain")
_SPOILT = None

_ANSWERS: dict[str, Ranking | None] = {
    "for": (FOR,),
    "yes": (FOR,),
    "against": (AGAINST,),
    "no": (AGAINST,),
    "abstain": (ABSTAIN,),
    "abstained": (ABSTAIN,),
    "blank": (),
    "": (),
    "spoilt": _SPOILT,
}
_MARKS = {"": 0, "0": 0, "1": 1, "x": 1, "yes": 1}

Cells: TypeAlias = Sequence[str]
Row: TypeAlias = tuple[Ranking | None, int]


@dataclass
class CsvFile:
    """What a file says: the options, how many papers bear which marks, and how many are spoilt."""

    names: tuple[str, ...]
    papers: dict[Ranking, int] = field(default_factory=dict)
    spoilt: int = 0


def read_csv(file: BinaryIO, shape: Shape, *, most: int | None = None, highest: int) -> CsvFile:
    """Read the papers of a shape; raise `UnreadableFile` where the file is not in this form.

    Rankings come as places, one for each option, for they may have equals. A paper with more than
    `most` marks is spoilt; a score above `highest` is refused.
    """
    reader = _Reader(file, shape, most=most, highest=highest)
    try:
        return reader.read()
    finally:
        reader.text.detach()  # Else the file would be closed here, by whoever did not open it.


class _Reader:
    """Reads row by row; `line` is the number of the one in hand."""

    def __init__(self, file: BinaryIO, shape: Shape, *, most: int | None, highest: int) -> None:
        self.text = TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape")
        self.line = 0
        self.shape = shape
        self.most = most
        self.highest = highest
        self.columns = 0
        self.has_number = False

    def read(self) -> CsvFile:
        lines = self._lines()
        found = CsvFile(self._names(next(lines, "")))
        total = 0
        for marks, number in self._rows(lines):
            total += number
            if total > MOST_PAPERS:
                raise self._refusal(f"there are more than {MOST_PAPERS:,} papers up to here.")
            if marks is _SPOILT:
                found.spoilt += number
            else:
                found.papers[marks] = found.papers.get(marks, 0) + number
        return found

    def _rows(self, lines: Iterator[str]) -> Iterator[Row]:
        """Yield what each row says; one like an earlier row is not worked out again."""
        marks_of = self._marks_of()
        known: dict[str, Row] = {}
        for line in lines:
            row = known.get(line)
            if row is None:
                row = self._row(line, marks_of)
                if len(known) < MOST_REMEMBERED:
                    known[line] = row
            yield row

    def _lines(self) -> Iterator[str]:
        """Yield each line and keep count; an empty one may only stand at the end of the file."""
        empty_at = 0
        for line in iter(partial(self.text.readline, LONGEST_LINE), ""):
            self.line += 1
            if line.isspace():
                empty_at = empty_at or self.line
                continue
            if empty_at:
                raise UnreadableFile(empty_at, "this line is empty; write blank for a blank paper.")
            if len(line) == LONGEST_LINE:
                raise self._refusal(f"the line is longer than {LONGEST_LINE:,} letters.")
            yield line

    def _refusal(self, reason: str) -> UnreadableFile:
        return UnreadableFile(self.line or 1, reason)

    def _cells(self, line: str) -> list[str]:
        if _PLAIN.fullmatch(line):  # As most rows are: there is nothing to look for.
            return line.rstrip("\n").split(",")
        if _UNPRINTABLE.search(line):
            raise self._refusal("this is not a text file: it holds a control character.")
        try:
            line.encode()
            return [cell.strip() for cell in next(csv.reader([line], strict=True), [])]
        except UnicodeEncodeError:
            raise self._refusal("this is not text in UTF-8.") from None
        except csv.Error:
            raise self._refusal("a quotation mark is not closed, or is out of place.") from None

    def _names(self, line: str) -> tuple[str, ...]:
        names = self._cells(line)
        self.has_number = len(names) > 1 and names[-1].lower() == NUMBER
        self.columns = len(names)
        names = names[: len(names) - self.has_number]
        if self.shape is Shape.YES_NO:
            if [name.lower() for name in names] != [VOTE]:
                raise self._refusal("the first line must be vote, or vote,number.")
            return ANSWER_NAMES
        if len(names) > MOST_CANDIDATES:
            raise self._refusal(f"there are more than {MOST_CANDIDATES:,} options.")
        if not names or not all(names) or [name.lower() for name in names] == [VOTE]:
            raise self._refusal("the first line must name the options, one in each column.")
        if len(set(names)) != len(names):
            raise self._refusal("two columns have the same name.")
        return tuple(names)

    def _row(self, line: str, marks_of: Callable[[Cells], Ranking | None]) -> Row:
        cells = self._cells(line)
        if len(cells) != self.columns:
            raise self._refusal(f"there are {self.columns} columns, and here {len(cells)} cells.")
        number = cells.pop() if self.has_number else ""
        if number and (not _is_whole(number) or int(number) == 0):
            raise self._refusal(f"{number!r} is not a number of papers, 1 or more.")
        return marks_of(cells), int(number or 1)

    def _marks_of(self) -> Callable[[Cells], Ranking | None]:
        if self.shape is Shape.YES_NO:
            return self._answer
        if self.shape in (Shape.ONE, Shape.SEVERAL):
            return self._several
        largest = self.highest if self.shape is Shape.SCORE else self.columns - self.has_number
        return partial(self._numbers, {str(number): number for number in range(largest + 1)})

    def _answer(self, cells: Cells) -> Ranking | None:
        word = cells[0].lower()
        if word not in _ANSWERS:
            raise self._refusal(f"{cells[0]!r} is none of for, against, abstain, blank, spoilt.")
        return _ANSWERS[word]

    def _several(self, cells: Cells) -> Ranking | None:
        for cell in cells:
            if cell.lower() not in _MARKS:
                raise self._refusal(f"{cell!r} is no mark; a mark is 1, x or yes.")
        marked = tuple(n for n, cell in enumerate(cells, start=1) if _MARKS[cell.lower()])
        return _SPOILT if self.most is not None and len(marked) > self.most else marked

    def _numbers(self, numbers: Mapping[str, int], cells: Cells) -> Ranking | None:
        try:
            marks = tuple([numbers[cell] if cell else 0 for cell in cells])
        except KeyError as strange:
            most = len(numbers) - 1
            raise self._refusal(f"{strange} is not a whole number up to {most}.") from None
        return marks if any(marks) else ()


def rankings(places: dict[Ranking, int]) -> tuple[dict[Ranking, int], int]:
    """Return the rankings that places are, and how many papers count only up to a fault.

    The fault is a place that was skipped, or given twice.
    """
    found: dict[Ranking, int] = {}
    cut_short = 0
    for marks, number in places.items():
        given = sorted((place, option) for option, place in enumerate(marks, start=1) if place)
        ranking: list[int] = []
        for expected, (place, option) in enumerate(given, start=1):
            if place != expected or marks.count(place) > 1:
                cut_short += number
                break
            ranking.append(option)
        found[tuple(ranking)] = found.get(tuple(ranking), 0) + number
    return found, cut_short


def _is_whole(word: str) -> bool:
    """Whether a word is a whole number in plain digits, and not a monstrous one."""
    return word.isascii() and word.isdigit() and len(word) <= 9
