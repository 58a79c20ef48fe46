"""Who may join, from what the register knows on a day; what it does not know is asked for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from governance.cases.kinds import Kind
from governance.cases.queries.listing import open_case
from governance.infrastructure.database import db
from governance.ledger.models import ShareClass
from governance.ledger.queries.holdings import book_of_key, books, share_classes, terms_of
from governance.ledger.terms import Terms
from governance.members import queries as members
from governance.members.entries import continuity_of
from governance.members.models import Party, Spell
from governance.members.service.spells import lines_of
from governance.members.timeline import Stretch, run_around
from governance.reckoning.eligibility import (
    Applicant,
    Criterion,
    EligibilityRule,
    Test,
    eligibility,
)
from governance.reckoning.rules.kinds.membership import MembershipRules
from governance.reckoning.sentence import Sentence
from governance.rulebook.queries import rules_on

UNKNOWN_HOURS = "We do not hold the hours of your contract. The secretary asks for them."
UNKNOWN_PROBATION = (
    "We do not hold whether you are on probation, or until when. The secretary asks for it."
)


@dataclass(frozen=True)
class Tested:
    """A test of the rule with its reason; one that is not known was neither met nor failed."""

    criterion: Criterion
    is_met: bool
    is_known: bool
    reason: Sentence
    met_on: date | None


@dataclass(frozen=True)
class Finding:
    """Every test of the rule on a day; no tests where the board alone decides."""

    on: date
    tests: tuple[Tested, ...] = ()

    @property
    def is_eligible(self) -> bool:
        """Whether every test is known and met."""
        return all(test.is_met for test in self.tests)

    @property
    def unmet(self) -> tuple[Tested, ...]:
        return tuple(test for test in self.tests if test.is_known and not test.is_met)

    @property
    def unknown(self) -> tuple[Tested, ...]:
        return tuple(test for test in self.tests if not test.is_known)

    @property
    def first_day(self) -> date | None:
        """The first day on which all that is known is met; None if no such day is known."""
        days = [test.met_on for test in self.unmet]
        known = [day for day in days if day is not None]
        return max([self.on, *known]) if len(known) == len(days) else None


@dataclass(frozen=True)
class Offer:
    """Shares that somebody would have on joining: their class, its terms, how many at least."""

    share_class: ShareClass
    terms: Terms
    least: int

    def price_pence(self, units: int) -> int:
        return (self.share_class.par_pence or 0) * units


def may_join(party_id: int, book_key: str, *, on: date) -> bool:
    """Say whether they are no member of the legal entity that day, and have not applied.

    Nobody joins an entity of which all shares are for others, such as a venture of bodies.
    """
    if members.is_member_on(party_id, on, key=book_key):
        return False
    if open_case(party_id, Kind.JOIN, book_key) is not None:
        return False
    book = book_of_key(book_key)
    has_shares = book is not None and bool(share_classes(book.id))
    return not has_shares or bool(offers_of(party_id, book_key, on=on))


def entities_to_join(party_id: int, *, on: date) -> list[str]:
    """Return the keys of the legal entities where they may; the society's own, "", first."""
    keys = dict.fromkeys(["", *(book.key for book in books())])
    return [key for key in keys if may_join(party_id, key, on=on)]


def finding_of(
    party_id: int, book_key: str = "", *, on: date, confirmed: Collection[str] = ()
) -> Finding:
    """Test a party against the rule of the legal entity; `confirmed`: what was asked and found."""
    party = db.session.get_one(Party, party_id)
    if party.kind != "person":
        return Finding(on)
    facts, born = _facts(party_id, on)
    rule = rules_on(on).of(MembershipRules).eligibility()
    tested = eligibility(applicant_from(facts, born, party_id, on), rule, on=on)
    unknown = _unknown(facts, born, rule, on)
    return Finding(on, tuple(_told(test, unknown, confirmed) for test in tested.tests))


def applicant_from(
    facts: list[tuple[Stretch, date]], born: date | None, party_id: int, on: date
) -> Applicant:
    """Return what is known of a person, as the rule reads it."""
    said = [stretch.data or {} for stretch, _since in facts]
    suspensions = members.suspensions_of(party_id, on=on)
    return Applicant(
        born_on=born,
        contract_minutes=tuple(each.get("minutes_a_week") or 0 for each in said),
        started_on=min((since for _stretch, since in facts), default=None),
        continuity_from=continuity_of(said),
        probation_until=max(_days(said, "probation_until"), default=None),
        is_suspended=bool(suspensions),
        suspended_until=max((each.valid_to for each in suspensions if each.valid_to), default=None),
    )


def offers_of(party_id: int, book_key: str = "", *, on: date) -> list[Offer]:
    """Return the classes whose shares the party could have as a member, by their code."""
    book = book_of_key(book_key)
    if book is None:
        return []
    kind = db.session.get_one(Party, party_id).kind
    offers = []
    for share_class in share_classes(book.id):
        terms = terms_of(share_class.id, on)
        if terms.admits(party_kind=kind, is_member=True) and terms.most != 0:
            offers.append(Offer(share_class, terms, max(terms.least, 1)))
    return offers


def _facts(party_id: int, on: date) -> tuple[list[tuple[Stretch, date]], date | None]:
    """Return the assignments of the day (or the next to come) with their first days; the birth."""
    spells = Spell.__table__
    standing = (
        select(spells)
        .where(
            spells.c.party_id == party_id,
            spells.c.superseded_seq.is_(None),
            spells.c.kind.in_(("employment", "contact")),
        )
        .order_by(spells.c.valid_from)
    )
    lines = lines_of(db.session.execute(standing)).get(party_id, {})
    at_work: list[tuple[Stretch, date]] = []
    to_come: list[tuple[Stretch, date]] = []
    born: date | None = None
    for (kind, _key), line in sorted(lines.items()):
        for stretch in line:
            if kind == "contact":
                born = next(_days([stretch.data or {}], "born"), born)
            elif stretch.holds_on(on):
                at_work.append((stretch, run_around(line, stretch)[0]))
            elif stretch.valid_from > on:
                to_come.append((stretch, stretch.valid_from))
    return at_work or to_come[:1], born


def _unknown(
    facts: list[tuple[Stretch, date]], born: date | None, rule: EligibilityRule, on: date
) -> set[Criterion]:
    said = [stretch.data or {} for stretch, _since in facts]
    minutes = [each.get("minutes_a_week") for each in said]
    unknown = set()
    if born is None or born > on:
        unknown.add(Criterion.AGE)
    if None in minutes and sum(each or 0 for each in minutes) < rule.least_minutes_a_week:
        unknown.add(Criterion.HOURS)
    if not any("probation_until" in each for each in said):
        unknown.add(Criterion.PROBATION)
    return unknown


def _told(test: Test, unknown: Collection[Criterion], confirmed: Collection[str]) -> Tested:
    if test.criterion not in unknown:
        return Tested(test.criterion, test.is_met, True, test.reason, test.met_on)
    if test.criterion in confirmed:
        return Tested(test.criterion, True, True, Sentence(_CONFIRMED), None)
    reason = Sentence(_ASKED.get(test.criterion, test.reason.template), test.reason.values)
    return Tested(test.criterion, False, False, reason, None)


def _days(said: list[dict[str, Any]], name: str) -> Any:
    return (date.fromisoformat(each[name]) for each in said if each.get(name))


_CONFIRMED = "The secretary asked, and found that it is met."
_ASKED = {Criterion.HOURS: UNKNOWN_HOURS, Criterion.PROBATION: UNKNOWN_PROBATION}
