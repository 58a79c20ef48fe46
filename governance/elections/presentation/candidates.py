"""The page of a candidate: to everybody, to themselves, and to whoever is asked to second."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext, ngettext

from governance.elections import queries, service
from governance.elections.models import Candidate, Contest, Nominator
from governance.elections.permissions import Elections
from governance.elections.presentation.words import names_of, office_of, said, tag_of
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.permissions import may
from governance.reckoning.rules.kinds.elections import ElectionRules


@dataclass(frozen=True)
class CandidatePage:
    """A candidate as this person sees them.

    `signs` are those asked to second: name, and how each answered. `asked` is the reader's own
    place among them. `waits` is why the nomination would lapse if nominations closed now.
    """

    candidate: Candidate
    contest: Contest
    name: str
    office: str
    state: tuple[str, str]
    rules: ElectionRules
    proposer: str
    signs: Sequence[tuple[str, tuple[str, str]]]
    nominators: str
    waits: str
    is_own: bool
    is_proposer: bool
    is_open: bool
    oversees: bool
    asked: Nominator | None
    unanswered: int

    @property
    def steers(self) -> bool:
        """Whether whoever reads can ask colleagues to second."""
        return self.is_open and (self.is_own or self.is_proposer)


def of_candidate(candidate: Candidate, actor: Actor, now: datetime) -> CandidatePage:
    """Return what the page of a candidate shows to this person."""
    contest = candidate.contest
    election = contest.election
    party_ids = {candidate.party_id, candidate.proposed_by}
    names = names_of(party_ids | {each.party_id for each in candidate.nominators})
    is_open = (
        candidate.state == "nominated"
        and election.state == "nominating"
        and now < election.nominations_close_at
    )
    return CandidatePage(
        candidate=candidate,
        contest=contest,
        name=names[candidate.party_id],
        office=office_of(contest.seats),
        state=tag_of(candidate) or state_of_nomination(candidate),
        rules=queries.rules_of(election),
        proposer=names[candidate.proposed_by],
        signs=[(names[each.party_id], _sign(each)) for each in candidate.nominators],
        nominators=", ".join(names[party] for party in candidate.seconded_by),
        waits=service.why_incomplete(candidate, now=now) if is_open else "",
        is_own=actor.party_id == candidate.party_id,
        is_proposer=actor.party_id == candidate.proposed_by,
        is_open=is_open,
        oversees=may(actor, Elections.OVERSEE),
        asked=_asked(candidate, actor) if is_open else None,
        unanswered=len(queries.unanswered_by(candidate)) if contest.state == "voting" else 0,
    )


def reasons_of(party_id: int, contest: Contest, now: datetime) -> list[str]:
    """Return why somebody may not stand; none if they may."""
    return [said(each) for each in queries.reasons_why_not(party_id, contest, today=day_of(now))]


def seconders_in_words(page: CandidatePage) -> str:
    """Return how many have signed of those needed."""
    return ngettext(
        "%(given)s of %(num)s nominator has signed",
        "%(given)s of %(num)s nominators have signed",
        page.rules.nominators,
        given=len(page.candidate.seconded_by),
    )


def _asked(candidate: Candidate, actor: Actor) -> Nominator | None:
    mine = (each for each in candidate.nominators if each.party_id == actor.party_id)
    return next((each for each in mine if each.at is None), None)


def _sign(nominator: Nominator) -> tuple[str, str]:
    if nominator.at is not None:
        return gettext("Nominates them"), "good"
    if nominator.declined_at is not None:
        return gettext("Has not seconded"), "quiet"
    return gettext("Asked"), "now"


def state_of_nomination(candidate: Candidate) -> tuple[str, str]:
    """Return where a nomination stands, and its tone."""
    told: Mapping[str, tuple[str, str]] = {
        "nominated": (gettext("Nominated"), "now"),
        "declined": (gettext("Declined"), "quiet"),
        "withdrawn": (gettext("Withdrawn"), "quiet"),
        "lapsed": (gettext("Not complete when nominations closed"), "bad"),
        "standing": (gettext("Stands"), "neutral"),
        "struck": (gettext("Struck out"), "bad"),
    }
    return told[candidate.state]
