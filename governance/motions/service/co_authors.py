"""Writing a motion together: the mover asks colleagues, who accept or decline, and may leave."""

from datetime import date, datetime

from sqlalchemy import select

from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound, Refused
from governance.infrastructure.events import publish
from governance.members.standing import Standing, standings_of
from governance.motions import queries
from governance.motions.events import CoAuthorAsked
from governance.motions.models import Draft, DraftAuthor
from governance.motions.service.drafts import hold, refuse_all_but_the_mover, refuse_the_proposed
from governance.reckoning.rules.kinds.membership import MembershipRules, WhileSuspended
from governance.reckoning.rules.kinds.motions import MotionRules
from governance.rulebook.queries import rules_on


class CannotBeCoAuthor(Refused):
    """This person cannot write this motion with its mover, or no more people can."""

    title = "That person cannot be a co-author"


def ask_co_author(draft: Draft, party_id: int, *, actor: Actor, now: datetime) -> None:
    """Ask a member to write the motion too; somebody who was asked already stays as they are.

    Raises:
        NotAllowed: for anyone but the mover.
        AlreadyProposed: the draft is a motion by now.
        CannotBeCoAuthor: they are no member in good standing, have declined, or there is no room.
    """
    refuse_all_but_the_mover(draft, actor)
    hold(draft)
    refuse_the_proposed(draft)
    _refuse_whom_it_cannot_be(draft, party_id, today=day_of(now))
    asked = db.session.get(DraftAuthor, (draft.id, party_id), populate_existing=True)
    if asked is not None:
        _refuse_whoever_declined(asked)
        return
    _refuse_more_than_the_rule(draft, today=day_of(now))
    db.session.add(DraftAuthor(draft_id=draft.id, party_id=party_id, asked_at=now))
    db.session.flush()
    publish(CoAuthorAsked(at=now, by=actor.party_id, draft_id=draft.id, party_id=party_id))


def answer_as_co_author(draft: Draft, *, accept: bool, actor: Actor, now: datetime) -> None:
    """Say whether one writes with the mover. Whoever declined may think again, not the mover.

    Raises:
        NotFound: one was not asked, or is no more.
        AlreadyProposed: the draft is a motion by now.
        CannotBeCoAuthor: there is no room any more.
    """
    hold(draft)
    asked = _own_place(draft, actor)
    refuse_the_proposed(draft)
    if accept and asked.state == "declined":
        _refuse_more_than_the_rule(draft, today=day_of(now))
    asked.state = "accepted" if accept else "declined"
    asked.answered_at = now
    db.session.flush()


def leave_draft(draft: Draft, *, actor: Actor) -> None:
    """Stop writing a motion with its mover; what one wrote stays in it."""
    hold(draft)
    refuse_the_proposed(draft)
    db.session.delete(_own_place(draft, actor))
    db.session.flush()


def remove_co_author(draft: Draft, party_id: int, *, actor: Actor) -> None:
    """Take somebody from those who write the motion, or take back that they were asked."""
    refuse_all_but_the_mover(draft, actor)
    hold(draft)
    refuse_the_proposed(draft)
    asked = db.session.get(DraftAuthor, (draft.id, party_id), populate_existing=True)
    if asked is not None:
        db.session.delete(asked)
        db.session.flush()


def co_authors_to_name(draft: Draft, *, today: date) -> list[int]:
    """Return who wrote with the mover and can be named: whoever may propose on the day."""
    accepted = select(DraftAuthor.party_id).where(
        DraftAuthor.draft_id == draft.id, DraftAuthor.state == "accepted"
    )
    return _those_who_may(sorted(db.session.scalars(accepted)), today)


def _those_who_may(ids: list[int], today: date) -> list[int]:
    standings = standings_of(ids, today)
    rules = rules_on(today).of(MembershipRules)
    fit = {Standing.GOOD}
    if rules.may_while_suspended(WhileSuspended.PROPOSE):
        fit.add(Standing.SUSPENDED)
    return [party_id for party_id in ids if standings.get(party_id) in fit]


def _own_place(draft: Draft, actor: Actor) -> DraftAuthor:
    place = db.session.get(DraftAuthor, (draft.id, actor.party_id), populate_existing=True)
    if place is None:
        raise NotFound(
            "You are not asked to write this motion, or not any more.",
            next_step="Speak to whoever asked you.",
        )
    return place


def _refuse_whom_it_cannot_be(draft: Draft, party_id: int, *, today: date) -> None:
    if party_id == draft.author_id:
        raise CannotBeCoAuthor("You write this motion already.", next_step="Ask somebody else.")
    # Why somebody is suspended, or that they are, is nothing for a colleague to read.
    if not _those_who_may([party_id], today):
        raise CannotBeCoAuthor(
            "Only members in good standing can be named with a motion.",
            next_step="Ask somebody else, or take up their ideas in your own words.",
        )


def _refuse_whoever_declined(asked: DraftAuthor) -> None:
    if asked.state == "declined":
        raise CannotBeCoAuthor(
            "They have declined to write this motion with you.",
            next_step="Speak to them: they can still accept, by the link in the mail they had.",
        )


def _refuse_more_than_the_rule(draft: Draft, *, today: date) -> None:
    most = rules_on(today).of(MotionRules).co_authors
    if queries.count_of_co_authors(draft.id) >= most:
        raise CannotBeCoAuthor(
            f"By our rules a motion has at most {most} co-authors besides its mover."
            if most
            else "By our rules a motion is written by its mover alone.",
            next_step="Take somebody from the list first, or let them say it in the discussion.",
        )
