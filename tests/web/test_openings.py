"""The pages of an import into a book: upload, columns, try, entry."""

import io
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from governance.cli.worker import run_one_job
from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.ledger.importing.models import BookImport
from governance.ledger.models import Book, Transaction
from tests.factories.accounts import make_role, signed_in
from tests.factories.ledger import make_book, make_share_class
from tests.factories.members import make_member, make_person, make_society
from tests.machinery.client import Response, StrictClient, settle

CASES = Path(__file__).parent.parent / "cases" / "openings"
HOLDINGS = (CASES / "holdings.csv").read_text()
BALANCES = (CASES / "balances.csv").read_text()
TRANSACTIONS = (CASES / "transactions.csv").read_text()


@pytest.fixture
def book() -> Book:
    make_society()
    book = make_book()
    make_share_class(book, transferable=True)
    for name in ("Ada Lovelace", "Ben Bow", "Cy Cole"):
        make_member(name)
    return book


@pytest.fixture
def secretary(client: StrictClient, book: Book) -> StrictClient:
    person = make_person("Olive Officer", source="officers")
    make_role(person.party_id, Role.SECRETARY)
    return signed_in(client, person.party_id)


def upload(
    browser: StrictClient, book: Book, content: str | bytes, shape: str = "holdings"
) -> Response:
    content = content.encode() if isinstance(content, str) else content
    form = {"file": (io.BytesIO(content), "register.csv"), "shape": shape}
    return browser.submit(f"/office/books/{book.id}/imports", form)


def tried(
    browser: StrictClient, book: Book, content: str, shape: str = "holdings", **chosen: Any
) -> str:
    """Upload, choose the columns, have the worker try it; return the import's address."""
    columns = upload(browser, book, content, shape).headers["Location"]
    where = browser.submit(columns, chosen).headers["Location"]
    work()
    return str(where)


def work() -> None:
    settle()
    run_one_job(lambda: True)
    db.session.expire_all()


def newest() -> BookImport:
    found = db.session.scalars(select(BookImport).order_by(BookImport.id.desc())).first()
    assert found is not None
    return found


def transactions() -> int:
    return db.session.scalar(select(func.count()).select_from(Transaction)) or 0


def test_a_try_shows_the_totals_and_posts_nothing(secretary: StrictClient, book: Book) -> None:
    where = tried(secretary, book, HOLDINGS)

    page = secretary.get(where).text
    assert "What the file would do" in page
    assert "Issue of 250 A shares, 4 May 2021." in page
    assert "£400.00 credit" in page
    assert "Enter it in the book" in page
    assert transactions() == 0


def test_what_was_tried_is_entered_once_for_two_clicks(secretary: StrictClient, book: Book) -> None:
    where = tried(secretary, book, HOLDINGS)

    token = secretary.get(where).page.form(f"{where}/enter").fields()
    for _click in range(2):
        assert secretary.post(f"{where}/enter", data=token).status_code == 303
    work()
    work()

    assert transactions() == 6
    assert "The file is entered" in secretary.get(where).text
    assert newest().content is None


def test_the_same_file_again_has_nothing_to_enter(secretary: StrictClient, book: Book) -> None:
    where = tried(secretary, book, HOLDINGS)
    secretary.submit(where, form=f"{where}/enter")
    work()

    again = secretary.get(tried(secretary, book, HOLDINGS)).text

    assert "there is nothing to enter" in again
    assert "Enter it in the book" not in again


def test_an_error_is_told_by_its_line_and_keeps_all_out(
    secretary: StrictClient, book: Book
) -> None:
    where = tried(secretary, book, HOLDINGS.replace("2,A shares,100", "22,A shares,100"))

    page = secretary.get(where).text
    assert "Some lines have errors" in page
    assert "Nobody has the member number 22" in page
    assert "Enter it in the book" not in page
    assert (
        "Nobody has the member number 22" in secretary.get(f"{where}/lines.csv", buffered=True).text
    )


def test_two_files_at_once_post_it_once(secretary: StrictClient, book: Book) -> None:
    first = tried(secretary, book, HOLDINGS)
    second = tried(secretary, book, HOLDINGS)

    for where in (first, second):
        secretary.submit(where, form=f"{where}/enter")
    work()
    work()

    assert transactions() == 6
    assert (
        "would now do something else than you were shown" in secretary.get(f"{second}/columns").text
    )


def test_a_wrong_line_does_not_hide_what_the_others_would_do(
    secretary: StrictClient, book: Book
) -> None:
    day = {
        "balances_on-day": "31",
        "balances_on-month": "3",
        "balances_on-year": "2026",
    }

    tried(secretary, book, "Account,Debit,Credit\n1000,5,\n9999,,5\n", "balances", **day)

    told = newest().summary
    assert (told["new"], told["same"], told["errors"]) == (1, 0, 1)


def test_balances_are_asked_for_their_day(secretary: StrictClient, book: Book) -> None:
    columns = upload(secretary, book, BALANCES, "balances").headers["Location"]

    refused = secretary.submit(columns, {})
    day = {
        "balances_on-day": "31",
        "balances_on-month": "3",
        "balances_on-year": "2026",
    }
    where = secretary.submit(columns, day).headers["Location"]
    work()

    assert refused.status_code == 400
    assert "Enter the day whose end the balances are of" in refused.text
    assert "1000 Bank: £0.00 → £48,250.00 debit." in secretary.get(where).text


@pytest.mark.parametrize(
    ("content", "shape", "chosen", "sentences"),
    [
        (
            TRANSACTIONS,
            "transactions",
            {"day": "", "kind": "", "from_holder": "", "to_holder": ""},
            ("“Date”", "“Type”", "“From”", "“To”"),
        ),
        (
            HOLDINGS,
            "holdings",
            {"holder": "", "units": "", "acquired_on": ""},
            ("“Date acquired”",),
        ),
        (BALANCES, "balances", {"account": "", "debit": "", "credit": ""}, ("“Debit”", "“Credit”")),
    ],
)
def test_a_column_not_chosen_is_asked_for_by_the_label_of_its_field(
    secretary: StrictClient,
    book: Book,
    content: str,
    shape: str,
    chosen: dict[str, str],
    sentences: tuple[str, ...],
) -> None:
    columns = upload(secretary, book, content, shape).headers["Location"]

    answer = secretary.submit(columns, chosen)

    assert answer.status_code == 400
    for label in sentences:
        assert f"Choose the column for {label}." in answer.page.text
        assert answer.page.all("label", text=label.strip("“”"))
    assert "with the from" not in answer.page.text


def test_a_heading_chosen_twice_is_told_by_the_labels(secretary: StrictClient, book: Book) -> None:
    columns = upload(secretary, book, TRANSACTIONS, "transactions").headers["Location"]
    fields = secretary.get(columns).page.form().fields()

    answer = secretary.submit(columns, {"to_holder": fields["from_holder"][0]})

    assert "is chosen for “From” and “To”: choose it once." in answer.page.text


def test_a_file_of_staff_is_sent_to_where_it_belongs(secretary: StrictClient, book: Book) -> None:
    answer = upload(secretary, book, "Employee Reference,Name,Start date\n1,A B,04/05/2019\n")

    assert answer.status_code == 400
    assert "This looks like a file of staff" in answer.text


def test_what_was_chosen_is_remembered_for_the_source(secretary: StrictClient, book: Book) -> None:
    odd = HOLDINGS.replace("Holder,", "Genosse,")
    columns = upload(secretary, book, odd).headers["Location"]
    secretary.submit(columns, {"holder": "Genosse"})

    upload(secretary, book, odd)

    assert newest().mapping["holder"] == "Genosse"


@pytest.mark.parametrize("shape", ["holdings", "transactions", "balances"])
def test_the_example_of_each_shape_is_understood(
    secretary: StrictClient, book: Book, shape: str
) -> None:
    example = secretary.get(f"/office/books/{book.id}/imports/example-{shape}.csv", buffered=True)

    assert upload(secretary, book, example.data, shape).status_code == 303


def test_an_import_can_be_dropped(secretary: StrictClient, book: Book) -> None:
    where = tried(secretary, book, HOLDINGS)

    secretary.submit(where, form=f"{where}/drop")

    assert newest().content is None
    assert "This import was dropped" in secretary.get(where).text


def test_share_transactions_are_asked_for_their_date_and_tried(
    secretary: StrictClient, book: Book
) -> None:
    columns = upload(secretary, book, TRANSACTIONS, "transactions").headers["Location"]
    asked = secretary.get(columns)

    where = secretary.submit(columns, {}).headers["Location"]
    work()

    assert 'name="day"' in asked.text
    assert secretary.get(where).status_code == 200
    assert newest().state == "tried"
    assert newest().summary["lines"] > 0
