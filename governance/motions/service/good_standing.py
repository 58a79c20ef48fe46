"""What a suspended member may not do; voting is never theirs, the rest the rules say."""

from datetime import date, datetime

from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.errors import Refused
from governance.members.standing import is_suspended
from governance.reckoning.rules.kinds.membership import MembershipRules, WhileSuspended
from governance.rulebook.queries import rules_on


class NotInGoodStanding(Refused):
    """The member's membership is suspended."""

    title = "Your membership is suspended"


def refuse_the_suspended(actor: Actor, act: WhileSuspended, *, now: datetime) -> None:
    """Refuse a member whose membership is suspended today what the rules do not leave to them."""
    if is_barred(actor, act, on=day_of(now)):
        raise NotInGoodStanding(_SENTENCES[act], next_step=_NEXT_STEP)


def is_barred(actor: Actor, act: WhileSuspended, *, on: date) -> bool:
    """Say whether a suspension in force keeps this person from doing that."""
    if actor.party_id is None or not is_suspended(actor.party_id, on):
        return False
    return not rules_on(on).of(MembershipRules).may_while_suspended(act)


_DECIDING = "While your membership is suspended you can neither propose nor second a motion."
_SENTENCES = {
    WhileSuspended.PROPOSE: _DECIDING,
    WhileSuspended.SECOND: _DECIDING,
    WhileSuspended.STAND: "While your membership is suspended you cannot stand for an office.",
    WhileSuspended.DISCUSS: "While your membership is suspended you cannot join a discussion.",
}
_NEXT_STEP = "You can still read. Your membership page says until when."
