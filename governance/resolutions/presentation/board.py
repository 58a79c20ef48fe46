"""What the office is shown of the board's decisions, and of what the board may decide."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from governance.members import officers
from governance.reckoning.board_decisions import BoardKind
from governance.reckoning.rules.kinds.board import BoardRules
from governance.resolutions import queries
from governance.resolutions.queries import Asked, Entered, Reader
from governance.rulebook.queries import rules_on

SHOWN = 100


@dataclass(frozen=True)
class BoardPage:
    """The newest decisions of the board, and its limits today."""

    decisions: list[Entered]
    rules: BoardRules
    spent_pence: int
    year: tuple[date, date]
    today: date


def of_board(reader: Reader) -> BoardPage:
    """Return what the board decided, and what it may still spend."""
    ids = queries.found(Asked(decided_by="board"), reader)[:SHOWN]
    return BoardPage(
        decisions=queries.entered_all(ids, reader),
        rules=rules_on(reader.day).of(BoardRules),
        spent_pence=queries.spent_in_year_of(reader.day),
        year=queries.financial_year_of(reader.day),
        today=reader.day,
    )


def number_of_directors(day: date) -> int | None:
    """Return how many directors the register of officers has on a day; None if it has none."""
    return len(officers.directors_on(day)) or None


def kind_in_words(kind: str) -> str:
    """Return about what the board decided."""
    words = {
        BoardKind.SPENDING: gettext("Spending"),
        BoardKind.ADMISSION: gettext("Application for membership"),
        BoardKind.APPOINTMENT: gettext("Vacancy"),
        BoardKind.OTHER: gettext("Another matter"),
    }
    return words[BoardKind(kind)]
