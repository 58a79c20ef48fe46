"""Files that went through a spreadsheet, or came from elsewhere: noticed, named and refused."""

from datetime import date

import pytest
from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.members.importing import headings, values
from governance.members.importing.files import read_table, read_text
from governance.members.importing.people import Problem
from governance.members.importing.rows import Reader
from governance.members.importing.settings import Settings
from governance.members.importing.values import Dates
from governance.members.models import Party
from governance.members.service import FileHasErrors
from tests.services.test_import import enter, links
from tests.services.test_import_files import problems, read

HEADINGS = "Employee Reference,Assignment Number,Forename,Surname,Department,Work Start Date"
ADA = "00123,A-1,Ada,Lovelace,Home care,04/05/2019"

SPOILT = {
    "a shortened reference": (ADA.replace("00123", "1.2E+04"), "shortens a long number"),
    "a shortened assignment": (ADA.replace("A-1", "2.00001e7"), "shortens a long number"),
    "a reference with decimals": (ADA.replace("00123", "123.0"), "took it for a quantity"),
    "a column too narrow": (ADA.replace("00123", "########"), "column too narrow"),
    "a date too narrow": (ADA.replace("04/05/2019", "###"), "column too narrow"),
    "a formula that failed": (ADA.replace("Home care", "#N/A"), "a formula that failed"),
    "a day as a number": (ADA.replace("04/05/2019", "43589"), "spreadsheet's number for a day"),
    "an American date": (ADA.replace("04/05/2019", "05/24/2019"), "American date, month first"),
}


@pytest.mark.parametrize("case", SPOILT)
def test_what_a_spreadsheet_spoilt_is_said_by_its_line(case: str) -> None:
    row, reason = SPOILT[case]

    [(line, sentence)] = problems(f"{HEADINGS}\n{row}\n")

    assert line == 2
    assert reason in sentence


@pytest.mark.parametrize("row", [ADA.replace("Home care", "#1 House"), ADA.replace("A-1", "E-12")])
def test_what_only_looks_a_little_like_it_is_taken(row: str) -> None:
    assert problems(f"{HEADINGS}\n{row}\n") == []


def test_references_that_lost_their_zeros_keep_everybody_out() -> None:
    enter(ADA, headings=HEADINGS)
    before = links()

    with pytest.raises(FileHasErrors, match="the register has 00123"):
        enter(ADA.replace("00123", "123"), "124,B-1,Bob,Cook,Respite,2020-02-29", headings=HEADINGS)

    assert links() == before
    assert db.session.scalar(select(func.count()).select_from(Party)) == 1


@pytest.mark.parametrize(
    "row",
    [
        "Total: 483,,,,,", "Total: 483", "Grand total,483,,,,", "Count,483,,,,", ",,,,Total: 483,",
        "Number of employees: 483", "*** End of report ***,,,,,", "483 records", "Records: 483",
    ],
)  # fmt: skip
def test_a_row_of_totals_is_named_as_such(row: str) -> None:
    [(line, sentence)] = problems(f"{HEADINGS}\n{ADA}\n{row}\n")

    assert line == 3
    assert "is a total or the end of a report, not a person" in sentence


def test_a_person_called_total_is_a_person() -> None:
    assert problems(f"{HEADINGS}\n{ADA.replace('Lovelace', 'Total')}\n") == []
    assert problems(f"{HEADINGS}\nCount1,A-2,Dracula,Count,Night care,04/05/2019\n") == []


def test_a_value_over_several_lines_is_one_value() -> None:
    [found] = read(f'{HEADINGS}\n00123,A-1,Ada,"Love\r\nlace",Home care,04/05/2019\n')

    assert not isinstance(found, Problem)
    assert found.contact["surname"] == "Love lace"


# Dates that could be American throughout.


def warnings(*days: str, dates: Dates = Dates.ANY) -> list[str]:
    rows = [f"{number},A,Ada,L,Home care,{day}" for number, day in enumerate(days)]
    table = read_table(read_text("\n".join([HEADINGS, *rows]).encode()).text)
    reader = Reader(table, headings.guess(table.headings), Settings(dates=dates))
    assert not [found for found in reader.lines() if isinstance(found, Problem)]
    return reader.warnings()


def test_a_column_that_could_be_american_throughout_is_warned_about() -> None:
    [warning] = warnings("04/05/2019", "01/02/2020", "11/12/2021", "03/03/2022", "12/01/2020")

    assert warning.startswith("Start date: none of the 5 dates is after the 12th")


@pytest.mark.parametrize(
    "days",
    [
        ["04/05/2019", "01/02/2020", "11/12/2021", "03/03/2022", "13/01/2020"],
        ["01/04/2019", "01/02/2020", "01/12/2021", "01/03/2022", "01/01/2020"],
        ["2019-05-04", "2020-02-01", "2021-12-11", "2022-03-03", "2020-01-12"],
        ["4-May-2019", "1-Feb-2020", "11-Dec-2021", "3-Mar-2022", "12-Jan-2020"],
        ["04/05/2019", "01/02/2020"],
    ],
)
def test_a_column_that_shows_its_order_or_is_short_is_not(days: list[str]) -> None:
    assert warnings(*days) == []


def test_a_warning_does_not_keep_a_file_out() -> None:
    days = ("04/05/2019", "01/02/2020", "11/12/2021", "03/03/2022", "12/01/2020")
    rows = [f"{number},A-{number},Ada,L,Home care,{day}" for number, day in enumerate(days)]

    batch = enter(*rows, headings=HEADINGS)

    assert (batch.state, len(batch.summary["warnings"])) == ("entered", 1)


@pytest.mark.parametrize("text", ["04/05/2019", "4-May-2019", "2019-05-04"])
@pytest.mark.parametrize("dates", [Dates.NUMBERS, Dates.WORDS, Dates.ISO])
def test_a_source_that_writes_dates_one_way_is_held_to_it(text: str, dates: Dates) -> None:
    if text == dates:
        assert values.day(text, dates) == date(2019, 5, 4)
        return
    with pytest.raises(values.Unreadable, match=f"not written as {dates}"):
        values.day(text, dates)
