"""What letters about elections say."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext

from governance.elections.models import Candidate, Contest, Election
from governance.elections.presentation.words import names_of, office_of, outcome_of
from governance.notifications.models import Mail
from governance.notifications.sources import link_to, read
from governance.web.templating import date_only, moment


def _election(mail: Mail) -> dict[str, Any]:
    """Return the news of an election for those who elect."""
    election = read(Election, mail.context["election_id"])
    heading, lines, action = _NEWS[mail.context["what"]](election, mail)
    link = link_to("elections.election", election_id=election.id)
    return {"heading": heading, "lines": lines, "action": action, "link": link}


def _candidate(mail: Mail) -> dict[str, Any]:
    """Return the news of a candidate, for themselves or whoever is asked to second them."""
    candidate = read(Candidate, mail.context["candidate_id"])
    heading, lines, action = _OF_CANDIDATE[mail.context["what"]](candidate)
    link = link_to("elections.candidate", candidate_id=candidate.id)
    return {"heading": heading, "lines": lines, "action": action, "link": link}


Told = tuple[str, list[str], str]


def _called(election: Election, _mail: Mail) -> Told:
    seats = [f"{office_of(each.seats)}: {each.vacancies}" for each in election.contests]
    return (
        gettext("Seats are vacant: %(title)s", title=election.title),
        [
            gettext("You elect to these seats, and can stand or nominate:"),
            *seats,
            gettext(
                "Nominate until the end of %(day)s. Voting opens %(opens)s and closes %(closes)s.",
                day=date_only(election.last_day_to_nominate),
                opens=moment(election.opens_at),
                closes=moment(election.closes_at),
            ),
        ],
        gettext("Stand or nominate"),
    )


def _called_off(election: Election, _mail: Mail) -> Told:
    return (
        gettext("Called off: %(title)s", title=election.title),
        [gettext("The reason given: %(reason)s", reason=election.called_off_reason)],
        gettext("See the election"),
    )


def _without_a_vote(election: Election, mail: Mail) -> Told:
    contest = read(Contest, mail.context["contest_id"])
    return (
        gettext("There is no vote: %(office)s", office=office_of(contest.seats)),
        [election.title, outcome_of(contest)],
        gettext("See who stood"),
    )


def _nominated(candidate: Candidate) -> Told:
    return (
        gettext("You are nominated: %(office)s", office=_office(candidate)),
        [
            gettext("%(name)s proposes you.", name=_name(candidate.proposed_by)),
            gettext("You stand only if you consent, and can decline."),
        ],
        gettext("Consent or decline"),
    )


def _seconder(candidate: Candidate) -> Told:
    name = _name(candidate.party_id)
    return (
        gettext("Do you second the nomination of %(name)s?", name=name),
        [
            gettext("It is for: %(office)s.", office=_office(candidate)),
            gettext("Your name stands with theirs once nominations close."),
        ],
        gettext("Answer"),
    )


def _struck(candidate: Candidate) -> Told:
    return (
        gettext("You were struck out: %(office)s", office=_office(candidate)),
        [gettext("The reason given: %(reason)s", reason=candidate.reason)],
        gettext("See your page"),
    )


def _standing(candidate: Candidate) -> Told:
    return (
        gettext("You stand: %(office)s", office=_office(candidate)),
        [gettext("Nominations are closed. Members can read your statement and ask you questions.")],
        gettext("See your page"),
    )


def _lapsed(candidate: Candidate) -> Told:
    return (
        gettext("You do not stand: %(office)s", office=_office(candidate)),
        [
            gettext("Your nomination was not complete when nominations closed."),
            candidate.reason,
        ],
        gettext("See your page"),
    )


def _elected(candidate: Candidate) -> Told:
    lines = [candidate.contest.election.title]
    if candidate.reason:
        lines.append(gettext("You could not take the seat: %(why)s", why=candidate.reason))
    return (
        gettext("You are elected: %(office)s", office=_office(candidate)),
        lines,
        gettext("See your page"),
    )


def _asked(candidate: Candidate) -> Told:
    return (
        gettext("Members ask you: %(office)s", office=_office(candidate)),
        [gettext("There is a question for all candidates. You can answer until voting closes.")],
        gettext("See the questions"),
    )


def _office(candidate: Candidate) -> str:
    return office_of(candidate.contest.seats)


def _name(party_id: int) -> str:
    return names_of([party_id])[party_id]


_NEWS: dict[str, Callable[[Election, Mail], Told]] = {
    "called": _called,
    "called off": _called_off,
    "unopposed": _without_a_vote,
    "no_candidates": _without_a_vote,
}
_OF_CANDIDATE: dict[str, Callable[[Candidate], Told]] = {
    "nominated": _nominated,
    "seconder": _seconder,
    "struck": _struck,
    "standing": _standing,
    "lapsed": _lapsed,
    "elected": _elected,
    "countback": _elected,
    "asked": _asked,
}
FACTS: dict[str, Callable[[Mail], dict[str, Any]]] = {
    "election_news": _election,
    "candidate_news": _candidate,
}
