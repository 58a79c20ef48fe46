"""From movements of shares, as a file has them, to what would be posted for each."""

from datetime import date, datetime

from governance.infrastructure.actor import Actor
from governance.infrastructure.errors import Refused
from governance.ledger import charts
from governance.ledger.importing.cells import Problem
from governance.ledger.importing.movements import Movement, Reading
from governance.ledger.importing.settings import Settings
from governance.ledger.models import Book, ShareClass
from governance.ledger.places import Leg, capital_of, held, money, shares_at
from governance.ledger.service.import_bounds import Change, changes_of, too_much
from governance.ledger.service.import_classes import Classes, NoSuchClass
from governance.ledger.service.import_memberships import Memberships
from governance.ledger.service.import_people import Known, People, Unknown
from governance.ledger.service.import_plan import (
    Plan,
    Standing,
    StandsOtherwise,
    Told,
    day_refusal,
    ended_by_file,
    nets,
    opening_of,
)
from governance.ledger.service.posting import last_closed_day
from governance.ledger.service.posting_many import Batch
from governance.ledger.service.shares import ENDINGS, legs_of_end, legs_of_issue
from governance.ledger.units import written_day
from governance.reckoning.money import pounds

PAID_BACK = ("withdrawal", "redemption")
WHERE_THEY_GO = {kind: code for code, kind in ENDINGS.items()}


class NotTaken(ValueError):
    """The movement cannot be taken; the words say why and what to do."""


class SharesPlan:
    """The plan of a file of holdings or share transactions, as the book stands now."""

    def __init__(
        self, book: Book, reading: Reading, settings: Settings, *, shape: str, source: str,
        today: date,
    ) -> None:  # fmt: skip
        self.plan = Plan(lines=reading.lines, warnings=list(reading.warnings))
        self._book, self._settings, self._today = book, settings, today
        self._natural = (shape, source)
        self._classes, self._people = Classes(book), People(settings)
        self._standing = Standing(book.id)
        self._closed, self._opening = last_closed_day(book.id), opening_of(book.id)
        self._known = self._found(reading)
        self._members = Memberships(book, self._classes, self._getters(reading))
        self._kinds = {known.party_id: known.kind for known in self._known.values()}
        self._changes: list[Change] = []
        self._seen: dict[tuple[object, ...], int] = {}
        self._nets = nets()
        for problem in reading.problems:
            self.plan.refuse(problem)
        for movement in reading.movements:
            self._take(movement)

    def carry_out(self, *, actor: Actor, now: datetime) -> bool:
        """Do all of it, or note what the book refuses and return False: then it is rolled back."""
        if self.plan.errors:
            return False
        if self._members.joining:
            self._members.begin(ended_by_file(self._nets), actor=actor, now=now)
        batch = Batch(self._book.id, self.plan.postings)
        for posting, sentence in batch.too_little():
            self.plan.refuse(Problem(posting.line, sentences=[sentence]))
        for line, sentence in too_much(self._book, self._classes, self._changes, self._kinds):
            self.plan.refuse(Problem(line, sentences=[sentence]))
        if self.plan.errors:
            return False
        batch.write(actor=actor, now=now)
        return True

    @property
    def joining(self) -> int:
        """How many become members by it, or become it earlier."""
        return len(self._members.joining)

    def _found(self, reading: Reading) -> dict[str, Known]:
        """Return whom each name in the file means; names that nobody has are left out."""
        found = {}
        for movement in reading.movements:
            for text in (movement.from_holder, movement.to_holder):
                if text and text not in found:
                    try:
                        found[text] = self._people.find(text)
                    except Unknown:
                        continue
        return found

    def _getters(self, reading: Reading) -> set[int]:
        texts = {m.to_holder or m.from_holder for m in reading.movements}
        return {self._known[text].party_id for text in texts if text in self._known}

    def _take(self, movement: Movement) -> None:
        line, holder = movement.line, movement.holder
        told = self.plan.told.setdefault(line, Told(line, movement.reference, holder, "same"))
        try:
            self._add(movement, told)
        except (NotTaken, NoSuchClass, Unknown, StandsOtherwise) as problem:
            self.plan.refuse(Problem(line, movement.reference, holder, [str(problem)]))
        except Refused as refusal:
            sentence = f"{refusal.message} {refusal.next_step}".strip()
            self.plan.refuse(Problem(line, movement.reference, holder, [sentence]))

    def _add(self, movement: Movement, told: Told) -> None:
        giver, getter = self._party(movement.from_holder), self._party(movement.to_holder)
        share_class = self._classes.find(movement.share_class, movement.on)
        into = None
        if movement.kind == "conversion":
            into = self._classes.find(movement.into_class, movement.on)
        legs = self._legs(movement, share_class, into, giver, getter)
        natural = self._natural_key(movement, share_class, getter or giver)
        memo = movement.reference and f"{self._natural[1]}: {movement.reference}"
        posting, sentence = self._standing.compared(natural, movement, movement.kind, legs, memo)
        for known, units in ((giver, -movement.units), (getter, movement.units)):
            if known is not None:
                self._nets[known.party_id].append((movement.on, units))
        if posting is None:
            return
        self._refuse_the_day(movement, share_class)
        gets = getter if movement.kind in ("issue", "transfer") else None
        self._refuse_the_holder(movement, into or share_class, giver if into else gets)
        self.plan.postings.append(posting)
        if told.verdict != "error":
            told.verdict = "new"
            told.detail += [
                in_words(movement, share_class, into),
                *([sentence] if sentence else []),
            ]
        self._changes += changes_of(
            movement,
            giver=giver.party_id if giver else None,
            getter=gets.party_id if gets else None,
            classes=(share_class.id, into.id if into else None),
        )

    def _party(self, text: str) -> Known | None:
        if not text:
            return None
        return self._known.get(text) or self._people.find(text)

    def _natural_key(
        self, movement: Movement, share_class: ShareClass, whose: Known | None
    ) -> tuple[object, ...]:
        """Return what tells this movement from all others, and refuse a second such line."""
        own: tuple[object, ...] = (movement.reference,)
        if not movement.reference:
            party_id = whose.party_id if whose else None
            day = movement.on.isoformat() if not movement.part else ""
            own = (party_id, share_class.id, day)
        natural = (*self._natural, *own, movement.part)
        earlier = self._seen.setdefault(natural, movement.line)
        if earlier != movement.line:
            what = (
                f"reference {movement.reference}" if movement.reference
                else "holder, class and day, and no reference"
            )  # fmt: skip
            raise NotTaken(
                f"It has the same {what} as line {earlier}. Leave one of them out, or give each "
                "a reference of its own."
            )
        return natural

    def _refuse_the_day(self, movement: Movement, share_class: ShareClass) -> None:
        sentence = day_refusal(movement.on, today=self._today, closed=self._closed)
        if not sentence and self._opening is not None and share_class.par_pence:
            seq, day = self._opening
            if movement.on <= day:
                sentence = (
                    f"The opening balances of {written_day(day)} are in the book (transaction "
                    f"{seq}), with the share capital of that day. Shares from before come first: "
                    f"reverse transaction {seq}, import these, then the opening balances again."
                )
        if sentence:
            raise NotTaken(sentence)

    def _refuse_the_holder(
        self, movement: Movement, share_class: ShareClass, known: Known | None
    ) -> None:
        if known is None:
            return
        sentence = self._members.refusal(
            share_class, known, movement.on, joins=self._settings.joins
        )
        if sentence:
            raise NotTaken(sentence)

    def _legs(
        self, movement: Movement, share_class: ShareClass, into: ShareClass | None,
        giver: Known | None, getter: Known | None,
    ) -> tuple[Leg, ...]:  # fmt: skip
        units, kind = movement.units, movement.kind
        if kind == "issue":
            assert getter is not None
            paid = movement.paid_pence
            return tuple(legs_of_issue(share_class, units, to=getter.party_id, paid_pence=paid))
        assert giver is not None
        if kind == "transfer":
            assert getter is not None
            if giver == getter:
                raise NotTaken("The shares would pass from a holder to the same one. Correct it.")
            ends = held(share_class.id, giver.party_id), held(share_class.id, getter.party_id)
            return (Leg(*ends, units),)
        if into is not None:
            return _legs_of_conversion(movement, share_class, into, giver.party_id)
        return _legs_of_end(movement, share_class, giver.party_id)


def in_words(movement: Movement, share_class: ShareClass, into: ShareClass | None) -> str:
    """Return a movement as an officer reads it."""
    kind = movement.kind[:1].upper() + movement.kind[1:]
    became = f" into {movement.into_units:,} {into.name}" if into else ""
    return f"{kind} of {movement.units:,} {share_class.name}{became}, {written_day(movement.on)}."


def _legs_of_end(movement: Movement, share_class: ShareClass, party_id: int) -> tuple[Leg, ...]:
    how, units = WHERE_THEY_GO[movement.kind], movement.units
    legs = legs_of_end(share_class, units, party_id=party_id, how=how, is_paid=False)
    if movement.kind not in PAID_BACK:
        return tuple(legs)
    par = (share_class.par_pence or 0) * units
    if movement.paid_pence not in (None, par):
        raise NotTaken(
            f"Shares are taken back at par, {pounds(par)} here, and the line says "
            f"{pounds(movement.paid_pence or 0)}. Enter what was paid beyond that in the journal."
        )
    # It was paid then, so nothing is due now.
    paid = [Leg(capital_of(share_class.code), money(charts.BANK), par)] if par else []
    return (legs[0], *paid)


def _legs_of_conversion(
    movement: Movement, share_class: ShareClass, into: ShareClass, party_id: int
) -> tuple[Leg, ...]:
    par = (share_class.par_pence or 0) * movement.units
    if share_class.id == into.id or par != (into.par_pence or 0) * movement.into_units:
        raise NotTaken(
            "The par value must be the same before and after, in another class. Correct the "
            "class or the numbers of shares."
        )
    legs = [
        Leg(
            held(share_class.id, party_id),
            shares_at(share_class.id, charts.CONVERTED),
            movement.units,
        ),
        Leg(shares_at(into.id, charts.UNISSUED), held(into.id, party_id), movement.into_units),
    ]
    if par:
        legs.append(Leg(capital_of(share_class.code), capital_of(into.code), par))
    return tuple(legs)
