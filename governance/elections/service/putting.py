"""Putting contests to ballots: those of the same electors on one paper, the others on their own."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from governance.ballots import service as ballots
from governance.ballots.service import OptionPlanned, QuestionPlanned
from governance.elections.events import ContestVoted
from governance.elections.models import Candidate, Contest, Election
from governance.elections.queries import (
    candidates_of,
    electorate_of,
    office_in_words,
    rules_of,
)
from governance.infrastructure.actor import WORKER
from governance.infrastructure.database import db
from governance.infrastructure.events import publish
from governance.members import queries as members
from governance.reckoning.rules.kinds.elections import ElectionRules

DRAWN = "drawn"  # each voter finds the candidates in an order of their own
CANDIDATE, REOPEN = "candidate", "reopen"
REOPEN_NOMINATIONS = "Re-open nominations"


def put_to_ballots(election: Election, contests: Sequence[Contest], *, now: datetime) -> None:
    """Set a ballot for each part of the membership that elects, with a question a contest.

    It opens and closes at the times of the notice, and is counted as the notice said.
    """
    papers: dict[tuple[str, str], list[Contest]] = {}
    for contest in contests:
        seats = contest.seats
        papers.setdefault((seats.constituency, seats.service), []).append(contest)
    for together in papers.values():
        _put(election, together, now=now)


def _put(election: Election, contests: Sequence[Contest], *, now: datetime) -> None:
    standing = [list(candidates_of(each, "standing")) for each in contests]
    ballot = ballots.plan_paper(
        title=_title(election, contests),
        questions=[
            _question(election, contest, candidates)
            for contest, candidates in zip(contests, standing, strict=True)
        ],
        secrecy=election.secrecy,
        record_date=election.record_date,
        opens_at=max(election.opens_at, now),
        closes_at=election.closes_at,
        decision="election",
        electorate=electorate_of(contests[0].seats),
        actor=WORKER,
        now=now,
    )
    for number, (contest, candidates) in enumerate(zip(contests, standing, strict=True), 1):
        contest.ballot_id, contest.question = ballot.id, number
        for option, candidate in enumerate(candidates, 1):
            candidate.option = option
        db.session.flush()
        publish(
            ContestVoted(
                at=now,
                contest_id=contest.id,
                ballot_id=ballot.id,
                question=number,
                options=[each.id for each in candidates],
            )
        )


def _title(election: Election, contests: Sequence[Contest]) -> str:
    of_part = contests[0].seats
    if of_part.constituency == "members":
        return election.title
    return f"{election.title}: {office_in_words(of_part)}"[:200]


def _question(
    election: Election, contest: Contest, candidates: Sequence[Candidate]
) -> QuestionPlanned:
    options = [
        OptionPlanned(title=name, statement=each.statement, picture=each.picture, kind=CANDIDATE)
        for name, each in zip(_names(candidates), candidates, strict=True)
    ]
    rules: ElectionRules = rules_of(election)
    if rules.options_on_paper(candidates=len(options)) > len(options):
        options.append(OptionPlanned(title=REOPEN_NOMINATIONS, kind=REOPEN))
    return QuestionPlanned(
        text=str(office_in_words(contest.seats))[:200],
        method=rules.method,
        options=options,
        seats=contest.vacancies,
        order=DRAWN,
    )


def _names(candidates: Sequence[Candidate]) -> list[str]:
    """Return what each is called on the paper: namesakes by their service too, or their number."""
    entries = [members.entry(each.party_id) for each in candidates]
    names = [entry.name if entry else "" for entry in entries]
    services = [entry.service if entry else "" for entry in entries]
    numbers = [str(entry.member_number) if entry else "" for entry in entries]
    return _told_apart(_told_apart(names, services), numbers)


def _told_apart(names: Sequence[str], by: Sequence[str]) -> list[str]:
    alike = Counter(name.casefold() for name in names)
    return [
        f"{name} ({more})" if more and alike[name.casefold()] > 1 else name
        for name, more in zip(names, by, strict=True)
    ]
