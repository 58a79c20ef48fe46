"""The register as at any day, as known at any link: the same as a history painted on paper."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from governance.infrastructure import clock as clocks
from governance.infrastructure.actor import WORKER
from governance.infrastructure.database import db
from governance.members import as_at, queries, service
from governance.members.as_at import AsAt, entries_at
from governance.members.register_search import PastSearch, RegisterSearch, Relation
from governance.record.queries import head
from tests.factories.members import make_member, make_person
from tests.machinery.clock import NOON

TODAY = clocks.day_of(NOON)
FIRST = date(2024, 2, 20)  # so that 29 February lies among the days
CELLS = 12  # the last one stands for all days that follow
PEOPLE, CHANGES = 4, 28
Cells = list[Any]


def day(cell: int) -> date:
    return FIRST + timedelta(cell)


def newest() -> int:
    found = head()
    return found.seq if found else 0


@dataclass
class Paper:
    """One history on paper: what each person is on each day, a sheet for each link."""

    people: list[int]
    sheets: dict[int, dict[tuple[int, str, str], Cells]] = field(default_factory=dict)
    numbers: dict[int, set[int]] = field(default_factory=dict)

    def note(self, seq: int, place: tuple[int, str, str], cells: range, data: Any) -> None:
        last = max(self.sheets, default=0)
        sheet = {key: list(row) for key, row in self.sheets.get(last, {}).items()}
        row = sheet.setdefault(place, [None] * CELLS)
        for cell in cells:
            row[cell] = data
        self.sheets[seq] = sheet
        joined = {place[0]} if place[1:] == ("membership", "") and data is not None else set()
        self.numbers[seq] = self.numbers.get(last, set()) | joined

    def row(self, seq: int, party: int, kind: str, key: str = "") -> Cells:
        return self.sheets[seq].get((party, kind, key), [None] * CELLS)

    def members(self, seq: int, cell: int) -> list[int]:
        return [party for party in self.people if self.row(seq, party, "membership")[cell]]

    def entitled(self, seq: int, cell: int) -> list[int]:
        return [
            party
            for party in self.members(seq, cell)
            if not self.row(seq, party, "restriction", "suspension")[cell]
        ]


def told_of(cells: Cells, cell: int) -> Any:
    """Return what is said on the day, else on the last day before that says anything."""
    return next((data for data in reversed(cells[: cell + 1]) if data is not None), None)


def run_of(cells: Cells, cell: int) -> tuple[date | None, date | None]:
    said = [place for place, data in enumerate(cells) if data is not None]
    begun = [place for place in said if place <= cell]
    if not begun:
        return None, None
    first = last = begun[-1]
    while first - 1 in said:
        first -= 1
    while last + 1 in said:
        last += 1
    return day(first), None if last == CELLS - 1 else day(last + 1)


def words(chance: Random, kind: str) -> dict[str, Any]:
    if kind == "contact":
        return {"first_name": "Jo", "surname": chance.choice(["Ash", "Birch", "Cedar"])}
    if kind == "employment":
        return {"service": chance.choice(["Day centres", "Home care"]), "post": "Carer"}
    return {"class": "member"} if kind == "membership" else {"restriction": "suspension"}


def a_history(seed: int) -> Paper:
    chance = Random(seed)
    people = [
        service.add_stakeholder(
            service.PartyKind.PERSON,
            {"first_name": "Jo", "surname": f"Start{each}"},
            known_from=day(0),
            actor=WORKER,
            now=NOON,
        )
        for each in range(PEOPLE)
    ]
    paper = Paper(people)
    for each, party in enumerate(people):
        start = {"first_name": "Jo", "surname": f"Start{each}"}
        paper.note(newest(), (party, "contact", ""), range(CELLS), start)
    kinds = ("membership", "membership", "contact", "employment", "restriction")
    for _ in range(CHANGES):
        party, kind = chance.choice(people), chance.choice(kinds)
        key = "suspension" if kind == "restriction" else ""
        first = chance.randrange(CELLS)
        end = chance.choice([None, *range(first + 1, CELLS)])
        clears = chance.random() < 0.3 and kind != "contact"
        data = None if clears else words(chance, kind)
        seq = service.put(
            party,
            kind,
            key=key,
            valid_from=day(first),
            valid_to=None if end is None else day(end),
            data=data,
            actor=WORKER,
            now=NOON,
        )
        if seq is not None:
            cells = range(first, CELLS if end is None else end)
            paper.note(seq, (party, kind, key), cells, data)
    return paper


def every_moment(paper: Paper) -> Iterator[tuple[int, int]]:
    return ((seq, cell) for seq in sorted(paper.sheets) for cell in range(CELLS))


@pytest.mark.parametrize("seed", [1, 2])
def test_the_register_as_known_at_every_link_is_as_painted_on_paper(seed: int) -> None:
    paper = a_history(seed)

    for seq, cell in every_moment(paper):
        at = day(cell)
        where = f"on {at}, as known at {seq}"
        members = list(db.session.scalars(queries.members_on(at, known_seq=seq)))
        assert members == paper.members(seq, cell), where
        entitled = [row[0] for row in db.session.execute(queries.entitled_at(at, known_seq=seq))]
        assert entitled == paper.entitled(seq, cell), where
        for party, then in entries_at(paper.people, AsAt(at, seq)).items():
            contact = told_of(paper.row(seq, party, "contact"), cell)
            if contact is None:
                continue  # entered by a later link of the first four
            assert then.name == f"Jo {contact['surname']}", where
            runs = (then.member_from, then.member_to)
            assert runs == run_of(paper.row(seq, party, "membership"), cell), where
            work = paper.row(seq, party, "employment")
            assert then.service == (told_of(work, cell) or {}).get("service", ""), where
            assert (then.employed_from, then.employed_to) == run_of(work, cell), where
            assert (then.member_number is not None) is (party in paper.numbers[seq]), where


def test_as_known_now_is_the_register_entry() -> None:
    paper = a_history(3)

    found = entries_at(paper.people, AsAt(TODAY))

    for party in paper.people:
        entry = queries.entry(party)
        assert entry is not None
        columns = type(entry).__table__.columns
        assert vars(found[party]) == {
            column.name: getattr(entry, column.name) for column in columns
        }


@pytest.mark.parametrize("relation", ["", *Relation])
def test_a_search_of_the_past_finds_as_the_present_one_does(relation: str) -> None:
    a_history(4)
    asked: dict[str, Any] = {"full": True, "relation": relation}

    now = RegisterSearch(today=TODAY, **asked)
    past = PastSearch(today=TODAY, known=newest(), **asked)

    assert past.count() == now.count()
    assert [then.party_id for then in past.page(1)] == [entry.party_id for entry in now.page(1)]
    assert [row.name for piece in past.in_pieces() for row in piece] == [
        row.name for piece in now.in_pieces() for row in piece
    ]


def test_a_service_of_the_past_is_where_they_worked_on_the_day() -> None:
    ada = make_member("Ada", service="Home care")
    known = newest()
    moved = {"valid_from": date(2025, 1, 1), "valid_to": None, "data": {"service": "Day centres"}}
    service.put(ada.party_id, "employment", **moved, actor=WORKER, now=NOON)

    def found(on: date, at: int | None = None) -> int:
        return PastSearch(today=on, known=at, service="Home care").count()

    assert (found(date(2024, 12, 31)), found(TODAY), found(TODAY, known)) == (1, 0, 1)


def test_the_roll_stays_when_a_leaver_is_back_dated() -> None:
    ada, bob = make_member("Ada"), make_member("Bob")
    record_date, known = date(2026, 3, 1), newest()
    gone = {"valid_from": date(2026, 1, 1), "valid_to": None, "data": None}

    service.put(bob.party_id, "membership", **gone, actor=WORKER, now=NOON)

    def roll(**asked: int) -> list[int]:
        found = db.session.execute(queries.entitled_at(record_date, **asked))
        return [row.party_id for row in found]

    assert roll(known_seq=known) == [ada.party_id, bob.party_id]
    assert roll() == [ada.party_id]
    then = PastSearch(today=record_date, known=known).page(1)
    assert [entry.name for entry in then] == ["Ada", "Bob"]


def test_whoever_was_entered_later_is_not_in_the_register_of_before() -> None:
    make_member("Ada")
    known = newest()
    make_member("Bob", since=date(2020, 1, 6))

    for full in (True, False):
        found = PastSearch(today=TODAY, known=known, full=full).page(1)
        assert [entry.name for entry in found] == ["Ada"]


def past(on: date, relation: str = "", known: int | None = None) -> list[str]:
    search = PastSearch(today=on, known=known, full=True, relation=relation)
    return [then.name for piece in search.in_pieces() for then in piece]


def put(party_id: int, kind: str, first: date, data: Any, *, end: date | None = None) -> None:
    days = {"valid_from": first, "valid_to": end}
    service.put(party_id, kind, **days, data=data, actor=WORKER, now=NOON)


def test_whoever_came_later_is_in_no_list_of_a_day_before() -> None:
    make_member("Ada", since=date(2012, 5, 1))
    make_member("Bob", since=date(2020, 1, 6))
    make_person("Cy", started=date(2021, 3, 1))
    service.add_stakeholder(
        service.PartyKind.TRUST,
        {"name": "The Trust"},
        known_from=date(2018, 1, 1),
        actor=WORKER,
        now=NOON,
    )

    on = date(2015, 1, 1)
    assert {relation: past(on, relation) for relation in ("", *Relation)} == {
        "": ["Ada"],
        Relation.MEMBER: ["Ada"],
        Relation.NOT_MEMBER: [],
        Relation.LEFT: [],
        Relation.TO_COME: [],
        Relation.STAKEHOLDER: [],
    }
    assert past(date(2021, 3, 1)) == ["Ada", "Bob", "Cy", "The Trust"]
    assert past(date(2021, 3, 1), Relation.STAKEHOLDER) == ["The Trust"]


def test_whoever_is_only_known_by_an_address_is_in_the_register_from_its_day() -> None:
    party = service.add_stakeholder(
        service.PartyKind.PERSON,
        {"first_name": "Una", "surname": "Outside"},
        known_from=date(2014, 1, 1),
        actor=WORKER,
        now=NOON,
    )
    put(party, "employment", date(2016, 1, 1), {"post": "Carer", "service": "Home care"})

    on = date(2015, 1, 1)
    then = entries_at([party], AsAt(on))[party]
    assert (past(date(2013, 12, 31)), past(on)) == ([], ["Una Outside"])
    assert [past(on, relation) for relation in Relation] == [[]] * len(Relation)
    assert (then.post, then.service, then.employed_from, then.employed_to) == ("", "", None, None)


def test_staff_who_are_no_members_and_those_who_left_are_those_of_the_day() -> None:
    gave_up = make_member("Gave Up", since=date(2010, 1, 4)).party_id
    put(gave_up, "membership", date(2014, 6, 1), None)
    gone = make_member("Gone Away", since=date(2010, 1, 4)).party_id
    put(gone, "membership", date(2014, 6, 1), None)
    put(gone, "employment", date(2014, 6, 1), None)
    put(gone, "membership", date(2020, 6, 1), {"class": "member"})
    retired = make_member("Retired Member", since=date(2010, 1, 4)).party_id
    put(retired, "employment", date(2014, 6, 1), None)

    on = date(2015, 1, 1)
    assert past(on, Relation.NOT_MEMBER) == ["Gave Up"]
    assert past(on, Relation.LEFT) == ["Gone Away"]
    assert past(on, Relation.MEMBER) == ["Retired Member"]
    then = entries_at([gone], AsAt(on))[gone]
    assert (then.member_from, then.member_to) == (date(2010, 1, 4), date(2014, 6, 1))
    assert past(date(2020, 6, 1), Relation.LEFT) == []


def test_of_several_posts_those_that_came_later_are_not_told_of_the_day() -> None:
    ada = make_person("Ada", started=date(2016, 1, 1)).party_id
    days = {"valid_from": date(2017, 1, 1), "valid_to": None}
    data = {"post": "Nurse", "service": "Respite", "minutes_a_week": 2_000}
    service.put(ada, "employment", key="A2", **days, data=data, actor=WORKER, now=NOON)

    def told(on: date) -> tuple[str, date | None]:
        then = entries_at([ada], AsAt(on))[ada]
        return then.service, then.employed_from

    assert told(date(2015, 1, 1)) == ("", None)
    assert told(date(2016, 6, 1)) == ("", date(2016, 1, 1))
    assert told(date(2017, 1, 1)) == ("Respite", date(2016, 1, 1))


def test_posts_and_birth_are_read_as_at_a_day() -> None:
    ada = make_person("Ada")
    known = newest()
    post = {"post": "Night carer", "minutes_a_week": 600}
    days = {"valid_from": date(2025, 1, 1), "valid_to": None}
    service.put(ada.party_id, "employment", key="A2", **days, data=post, actor=WORKER, now=NOON)
    service.change_contact(ada.party_id, {"born": "2000-02-29"}, actor=WORKER, now=NOON)

    posts = queries.employment_on(ada.party_id, TODAY)

    assert [each.number for each in posts] == ["", "A2"]
    assert len(queries.employment_on(ada.party_id, date(2024, 12, 31))) == 1
    assert len(queries.employment_on(ada.party_id, TODAY, known_seq=known)) == 1
    assert queries.born_on(ada.party_id) == date(2000, 2, 29)
    assert queries.born_on(ada.party_id, known_seq=known) is None


def test_a_day_or_a_link_that_is_not_there_is_refused_in_words() -> None:
    make_member("Ada")

    assert as_at.asked_for("2024-02-29", "1", today=TODAY) == AsAt(date(2024, 2, 29), 1)
    assert as_at.asked_for("", " ", today=TODAY) == AsAt(TODAY)
    for day_told in ("2025-02-29", "yesterday", "2025-13-01"):
        with pytest.raises(as_at.NotADay):
            as_at.asked_for(day_told, "", today=TODAY)
    for link in ("0", "9999", "-1", "x", "²"):
        with pytest.raises(as_at.NoSuchLink):
            as_at.asked_for("", link, today=TODAY)
