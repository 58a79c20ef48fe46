"""What the secretary is shown of a paper that is being written, and what its forms begin with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext, ngettext

from governance.accounts.queries import parties_with
from governance.ballots import queries, service
from governance.ballots.drafting import OptionDrafted, PaperDrafted, QuestionDrafted
from governance.ballots.electorate import Electorate, number_entitled
from governance.ballots.forms.papers import ALL, SOME, USUAL_TOP
from governance.ballots.models import BallotDraft
from governance.ballots.presentation.office import (
    small_electorate,
    usual_ballot,
    usual_times,
    waiting,
)
from governance.ballots.service.planned import BY_SCRUTINEERS, PaperPlanned
from governance.infrastructure.actor import Role
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.members.register_search import services
from governance.motions.models import Motion
from governance.reckoning.counting.registry import (
    CountingMethod,
    Fills,
    Force,
    Shape,
    method_named,
    methods,
)
from governance.reckoning.resolutions.registry import kind_named
from governance.reckoning.rules.kinds.ballots import BallotRules
from governance.reckoning.rules.kinds.quorum import QuorumRules
from governance.rulebook.queries import rules_on
from governance.web.widgets import choice


@dataclass(frozen=True)
class QuestionWritten:
    """A question of the paper as its secretary sees it."""

    asked: QuestionDrafted
    method: str
    force: str
    about: tuple[str, ...]
    options: tuple[OptionDrafted, ...]
    motion: Motion | None


@dataclass(frozen=True)
class PaperWritten:
    """The paper as it now stands, with what speaks against it."""

    draft: BallotDraft
    paper: PaperDrafted
    questions: tuple[QuestionWritten, ...]
    entitled: int
    problems: list[str]
    warnings: list[str]


def of_draft(draft: BallotDraft, now: datetime) -> PaperWritten:
    """Return a paper with its questions, whom it asks, and what speaks against it."""
    paper, planned = PaperDrafted.from_json(draft.paper), service.planned_of(draft)
    found = service.problems_of(planned, now, is_draft=True)
    problems = [f"{each.message} {each.next_step}" for each in found]
    problems += [
        gettext("“%(question)s” says not what follows if it is carried.", question=each.text)
        for each in paper.questions
        if each.motion_id is not None and not each.if_carried
    ]
    entitled = number_entitled(paper.record_date, paper.electorate)
    return PaperWritten(
        draft=draft,
        paper=paper,
        questions=tuple(_written(each) for each in paper.questions),
        entitled=entitled,
        problems=list(dict.fromkeys(problems)),
        warnings=list(_warnings(draft, planned, entitled, now)),
    )


def usual_paper(now: datetime) -> PaperDrafted:
    """Return a paper without questions, held as is usual."""
    opens, closes = usual_times(now)
    rules = rules_on(day_of(now)).of(BallotRules)
    secrecy = rules.secrecies("ordinary", entitled=number_entitled(day_of(now)))[0]
    return PaperDrafted(secrecy=secrecy, record_date=day_of(now), opens_at=opens, closes_at=closes)


def force_in_words(method: CountingMethod) -> str:
    """Return what a result by a way of counting may be used for."""
    said = {
        Force.BINDING: gettext("Binding: what is chosen is decided."),
        Force.ADVISORY: gettext("Advisory: it tells what members prefer, and decides nothing."),
        Force.SURVEY: gettext("A survey only: nothing is decided by it."),
    }
    return said[method.force]


def ways_of_counting() -> list[CountingMethod]:
    """Return the ways of counting that a question of one's own can have, binding ones first."""
    order = (Force.BINDING, Force.ADVISORY, Force.SURVEY)
    offered = [each for each in methods() if each.shape is not Shape.YES_NO]
    return sorted(offered, key=lambda each: (order.index(each.force), each.shape.value))


def names_of_ways() -> set[str]:
    """Return the names of the ways of counting that a question of one's own can have."""
    return {each.name for each in ways_of_counting()}


def motions_to_add(paper: PaperDrafted, now: datetime) -> list[Motion]:
    """Return the motions that wait for a ballot and are not on the paper yet."""
    return [each for each in waiting(day_of(now)) if each.id not in paper.motion_ids]


def entitled_of_services(paper: PaperDrafted) -> list[tuple[str, int]]:
    """Return how many of each service may vote."""
    day = paper.record_date
    return [(name, number_entitled(day, Electorate(name, (name,)))) for name in services()]


def usual_choice(key: str, method: str) -> QuestionDrafted:
    """Return a question by a way of counting before anything is typed."""
    fills = method_named(method).fills
    seats = 0 if fills is Fills.NONE else 1
    most = USUAL_TOP if method_named(method).shape is Shape.SCORE else None
    return QuestionDrafted(text="", key=key, method=method, seats=seats, most=most)


def question_on(motion: Motion, key: str, now: datetime) -> QuestionDrafted:
    """Return the question that a motion is usually put as, with the quorum of the rules."""
    usual, rules = usual_ballot(motion, now), rules_on(day_of(now)).of(QuorumRules)
    quorum: dict[str, Any] = {}
    if rules.ballot_participation:
        quorum["participation"] = [rules.ballot_participation, 100]
        quorum["counts_abstentions"] = rules.counts_abstentions
    if rules.ballot_approval:
        quorum["approval"] = [rules.ballot_approval, 100]
    return QuestionDrafted(
        text=usual["question"],
        key=key,
        motion_id=motion.id,
        if_carried=usual["if_carried"],
        resolution_kind=usual["resolution_kind"],
        quorum=quorum,
    )


def typed_on_motion(asked: QuestionDrafted) -> dict[str, Any]:
    """Return what the form of a motion shows of a question on one."""
    participation, approval = asked.quorum.get("participation"), asked.quorum.get("approval")
    by_share = isinstance(participation, list)
    return {
        "question": asked.text,
        "if_carried": asked.if_carried,
        "resolution_kind": asked.resolution_kind,
        "quorum": "none" if participation is None else "share" if by_share else "people",
        "quorum_people": None if by_share else participation,
        "quorum_share": participation[0] if isinstance(participation, list) else None,
        "abstentions_count": asked.quorum.get("counts_abstentions", True),
        "approval_share": approval[0] if approval else None,
    }


def typed_choice(asked: QuestionDrafted) -> dict[str, Any]:
    """Return what the form of a choice shows of a question of one's own."""
    return vars(asked) | {
        "highest": asked.most,
        "least_share": asked.least_share or None,
        "most": asked.most if asked.most is not None else asked.seats,
    }


def typed_held(draft: BallotDraft, paper: PaperDrafted) -> dict[str, Any]:
    """Return what the form of how the ballot is held shows."""
    return vars(paper) | {
        "title": draft.title,
        "electorate": SOME if paper.electorate.services else ALL,
        "part": paper.electorate.title,
        "services": list(paper.electorate.services),
    }


def _written(asked: QuestionDrafted) -> QuestionWritten:
    motion = db.session.get_one(Motion, asked.motion_id) if asked.motion_id else None
    method = gettext(asked.counted_by.title)
    return QuestionWritten(
        asked=asked,
        method=gettext(kind_named(asked.resolution_kind).title) if motion else method,
        force="" if motion else force_in_words(asked.counted_by),
        about=tuple(_about(asked)),
        options=asked.options,
        motion=motion,
    )


def _about(asked: QuestionDrafted) -> Iterator[str]:
    """Yield a sentence for each thing that the question asks besides its words."""
    method = asked.counted_by
    if asked.seats and method.fills is Fills.SEATS:
        yield ngettext("One is to be chosen.", "%(num)s are to be chosen.", asked.seats)
    if asked.most is not None and method.shape is Shape.SCORE:
        yield gettext("Scores go from 1 to %(most)s.", most=asked.most)
    elif asked.most is not None:
        yield ngettext("A voter may mark one.", "A voter may mark up to %(num)s.", asked.most)
    if asked.least_share:
        yield gettext(
            "Of every 100 voters %(share)s or more must approve of whatever is chosen.",
            share=asked.least_share,
        )
    if asked.has_options:
        yield {
            "fixed": gettext("The options stand in this order."),
            "alphabetical": gettext("The options stand by the alphabet."),
            "drawn": gettext("The order of the options is drawn by lot for each voter."),
        }[asked.order]
    if asked.reopen:
        yield gettext("“Re-open nominations” stands last.")


def _warnings(
    draft: BallotDraft, planned: PaperPlanned, entitled: int, now: datetime
) -> Iterator[str]:
    """Yield what the secretary should think of, though nothing forbids it."""
    rules = rules_on(day_of(now)).of(BallotRules)
    if planned.secrecy != "open" and entitled > 0 and rules.is_small(entitled):
        yield small_electorate(entitled)
    if rules.is_record_date_early(planned.record_date, opens_on=day_of(planned.opens_at)):
        yield gettext(
            "The record date is long before the ballot opens: whoever became a member since then "
            "cannot vote."
        )
    if planned.count_opens == BY_SCRUTINEERS:
        yield from _too_few_scrutineers(rules.scrutineers)
    for asked in planned.questions:
        yield from _warnings_of(asked, is_secret=planned.secrecy != "open")
    yield from _elsewhere(draft, planned)


def _warnings_of(asked: Any, *, is_secret: bool) -> Iterator[str]:
    method, number = method_named(asked.method), len(asked.options)
    if method.fills is Fills.SEATS and number and asked.seats >= number:
        yield gettext(
            "“%(question)s” chooses %(seats)s of %(options)s: whatever is marked, all are chosen.",
            question=asked.text,
            seats=asked.seats,
            options=number,
        )
    if method.shape is Shape.RANK and is_secret:
        yield gettext(
            "“%(question)s”: everybody sees the count stage by stage, but only scrutineers and "
            "auditors the papers: a rare order could be a mark by which somebody knows a paper.",
            question=asked.text,
        )


def _too_few_scrutineers(needed: int) -> Iterator[str]:
    number = len(parties_with(Role.SCRUTINEER))
    if number < needed:
        yield gettext(
            "The scrutineers open the count. By the rules there are %(needed)s or more of them, "
            "and now there are %(number)s.",
            needed=needed,
            number=number,
        )


def _elsewhere(draft: BallotDraft, planned: PaperPlanned) -> Iterator[str]:
    """Yield the motions that stand on another paper that is being written, too."""
    others = [each for each in queries.drafts() if each.id != draft.id]
    for other in others:
        there = PaperDrafted.from_json(other.paper).motion_ids
        for asked in planned.questions:
            if asked.motion is not None and asked.motion.id in there:
                yield gettext(
                    "Motion %(reference)s stands on the paper “%(title)s” too: whichever is set "
                    "first has it.",
                    reference=asked.motion.reference,
                    title=other.title,
                )


def changed_choice(asked: QuestionDrafted, typed: dict[str, Any]) -> dict[str, Any]:
    """Return what the form of a choice says of it, as a draft keeps it."""
    highest = typed.get("highest")
    return {
        "text": typed["text"],
        "explanation": typed.get("explanation") or "",
        "seats": typed.get("seats") or asked.seats,
        "most": highest if highest is not None else typed.get("most"),
        "least_share": typed.get("least_share") or 0,
        "order": typed.get("order") or asked.order,
        "reopen": bool(typed.get("reopen")),
    }


def errors_of_titles(asked: QuestionDrafted, titles: Sequence[str]) -> list[str]:
    """Return what is wrong with new names: one is there already, or is typed twice."""
    seen = {each.title.casefold() for each in asked.options}
    for title in titles:
        if title.casefold() in seen:
            return [gettext("There are two options of the name “%(title)s”", title=title)]
        seen.add(title.casefold())
    return []


def what_can_be_asked(paper: PaperDrafted, now: datetime) -> list[Any]:
    """Return the answers to what is asked next: the motions that wait, then ways of counting."""
    of_motions = [
        choice(
            f"motion {motion.id}",
            gettext(
                "Motion %(reference)s: %(title)s", reference=motion.reference, title=motion.title
            ),
            hint=gettext("For or against. It waits for a ballot."),
        )
        for motion in motions_to_add(paper, now)
    ]
    of_ones_own = [
        choice(
            f"method {method.name}",
            gettext(method.title),
            hint=f"{gettext(method.description)} {force_in_words(method)}",
        )
        for method in ways_of_counting()
    ]
    if of_motions:
        of_ones_own[0].render_kw["divider"] = gettext("or a question of your own, counted by")
    return [*of_motions, *of_ones_own]
