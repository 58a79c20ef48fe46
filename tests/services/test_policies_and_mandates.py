"""Policies as texts, spending and surplus rounds: by decisions, on the record, used once."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy import text as sql
from sqlalchemy.exc import DBAPIError

from governance.effects.effect import CannotTakeEffect, Decided, Enacted
from governance.effects.presentation import if_carried
from governance.effects.queries import mandates, policies
from governance.effects.registry import effect_named
from governance.effects.seals import SEALS
from governance.effects.service import CannotUse, note_use
from governance.infrastructure.actor import WORKER, Actor, Role
from governance.infrastructure.database import db, is_postgresql
from governance.infrastructure.errors import NotAllowed
from governance.ledger.models import Book
from governance.record.models import Link
from governance.record.verify import Fact
from tests.factories.ledger import make_book, post_income
from tests.factories.members import make_member, make_society
from tests.machinery.clock import NOON
from tests.machinery.together import together

TODAY = NOON.date()
DECIDED = Decided("resolution", "Resolution 2026/3", "A decision", "We decide.", at=NOON)
POLICY = {"title": "Lone working", "text": "Nobody works alone at night."}
SPEND = {"pence": 40_000_00, "purpose": "A minibus", "until": "2027-03-31"}
ROUND = {"year": "2025/26", "until": "2027-01-31"}


@pytest.fixture(autouse=True)
def society(app):
    make_society()


def enact(name: str, payload: dict, *, now=NOON, today=TODAY) -> Enacted:
    effect = effect_named(name)
    checked = effect.checked(payload, today=today)
    return effect.enact(checked, DECIDED, actor=WORKER, now=now)


def told(name: str, payload: dict) -> list[tuple[str, str, str, str]]:
    checked = effect_named(name).checked(payload, today=TODAY)
    lines = if_carried(name, checked, today=TODAY)
    return [(line.what, line.before, line.after, line.when) for line in lines]


def test_a_policy_holds_from_its_day_with_its_words() -> None:
    enact("adopt_policy", POLICY | {"from": "2027-01-01"})

    assert policies.policies_on(TODAY) == []
    (version,) = policies.policies_on(date(2027, 1, 1))
    assert (version.title, version.text, version.reference) == (
        *POLICY.values(),
        "Resolution 2026/3",
    )


def test_a_changed_policy_is_its_next_version_and_tells_what_it_was() -> None:
    enact("adopt_policy", POLICY)
    changed = {"policy": 1, "text": "Nobody works alone."}

    assert told("adopt_policy", changed) == [
        (
            "Policy: Lone working",
            "version 1, from 16 November 2026",
            "version 2, of 3 words",
            "from the day it is carried",
        )
    ]
    enact("adopt_policy", changed)

    version = policies.version_on(1, TODAY)
    assert version is not None
    assert (version.number, version.text) == (2, "Nobody works alone.")


def test_a_repealed_policy_holds_no_more_and_can_be_read() -> None:
    enact("adopt_policy", POLICY)
    enact("adopt_policy", {"policy": 1, "repeal": True, "from": "2026-12-01"})

    assert [each.title for each in policies.policies_on(TODAY)] == ["Lone working"]
    assert policies.policies_on(date(2026, 12, 1)) == []
    assert len(policies.versions_of(1)) == 2


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        ({"title": "", "text": "Words."}, "needs a title"),
        ({"title": "Lone working", "text": " "}, "needs a text"),
        ({"title": "lone WORKING", "text": "Another."}, "There is a policy of this title"),
        ({"policy": 1, **POLICY}, "says so already"),
        ({"policy": 9, **POLICY}, "no policy at this address"),
        ({"repeal": True}, "cannot be repealed"),
        ({"title": "Nights", "text": "Words.", "from": "2020-01-01"}, "a day that has passed"),
    ],
)
def test_a_policy_that_cannot_be_is_refused(payload, said) -> None:
    enact("adopt_policy", POLICY)

    with pytest.raises(CannotTakeEffect, match=said):
        enact("adopt_policy", payload)


def test_spending_is_authorised_from_the_decision_until_its_last_day() -> None:
    assert told("authorise_spend", SPEND) == [
        (
            "A minibus",
            "",
            "up to £40,000.00 may be spent until 31 March 2027",
            "from the day it is carried",
        )
    ]
    enact("authorise_spend", SPEND)

    (standing,) = mandates.mandates()
    assert standing.left_pence == 40_000_00
    assert standing.is_open(TODAY)
    assert standing.is_open(date(2027, 3, 31))
    assert not standing.is_open(date(2027, 4, 1))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"pence": 0}, "how much"),
        ({"pence": None}, "how much"),
        ({"purpose": "  "}, "what for"),
        ({"until": "2026-11-15"}, "has passed"),
        ({"book": "nowhere"}, "no books"),
    ],
)
def test_spending_that_cannot_be_is_refused(changed, said) -> None:
    with pytest.raises(CannotTakeEffect, match=said):
        enact("authorise_spend", SPEND | changed)


def test_a_round_is_open_once_until_its_last_day() -> None:
    enact("open_surplus_round", ROUND)

    with pytest.raises(CannotTakeEffect, match=r"A round is open already: Surplus of 2025/26"):
        enact("open_surplus_round", ROUND | {"year": "2026/27"})
    february = date(2027, 2, 1)
    assert mandates.open_rounds("", february) == []
    later = NOON + timedelta(days=77)
    enact(
        "open_surplus_round", {"year": "2026/27", "until": "2027-06-30"}, now=later, today=february
    )
    assert len(mandates.open_rounds("", february)) == 1


def income(book: Book, pence: int) -> int:
    """Post an amount in the books; a posting is a posting, whichever way the money goes."""
    return post_income(book, pence, on=TODAY).seq


def finance() -> Actor:
    return Actor(
        party_id=make_member("Imran Hussain").party_id,
        roles=frozenset({Role.FINANCE}),
        account_id=1,
    )


def test_a_posting_is_noted_once_and_never_more_than_is_left() -> None:
    book = make_book()
    enact("authorise_spend", SPEND)
    imran, spent = finance(), income(book, 30_000_00)
    more = income(book, 20_000_00)

    first = mandates.mandates()[0].mandate.id
    for _click in range(2):
        note_use(first, spent, 30_000_00, actor=imran, now=NOON)

    assert mandates.standing_of(first).left_pence == 10_000_00
    with pytest.raises(CannotUse, match=r"Only £10,000\.00 of what was authorised are left"):
        note_use(first, more, 20_000_00, actor=imran, now=NOON)
    enact("authorise_spend", SPEND)
    second = mandates.mandates()[0].mandate.id
    with pytest.raises(CannotUse, match=r"The posting has £0\.00 that are not noted yet"):
        note_use(second, spent, 1, actor=imran, now=NOON)
    with pytest.raises(CannotUse, match="no posting of that number"):
        note_use(first, 987_654, 1, actor=imran, now=NOON)


def test_two_at_once_do_not_note_more_than_is_left(app) -> None:
    book = make_book()
    enact("authorise_spend", SPEND)
    imran = finance()
    seqs = [income(book, 30_000_00), income(book, 30_000_00)]

    first = mandates.mandates()[0].mandate.id

    def note(seq: int):
        return lambda: note_use(first, seq, 30_000_00, actor=imran, now=NOON).mandate_id

    done = together(app, *(note(seq) for seq in seqs))

    assert [result for result in done if result == first] == [first]
    assert [type(result) for result in done if result != first] == [CannotUse]


def test_only_finance_notes_a_posting() -> None:
    with pytest.raises(NotAllowed):
        note_use(1, 1, 100, actor=Actor(party_id=1), now=NOON)


def faults() -> list[str]:
    links = db.session.scalars(select(Link).order_by(Link.seq)).all()
    facts = [
        Fact(each.seq, each.kind, each.recorded_at, each.by, json.loads(each.payload))
        for each in links
    ]
    return [
        str(fault)
        for seal in SEALS
        for fault in seal.check(fact for fact in facts if fact.kind in seal.kinds)
    ]


def without_triggers(*tables: str) -> None:
    for table in tables:
        for operation in ("update", "delete"):
            suffix = f" ON {table}" if is_postgresql() else ""
            db.session.execute(sql(f"DROP TRIGGER {table}_{operation}_refused{suffix}"))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE policy_version SET text = 'Anybody works alone.'", "policy"),
        ("UPDATE mandate SET pence = 1 WHERE kind = 'spending'", "mandate"),
        ("DELETE FROM mandate WHERE kind = 'surplus_round'", "mandate"),
    ],
)
def test_the_record_finds_what_was_changed_by_hand(change, fault) -> None:
    enact("adopt_policy", POLICY)
    enact("authorise_spend", SPEND)
    enact("open_surplus_round", ROUND)
    assert faults() == []

    without_triggers("policy_version", "mandate")
    db.session.execute(sql(change))
    db.session.expire_all()

    assert any(fault in each for each in faults())


@pytest.mark.parametrize("table", ["policy_version", "mandate", "mandate_use"])
def test_the_database_refuses_to_change_or_delete(table) -> None:
    enact("adopt_policy", POLICY)
    enact("authorise_spend", SPEND)
    book = make_book()
    note_use(mandates.mandates()[0].mandate.id, income(book, 100), 100, actor=finance(), now=NOON)

    for change in (f"UPDATE {table} SET recorded_seq = 1", f"DELETE FROM {table}"):
        with pytest.raises(DBAPIError, match=f"{table} refuses"), db.session.begin_nested():
            db.session.execute(sql(change))
