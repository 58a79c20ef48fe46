"""The first pages: what needs whom, the office's duties, and what is said to everybody."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask, render_template_string

import config
from governance.app import create_app
from governance.ballots import service as ballots
from governance.home.needs import heading
from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.members import service as register
from governance.members.models import RegisterEntry
from governance.motions import service as motions
from governance.notifications.models import Mail
from tests.factories.accounts import actor, make_role, signed_in
from tests.factories.ballots import declare, make_ballot, make_voters, vote, vote_all
from tests.factories.members import make_member, make_person, make_society
from tests.factories.motions import make_motion
from tests.factories.rules import found_rules
from tests.machinery.books import Books
from tests.machinery.client import StrictClient
from tests.machinery.clock import NOON, Clock
from tests.machinery.databases import BOOK

OFFICERS = [role for role in Role if role is not Role.MEMBER]


@pytest.fixture
def voters() -> list[RegisterEntry]:
    return make_voters(12)


def officer(*roles: Role) -> int:
    """Enter one of the staff who is no member and holds these roles."""
    make_society()
    party_id = make_person("Olive Officer").party_id
    make_role(party_id, *roles)
    return party_id


# Home.


def test_whoever_is_not_signed_in_is_led_to_signing_in(client: StrictClient) -> None:
    answer = client.get("/")

    assert answer.status_code == 302
    assert "/sign-in" in answer.location


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "Nothing needs you today"),
        (1, "One thing needs you"),
        (3, "Three things need you"),
        (9, "Nine things need you"),
        (10, "10 things need you"),
    ],
)
def test_the_heading_counts_in_words(app: Flask, number: int, words: str) -> None:
    with app.test_request_context():
        assert heading(number) == words


def test_a_template_counts_with_thousands_set_apart(app: Flask) -> None:
    words = (
        "{{ ngettext('%(num)s link of %(name)s', '%(num)s links of %(name)s', n, name='A & B') }}"
    )

    with app.test_request_context():
        assert render_template_string(words, n=3026) == "3,026 links of A &amp; B"
        assert render_template_string(words, n=1) == "1 link of A &amp; B"


def test_a_member_without_anything_to_do_is_told_so(
    client: StrictClient, voters: list[RegisterEntry]
) -> None:
    page = signed_in(client, voters[0].party_id).get("/").page

    assert page.heading == "Nothing needs you today"
    assert "You are up to date" in page.text


def test_an_open_ballot_stands_first_with_its_turnout(
    client: StrictClient, voters: list[RegisterEntry]
) -> None:
    ballot = make_ballot(secrecy="secret_simple", resolution_kind="special")
    vote_all(ballot, voters[1:], "ffffffffaaa")
    ballots.keep_checkpoints(NOON)
    address = f"/ballots/{ballot.id}"
    make_motion(title="Put a kettle at every base")

    page = signed_in(client, voters[0].party_id).get("/").page

    assert page.heading == "Two things need you"
    first = page.first("div", class_="moot-card--now")
    assert "Closes Monday 23 November at midday" in first.text
    assert "Secret ballot, special resolution. 11 of" in first.text
    assert first.all("a")[0]["href"] == address


def test_below_ten_home_does_not_say_how_many_have_voted(
    client: StrictClient, voters: list[RegisterEntry]
) -> None:
    vote_all(make_ballot(), voters[1:], "fff")

    page = signed_in(client, voters[0].party_id).get("/").page

    assert "Fewer than 10 of 15 have voted." in page.text


@pytest.mark.parametrize("address", ["/", "/decisions"])
def test_the_turnout_told_does_not_move_when_a_colleague_votes(
    client: StrictClient, voters: list[RegisterEntry], address: str
) -> None:
    ballot = make_ballot()
    vote_all(ballot, voters[1:], "ffffffffff")
    ballots.keep_checkpoints(NOON)
    vote(ballot, voters[11], "for")

    page = signed_in(client, voters[0].party_id).get(address).page

    assert "10 of 15 have voted." in page.text


def test_who_asked_for_a_paper_is_not_told_to_vote_here(
    client: StrictClient, voters: list[RegisterEntry]
) -> None:
    ballot, voter = make_ballot(), voters[0]
    ballots.ask_for_paper(ballot.id, voter_id=voter.party_id, actor=actor(voter.party_id), now=NOON)

    home = signed_in(client, voter.party_id).get("/").page
    decisions = client.get("/decisions").page

    assert "Vote now" not in home.text
    assert "Vote now" not in decisions.text
    assert "You vote on paper." in decisions.text


def test_a_ballot_i_have_voted_in_needs_me_no_more(
    client: StrictClient, voters: list[RegisterEntry]
) -> None:
    vote(make_ballot(), voters[0], "for")

    page = signed_in(client, voters[0].party_id).get("/").page

    assert page.heading == "Nothing needs you today"


def test_a_ballot_due_this_minute_can_be_voted_in_before_the_worker_came(
    client: StrictClient, voters: list[RegisterEntry]
) -> None:
    make_ballot(state="planned")

    page = signed_in(client, voters[0].party_id).get("/").page

    assert "Vote now" in page.text


def test_a_closed_ballot_needs_nobody(
    client: StrictClient, voters: list[RegisterEntry], clock: Clock
) -> None:
    make_ballot(days=1)
    clock.advance(days=1)

    assert signed_in(client, voters[0].party_id).get("/").page.heading == "Nothing needs you today"


def test_a_motion_looks_for_those_who_have_not_seconded_it(
    client: StrictClient, new_client: Callable[[], StrictClient], voters: list[RegisterEntry]
) -> None:
    motion = make_motion(title="Put a kettle at every base", seconders_needed=3)
    motions.second(motion, actor=actor(voters[0].party_id), now=NOON)

    seconder = signed_in(client, voters[0].party_id).get("/").page
    other = signed_in(new_client(), voters[1].party_id).get("/").page

    assert "Put a kettle" not in seconder.text
    assert "1 of 3 seconders so far" in other.text


def test_a_suspended_member_is_not_asked_to_second(
    client: StrictClient, new_client: Callable[[], StrictClient], voters: list[RegisterEntry]
) -> None:
    make_motion(title="Put a kettle at every base", seconders_needed=3)
    told = {"reason": "Minute 12", "first_day": NOON.date(), "last_day": None}
    register.suspend(voters[0].party_id, **told, actor=actor(None), now=NOON)

    pages = [
        signed_in(each, voter.party_id).get("/").page
        for each, voter in zip((client, new_client()), voters, strict=False)
    ]

    assert ["Put a kettle" in page.text for page in pages] == [False, True]


def test_my_own_motion_stands_under_you_and_not_under_needs(client: StrictClient) -> None:
    motion = make_motion(title="Put a kettle at every base", seconders_needed=3)

    page = signed_in(client, motion.mover_id).get("/").page

    assert page.heading == "Nothing needs you today"
    assert "Your motion 2026/1" in page.text


def test_many_motions_are_told_of_together(
    client: StrictClient, voters: list[RegisterEntry]
) -> None:
    for number in range(5):
        make_motion(title=f"Put a kettle at base {number}")

    page = signed_in(client, voters[0].party_id).get("/").page

    assert page.heading == "One thing needs you"
    assert "5 motions look for seconders" in page.text


def test_the_secretary_is_told_which_motions_wait(client: StrictClient) -> None:
    found_rules()
    secretary = officer(Role.SECRETARY)
    motion = make_motion(state="seconded")
    motion_id = motion.id

    page = signed_in(client, secretary).get("/").page

    assert page.heading == "One thing needs you"
    assert page.first("a", href=f"/office/motions/{motion_id}/ballot") is not None


def test_what_has_a_deadline_stands_before_what_has_none(client: StrictClient) -> None:
    make_society()
    found_rules()
    secretary = make_member("Sian Secretary").party_id
    make_role(secretary, Role.SECRETARY)
    make_motion(state="seconded", title="Put a kettle at every base")
    make_ballot()

    page = signed_in(client, secretary).get("/").page
    titles = [part.text for part in page.all("h2", class_="moot-card__title")]

    assert titles[0].startswith("Should we open a respite house")
    assert titles[1].startswith("Put a motion to a ballot")


def test_the_secretary_is_told_of_mail_in_trouble(client: StrictClient) -> None:
    secretary = officer(Role.SECRETARY)
    _mail("unconfirmed")

    assert "Look at the mail that did not go out" in signed_in(client, secretary).get("/").page.text


def test_an_officer_who_is_no_member_has_a_home(client: StrictClient) -> None:
    make_ballot()

    page = signed_in(client, officer(Role.FINANCE)).get("/").page

    assert page.heading == "Nothing needs you today"
    assert "Not a member at present" in page.text


def test_staff_who_are_no_members_yet_are_led_nowhere_they_may_not_go(
    client: StrictClient, voters: list[RegisterEntry]
) -> None:
    ballot = make_ballot()
    vote_all(ballot, voters, "ffffff")
    declare(ballot)
    browser = signed_in(client, make_person("Stan Newcomer").party_id)

    links = {link["href"] for link in browser.get("/").page.all("a")}

    shut = [href for href in links if href.startswith("/") and browser.get(href).status_code == 403]
    assert shut == []


def test_home_says_who_i_am_in_the_register(client: StrictClient) -> None:
    make_society()
    ada = make_member("Ada Lovelace")
    number = ada.member_number

    page = signed_in(client, ada.party_id).get("/").page

    assert f"Member {number}" in page.text
    assert "One member, one vote" in page.text


def test_home_has_the_turnout_of_the_last_vote_and_its_result(
    client: StrictClient, voters: list[RegisterEntry]
) -> None:
    ballot = make_ballot()
    vote_all(ballot, voters, "ffffff")
    declare(ballot)

    page = signed_in(client, voters[0].party_id).get("/").page

    assert "took part in the last vote 40%" in page.text
    assert "Carried" in page.text


# The office.


@pytest.mark.parametrize("role", OFFICERS)
def test_every_officer_may_enter_the_office(client: StrictClient, role: Role) -> None:
    answer = signed_in(client, officer(role)).get("/office")

    assert answer.status_code == 200
    assert answer.page.heading == "Duties"


def test_a_member_without_office_may_not(client: StrictClient, voters: list[RegisterEntry]) -> None:
    assert signed_in(client, voters[0].party_id).get("/office").status_code == 403


def test_duties_stand_in_order_of_their_dates(
    client: StrictClient, voters: list[RegisterEntry]
) -> None:
    make_ballot(days=9)
    later = NOON + timedelta(days=3)
    make_ballot(
        state="planned",
        question="Should we sell the vans?",
        opens_at=later,
        closes_at=later + timedelta(days=7),
    )

    page = signed_in(client, officer(Role.SECRETARY)).get("/office").page
    whats = [row[1] for row in page.table("Calendar of duties")[1:]]

    assert whats[0].startswith("Ballot opens: Should we sell the vans?")
    assert whats[1].startswith("Ballot closes: Should we open a respite house")


def test_only_the_secretary_is_told_to_put_a_motion_to_a_ballot(
    client: StrictClient, new_client: Callable[[], StrictClient]
) -> None:
    secretary, manager = officer(Role.SECRETARY), officer(Role.MANAGER)
    make_motion(state="seconded")

    told = signed_in(client, secretary).get("/office").page.text
    untold = signed_in(new_client(), manager).get("/office").page.text

    assert "Put to a ballot:" in told
    assert "Put to a ballot:" not in untold


def test_vacant_roles_are_duties_of_those_who_fill_them(client: StrictClient) -> None:
    page = signed_in(client, officer(Role.SECRETARY)).get("/office").page

    assert "There is no chair." in page.text
    assert "There are fewer than 2 scrutineers." in page.text
    assert "There is no secretary." not in page.text


def test_the_office_never_shows_how_votes_fall(
    client: StrictClient, voters: list[RegisterEntry]
) -> None:
    vote_all(make_ballot(), voters, "fffffffffaaa")
    ballots.keep_checkpoints(NOON)

    page = signed_in(client, officer(*OFFICERS)).get("/office").page

    assert "12 of" in page.text
    assert "Against" not in page.text


# What is said to everybody.


@pytest.mark.parametrize("address", ["/accessibility", "/how-secret-ballots-work"])
def test_these_pages_open_to_anyone(client: StrictClient, address: str) -> None:
    assert client.get(address).status_code == 200


def test_every_page_leads_to_how_secret_ballots_work(client: StrictClient) -> None:
    page = client.get("/accessibility").page

    assert page.first("a", text="How secret ballots work")["href"] == "/how-secret-ballots-work"


def test_search_engines_are_asked_to_stay_away(client: StrictClient) -> None:
    assert client.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"


def test_health_says_that_both_databases_answer(client: StrictClient) -> None:
    answer = client.get("/health")

    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_health_is_bad_when_the_box_does_not_answer(
    app: Flask, books: Books, tmp_path: Path
) -> None:
    nowhere = f"sqlite:///{tmp_path}"  # a folder is no database
    broken = create_app(config.testing(books.pair.url(BOOK), nowhere))

    answer = broken.test_client().get("/health")
    with broken.app_context():
        db.engine.dispose()

    assert (answer.status_code, answer.text) == (503, "A database does not answer.\n")


@pytest.mark.parametrize("is_on", [True, False])
def test_the_demonstration_says_so_on_every_page(
    app: Flask, client: StrictClient, is_on: bool
) -> None:
    app.config["DEMONSTRATION"] = is_on
    try:
        assert ("are invented" in client.get("/accessibility").page.text) is is_on
    finally:
        app.config["DEMONSTRATION"] = False


def _mail(state: str) -> None:
    db.session.add(
        Mail(
            event_key="a test",
            address="ada@example.org",
            template="invitation",
            state=state,
            created_at=NOON,
            next_attempt_at=NOON,
        )
    )
    db.session.flush()


def test_a_secretary_without_members_is_led_to_the_import(client: StrictClient) -> None:
    secretary = signed_in(client, officer(Role.SECRETARY))

    assert "Import your staff" in secretary.get("/").page.text
    make_member("Ada Lovelace")
    assert "Import your staff" not in secretary.get("/").page.text


def test_a_register_of_staff_without_members_says_how_to_import(client: StrictClient) -> None:
    page = signed_in(client, officer(Role.SECRETARY)).get("/register").page

    assert "There are no members yet" in page.text
    assert "Import staff" in page.text
