"""What general meetings of Tame Valley Care decided, and motions on their way: the words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from governance.motions.categories import Category


@dataclass(frozen=True)
class AtMeeting:
    """A motion that a general meeting decided: its words, what it does, and how hands went up."""

    title: str
    text: str
    reason: str
    mover: str
    kind: str
    votes: tuple[int, int, int]
    effect: str = "none"
    payload: Mapping[str, Any] | None = None
    category: Category = Category.RULES


LONE_WORKING = """\
1. Nobody enters a home alone at night for the first time.
2. Whoever works alone tells the on-call line when they begin and when they are out; if they have \
not called within half an hour of the end, on-call rings them, then goes there.
3. A colleague who feels unsafe leaves. They are paid for the call, and nobody asks them to \
justify it on the day.
4. Each team goes through this once a year, and the board is told what it found."""


def autumn(today: date) -> tuple[AtMeeting, ...]:
    """Return what the autumn meeting decided: a rule, a policy, a figure to come, one lost."""
    new_year = date(today.year + 1, 1, 1)
    return (
        AtMeeting(
            "Give three weeks’ notice of general meetings",
            "Notice of a general meeting is given 21 clear days before it, and not 14.",
            "Rotas are made a month ahead. With two weeks, whoever is on shift cannot swap.",
            "jade",
            "special",
            (71, 6, 3),
            "change_rules",
            {"changes": {"notice.general_days": 21}},
        ),
        AtMeeting(
            "Adopt a policy on lone working",
            "We adopt the policy on lone working that goes with this motion.",
            "We have had a leaflet since 2017. A leaflet does not ring anybody back.",
            "tendai",
            "ordinary",
            (77, 0, 2),
            "adopt_policy",
            {"title": "Lone working", "text": LONE_WORKING},
            Category.CONDITIONS,
        ),
        AtMeeting(
            "Discuss a motion for ten days before it is voted on",
            "From the new year a motion is open for discussion for ten days, and not for seven.",
            "Whoever is off for a week comes back to a ballot that nobody has told them about.",
            "carys",
            "ordinary",
            (49, 23, 8),
            "change_rules",
            {"from": new_year.isoformat(), "changes": {"motions.discussion_days": 10}},
        ),
        AtMeeting(
            "Let an abstention count as staying away",
            "Whoever abstains in a ballot no longer counts as taking part in it.",
            "If you do not decide you should not be counted as though you had.",
            "gary",
            "special",
            (19, 52, 9),
            "change_rules",
            {"changes": {"quorum.counts_abstentions": False}},
        ),
    )


def winter() -> tuple[AtMeeting, ...]:
    """Return what the last meeting decided, which the registrar has not answered yet."""
    return (
        AtMeeting(
            "Let nobody hold proxies for more than three",
            "A member may be the proxy of three others at most, and not of more.",
            "At the last meeting two people had eleven votes between them. It was within the"
            " rules, and it should not be.",
            "rahima",
            "special",
            (58, 4, 1),
            "change_rules",
            {"changes": {"proxies.most_per_holder": 3}},
        ),
    )


SWAPS = "Let members swap shifts between services"
MAKATON = "Train somebody in every team to sign Makaton"
CHEAPER = AtMeeting(
    "End the contract for community meals",
    "The society gives notice on the contract for community meals in Tipton.",
    "It loses money every month, and three of the drivers would rather do day care.",
    "winston",
    "ordinary",
    (0, 0, 0),
    category=Category.SERVICE,
)
CARS = AtMeeting(
    "Share electric cars between the call bases",
    "The society leases four electric cars that any home care worker can book for a round.",
    "A third of us use our own old cars, and the mileage does not pay for the clutch.",
    "harvinder",
    "ordinary",
    (0, 0, 0),
    category=Category.CONDITIONS,
)
