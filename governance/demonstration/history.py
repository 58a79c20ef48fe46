"""The past of Tame Valley Care, step by step in order of time, each done by the service for it.

A step is done at its instant by the person whose step it is. The worker's steps (opening, closing,
declaring) each have a transaction of their own, as in life; the others share one for some of a day.
"""

import heapq
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from sqlalchemy import select

from governance.accounts import queries as accounts
from governance.accounts import service as accounts_service
from governance.accounts import tokens
from governance.ballots import service as ballots_service
from governance.ballots.models import RollEntry
from governance.demonstration import cast, people, voting
from governance.demonstration.cast import Part
from governance.demonstration.discussion import Discussion
from governance.demonstration.people import Person
from governance.demonstration.staff_file import staff_file
from governance.demonstration.story import STORIES, Story, Vote
from governance.demonstration.times import at, next_monday, weekday_from
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.members import service as members_service
from governance.members.models import Party
from governance.motions import queries as motions
from governance.motions import service as motions_service
from governance.motions.models import Motion
from governance.reckoning.rules.kinds.motions import MotionRules
from governance.reckoning.rules.legal_forms import LegalForm
from governance.reckoning.rules.presets import preset_of
from governance.rulebook import service as rulebook

LEGAL_FORM = LegalForm.COMMUNITY_BENEFIT_SOCIETY
SECONDERS_NEEDED = 5
# What is usual for its legal form, but for more seconders, as it is large.
RULES = preset_of(LEGAL_FORM).rulebook.changed({"motions.seconders": SECONDERS_NEEDED})
TOGETHER = 60  # steps in one transaction
COUNT_TAKES = timedelta(minutes=4)
FILES_AFTER_DAYS = (0, 92, 184, 276, 368, 440, people.PLATFORM_DAYS - 36)
ACCEPT_PER_HUNDRED = 93

SETTING_UP = Actor(name="whoever set the platform up", roles=frozenset({Role.ADMINISTRATOR}))

Deed = Callable[[datetime], None]
Transaction = Callable[[], AbstractContextManager[None]]


@dataclass(order=True)
class Step:
    """Something that is done at an instant; of two at once, the one thought of first."""

    at: datetime
    order: int
    deed: Deed = field(compare=False)
    stands_alone: bool = field(compare=False, default=False)


class History:
    """The steps that are still to be done. Doing one may bring others after it."""

    def __init__(self, *, staff: int, present: datetime, random: Random) -> None:
        self.present = present
        self.today = day_of(present)
        self.began = people.platform_began(self.today)
        self.random = random
        self.people: list[Person] = people.people(staff=staff, today=self.today, random=random)
        self.parties: dict[str, int] = {}
        self.joined: set[int] = set()
        self._steps: list[Step] = []
        self._order = count()
        self._plan()

    def tell(self, transaction: Transaction) -> Iterator[datetime]:
        """Do every step in order; give the instant reached after each transaction."""
        while self._steps:
            with transaction():
                reached = self._do_some()
            yield reached

    def actor(self, part: Part, now: datetime) -> Actor:
        """Return a person of the cast as they act at that instant, with their roles of then."""
        party_id = self.party_of(part)
        roles = set(accounts.roles_of(party_id))
        if part.is_member:
            roles.add(Role.MEMBER)
        return Actor(party_id=party_id, name=part.name, roles=frozenset(roles))

    def party_of(self, part: Part) -> int:
        """Return a person's party."""
        return self.parties[self.person_of(part).employee_ref]

    def as_member(self, person: Person) -> Actor:
        """Return one of the staff as they act for themselves."""
        return Actor(party_id=self.parties[person.employee_ref], name=person.name)

    def bookkeeper(self, now: datetime) -> Actor:
        """Return who keeps the accounts: the chief executive, until there is a finance officer."""
        finance = self.parties.get(self.person_of(cast.FINANCE).employee_ref)
        known = finance is not None and Role.FINANCE in accounts.roles_of(finance)
        return self.actor(cast.FINANCE if known else cast.CHIEF_EXECUTIVE, now)

    def parties_of_the_cast(self) -> set[int]:
        """Return the parties of those of the cast who are in the register by now."""
        references = (self.person_of(part).employee_ref for part in cast.EVERYONE)
        return {self.parties[each] for each in references if each in self.parties}

    def later(self, when: datetime, deed: Deed, *, alone: bool = False) -> None:
        """Have something done at that instant, unless it is still to come."""
        if when <= self.present:
            heapq.heappush(self._steps, Step(when, next(self._order), deed, alone))

    def _do_some(self) -> datetime:
        step = heapq.heappop(self._steps)
        step.deed(step.at)
        for _ in range(TOGETHER):
            if step.stands_alone or not self._steps or self._steps[0].stands_alone:
                break
            step = heapq.heappop(self._steps)
            step.deed(step.at)
        return step.at

    def person_of(self, part: Part) -> Person:
        """Return a person of the cast as one of the staff."""
        return next(
            person
            for person in self.people
            if (person.first, person.family) == (part.first, part.family)
        )

    def _plan(self) -> None:
        _plan_beginnings(self)
        for story in STORIES:
            _plan_story(self, story)


def _plan_beginnings(history: History) -> None:
    began = history.began
    history.later(at(began, 9), _set_up)
    last = began - timedelta(days=30)
    for days in FILES_AFTER_DAYS:
        on = weekday_from(began + timedelta(days=days))
        history.later(at(on, 9, 30), _import_of(history, on, last))
        history.later(at(on, 16), _invitations_of(history), alone=True)
        last = on
    history.later(at(began, 10), _roles_of(history))
    history.later(at(last, 17), _finance_officer_of(history))
    change = weekday_from(history.today - timedelta(days=230))
    history.later(at(change, 18, 30), _new_chair_of(history))


def _set_up(now: datetime) -> None:
    members_service.set_up_society(
        "Tame Valley Care",
        legal_name="Tame Valley Care Limited",
        legal_form="Community benefit society",
        registered_number="RS999483",
        actor=SETTING_UP,
        now=now,
    )
    rulebook.found(
        LEGAL_FORM,
        RULES.values,
        from_day=day_of(now),
        actor=SETTING_UP,
        now=now,
    )


def _import_of(history: History, on: date, left_since: date) -> Deed:
    def deed(now: datetime) -> None:
        content = staff_file(history.people, on=on, left_since=left_since)
        is_first = not history.parties
        actor = SETTING_UP if is_first else history.actor(cast.SECRETARY, now)
        members_service.import_staff(content, file_name=f"staff-{on}.csv", actor=actor, now=now)
        known = select(Party.employee_ref, Party.id).where(Party.employee_ref.is_not(None))
        history.parties.update((str(row.employee_ref), row.id) for row in db.session.execute(known))

    return deed


def _roles_of(history: History) -> Deed:
    def deed(now: datetime) -> None:
        for part in cast.OFFICERS:
            for role in part.roles:
                if role not in (Role.CHAIR, Role.FINANCE):
                    _give(history, part, role, part.reason, SETTING_UP, now)
        reason = "Chosen as chair by the first board"
        _give(history, cast.BOARD[0], Role.CHAIR, reason, SETTING_UP, now)
        reason = "Keeps the accounts until a finance officer is appointed"
        _give(history, cast.CHIEF_EXECUTIVE, Role.FINANCE, reason, SETTING_UP, now)

    return deed


def _finance_officer_of(history: History) -> Deed:
    def deed(now: datetime) -> None:
        secretary = history.actor(cast.SECRETARY, now)
        accounts_service.withdraw_role(
            history.party_of(cast.CHIEF_EXECUTIVE),
            Role.FINANCE,
            reason="Handed the accounts to the finance officer",
            actor=secretary,
            now=now,
        )
        _give(history, cast.FINANCE, Role.FINANCE, cast.FINANCE.reason, secretary, now)

    return deed


def _give(
    history: History, part: Part, role: Role, reason: str, actor: Actor, now: datetime
) -> None:
    accounts_service.give_role(history.party_of(part), role, reason=reason, actor=actor, now=now)


def _new_chair_of(history: History) -> Deed:
    def deed(now: datetime) -> None:
        secretary = history.actor(cast.SECRETARY, now)
        accounts_service.withdraw_role(
            history.party_of(cast.BOARD[0]),
            Role.CHAIR,
            reason="Laid the chair down at the end of two years",
            actor=secretary,
            now=now,
        )
        _give(history, cast.CHAIR, Role.CHAIR, cast.CHAIR.reason, secretary, now)

    return deed


def _invitations_of(history: History) -> Deed:
    """Invite whoever has no account yet, and have most of them accept within days."""

    def deed(now: datetime) -> None:
        secretary = history.actor(cast.SECRETARY, now)
        waiting = accounts.waiting_for_invitation(on=day_of(now))
        named = history.parties_of_the_cast()
        newcomers = {party_id for party_id in named if accounts.account_of(party_id) is None}
        for party_id in sorted(newcomers.union(db.session.scalars(waiting))):
            token = accounts_service.invite(party_id, actor=secretary, now=now)
            if party_id in named or history.random.randrange(100) < ACCEPT_PER_HUNDRED:
                soon = timedelta(minutes=history.random.randrange(3, 6 * 24 * 60))
                history.later(now + soon, _acceptance_of(history, party_id, token.id))

    return deed


def _acceptance_of(history: History, party_id: int, token_id: int) -> Deed:
    def deed(now: datetime) -> None:
        accounts_service.accept_invitation(tokens.sign(token_id), cast.PASSWORD, now=now)
        history.joined.add(party_id)

    return deed


def _plan_story(history: History, story: Story) -> None:
    """Have a motion proposed, seconded, discussed, and put to its ballot or withdrawn."""
    teller = Teller(history, story)
    proposed = teller.proposed_at
    history.later(proposed, teller.propose)
    for number, name in enumerate(teller.seconders, start=1):
        on = day_of(proposed) + timedelta(days=(number + 1) // 2)
        when = at(on, (8, 13, 20)[number % 3], 7 * number)
        history.later(when, teller.second(name))
    discussion = Discussion(teller, story.said)
    for when, deed in discussion.deeds(day_of(proposed)):
        history.later(when, deed)
    if story.withdrawn_after is not None:
        on = day_of(proposed) + timedelta(days=story.withdrawn_after)
        history.later(at(on, 19, 25), teller.withdraw)
    if story.vote is not None:
        history.later(teller.planned_at, teller.put_to_a_ballot)


class Teller:
    """One motion's way, from its proposal to its result."""

    def __init__(self, history: History, story: Story) -> None:
        self.history = history
        self.story = story
        self.motion_id = 0
        self.ballot_id = 0
        on = weekday_from(history.today - timedelta(days=story.days_ago))
        self.proposed_at = at(min(on, history.today - timedelta(days=1)), 18, 40)
        if story.vote is not None:
            self.opens_at, self.closes_at, self.planned_at = self._times(story.vote)
        self.seconders = self._chosen_seconders()

    def propose(self, now: datetime) -> None:
        story = self.story
        mover = self.history.actor(cast.VOICES[story.mover], now)
        self.motion_id = motions_service.propose(
            story.title,
            story.text,
            story.reason,
            story.cost,
            category=story.category,
            **self._effect(now),
            actor=mover,
            now=now,
        ).id

    def _effect(self, now: datetime) -> dict[str, Any]:
        spends = self.story.spends
        if spends is None:
            return {}
        until = day_of(now) + timedelta(days=spends.days)
        payload = {
            "book": "",
            "pence": spends.pence,
            "purpose": spends.purpose,
            "until": until.isoformat(),
        }
        return {"effect": "authorise_spend", "payload": payload}

    def second(self, name: str) -> Deed:
        def deed(now: datetime) -> None:
            actor = self.history.actor(cast.VOICES[name], now)
            motions_service.second(self.motion(), actor=actor, now=now)

        return deed

    def withdraw(self, now: datetime) -> None:
        actor = self.history.actor(cast.VOICES[self.story.mover], now)
        motions_service.withdraw(self.motion(), actor=actor, now=now)

    def put_to_a_ballot(self, now: datetime) -> None:
        vote = self.story.vote
        assert vote is not None
        ballot = ballots_service.plan(
            self.motion(),
            question=vote.question,
            if_carried=vote.if_carried,
            resolution_kind=vote.kind,
            secrecy=vote.secrecy,
            record_date=day_of(now),
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            quorum={"participation": list(vote.quorum)},
            actor=self.history.actor(cast.SECRETARY, now),
            now=now,
        )
        self.ballot_id = ballot.id
        have_the_worker_see_to_it(self.history, self.opens_at, self.closes_at, self._open)

    def _open(self, now: datetime) -> None:
        ballots_service.open_due(now)
        vote, history = self.story.vote, self.history
        assert vote is not None
        on_roll = select(RollEntry.party_id).where(RollEntry.ballot_id == self.ballot_id)
        roll = db.session.scalars(on_roll.order_by(RollEntry.party_id)).all()
        voters = [party_id for party_id in roll if party_id in history.joined]
        if self.closes_at > history.present:
            voters = without_visitors(history, voters)
        for each in voting.casts(
            voters,
            voting.choices(vote, len(roll), history.random),
            opens_at=self.opens_at,
            closes_at=min(self.closes_at, history.present),
            random=history.random,
        ):
            history.later(each.at, cast_of(self.ballot_id, each))

    def _times(self, vote: Vote) -> tuple[datetime, datetime, datetime]:
        """Return when the ballot opens, closes, and was put to the members."""
        today = self.history.today
        if vote.closes_in is not None:
            last = weekday_from(today + timedelta(days=vote.closes_in))
            first = last - timedelta(days=vote.open_days)
        elif vote.opens is not None:
            first = weekday_from(day_of(self.proposed_at) + timedelta(days=vote.opens))
            last = weekday_from(first + timedelta(days=vote.open_days))
        else:
            first = next_monday(today)
            last = first + timedelta(days=vote.open_days)
        planned = RULES.of(MotionRules).may_be_put_from(day_of(self.proposed_at))
        return at(first, 9), at(last, 17), at(weekday_from(planned), 11, 15)

    def _chosen_seconders(self) -> list[str]:
        if self.story.seconders is not None:
            return list(self.story.seconders)
        others = [name for name in sorted(cast.VOICES) if name != self.story.mover]
        return self.history.random.sample(others, SECONDERS_NEEDED)

    def actor(self, part: Part, now: datetime) -> Actor:
        """Return a person of the cast as they act at that instant."""
        return self.history.actor(part, now)

    def motion(self) -> Motion:
        found = motions.motion(self.motion_id)
        assert found is not None, "it was proposed in an earlier step"
        return found


def have_the_worker_see_to_it(
    history: History, opens_at: datetime, closes_at: datetime, opening: Deed
) -> None:
    """Have a ballot opened, its turnout noted each night, closed, and counted minutes later."""
    history.later(opens_at, opening, alone=True)
    for days in range(1, (closes_at - opens_at).days + 1):
        checked = at(day_of(opens_at) + timedelta(days=days), 3)
        history.later(checked, keep_checkpoints, alone=True)
    history.later(closes_at, close_ballots, alone=True)
    history.later(closes_at + COUNT_TAKES, declare_ballots, alone=True)


def cast_of(ballot_id: int, each: voting.Cast) -> Deed:
    """Return the casting of one vote."""

    def deed(now: datetime) -> None:
        ballots_service.cast(
            ballot_id,
            each.choice,
            nonce=each.nonce,
            voter_id=each.voter_id,
            actor=Actor(party_id=each.voter_id, roles=frozenset({Role.MEMBER})),
            now=now,
        )

    return deed


def without_visitors(history: History, voters: Sequence[int]) -> list[int]:
    """Leave out whom the visitor signs in as to vote: there must be something left for them."""
    kept = {history.party_of(part) for part in (cast.MEMBER, cast.SECRETARY, cast.CHAIR)}
    return [party_id for party_id in voters if party_id not in kept]


def keep_checkpoints(now: datetime) -> None:
    ballots_service.keep_checkpoints(now)


def close_ballots(now: datetime) -> None:
    ballots_service.close_due(now)


def declare_ballots(now: datetime) -> None:
    ballots_service.declare_due(now)
