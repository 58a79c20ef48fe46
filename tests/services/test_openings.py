"""Opening positions and holdings from files: real dates, once only, all or nothing."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.ledger import charts, service
from governance.ledger.held import Ledger
from governance.ledger.importing.models import BookImport, BookImportRow
from governance.ledger.importing.settings import Numbers, Settings
from governance.ledger.models import Book, ShareClass, Transaction
from governance.ledger.places import capital_of, money
from governance.ledger.queries.balances import AsAt, account_of, balance_of
from governance.ledger.queries.holdings import holding_of
from governance.ledger.seals import SEALS
from governance.members import queries as members
from governance.members.importing.course import FileHasErrors
from governance.members.importing.files import UnreadableFile
from governance.record.models import Link
from governance.record.verify import faults_of, verified_chain
from tests.factories.ledger import FINANCE, TODAY, issue, make_book, make_share_class
from tests.factories.members import make_member, make_person, make_society
from tests.machinery.clock import NOON

CASES = Path(__file__).parent.parent / "cases" / "openings"
HOLDINGS = (CASES / "holdings.csv").read_bytes()
HEADINGS = "Holder,Class,Shares,Date acquired,Amount paid,Certificate\n"


@pytest.fixture
def book() -> Book:
    make_society()
    return make_book()


@pytest.fixture
def shares(book: Book) -> ShareClass:
    """£1 shares that pass on, and the three members of the sample files."""
    share_class = make_share_class(book, transferable=True)
    for name in ("Ada Lovelace", "Ben Bow", "Cy Cole"):
        make_member(name)
    return share_class


def party(number: int) -> int:
    found = members.party_numbered(number)
    assert found is not None
    return found


def holdings(book: Book, content: str | bytes, **details: Any) -> BookImport:
    content = content.encode() if isinstance(content, str) else content
    return service.import_holdings(book, content, actor=FINANCE, now=NOON, **details)


def refusal(book: Book, lines: str, headings: str = HEADINGS, **details: Any) -> str:
    """Return what is said of a file that cannot be taken; nothing of it may be left."""
    links, posted = count(Link), count(Transaction)
    with pytest.raises(FileHasErrors) as told:
        holdings(book, headings + lines, **details)
    assert (count(Link), count(Transaction)) == (links, posted)
    return told.value.message


def count(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def stands(book: Book, place: Any, on: date = TODAY) -> int:
    account = account_of(book.id, place.unit, place.code, place.party_id)
    return 0 if account is None else balance_of(account.id, AsAt(on))


def held_on(shares: ShareClass, number: int, on: date) -> int:
    return holding_of(party(number), shares, AsAt(on))


def test_each_holder_has_what_the_register_says_from_its_own_day(
    book: Book, shares: ShareClass
) -> None:
    holdings(book, HOLDINGS)

    assert held_on(shares, 1, date(2021, 5, 3)) == 0
    assert held_on(shares, 1, date(2021, 5, 4)) == 250
    assert held_on(shares, 2, date(2023, 6, 29)) == 100
    assert held_on(shares, 2, date(2023, 6, 30)) == 60
    assert held_on(shares, 1, date(2024, 3, 2)) == 270
    assert held_on(shares, 3, date(2024, 3, 1)) == 40
    assert held_on(shares, 3, date(2024, 3, 2)) == 70
    assert stands(book, capital_of("A")) == 400 * 100
    assert stands(book, money(charts.BANK)) == -450 * 100
    assert stands(book, money(charts.RESERVES)) == 10_00 + 40_00


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_same_file_again_appends_no_link(book: Book, shares: ShareClass, mark: bytes) -> None:
    holdings(book, HOLDINGS)
    links = count(Link)

    again = holdings(book, mark + HOLDINGS)

    assert count(Link) == links
    assert (again.summary["new"], again.summary["same"]) == (0, 4)


def test_what_is_imported_agrees_with_the_record(book: Book, shares: ShareClass) -> None:
    holdings(book, HOLDINGS)

    report = verified_chain()
    assert report.holds, report.faults
    assert [list(faults_of(seal, up_to=report.links)) for seal in SEALS] == [[]] * len(SEALS)


def test_a_changed_line_says_what_stands_and_how_to_correct_it(
    book: Book, shares: ShareClass
) -> None:
    holdings(book, HEADINGS + "1,A,250,04/05/2021,,17\n")

    told = refusal(book, "1,A,260,04/05/2021,,17\n")

    assert "Line 2" in told
    assert "issue of 250 shares on 4 May 2021" in told
    assert "reverse transaction" in told


def test_what_was_reversed_can_be_imported_anew(book: Book, shares: ShareClass) -> None:
    holdings(book, HEADINGS + "1,A,250,04/05/2021,,17\n")
    wrong = db.session.scalars(select(Transaction.seq)).one()
    service.reverse(wrong, effective_on=date(2021, 5, 4), actor=FINANCE, now=NOON)

    holdings(book, HEADINGS + "1,A,260,04/05/2021,,17\n")
    holdings(book, HEADINGS + "1,A,260,04/05/2021,,17\n")

    assert held_on(shares, 1, TODAY) == 260


@pytest.mark.parametrize("another", ["2,A,5,04/05/2021", "1,B,5,04/05/2021", "1,A,5,05/05/2021"])
def test_lines_without_reference_are_told_apart_by_holder_class_and_day(
    book: Book, shares: ShareClass, another: str
) -> None:
    make_share_class(book, "B")

    holdings(book, f"{HEADINGS}1,A,5,04/05/2021,,\n{another},,\n")

    assert count(Transaction) == 2


def test_a_reference_is_that_of_its_source_and_of_its_kind_of_file(
    book: Book, shares: ShareClass
) -> None:
    by = {"actor": FINANCE, "now": NOON}
    issued = "Date,Type,From,To,Class,Shares,Reference\n04/05/2021,issue,,3,A,7,17\n"

    holdings(book, HEADINGS + "1,A,5,04/05/2021,,17\n", source="old")
    holdings(book, HEADINGS + "2,A,6,04/05/2021,,17\n", source="new")
    service.import_share_transactions(book, issued.encode(), source="old", **by)

    assert [held_on(shares, number, TODAY) for number in (1, 2, 3)] == [5, 6, 7]


def test_what_was_reversed_twice_can_be_imported_a_third_time(
    book: Book, shares: ShareClass
) -> None:
    line = HEADINGS + "1,A,250,04/05/2021,,17\n"
    for _ in range(2):
        holdings(book, line)
        newest = db.session.scalars(select(func.max(Transaction.seq))).one()
        service.reverse(newest, effective_on=date(2021, 5, 4), actor=FINANCE, now=NOON)

    holdings(book, line)

    assert held_on(shares, 1, TODAY) == 250
    assert count(Transaction) == 5


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("9,A,5,04/05/2021,,1", "Nobody has the member number 9"),
        ("1,B,5,04/05/2021,,1", "has no class B. There are: A (A shares)"),
        ("1,A,5,03/05/2019,,1", "A shares begin on 6 January 2020"),
        ("1,A,5.5,04/05/2021,,1", "has decimals, and shares are whole"),
        ("1,A,(5),04/05/2021,,1", "is below nought"),
        ("1,A,0,04/05/2021,,1", "No shares"),
        ("1,A,5,29/02/2023,,1", "Date acquired: "),
        ("1,A,5,04/05/21,,1", "does not give the year in four digits"),
        ("1,A,5,04/05/2031,,1", "4 May 2031 has not come yet"),
        ("1,A,500,04/05/2021,£400.00,1", "cannot be issued below par"),
        ("1,A,5,04/05/2021,(£5.00),1", "brackets and a minus mean that"),
        ("1,A,5,04/05/2021,5.000,1", "is not an amount of money"),
        ("1,A,5,04/05/2021,,1\n2,A,5,04/05/2021,,1", "same reference 1 as line 2"),
        ("1,A,5,04/05/2021,,\n1,A,6,04/05/2021,,", "as line 2"),
        ("1,A,5,04/05/2021,,1\nTotal,,6,,,", "a total of 6 shares, and the lines above it"),
        ('1,A,5,04/05/2021,,1\n2,"A,5,04/05/2021,,2', "not closed"),
    ],
)
def test_a_line_that_cannot_be_taken_says_why_and_nothing_is_posted(
    book: Book, shares: ShareClass, line: str, told: str
) -> None:
    assert told in refusal(book, f"{line}\n")


def test_one_bad_line_keeps_out_the_good_ones(book: Book, shares: ShareClass) -> None:
    told = refusal(book, "1,A,5,04/05/2021,,1\n2,A,x,04/05/2021,,2\n3,A,5,04/05/2021,,3\n")

    assert "Line 3" in told
    assert "Line 2" not in told


def test_a_total_that_agrees_is_left_out_and_told(book: Book, shares: ShareClass) -> None:
    entered = holdings(book, HEADINGS + "1,A,5,04/05/2021,,1\nTotal,,5,,,\n")

    assert entered.summary["new"] == 1
    assert "Line 3 adds the others up" in entered.summary["warnings"][0]


def test_lines_in_any_order_are_posted_in_the_order_of_their_days(
    book: Book, shares: ShareClass
) -> None:
    holdings(book, HEADINGS + "1,A,5,04/05/2023,,2\n2,A,5,04/05/2021,,1\n")

    days = select(Transaction.effective_on).order_by(Transaction.seq)
    assert list(db.session.scalars(days)) == [date(2021, 5, 4), date(2023, 5, 4)]


def test_nobody_holds_less_than_nothing_on_a_later_day(book: Book, shares: ShareClass) -> None:
    """There are enough today; on 1 March 2022 there were not."""
    lines = (
        "Date,Type,From,To,Class,Shares,Reference\n"
        "01/02/2022,issue,,1,A,10,1\n"
        "01/03/2022,transfer,1,2,A,15,2\n"
        "01/04/2022,issue,,1,A,20,3\n"
    )

    with pytest.raises(FileHasErrors, match=r"Line 3: .* 10 shares on 1 March 2022"):
        service.import_share_transactions(book, lines.encode(), actor=FINANCE, now=NOON)

    assert count(Transaction) == 0


def test_what_stands_in_the_book_counts_on_every_day(book: Book, shares: ShareClass) -> None:
    issue(shares, 10, to=party(1), on=date(2022, 2, 1))
    service.cancel(shares, 10, party_id=party(1), on=date(2023, 2, 1), actor=FINANCE, now=NOON)
    lines = "Date,Type,From,To,Class,Shares,Reference\n01/03/2022,transfer,1,2,A,1,2\n"

    with pytest.raises(FileHasErrors, match="0 shares on 1 February 2023, and 1 share were"):
        service.import_share_transactions(book, lines.encode(), actor=FINANCE, now=NOON)


@pytest.mark.parametrize(("units", "fits"), [(100_000, True), (100_001, False)])
def test_the_legal_limit_holds_to_the_pound_over_several_lines(
    book: Book, units: int, fits: bool
) -> None:
    make_share_class(book, withdrawable=True)
    make_member("Ada Lovelace")
    lines = f"1,A,60000,04/05/2021,,1\n1,A,{units - 60_000},04/05/2022,,2\n"

    if fits:
        holdings(book, HEADINGS + lines)
        assert count(Transaction) == 2
    else:
        assert "the law lets one person hold £100,000.00" in refusal(book, lines)


def test_shares_that_were_passed_on_before_do_not_count_towards_the_limit(book: Book) -> None:
    make_share_class(book, withdrawable=True)
    make_member("Ada Lovelace")
    headings = "Holder,Shares,Date acquired,Reference,Ended on,How ended\n"

    holdings(
        book,
        headings + "1,100000,04/05/2021,1,01/06/2021,withdrawn\n1,100000,02/06/2021,2,,\n",
    )

    assert count(Transaction) == 3


def test_the_bound_of_a_class_holds(book: Book) -> None:
    make_share_class(book, most=1)
    make_member("Ada Lovelace")

    told = refusal(book, "1,A,1,04/05/2021,,1\n1,A,1,04/05/2022,,2\n")

    assert "Line 3: They would hold 2 A shares on 4 May 2022; 1 is the most" in told


def test_who_was_no_member_then_is_an_error_unless_membership_begins_with_the_shares(
    book: Book,
) -> None:
    shares = make_share_class(book)
    ada = make_member("Ada Lovelace", since=date(2024, 1, 1))
    line = "1,A,5,04/05/2021,,1\n"

    told = refusal(book, line)
    entered = holdings(book, HEADINGS + line, settings=Settings(joins=True))

    assert "On 4 May 2021 they may not hold A shares" in told
    assert "a member since 1 January 2024" in told
    assert entered.summary["members"] == 1
    assert not members.is_member_on(ada.party_id, date(2021, 5, 3))
    assert members.is_member_on(ada.party_id, date(2021, 5, 4))
    assert members.is_member_on(ada.party_id, TODAY)
    assert held_on(shares, 1, date(2021, 5, 4)) == 5


def test_a_founder_who_left_is_a_member_for_as_long_as_they_held_shares(book: Book) -> None:
    make_share_class(book)
    founder = make_person("Flo Founder", employee_ref="0042")
    headings = "Employee reference,Shares,Date acquired,Reference,Ended on,How ended\n"
    settings = Settings(numbers=Numbers.EMPLOYEE, joins=True)

    holdings(book, headings + "0042,5,04/05/2021,1,30/06/2023,cancelled\n", settings=settings)

    assert members.is_member_on(founder.party_id, date(2023, 6, 29))
    assert not members.is_member_on(founder.party_id, date(2023, 6, 30))


def test_zeros_that_a_spreadsheet_ate_are_told(book: Book, shares: ShareClass) -> None:
    make_person("Flo Founder", employee_ref="0042")

    told = refusal(book, "42,A,5,04/05/2021,,1\n", settings=Settings(numbers=Numbers.EMPLOYEE))

    assert "There is 0042: a spreadsheet may have changed the zeros" in told


@pytest.mark.parametrize("day", ["04/05/2021", "31/03/2024"])
def test_nothing_is_posted_into_a_closed_period(book: Book, shares: ShareClass, day: str) -> None:
    service.close_period(book, date(2024, 3, 31), actor=FINANCE, now=NOON)

    assert "closed up to 31 March 2024" in refusal(book, f"1,A,5,{day},,1\n")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("Employee Reference,Forename,Surname,Start date\n1,A,B,04/05/2019\n", "a file of staff"),
        ((CASES / "balances.csv").read_text(), "a file of opening balances"),
        ((CASES / "transactions.csv").read_text(), "a file of share transactions"),
    ],
)
def test_a_file_of_another_kind_is_named(
    book: Book, shares: ShareClass, content: str, told: str
) -> None:
    with pytest.raises(UnreadableFile, match=told):
        holdings(book, content)


def balances(book: Book, content: str | bytes, on: date = date(2026, 3, 31)) -> BookImport:
    content = content.encode() if isinstance(content, str) else content
    return service.import_opening_balances(book, content, on=on, actor=FINANCE, now=NOON)


BALANCES = (CASES / "balances.csv").read_bytes()


def test_opening_balances_bring_each_account_to_what_the_old_books_say(
    book: Book, shares: ShareClass
) -> None:
    holdings(book, HOLDINGS)

    balances(book, BALANCES)

    assert stands(book, money(charts.BANK)) == -48_250_00
    assert stands(book, money(charts.DEBTORS)) == -1_200_00
    assert stands(book, capital_of("A")) == 400_00
    assert stands(book, money(charts.RESERVES)) == 49_050_00
    assert stands(book, money(charts.RESERVES), date(2026, 3, 30)) == 50_00


def test_the_same_balances_again_append_no_link(book: Book, shares: ShareClass) -> None:
    holdings(book, HOLDINGS)
    balances(book, BALANCES)
    links = count(Link)

    again = balances(book, b"\xef\xbb\xbf" + BALANCES)

    assert count(Link) == links
    assert (again.summary["new"], again.summary["same"]) == (0, 4)


def test_balances_that_differ_by_a_penny_say_by_how_much(book: Book, shares: ShareClass) -> None:
    lines = 'Account,Debit,Credit\n1000,"£1,000.01",\nGeneral reserve (held for the community)'

    with pytest.raises(FileHasErrors) as told:
        balances(book, f"{lines},,1000\n")

    assert "Debits come to £1,000.01 and credits to £1,000.00" in told.value.message
    assert "£0.01 more" in told.value.message
    assert count(Transaction) == 0


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("1001,5,", "The book has no account 1001. The nearest there is: "),
        ("1000,5,5", "an amount on both sides"),
        ("1000,(5.00),", "in the other column"),
        ("1000,5,\nBank,5,", "in line 2 already"),
    ],
)
def test_a_balance_that_cannot_be_taken_says_why(
    book: Book, shares: ShareClass, line: str, told: str
) -> None:
    with pytest.raises(FileHasErrors) as refused:
        balances(book, f"Account,Debit,Credit\n{line}\n3100,,5\n")

    assert told in refused.value.message
    assert count(Transaction) == 0


def test_other_opening_balances_say_which_stand(book: Book, shares: ShareClass) -> None:
    balances(book, "Account,Debit,Credit\n1000,5,\n3100,,5\n")
    standing = db.session.scalars(select(Transaction.seq)).one()

    with pytest.raises(FileHasErrors, match=f"reverse transaction {standing}"):
        balances(book, "Account,Debit,Credit\n1000,6,\n3100,,6\n")

    service.reverse(standing, effective_on=date(2026, 3, 31), actor=FINANCE, now=NOON)
    balances(book, "Account,Debit,Credit\n1000,6,\n3100,,6\n")
    assert stands(book, money(charts.BANK)) == -6_00


def test_shares_from_before_the_opening_balances_come_first(book: Book, shares: ShareClass) -> None:
    balances(book, "Account,Debit,Credit\n1000,5,\n3100,,5\n")

    assert "Shares from before come first" in refusal(book, "1,A,5,04/05/2021,,1\n")


def test_share_transactions_do_all_that_can_happen_to_shares(
    book: Book, shares: ShareClass
) -> None:
    ten_pounds = make_share_class(book, "B", par_pence=1000)
    content = (CASES / "transactions.csv").read_bytes()

    service.import_share_transactions(book, content, actor=FINANCE, now=NOON)

    assert held_on(shares, 1, TODAY) == 130
    assert held_on(shares, 2, date(2023, 6, 29)) == 100
    assert held_on(shares, 2, TODAY) == 50
    assert held_on(ten_pounds, 2, TODAY) == 5
    assert stands(book, capital_of("A")) == 180_00
    assert stands(book, capital_of("B")) == 50_00
    assert stands(book, money(charts.BANK)) == -230_00
    assert stands(book, money(charts.DUE_TO_MEMBERS)) == 0


def test_lines_about_somebody_are_told_to_them_and_go_when_they_are_erased(
    book: Book, shares: ShareClass
) -> None:
    batch = holdings(book, HOLDINGS)
    for line, holder in ((2, "3"), (3, "1")):
        db.session.add(
            BookImportRow(
                import_id=batch.id, line=line, reference="", holder=holder, verdict="new", detail=[]
            )
        )
    db.session.flush()

    told = [held.title for held in Ledger().held_on(party(1))]
    Ledger().erase(party(1), now=NOON)

    assert "Lines about you in files that were imported into the books" in told
    left = db.session.scalars(select(BookImportRow.line)).all()
    assert list(left) == [2]
