"""From an idea to a declared result: the whole story through the pages, on both databases.

Nia proposes, others second and discuss, the secretary sets the ballot, the worker opens and closes
it at its times, members vote (some twice, some with the back button), nobody can see how the votes
fall, and the result stands on its page, in its files and on the record.
"""

import csv
import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from governance.accounts.service import give_role
from governance.infrastructure.actor import WORKER, Role
from governance.infrastructure.clock import london
from tests.factories.accounts import PASSWORD, make_account, signed_in
from tests.factories.members import make_member, make_society
from tests.machinery.client import Response, StrictClient, settle
from tests.machinery.clock import NOON, Clock

NewClient = Callable[[], StrictClient]

TITLE = "Open a respite house in Tipton"
QUESTION = "Should we open a respite house in Tipton?"
WORDS = {
    "title": TITLE,
    "category": "service",
    "text": "We take the lease of the old vicarage, **with five beds**.",
    "reason": "Nineteen families in Tipton wait for a night off.",
    "cost": "£148,000 to make it ready, from reserves.",
}
OPENS = NOON + timedelta(days=3)
CLOSES = OPENS + timedelta(days=7)
# Fourteen of twenty on the roll: nine for, three against, two abstain; six stay away.
CHOICES = ["for"] * 9 + ["against"] * 3 + ["abstain"] * 2
MEMBERS = 20


class Society:
    """The people of the story, each with a browser of their own."""

    def __init__(self, app: Flask, clock: Clock, new_client: NewClient) -> None:
        self.app = app
        self.clock = clock
        make_society(seconders_needed=2)
        self.parties = [make_member(f"Nia Member{number}").party_id for number in range(MEMBERS)]
        self.give(self.parties[-1], Role.SECRETARY)
        self.give(self.parties[-2], Role.SCRUTINEER, Role.CHAIR, Role.BOARD, Role.AUDITOR)
        self.browsers = [signed_in(new_client(), party_id) for party_id in self.parties]
        self.secretary, self.scrutineer = self.browsers[-1], self.browsers[-2]

    def give(self, party_id: int, *roles: Role) -> None:
        """Give roles on the record: at the end it is asked whether it holds."""
        for role in roles:
            give_role(party_id, role, reason="The story needs one", actor=WORKER, now=NOON)

    def worker(self) -> None:
        """Let the worker go through everything that is due, as its command does."""
        settle()
        result = self.app.test_cli_runner().invoke(args=["worker", "--once"])
        assert result.exit_code == 0, result.output
        assert '"level": "error"' not in result.output, result.output

    def at(self, instant: datetime) -> None:
        """Go to that instant, and let the worker do what is due by then."""
        self.clock.set(instant)
        self.worker()


@pytest.fixture
def society(app: Flask, clock: Clock, new_client: NewClient) -> Society:
    return Society(app, clock, new_client)


def propose(browser: StrictClient) -> str:
    """Write a motion question by question and propose it; return its address."""
    begun = browser.submit("/motions/new")
    draft = begun.location.rsplit("/", 1)[0]
    for part, words in WORDS.items():
        assert browser.submit(f"{draft}/{part}", {"words": words}).status_code == 302
    proposed = browser.submit(f"{draft}/check")
    assert proposed.status_code == 302
    return str(proposed.location)


def set_a_ballot(browser: StrictClient, motion: str, *, secrecy: str, kind: str) -> str:
    """Fill in the ballot, look at it once more, and set it; return its address."""
    opens, closes = london(OPENS), london(CLOSES)
    typed = {
        "question": QUESTION,
        "if_carried": "The board signs the lease.",
        "resolution_kind": kind,
        "secrecy": secrecy,
        "record_date-day": NOON.day,
        "record_date-month": NOON.month,
        "record_date-year": NOON.year,
        **{f"opens_at-{part}": getattr(opens, part) for part in ("day", "month", "year")},
        **{f"closes_at-{part}": getattr(closes, part) for part in ("day", "month", "year")},
        "opens_at-time": f"{opens:%H:%M}",
        "closes_at-time": f"{closes:%H:%M}",
        "quorum": "share",
        "quorum_share": "50",
    }
    number = motion.rsplit("/", 1)[1]
    checked = browser.submit(f"/office/motions/{number}/ballot", typed)
    assert f"{MEMBERS}" in checked.page.text
    answer = browser.post(
        f"/office/motions/{number}/ballot",
        data={**dict(checked.page.form().fields()), "confirmed": "yes"},
    )
    assert answer.status_code == 302, answer.page.text
    return str(answer.location)


def checked_vote(browser: StrictClient, ballot: str, choice: str) -> dict[str, str]:
    """Choose, and return what the page that asks once more would send."""
    shown = browser.submit(ballot, {"q1": choice})
    return dict(shown.page.form(f"{ballot}/cast").fields())


def cast(browser: StrictClient, ballot: str, choice: str) -> Response:
    answer = browser.post(f"{ballot}/cast", data=checked_vote(browser, ballot, choice))
    assert answer.page.heading == "Your vote is in"
    return answer


def declared(browser: StrictClient, ballot: str) -> dict[str, Any]:
    """Return the declaration as the file has it."""
    answer = browser.get(f"{ballot}/result.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json["declaration"]
    return found


def test_a_member_comes_in_with_a_password_and_finds_what_needs_them(
    society: Society, new_client: NewClient
) -> None:
    newcomer = make_member("Gwen Newcomer").party_id
    email = make_account(newcomer).email
    propose(society.browsers[0])
    browser = new_client()

    browser.submit("/sign-in", {"email": email, "password": PASSWORD})
    home = browser.get("/")

    assert home.page.heading == "One thing needs you"
    assert TITLE in home.page.text


def seconded_motion(society: Society) -> str:
    """Propose, and have two others second it; return the motion's address."""
    motion = propose(society.browsers[0])
    for browser in society.browsers[1:3]:
        browser.submit(motion, form=f"{motion}/second")
    return motion


def all_vote_some_of_them_clumsily(society: Society, ballot: str) -> None:
    """The first presses twice; the second goes back and tries to change her mind."""
    first, second, *others = society.browsers
    form = checked_vote(first, ballot, "for")
    headings = [first.post(f"{ballot}/cast", data=form).page.heading for _ in range(2)]
    assert headings == ["Your vote is in"] * 2
    form = checked_vote(second, ballot, "for")
    second.post(f"{ballot}/cast", data=form)
    changed = second.post(f"{ballot}/cast", data={**form, "paper": "against"})
    assert (changed.status_code, "cannot be changed" in changed.page.text) == (409, True)
    for browser, choice in zip(others, CHOICES[2:], strict=False):
        cast(browser, ballot, choice)


def nobody_sees_how_the_votes_fall(society: Society, ballot: str) -> None:
    for browser in (society.browsers[0], society.scrutineer, society.secretary):
        assert "14 of 20" in browser.get(ballot).page.text
        for page in ("result", "result.csv", "result.json", "votes", "votes.csv"):
            assert browser.get(f"{ballot}/{page}").status_code == 404
    assert "14 of 20" in society.secretary.get("/office").page.text


def a_vote_in_the_closing_second_is_too_late(society: Society, ballot: str) -> None:
    late = society.browsers[-3]
    form = checked_vote(late, ballot, "against")
    society.clock.set(CLOSES)
    refused = late.post(f"{ballot}/cast", data=form)
    assert (refused.status_code, "has closed" in refused.page.text) == (409, True)


def the_result_stands(browser: StrictClient, ballot: str) -> None:
    """On its page, in words and figures, and in both files alike."""
    page = browser.get(f"{ballot}/result").page
    assert "Carried" in page.text
    assert "9 for, 3 against, 2 abstained" in page.text
    lines = csv.reader(io.StringIO(browser.get(f"{ballot}/result.csv").text))
    rows = {line[0]: line[1] for line in lines if len(line) == 2}
    assert (rows["Outcome"], rows["For"], rows["Against"]) == ("carried", "9", "3")
    figures = declared(browser, ballot)["figures"]
    assert [figures[name] for name in ("for", "against", "abstained", "entitled")] == [9, 3, 2, 20]


def the_record_holds(society: Society) -> None:
    settle()
    verified = society.app.test_cli_runner().invoke(args=["record", "verify"])
    assert verified.exit_code == 0, verified.output


@pytest.mark.parametrize("secrecy", ["open", "secret_simple"])
def test_an_idea_becomes_a_resolution(society: Society, secrecy: str) -> None:
    nia, *_, third = society.browsers
    motion = seconded_motion(society)
    third.submit(motion, {"words": "About time."}, form=f"{motion}/comments")
    assert "About time." in nia.get(motion).page.text
    assert "Put a motion to a ballot" in society.secretary.get("/").page.text

    ballot = set_a_ballot(society.secretary, motion, secrecy=secrecy, kind="special")
    society.at(OPENS - timedelta(seconds=1))
    assert "Vote now" not in nia.get("/").page.text
    society.at(OPENS)
    assert "Vote now" in nia.get("/").page.text
    all_vote_some_of_them_clumsily(society, ballot)
    society.at(OPENS + timedelta(days=2))
    nobody_sees_how_the_votes_fall(society, ballot)
    a_vote_in_the_closing_second_is_too_late(society, ballot)
    society.at(CLOSES + timedelta(minutes=3))

    the_result_stands(nia, ballot)
    assert "Carried" in nia.get(motion).page.text
    the_record_holds(society)


@pytest.mark.parametrize(("secrecy", "status"), [("open", 200), ("secret_simple", 404)])
def test_names_stand_with_the_votes_of_an_open_ballot_alone(
    society: Society, secrecy: str, status: int
) -> None:
    ballot = set_a_ballot(
        society.secretary, seconded_motion(society), secrecy=secrecy, kind="ordinary"
    )
    society.at(OPENS)
    for browser in society.browsers[:10]:
        cast(browser, ballot, "for")
    society.at(CLOSES)
    society.at(CLOSES + timedelta(minutes=3))

    names = society.browsers[-3].get(f"{ballot}/votes")

    assert names.status_code == status
    assert ("Nia Member0" in names.page.text) is (secrecy == "open")


def test_a_ballot_too_few_took_part_in_is_inquorate(society: Society) -> None:
    motion = seconded_motion(society)
    ballot = set_a_ballot(society.secretary, motion, secrecy="secret_simple", kind="ordinary")
    society.at(OPENS)
    for browser in society.browsers[:9]:
        cast(browser, ballot, "for")

    society.at(CLOSES)
    society.at(CLOSES + timedelta(minutes=3))

    assert declared(society.browsers[0], ballot)["outcome"] == "inquorate"
    assert "Inquorate" in society.browsers[0].get(motion).page.text


def test_a_worker_that_was_down_opens_and_closes_late_and_loses_nothing(society: Society) -> None:
    motion = seconded_motion(society)
    ballot = set_a_ballot(society.secretary, motion, secrecy="secret_simple", kind="ordinary")

    society.clock.set(OPENS + timedelta(hours=5))  # nobody has opened it: the first vote does
    for browser in society.browsers[:12]:
        cast(browser, ballot, "for")
    society.at(CLOSES + timedelta(days=1))

    figures = declared(society.browsers[0], ballot)["figures"]
    assert (figures["for"], figures["missing"]) == (12, 0)
