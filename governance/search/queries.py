"""Finding subjects: by words in any of their parts, and by what they are filtered by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db, is_postgresql
from governance.members.models import RegisterEntry
from governance.reckoning.finding import bared, terms_of
from governance.search.contributor import FACTS, OWN_WORDS, Contributors
from governance.search.models import SearchText

PAGE_LENGTH = 20
IN_TITLE, IN_OWN_WORDS, ELSEWHERE = 8, 4, 1
"""How much a word counts for by where it stands: what it is about, says, or is said of it."""


@dataclass(frozen=True)
class Found:
    """A subject that was found."""

    kind: str
    subject_id: int


@dataclass(frozen=True)
class Search:
    """What is looked for, by whom: `typed` are words and phrases; the rest are filters, "" for any.

    Several words may stand in different parts of a subject, but each must stand somewhere.
    """

    contributors: Contributors
    actor: Actor
    today: date
    typed: str = ""
    kind: str = ""
    state: str = ""
    category: str = ""
    mover: str = ""
    year: int | None = None

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The words and phrases that are looked for, bared."""
        return terms_of(self.typed)

    def count(self) -> int:
        """Return how many subjects are found."""
        return db.session.scalar(self._chosen(func.count())) or 0

    def page(self, number: int) -> tuple[list[Found], int]:
        """Return a page of those found, the most fitting first, then the newest; and how many.

        All are looked through once for both. Of a page behind the last, nothing is found.
        """
        facts = self._facts
        order = [facts.c.at.desc(), facts.c.kind, facts.c.subject_id.desc()]
        if self.terms:
            order.insert(0, self._hits.c.score.desc())
        total = func.count().over()
        chosen = self._chosen(facts.c.kind, facts.c.subject_id, total).order_by(*order)
        page = chosen.offset((number - 1) * PAGE_LENGTH).limit(PAGE_LENGTH)
        rows = db.session.execute(page).all()
        return [Found(row[0], row[1]) for row in rows], rows[0][2] if rows else 0

    def parts_of(self, found: Sequence[Found]) -> dict[Found, list[str]]:
        """Return in which parts of each subject any of the words stand, its own words first."""
        parts: dict[Found, list[str]] = {each: [] for each in found}
        for kind in {each.kind for each in found}:
            ids = [each.subject_id for each in found if each.kind == kind]
            of_these = (SearchText.kind == kind, SearchText.subject_id.in_(ids))
            own_first = case((SearchText.part == OWN_WORDS, 0), else_=1)
            rows = select(SearchText.subject_id, SearchText.part).where(
                *of_these, or_(*map(_stands, self.terms))
            )
            for row in db.session.execute(rows.order_by(own_first, SearchText.part)):
                parts[Found(kind, row.subject_id)].append(row.part)
        return parts

    def years(self) -> list[int]:
        """Return the years there are subjects of, the newest first."""
        year = self._facts.c.year
        return list(db.session.scalars(select(year).distinct().order_by(year.desc())))

    @cached_property
    def _facts(self) -> Subquery:
        """What this person may find."""
        each = [
            select(literal(one.kind).label("kind"), *(facts.c[name] for name in FACTS))
            for one in self.contributors
            for facts in (one.facts(self.actor, today=self.today).subquery(),)
        ]
        return union_all(*each).subquery("facts")

    @cached_property
    def _hits(self) -> Subquery:
        """Each subject in whose parts all the words stand, and how well it fits."""
        stands = [func.max(case((_stands(term), 1), else_=0)) == 1 for term in self.terms]
        score = sum((func.max(_weight(term)) for term in self.terms), literal(0, Integer))
        return (
            select(SearchText.kind, SearchText.subject_id, score.label("score"))
            .where(or_(*map(_stands, self.terms)))
            .group_by(SearchText.kind, SearchText.subject_id)
            .having(and_(*stands))
            .subquery("hits")
        )

    def _chosen(self, *what: Any) -> Select[Any]:
        facts = self._facts
        chosen = select(*what).select_from(facts)
        if self.terms:
            hits = self._hits
            same = and_(hits.c.kind == facts.c.kind, hits.c.subject_id == facts.c.subject_id)
            chosen = chosen.join(hits, same)
        return chosen.where(*self._filters())

    def _filters(self) -> list[ColumnElement[bool]]:
        facts = self._facts
        wanted = (
            (facts.c.kind, self.kind),
            (facts.c.state, self.state),
            (facts.c.category, self.category),
            (facts.c.year, self.year),
        )
        filters = [column == value for column, value in wanted if value]
        for word in bared(self.mover).split():
            named = RegisterEntry.sort_name.contains(word, autoescape=True)
            filters.append(facts.c.person_id.in_(select(RegisterEntry.party_id).where(named)))
        return filters


def titles_of(contributors: Contributors, *, of: str) -> dict[str, str]:
    """Return the states or categories there are over all kinds, in words."""
    told: dict[str, str] = {}
    for each in contributors:
        told |= each.states() if of == "states" else each.categories()
    return told


def _stands(term: str) -> ColumnElement[bool]:
    """Claim that a term stands in a part; it has only letters, digits and single spaces."""
    if is_postgresql():
        return func.strpos(SearchText.body, term) > 0
    return func.instr(SearchText.body, term) > 0


def _weight(term: str) -> ColumnElement[int]:
    return case(
        (SearchText.title.contains(term) & (SearchText.part == OWN_WORDS), IN_TITLE),
        (_stands(term) & (SearchText.part == OWN_WORDS), IN_OWN_WORDS),
        (_stands(term), ELSEWHERE),
        else_=0,
    )
