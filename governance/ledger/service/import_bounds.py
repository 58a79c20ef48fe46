"""How much one holder may have: the bound of the class, and the law's of withdrawable shares.

What `holders.refuse_too_many` asks for one issue is asked here at the end of each day for all
that a file brings, whatever the order of its lines.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from governance.ledger.importing.movements import Movement
from governance.ledger.models import Book, ShareClass
from governance.ledger.places import held
from governance.ledger.service.account_search import accounts_at
from governance.ledger.service.floors import end_of_day_changes
from governance.ledger.service.holders import SOCIETIES
from governance.ledger.service.import_classes import Classes
from governance.ledger.units import class_of, written_day
from governance.reckoning.money import pounds
from governance.reckoning.statutes import MOST_WITHDRAWABLE_SHARES_PENCE


@dataclass(frozen=True)
class Change:
    """Shares that a party gets (or, below nought, gives) on a day, by a line of the file."""

    line: int
    party_id: int
    share_class_id: int
    on: date
    units: int


def too_much(
    book: Book, classes: Classes, changes: Iterable[Change], kinds: Mapping[int, str]
) -> Iterator[tuple[int, str]]:
    """Yield each line by which a holder has more than may be, with why."""
    by_party: dict[int, list[Change]] = defaultdict(list)
    for change in changes:
        by_party[change.party_id].append(change)
    if not by_party:
        return
    bounded = [each for each in classes.every if _is_bounded(book, classes, each)]
    before = _before(book, bounded, by_party)
    for party_id, own in by_party.items():
        walk = _Walk(book, classes, kinds.get(party_id, ""), bounded)
        yield from walk.problems(own, before.get(party_id, {}))


class _Walk:
    """One holder's days, one after the other."""

    def __init__(self, book: Book, classes: Classes, kind: str, bounded: list[ShareClass]) -> None:
        self._classes = classes
        self._bounded = {each.id: each for each in bounded}
        self._has_legal_limit = book.kind in SOCIETIES and kind == "person"

    def problems(
        self, own: list[Change], before: Mapping[int, Mapping[date, int]]
    ) -> Iterator[tuple[int, str]]:
        held_now: dict[int, int] = defaultdict(int)
        of_day: dict[date, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for share_class_id, days in before.items():
            for day, units in days.items():
                of_day[day][share_class_id] += units
        for change in own:
            of_day[change.on][change.share_class_id] += change.units
        for day in sorted(of_day):
            for share_class_id, units in of_day[day].items():
                held_now[share_class_id] += units
            sentence = self._sentence(held_now, day)
            got = [each for each in own if each.units > 0 and each.on <= day]
            if sentence and got:
                yield max(got, key=lambda each: (each.on, each.line)).line, sentence
                return

    def _sentence(self, held_now: Mapping[int, int], day: date) -> str:
        withdrawable = 0
        for share_class_id, units in held_now.items():
            share_class = self._bounded.get(share_class_id)
            if share_class is None:
                continue
            terms = self._classes.terms(share_class, day)
            if terms.most is not None and units > terms.most:
                return (
                    f"They would hold {units:,} {share_class.name} on {written_day(day)}; "
                    f"{terms.most:,} is the most. Look whether a line is twice in the file."
                )
            if terms.withdrawable:
                withdrawable += (share_class.par_pence or 0) * units
        limits = MOST_WITHDRAWABLE_SHARES_PENCE
        limit = limits.on(max(day, limits.values[0].since))
        if self._has_legal_limit and withdrawable > limit:
            return (
                f"They would hold {pounds(withdrawable)} of withdrawable shares on "
                f"{written_day(day)}; the law lets one person hold {pounds(limit)} in a society."
            )
        return ""


def changes_of(
    movement: Movement, *, giver: int | None, getter: int | None, classes: tuple[int, int | None]
) -> Iterator[Change]:
    """Yield what a movement gives and takes."""
    from_class, into_class = classes
    if giver is not None:
        yield Change(movement.line, giver, from_class, movement.on, -movement.units)
    if getter is not None:
        yield Change(movement.line, getter, from_class, movement.on, movement.units)
    if into_class is not None and giver is not None:
        yield Change(movement.line, giver, into_class, movement.on, movement.into_units)


def _is_bounded(book: Book, classes: Classes, share_class: ShareClass) -> bool:
    return any(
        terms.most is not None or (terms.withdrawable and book.kind in SOCIETIES)
        for terms in classes.every_terms(share_class)
    )


def _before(
    book: Book, bounded: list[ShareClass], by_party: Mapping[int, list[Change]]
) -> dict[int, dict[int, dict[date, int]]]:
    """Return what these parties hold by now of the classes that have a bound, day by day."""
    if not bounded:
        return {}
    first = min(change.on for own in by_party.values() for change in own)
    places = [held(each.id, party_id) for each in bounded for party_id in by_party]
    accounts = {account.id: place for place, account in accounts_at(book.id, places, {}).items()}
    found: dict[int, dict[int, dict[date, int]]] = defaultdict(dict)
    for account_id, days in end_of_day_changes(list(accounts), first):
        place = accounts[account_id]
        share_class_id = class_of(place.unit)
        assert share_class_id is not None
        assert place.party_id is not None
        found[place.party_id][share_class_id] = days
    return found
