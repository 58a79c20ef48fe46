"""The demonstration society: who is in it, what they decided, and when it refuses to be loaded."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from flask import Flask
from sqlalchemy import func, select

from governance.accounts import queries as accounts
from governance.ballots import queries as ballots
from governance.ballots.models import Ballot
from governance.cases.models import Case
from governance.cases.queries.applicants import finding_of
from governance.cases.queries.listing import words_of
from governance.demonstration import cast, loading, story, voting
from governance.demonstration.books import share_class
from governance.demonstration.loading import NotLoaded, load
from governance.demonstration.people import ADDRESSES, people
from governance.demonstration.places import SERVICES
from governance.demonstration.staff_file import staff_file
from governance.demonstration.times import board_days
from governance.elections import queries as elections
from governance.infrastructure.actor import WORKER, Role
from governance.infrastructure.clock import day_of, london
from governance.infrastructure.database import db
from governance.ledger import charts
from governance.ledger.models import Book, MatterOutcome, Period, ReservedMatter, Transaction
from governance.ledger.queries import holdings
from governance.ledger.queries.balances import AsAt, balances
from governance.ledger.queries.distributions import distributions
from governance.ledger.queries.ownership import ownership
from governance.ledger.service.posting import legs_of
from governance.ledger.units import GBP
from governance.members import inspections, officers
from governance.members import queries as members
from governance.members.models import ImportBatch, RegisterEntry, Spell
from governance.members.register_search import RegisterSearch
from governance.members.service import FileHasErrors, import_staff
from governance.members.standing import Standing, suspension_of
from governance.motions.models import Comment, Motion
from governance.notifications import case_facts
from governance.notifications.letters import letter_for
from governance.notifications.models import Mail
from governance.privacy import queries as privacy
from governance.web.transactions import unit_of_work
from tests.factories.members import make_society
from tests.machinery.clock import NOON

TODAY = date(2026, 11, 16)
STAFF = 483


def made(*, seed: int = 7, staff: int = STAFF) -> list:
    return people(staff=staff, today=TODAY, random=Random(seed))


# The people, with pencil and paper.


def test_the_same_seed_makes_the_same_people() -> None:
    assert made(seed=3) == made(seed=3)


def test_another_seed_makes_other_people() -> None:
    assert made(seed=3) != made(seed=4)


@pytest.mark.parametrize("staff", [60, 483, 2000])
def test_there_are_as_many_members_today_as_asked_for(staff: int) -> None:
    members_today = [each for each in made(staff=staff) if each.member_since and not each.left]

    assert len(members_today) == staff


def test_some_have_left_and_some_are_not_members_yet() -> None:
    found = made()

    assert sum(each.left is not None for each in found) > 30
    assert sum(each.member_since is None for each in found) > 5


def test_nobody_has_another_s_name_number_or_address() -> None:
    found = made()

    for column in ("name", "employee_ref", "email"):
        assert len({getattr(each, column) for each in found}) == len(found)


def test_no_mail_to_them_can_arrive() -> None:
    assert all(each.email.endswith(f"@{ADDRESSES}") for each in made())
    assert ADDRESSES.endswith(".example")


def test_services_have_the_size_they_should() -> None:
    counted = Counter(each.service for each in made())

    for service in SERVICES:
        assert abs(counted[service.name] - service.people) < 25, service.name


def test_everybody_at_the_front_line_has_a_manager_who_works_in_their_service() -> None:
    by_ref = {person.employee_ref: person for person in made()}
    managed = [person for person in by_ref.values() if person.manager_ref]

    assert len(managed) > 400
    for person in managed:
        manager = by_ref[person.manager_ref]
        assert (manager.service, manager.left) == (person.service, None)
        assert manager.post.endswith("manager")


def test_nobody_became_a_member_before_their_first_six_months() -> None:
    founded = date(2014, 4, 1)

    for each in made():
        if each.member_since is not None and each.member_since != founded:
            assert each.member_since - each.started >= timedelta(days=180)


def test_the_file_of_staff_is_as_excel_saves_it() -> None:
    content = staff_file(made(), on=TODAY, left_since=TODAY - timedelta(days=540))

    assert content.startswith(b"\xef\xbb\xbfPayroll No,Surname,Forename")
    assert content.count(b"\r\n") > STAFF


def test_votes_fall_as_the_story_says() -> None:
    vote = story.HARDSHIP.vote
    assert vote is not None

    counted = Counter(voting.choices(vote, 480, Random(1)))

    assert counted == {"for": 269, "against": 52, "abstain": 20}


def test_nobody_votes_twice_or_out_of_time() -> None:
    vote, opens = story.HARDSHIP.vote, NOON
    assert vote is not None
    closes = opens + timedelta(days=9)
    roll = list(range(480))

    found = voting.casts(
        roll,
        voting.choices(vote, 480, Random(1)),
        opens_at=opens,
        closes_at=closes,
        random=Random(2),
    )

    assert len({each.voter_id for each in found}) == len(found) == 341
    assert all(opens < each.at < closes for each in found)
    assert [each.at for each in found] == sorted(each.at for each in found)


# The society, as the services made it.


def test_the_society_is_as_large_as_it_says(demonstration: Flask) -> None:
    society = members.society()

    assert society is not None
    assert society.legal_form == "Community benefit society"
    assert members.member_count(TODAY) == STAFF


def test_it_has_decided_every_way_one_can(demonstration: Flask) -> None:
    outcomes = Counter(declared.outcome for _, declared in ballots.declarations())

    assert outcomes == {"carried": 3, "lost": 3, "inquorate": 1, "declared": 2}


def test_what_was_asked_by_a_choice_and_a_survey_was_counted(demonstration: Flask) -> None:
    (asked,) = (
        declared
        for _, declared in ballots.declarations()
        if len(declared.body.get("questions", ())) == 2
    )

    training, work = asked.body["questions"]

    assert (len(training["elected"]), work["elected"]) == (2, [])
    assert 200 < asked.body["figures"]["papers"] == asked.body["figures"]["voted"] < 300
    assert all(0 <= each["blank"] + each["spoilt"] < 60 for each in asked.body["questions"])


def test_members_rank_charities_at_the_moment(demonstration: Flask) -> None:
    (charity,) = (
        each
        for each in ballots.current_ballots(NOON)
        if each.questions[0].method == "alternative_vote"
    )

    assert ballots.turnout(charity.id) > 100


def test_a_ballot_is_open_and_closes_in_a_few_days_at_five(demonstration: Flask) -> None:
    ballot = ballots.current_ballots(NOON)[0]

    assert ballot.question == "Should we open a respite house in Tipton?"
    assert (ballots.turnout(ballot.id), ballot.roll_size) == (212, 483)
    assert (london(ballot.closes_at).hour, ballot.closes_at.weekday() < 5) == (17, True)
    assert 3 <= (day_of(ballot.closes_at) - TODAY).days <= 6


def test_two_were_elected_to_the_board_and_took_office(demonstration: Flask) -> None:
    (past,) = elections.elections_past()
    (contest,) = past.contests
    elected = {each.party_id for each in elections.candidates_of(contest) if each.place}

    assert (contest.state, contest.unfilled, len(elected)) == ("elected", 0, 2)
    assert elected <= officers.directors_on(TODAY)
    assert elected <= set(accounts.parties_with(Role.BOARD))


def test_seven_stand_for_three_seats_and_members_vote(demonstration: Flask) -> None:
    (going_on,) = elections.elections_now()
    (contest,) = going_on.contests
    standing = elections.candidates_of(contest, "standing")

    assert (contest.state, contest.vacancies, len(standing)) == ("voting", 3, 7)
    assert all(each.statement for each in standing)
    assert 100 < ballots.turnout(contest.ballot_id or 0) < 200
    assert sum(len(asked.answers) for asked in elections.questions_of(contest)) == 5


def test_one_more_ballot_opens_next_week(demonstration: Flask) -> None:
    (ballot,) = ballots.coming_ballots(NOON)

    assert 0 < (day_of(ballot.opens_at) - TODAY).days <= 7


def test_motions_stand_at_every_point_of_their_way(demonstration: Flask) -> None:
    states = Counter(db.session.scalars(select(Motion.state)))

    assert states["proposed"] == 3
    assert states["seconded"] == 1
    assert states["balloted"] == 2
    assert states["withdrawn"] == 1


def test_everybody_of_the_cast_holds_their_roles_and_no_other(demonstration: Flask) -> None:
    held = {role: set(accounts.parties_with(role)) for role in Role}
    named = select(RegisterEntry.party_id).where(RegisterEntry.name == cast.SECRETARY.name)

    assert held[Role.SECRETARY] == {db.session.scalar(named)}
    assert {role: len(held[role]) for role in Role if held[role]} == {
        Role.SECRETARY: 1,
        Role.CHAIR: 1,
        Role.BOARD: 8,
        Role.FINANCE: 1,
        Role.MANAGER: 4,
        Role.SCRUTINEER: 2,
        Role.AUDITOR: 1,
        Role.ADMINISTRATOR: 1,
    }


def test_a_visitor_can_sign_in_as_each_of_the_table(demonstration: Flask) -> None:
    for _, name, address in loading.sign_ins(cast.SIGN_INS):
        entry = db.session.scalar(select(RegisterEntry).where(RegisterEntry.email == address))
        assert entry is not None
        assert entry.name == name
        account = accounts.account_of(entry.party_id)
        assert account is not None
        assert account.password_hash is not None


def test_the_table_leaves_out_whom_an_earlier_version_did_not_have(demonstration: Flask) -> None:
    newcomer = cast.Part("Neve", "Latterday", "Respite", "Tipton", "Care worker")

    table = loading.sign_ins([("a newcomer", newcomer), ("a member", cast.MEMBER)])

    assert [name for _, name, _ in table] == [cast.MEMBER.name]


def test_the_member_of_the_table_still_has_a_vote_to_cast(demonstration: Flask) -> None:
    named = select(RegisterEntry.party_id).where(RegisterEntry.name == cast.MEMBER.name)
    party_id = db.session.scalar(named)
    entries = [ballots.roll_entry(each.id, party_id) for each in ballots.current_ballots(NOON)]

    assert len(entries) == 3
    assert all(entry is not None and entry.mark is None for entry in entries)


def test_no_mail_of_the_past_waits_to_be_sent(demonstration: Flask) -> None:
    assert db.session.scalar(select(func.count()).select_from(Mail)) > STAFF
    assert set(db.session.scalars(select(Mail.state).distinct())) == {"sent"}


def test_people_were_written_to_about_their_cases(demonstration: Flask) -> None:
    about_cases = select(Mail).where(Mail.template.in_(case_facts.FACTS))
    letters = [letter_for(mail, now=NOON) for mail in db.session.scalars(about_cases)]

    assert {"case_applied", "case_admitted", "case_left", "case_paid_out", "case_waits"} <= {
        letter.template for letter in letters
    }


def test_what_was_said_was_said_in_its_time(demonstration: Flask) -> None:
    said = db.session.scalars(select(Comment.at)).all()

    assert len(said) > 30
    assert all(NOON - timedelta(days=540) < at < NOON for at in said)


def test_the_staff_came_in_by_the_import(demonstration: Flask) -> None:
    states = Counter(db.session.scalars(select(ImportBatch.state)))

    assert states == {"entered": 7}


def test_its_record_holds(demonstration: Flask) -> None:
    result = demonstration.test_cli_runner().invoke(args=["record", "verify"])

    assert result.exit_code == 0, result.output


# Its books, cases and registers.


def own_book() -> Book:
    found = holdings.book_of_key()
    assert found is not None
    return found


def pence(code: str, book: Book | None = None, *, on: date = TODAY) -> int:
    """Return what stands in an account and in parties' own under it: debits less credits."""
    rows = balances((book or own_book()).id, AsAt(on), unit=GBP, code=code)
    return -sum(int(row.balance) for row in rows)


def party_named(name: str) -> int:
    found = db.session.scalar(select(RegisterEntry.party_id).where(RegisterEntry.name == name))
    assert found is not None
    return found


def test_every_book_balances_to_the_penny(demonstration: Flask) -> None:
    for book in holdings.books():
        for unit in {row.unit for row in balances(book.id, AsAt(TODAY))}:
            assert sum(row.balance for row in balances(book.id, AsAt(TODAY), unit=unit)) == 0


def test_every_member_has_one_membership_share_and_nobody_else_has(demonstration: Flask) -> None:
    shares = holdings.holdings(own_book().id, AsAt(TODAY), share_class_id=share_class("A").id)

    assert {each.party_id for each in shares} == set(db.session.scalars(members.members_on(TODAY)))
    assert {each.units for each in shares} == {1}


def test_share_capital_is_what_is_held(demonstration: Flask) -> None:
    for code in ("A", "B"):
        held = holdings.holdings(own_book().id, AsAt(TODAY), share_class_id=share_class(code).id)
        assert pence(charts.capital_code(code)) == -100 * sum(each.units for each in held)


def test_withdrawable_shares_lie_within_what_the_class_allows(demonstration: Flask) -> None:
    savings = share_class("B")
    found = holdings.holdings(own_book().id, AsAt(TODAY), share_class_id=savings.id)

    assert 30 <= len(found) <= 60
    assert all(each.units <= 5_000 for each in found)
    assert max(each.units for each in found) > 2_500
    terms = [holdings.terms_of(savings.id, day).most for day in (TODAY - timedelta(540), TODAY)]
    assert terms == [2_500, 5_000]


def test_the_year_is_closed_with_a_plausible_surplus(demonstration: Flask) -> None:
    closed = db.session.scalars(select(Period).where(Period.book_id == own_book().id)).all()
    (entry,) = db.session.scalars(select(Transaction).where(Transaction.kind == "closing entry"))
    income = sum(leg.amount for leg in legs_of(entry.seq) if leg.credit.code == charts.RETAINED)
    costs = sum(leg.amount for leg in legs_of(entry.seq) if leg.debit.code == charts.RETAINED)

    assert [each.ends_on for each in closed] == [date(2025, 3, 31), date(2026, 3, 31)]
    assert 10_500_000_00 < income < 11_500_000_00
    assert 100_000_00 < income - costs < 600_000_00


def test_the_auditor_has_the_anchor_of_each_close(demonstration: Flask) -> None:
    auditor = party_named(cast.AUDITOR.name)
    mails = select(Mail).where(
        Mail.party_id == auditor, Mail.event_key.startswith("anchor of period")
    )

    assert len(db.session.scalars(mails).all()) == 2


def test_interest_of_the_year_was_approved_by_a_minute_and_paid(demonstration: Flask) -> None:
    (interest,) = distributions(own_book().id)

    assert (interest.state, interest.minute_ref) == ("approved", "Board 8 July 2026, minute 5")
    assert 200_00 < interest.total_pence < 1_000_00
    assert pence(charts.INTEREST) == interest.total_pence
    assert pence(charts.INTEREST_DUE) == 0


def test_cases_stand_at_every_point_of_their_way(demonstration: Flask) -> None:
    states = Counter((str(case.kind), str(case.state)) for case in db.session.scalars(select(Case)))

    assert states["join", "applied"] == 2
    assert states["join", "approved"] == 1
    assert states["join", "admitted"] > 10
    assert states["leave", "left"] > 30
    assert states["leave", "noticed"] == 3
    assert states["withdraw", "asked"] == 4
    assert states["withdraw", "withdrawn"] == 3
    assert (states["transfer", "asked"], states["transfer", "transferred"]) == (1, 1)


def test_those_who_leave_do_so_within_a_month_each_in_another_way(demonstration: Flask) -> None:
    noticed = db.session.scalars(select(Case).where(Case.state == "noticed")).all()
    said = words_of([case.id for case in noticed])

    assert {said[case.id]["how"] for case in noticed} == {"resigned", "retired", "transferred_out"}
    assert all(TODAY < case.effect_on <= TODAY + timedelta(days=31) for case in noticed)


def test_who_is_not_eligible_yet_is_told_from_when(demonstration: Flask) -> None:
    finding = finding_of(party_named(cast.FINANCE.name), on=TODAY, confirmed={"age"})

    assert not finding.is_eligible
    assert finding.first_day is not None
    assert TODAY < finding.first_day < TODAY + timedelta(days=183)


def test_who_came_back_kept_number_and_history(demonstration: Flask) -> None:
    party_id = party_named(cast.REJOINER.name)
    spells = db.session.scalars(
        select(Spell)
        .where(
            Spell.party_id == party_id, Spell.kind == "membership", Spell.superseded_seq.is_(None)
        )
        .order_by(Spell.valid_from)
    ).all()

    assert len(spells) == 2
    assert spells[0].valid_to < spells[1].valid_from
    assert holdings.holding_of(party_id, share_class("A"), AsAt(spells[0].valid_to)) == 0
    assert holdings.holding_of(party_id, share_class("A"), AsAt(TODAY)) == 1


def test_nothing_is_owed_for_the_withdrawals_that_were_paid(demonstration: Flask) -> None:
    assert pence(charts.DUE_TO_MEMBERS) == 0


@pytest.mark.parametrize(
    ("day", "shares"),
    [
        (date(2012, 5, 1), {"trust": "25.0", "government": "35.0", "partner": "40.0"}),
        (date(2014, 10, 1), {"trust": "25.0", "government": "24.0", "partner": "51.0"}),
        (date(2018, 3, 1), {"trust": "25.0", "partner": "75.0"}),
    ],
)
def test_who_owned_the_joint_venture_can_be_read_for_any_day(
    demonstration: Flask, day: date, shares: dict[str, str]
) -> None:
    venture = holdings.book_of_key("equipment")
    assert venture is not None

    assert {each.kind: each.percentage for each in ownership(venture.id, AsAt(day)).kinds} == shares


def test_its_owners_consented_to_one_matter_and_one_waits(demonstration: Flask) -> None:
    venture = holdings.book_of_key("equipment")
    assert venture is not None
    asked = db.session.scalars(select(ReservedMatter).order_by(ReservedMatter.id)).all()
    outcomes = [db.session.get(MatterOutcome, matter.id) for matter in asked]

    assert [outcome and outcome.is_given for outcome in outcomes] == [True, None]


def test_there_are_officers_of_now_and_before(demonstration: Flask) -> None:
    found = officers.offices()
    held = Counter(each.data["office"] for each in found if each.is_held_on(TODAY))

    assert held == {"secretary": 1, "chair": 1, "director": 8}
    assert len(found) > sum(held.values())


def test_a_request_to_inspect_is_due_in_two_working_days(demonstration: Flask) -> None:
    (asked,) = inspections.waiting()

    assert inspections.working_days_left(asked, TODAY) == 2
    assert Counter(each.state for each in inspections.requests()) == {"complied": 1, "received": 1}


def test_a_correction_waits_and_somebody_may_be_erased(demonstration: Flask) -> None:
    (asked,) = privacy.open_corrections()

    assert asked.party_id == party_named(cast.VOICES["ewa"].name)
    assert privacy.to_erase(TODAY) == [party_named("Norman Aldridge")]


def test_a_member_is_suspended_until_a_board_meeting_to_come(demonstration: Flask) -> None:
    suspended = RegisterSearch(today=TODAY, full=True, standing=Standing.SUSPENDED).page(1)
    told = suspension_of(party_named(cast.SUSPENDED.name), TODAY)

    assert [entry.name for entry in suspended] == [cast.SUSPENDED.name]
    assert told is not None
    assert told.last_day is not None
    assert told.decided_by == f"{told.first_day:Board %-d %B %Y}, minute 4"
    assert 21 <= (TODAY - told.first_day).days <= 40
    assert told.last_day - TODAY >= timedelta(days=14)
    assert told.last_day in board_days(TODAY, told.last_day)
    assert "shouted two speakers down" in told.reason


def test_the_suspended_member_may_vote_only_where_they_were_on_the_roll_before(
    demonstration: Flask,
) -> None:
    suspended = party_named(cast.SUSPENDED.name)
    going_on, (to_come,) = ballots.current_ballots(NOON)[0], ballots.coming_ballots(NOON)

    assert ballots.roll_entry(going_on.id, suspended) is not None
    assert suspended not in db.session.scalars(members.entitled_at(to_come.record_date)).all()


def test_the_suspended_member_was_written_to(demonstration: Flask) -> None:
    about = select(Mail).where(Mail.party_id == party_named(cast.SUSPENDED.name))
    sent = db.session.scalars(about.where(Mail.template == "membership_suspended")).one()

    text = letter_for(sent, now=NOON).text
    assert "minute 4" in text
    assert "shouted" not in text


# Loading.


def loaded(
    *, staff: int = 60, transaction: Callable = unit_of_work, present: object = NOON
) -> None:
    load(seed=5, staff=staff, present=present, transaction=transaction, told=lambda _: None)


def test_a_small_society_can_be_loaded(app: Flask) -> None:
    loaded(staff=60)

    assert members.member_count(TODAY) == 60
    assert loading.is_loaded()


@pytest.mark.parametrize(
    "present",
    [
        "2026-12-31T23:59+00:00",  # the last minute of a year
        "2027-03-28T01:30+00:00",  # the hour after the clocks went forward, a Sunday
        "2027-10-31T00:30+00:00",  # the hour that comes twice
        "2028-02-29T08:00+00:00",
        "2026-11-21T04:00+00:00",  # a Saturday, before anybody is up
    ],
)
def test_whenever_it_is_loaded_a_ballot_is_open_and_one_is_to_come(
    app: Flask, present: str
) -> None:
    instant = datetime.fromisoformat(present)

    loaded(present=instant)

    ballot = ballots.current_ballots(instant)[0]
    assert timedelta(days=3) < ballot.closes_at - instant < timedelta(days=7)
    assert london(ballot.closes_at).hour == 17
    assert len(ballots.coming_ballots(instant)) == 1
    assert len(ballots.declarations()) == 9


def test_it_is_not_loaded_over_a_society(app: Flask) -> None:
    make_society()
    db.session.commit()

    with pytest.raises(NotLoaded, match="kept here already"):
        loaded()

    assert db.session.scalar(select(func.count()).select_from(RegisterEntry)) == 0


def test_loading_twice_changes_nothing_and_says_so(demonstration: Flask) -> None:
    before = db.session.scalar(select(func.count()).select_from(Ballot))

    result = demonstration.test_cli_runner().invoke(args=["demo", "load"])

    assert result.exit_code == 0
    assert "loaded already; nothing was changed" in result.output
    assert db.session.scalar(select(func.count()).select_from(Ballot)) == before


def cut_off_after(transactions: int) -> Callable:
    left = iter(range(transactions))

    @contextmanager
    def transaction() -> Iterator[None]:
        with unit_of_work():
            if next(left, None) is None:
                raise KeyboardInterrupt
            yield

    return transaction


def test_a_load_that_was_cut_off_says_what_to_do(app: Flask) -> None:
    with pytest.raises(KeyboardInterrupt):
        loaded(transaction=cut_off_after(6))

    assert not loading.is_loaded()
    with pytest.raises(NotLoaded, match=r"half a society.*Delete both database files"):
        loaded()


@pytest.mark.parametrize("staff", [0, 59, 20_001])
def test_a_society_too_small_or_too_large_is_refused(app: Flask, staff: int) -> None:
    with pytest.raises(NotLoaded, match="Choose between 60 and 20,000"):
        loaded(staff=staff)


def imported(*, with_mistakes: bool, shape: str = "") -> ImportBatch:
    content = loading.next_staff_file(with_mistakes=with_mistakes, on=TODAY, shape=shape)
    return import_staff(content, actor=WORKER, now=NOON)


def test_next_month_s_file_can_be_imported(demonstration: Flask) -> None:
    summary = imported(with_mistakes=False).summary

    assert (summary["new"], summary["changed"], summary["missing"]) == (2, 3, 0)


@pytest.mark.parametrize("shape", ["sage", "itrent", "esr"])
def test_next_month_s_file_in_another_system_s_shape_is_recognised(
    demonstration: Flask, shape: str
) -> None:
    first, again = (imported(with_mistakes=False, shape=shape) for _ in range(2))

    told = first.summary
    assert (first.settings["profile"], told["new"], told["missing"]) == (shape, 2, 0)
    assert (again.summary["new"], again.summary["changed"]) == (0, 0)
    assert members.member_count(TODAY + timedelta(days=1)) == STAFF - 1


def test_sage_s_shape_changes_those_whose_posts_change(demonstration: Flask) -> None:
    # It has no hours, so that the one who works fewer of them is the same.
    assert imported(with_mistakes=False, shape="sage").summary["changed"] == 2


@pytest.mark.parametrize("shape", ["", "sage", "itrent", "esr"])
def test_the_file_with_mistakes_is_refused_line_by_line(demonstration: Flask, shape: str) -> None:
    with pytest.raises(FileHasErrors) as refusal:
        imported(with_mistakes=True, shape=shape)

    assert "31/02/2019" in str(refusal.value)


def test_the_command_writes_the_file_in_the_shape_asked_for(
    demonstration: Flask, tmp_path: Path
) -> None:
    written = tmp_path / "staff.csv"
    arguments = ["demo", "staff-csv", "--profile", "esr", "--output", str(written)]

    result = demonstration.test_cli_runner().invoke(args=arguments)

    assert result.exit_code == 0, result.output
    assert written.read_bytes().startswith(b"\xef\xbb\xbfEmployee Number,Assignment Number,")


def test_a_shape_that_nobody_writes_is_refused_with_those_there_are(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["demo", "staff-csv", "--profile", "sap"])

    assert result.exit_code == 2
    assert "'sage', 'itrent', 'esr'" in result.output


def test_a_file_cannot_be_made_before_anything_is_loaded(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["demo", "staff-csv"])

    assert result.exit_code == 1
    assert "Nothing is loaded yet" in result.output
