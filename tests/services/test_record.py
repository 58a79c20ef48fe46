"""The record: gapless, append-only, and whatever is changed in it is found and named."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import delete, insert, text, update
from sqlalchemy.exc import DatabaseError

from governance.infrastructure.database import db, is_postgresql
from governance.record import queries
from governance.record.models import Link
from governance.record.service import GENESIS, append_many, hash_of
from governance.record.verify import Anchor, verified_chain
from tests.factories.record import TeaMade, chain, make_links, tamper
from tests.machinery.clock import NOON

OTHER_HASH = "f" * 64
Together = Callable[..., list[Any]]


def test_links_follow_one_another() -> None:
    first, second, third = make_links(3)

    assert [link.seq for link in (first, second, third)] == [1, 2, 3]
    assert first.prev_hash == GENESIS
    assert second.prev_hash == first.hash
    assert third.payload == '{"cups":3}'


def test_a_links_hash_covers_what_the_docs_say_in_that_order() -> None:
    covered = '["v1","%s",7,"tea made","2026-11-16T12:00:00.000000Z",3,"{\\"cups\\":2}"]' % (
        "ab" * 32
    )

    found = hash_of(
        seq=7, kind="tea made", recorded_at=NOON, by=3, payload='{"cups":2}', prev_hash="ab" * 32
    )

    assert found == sha256(covered.encode()).hexdigest()


def test_a_chain_that_nobody_touched_holds() -> None:
    links = make_links(3)

    report = verified_chain()

    assert report.holds
    assert (report.links, report.head) == (3, Anchor(3, links[-1].hash))


def test_an_empty_record_holds() -> None:
    assert verified_chain().holds
    assert queries.head() is None


def test_the_walk_goes_on_over_many_batches() -> None:
    make_links(4500)

    assert verified_chain().links == 4500


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("kind", "coffee made", "do not agree"),
        ("payload", '{"cups":99}', "do not agree"),
        ("recorded_at", "2026-11-16 12:00:00.000001", "do not agree"),
        ("by", 8, "do not agree"),
        ("by", None, "do not agree"),
        ("prev_hash", OTHER_HASH, "does not follow"),
        ("hash", OTHER_HASH, "do not agree"),
    ],
)
def test_a_changed_column_is_found_and_its_link_named(column: str, value: Any, reason: str) -> None:
    make_links(5)

    tamper(f'UPDATE link SET "{column}" = :value WHERE seq = 3', value=value)

    (fault,) = verified_chain().faults
    assert fault.seq == 3
    assert reason in str(fault)


def test_a_time_that_is_no_time_is_found_and_named() -> None:
    if is_postgresql():
        pytest.skip("PostgreSQL itself refuses words where a time belongs")
    make_links(5)

    tamper("UPDATE link SET recorded_at = 'teatime' WHERE seq = 3")

    assert [fault.seq for fault in verified_chain().faults] == [3]


def test_a_deleted_link_is_found_and_named() -> None:
    make_links(5)

    tamper("DELETE FROM link WHERE seq = 3")

    (fault,) = verified_chain().faults
    assert fault.seq == 3
    assert "it is not there" in str(fault)


@pytest.mark.parametrize("seq", [0, -4])
def test_a_link_put_before_the_first_is_found(seq: int) -> None:
    make_links(2)
    tamper()

    db.session.execute(insert(Link).values(**forged(seq, OTHER_HASH)))

    assert [fault.seq for fault in verified_chain().faults] == [seq]


def test_a_link_put_in_is_found_and_named() -> None:
    make_links(3)
    tamper()

    db.session.execute(insert(Link).values(**forged(4, OTHER_HASH)))

    (fault,) = verified_chain().faults
    assert fault.seq == 4
    assert "does not follow" in str(fault)


def test_a_link_whose_number_was_moved_is_found() -> None:
    make_links(3)

    tamper("UPDATE link SET seq = 9 WHERE seq = 3")

    assert [fault.seq for fault in verified_chain().faults] == [3]


def test_a_payload_written_in_another_way_is_found() -> None:
    make_links(1)
    payload = '{ "cups": 1 }'
    made = hash_of(
        seq=1, kind="tea made", recorded_at=NOON, by=7, payload=payload, prev_hash=GENESIS
    )

    tamper("UPDATE link SET payload = :payload, hash = :hash", payload=payload, hash=made)

    (fault,) = verified_chain().faults
    assert "canonical" in str(fault)


def test_a_shortened_record_is_caught_only_by_an_anchor() -> None:
    links = make_links(5)
    anchor = Anchor(5, links[-1].hash)

    tamper("DELETE FROM link WHERE seq > 3")

    assert verified_chain().holds
    (fault,) = verified_chain([anchor]).faults
    assert fault.seq == 5
    assert "ends at link 3" in str(fault)


def test_a_record_made_anew_is_caught_only_by_an_anchor() -> None:
    anchor = Anchor(5, make_links(5)[-1].hash)
    tamper("DELETE FROM link")
    make_links(5, first_cup=2)

    assert verified_chain().holds
    (fault,) = verified_chain([anchor]).faults
    assert fault.seq == 5
    assert "made anew" in str(fault)


def test_anchors_of_a_true_record_agree() -> None:
    links = make_links(5)

    report = verified_chain([Anchor(link.seq, link.hash) for link in (links[1], links[4])])

    assert report.holds


@pytest.mark.parametrize(
    "change",
    [
        update(Link).where(Link.seq == 1).values(kind="coffee made"),
        delete(Link).where(Link.seq == 2),
        delete(Link).where(Link.seq == 1),
    ],
    ids=["changed", "newest deleted", "oldest deleted"],
)
def test_the_database_refuses_to_change_a_link(change: Any) -> None:
    make_links(2)

    with pytest.raises(DatabaseError, match="link refuses this"):
        db.session.execute(change)


def test_postgresql_refuses_to_empty_the_record() -> None:
    if not is_postgresql():
        pytest.skip("SQLite has no TRUNCATE: its DELETE is refused")
    make_links(2)

    with pytest.raises(DatabaseError, match="refuses to be emptied"):
        db.session.execute(text("TRUNCATE link"))


@pytest.mark.parametrize(("seq", "follows"), [(4, 1), (2, 1), (3, 0)])
def test_the_database_refuses_a_link_out_of_place(seq: int, follows: int) -> None:
    links = make_links(2)

    with pytest.raises(DatabaseError, match=r"link refuses this|UNIQUE|unique"):
        db.session.execute(insert(Link).values(**forged(seq, links[follows].hash)))


def test_replacing_a_link_is_refused_on_sqlite() -> None:
    if is_postgresql():
        pytest.skip("REPLACE is SQLite's own")
    make_links(2)

    with pytest.raises(DatabaseError, match="link refuses this"):
        db.session.execute(
            text(
                "INSERT OR REPLACE INTO link SELECT seq, 'coffee made', recorded_at, \"by\","
                " payload, prev_hash, hash FROM link WHERE seq = 2"
            )
        )


def test_many_at_once_leave_no_gap(together: Together) -> None:
    def append() -> None:
        for cups in range(5):
            append_many([TeaMade(at=NOON, cups=cups)])

    assert together(*[append] * 6) == [None] * 6

    assert [link.seq for link in chain()] == list(range(1, 31))
    assert verified_chain().holds


def test_a_transaction_that_fails_leaves_no_gap(together: Together) -> None:
    def append() -> None:
        append_many([TeaMade(at=NOON, cups=1)])

    def fail() -> None:
        append_many([TeaMade(at=NOON, cups=2)])
        raise LookupError

    together(append, fail, append, fail)

    assert [link.seq for link in chain()] == [1, 2]
    assert verified_chain().holds


def test_the_export_has_every_link_as_it_was_hashed() -> None:
    make_links(3, now=NOON + timedelta(microseconds=5))
    db.session.commit()

    exported = list(queries.exported())

    assert [link["seq"] for link in exported] == [1, 2, 3]
    assert exported[0]["recorded_at"] == "2026-11-16T12:00:00.000005Z"
    assert exported[2]["prev_hash"] == exported[1]["hash"]


def forged(seq: int, prev_hash: str) -> dict[str, Any]:
    """Return a link with a right hash of its own."""
    link = {
        "seq": seq,
        "kind": "tea made",
        "recorded_at": NOON,
        "by": None,
        "payload": '{"cups":1}',
        "prev_hash": prev_hash,
    }
    return link | {"hash": hash_of(**link)}


def test_what_cannot_be_changed_can_be_neither_deleted_nor_emptied() -> None:
    names = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if is_postgresql():
        names = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    triggers = set(db.session.scalars(text(names)))
    kept = {name.removesuffix("_update_refused") for name in triggers if "_update_ref" in name}
    ways = ("delete", "truncate") if is_postgresql() else ("delete",)

    missing = {f"{table}_{way}_refused" for table in kept for way in ways} - triggers

    assert len(kept) > 20
    assert missing == set()
