"""Words of elections, in the reader's language."""

from collections.abc import Iterable
from datetime import date, datetime

from flask_babel import gettext, ngettext

from governance.elections.models import Candidate, Contest, Election, Seats
from governance.elections.queries import constituency_in_words, office_in_words
from governance.members import queries as members
from governance.reckoning.sentence import Sentence
from governance.web.templating import date_only


def said(sentence: Sentence) -> str:
    """Return a sentence in the reader's language."""
    return sentence.translated(gettext)


def office_of(seats: Seats) -> str:
    """Return what is filled, as in "Director, Board"."""
    return said(office_in_words(seats))


def electors_of(seats: Seats) -> str:
    """Return who elects to these seats."""
    return said(constituency_in_words(seats))


def state_of(election: Election, now: datetime) -> tuple[str, str]:
    """Return how an election stands, and the tone of it."""
    if election.state == "called_off":
        return gettext("Called off"), "bad"
    if election.state == "ended":
        return gettext("Ended"), "good"
    if election.state == "nominating" and now < election.nominations_close_at:
        return gettext("Nominations are open"), "now"
    if now < election.opens_at:
        return gettext("Voting is to come"), "neutral"
    return (gettext("Voting"), "now") if now < election.closes_at else (gettext("Counting"), "now")


def terms_in_words(contest: Contest) -> str:
    """Return how long those elected serve: in the order in which they are elected."""
    terms = list(contest.terms)
    if len(set(terms)) == 1:
        return ngettext("%(num)s year", "%(num)s years", terms[0])
    told = ", ".join(ngettext("%(num)s year", "%(num)s years", each) for each in terms)
    return gettext("%(terms)s: whoever is elected first serves longest", terms=told)


def why_vacant(contest: Contest) -> list[str]:
    """Return why the seats are vacant: whose terms end when, and how many are empty besides."""
    ids = [party_id for party_id, _last in contest.leaving]
    names = members.names_of(ids)
    told = [
        gettext(
            "The term of %(name)s ends on %(day)s.",
            name=names.get(party_id, gettext("a former member")),
            day=date_only(date.fromisoformat(last)),
        )
        for party_id, last in contest.leaving
        if last
    ]
    empty = contest.vacancies - len(told)
    if empty > 0:
        told.append(
            ngettext("%(num)s seat is empty.", "%(num)s seats are empty.", empty)
            if told
            else ngettext("The seat is empty.", "The %(num)s seats are empty.", empty)
        )
    return told


def outcome_of(contest: Contest) -> str:
    """Return what became of a contest, or nothing while it goes on."""
    told = {
        "unopposed": gettext("Elected without a vote: there were no more candidates than seats."),
        "no_candidates": gettext("Nobody stood, so the seats stay vacant."),
        "elected": gettext("The members voted."),
        "called_off": gettext("It was called off, and nobody is elected by it."),
    }.get(contest.state, "")
    if contest.state in ("unopposed", "elected") and contest.unfilled:
        vacant = ngettext(
            "%(num)s seat stays vacant.", "%(num)s seats stay vacant.", contest.unfilled
        )
        return f"{told} {vacant}"
    return told


def tag_of(candidate: Candidate) -> tuple[str, str] | None:
    """Return what is told beside a candidate's name, and its tone."""
    if candidate.place is not None and not candidate.reason:
        return gettext("Elected"), "good"
    if candidate.place is not None:
        return gettext("Elected, seat not taken"), "quiet"
    return (gettext("Struck out"), "bad") if candidate.state == "struck" else None


def names_of(ids: Iterable[int]) -> dict[int, str]:
    """Return what these are called; of whoever is erased that they were a member."""
    ids = set(ids)
    found = members.names_of(ids)
    return {each: found.get(each) or gettext("A former member") for each in ids}
