"""A vote by classes: a ballot for each, with a roll and a box of its own, declared together."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from governance.ballots.classes import (
    BY_SHARES,
    BY_WORK,
    VotingClass,
    classes_on,
    number_without_a_class,
)
from governance.ballots.electorate import Electorate, number_entitled
from governance.ballots.models import LONGEST_QUESTION
from governance.ballots.service.checks import BallotNotPossible
from governance.ballots.service.planned import QuestionPlanned
from governance.infrastructure.clock import day_of
from governance.reckoning.resolutions.registry import kind_named
from governance.reckoning.rules.kinds.ballots import BallotRules
from governance.rulebook.queries import rules_on

TOKEN_BYTES = 8
FEWEST_CLASSES = 2


def electorates_of_classes(
    asked: QuestionPlanned,
    class_by: str,
    *,
    secrecy: str,
    record_date: date,
    now: datetime,
    **_paper: Any,
) -> list[Electorate]:
    """Return who votes in each class, if all of them can be asked here.

    Raises:
        BallotNotPossible: there are no classes, one is held by others than members, members are in
            none, or one is too small to vote in secret.
    """
    rules = rules_on(day_of(now)).of(BallotRules)
    classes = classes_on(class_by, record_date) if class_by in (BY_SHARES, BY_WORK) else []
    _refuse_too_few(asked, classes)
    if not rules.goes_by_shares:
        _refuse_without_a_class(class_by, classes, record_date)
    whole = Electorate(class_by=class_by, together=secrets.token_hex(TOKEN_BYTES))
    parts = [whole.of_class(each.code, each.title) for each in classes]
    for of_class, part in zip(classes, parts, strict=True):
        _refuse_outsiders(of_class)
        entitled = number_entitled(record_date, part, by_shares=rules.goes_by_shares)
        if secrecy != "open" and entitled < rules.fewest_for_secrecy:
            raise BallotNotPossible(
                f"{part.title}: only {entitled} could vote, too few for a secret ballot: the "
                "result could tell how each of them voted.",
                next_step="Choose an open ballot, or vote on paper.",
            )
    return parts


def refuse_without_classes(questions: Sequence[QuestionPlanned], electorate: Electorate) -> None:
    """Refuse a question that every class must carry on a paper that is not of one class."""
    for each in questions:
        by_class = each.resolution_kind and kind_named(each.resolution_kind).is_by_class
        if by_class and not (electorate.voting_class and len(questions) == 1):
            raise BallotNotPossible(
                f"“{each.text}” is to be carried by every class, and stands on a paper for all.",
                next_step="Put its motion to a ballot by itself: each class then has its own.",
            )


def titled(question: str, part: Electorate) -> str:
    """Return what stands at the head of the paper of a class."""
    of_class = f" ({part.title})"
    whole = f"{question}{of_class}"
    if len(whole) <= LONGEST_QUESTION:
        return whole
    return f"{question[: LONGEST_QUESTION - len(of_class) - 1]}…{of_class}"


def _refuse_too_few(asked: QuestionPlanned, classes: Sequence[VotingClass]) -> None:
    fewest = FEWEST_CLASSES if asked.resolution_kind == "double_majority" else 1
    if len(classes) < fewest:
        raise BallotNotPossible(
            "On the record date there are not the classes that this kind of resolution asks.",
            next_step="Say what makes the classes, or choose another kind of resolution.",
        )


def _refuse_without_a_class(
    class_by: str, classes: Sequence[VotingClass], record_date: date
) -> None:
    """Refuse classes that leave members out: else a few could decide what all must."""
    without = number_without_a_class(class_by, classes, record_date)
    if without:
        raise BallotNotPossible(
            f"{without} members are in none of these classes, and would have no vote on it.",
            next_step="Put the motion to all members; ask a class for its consent at a meeting of "
            "its own.",
        )


def _refuse_outsiders(of_class: VotingClass) -> None:
    if of_class.outside:
        raise BallotNotPossible(
            f"{of_class.title}: {of_class.outside} who have some are no members in good standing, "
            "and a ballot here asks members only.",
            next_step="Ask the class at a meeting of its own, or in writing.",
        )
