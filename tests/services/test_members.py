"""The register: spells, numbers, entries, who may vote on a day, and what the record says of it."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from governance.infrastructure import clock as clocks
from governance.infrastructure.actor import WORKER
from governance.infrastructure.database import db
from governance.members import queries, service
from governance.members.as_at import AsAt, entries_at
from governance.members.events import RegisterChanged
from governance.members.models import Party, Spell
from governance.members.register_search import RegisterSearch, Relation
from governance.members.seals import Register
from governance.record.models import Link
from governance.record.verify import Fact
from tests.factories.members import make_member, make_person, make_society
from tests.machinery.clock import NOON

TODAY = clocks.day_of(NOON)
HALF = {"service": "Care", "minutes_a_week": 1200}
POST = {"employee_ref": "1", "post": "Carer", "service": "Home care", "town": "Tipton"}


def put(party_id: int, kind: str = "employment", **what: Any) -> int | None:
    days = {"valid_from": date(2020, 1, 1), "valid_to": None} | what
    return service.put(party_id, kind, actor=WORKER, now=NOON, **days)


def spells_of(party_id: int, kind: str) -> list[tuple[date, date | None, Any]]:
    standing = select(Spell).where(Spell.party_id == party_id, Spell.kind == kind)
    found = db.session.scalars(
        standing.where(Spell.superseded_seq.is_(None)).order_by(Spell.valid_from)
    )
    return [(spell.valid_from, spell.valid_to, spell.data) for spell in found]


def links() -> int:
    return db.session.scalar(select(func.count()).select_from(Link)) or 0


def roll(day: date, **known: int) -> list[int]:
    return [row[0] for row in db.session.execute(queries.entitled_at(day, **known))]


def faults() -> list[str]:
    db.session.expire_all()
    facts = (
        Fact(link.seq, link.kind, link.recorded_at, link.by, json.loads(link.payload))
        for link in db.session.scalars(select(Link).order_by(Link.seq))
        if link.kind in Register.kinds
    )
    return [str(fault) for fault in Register().check(facts)]


def test_a_member_has_an_entry_and_the_first_number() -> None:
    ada = make_member("Ada Lovelace", service="Day centres", since=date(2019, 5, 4))

    assert (ada.name, ada.service, ada.member_number) == ("Ada Lovelace", "Day centres", 1)


def test_numbers_are_given_in_order_and_kept_after_leaving_and_coming_back() -> None:
    ada, bob = make_member("Ada"), make_member("Bob")

    put(ada.party_id, "membership", valid_from=date(2021, 1, 1), data=None)
    put(ada.party_id, "membership", valid_from=date(2024, 1, 1), data={"class": "member"})

    assert (ada.member_number, bob.member_number) == (1, 2)
    assert make_member("Cy").member_number == 3
    assert (ada.member_from, ada.member_to) == (date(2024, 1, 1), None)


def test_staff_who_do_not_join_get_no_number() -> None:
    assert make_person("Not Amember").member_number is None


def test_putting_supersedes_what_it_overlaps_and_states_the_ends_anew() -> None:
    ada = make_person("Ada", started=date(2020, 1, 1)).party_id
    before = spells_of(ada, "employment")[0][2]

    put(ada, valid_from=date(2021, 1, 1), valid_to=date(2022, 1, 1), data=POST)

    assert spells_of(ada, "employment") == [
        (date(2020, 1, 1), date(2021, 1, 1), before),
        (date(2021, 1, 1), date(2022, 1, 1), POST),
        (date(2022, 1, 1), None, before),
    ]


def test_recording_the_same_again_appends_nothing() -> None:
    ada = make_person("Ada").party_id
    put(ada, data=POST)
    before = links()

    assert put(ada, data=POST) is None
    assert put(ada, data=POST, valid_from=date(2023, 1, 1), valid_to=date(2023, 2, 1)) is None
    assert links() == before


def test_each_recording_is_one_link_that_bears_no_words() -> None:
    ada = make_person("Ada Lovelace", email="ada@example.org").party_id
    before = links()

    seq = put(ada, data=POST)

    link = db.session.get_one(Link, seq)
    assert links() == before + 1
    assert link.kind == RegisterChanged.kind
    assert "Carer" not in link.payload
    assert "Lovelace" not in link.payload


def test_the_last_day_must_follow_the_first() -> None:
    ada = make_person("Ada").party_id

    with pytest.raises(service.NotThatWayRound):
        put(ada, valid_from=date(2021, 1, 2), valid_to=date(2021, 1, 2), data=POST)


def test_nobody_can_be_recorded_of_whom_nothing_is_known() -> None:
    with pytest.raises(service.UnknownParty):
        put(4711, data=POST)


def test_the_database_refuses_two_spells_for_one_day() -> None:
    ada = make_person("Ada").party_id
    standing = db.session.scalars(select(Spell).where(Spell.party_id == ada)).first()
    assert standing is not None
    columns = {
        column.name: getattr(standing, column.name)
        for column in Spell.__table__.columns
        if column.name != "id"
    }

    with pytest.raises(IntegrityError):
        db.session.execute(Spell.__table__.insert(), [columns])  # type: ignore[attr-defined]


def test_the_entitled_are_the_members_of_the_day_in_order_with_their_service() -> None:
    make_person("Not Amember")
    ada = make_member("Ada Lovelace", service="Day centres", since=date(2019, 5, 4))
    make_member("Late Comer", since=date(2026, 1, 1))

    found = db.session.execute(queries.entitled_at(date(2025, 12, 31))).all()

    assert [tuple(row) for row in found] == [(ada.party_id, "Day centres")]


def test_the_last_day_counts_and_the_day_after_does_not() -> None:
    ada = make_member("Ada").party_id
    put(ada, "membership", valid_from=date(2026, 3, 1), data=None)

    assert roll(date(2026, 2, 28)) == [ada]
    assert roll(date(2026, 3, 1)) == []


def test_a_service_is_that_of_the_day() -> None:
    ada = make_member("Ada", service="Home care").party_id
    put(ada, valid_from=date(2026, 6, 1), data=POST | {"service": "Day centres"})

    rows = [
        db.session.execute(queries.entitled_at(day)).all()
        for day in (date(2026, 5, 31), date(2026, 6, 1))
    ]

    assert [[tuple(row) for row in found] for found in rows] == [
        [(ada, "Home care")],
        [(ada, "Day centres")],
    ]


def test_a_roll_as_known_before_a_back_dated_leaving_still_has_the_leaver() -> None:
    ada = make_member("Ada").party_id
    known = links()
    put(ada, "membership", valid_from=date(2026, 1, 1), data=None)

    assert roll(TODAY) == []
    assert roll(TODAY, known_seq=known) == [ada]


def test_two_posts_at_once_are_one_vote() -> None:
    ada = make_member("Ada").party_id
    put(ada, key="second", data=POST)

    assert roll(TODAY) == [ada]


@pytest.mark.parametrize(
    ("posts", "main"),
    [
        # (number, hours, first day, service)
        ([("1", 10, 1, "Care"), ("2", 20, 1, "Zoo")], "Zoo"),
        ([("1", 20, 9, "Care"), ("2", 20, 1, "Zoo")], "Zoo"),
        ([("1", 20, 1, "Zoo"), ("2", 20, 1, "Care")], "Zoo"),
        ([("1", None, 1, "Care"), ("2", 1, 9, "Zoo")], "Zoo"),
        ([("1", 20, 1, "Care"), ("2", 20, 3, "Zoo"), ("3", 30, 3, "")], ""),
    ],
)
def test_of_two_posts_the_roll_takes_the_main_one_as_pages_do(posts: Any, main: str) -> None:
    ada = make_member("Ada", service="Admin", started=date(2020, 1, 1)).party_id
    put(ada, data=None)
    for number, hours, first, service_name in posts:
        data = {"service": service_name, "minutes_a_week": hours and hours * 60}
        put(ada, key=number, valid_from=date(2024, 1, first), data=data)

    rows = [tuple(row) for row in db.session.execute(queries.entitled_at(TODAY))]
    shown = entries_at([ada], AsAt(TODAY))[ada].service

    assert (rows, shown) == ([(ada, main)], main)


def test_a_main_post_counts_from_its_unbroken_start_as_known_at_the_link() -> None:
    ada = make_member("Ada").party_id
    put(ada, data=None)
    put(ada, key="1", valid_from=date(2023, 1, 1), data=HALF | {"service": "Zoo"})
    put(ada, key="2", valid_from=date(2022, 1, 1), valid_to=date(2022, 6, 1), data=HALF)
    put(ada, key="2", valid_from=date(2024, 1, 1), data=HALF)
    known = links()
    put(ada, key="1", valid_from=date(2025, 1, 1), data=HALF | {"service": "Farm"})

    def told(seq: int | None) -> list[str]:
        entitled = queries.entitled_at(TODAY, known_seq=seq)
        return [row.service for row in db.session.execute(entitled)]

    assert (told(None), told(known)) == (["Farm"], ["Zoo"])


def test_the_suspended_are_members_who_may_not_vote_until_restored() -> None:
    ada = make_member("Ada").party_id
    suspension = {"reason": "Minute 12", "actor": WORKER, "now": NOON}

    service.suspend(ada, first_day=TODAY, last_day=None, **suspension)  # type: ignore[arg-type]

    assert (roll(TODAY), queries.member_count(TODAY)) == ([], 1)
    service.restore(ada, actor=WORKER, now=NOON + timedelta(days=3))
    assert roll(TODAY) == []
    assert roll(TODAY + timedelta(days=3)) == [ada]


def test_a_suspension_ends_after_its_last_day() -> None:
    ada = make_member("Ada").party_id
    service.suspend(
        ada, reason="Minute 12", first_day=TODAY, last_day=TODAY, actor=WORKER, now=NOON
    )

    assert roll(TODAY) == []
    assert roll(TODAY + timedelta(days=1)) == [ada]


def test_a_member_is_suspended_once_at_a_time() -> None:
    ada = make_member("Ada").party_id
    suspension = {"reason": "Minute 12", "first_day": TODAY, "actor": WORKER, "now": NOON}
    service.suspend(ada, last_day=None, **suspension)  # type: ignore[arg-type]

    with pytest.raises(service.AlreadySuspended):
        service.suspend(ada, last_day=None, **suspension)  # type: ignore[arg-type]


def test_only_members_are_suspended_and_only_the_suspended_restored() -> None:
    bob = make_person("Bob").party_id

    with pytest.raises(service.NotAMember):
        service.suspend(bob, reason="No", first_day=TODAY, last_day=None, actor=WORKER, now=NOON)
    with pytest.raises(service.NotSuspended):
        service.restore(bob, actor=WORKER, now=NOON)


def test_members_are_counted_on_any_day() -> None:
    make_member("Ada", since=date(2019, 5, 4))
    make_member("Bob", since=date(2026, 5, 4))

    assert [queries.member_count(date(year, 6, 1)) for year in (2018, 2020, 2026)] == [0, 1, 2]


def test_names_and_addresses_are_given_of_those_who_have_them() -> None:
    ada = make_member("Ada Lovelace", email="Ada@Example.org").party_id
    bob = make_member("Bob Nomail", email="").party_id

    assert queries.names_of([ada, bob, 999]) == {ada: "Ada Lovelace", bob: "Bob Nomail"}
    assert queries.addresses_of([ada, bob]) == {ada: "ada@example.org"}


def test_a_society_is_set_up_once() -> None:
    make_society()

    with pytest.raises(service.AlreadySetUp):
        service.set_up_society(
            "Another", legal_name="Another", legal_form="company", actor=WORKER, now=NOON
        )


def test_an_employee_reference_belongs_to_one_person() -> None:
    make_person("Ada", employee_ref="007")

    with pytest.raises(service.ReferenceTaken):
        make_person("Bob", employee_ref="007")


@pytest.mark.parametrize("words", ["sian", "SIÂN", "jones siân", "Siân Jones", "T0042", "42@exam"])
def test_a_person_is_found_by_any_of_their_words(words: str) -> None:
    make_person("Siân Jones", employee_ref="T0042", email="t0042@example.org")
    make_person("Ada Lovelace", employee_ref="T1", email="ada@example.org")

    found = RegisterSearch(today=TODAY, full=True, words=words).page(1)

    assert [entry.name for entry in found] == ["Siân Jones"]


@pytest.mark.parametrize("words", ["%", "_", "\\", "' OR 1=1 --"])
def test_signs_of_the_database_are_only_words(words: str) -> None:
    make_person("Ada Lovelace")

    assert RegisterSearch(today=TODAY, full=True, words=words).count() == 0


def test_the_open_register_finds_members_only_and_not_by_their_address() -> None:
    make_person("Not Amember")
    make_member("Ada Lovelace", email="secret@example.org")

    assert RegisterSearch(today=TODAY).count() == 1
    assert RegisterSearch(today=TODAY, words="secret").count() == 0


def test_people_are_filtered_by_what_they_are() -> None:
    make_member("Ada Member")
    make_person("Bob Staff")
    cy = make_member("Cy Left").party_id
    put(cy, valid_from=date(2026, 1, 1), data=None)
    put(cy, "membership", valid_from=date(2026, 1, 1), data=None)
    dee = make_member("Dee Gave-Up").party_id
    put(dee, "membership", valid_from=date(2026, 1, 1), data=None)
    eve = enter_outside("Eve Former", member_since=date(2020, 1, 1))
    put(eve, "membership", valid_from=date(2026, 1, 1), data=None)
    enter_outside("Flo Address")
    make_member("Gus Next", since=date(2026, 12, 1))
    hal = make_member("Hal Back").party_id
    for kind in ("employment", "membership"):
        put(hal, kind, valid_from=date(2025, 1, 1), valid_to=date(2027, 1, 1), data=None)

    found = {
        relation: [
            entry.name
            for entry in RegisterSearch(today=TODAY, full=True, relation=relation).page(1)
        ]
        for relation in Relation
    }

    assert found == {
        Relation.MEMBER: ["Ada Member"],
        Relation.NOT_MEMBER: ["Dee Gave-Up", "Bob Staff"],
        Relation.LEFT: ["Hal Back", "Eve Former", "Cy Left"],
        Relation.TO_COME: ["Hal Back", "Gus Next"],
        Relation.STAKEHOLDER: [],
    }
    assert RegisterSearch(today=TODAY, full=True).count() == 8


def enter_outside(name: str, **more: Any) -> int:
    """Enter somebody who does not work here, by their name and address alone."""
    first_name, _, surname = name.partition(" ")
    contact = {"first_name": first_name, "surname": surname}
    return service.add_stakeholder(
        service.PartyKind.PERSON,
        contact,
        known_from=date(2020, 1, 1),
        actor=WORKER,
        now=NOON,
        **more,
    )


def test_a_post_to_come_is_not_listed_as_if_it_were_held() -> None:
    make_person("Gus", post="Nurse", service_name="Respite", started=date(2026, 12, 1))

    (gus,) = RegisterSearch(today=TODAY, full=True).page(1)
    (started,) = RegisterSearch(today=date(2026, 12, 1), full=True).page(1)

    assert (gus.post, gus.service, gus.employed_from) == ("", "", date(2026, 12, 1))
    assert RegisterSearch(today=TODAY, full=True, service="Respite").count() == 1
    assert (started.post, started.service) == ("Nurse", "Respite")


def test_two_who_record_of_one_person_at_once_leave_one_line(together: Any) -> None:
    ada = make_person("Ada").party_id
    one, other = POST | {"post": "Nurse"}, POST | {"post": "Cook"}

    results = together(lambda: put(ada, data=one), lambda: put(ada, data=other))

    assert all(isinstance(result, int) for result in results)
    assert len(spells_of(ada, "employment")) == 1
    assert faults() == []


def test_two_who_join_at_once_get_two_numbers(together: Any) -> None:
    ada, bob = make_person("Ada").party_id, make_person("Bob").party_id
    joining = {"kind": "membership", "data": {"class": "member"}}

    together(lambda: put(ada, **joining), lambda: put(bob, **joining))

    numbers = set(db.session.scalars(select(Party.member_number)))
    assert numbers == {1, 2}


def test_an_untouched_register_agrees_with_the_record() -> None:
    make_society()
    ada = make_member("Ada").party_id
    put(ada, valid_from=date(2021, 1, 1), valid_to=date(2030, 1, 1), data=POST)
    put(ada, "membership", valid_from=date(2026, 1, 1), data=None)

    assert faults() == []


def test_erased_words_still_agree_with_the_record_and_can_be_cut() -> None:
    ada = make_person("Ada").party_id
    db.session.execute(text("UPDATE spell SET data = NULL, salt = NULL WHERE kind = 'employment'"))

    put(ada, valid_from=date(2025, 1, 1), data=POST)

    digests = db.session.scalars(
        select(Spell.digest).where(Spell.kind == "employment", Spell.data.is_(None))
    )
    assert len(set(digests)) == 1
    assert [fault for fault in faults() if "entry" not in fault] == []


TAMPERINGS = {
    "words": "UPDATE spell SET data = '{{\"post\":\"Director\"}}' WHERE kind = 'employment'",
    "days": "UPDATE spell SET valid_from = '1999-01-01' WHERE kind = 'membership'",
    "whose": "UPDATE spell SET party_id = {bob} WHERE kind = 'membership'",
    "standing": "UPDATE spell SET superseded_seq = 1 WHERE kind = 'membership'",
    "number": "UPDATE party SET member_number = 99 WHERE id = {ada}",
    "address": "UPDATE register_entry SET email = 'eve@example.org' WHERE party_id = {ada}",
    "gone": "DELETE FROM spell WHERE kind = 'membership'",
    "society": "UPDATE society SET legal_name = 'Eve Limited'",
}


@pytest.mark.parametrize("what", TAMPERINGS)
def test_tampering_behind_the_records_back_is_found(what: str) -> None:
    make_society()
    ada, bob = make_member("Ada").party_id, make_person("Bob").party_id
    _without_triggers("spell")

    db.session.execute(text(TAMPERINGS[what].format(ada=ada, bob=bob)))

    assert faults() != []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE spell SET valid_from = '1999-01-01'",
        "DELETE FROM spell",
        "DELETE FROM party",
        "UPDATE spell SET digest = 'none'",
    ],
)
def test_the_database_refuses_to_rewrite_the_register(statement: str) -> None:
    make_member("Ada")

    with pytest.raises(IntegrityError):
        db.session.execute(text(statement))


def _without_triggers(table: str) -> None:
    """Take the table's triggers away, as somebody with the database in their hands could."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        return
    names = db.session.scalars(
        text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"),
        {"table": table},
    )
    for name in list(names):
        db.session.execute(text(f"DROP TRIGGER {name}"))
