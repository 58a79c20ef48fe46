"""Effects of motions: checked when proposed, shown with what is and what would be, compared."""

from datetime import date, timedelta

import pytest

from governance.effects.effect import CannotTakeEffect
from governance.effects.presentation import if_carried
from governance.effects.registry import effect_named, effects
from governance.infrastructure.actor import Actor, Role
from governance.motions import queries, service
from governance.motions.models import Motion
from tests.factories.motions import make_actor, make_motion, make_society
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON

TODAY = NOON.date()


def proposing(changes: dict[str, object], *, from_day: str = "", name: str = "Ada") -> Motion:
    return service.propose(
        "Ask more seconders",
        "We ask more.",
        "Too many motions.",
        "",
        effect="change_rules",
        payload={"from": from_day, "changes": changes},
        actor=make_actor(name),
        now=NOON,
    )


def acting_as_mover(motion: Motion) -> Actor:
    return Actor(party_id=motion.mover_id, roles=frozenset({Role.MEMBER}), account_id=1)


@pytest.fixture(autouse=True)
def society(app):
    make_society(seconders_needed=2)


def test_every_effect_has_its_words_and_the_one_that_does_nothing_is_last() -> None:
    found = effects()

    assert found[-1].name == "none"
    assert all(each.title and each.description for each in found)


def test_a_motion_says_what_it_changes_from_when() -> None:
    motion = proposing({"motions.seconders": 4}, from_day="2027-01-01")

    (line,) = if_carried(motion.effect, motion.payload, today=TODAY)

    assert (line.what, line.before, line.after) == ("Seconders", "2 members", "4 members")
    assert line.when == "from 1 January 2027"


@pytest.mark.parametrize(
    ("changes", "from_day", "said"),
    [
        ({}, "", "No rule would change"),
        ({"motions.seconders": 2}, "", "The rules say so already"),
        ({"motions.seconders": 21}, "", "must be 20 members or less"),
        ({"motions.seconders": "many"}, "", "enter a whole number"),
        ({"motions.magic": 1}, "", "There is no rule"),
        ({"motions.seconders": 4}, "2020-01-01", "a day that has passed"),
        ({"majorities.rules": "ordinary"}, "", "three quarters of the votes"),
    ],
)
def test_what_could_not_be_is_refused_when_proposed(changes, from_day, said) -> None:
    with pytest.raises(CannotTakeEffect, match=said):
        proposing(changes, from_day=from_day)


def test_what_a_motion_would_have_changed_stays_as_it_was_when_it_closed() -> None:
    motion = proposing({"motions.seconders": 4})
    service.withdraw(motion, actor=acting_as_mover(motion), now=NOON)

    set_rules(motions__seconders=7)

    (line,) = if_carried(motion.effect, motion.payload, today=TODAY, kept=motion.consequences)
    assert (line.before, line.after) == ("2 members", "4 members")


def test_two_motions_on_one_setting_know_of_each_other() -> None:
    one = proposing({"motions.seconders": 4})
    other = proposing({"motions.seconders": 5, "motions.appellants": 9}, name="Ben")
    apart = proposing({"motions.appeal_days": 20}, name="Cy")

    assert queries.conflicts_of(one) == [other]
    assert queries.conflicts_of(other) == [one]
    assert queries.conflicts_of(apart) == []


def test_a_policy_needs_less_than_a_rule_and_an_entrenched_one_more() -> None:
    policy = proposing({"motions.appellants": 9})
    rule = proposing({"motions.seconders": 4}, name="Ben")

    assert queries.needed_by(policy, TODAY) == "ordinary"
    assert queries.needed_by(rule, TODAY) == "special"


def test_a_motion_without_an_effect_keeps_the_digest_it_had_before_there_were_effects() -> None:
    motion = make_motion()

    assert motion.effect == "none"
    assert motion.digest == service.digest_of(motion.title, motion.text, motion.reason, motion.cost)


def test_a_payload_is_in_the_digest() -> None:
    parts = ("Title", "Text", "Reason", "", "change_rules")

    assert service.digest_of(*parts, {"changes": {"a": 1}}) != service.digest_of(
        *parts, {"changes": {"a": 2}}
    )


def test_a_change_to_come_is_told_with_what_it_would_undo() -> None:
    set_rules(motions__seconders=6, from_day=TODAY + timedelta(days=60))

    lines = effect_named("change_rules").consequences(
        {"from": "", "changes": {"motions.seconders": 3}}, today=TODAY
    )

    assert [(str(each.before), str(each.after), each.from_day) for each in lines] == [
        ("2 members", "3 members", None),
        ("6 members", "3 members", date(2027, 1, 15)),
    ]
