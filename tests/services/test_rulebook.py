"""The rulebook through time: found once, changed by decisions, registered, and never rewritten."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db, is_postgresql
from governance.infrastructure.errors import NotAllowed, NotFound
from governance.reckoning.rules.kinds.motions import MotionRules
from governance.reckoning.rules.legal_forms import LegalForm
from governance.reckoning.rules.registry import settings
from governance.reckoning.rules.setting import ChangedBy
from governance.record import queries as record
from governance.record.models import Link
from governance.record.verify import Fact
from governance.rulebook import queries, service
from governance.rulebook.models import RuleAdoption, RuleRegistration
from governance.rulebook.seals import SEALS
from tests.factories.rules import FOUNDER, adopt_rules, found_rules
from tests.machinery.clock import NOON

Together = Callable[..., list[Any]]
TODAY = day_of(NOON)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
APRIL = date(2027, 4, 1)
SOCIETY = LegalForm.COMMUNITY_BENEFIT_SOCIETY
COMPANY = LegalForm.CIC_BY_SHARES
NEW_YEAR = date(2026, 1, 1)


def seconders(on: date = TODAY, *, known: int | None = None) -> int:
    return queries.rules_on(on, known_seq=known).of(MotionRules).seconders


def answered(
    adoption: RuleAdoption, outcome: str = "registered", *, on: date = TODAY, days_later: int = 0
) -> RuleRegistration:
    """Enter what the registrar did."""
    return service.record_registration(
        adoption.id,
        outcome=outcome,
        on_day=on,
        reference="FCA 7",
        actor=FOUNDER,
        now=NOON + timedelta(days=days_later),
    )


def test_before_there_is_a_rulebook_all_is_as_usual() -> None:
    assert not queries.is_founded()
    assert queries.legal_form() is None
    assert queries.version_on(TODAY) is None
    assert seconders() == MotionRules().seconders


def test_the_first_rulebook_has_every_setting_and_its_link() -> None:
    made = found_rules(SOCIETY, motions__seconders=3)

    assert made.changes.keys() == settings().keys()
    assert seconders() == 3
    assert queries.legal_form() is SOCIETY
    link = record.link(made.recorded_seq)
    assert link is not None
    assert link.kind == "rules adopted"
    assert json.loads(link.payload)["changes"] == made.changes


def test_there_is_one_first_rulebook() -> None:
    found_rules()

    with pytest.raises(service.AlreadyFounded, match="nothing was changed"):
        found_rules()


def test_of_two_who_set_the_first_at_once_one_does(together: Together) -> None:
    results = together(lambda: found_rules(motions__seconders=3), lambda: found_rules())

    refused = [each for each in results if isinstance(each, service.AlreadyFounded)]
    assert len(refused) == 1
    assert db.session.scalar(select(func.count()).select_from(RuleAdoption)) == 1


def test_a_member_sets_no_first_rulebook() -> None:
    member = Actor(party_id=1, roles=frozenset({Role.MEMBER}))

    with pytest.raises(NotAllowed):
        service.found(COMPANY, {}, from_day=TODAY, actor=member, now=NOON)


@pytest.mark.parametrize(
    ("form", "values", "sentence"),
    [
        (SOCIETY, {"motions.seconders": 99}, "Seconders must be 20 members or less"),
        (SOCIETY, {"motions.colour": 1}, "There is no rule 'motions.colour'"),
        (COMPANY, {"majorities.rules": "ordinary"}, "A company alters its articles"),
    ],
)
def test_what_cannot_be_is_refused_from_the_first(
    form: LegalForm, values: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(service.CannotAdopt, match=sentence):
        service.found(form, values, from_day=TODAY, actor=FOUNDER, now=NOON)


def test_a_change_holds_from_its_day_and_the_days_before_stay() -> None:
    found_rules(COMPANY, from_day=NEW_YEAR)
    adopt_rules({"motions.seconders": 4})
    adopt_rules({"motions.seconders": 6}, from_day=APRIL)

    assert [seconders(day) for day in (YESTERDAY, TODAY, APRIL - timedelta(days=1), APRIL)] == [
        2,
        4,
        4,
        6,
    ]
    assert [version.number for version in queries.versions()] == [1, 2, 3]
    held = queries.version_on(TODAY)
    assert held is not None
    assert held.until == APRIL


def test_a_day_is_read_as_it_was_known_at_a_link() -> None:
    first = found_rules(COMPANY)
    second = adopt_rules({"motions.seconders": 4})
    third = adopt_rules({"motions.seconders": 5})

    known = [seconders(known=each.recorded_seq) for each in (first, second, third)]

    assert known == [2, 4, 5]
    assert len(queries.versions(first.recorded_seq)) == 1
    with pytest.raises(NotFound):
        queries.adoption(third.id, known_seq=second.recorded_seq)


@pytest.mark.parametrize(
    ("changes", "from_day", "sentence"),
    [
        ({"motions.seconders": 4}, YESTERDAY, "from a day that has passed"),
        ({"motions.seconders": 2}, TODAY, "The rules say so already"),
        ({"motions.seconders": 21}, TODAY, "must be 20 members or less"),
        ({"motions.colour": 21}, TODAY, "There is no rule"),
        ({"majorities.rules": "ordinary"}, TODAY, "A company alters its articles"),
    ],
)
def test_a_change_that_cannot_be_is_refused_and_changes_nothing(
    changes: dict[str, Any], from_day: date, sentence: str
) -> None:
    found_rules(COMPANY)

    with pytest.raises(service.CannotAdopt, match=sentence):
        adopt_rules(changes, from_day=from_day)

    assert len(queries.adopted()) == 1


def test_what_law_fixes_is_changed_by_nobody() -> None:
    found_rules(COMPANY)
    fixed = [key for key, each in settings().items() if each.changed_by is ChangedBy.NOBODY]

    assert fixed
    for key in fixed:
        with pytest.raises(service.CannotAdopt, match="law fixes this"):
            adopt_rules({key: settings()[key].default})


def test_two_changes_at_once_are_one_after_the_other(together: Together) -> None:
    found_rules(COMPANY)

    results = together(
        lambda: adopt_rules({"motions.seconders": 4}).recorded_seq,
        lambda: adopt_rules({"motions.seconders": 5}).recorded_seq,
    )

    assert sorted(results) == [2, 3]
    assert seconders() == (4, 5)[results.index(3)]


def test_a_rule_of_a_society_waits_for_its_registration() -> None:
    found_rules(SOCIETY)
    made = adopt_rules({"motions.seconders": 4})

    assert made.needs_registration
    assert (seconders(), seconders(APRIL)) == (2, 2)
    assert [each.row.id for each in queries.waiting_for_registration()] == [made.id]

    answered(made, on=TODAY + timedelta(days=5), days_later=9)

    assert seconders(TODAY + timedelta(days=4)) == 2
    assert seconders(TODAY + timedelta(days=5)) == 4
    assert queries.waiting_for_registration() == []
    link = record.head()
    assert link is not None
    assert seconders(APRIL, known=link.seq - 1) == 2, "as known before it was registered"


def test_what_is_registered_before_its_day_holds_from_its_day() -> None:
    found_rules(SOCIETY)
    made = adopt_rules({"motions.seconders": 4}, from_day=APRIL)

    answered(made)

    assert (seconders(APRIL - timedelta(days=1)), seconders(APRIL)) == (2, 4)


def test_a_policy_and_the_rules_of_a_company_wait_for_nobody() -> None:
    found_rules(SOCIETY)

    assert not adopt_rules({"motions.appeal_days": 21}).needs_registration


def test_what_the_registrar_refuses_never_holds() -> None:
    found_rules(SOCIETY)
    made = adopt_rules({"motions.seconders": 4})

    answered(made, "refused")

    assert seconders(APRIL) == 2
    assert queries.waiting_for_registration() == []
    assert queries.adoption(made.id).reckoned.is_refused


def test_an_answer_entered_twice_is_one_and_another_is_refused() -> None:
    found_rules(SOCIETY)
    made = adopt_rules({"motions.seconders": 4})
    first = answered(made)

    again = answered(made)

    assert again is first
    with pytest.raises(service.CannotAdopt, match="does not wait"):
        answered(made, "refused")


def test_of_two_answers_at_once_one_stands(together: Together) -> None:
    found_rules(SOCIETY)
    made = adopt_rules({"motions.seconders": 4})
    adoption_id = made.id

    def answering(outcome: str) -> Callable[[], Any]:
        return lambda: answered(queries.adoption(adoption_id).row, outcome).outcome

    results = together(answering("registered"), answering("refused"), answering("registered"))

    stands = queries.adoption(adoption_id).registration
    assert stands is not None
    refused = [each for each in results if isinstance(each, service.CannotAdopt)]
    assert len(refused) == (1 if stands.outcome == "registered" else 2)
    assert {each for each in results if isinstance(each, str)} == {stands.outcome}


def test_a_company_sends_what_it_changed_of_its_articles_and_nothing_else() -> None:
    found_rules(COMPANY, from_day=NEW_YEAR)
    policy = adopt_rules({"motions.appeal_days": 21})
    rule = adopt_rules({"motions.seconders": 4})
    ahead = adopt_rules({"motions.seconders": 6}, from_day=APRIL)

    assert [each.row.id for each in queries.to_be_sent(TODAY)] == [rule.id]
    assert [each.row.id for each in queries.to_be_sent(APRIL)] == [rule.id, ahead.id]
    assert queries.adoption(rule.id).to_be_sent_by == TODAY + timedelta(days=15)
    answered(rule, "sent")
    assert queries.to_be_sent(TODAY) == []
    assert seconders() == 4, "as before"
    for outcome in ("sent", "registered", "refused"):
        with pytest.raises(service.CannotAdopt, match=r"need not be sent|does not wait"):
            answered(policy, outcome)


@pytest.mark.parametrize(
    ("on", "sentence"), [(TOMORROW, "still to come"), (YESTERDAY, "before the change was decided")]
)
def test_the_day_of_the_registrar_is_between_the_decision_and_today(
    on: date, sentence: str
) -> None:
    found_rules(SOCIETY, from_day=NEW_YEAR)
    made = adopt_rules({"motions.seconders": 4})

    with pytest.raises(service.CannotAdopt, match=sentence) as refused:
        answered(made, on=on)

    assert refused.value.key == "on_day"


def test_only_the_secretary_enters_what_the_registrar_did() -> None:
    found_rules(SOCIETY)
    made = adopt_rules({"motions.seconders": 4})
    chair = Actor(party_id=1, roles=frozenset({Role.CHAIR, Role.ADMINISTRATOR}))

    with pytest.raises(NotAllowed):
        service.record_registration(
            made.id, outcome="registered", on_day=TODAY, reference="", actor=chair, now=NOON
        )


def test_what_was_changed_meanwhile_is_checked_again_at_registration() -> None:
    found_rules(SOCIETY, board__seats_least=3, board__seats_most=12)
    waiting = adopt_rules({"board.seats_least": 8})
    fewer = adopt_rules({"board.seats_most": 6})
    answered(fewer)

    with pytest.raises(service.CannotAdopt, match="cannot be more than the most"):
        answered(waiting)

    assert queries.adoption(waiting.id).is_pending, "it can still be refused"


@pytest.mark.parametrize("table", ["rule_adoption", "rule_registration"])
@pytest.mark.parametrize("how", ["UPDATE {} SET recorded_seq = 9", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_database_refuses_to_rewrite_the_rulebook(table: str, how: str) -> None:
    if how.startswith("TRUNCATE") and not is_postgresql():
        pytest.skip("SQLite has no TRUNCATE")
    found_rules(SOCIETY)
    answered(adopt_rules({"motions.seconders": 4}))
    statement = how.format(table) + (" CASCADE" if how.startswith("TRUNCATE") else "")

    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(text(statement))

    assert len(queries.adopted()) == 2


def faults() -> list[str]:
    """Return what the seals of the rulebook find, given the links they want."""
    links = db.session.scalars(select(Link).order_by(Link.seq)).all()
    facts = [
        Fact(
            seq=link.seq,
            kind=link.kind,
            at=link.recorded_at,
            by=link.by,
            payload=json.loads(link.payload),
        )
        for link in links
    ]
    return [
        str(fault)
        for seal in SEALS
        for fault in seal.check(fact for fact in facts if fact.kind in seal.kinds)
    ]


@pytest.fixture
def way() -> dict[str, int]:
    """A rulebook, a change that waits, and one that was registered; their ids by name."""
    first = found_rules(SOCIETY)
    waiting = adopt_rules({"motions.seconders": 4})
    registered = adopt_rules({"motions.seconders": 6})
    answered(registered)
    return {"first": first.id, "waiting": waiting.id, "registered": registered.id}


def tamper(statement: str) -> None:
    """Change rows as somebody would who has the database: its triggers out of the way."""
    for table in ("rule_adoption", "rule_registration"):
        for operation in ("update", "delete"):
            suffix = f" ON {table}" if is_postgresql() else ""
            db.session.execute(text(f"DROP TRIGGER {table}_{operation}_refused{suffix}"))
    db.session.execute(text(statement))
    db.session.expire_all()


def test_a_rulebook_as_it_was_made_has_no_fault(way: dict[str, int]) -> None:
    assert faults() == []


CHANGED = "change of rules {waiting} is not as it was recorded"
REGISTRATION = "registration of rules {registered} is not as it was recorded"


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("""UPDATE rule_adoption SET changes = '{{"motions.seconders": 5}}' {this}""", CHANGED),
        ("UPDATE rule_adoption SET title = 'x' {this}", CHANGED),
        ("UPDATE rule_adoption SET note = 'x' {this}", CHANGED),
        ("UPDATE rule_adoption SET how = 'board' {this}", CHANGED),
        ("UPDATE rule_adoption SET reference = 'x' {this}", CHANGED),
        ("UPDATE rule_adoption SET legal_form = 'cic_by_shares' {this}", CHANGED),
        ("UPDATE rule_adoption SET from_day = '2026-02-01' {this}", CHANGED),
        ("UPDATE rule_adoption SET needs_registration = false {this}", CHANGED),
        ("UPDATE rule_adoption SET recorded_seq = 99 {this}", CHANGED),
        ("UPDATE rule_adoption SET digest = 'x' {this}", CHANGED),
        ("UPDATE rule_adoption SET adopted_at = '2026-02-01 12:00:00' {this}", CHANGED),
        ("UPDATE rule_registration SET recorded_at = '2026-02-01 12:00:00'", REGISTRATION),
        ("DELETE FROM rule_adoption {this}", "change of rules {waiting} that it covers is not"),
        ("UPDATE rule_registration SET outcome = 'refused'", REGISTRATION),
        ("UPDATE rule_registration SET on_day = '2026-02-01'", REGISTRATION),
        ("UPDATE rule_registration SET reference = 'x'", REGISTRATION),
        ("UPDATE rule_registration SET recorded_seq = 99", REGISTRATION),
        ("DELETE FROM rule_registration", "registration of rules {registered} that it covers"),
    ],
)
def test_a_changed_row_is_found(way: dict[str, int], statement: str, sentence: str) -> None:
    tamper(statement.format(this=f"WHERE id = {way['waiting']}"))

    assert any(sentence.format(**way) in fault for fault in faults()), faults()


def test_a_registration_that_no_link_knows_of_is_found(way: dict[str, int]) -> None:
    row = (way["waiting"], "registered", TODAY.isoformat(), "", f"{NOON:%Y-%m-%d %H:%M:%S}", 98)
    tamper(f"INSERT INTO rule_registration VALUES {row}")

    assert faults() == ["There are rows that no link knows of: registration of rules, 1 too many."]


def test_a_change_carried_before_there_is_a_rulebook_does_not_stand_in_the_way_of_it(app):
    adopt_rules({"motions.seconders": 7})

    assert not queries.is_founded()
    found_rules(motions__seconders=3)

    assert queries.is_founded()
    assert queries.legal_form() is LegalForm.EMPLOYEE_OWNED_COMPANY
    assert queries.rules_on(NOON.date()).value("motions.seconders") == 3
    with pytest.raises(service.AlreadyFounded):
        found_rules(motions__seconders=4)


def test_a_change_is_read_in_the_transaction_that_made_it() -> None:
    found_rules()
    assert queries.rules_on(TODAY).value("motions.seconders") == 2

    adopt_rules({"motions.seconders": 4})

    assert queries.rules_on(TODAY).value("motions.seconders") == 4
