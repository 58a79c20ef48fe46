"""Surplus: its heads, how much each has at least and at most, and the pence that makes."""

from collections.abc import Iterator
from dataclasses import dataclass

from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.setting import ChangedBy, NotPossible, Unit, choice, number
from governance.reckoning.sentence import Sentence, translatable

RULE_TEXT = (
    "Model rules of societies (Co-operatives UK, after 2014): profits go to reserves, dividends and"
    " social purposes as the annual general meeting decides"
)
RESERVE = "reserve"
HEADS = (RESERVE, "dividend", "bonus", "community", "projects")
HEAD_NAMES = {
    RESERVE: translatable("Reserve"),
    "dividend": translatable("Dividends to members"),
    "bonus": translatable("Bonus to staff"),
    "community": translatable("Community"),
    "projects": translatable("Projects"),
}


@dataclass(frozen=True)
class HeadRange:
    """The least and the most pence that a head can have of a surplus, whatever the others have."""

    head: str
    least_pence: int
    most_pence: int


@dataclass(frozen=True)
class SurplusHeads(RuleKind):
    """What the surplus can be for, and the part of it that each head has."""

    reserve_least_percent: int = number(
        "Least for the reserve",
        "At least %(value)s of the surplus goes to the reserve.",
        default=20,
        unit=Unit.PERCENT,
        least=0,
        most=100,
        says_zero="Nothing of the surplus need go to the reserve.",
        help="What is put by carries the society through a bad year.",
        source=f"{RULE_TEXT}; 20% as in Mondragon’s law [J]",
    )
    reserve_most_percent: int = number(
        "Most for the reserve",
        "At most %(value)s of the surplus goes to the reserve.",
        default=100,
        unit=Unit.PERCENT,
        least=0,
        most=100,
        says_zero="Nothing of the surplus goes to the reserve.",
        help="Less than all, where members are to have a say in the rest.",
        source=RULE_TEXT,
    )
    dividend_least_percent: int = number(
        "Least for dividends",
        "At least %(value)s of the surplus goes to members as dividends.",
        default=0,
        unit=Unit.PERCENT,
        least=0,
        most=100,
        says_zero="No part of the surplus need go to members as dividends.",
        help="Nought leaves it to the members each year.",
        source=RULE_TEXT,
    )
    dividend_most_percent: int = number(
        "Most for dividends",
        "At most %(value)s of the surplus goes to members as dividends.",
        default=0,
        unit=Unit.PERCENT,
        least=0,
        most=100,
        says_zero="No part of the surplus goes to members as dividends.",
        help="Nought where the surplus is not for members’ own gain.",
        source=RULE_TEXT,
    )
    bonus_least_percent: int = number(
        "Least for a bonus",
        "At least %(value)s of the surplus goes to a bonus of the staff.",
        default=0,
        unit=Unit.PERCENT,
        least=0,
        most=100,
        says_zero="No part of the surplus need go to a bonus of the staff.",
        help="Nought leaves it to the members each year.",
        source="Practice of employee-owned companies [J]",
    )
    bonus_most_percent: int = number(
        "Most for a bonus",
        "At most %(value)s of the surplus goes to a bonus of the staff.",
        default=0,
        unit=Unit.PERCENT,
        least=0,
        most=100,
        says_zero="No part of the surplus goes to a bonus of the staff.",
        help="Nought where the surplus is not for the staff’s own gain.",
        source="Practice of employee-owned companies [J]",
    )
    community_least_percent: int = number(
        "Least for the community",
        "At least %(value)s of the surplus goes to the community.",
        default=0,
        unit=Unit.PERCENT,
        least=0,
        most=100,
        says_zero="No part of the surplus need go to the community.",
        help="Nought leaves it to the members each year.",
        source=RULE_TEXT,
    )
    community_most_percent: int = number(
        "Most for the community",
        "At most %(value)s of the surplus goes to the community.",
        default=100,
        unit=Unit.PERCENT,
        least=0,
        most=100,
        says_zero="No part of the surplus goes to the community.",
        help="Less than all, where the society needs some of it itself.",
        source=RULE_TEXT,
    )
    projects_least_percent: int = number(
        "Least for projects",
        "At least %(value)s of the surplus goes to projects that members propose.",
        default=0,
        unit=Unit.PERCENT,
        least=0,
        most=100,
        says_zero="No part of the surplus need go to projects that members propose.",
        help="Nought leaves it to the members each year.",
        source="Practice of participatory budgets [J]",
    )
    projects_most_percent: int = number(
        "Most for projects",
        "At most %(value)s of the surplus goes to projects that members propose.",
        default=100,
        unit=Unit.PERCENT,
        least=0,
        most=100,
        says_zero="No part of the surplus goes to projects that members propose.",
        help="Less than all, where the society needs some of it itself.",
        source="Practice of participatory budgets [J]",
    )
    heads_decided_by: str = choice(
        "How the heads are divided",
        "How much each head has is decided by %(value)s.",
        default="points",
        options=(
            ("points", "points that members give to the heads in a ballot"),
            ("meeting", "the general meeting, on the board’s proposal"),
        ),
        help="Points let every member weigh the heads against each other.",
        source=f"{RULE_TEXT} [J]",
    )
    heads_aggregate: str = choice(
        "How points become parts",
        "Of the members’ points for a head, %(value)s counts.",
        default="mean",
        options=(
            ("mean", "the mean"),
            ("median", "the median, scaled to the whole"),
            ("markets", "the median with phantom votes, which is harder to sway"),
        ),
        help="The mean counts every point; the medians keep a few from swaying it.",
        source="Freeman, Pennock, Peters and Wortman Vaughan, 2021 [J]",
        changed_by=ChangedBy.POLICY,
    )

    def least_percent(self, head: str) -> int:
        """Return the least of the surplus that a head has."""
        return self._figure(head, "least")

    def most_percent(self, head: str) -> int:
        """Return the most of the surplus that a head has."""
        return self._figure(head, "most")

    @property
    def heads_open(self) -> tuple[str, ...]:
        """The heads that can have anything."""
        return tuple(head for head in HEADS if self.most_percent(head))

    def waterfall(self, surplus_pence: int) -> tuple[HeadRange, ...]:
        """Return what each head can have of a surplus once the others have their least and most.

        Parts are rounded down to the penny, those of the reserve up, which has what that leaves
        over. Whatever one head has within its range, the others can have the rest.
        """
        least = {head: surplus_pence * self.least_percent(head) // 100 for head in HEADS}
        most = {head: surplus_pence * self.most_percent(head) // 100 for head in HEADS}
        left_over = surplus_pence - sum(most.values()) + most[RESERVE]
        least[RESERVE] = _rounded_up(surplus_pence * self.least_percent(RESERVE))
        most[RESERVE] = max(_rounded_up(surplus_pence * self.most_percent(RESERVE)), left_over)
        all_least, all_most = sum(least.values()), sum(most.values())
        return tuple(
            HeadRange(
                head,
                max(least[head], surplus_pence - all_most + most[head]),
                min(most[head], surplus_pence - all_least + least[head]),
            )
            for head in HEADS
        )

    def contradictions_of_heads(self) -> Iterator[NotPossible]:
        """Yield which heads have more at least than at most, or more or less than the whole."""
        for head in HEADS:
            if self.least_percent(head) > self.most_percent(head):
                yield _impossible(head, "least", "%(head)s: the least is more than the most.")
        if sum(self.least_percent(head) for head in HEADS) > 100:
            largest = max(HEADS, key=self.least_percent)
            yield _impossible(largest, "least", "The least of all heads is more than the surplus.")
        if sum(self.most_percent(head) for head in HEADS) < 100:
            yield _impossible(RESERVE, "most", "The most of all heads is less than the surplus.")

    def _figure(self, head: str, bound: str) -> int:
        found = getattr(self, f"{head}_{bound}_percent")
        assert isinstance(found, int)
        return found


def _rounded_up(hundredths: int) -> int:
    return -(-hundredths // 100)


def _impossible(head: str, bound: str, words: str) -> NotPossible:
    values = {"head": Sentence(HEAD_NAMES[head])}
    return NotPossible(f"surplus.{head}_{bound}_percent", Sentence(words, {**values}))
