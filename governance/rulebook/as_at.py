"""The rulebook at a moment: the rules of a day, as known at a link of the record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from governance.reckoning.rules import adoption as reckoned
from governance.reckoning.rules.legal_forms import LegalForm
from governance.reckoning.rules.rulebook import Rulebook
from governance.rulebook import queries
from governance.rulebook.queries import Adopted


@dataclass(frozen=True)
class AsAt:
    """A day, and the link of the record up to which everything is known (None: all of it)."""

    on: date
    known: int | None = None


class RulesAsAt:
    """All that a page tells of the rules at a moment, from one reading of the adoptions."""

    def __init__(self, at: AsAt) -> None:
        self.at = at
        self.adopted: Sequence[Adopted] = queries.adopted(at.known)

    @cached_property
    def adoptions(self) -> list[reckoned.Adoption]:
        """The adoptions as reckoning takes them."""
        return [each.reckoned for each in self.adopted]

    @cached_property
    def rulebook(self) -> Rulebook:
        """The rules of the day."""
        return self.rulebook_on(self.at.on)

    @cached_property
    def versions(self) -> tuple[reckoned.Version, ...]:
        """Every version in order, those to come included."""
        return reckoned.versions(self.adoptions)

    @cached_property
    def version(self) -> reckoned.Version | None:
        """The version of the day; None before the first."""
        return self.version_on(self.at.on)

    @cached_property
    def said_by(self) -> dict[str, Adopted]:
        """By which adoption each setting says what it says; not of what is as usual."""
        found = reckoned.said_by(self.adoptions, self.at.on)
        return {key: self.by_seq[adoption.seq] for key, adoption in found.items()}

    @cached_property
    def to_come(self) -> dict[str, list[reckoned.Coming]]:
        """What is known to change after the day, by key."""
        return reckoned.to_come(self.adoptions, self.at.on)

    @cached_property
    def by_seq(self) -> dict[int, Adopted]:
        """The adoptions by their links."""
        return {each.row.recorded_seq: each for each in self.adopted}

    @property
    def pending(self) -> list[Adopted]:
        """What is passed and waits for the registrar."""
        return [each for each in self.adopted if each.is_pending]

    @property
    def legal_form(self) -> LegalForm | None:
        """The form that the newest adoption names."""
        return LegalForm(self.adopted[-1].row.legal_form) if self.adopted else None

    def rulebook_on(self, day: date) -> Rulebook:
        """Return the rules of another day, as known at the same link."""
        return reckoned.rulebook_on(self.adoptions, day)

    def version_on(self, day: date) -> reckoned.Version | None:
        """Return the version of another day; None before the first."""
        return next((each for each in reversed(self.versions) if each.since <= day), None)
