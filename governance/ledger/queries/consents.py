"""Reserved matters, what the holders of classes said, and what follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from governance.infrastructure.database import db
from governance.ledger import consent_rules
from governance.ledger.models import (
    ConsentAnswer,
    ConsentSetting,
    MatterOutcome,
    ReservedMatter,
    ShareClass,
)
from governance.ledger.queries.balances import AsAt
from governance.ledger.queries.holdings import holdings, terms_of
from governance.ledger.terms import VoteRule
from governance.reckoning.consents import Answer, ConsentOutcome, ConsentRule, consent, figures_of
from governance.reckoning.rules.kinds.shares import ShareRules
from governance.rulebook.queries import rules_on


@dataclass(frozen=True)
class Entitled:
    """A holder of a class that was asked: with how much weight, and what they said last."""

    share_class: ShareClass
    party_id: int
    weight: int
    answer: ConsentAnswer | None


def matters(book_id: int) -> Sequence[ReservedMatter]:
    """Return the reserved matters of a book, the newest first."""
    of_book = select(ReservedMatter).where(ReservedMatter.book_id == book_id)
    return db.session.scalars(of_book.order_by(ReservedMatter.id.desc())).all()


def matter(matter_id: int) -> ReservedMatter | None:
    """Return a reserved matter."""
    return db.session.get(ReservedMatter, matter_id)


def outcome_of(matter_id: int) -> MatterOutcome | None:
    """Return how a matter was decided, or None as long as it is open."""
    return db.session.get(MatterOutcome, matter_id)


def classes_of(asked: ReservedMatter) -> list[ShareClass]:
    """Return the classes that must consent, in the order in which they were named."""
    return [db.session.get_one(ShareClass, each) for each in asked.share_class_ids]


def settings_of(share_class_id: int) -> Sequence[ConsentSetting]:
    """Return how the class has consented through time, the latest first."""
    of_class = select(ConsentSetting).where(ConsentSetting.share_class_id == share_class_id)
    order = (ConsentSetting.valid_from.desc(), ConsentSetting.recorded_seq.desc())
    return db.session.scalars(of_class.order_by(*order)).all()


def rule_of(share_class: ShareClass, on: date, *, known: int | None = None) -> ConsentRule:
    """Return how the class consents on that day: as set, or as the rules on shares say."""
    held = [
        each
        for each in settings_of(share_class.id)
        if each.valid_from <= on and (known is None or each.recorded_seq <= known)
    ]
    code, title = share_class.code, share_class.name
    if held:
        return consent_rules.from_json(held[0].rule, code=code, title=title)
    return ConsentRule(
        code, title, rules_on(on, known_seq=known).of(ShareRules).consent_of_a_class()
    )


def entitled(asked: ReservedMatter, *, known: int | None = None) -> list[Entitled]:
    """Return everybody who may answer, class by class, with what they said last."""
    said = _last_answers(asked.id, known)
    return [
        Entitled(share_class, party_id, weight, said.get((share_class.id, party_id)))
        for share_class in classes_of(asked)
        for party_id, weight in weights(share_class, asked.asked_on, known=known).items()
    ]


def weights(share_class: ShareClass, on: date, *, known: int | None = None) -> dict[int, int]:
    """Return the weight of each holder in their class: by shares, or one each, as its votes go."""
    at = AsAt(on, known)
    by_share = terms_of(share_class.id, on, known=known).vote_rule == VoteRule.PER_SHARE
    held = holdings(share_class.book_id, at, share_class_id=share_class.id)
    return {each.party_id: each.units if by_share else 1 for each in held}


def worked_out(asked: ReservedMatter, *, known: int | None = None) -> ConsentOutcome:
    """Work out where each class stands by what was known at that link."""
    said = _last_answers(asked.id, known)
    rules, figures = [], {}
    for share_class in classes_of(asked):
        rules.append(rule_of(share_class, asked.asked_on, known=known))
        held = weights(share_class, asked.asked_on, known=known)
        answers = {
            str(party_id): Answer(answer.answer)
            for (class_id, party_id), answer in said.items()
            if class_id == share_class.id and party_id in held
        }
        if answers or not held:
            figures[share_class.code] = figures_of(
                {str(party_id): weight for party_id, weight in held.items()}, answers
            )
    return consent(rules, figures)


def _last_answers(matter_id: int, known: int | None) -> dict[tuple[int, int], ConsentAnswer]:
    given = select(ConsentAnswer).where(ConsentAnswer.matter_id == matter_id)
    if known is not None:
        given = given.where(ConsentAnswer.recorded_seq <= known)
    in_order = db.session.scalars(given.order_by(ConsentAnswer.recorded_seq))
    return {(each.share_class_id, each.party_id): each for each in in_order}
