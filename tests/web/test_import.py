"""The pages of an import: upload, columns, check, entry."""

import io
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from governance.cli.worker import run_one_job
from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.members.models import ImportBatch, Party
from governance.record.models import Link
from tests.factories.accounts import make_role, signed_in
from tests.factories.members import make_member, make_person, make_society
from tests.machinery.client import Response, StrictClient, settle

FILE = (
    "Employee Reference,Forename,Surname,E-mail Address,Department,Work Start Date\n"
    "001,Ada,Lovelace,ada@example.org,Day centres,04/05/2019\n"
    "002,Siân,Cook,sian@example.org,Home care,2020-02-29\n"
)
IMPORTS = "/office/imports"


@pytest.fixture
def secretary(client: StrictClient) -> StrictClient:
    """The secretary's browser; she is not one of the staff in the file."""
    make_society()
    person = make_person("Olive Officer", source="officers")
    make_role(person.party_id, Role.SECRETARY)
    return signed_in(client, person.party_id)


def upload(browser: StrictClient, content: bytes | str, name: str = "staff.csv") -> Response:
    content = content.encode() if isinstance(content, str) else content
    return browser.submit(IMPORTS, {"file": (io.BytesIO(content), name)})


def checked(browser: StrictClient, content: bytes | str = FILE, **chosen: Any) -> str:
    """Upload, choose the columns, have the worker check; return the import's address."""
    columns = upload(browser, content).headers["Location"]
    where = browser.submit(columns, {"membership": "everybody"} | chosen).headers["Location"]
    work()
    return str(where)


def work() -> None:
    settle()
    run_one_job(lambda: True)
    db.session.expire_all()


def newest() -> ImportBatch:
    found = db.session.scalars(select(ImportBatch).order_by(ImportBatch.id.desc())).first()
    assert found is not None
    return found


def links() -> int:
    return db.session.scalar(select(func.count()).select_from(Link)) or 0


def test_a_file_goes_from_upload_to_the_register(secretary: StrictClient) -> None:
    where = checked(secretary)
    page = secretary.get(where).page
    assert "Siân Cook" in page.text

    entered = secretary.submit(where, form=f"{where}/enter", follow=True).page
    assert "Entering the file" in entered.text
    work()

    assert "The file is entered" in secretary.get(where).page.text
    assert "Siân Cook" in secretary.get("/register").page.text


def test_the_columns_are_guessed_and_shown_beside_the_first_lines(secretary: StrictClient) -> None:
    columns = upload(secretary, FILE).headers["Location"]

    page = secretary.get(columns).page

    assert page.form().fields()["employee_ref"] == ["Employee Reference"]
    assert "Lovelace" in page.first("table").text


def test_a_missing_choice_is_asked_for(secretary: StrictClient) -> None:
    columns = upload(secretary, FILE).headers["Location"]

    answer = secretary.submit(columns, {"started": "", "surname": "Forename"})

    assert answer.status_code == 400
    assert "Choose the column with the start date." in answer.page.text
    assert (
        "“Forename” is chosen for “First name” and “Surname”: choose it once." in answer.page.text
    )


def test_the_check_shows_its_progress_and_renews_itself(secretary: StrictClient) -> None:
    columns = upload(secretary, FILE).headers["Location"]

    shown = secretary.submit(columns, follow=True)

    assert shown.page.first("progress")["max"] == "1"
    assert shown.headers["Refresh"] == "4"
    assert "Refresh" not in secretary.get(f"{shown.request.path}?still=1").headers


def test_errors_are_shown_by_line_and_nothing_can_be_entered(secretary: StrictClient) -> None:
    where = checked(secretary, FILE + "003,Bob,,bob,Home care,1/2/19\n")
    page = secretary.get(where).page

    for sentence in ("Surname: It is empty.", "“bob” is not an e-mail address", "four digits"):
        assert sentence in page.text
    assert not page.all("form", action=f"{where}/enter")
    answer = secretary.post(f"{where}/enter", data=secretary.get(where).page.form(0).fields())
    assert answer.status_code == 422
    assert db.session.scalar(select(func.count()).select_from(Party)) == 1


@pytest.mark.parametrize("clicks", [1, 3])
def test_clicks_on_enter_count_once(secretary: StrictClient, clicks: int) -> None:
    where = checked(secretary)
    token = secretary.get(where).page.form(f"{where}/enter").fields()
    before = links()

    for _click in range(clicks):
        assert secretary.post(f"{where}/enter", data=token).status_code == 303
    work()
    work()

    assert links() == before + 3
    assert secretary.post(f"{where}/enter", data=token).status_code == 303


def test_going_back_to_the_columns_of_an_entered_file_leads_to_it(secretary: StrictClient) -> None:
    where = checked(secretary)
    secretary.submit(where, form=f"{where}/enter")
    work()

    assert secretary.get(f"{where}/columns").headers["Location"] == where


def test_the_same_file_again_has_nothing_to_enter(secretary: StrictClient) -> None:
    where = checked(secretary)
    secretary.submit(where, form=f"{where}/enter")
    work()

    again = secretary.get(checked(secretary)).page

    assert "there is nothing to enter" in again.text


def test_a_file_that_is_no_csv_is_refused_beside_the_field(secretary: StrictClient) -> None:
    answer = upload(secretary, b"PK\x03\x04 and so on", "staff.xlsx")

    assert answer.status_code == 400
    assert "This is an Excel workbook" in answer.page.text
    assert db.session.scalar(select(func.count()).select_from(ImportBatch)) == 0


def test_a_file_in_windows_text_is_said_to_be_that(secretary: StrictClient) -> None:
    columns = upload(secretary, FILE.encode("cp1252")).headers["Location"]

    page = secretary.get(columns).page

    assert "cp1252" in page.text
    assert "Siân" in page.text


def test_a_file_that_is_too_large_is_refused(
    secretary: StrictClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The application serves other tests too: the setting is put back after this one.
    monkeypatch.setitem(secretary.application.config, "MAX_CONTENT_LENGTH", 1000)

    assert upload(secretary, FILE * 20).status_code == 413


def test_the_lines_can_be_downloaded_without_formulas(secretary: StrictClient) -> None:
    where = checked(secretary, FILE + "=1+1,Bob,Cook,,Home care,never\n")

    answer = secretary.get(f"{where}/lines.csv", buffered=True)

    assert "4,'=1+1,Bob Cook,error,Start date: “never” is not a date." in answer.text


def test_it_is_told_what_is_to_be_entered_of_somebody_new(secretary: StrictClient) -> None:
    where = checked(secretary)

    rows = secretary.get(f"{where}?lines=new").page.table("New people")

    assert " ".join(rows[1][-1].split()) == (
        "Service or department: Day centres Start date: 4 May 2019 Member since: 4 May 2019"
    )


def test_a_change_of_hours_is_told_in_hours_and_minutes(secretary: StrictClient) -> None:
    heading, ada, _sian = FILE.strip().split("\n")
    lines = [f"{heading},Contract Hours", f"{ada},16"]
    where = checked(secretary, "\n".join(lines))
    secretary.submit(where, form=f"{where}/enter")
    work()

    where = checked(secretary, "\n".join([lines[0], f"{ada},18.5"]))

    told = secretary.get(f"{where}?lines=changed").page.table("People who change")[1][-1]
    assert told == "Contract hours a week: 16 hours → 18 hours 30 minutes"


def test_a_dropped_import_says_so(secretary: StrictClient) -> None:
    where = checked(secretary)

    page = secretary.submit(where, form=f"{where}/drop", follow=True).page

    assert "The import was dropped" in page.text
    assert "This import was dropped" in secretary.get(where).page.text


def test_an_unknown_import_is_not_found(secretary: StrictClient) -> None:
    assert secretary.get(f"{IMPORTS}/4711").status_code == 404


@pytest.mark.parametrize("role", list(Role))
def test_imports_open_to_those_who_keep_the_register(client: StrictClient, role: Role) -> None:
    make_society()
    person = make_member("Ada Lovelace")
    make_role(person.party_id, role)
    answer = signed_in(client, person.party_id).get(IMPORTS)

    keeps = role in (Role.SECRETARY, Role.ADMINISTRATOR)
    assert answer.status_code == (200 if keeps else 403)


# Which system wrote it, and how.

CASES = Path(__file__).parent.parent / "cases" / "hr"


def case(name: str) -> bytes:
    return (CASES / f"{name}.csv").read_bytes()


@pytest.mark.parametrize(
    ("name", "title", "full_time"),
    [("sage", "Sage 50 Payroll", ""), ("itrent", "iTrent", "37"), ("esr", "ESR", "37:30")],
)
def test_the_columns_page_says_which_system_the_file_looks_like(
    secretary: StrictClient, name: str, title: str, full_time: str
) -> None:
    page = secretary.get(upload(secretary, case(name)).headers["Location"]).page

    assert f"This looks like {title}" in page.text
    assert f"How to export from {title}" in page.text
    assert page.form().fields()["full_time"] == [full_time]


def test_another_system_can_be_chosen(secretary: StrictClient) -> None:
    columns = upload(secretary, case("esr")).headers["Location"]

    page = secretary.get(f"{columns}?profile=").page
    assert "If one of these systems wrote the file" in page.text
    assert page.form().fields()["full_time"] == [""]

    assert "This looks like ESR" in secretary.get(f"{columns}?profile=esr").page.text


def test_a_system_nobody_knows_is_another_system(secretary: StrictClient) -> None:
    columns = upload(secretary, case("esr")).headers["Location"]

    page = secretary.get(f"{columns}?profile=nobody").page

    assert "If one of these systems wrote the file" in page.text


def test_what_is_chosen_is_remembered_for_the_next_file(secretary: StrictClient) -> None:
    chosen = {"dates_written": "2019-05-04", "hours_written": "clock", "full_time": "37.5"}
    content = FILE.replace("04/05/2019", "2019-05-04")
    checked(secretary, content, **chosen)

    fields = secretary.get(upload(secretary, content).headers["Location"]).page.form().fields()

    kept = [fields[name] for name in ("dates_written", "hours_written", "full_time")]
    assert kept == [["2019-05-04"], ["clock"], ["37:30"]]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("many", "is not a number of hours"), ("200", "more hours than a week has")],
)
def test_full_time_must_be_hours(secretary: StrictClient, typed: str, reason: str) -> None:
    columns = upload(secretary, FILE).headers["Location"]

    answer = secretary.submit(columns, {"full_time": typed})

    assert answer.status_code == 400
    assert reason in answer.page.text


def test_hours_that_are_fte_ask_what_full_time_is(secretary: StrictClient) -> None:
    columns = upload(secretary, case("itrent")).headers["Location"]

    answer = secretary.submit(columns, {"hours_written": "fte", "full_time": ""})

    assert "Enter the full-time hours a week" in answer.page.text


def test_an_answer_that_is_not_offered_is_refused(secretary: StrictClient) -> None:
    columns = upload(secretary, FILE).headers["Location"]

    answer = secretary.submit(columns, {"dates_written": "05/04/2019"})

    assert answer.status_code == 400


def test_a_post_that_is_not_in_the_file_is_listed(secretary: StrictClient) -> None:
    where = checked(secretary, case("itrent"))
    secretary.submit(where, form=f"{where}/enter")
    work()
    fewer = b"\n".join(line for line in case("itrent").split(b"\n") if b'"0003"' not in line)

    page = secretary.get(f"{checked(secretary, fewer)}?lines=missing").page

    assert "Not in this file (1)" in page.text
    assert "Assignment 0003 (Night worker) is not in it." in page.text
    assert "000124" in page.text


def test_dates_that_could_be_american_are_warned_about_before_the_entry(
    secretary: StrictClient,
) -> None:
    rows = "".join(
        f"{number},Ada,L{number},,Home care,{number:02}/05/2019\n" for number in range(1, 8)
    )

    page = secretary.get(checked(secretary, FILE.splitlines()[0] + "\n" + rows)).page

    assert "none of the 7 dates is after the 12th" in page.text
    assert page.all("form", action="/office/imports/1/enter")
