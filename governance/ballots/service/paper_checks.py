"""What a paper must be to be set: questions that can be marked, and counted by their methods."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial

from governance.ballots.electorate import number_entitled
from governance.ballots.quorum import as_quorum
from governance.ballots.service.by_class import refuse_without_classes
from governance.ballots.service.checks import (
    BallotNotPossible,
    check_kind,
    check_quorum,
    check_secrecy,
    check_times,
    check_weights,
)
from governance.ballots.service.planned import (
    COUNT_OPENS,
    ORDERS,
    PaperPlanned,
    QuestionPlanned,
    most_of,
)
from governance.infrastructure.clock import day_of
from governance.motions.models import Motion
from governance.motions.queries import amendments, may_be_put_from
from governance.reckoning.counting.registry import Fills, Shape, method_named
from governance.reckoning.rules.kinds.ballots import BallotRules
from governance.reckoning.rules.kinds.quorum import QuorumRules
from governance.rulebook.queries import rules_on

FEWEST_OPTIONS = 2


def problems_of(
    paper: PaperPlanned, now: datetime, *, is_draft: bool = False
) -> Iterator[BallotNotPossible]:
    """Yield whatever speaks against setting the paper, by the rules of the day.

    Of several questions, and of a draft, a motion that does not wait for a ballot is named; else
    whoever sets a ballot on it is told by the motion itself.
    """
    assert paper.count_opens in COUNT_OPENS, "a count opens at the close or by scrutineers"
    rules = rules_on(day_of(now)).of(BallotRules)
    yield from _faults_of_paper(paper)
    for question in paper.questions:
        yield from faults_of(question)
        if question.motion is not None:
            if (is_draft or len(paper.questions) > 1) and question.amendment is None:
                yield from _refusals(partial(_check_waiting, question.motion, day_of(now)))
            yield from _refusals(partial(_check_motion, question, now))
    times = paper.record_date, paper.opens_at, paper.closes_at
    yield from _refusals(partial(refuse_without_classes, paper.questions, paper.electorate))
    yield from _refusals(partial(check_weights, rules, paper.secrecy))
    yield from _refusals(partial(check_times, rules, *times, now=now))
    entitled = number_entitled(paper.record_date, paper.electorate, by_shares=rules.goes_by_shares)
    for about in sorted(paper.decisions):
        check = partial(check_secrecy, rules, about, paper.secrecy, entitled=entitled)
        yield from _refusals(check)


def _refusals(check: Callable[[], None]) -> Iterator[BallotNotPossible]:
    try:
        check()
    except BallotNotPossible as refusal:
        yield refusal


def _faults_of_paper(paper: PaperPlanned) -> Iterator[BallotNotPossible]:
    if not paper.questions:
        yield BallotNotPossible(
            "There is no question on this paper.", next_step="Add a question first."
        )
    subjects = [
        (each.motion, each.amendment) for each in paper.questions if each.motion is not None
    ]
    if subjects and (paper.electorate.services or paper.electorate.at_work):
        yield BallotNotPossible(
            "A motion is decided by all members, and this paper asks only some of them.",
            next_step="Ask all, or take the motion off this paper.",
        )
    if len(set(subjects)) != len(subjects):
        yield BallotNotPossible(
            "One motion stands on this paper twice.", next_step="Take one of the two away."
        )


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
    motion, on_amendment, today = planned.motion, planned.amendment is not None, day_of(now)
    assert motion is not None
    check_kind(motion, planned.resolution_kind, on_amendment=on_amendment, today=today)
    check_quorum(as_quorum(planned.quorum), rules_on(today).of(QuorumRules).of_ballot())


def _check_waiting(motion: Motion, today: date) -> None:
    """Refuse a motion that cannot be put to a ballot now, and say which of several it is."""
    named = f"Motion {motion.reference}, “{motion.title}”,"
    next_step = "Take it off this paper, or wait."
    if motion.state != "seconded":
        raise BallotNotPossible(f"{named} does not wait for a ballot.", next_step=next_step)
    if amendments.has_undecided(motion.id):
        raise BallotNotPossible(
            f"{named} has amendments that are to be voted on first.", next_step=next_step
        )
    if may_be_put_from(motion, today) > today:
        raise BallotNotPossible(f"{named} is still discussed, or put off.", next_step=next_step)
