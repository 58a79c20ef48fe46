"""The classes of a book as a file names them, and their terms on any day, read once for a file."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import select

from governance.infrastructure.database import db
from governance.ledger.models import Book, ClassTerms, ShareClass
from governance.ledger.queries.holdings import share_classes
from governance.ledger.terms import Terms
from governance.ledger.units import written_day


class NoSuchClass(ValueError):
    """The book has no class of this name, or not yet on that day."""


class Classes:
    """Classes by code or name; their terms by day."""

    def __init__(self, book: Book) -> None:
        self.every: Sequence[ShareClass] = share_classes(book.id)
        self._book = book
        self._by: dict[str, ShareClass] = {}
        for each in self.every:
            self._by[each.name.casefold()] = each
        for each in self.every:
            self._by[each.code.casefold()] = each
        self._terms = {each.id: _terms_of(each.id) for each in self.every}

    def find(self, text: str, on: date) -> ShareClass:
        """Return the class that goes by this code or name, open on that day.

        Raises:
            NoSuchClass: with the classes there are, or the day from which it is open.
        """
        if not text and len(self.every) == 1:
            found: ShareClass | None = self.every[0]
        else:
            found = self._by.get(text.casefold())
        if found is None:
            there = ", ".join(f"{each.code} ({each.name})" for each in self.every) or "none"
            called = f"has no class {text}" if text else "has several classes and none is named"
            raise NoSuchClass(
                f"{self._book.name} {called}. There are: {there}. Write its code, or open the "
                "class first."
            )
        first = self._terms[found.id][0][0]
        if on < first:
            raise NoSuchClass(
                f"{found.name} begin on {written_day(first)}, and this is of {written_day(on)}. "
                "Correct the day, or set the terms of the class from an earlier day."
            )
        return found

    def terms(self, share_class: ShareClass, on: date) -> Terms:
        """Return the terms of a class on a day."""
        of_class = self._terms[share_class.id]
        return ([terms for since, terms in of_class if since <= on] or [of_class[0][1]])[-1]

    def every_terms(self, share_class: ShareClass) -> Iterator[Terms]:
        """Yield all terms that the class has had or will have."""
        for _since, terms in self._terms[share_class.id]:
            yield terms


def _terms_of(share_class_id: int) -> list[tuple[date, Terms]]:
    of_class = select(ClassTerms).where(ClassTerms.share_class_id == share_class_id)
    in_order = of_class.order_by(ClassTerms.valid_from, ClassTerms.recorded_seq)
    return [(row.valid_from, Terms.from_json(row.terms)) for row in db.session.scalars(in_order)]
