"""What a paper must be to be set: questions that can be marked, and counted by their methods."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from governance.ballots.quorum import as_quorum
from governance.ballots.service.checks import BallotNotPossible, check_kind, check_quorum
from governance.ballots.service.planned import COUNT_OPENS, ORDERS, QuestionPlanned, most_of
from governance.infrastructure.clock import day_of
from governance.reckoning.counting.registry import Fills, Shape, method_named
from governance.reckoning.rules.kinds.quorum import QuorumRules
from governance.rulebook.queries import rules_on

FEWEST_OPTIONS = 2


def check_paper(questions: Sequence[QuestionPlanned], *, count_opens: str, now: datetime) -> None:
    """Refuse a paper that cannot be marked or counted, or decide what it is on.

    Raises:
        BallotNotPossible: the first thing that is wrong with it.
    """
    assert count_opens in COUNT_OPENS, "a count opens at the close or by scrutineers"
    if not questions:
        raise BallotNotPossible(
            "There is no question on this paper.", next_step="Add a question first."
        )
    subjects = [(each.motion, each.amendment) for each in questions if each.motion is not None]
    if len(set(subjects)) != len(subjects):
        raise BallotNotPossible(
            "One motion stands on this paper twice.", next_step="Take one of the two away."
        )
    for question in questions:
        for wrong in faults_of(question):
            raise wrong
        _check_motion(question, now)


def faults_of(planned: QuestionPlanned) -> Iterator[BallotNotPossible]:
    """Yield what is wrong with a question, in words for whoever sets the ballot."""
    assert planned.order in ORDERS, "options stand in an order that is known"
    if method_named(planned.method).shape is Shape.YES_NO:
        return
    yield from _faults_of_options(planned)
    yield from _faults_of_places(planned)
    yield from _faults_of_marks(planned)


def _faults_of_options(planned: QuestionPlanned) -> Iterator[BallotNotPossible]:
    is_survey = method_named(planned.method).shape is Shape.SCORE
    if len(planned.options) < (1 if is_survey else FEWEST_OPTIONS):
        yield BallotNotPossible(
            f"“{planned.text}” has too few options to choose among.",
            next_step="Add options, or ask it as a question of yes or no.",
        )
    titles = [each.title.casefold().strip() for each in planned.options]
    if len(set(titles)) != len(titles):
        yield BallotNotPossible(
            f"Two options of “{planned.text}” have the same name.",
            next_step="Give each a name that tells it from the others.",
        )


def _faults_of_places(planned: QuestionPlanned) -> Iterator[BallotNotPossible]:
    method = method_named(planned.method)
    if method.fills is Fills.ONE_SEAT and planned.seats != 1:
        yield BallotNotPossible(
            f"“{planned.text}”: {method.title} chooses one, not {planned.seats}.",
            next_step="Choose another way of counting, or one place.",
        )
    if method.fills is Fills.SEATS and planned.seats < 1:
        yield BallotNotPossible(
            f"“{planned.text}” says not how many are to be chosen.", next_step="Enter how many."
        )


def _faults_of_marks(planned: QuestionPlanned) -> Iterator[BallotNotPossible]:
    shape, most = method_named(planned.method).shape, most_of(planned)
    if most < 1:
        yield BallotNotPossible(
            f"“{planned.text}” lets nobody mark anything.", next_step="Let voters mark one or more."
        )
    if shape in (Shape.SEVERAL, Shape.RANK) and most > len(planned.options):
        yield BallotNotPossible(
            f"“{planned.text}” lets voters mark {most}, of {len(planned.options)} options.",
            next_step="Let them mark as many as there are, or fewer.",
        )
    if planned.least_share and shape is not Shape.SEVERAL:
        yield BallotNotPossible(
            f"“{planned.text}” asks for a least share of voters, which only approval counts by.",
            next_step="Leave the share out, or choose approval.",
        )


def _check_motion(planned: QuestionPlanned, now: datetime) -> None:
    if planned.motion is None:
        return
    on_amendment, today = planned.amendment is not None, day_of(now)
    check_kind(planned.motion, planned.resolution_kind, on_amendment=on_amendment, today=today)
    check_quorum(as_quorum(planned.quorum), rules_on(today).of(QuorumRules).of_ballot())
