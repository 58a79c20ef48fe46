"""Who looked: every address is gone through, and none shows people's holdings without noting it.

tests/cases/looks.csv has a row for each page that can be read: what is noted when an officer opens
it ("person", "list" or nothing), and why nothing is, though it names people or is not opened here.
A page that is not there fails the test, so that nobody adds one without deciding.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlsplit

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.exceptions import HTTPException

from governance.ballots.drafting import OptionDrafted, QuestionDrafted
from governance.ballots.presentation.papers import usual_paper
from governance.ballots.service import keep_picture, start_draft
from governance.cases.kinds import State
from governance.cases.queries.listing import MONEY_TO_PAY, cases_found
from governance.cases.queries.withdrawals import queue_of, worth_pence
from governance.cases.service import run_withdrawals
from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.ledger import charts
from governance.ledger.distributing.models import Distribution, DistributionTask
from governance.ledger.importing.models import BookImport
from governance.ledger.models import Account, Book, ShareClass, Transfer
from governance.ledger.queries.holdings import share_classes
from governance.ledger.service import ask_consent
from governance.members.inspection_models import RegisterAccess
from governance.members.models import ImportBatch, RegisterEntry
from governance.members.service import receive_request
from tests.factories.accounts import make_role, signed_in
from tests.factories.cases import SECRETARY, make_statement
from tests.factories.files import make_jpeg
from tests.factories.joint_venture import make_mycsp
from tests.factories.ledger import FINANCE, TODAY, issue, make_book, make_share_class
from tests.factories.members import make_member, make_person, make_society
from tests.factories.rules import adopt_rules
from tests.machinery.client import Response, StrictClient
from tests.machinery.clock import NOON, Clock

TABLE = Path(__file__).parent.parent / "cases" / "looks.csv"
OFFICER = "Zita Quayle"
LISTS = {"list", "file", "print", "document"}
WAITING = {State.APPLIED: "decide", State.APPROVED: "payment", MONEY_TO_PAY: "pay-out"}
STAFF_FILE = "Name,Address\nAda Lovelace,1 The Street\n"


@dataclass(frozen=True)
class Opened:
    """A page that the officer opened: what was noted, and whom it names."""

    address: str
    noted: str
    names: tuple[str, ...]


def table() -> dict[str, dict[str, str]]:
    with TABLE.open(newline="", encoding="utf-8") as file:
        return {row["endpoint"]: row for row in csv.DictReader(file)}


def endpoints_read(app: Flask) -> set[str]:
    rules = app.url_map.iter_rules()
    return {rule.endpoint for rule in rules if "GET" in (rule.methods or ())} - {"static"}


@pytest.fixture
def officer(demonstration: Flask, client: StrictClient) -> StrictClient:
    """Somebody who holds every office and is in no list, in the demonstration society."""
    person = make_person(OFFICER)
    make_role(person.party_id, *(role for role in Role if role != Role.MEMBER))
    return signed_in(client, person.party_id)


def test_every_page_that_is_read_is_in_the_table(app: Flask) -> None:
    assert endpoints_read(app) == set(table())


def test_whoever_is_shown_more_of_people_than_is_open_is_noted(
    demonstration: Flask, officer: StrictClient
) -> None:
    opened = {}
    for endpoint, page in walk(demonstration, officer, addresses_without_links()):
        opened[endpoint] = page

    wrong = [
        f"{endpoint}: {page.address} notes {page.noted or 'nothing'}, not {row['noted'] or 'that'}"
        for endpoint, row in table().items()
        if (page := opened.get(endpoint)) is not None and page.noted != row["noted"]
    ]
    names = [
        f"{endpoint}: {page.address} names {page.names[0]}, and says not why that is not noted"
        for endpoint, row in table().items()
        if (page := opened.get(endpoint)) is not None
        and (page.names and not row["noted"] and not row["why"])
    ]
    closed = [
        f"{endpoint}: was not opened"
        for endpoint, row in table().items()
        if endpoint not in opened and (row["noted"] or not row["why"])
    ]
    faults = wrong + names + closed
    assert not faults, "\n".join(faults)


def walk(app: Flask, officer: StrictClient, waiting: list[str]) -> Any:
    """Yield one page of each kind that can be reached, with what its reading was noted as."""
    people = set(db.session.scalars(select(RegisterEntry.name))) - {OFFICER, "", None}
    seen = {"accounts.sign_out", "static"}
    while waiting:
        address = waiting.pop(0)
        endpoint = endpoint_of(app, address)
        if endpoint is None or endpoint in seen:
            continue
        answer, noted = look_at(officer, address)
        if answer.status_code in (301, 302, 303):
            waiting.insert(0, answer.headers["Location"])
            continue
        if answer.status_code != 200:
            continue  # refused as things stand: another address of its kind may come
        seen.add(endpoint)
        text = answer.get_data().decode("utf-8", "replace")
        if answer.mimetype == "text/html" and "/demonstration/mail/" not in address:
            text = answer.page.text
            waiting += [urldefrag(a["href"]).url for a in answer.page.all("a") if a["href"]]
        yield endpoint, Opened(address, noted, tuple(sorted(n for n in people if n in text)))


def look_at(officer: StrictClient, address: str) -> tuple[Response, str]:
    newest = select(func.coalesce(func.max(RegisterAccess.id), 0))
    before = db.session.scalar(newest)
    answer = officer.get(address, buffered=True)
    db.session.expire_all()
    rows = select(RegisterAccess.what).where(RegisterAccess.id > before)
    kinds = {"list" if what in LISTS else what for what in db.session.scalars(rows)}
    return answer, " ".join(sorted(kinds))


def endpoint_of(app: Flask, address: str) -> str | None:
    try:
        return str(app.url_map.bind("").match(urlsplit(address).path, method="GET")[0])
    except HTTPException:
        return None


def addresses_without_links() -> list[str]:
    """Return pages to begin at: those that no link leads to, with what they need made first."""
    book = db.session.scalars(select(Book).where(Book.key == "")).one()
    office, pages = "/office/books", f"/office/books/{book.id}"
    matter = ask_consent(
        book,
        "Sell the house",
        text="",
        classes=list(share_classes(book.id)),
        asked_on=TODAY,
        actor=FINANCE,
        now=NOON,
    )
    staff = ImportBatch(
        source="staff", file_name="staff.csv", sha256="0" * 64, encoding="utf-8",
        content=STAFF_FILE, created_at=NOON,
    )  # fmt: skip
    balances = BookImport(
        book_id=book.id, shape="holdings", source="old", file_name="old.csv", sha256="0" * 64,
        encoding="utf-8", content=STAFF_FILE, created_at=NOON,
    )  # fmt: skip
    made = db.session.scalars(select(Distribution).where(Distribution.book_id == book.id)).first()
    assert made is not None
    task = DistributionTask(
        book_id=book.id, distribution_id=made.id, kind="again", state="refused", plan={}, given={},
        shown="", asked_at=NOON, refusal="It has changed.", told={"changed": [[1, 2, 3]]},
    )  # fmt: skip
    db.session.add_all([staff, balances, task])
    db.session.flush()
    asked = receive_request(
        {"name": "A member"},
        party_id=db.session.scalar(select(func.min(RegisterEntry.party_id))),
        received_on=TODAY,
        fee_pence=0,
        today=TODAY,
        actor=FINANCE,
        now=NOON,
    )
    pay_some_withdrawals(book)
    adopt_rules({"motions.seconders": 4})  # of a society, so that it waits for the registrar
    cases = {state: cases_found(state=state)[0].case.id for state in WAITING}
    held = select(Account.id).where(Account.book_id == book.id, Account.per_party).limit(1)
    return [
        *paper_that_is_written(),
        "/office",
        f"/register/{make_person('Joe Latham').party_id}/join",
        f"/register/{make_member('Lee Latham').party_id}/leave",
        f"/office/inspections/{asked.id}",
        "/register/print/full",
        "/register.csv",
        "/ownership",
        f"/ownership/{book.id}",
        f"{office}/{book.id}/accounts/{db.session.scalar(held)}",
        *(f"/office/cases/{cases[state]}/{page}" for state, page in WAITING.items()),
        f"{pages}/consents/{matter.id}",
        f"{pages}/consents/{matter.id}/answer",
        f"{pages}/consents.csv",
        f"{pages}/due.csv",
        f"{pages}/due/{charts.DUE_TO_MEMBERS}/pay",
        f"{pages}/distributions/tasks/{task.id}",
        f"{pages}/imports/{balances.id}/columns",
        f"{pages}/imports/{balances.id}/lines.csv",
        f"/office/imports/{staff.id}/columns",
        f"/office/imports/{staff.id}/lines.csv",
    ]


def paper_that_is_written() -> list[str]:
    """Return the pages of a paper that the secretary writes, with a picture on it."""
    picture = keep_picture(make_jpeg(), "red.jpg")
    red = OptionDrafted("Red", "red", picture=picture, picture_words="A red van")
    asked = QuestionDrafted("Which colour?", "which", "approval", seats=1, options=(red,))
    paper = usual_paper(NOON).with_question(asked)
    draft = start_draft("Vans", paper, actor=SECRETARY, now=NOON)
    page = f"/office/ballots/papers/{draft.id}"
    return [page, f"{page}/questions/add/approval", f"/ballots/pictures/{picture}.jpg"]


def pay_some_withdrawals(book: Book) -> None:
    """Have the front of the queue withdrawn, so that money is due."""
    waiting = sum(worth_pence(listed.case) for listed in queue_of(book))
    run_withdrawals(
        book,
        most_pence=worth_pence(queue_of(book)[0].case),
        statement=make_statement(),
        minute="Board, November 2026, item 4",
        seen_pence=waiting,
        actor=SECRETARY,
        now=NOON,
    )


@pytest.fixture
def ada() -> RegisterEntry:
    """A member of a society who holds shares of it."""
    make_society()
    entry = make_member("Ada Lovelace")
    issue(make_share_class(), 5, to=entry.party_id)
    return entry


@pytest.fixture
def finance(new_client: Callable[[], Any], ada: RegisterEntry) -> StrictClient:
    """The finance officer's browser."""
    person = make_person("Fay Penny")
    make_role(person.party_id, Role.FINANCE)
    return browser(new_client, person)


def browser(new_client: Callable[[], Any], entry: RegisterEntry) -> StrictClient:
    found: StrictClient = signed_in(new_client(), entry.party_id)
    return found


def seen_by(new_client: Callable[[], Any], entry: RegisterEntry, table: str) -> list[list[str]]:
    """Return who looked at what, as the member reads it: the words and how often."""
    page = browser(new_client, entry).get("/membership").page
    if table not in page.text:
        return []
    return [[row[-3], *row[-2:]] for row in page.table(table)[1:]]


LISTS_SEEN = "Lists in which you may be"


def test_a_list_is_told_by_name_to_those_who_can_be_in_it_and_to_nobody_else(
    finance: StrictClient, ada: RegisterEntry, new_client: Callable[[], Any]
) -> None:
    ben, book = make_member("Ben Boole"), make_book()

    for page in ("journal", "journal.csv", "ownership", "due.csv"):
        finance.get(f"/office/books/{book.id}/{page}", buffered=True)
    finance.get(f"/ownership/{book.id}.csv", buffered=True)

    assert seen_by(new_client, ada, LISTS_SEEN) == [
        ["Fay Penny", "The owners of Tame Valley Care, as a file", "1"],
        ["Fay Penny", "The owners of Tame Valley Care, page 1", "1"],
        ["Fay Penny", "The journal of Tame Valley Care, as a file", "1"],
        ["Fay Penny", "The journal of Tame Valley Care, page 1", "1"],
    ]
    assert seen_by(new_client, ben, LISTS_SEEN) == []


def test_a_joint_venture_that_bodies_own_is_told_to_no_person(
    finance: StrictClient, ada: RegisterEntry, new_client: Callable[[], Any]
) -> None:
    venture = make_mycsp()

    of_it = venture.book.id
    for address in (f"/ownership/{of_it}.csv", f"/office/books/{of_it}/journal"):
        assert finance.get(address, buffered=True).status_code == 200

    assert seen_by(new_client, ada, LISTS_SEEN) == []


def test_a_page_opened_forty_times_a_day_is_one_line_and_what_was_typed_is_not_kept(
    finance: StrictClient, ada: RegisterEntry, new_client: Callable[[], Any]
) -> None:
    journal = f"/office/books/{make_book().id}/journal"

    for _again in range(4):
        finance.get(journal)
    finance.get(f"{journal}?words=Ben+Boole")

    (searched, plain) = seen_by(new_client, ada, LISTS_SEEN)
    assert plain == ["Fay Penny", "The journal of Tame Valley Care, page 1", "4"]
    assert searched[1].endswith("page 1, only what was found by: note, key or number")
    assert "Boole" not in " ".join(filter(None, db.session.scalars(select(RegisterAccess.filters))))


def test_the_parties_of_an_account_and_a_transaction_of_one_person_are_told(
    finance: StrictClient, ada: RegisterEntry, new_client: Callable[[], Any]
) -> None:
    book = make_book()
    held = select(Account).where(Account.per_party, Account.code == "held")
    account = db.session.scalars(held).one()
    seq = db.session.scalar(select(func.max(Transfer.seq)))

    finance.get(f"/office/books/{book.id}/accounts/{account.id}/parties")
    finance.get(f"/office/books/{book.id}/transactions/{seq}")

    said = f"The parties of account {account.id}, {account.name}, page 1"
    assert seen_by(new_client, ada, LISTS_SEEN) == [["Fay Penny", said, "1"]]
    assert seen_by(new_client, ada, "Who has looked") == [
        ["Fay Penny", f"Transaction {seq} of Tame Valley Care", "1"]
    ]


def test_a_list_looked_at_before_one_was_there_is_not_told(
    finance: StrictClient, ada: RegisterEntry, new_client: Callable[[], Any], clock: Clock
) -> None:
    journal = f"/office/books/{make_book().id}/journal"
    finance.get(journal)
    later = clock.advance(days=1)
    ben = make_member("Ben Boole", now=later)
    issue(db.session.scalars(select(ShareClass)).one(), 1, to=ben.party_id, now=later)

    assert seen_by(new_client, ben, LISTS_SEEN) == []
    finance.get(journal)
    assert [row[-1] for row in seen_by(new_client, ben, LISTS_SEEN)] == ["1"]


def test_ones_own_certificate_is_not_noted_and_anothers_is(
    finance: StrictClient, ada: RegisterEntry, new_client: Callable[[], Any]
) -> None:
    seq = db.session.scalar(select(func.max(Transfer.seq)))
    for who in (browser(new_client, ada), finance):
        assert who.get(f"/certificates/1/{seq}").status_code == 200

    assert seen_by(new_client, ada, "Who has looked") == [
        ["Fay Penny", f"Your certificate 1/{seq}", "1"]
    ]
    assert db.session.scalar(select(func.count()).select_from(RegisterAccess)) == 1
