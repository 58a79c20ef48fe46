"""What elections need of a person: to second, to consent, to answer, to nominate in time."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext

from governance.elections import queries, service
from governance.elections.models import Candidate, Election
from governance.elections.presentation.words import names_of, office_of
from governance.home.need import Need
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.web.templating import date_only


def candidates_to_second(actor: Actor, now: datetime) -> Iterator[Need]:
    """Yield each candidate whom somebody asks this person to nominate too."""
    if actor.party_id is None:
        return
    asked = queries.waiting_for(actor.party_id, now)
    names = names_of(each.party_id for each in asked)
    for each in asked:
        yield Need(
            due=each.contest.election.nominations_close_at,
            when=_until(each.contest.election),
            title=gettext("Second the nomination of %(name)s?", name=names[each.party_id]),
            text=gettext("You are asked to nominate them for: %(office)s.", office=_office(each)),
            href=_page(each),
            action=gettext("Answer"),
            button="secondary",
            is_pressing=True,
        )


def own_nominations(actor: Actor, now: datetime) -> Iterator[Need]:
    """Yield what one's own nominations wait for: consent, what is missing, questions to answer."""
    if actor.party_id is None:
        return
    for each in queries.nominating_for(actor.party_id):
        election = each.contest.election
        if each.state == "nominated" and now < election.nominations_close_at:
            yield _to_consent(each) if each.consented_at is None else _to_complete(each, now)
        elif each.state == "standing" and now < election.closes_at:
            yield from _to_answer(each)


def elections_to_nominate_in(actor: Actor, now: datetime) -> Iterator[Need]:
    """Yield each election in which this person can nominate, unless they stand themselves."""
    if not actor.is_member or actor.party_id is None:
        return
    own = {each.election_id for each in queries.nominating_for(actor.party_id)}
    for election in queries.elections_now():
        if election.id in own or election.state != "nominating":
            continue
        seats = [contest.seats for contest in election.contests]
        elects = any(queries.is_elector(actor.party_id, each, day_of(now)) for each in seats)
        if elects and now < election.nominations_close_at:
            yield Need(
                due=election.nominations_close_at,
                when=_until(election),
                title=gettext("Stand or nominate: %(title)s", title=election.title),
                text=", ".join(office_of(each) for each in seats),
                href=url_for("elections.election", election_id=election.id),
                action=gettext("See what is to be filled"),
            )


def _to_consent(candidate: Candidate) -> Need:
    proposer = names_of([candidate.proposed_by])[candidate.proposed_by]
    return Need(
        due=candidate.contest.election.nominations_close_at,
        when=_until(candidate.contest.election),
        title=gettext("Do you consent? You are nominated"),
        text=gettext(
            "%(name)s proposes you: %(office)s.", name=proposer, office=_office(candidate)
        ),
        href=_page(candidate),
        action=gettext("Consent or decline"),
        button="",
        is_pressing=True,
    )


def _to_complete(candidate: Candidate, now: datetime) -> Need:
    waits = service.why_incomplete(candidate, now=now)
    return Need(
        due=candidate.contest.election.nominations_close_at,
        when=_until(candidate.contest.election),
        title=gettext("Your nomination: %(office)s", office=_office(candidate)),
        text=waits or _without_words(candidate),
        href=_page(candidate),
        action=gettext("Go on with it"),
        button="secondary" if waits else None,
        is_pressing=bool(waits),
    )


def _without_words(candidate: Candidate) -> str:
    if candidate.statement:
        return gettext("It is complete. You can change your statement until nominations close.")
    return gettext("It is complete but for your statement, which members will look for.")


def _to_answer(candidate: Candidate) -> Iterator[Need]:
    number = len(queries.unanswered_by(candidate))
    if number:
        yield Need(
            due=candidate.contest.election.closes_at,
            when=gettext("Until voting closes"),
            title=gettext("Members ask you as a candidate"),
            text=ngettext(
                "%(num)s question waits for your answer.",
                "%(num)s questions wait for your answer.",
                number,
            ),
            href=url_for("elections.election", election_id=candidate.election_id),
            action=gettext("Read and answer"),
            button="secondary",
        )


def _until(election: Election) -> str:
    last_day = date_only(election.last_day_to_nominate)
    return gettext("Nominations close at the end of %(day)s", day=last_day)


def _office(candidate: Candidate) -> str:
    return office_of(candidate.contest.seats)


def _page(candidate: Candidate) -> str:
    return url_for("elections.candidate", candidate_id=candidate.id)
