"""Adopting a policy as a text: a new one, another text of one there is, or none any more.

Payload: {"policy": 3 or 0 (a new one), "title": ..., "text": ..., "repeal": false, "from": ""}.
"""

from datetime import date, datetime
from typing import Any

from governance.effects.effect import (
    CannotTakeEffect,
    Consequence,
    Decided,
    Enacted,
    Payload,
    State,
)
from governance.effects.models import PolicyVersion
from governance.effects.queries import policies
from governance.effects.registry import effect
from governance.effects.service.policies import adopt_policy
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.errors import NotFound
from governance.members.entries import folded
from governance.reckoning.calendar import day_in_words
from governance.reckoning.rules.kinds.majorities import MajorityRules
from governance.reckoning.sentence import Sentence
from governance.rulebook.queries import rules_on

LONGEST_TITLE = 120
LONGEST_TEXT = 60_000


@effect
class AdoptPolicy:
    """A text holds as the members' policy from a day."""

    name = "adopt_policy"
    title = "Adopt a policy"
    description = (
        "A text holds as our policy from a day: a new one, a changed one, or none any more."
    )
    decision = "policies"

    def checked(self, payload: Payload, *, today: date) -> dict[str, Any]:
        """Return the payload.

        Raises:
            CannotTakeEffect: there is no such policy, nothing would change, or a title is taken.
        """
        policy_id = int(payload.get("policy") or 0)
        now_there = _newest(policy_id) if policy_id else None
        repeal = bool(payload.get("repeal"))
        if repeal and now_there is None:
            raise CannotTakeEffect(
                "A policy that there is not cannot be repealed.",
                field="policy",
                next_step="Choose which policy.",
            )
        title = " ".join(str(payload.get("title") or "").split())
        if now_there is not None and not title:
            title = now_there.title
        text = "" if repeal else str(payload.get("text") or "").strip()
        _refuse_words(title, text, repeal=repeal)
        _refuse_a_taken_title(title, policy_id, today)
        if now_there is not None and (title, text) == (now_there.title, now_there.text):
            raise CannotTakeEffect(
                "The policy says so already.", field="text", next_step="Change its text."
            )
        return {
            "policy": policy_id,
            "title": title,
            "text": text,
            "repeal": repeal,
            "from": _from(payload, today),
        }

    def consequences(self, payload: Payload, *, today: date) -> tuple[Consequence, ...]:
        """Return the policy as it is and as it would be."""
        now_there = policies.newest(payload["policy"]) if payload["policy"] else None
        before = None
        if now_there is not None and not now_there.is_repealed:
            values: dict[str, Any] = {
                "number": now_there.number,
                "day": day_in_words(now_there.from_day),
            }
            before = Sentence("version %(number)s, from %(day)s", values)
        number = now_there.number + 1 if now_there else 1
        after = (
            Sentence("repealed")
            if payload["repeal"]
            else Sentence(
                "version %(number)s, of %(words)s words",
                {"number": number, "words": len(payload["text"].split())},
            )
        )
        return (
            Consequence(
                what=Sentence("Policy: %(title)s", {"title": payload["title"]}),
                before=before,
                after=after,
                from_day=date.fromisoformat(payload["from"]) if payload["from"] else None,
            ),
        )

    def touches(self, payload: Payload) -> frozenset[str]:
        """Return the policy, a new one by its title."""
        return frozenset({f"policy:{payload['policy'] or folded(payload['title'])}"})

    def needs(self, payload: Payload, *, today: date) -> str:
        """Return what a policy needs."""
        return rules_on(today).of(MajorityRules).policies

    def enact(self, payload: Payload, decided: Decided, *, actor: Actor, now: datetime) -> Enacted:
        """Give the policy its next version, from its day or from today if that has passed."""
        today = day_of(now)
        from_day = max(date.fromisoformat(payload["from"]), today) if payload["from"] else today
        _refuse_a_taken_title(payload["title"], payload["policy"], today)
        adopted = adopt_policy(
            payload["policy"] or None,
            title=payload["title"],
            text=payload["text"],
            is_repealed=payload["repeal"],
            from_day=from_day,
            decided=decided,
            actor=actor,
            now=now,
        )
        state = State.IN_FORCE if from_day <= today else State.TO_COME
        return Enacted(state, from_day=from_day, sets=frozenset({f"policy:{adopted.policy_id}"}))


def _newest(policy_id: int) -> PolicyVersion:
    try:
        policies.versions_of(policy_id)
    except NotFound as missing:
        raise CannotTakeEffect(missing.message, field="policy") from None
    found = policies.newest(policy_id)
    assert found is not None
    return found


def _refuse_words(title: str, text: str, *, repeal: bool) -> None:
    if not title or len(title) > LONGEST_TITLE:
        raise CannotTakeEffect(
            f"The policy needs a title of at most {LONGEST_TITLE} characters.", field="title"
        )
    if not repeal and not text:
        raise CannotTakeEffect("The policy needs a text.", field="text")
    if len(text) > LONGEST_TEXT:
        raise CannotTakeEffect(
            f"The text must be {LONGEST_TEXT:,} characters or fewer.",
            field="text",
            next_step="Shorten it, or attach what is long to the motion.",
        )


def _refuse_a_taken_title(title: str, policy_id: int, today: date) -> None:
    for version in policies.policies_on(today):
        if version.policy_id != policy_id and folded(version.title) == folded(title):
            raise CannotTakeEffect(
                "There is a policy of this title.",
                field="title",
                next_step="Choose that policy, or another title.",
            )


def _from(payload: Payload, today: date) -> str:
    typed = payload.get("from") or ""
    if typed and date.fromisoformat(typed) < today:
        raise CannotTakeEffect(
            "A policy cannot hold from a day that has passed.",
            field="from_day",
            next_step="Choose a day that is still to come.",
        )
    return str(typed)
