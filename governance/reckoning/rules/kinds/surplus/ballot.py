"""Surplus: the round in which members choose projects, and the rule by which they are funded."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.setting import ChangedBy, NotPossible, Unit, choice, number
from governance.reckoning.sentence import Sentence

BUDGETS = "Practice of participatory budgets [J]"
EQUAL_SHARES = "Method of Equal Shares (Peters, Pierczyński and Skowron, 2021), equalshares.net"


@dataclass(frozen=True)
class SurplusBallot(RuleKind):
    """Proposals, the ballot on them, the allocation, and how delivery is followed."""

    proposing_days: int = number(
        "Time to propose",
        "Members may propose projects for at least %(value)s.",
        default=28,
        unit=Unit.DAYS,
        least=7,
        most=180,
        help="Time to have an idea, cost it and speak about it.",
        source=BUDGETS,
        changed_by=ChangedBy.POLICY,
    )
    proposal_seconders: int = number(
        "Seconders of a proposal",
        "A proposal needs %(value)s besides its proposer to support it.",
        default=0,
        unit=Unit.MEMBERS,
        least=0,
        most=20,
        says_zero="A proposal needs nobody besides its proposer.",
        help="Few, so that an idea is heard; the ballot decides.",
        source=BUDGETS,
        changed_by=ChangedBy.POLICY,
    )
    ballot_form: str = choice(
        "Ballot paper",
        "On the ballot paper members %(value)s.",
        default="approval",
        options=(
            ("approval", "tick the projects they want"),
            ("points", "give points to projects"),
            ("knapsack", "tick projects that fit together into the sum"),
            ("rank", "rank the projects they want"),
        ),
        help="To tick is the simplest, on paper and on a phone.",
        source=BUDGETS,
        changed_by=ChangedBy.POLICY,
    )
    approvals_least: int = number(
        "Fewest ticks",
        "A paper that ticks projects ticks at least %(value)s.",
        default=1,
        unit=Unit.TIMES,
        least=1,
        most=10,
        help="More than one, where members should look at several.",
        source=BUDGETS,
        changed_by=ChangedBy.POLICY,
    )
    approvals_suggested: int = number(
        "Ticks suggested",
        "Members are asked to tick %(value)s or more, and need not.",
        default=3,
        unit=Unit.TIMES,
        least=1,
        most=20,
        help="A paper with one tick can leave a member with nothing funded.",
        source="Wieliczka 2023 and Świecie [J]",
        changed_by=ChangedBy.POLICY,
    )
    approvals_most: int | None = number(
        "Most ticks",
        "A paper ticks at most %(value)s.",
        default=None,
        unit=Unit.TIMES,
        least=1,
        most=100,
        may_be_none=True,
        says_none="A paper may tick as many projects as there are.",
        help="Fewer, where there are more projects than anybody reads.",
        source=BUDGETS,
        changed_by=ChangedBy.POLICY,
    )
    points: int = number(
        "Points",
        "Where points are given, each member has %(value)s.",
        default=10,
        unit=Unit.TIMES,
        least=2,
        most=100,
        help="Enough to weigh projects, few enough to be given out.",
        source=BUDGETS,
        changed_by=ChangedBy.POLICY,
    )
    points_least_projects: int = number(
        "Fewest projects with points",
        "The points go to at least %(value)s projects.",
        default=3,
        unit=Unit.TIMES,
        least=1,
        most=20,
        help="So that a project is not carried by its own people alone.",
        source=BUDGETS,
        changed_by=ChangedBy.POLICY,
    )
    points_most_each: int = number(
        "Most points for a project",
        "One project has at most %(value)s of them.",
        default=5,
        unit=Unit.TIMES,
        least=1,
        most=100,
        help="So that a project is not carried by its own people alone.",
        source=BUDGETS,
        changed_by=ChangedBy.POLICY,
    )
    ranks: int = number(
        "Ranks",
        "Where projects are ranked, a paper ranks at most %(value)s.",
        default=5,
        unit=Unit.TIMES,
        least=1,
        most=20,
        help="As many as somebody can rank with care.",
        source=BUDGETS,
        changed_by=ChangedBy.POLICY,
    )
    allocation_rule: str = choice(
        "How projects are chosen",
        "Projects are chosen by %(value)s.",
        default="equal_shares",
        options=(
            ("equal_shares", "equal shares: each member has the same share of the sum to spend"),
            ("most_votes", "most votes: one after the other while they fit"),
        ),
        help="With equal shares fewer members are left with nothing funded.",
        source=EQUAL_SHARES,
        changed_by=ChangedBy.POLICY,
    )
    completion: str = choice(
        "What equal shares leave over",
        "What equal shares leave over is used by %(value)s.",
        default="steps",
        options=(
            ("none", "nobody: the leftover stays"),
            ("steps", "raising all shares step by step, while what is chosen costs no more"),
            ("steps_then_votes", "raising all shares step by step, and then by most votes"),
        ),
        help="Equal shares often leave something that could still fund what many want.",
        source=EQUAL_SHARES,
        changed_by=ChangedBy.POLICY,
    )
    step_basis_points: int = number(
        "Step",
        "A step is %(value)s of the first share.",
        default=100,
        unit=Unit.BASIS_POINTS,
        least=10,
        most=1_000,
        help="A smaller step comes nearer to the whole sum.",
        source="Wieliczka 2023, Świecie and Łódź 2022 come out so [J]",
        changed_by=ChangedBy.POLICY,
    )
    support_floor: int | None = number(
        "Support that a project needs",
        "A project’s part of the votes is at least its part of the sum, divided by %(value)s.",
        default=None,
        unit=Unit.TIMES,
        least=1,
        most=20,
        may_be_none=True,
        says_none="A project needs no least number of votes.",
        help="As in Świecie, which divides by 3: a dear project needs more votes.",
        source="Świecie [J]",
        changed_by=ChangedBy.POLICY,
    )
    leftover: str = choice(
        "What is left of the sum",
        "What is left of the sum goes to %(value)s.",
        default="reserve_list",
        options=(
            ("reserve_list", "the next projects that fit, in their order"),
            ("carry_forward", "the next round"),
            ("reserve", "the reserve"),
        ),
        help="What fits is done now; else it waits or is put by.",
        source=BUDGETS,
        changed_by=ChangedBy.POLICY,
    )
    quorum_percent: int = number(
        "Quorum of a round",
        "A round binds if at least %(value)s of those on the roll vote in it.",
        default=20,
        unit=Unit.PERCENT,
        least=0,
        most=100,
        says_zero="A round binds however many vote in it.",
        help="So that a few do not spend what is everybody’s.",
        source=BUDGETS,
        changed_by=ChangedBy.POLICY,
    )
    below_quorum: str = choice(
        "Below the quorum",
        "Below the quorum, %(value)s.",
        default="advisory",
        options=(
            ("advisory", "the outcome advises the general meeting"),
            ("again", "the ballot is held once more"),
        ),
        help="Few votes are still worth hearing.",
        source=BUDGETS,
        changed_by=ChangedBy.POLICY,
    )
    challenge_days: int = number(
        "Time to challenge",
        "An outcome can be challenged for %(value)s.",
        default=7,
        unit=Unit.DAYS,
        least=1,
        most=60,
        help="Nothing is paid until mistakes could be found.",
        source=BUDGETS,
        changed_by=ChangedBy.POLICY,
    )
    update_days: int = number(
        "News of a project",
        "Whoever leads a project tells of it every %(value)s.",
        default=90,
        unit=Unit.DAYS,
        least=14,
        most=366,
        help="Whoever voted for it sees what became of it.",
        source=BUDGETS,
        changed_by=ChangedBy.POLICY,
    )
    change_percent: int = number(
        "Change of a project",
        "Members vote again on a project that changes by more than %(value)s of its sum.",
        default=10,
        unit=Unit.PERCENT,
        least=1,
        most=100,
        help="What was voted for is what is done.",
        source=BUDGETS,
        changed_by=ChangedBy.POLICY,
    )

    def is_binding(self, *, voted: int, entitled: int) -> bool:
        """Say whether enough voted for a round to bind; blank papers count as voting."""
        return voted * 100 >= entitled * self.quorum_percent

    def has_support(self, *, votes: int, papers: int, cost_pence: int, sum_pence: int) -> bool:
        """Say whether a project has the votes that its cost asks for, of papers not blank."""
        if self.support_floor is None:
            return True
        return votes * sum_pence * self.support_floor >= cost_pence * papers

    @property
    def step(self) -> Fraction:
        """By what part of the first share a step raises all shares."""
        return Fraction(self.step_basis_points, 10_000)

    def contradictions_of_ballot(self) -> Iterator[NotPossible]:
        """Yield which figures of the ballot paper nobody could keep."""
        most = self.approvals_most
        if most is not None and most < max(self.approvals_least, self.approvals_suggested):
            yield _impossible("approvals_most", "The most ticks are fewer than those asked for.")
        if self.points_least_projects > self.points:
            yield _impossible(
                "points_least_projects", "There are fewer points than projects they must go to."
            )
        if self.points_most_each > self.points - self.points_least_projects + 1:
            yield _impossible(
                "points_most_each", "So many points for one project leave too few for the others."
            )


def _impossible(name: str, words: str) -> NotPossible:
    return NotPossible(f"surplus.{name}", Sentence(words))
