"""The pages of an import: upload, columns, check, entry."""

import io
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
    assert "“Forename” is chosen for first name and surname" in answer.page.text


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
