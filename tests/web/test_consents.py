"""Reserved matters: asked, answered and decided by the office; read by those who answer for it."""

import pytest

from governance.demonstration.joint_venture import Venture
from governance.infrastructure.actor import Role
from governance.ledger.queries import consents
from tests.factories.accounts import make_role, signed_in
from tests.factories.joint_venture import make_mycsp
from tests.factories.members import make_person, make_society
from tests.machinery.client import StrictClient


@pytest.fixture
def venture() -> Venture:
    """A joint venture of three."""
    make_society()
    return make_mycsp()


@pytest.fixture
def officer(client: StrictClient, venture: Venture) -> StrictClient:
    """A secretary's browser."""
    person = make_person("Olive Officer")
    make_role(person.party_id, Role.SECRETARY)
    return signed_in(client, person.party_id)


def ask(officer: StrictClient, venture: Venture, *names: str) -> str:
    classes = [str(venture.classes[name].id) for name in names]
    answer = officer.submit(
        f"/office/books/{venture.book.id}/consents/ask",
        {"title": "Borrow a million", "text": "Over five years.", "classes": classes},
    )
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def say(officer: StrictClient, venture: Venture, address: str, name: str, said: str) -> None:
    who = f"{venture.classes[name].id}-{venture.plan.parts[name].party_id}"
    answer = officer.submit(
        f"{address}/answer", {"who": who, "answer": said, "signatory": "Ida Signs, director"}
    )
    assert answer.status_code == 303


def test_a_matter_is_asked_answered_and_decided(officer: StrictClient, venture: Venture) -> None:
    address = ask(officer, venture, "trust", "government")
    say(officer, venture, address, "trust", "for")
    open_page = officer.get(address).page
    say(officer, venture, address, "government", "for")

    decided = officer.submit(address, form=f"{address}/decide", follow=True).page

    assert "not every class that must consent has done so" in open_page.text
    assert "Has not answered" in open_page.text
    assert "Every class that must consent has done so." in decided.text
    assert "Ida Signs, director" in decided.text
    assert officer.get(f"{address}/answer").status_code == 200
    assert not decided.all("a", text="Record an answer")
    again = officer.submit(f"{address}/answer", answered(venture))
    assert again.status_code == 409


def test_the_list_says_how_each_matter_ended_and_a_file_has_it_all(
    officer: StrictClient, venture: Venture
) -> None:
    address = ask(officer, venture, "trust")
    officer.submit(address, form=f"{address}/decide")
    book = f"/office/books/{venture.book.id}"

    page = officer.get(f"{book}/consents").page
    file = officer.get(f"{book}/consents.csv", buffered=True).text

    assert page.table("Reserved matters")[1][2] == "Consent not given"
    assert "Borrow a million" in file
    assert "not given" in file


def test_an_answer_before_consent_was_asked_is_refused_beside_its_day(
    officer: StrictClient, venture: Venture
) -> None:
    address = ask(officer, venture, "trust")

    answer = officer.submit(
        f"{address}/answer", answered(venture) | {"on-day": "1", "on-month": "1", "on-year": "2026"}
    )

    assert answer.status_code == 400
    assert "An answer is of a day from 16 November 2026" in answer.page.text


def test_how_a_class_consents_is_set_from_a_day(officer: StrictClient, venture: Venture) -> None:
    trust = venture.classes["trust"]
    address = f"/office/books/{venture.book.id}/shares/{trust.id}/consent"

    page = officer.submit(address, {"percent": "90"}, follow=True).page

    assert "At least 9 of every 10 of its votes" in page.text
    assert len(consents.settings_of(trust.id)) == 2


def answered(venture: Venture) -> dict[str, str]:
    trust, part = venture.classes["trust"], venture.plan.parts["trust"]
    return {"who": f"{trust.id}-{part.party_id}", "answer": "for", "signatory": "Ida Signs"}
