"""What is held on somebody is told whole, put right, and erased in time; the record holds on."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import IntegrityError

from governance.cases import service as cases
from governance.cases.models import WithdrawalRun, WithdrawalSwitch
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.database import db, is_postgresql
from governance.ledger import charts
from governance.ledger import service as ledger
from governance.ledger.importing.models import BookImport, BookImportRow
from governance.ledger.models import Transaction
from governance.ledger.places import Leg, money
from governance.members import queries as members
from governance.members import service as register
from governance.members.models import Party, RegisterEntry, Spell
from governance.members.service.parties import PartyKind
from governance.privacy import queries, retention, service
from tests.factories.accounts import actor, make_account, make_role
from tests.factories.ballots import make_ballot, make_voters, vote
from tests.factories.cases import MINUTE, make_statement
from tests.factories.ledger import FINANCE, issue, make_book, make_share_class
from tests.factories.mail import make_mail
from tests.factories.members import make_member, make_person, make_society
from tests.factories.motions import make_motion
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON

LONG_AGO = date(2004, 5, 3)
LEFT = date(2012, 3, 1)
SECRETARY = Actor(name="Sue Secretary", roles=frozenset({Role.SECRETARY}))
BY = {"actor": SECRETARY, "now": NOON}
TODAY = date(2026, 11, 16)


def test_every_table_about_parties_has_a_keeper() -> None:
    """A new table with a party in it must be told to that party: name it here with its keeper."""
    told = {
        "party", "spell", "register_entry", "account", "role_grant", "account_of_book", "motion",
        "motion_draft", "motion_draft_author", "motion_draft_part", "motion_co_author",
        "secondment", "comment", "moderation", "comment_report", "motion_follower",
        "roll_entry", "open_paper", "mail", "correction",
        "case_of_party", "nomination", "inspection_request", "register_access", "consent_answer",
        "distribution_line", "motion_version", "motion_step", "motion_appellant", "composite",
        "composite_part", "amendment",
        "amendment_secondment", "amendment_draft", "motion_attachment", "feed_address",
        "amendment_appellant",
        "candidate", "candidate_nominator", "hustings_question", "countback",
        "ballot_teller", "paper_batch", "paper_waiver", "ballot_opening", "ballot_certificate",
    }  # fmt: skip
    about_parties = {
        table.name
        for table in db.metadata.tables.values()
        if any(key.target_fullname == "party.id" for key in table.foreign_keys)
    }

    assert about_parties - told - NOT_ABOUT_PEOPLE == set()


# Tables that name parties which are no people, or whose words another keeper has.
NOT_ABOUT_PEOPLE = {"book"}


def test_all_words_that_can_be_erased_have_a_keeper() -> None:
    """Whatever is sealed with a salt may name somebody: name it here once its keeper has it."""
    kept = {
        "spell", "inspection_request", "inspection_answer", "ledger_transaction", "consent_answer",
        "case_step", "nomination", "withdrawal_run", "withdrawal_switch", "correction",
    }  # fmt: skip
    no_words = {"open_paper", "distribution"}  # choices and figures
    of_the_society = {"reserved_matter", "resolution"}
    published = {
        "candidate",
        "hustings_question",
        "hustings_answer",
    }  # before an election, for good
    sealed = {table.name for table in db.metadata.tables.values() if "salt" in table.c}

    assert sealed - no_words - of_the_society - published == kept


def test_somebody_is_told_all_that_is_held_on_them() -> None:
    ada = make_member("Ada Lovelace", since=date(2020, 1, 6))
    make_account(ada.party_id)
    make_role(ada.party_id, Role.SCRUTINEER)
    issue(make_share_class(), 3, to=ada.party_id)
    make_motion(mover=actor(ada.party_id), title="Open a respite house")
    make_voters(6)
    ballot = make_ballot(secrecy="secret_simple")
    vote(ballot, ada, "for")

    told = {each.title for each in queries.held_on(ada.party_id)}

    assert {
        "You in the register",
        "Your name and addresses",
        "Your membership",
        "Your work here",
        "How you sign in",
        "Roles you have held here",
        "Your shares, and money and leave in the books",
        "Motions you put",
        "Ballots whose roll you are on",
        "Mails sent to you",
    } <= told


def test_a_secret_vote_is_told_as_cast_and_never_how() -> None:
    ada = make_member("Ada Lovelace")
    make_voters(6)
    ballot = make_ballot(secrecy="secret_simple")
    vote(ballot, ada, "against")

    (rolls,) = [each for each in queries.held_on(ada.party_id) if "roll" in each.title]

    assert rolls.rows[0]["voted"] is True
    assert rolls.rows[0]["how"] is None
    assert "against" not in str(queries.as_json(ada.party_id, on=TODAY))


def test_what_was_corrected_is_told_as_it_was_too() -> None:
    ada = make_member("Ada Lovelase")
    put_name(ada.party_id, "Lovelace")

    told = str(queries.as_json(ada.party_id, on=TODAY))

    assert "Lovelase" in told
    assert "Lovelace" in told


def test_no_password_is_told() -> None:
    ada = make_member("Ada Lovelace")
    account = make_account(ada.party_id)

    assert str(account.password_hash) not in str(queries.as_json(ada.party_id, on=TODAY))


def test_nobody_is_told_of_another() -> None:
    make_member("Ben Boole", email="ben@example.org")
    ada = make_member("Ada Lovelace")

    assert "Boole" not in str(queries.as_json(ada.party_id, on=TODAY))


def test_whose_time_has_come_is_erased_and_the_record_holds(app: Flask) -> None:
    ben = make_leaver()
    make_mail(address="ben@example.org")
    db.session.execute(text("UPDATE mail SET party_id = :ben, state = 'sent'"), {"ben": ben})

    assert queries.to_erase(TODAY) == [ben]
    rows = service.erase(ben, **BY)

    assert rows >= 3
    entry = db.session.get(RegisterEntry, ben)
    assert entry is not None
    assert (entry.name, entry.email, entry.post) == ("(name erased)", "", "")
    assert "Boole" not in everything_stored()
    assert "ben@example.org" not in everything_stored()
    assert queries.to_erase(TODAY) == []
    assert verify(app) == 0


def test_an_answer_about_the_register_is_told_and_erased_with_its_request(app: Flask) -> None:
    ben = make_leaver()
    by = {"received_on": LEFT, "fee_pence": 0, "today": TODAY, **BY}
    asked = register.receive_request({"name": "Ben Boole"}, party_id=ben, **by)
    register.refuse_request(asked, reason="Boole sells lists.", answered_on=TODAY, **BY)
    assert "Boole sells lists." in str(queries.as_json(ben, on=TODAY))

    service.erase(ben, **BY)

    assert "Boole" not in everything_stored()
    assert verify(app) == 0


def test_days_and_numbers_stay_when_words_go() -> None:
    ben = make_leaver()
    number = db.session.get_one(Party, ben).member_number

    service.erase(ben, **BY)

    assert db.session.get_one(Party, ben).member_number == number
    assert members.is_member_on(ben, date(2010, 1, 1))
    assert not members.is_member_on(ben, LEFT)


def test_erasing_twice_finds_nothing_more() -> None:
    ben = make_leaver()
    service.erase(ben, **BY)

    assert service.erase(ben, **BY) == 0


@pytest.mark.parametrize(
    ("left", "reason"),
    [
        (None, "They are a member."),
        (TODAY - timedelta(days=400), "A former member's entry is kept until"),
    ],
)
def test_who_must_be_kept_is_not_erased(left: date | None, reason: str) -> None:
    ada = make_member("Ada Lovelace")
    if left is not None:
        end_everything(ada.party_id, left)

    with pytest.raises(service.MustBeKept, match=reason):
        service.erase(ada.party_id, **BY)

    assert members.names_of([ada.party_id]) == {ada.party_id: "Ada Lovelace"}


@pytest.mark.parametrize(
    ("rules", "is_due"),
    [
        ({}, True),
        ({"records__former_members_years": 14}, True),
        ({"records__former_members_years": 15}, False),
    ],
)
def test_a_society_may_keep_the_entry_of_a_former_member_for_longer(
    rules: dict[str, int], is_due: bool
) -> None:
    ben = make_leaver()

    set_rules(**rules)

    assert (queries.to_erase(TODAY) == [ben]) is is_due
    if not is_due:
        with pytest.raises(service.MustBeKept, match="kept until 1 March 2027"):
            service.erase(ben, **BY)


def test_the_page_on_keeping_tells_the_rules_and_the_law(app: Flask) -> None:
    set_rules(records__former_members_years=15)

    with app.test_request_context():
        entry, work, *_others = retention.rules(TODAY)

    assert entry.how_long == "15 years after your membership ends"
    assert entry.source == "The society’s rules on records; the law asks for 10"
    assert (work.how_long, work.source) == (
        "6 years after you leave",
        "Limitation Act 1980, section 5",
    )


def test_a_member_of_another_entity_is_not_erased_with_their_old_membership() -> None:
    ben = make_leaver()
    own = {"key": "MyCSP", "data": {"class": "member"}, **BY}
    register.put(ben, "membership", valid_from=LONG_AGO, valid_to=None, **own)

    assert queries.to_erase(TODAY) == []
    with pytest.raises(service.MustBeKept, match="They are a member"):
        service.erase(ben, **BY)


@pytest.mark.parametrize(
    ("until", "reason"),
    [(None, "They hold an office."), (date(2025, 1, 1), "A former officer's entry is kept until")],
)
def test_who_holds_or_held_an_office_is_not_erased(until: date | None, reason: str) -> None:
    ben = make_leaver()
    office = {"key": "chair", "data": {"office": "chair"}, **BY}
    register.put(ben, "office", valid_from=date(2024, 1, 1), valid_to=until, **office)

    assert queries.to_erase(TODAY) == []
    with pytest.raises(service.MustBeKept, match=reason):
        service.erase(ben, **BY)


def test_an_organisation_that_was_a_member_is_erased_as_one_and_the_record_holds(
    app: Flask,
) -> None:
    partner = register.add_stakeholder(
        PartyKind.PARTNER, {"name": "Boole Ltd"}, known_from=LONG_AGO, member_since=LONG_AGO, **BY
    )
    register.put(partner, "membership", valid_from=LEFT, valid_to=None, data=None, **BY)

    assert queries.to_erase(TODAY) == [partner]
    service.erase(partner, **BY)

    assert db.session.get_one(RegisterEntry, partner).kind == "partner"
    assert "Boole" not in everything_stored()
    assert verify(app) == 0


def test_who_still_holds_a_share_is_not_erased() -> None:
    ben = make_member("Ben Boole", since=LONG_AGO)
    issue(make_share_class(valid_from=LONG_AGO), 1, to=ben.party_id, on=LONG_AGO)
    end_everything(ben.party_id, LEFT)

    with pytest.raises(service.MustBeKept, match="held: 1 share on their account"):
        service.erase(ben.party_id, **BY)


def test_the_words_beside_a_posting_go_and_its_figures_stay(app: Flask) -> None:
    ben = make_member("Ben Boole", since=LONG_AGO)
    shares = make_share_class(valid_from=LONG_AGO)
    posted = issue(shares, 1, to=ben.party_id, on=LONG_AGO, memo="Paid by Ben Boole's father")
    ledger.cancel(shares, 1, party_id=ben.party_id, on=LEFT, actor=FINANCE, now=NOON)
    end_everything(ben.party_id, LEFT)

    service.erase(ben.party_id, **BY)

    kept = db.session.get_one(Transaction, posted.seq, populate_existing=True)
    assert (kept.memo, kept.salt, kept.transfers) == (None, None, 2)
    assert verify(app) == 0


@pytest.mark.parametrize(
    ("memo", "others", "kept"),
    [
        ("Interest, board item 4", 9, True),
        ("Interest, board item 4", 8, False),
        ("Interest; Boole's by cheque", 9, False),
        ("Interest; bén by cheque", 9, False),
        ("Interest; 1 by cheque", 9, False),
        ("Interest for booleans", 9, True),
    ],
)
def test_a_note_for_many_stays_for_the_others_unless_it_may_mean_whom_it_was_for(
    app: Flask, memo: str, others: int, kept: bool
) -> None:
    ben = make_leaver()
    parties = [ben, *(make_member(f"Ada {place}").party_id for place in range(others))]
    paid = [
        [Leg(money(charts.BANK), money(charts.INTEREST_DUE, each), 1) for each in parties],
        [Leg(money(charts.INTEREST_DUE, each), money(charts.BANK), 1) for each in parties],
    ]
    on = {"effective_on": LEFT, "actor": FINANCE, "now": NOON}
    posted = [ledger.post(make_book().id, "interest", legs, memo=memo, **on) for legs in paid]

    service.erase(ben, **BY)

    found = [db.session.get_one(Transaction, each.seq, populate_existing=True) for each in posted]
    assert [each.memo for each in found] == [memo if kept else None] * 2
    assert verify(app) == 0


def test_who_signed_for_withdrawals_is_told_and_erased_and_the_sums_stay(app: Flask) -> None:
    ben = make_leaver()
    run = make_run("Ben Boole, chief executive", signed_on=date(2010, 1, 4))
    suspended = suspend("Board item 3", reason="Mr BEN  BOOLE cannot sign.", on=date(2010, 2, 1))
    assert "chief executive" in str(queries.as_json(ben, on=TODAY))

    service.erase(ben, **BY)

    for row in (run, suspended):
        db.session.refresh(row)
    assert (run.words, run.salt, run.pence) == (None, None, 1_00)
    assert (suspended.words, suspended.is_suspended) == (None, True)
    assert "Boole" not in everything_stored()
    assert verify(app) == 0


def test_a_later_namesake_keeps_what_they_signed() -> None:
    ben = make_leaver()
    later = make_run("Ben Boole", signed_on=date(2025, 1, 6))
    another = make_run("Ruben Boolean", signed_on=date(2010, 1, 4))

    service.erase(ben, **BY)

    for run in (later, another):
        db.session.refresh(run)
        assert run.words is not None


@pytest.mark.parametrize("signed_on", [LONG_AGO, LEFT])
def test_what_was_signed_on_the_first_and_on_the_last_day_goes_too(signed_on: date) -> None:
    ben = make_leaver()
    run = make_run("Ben Boole", signed_on=signed_on)

    service.erase(ben, **BY)

    db.session.refresh(run)
    assert run.words is None


@pytest.mark.parametrize("kind", ["employment", "office"])
def test_what_an_officer_or_one_of_the_staff_signed_goes_though_no_member_then(kind: str) -> None:
    make_society()
    ben = make_person("Ben Boole", started=LONG_AGO).party_id
    if kind == "office":
        end_everything(ben, LONG_AGO + timedelta(days=9))
        days = {"valid_from": date(2009, 1, 1), "valid_to": LEFT}
        register.put(ben, "office", key="chair", data={"office": "chair"}, **days, **BY)
    end_everything(ben, LEFT)
    run = make_run("Ben Boole", signed_on=date(2010, 1, 4))

    service.erase(ben, **BY)

    db.session.refresh(run)
    assert run.words is None


def test_a_name_of_one_word_alone_erases_nothing_that_others_signed() -> None:
    boole = make_leaver("Boole")
    run = make_run("Ann Boole", signed_on=date(2010, 1, 4))

    service.erase(boole, **BY)

    db.session.refresh(run)
    assert run.words is not None


def test_lines_of_files_of_the_books_by_employee_reference_go_too() -> None:
    ben = make_leaver()
    reference = db.session.get_one(Party, ben).employee_ref
    make_line_of_a_file(reference)

    service.erase(ben, **BY)

    assert db.session.scalars(select(BookImportRow)).all() == []


def test_nobody_on_the_roll_of_an_open_ballot_is_erased() -> None:
    ben = make_member("Ben Boole", since=LONG_AGO)
    make_ballot(record_date=LONG_AGO + timedelta(days=1))
    end_everything(ben.party_id, LEFT)

    with pytest.raises(service.MustBeKept, match="on the roll of a ballot"):
        service.erase(ben.party_id, **BY)


def test_staff_who_never_joined_are_erased_after_their_own_time() -> None:
    make_society()
    sal = make_person("Sal Staff", started=LONG_AGO)
    end_everything(sal.party_id, LEFT)

    assert queries.to_erase(TODAY) == [sal.party_id]


def test_everybody_whose_time_has_come_is_erased_at_once() -> None:
    gone = [make_leaver(f"Old {number}") for number in range(3)]
    make_member("Ada Lovelace")

    assert service.erase_all_due(**BY) == 3
    assert set(members.names_of(gone).values()) == {"(name erased)"}


def test_words_that_were_erased_cannot_be_written_again() -> None:
    ben = make_leaver()
    service.erase(ben, **BY)
    db.session.commit()

    with pytest.raises(IntegrityError, match="spell refuses this update"):
        db.session.execute(text("UPDATE spell SET salt = 'aa'"))


def test_a_correction_is_asked_answered_and_sealed(app: Flask) -> None:
    ada = make_member("Ada Lovelace")
    asked = service.ask_for_correction(
        "My surname has two t's", actor=actor(ada.party_id), now=NOON
    )
    assert asked.due_on == date(2026, 12, 16)

    service.answer(asked.id, "Put right with the next file", is_done=True, **BY)

    assert asked.state == "done"
    assert queries.open_corrections() == []
    assert verify(app) == 0


def test_one_correction_waits_at_a_time() -> None:
    ada = make_member("Ada Lovelace")
    service.ask_for_correction("My name", actor=actor(ada.party_id), now=NOON)

    with pytest.raises(service.AskedAlready):
        service.ask_for_correction("My address", actor=actor(ada.party_id), now=NOON)


def test_of_two_answers_the_first_stands() -> None:
    ada = make_member("Ada Lovelace")
    asked = service.ask_for_correction("My name", actor=actor(ada.party_id), now=NOON)
    service.answer(asked.id, "Done", is_done=True, **BY)

    with pytest.raises(service.NotWaiting):
        service.answer(asked.id, "No", is_done=False, **BY)

    assert asked.state == "done"


def test_an_answer_changed_behind_our_back_is_found(app: Flask) -> None:
    ada = make_member("Ada Lovelace")
    asked = service.ask_for_correction("My name", actor=actor(ada.party_id), now=NOON)
    service.answer(asked.id, "Done", is_done=True, **BY)
    asked.words = {"asked": "My name", "answered": "Declined"}
    db.session.flush()

    assert verify(app) == 1


@pytest.mark.parametrize("day", ["asked_on", "due_on", "answered_on"])
def test_a_day_of_a_correction_changed_behind_our_back_is_found(app: Flask, day: str) -> None:
    ada = make_member("Ada Lovelace")
    asked = service.ask_for_correction("My name", actor=actor(ada.party_id), now=NOON)
    service.answer(asked.id, "Done", is_done=True, **BY)
    suffix = " ON correction" if is_postgresql() else ""
    db.session.execute(text(f"DROP TRIGGER correction_update_refused{suffix}"))
    db.session.execute(text(f"UPDATE correction SET {day} = '2026-11-15'"))
    db.session.expire_all()

    assert verify(app) == 1


def make_leaver(name: str = "Ben Boole") -> int:
    """Enter somebody who was a member long ago and has nothing left here; return their party."""
    email = "ben@example.org" if name == "Ben Boole" else f"{name[-1]}@example.org"
    ben = make_member(name, since=LONG_AGO, email=email, post="Carer")
    end_everything(ben.party_id, LEFT)
    return ben.party_id


def make_run(signed_by: str, *, signed_on: date) -> WithdrawalRun:
    """Have a withdrawal paid by a statement that somebody signed on that day."""
    w_shares = make_share_class(make_book(), f"W{signed_on:%y%m}", withdrawable=True)
    then = {"actor": SECRETARY, "now": noon_of(signed_on)}
    ada = make_member("Ada Brook", since=signed_on)
    issue(w_shares, 1, to=ada.party_id, on=signed_on)
    cases.ask_withdrawal(ada.party_id, w_shares, 1, **then)
    statement = make_statement(signed_by=signed_by, signed_on=signed_on)
    told = {"most_pence": 1_00, "statement": statement, "minute": MINUTE}
    return cases.run_withdrawals(make_book(), **told, **then)


def suspend(minute: str, *, reason: str, on: date) -> WithdrawalSwitch:
    then = {"actor": SECRETARY, "now": noon_of(on)}
    cases.suspend_withdrawals(make_book(), minute=minute, reason=reason, **then)
    return db.session.scalars(select(WithdrawalSwitch)).one()


def noon_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def make_line_of_a_file(reference: str | None) -> None:
    """Have a file about shares read that knows people by their employee reference."""
    read = BookImport(
        book_id=make_book().id, shape="holdings", source="old", file_name="a.csv", sha256="0" * 64,
        encoding="utf-8", settings={"numbers": "employee", "staff_source": "staff"},
        created_at=NOON,
    )  # fmt: skip
    db.session.add(read)
    db.session.flush()
    line = {"import_id": read.id, "line": 2, "holder": reference, "verdict": "new"}
    db.session.add(BookImportRow(**line))
    db.session.flush()


def end_everything(party_id: int, left: date) -> None:
    for kind in ("membership", "employment"):
        register.put(party_id, kind, valid_from=left, valid_to=None, data=None, **BY)


def put_name(party_id: int, surname: str) -> None:
    spell = db.session.scalars(
        select(Spell).where(Spell.party_id == party_id, Spell.kind == "contact")
    ).one()
    data = {**(spell.data or {}), "surname": surname}
    register.put(party_id, "contact", valid_from=spell.valid_from, valid_to=None, data=data, **BY)


def everything_stored() -> str:
    """Return every row of every table of the book as text."""
    names = inspect(db.session.connection()).get_table_names()
    return "\n".join(
        str(tuple(row))
        for name in names
        for row in db.session.execute(text(f"SELECT * FROM {name}"))
    )


def verify(app: Flask) -> int:
    db.session.commit()
    return app.test_cli_runner().invoke(args=["record", "verify"]).exit_code
