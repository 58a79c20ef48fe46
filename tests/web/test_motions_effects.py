"""Saying on the pages what a motion does if it is carried, and reading it wherever it appears."""

import pytest
from sqlalchemy import select

from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.motions import service
from governance.motions.models import Draft, Motion
from tests.factories.accounts import make_role, signed_in
from tests.factories.members import make_member, make_society
from tests.factories.motions import make_actor
from tests.machinery.clock import NOON
from tests.web.test_motions_proposing import written


@pytest.fixture
def ada(client):
    make_society(seconders_needed=2)
    return signed_in(client, make_member("Ada Brook").party_id)


def draft_of(address: str) -> Draft:
    db.session.expire_all()
    return db.session.get_one(Draft, int(address.rsplit("/", 1)[1]))


def settings(client, draft: str, **changed: str):
    """Send the settings of motions as they stand, but for these."""
    address = f"{draft}/effect/rules/motions"
    return client.submit(address, changed)


def test_after_the_cost_a_motion_is_asked_what_happens(ada):
    draft = written(ada)

    answer = ada.submit(f"{draft}/effect", {"effect": "none"})

    assert answer.location.endswith("/check")


def test_a_motion_changes_rules_from_a_day(ada):
    draft = written(ada)

    assert ada.submit(f"{draft}/effect", {"effect": "change_rules"}).location.endswith("/rules")
    assert settings(ada, draft, seconders="4").location.endswith("/effect/rules")
    day = {"from_day-day": "1", "from_day-month": "3", "from_day-year": "2027"}
    assert ada.submit(f"{draft}/effect/rules", day).location.endswith("/check")
    check = ada.get(f"{draft}/check").page.text

    assert draft_of(draft).payload == {"from": "2027-03-01", "changes": {"motions.seconders": 4}}
    assert "Seconders from 1 March 2027 now 2 members" in check
    shown = ada.submit(f"{draft}/check", follow=True).page.text
    assert "If carried, then" in shown
    assert "By the rules this needs: Special resolution" in shown


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"seconders": "40"}, "Seconders must be 20 or less"),
        ({"seconders": "many"}, "Seconders must be a whole number"),
        ({"seconders": ""}, "Enter a value"),
    ],
)
def test_a_setting_out_of_bounds_is_refused_beside_its_field(ada, changed, said):
    draft = written(ada)

    answer = settings(ada, draft, **changed)

    assert answer.status_code == 200
    assert said in answer.page.text
    assert draft_of(draft).payload == {}


def test_a_setting_put_back_is_no_change(ada):
    draft = written(ada)
    settings(ada, draft, seconders="4")

    settings(ada, draft, seconders="2")

    assert draft_of(draft).effect == "none"


def test_a_day_that_has_passed_is_refused_beside_its_field(ada):
    draft = written(ada)
    settings(ada, draft, seconders="4")

    day = {"from_day-day": "1", "from_day-month": "3", "from_day-year": "2020"}
    answer = ada.submit(f"{draft}/effect/rules", day)

    assert "a day that has passed" in answer.page.text


def test_an_unknown_effect_or_kind_of_rule_is_not_found(ada):
    draft = written(ada)

    assert ada.get(f"{draft}/effect/magic").status_code == 404
    assert ada.get(f"{draft}/effect/rules/magic").status_code == 404


def test_a_motion_tells_of_another_on_the_same_setting(ada):
    for name, seconders in (("Ben", 4), ("Cy", 6)):
        service.propose(
            f"Have {seconders} seconders",
            "We have them.",
            "It is better.",
            "",
            effect="change_rules",
            payload={"changes": {"motions.seconders": seconders}},
            actor=make_actor(name),
            now=NOON,
        )
    db.session.commit()
    first = db.session.scalars(select(Motion).order_by(Motion.id)).first()

    shown = ada.get(f"/motions/{first.id}").page.text

    assert "Another motion would set the same" in shown
    assert "2026/2 Have 6 seconders" in shown


def test_a_ballot_of_too_weak_a_kind_is_refused_and_the_needed_one_is_proposed(client):
    make_society(seconders_needed=0)
    marcia = make_member("Marcia Beckford")
    make_role(marcia.party_id, Role.SECRETARY)
    motion = service.propose(
        "Ask four seconders",
        "We ask four.",
        "It is better.",
        "",
        effect="change_rules",
        payload={"changes": {"motions.seconders": 4}},
        actor=make_actor("Ben"),
        now=NOON,
    )
    db.session.commit()
    office = signed_in(client, marcia.party_id)
    address = f"/office/motions/{motion.id}/ballot"

    weak = office.submit(address, {"resolution_kind": "ordinary", "secrecy": "open"})

    assert "By the rules, what this motion would do needs: Special resolution" in weak.page.text
    proposed = office.get(address).page
    assert "Seconders: 4 members instead of 0 members from the day it is carried." in proposed.text
