"""The wizard of the first rulebook, page by page."""

import pytest

from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.rulebook import queries
from tests.factories.accounts import make_role, signed_in
from tests.factories.members import make_member, make_society
from tests.factories.rules import found_rules
from tests.machinery.clock import NOON


@pytest.fixture
def office(client):
    make_society()
    marcia = make_member("Marcia Beckford")
    make_role(marcia.party_id, Role.SECRETARY)
    db.session.commit()
    return signed_in(client, marcia.party_id)


def begun(office):
    return office.submit("/set-up", {"legal_form": "community_benefit_society"})


def test_home_leads_whoever_may_to_the_first_rulebook(office):
    assert "Set up the society’s first rulebook" in office.get("/").page.text


def test_from_the_legal_form_to_the_rulebook_in_force(office):
    assert begun(office).location.endswith("/set-up/rules")
    kept = office.submit("/set-up/rules/motions", {"seconders": "7"}, follow=True)
    assert "Motions: kept." in kept.page.text
    assert "1 changed" in kept.page.text
    whole = office.get("/set-up/adopt").page.text
    assert "A motion needs 7 members besides its mover" in whole
    adopted = office.submit("/set-up/adopt", follow=True)

    assert "The society has its rulebook. It holds from today." in adopted.page.text
    assert queries.rules_on(NOON.date()).value("motions.seconders") == 7
    assert "There is nothing left to set up" in office.get("/set-up").page.text
    assert office.get("/set-up/rules").status_code == 409
    assert "Set up the society’s first rulebook" not in office.get("/").page.text


def test_each_setting_tells_what_is_usual_and_why(office):
    begun(office)

    page = office.get("/set-up/rules/motions").page.text

    assert "Usual: " in page
    assert "Staff on shifts need a week to read a motion" in page


def test_what_is_unusual_is_warned_of_and_kept(office):
    begun(office)

    kept = office.submit("/set-up/rules/motions", {"discussion_days": "0"}, follow=True)

    assert "1 rule is unusual" in kept.page.text


def test_what_law_forbids_is_refused_beside_its_field_with_the_section(office):
    begun(office)

    page = office.submit("/set-up/rules/surplus", {"dividend_most_percent": "20"}).page.text

    assert "2014 Act, section 2" in page
    assert "There is a problem" in page


def test_before_a_legal_form_is_chosen_the_pages_say_what_to_do(office):
    page = office.get("/set-up/rules")

    assert page.status_code == 409
    assert "Begin with the legal form." in page.page.text


def test_an_unknown_kind_is_not_found(office):
    begun(office)

    assert office.get("/set-up/rules/magic").status_code == 404


def test_a_society_with_a_rulebook_is_not_set_up_again(client):
    make_society()
    marcia = make_member("Marcia Beckford")
    make_role(marcia.party_id, Role.SECRETARY)
    found_rules()
    db.session.commit()
    office = signed_in(client, marcia.party_id)

    assert "There is nothing left to set up" in office.get("/set-up").page.text
