"""What the record covers of amendments: what each would change, its seconders, where it stands."""

from collections.abc import Iterator, Sequence

from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.motions.models import Amendment, AmendmentAppellant, AmendmentSecondment
from governance.motions.service.amendments import digest_of_amendment
from governance.motions.service.amendments.ending import digest_of_ruling
from governance.reckoning.canonical import digest
from governance.reckoning.texts.amending import Change
from governance.record.verify import Fact, Fault, compared

AFTERWARDS = {
    "amendment proposed": "proposed",
    "amendment seconded": "seconded",
    "amendment balloted": "balloted",
    "amendment released": "seconded",
    "amendment accepted": "accepted",
    "amendment withdrawn": "withdrawn",
    "amendment fallen": "fallen",
    "amendment ruled out": "ruled_out",
}
ENDED = ("amendment accepted", "amendment withdrawn", "amendment fallen", "amendment ruled out")


class Amendments:
    """An amendment would change what it was proposed to change, for the reason that was given."""

    title = "the amendments"
    kinds = frozenset({"amendment proposed"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each amendment with the link of its proposal."""
        return compared(
            facts,
            what="amendment",
            sealed=_proposed,
            rows=_amendments,
            total=lambda: _count(Amendment),
        )


class Seconders:
    """Nobody was added to or taken from an amendment's seconders."""

    title = "the seconders of amendments"
    kinds = frozenset({"amendment secondment given"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each secondment with its link."""
        return compared(
            facts,
            what="secondment of amendment",
            sealed=lambda fact: [((fact.payload["amendment_id"], fact.by), fact.at)],
            rows=_secondments,
            total=lambda: _count(AmendmentSecondment),
        )


class States:
    """An amendment stands where the last step on the record left it, and ended as that says."""

    title = "where amendments stand"
    kinds = frozenset({*AFTERWARDS, "amendment resolved", "amendment reinstated"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each amendment's state with its last step."""
        last = {fact.payload["amendment_id"]: fact for fact in facts}
        return compared(last.values(), what="state of amendment", sealed=_state_after, rows=_states)


class Answers:
    """A motion's mover declined an amendment, or did not, as the record says."""

    title = "amendments declined"
    kinds = frozenset({"amendment declined"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each amendment that was declined with its link."""
        return compared(
            facts,
            what="answer to amendment",
            sealed=lambda fact: [(fact.payload["amendment_id"], fact.at)],
            rows=_declined,
            total=_count_of_declined,
        )


class Order:
    """Amendments are voted on in the order that the chair set last."""

    title = "the order of votes on amendments"
    kinds = frozenset({"amendments ordered"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare the places of amendments with the last link that ordered them."""
        ordered = {}
        for fact in facts:
            ordered.update(dict.fromkeys(fact.payload["order"], fact))
        told = {id(fact): fact for fact in ordered.values()}
        return compared(
            told.values(),
            what="place of amendment",
            sealed=lambda fact: [
                (each, place)
                for place, each in enumerate(fact.payload["order"], 1)
                if ordered[each] is fact
            ],
            rows=_places,
        )


class Rulings:
    """What the chair ruled, and what was decided on an appeal, is as the record says."""

    title = "rulings on amendments"
    kinds = frozenset({"amendment ruled out", "amendment appeal made", "amendment appeal decided"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each amendment's ruling with the last link about it."""
        last = {fact.payload["amendment_id"]: fact for fact in facts}
        return compared(
            last.values(),
            what="ruling on amendment",
            sealed=lambda fact: [(fact.payload["amendment_id"], fact.payload["ruling_digest"])],
            rows=_rulings,
            total=_count_of_rulings,
        )


class Appellants:
    """Who appeals against a ruling on an amendment, and why, is as the record says."""

    title = "appeals for amendments"
    kinds = frozenset({"amendment appeal joined"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each who joined an appeal with the link."""
        return compared(
            facts,
            what="appellant for amendment",
            sealed=lambda fact: [((fact.payload["amendment_id"], fact.by), fact.payload["digest"])],
            rows=_appellants,
            total=lambda: _count(AmendmentAppellant),
        )


SEALS = (Amendments(), Seconders(), States(), Answers(), Order(), Rulings(), Appellants())


def _proposed(fact: Fact) -> list[tuple[int, tuple[object, ...]]]:
    said = fact.payload
    number = int(said["reference"].rpartition("/A")[2])
    row = (said["motion_id"], number, said["version"], said["seconders_needed"], fact.by, fact.at)
    return [(said["amendment_id"], (*row, said["digest"], said["digest"]))]


def _amendments(ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
    return {
        row.id: (
            row.motion_id,
            row.number,
            row.version,
            row.seconders_needed,
            row.mover_id,
            row.proposed_at,
            row.digest,
            digest_of_amendment(
                row.version,
                [Change.from_json(kept) for kept in row.changes],
                row.payload,
                row.reason,
            ),
        )
        for row in _found(ids)
    }


def _secondments(keys: Sequence[tuple[int, int | None]]) -> dict[tuple[int, int | None], object]:
    wanted = {amendment_id for amendment_id, _party_id in keys}
    found = select(AmendmentSecondment).where(AmendmentSecondment.amendment_id.in_(wanted))
    return {(one.amendment_id, one.party_id): one.at for one in db.session.scalars(found)}


def _state_after(fact: Fact) -> list[tuple[int, tuple[object, ...]]]:
    said = fact.payload
    if fact.kind != "amendment resolved" and fact.kind not in ENDED:
        state = AFTERWARDS.get(fact.kind) or said["state"]
        return [(said["amendment_id"], (state, None, None, _NO_NOTE))]
    state = AFTERWARDS.get(fact.kind) or said["outcome"]
    note = said.get("note_digest", _NO_NOTE)
    return [(said["amendment_id"], (state, said["version"], fact.at, note))]


def _states(ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
    return {
        row.id: (row.state, row.ended_version, row.closed_at, digest(["v1", row.note]))
        for row in _found(ids)
    }


def _declined(ids: Sequence[int]) -> dict[int, object]:
    return {row.id: row.declined_at for row in _found(ids) if row.declined_at is not None}


def _places(ids: Sequence[int]) -> dict[int, int | None]:
    return {row.id: row.place for row in _found(ids)}


def _rulings(ids: Sequence[int]) -> dict[int, str]:
    return {row.id: digest_of_ruling(row.ruling) for row in _found(ids) if row.ruling is not None}


def _appellants(keys: Sequence[tuple[int, int | None]]) -> dict[tuple[int, int | None], str]:
    wanted = {amendment_id for amendment_id, _party_id in keys}
    found = select(AmendmentAppellant).where(AmendmentAppellant.amendment_id.in_(wanted))
    return {
        (one.amendment_id, one.party_id): digest(["v1", one.reason])
        for one in db.session.scalars(found)
    }


def _found(ids: Sequence[int]) -> Sequence[Amendment]:
    return db.session.scalars(select(Amendment).where(Amendment.id.in_(ids))).all()


def _count(table: type[Amendment | AmendmentAppellant | AmendmentSecondment]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def _count_of_declined() -> int:
    declined = select(func.count()).where(Amendment.declined_at.is_not(None))
    return db.session.scalar(declined) or 0


def _count_of_rulings() -> int:
    # JSON's own null is a value, so what was ruled is told by its days and not by the column.
    rows = db.session.scalars(select(Amendment.ruling))
    return sum(ruling is not None for ruling in rows)


_NO_NOTE = digest(["v1", ""])
