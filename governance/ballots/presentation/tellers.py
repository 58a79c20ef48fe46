"""What voters, the office, tellers and scrutineers are shown of votes on paper and of a count."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext, ngettext

from governance.ballots import agreement, batch, queries, teller_queries
from governance.ballots.models import Ballot, Declaration
from governance.ballots.permissions import Ballots
from governance.ballots.presentation.naming import paper_in_words
from governance.ballots.presentation.turnout import turnout_shown
from governance.ballots.teller_queries import OpeningState, PaperState
from governance.ballots.telling import told
from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.reckoning.counting.registry import Shape, method_named
from governance.reckoning.papers.typing import Difference, Typed
from governance.web.templating import count

HOW_TO_TYPE = {
    Shape.YES_NO: "f, a or b",
    Shape.ONE: "3",
    Shape.SEVERAL: "1 3",
    Shape.RANK: "3 1 2",
    Shape.SCORE: "5 - 2",
}


@dataclass(frozen=True)
class TypingPage:
    """A teller's page: what is typed, what cannot be read, and how far the two are."""

    ballot: Ballot
    envelopes: int
    place: int | None
    is_ready: bool
    has_signed: bool
    lines: str
    typed: Typed | None
    names: list[str]
    rows: list[dict[str, str]]
    keys: list[dict[str, Any]]
    example: str
    are_ready: bool
    differences: list[list[Any]]
    digest: str
    salt: str


@dataclass(frozen=True)
class CountPage:
    """What scrutineers open: how many of what, and never what the papers say."""

    ballot: Ballot
    marked: int
    papers: int
    paper: PaperState
    opening: OpeningState
    may_open: bool
    may_agree: bool
    digest: str
    has_certified: bool


def ways_of(ballot: Ballot, actor: Actor, *, may_vote: bool) -> list[dict[str, str]]:
    """Return where else the page of a ballot leads this person: label and href."""
    ways = []
    if may_vote:
        ways.append(_way(gettext("Vote on paper instead"), "ballots.on_paper", ballot))
    if ballot.state == "open" and teller_queries.may_tell(ballot, actor):
        ways.append(_way(gettext("Help somebody vote"), "ballots.assist", ballot))
    if permissions.may(actor, Ballots.PLAN) and ballot.state in ("open", "closed"):
        ways.append(_way(gettext("Papers, envelopes and tellers"), "ballots.office_papers", ballot))
    if _are_to_be_typed(ballot) and teller_queries.may_tell(ballot, actor):
        ways.append(_way(gettext("Type in the papers"), "ballots.typing", ballot))
    if permissions.may(actor, Ballots.SCRUTINISE) and ballot.state in ("closed", "declared"):
        ways.append(_way(gettext("The count, for scrutineers"), "ballots.count", ballot))
    return ways


def waits_for(ballot: Ballot) -> str:
    """Return what a closed ballot waits for before it is declared, or nothing."""
    papers, scrutineers = teller_queries.waiting_for(ballot)
    if papers:
        return gettext(
            "Voting has ended. Two tellers type in the papers that came back; then it is counted."
        )
    if scrutineers:
        opening = teller_queries.opening_of(ballot)
        return ngettext(
            "Voting has ended. The count waits until %(num)s more scrutineer has opened it.",
            "Voting has ended. The count waits until %(num)s more scrutineers have opened it.",
            opening.needed - len(opening.opened),
        )
    return ""


def of_typing(ballot: Ballot, actor: Actor) -> TypingPage:
    """Return a teller's page."""
    mine = teller_queries.teller(ballot.id, actor.party_id)
    place = mine.place if mine else None
    kept = batch.typed(ballot.id, place) if place else batch.TypedText()
    found = agreement.agreement_on(ballot)
    names = [row.name for row in teller_queries.envelopes_back(ballot.id)]
    is_open = ballot.secrecy == "open"
    lines = kept.lines.splitlines()
    return TypingPage(
        ballot=ballot,
        envelopes=len(names),
        place=place,
        is_ready=mine is not None and mine.is_ready,
        has_signed=mine is not None and bool(mine.signed),
        lines=kept.lines,
        typed=agreement.typed_at(ballot, place) if place else None,
        names=names if is_open else [],
        rows=_rows(names, lines) if is_open else [],
        keys=_keys(ballot),
        example=";".join(HOW_TO_TYPE[method_named(each.method).shape] for each in ballot.questions),
        are_ready=found.are_ready,
        differences=[_difference(ballot, each, place, names) for each in found.differences],
        digest=found.digest,
        salt=batch.typed(ballot.id, 1).salt if found.digest else "",
    )


def of_office_papers(ballot: Ballot) -> dict[str, Any]:
    """Return the office's page of votes on paper: who asked, and whose envelope is back."""
    return {
        "ballot": ballot,
        "paper": teller_queries.on_paper(ballot.id),
        "asked": db.session.execute(teller_queries.asked_for_paper(ballot.id)).all(),
        "shown_turnout": turnout_shown(ballot),
    }


def of_count(ballot: Ballot, actor: Actor) -> CountPage:
    """Return the scrutineers' page of a count."""
    paper, opening = teller_queries.on_paper(ballot.id), teller_queries.opening_of(ballot)
    declaration = queries.declaration(ballot.id)
    who = {party_id for party_id, _name in opening.opened}
    waits = ballot.state == "closed" and not opening.is_open and paper.is_settled
    asked = paper.waiver is not None and not paper.is_waived
    return CountPage(
        ballot=ballot,
        marked=queries.turnout(ballot.id),
        papers=teller_queries.papers_of(ballot),
        paper=paper,
        opening=opening,
        may_open=waits and actor.party_id not in who,
        may_agree=asked and ballot.state == "closed" and not paper.is_settled,
        digest=declaration.digest if declaration else "",
        has_certified=teller_queries.has_certified(ballot.id, actor.party_id),
    )


def certified_in_words(ballot_id: int) -> str:
    """Return who certified a result, "" while nobody has."""
    names = [row.name for row in teller_queries.certified_by(ballot_id)]
    return gettext("Certified by %(names)s.", names=", ".join(names)) if names else ""


def channels_in_words(ballot: Ballot, declaration: Declaration) -> str:
    """Return how many voted in each way, where not all voted online and no way is too small."""
    by_way = told(ballot, declaration).body.get("channels")
    if not by_way or not (by_way["paper"] or by_way["assisted"]):
        return ""
    return gettext(
        "Voted online: %(online)s; with help at a teller’s device: %(assisted)s; on paper: "
        "%(paper)s, of which %(counted)s papers are counted.",
        online=count(by_way["online"]),
        assisted=count(by_way["assisted"]),
        paper=count(by_way["paper"]),
        counted=count(by_way["paper_counted"]),
    )


def _way(label: str, endpoint: str, ballot: Ballot) -> dict[str, str]:
    return {"label": label, "href": url_for(endpoint, ballot_id=ballot.id)}


def _are_to_be_typed(ballot: Ballot) -> bool:
    return ballot.state == "closed" and not teller_queries.on_paper(ballot.id).is_settled


def _rows(names: list[str], lines: list[str]) -> list[dict[str, str]]:
    """Return the envelopes of an open ballot with what is typed of each."""
    typed = lines + [""] * (len(names) - len(lines))
    return [{"name": name, "line": line} for name, line in zip(names, typed, strict=False)]


def _keys(ballot: Ballot) -> list[dict[str, Any]]:
    """Return what the numbers of the options stand for, question by question."""
    return [
        {
            "number": each.number,
            "text": each.text,
            "how": HOW_TO_TYPE[method_named(each.method).shape],
            "options": [f"{option.number}. {option.title}" for option in each.options],
        }
        for each in ballot.questions
    ]


def _difference(
    ballot: Ballot, found: Difference, place: int | None, names: list[str]
) -> list[Any]:
    """Return a line of what differs: whose or what paper, as I have it, as the other has it."""
    mine, theirs = found.first, found.second
    if place == agreement.PLACES[1]:
        mine, theirs = theirs, mine
    paper, of_whom = found.paper, ""
    if ballot.secrecy == "open":
        envelope, paper = agreement.envelope_and_paper(found.paper)
        of_whom = f"{names[envelope - 1]}: "
    words = "; ".join(words for _question, words in paper_in_words(ballot, paper))
    return [f"{of_whom}{words}", mine, theirs]
