"""Majorities: which kind of resolution each kind of decision needs, and what is entrenched."""

from dataclasses import dataclass

from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.registry import rule_kind
from governance.reckoning.rules.setting import Options, choice, choices

# Each carries whenever the one after it does, so of two that are needed the later is enough.
CHAIN: Options = (
    ("ordinary", "ordinary resolution (more for than against)"),
    ("two_thirds", "two thirds of the votes"),
    ("special", "special resolution (three quarters of the votes)"),
    ("unanimous", "all votes for"),
)

ONE_VOTE = "one_member_one_vote"  # Entrenched apart from the other rules on ballots.
ENTRENCHABLE: Options = (
    (ONE_VOTE, "One member, one vote"),
    ("membership", "Membership and eligibility"),
    ("shares", "Shares"),
    ("notice", "Notice of meetings"),
    ("meetings", "General meetings"),
    ("quorum", "Quorum"),
    ("majorities", "Majorities"),
    ("proxies", "Proxies"),
    ("motions", "Motions"),
    ("ballots", "Ballots"),
    ("elections", "Elections"),
    ("board", "Board"),
    ("surplus", "Surplus"),
    ("leave", "Leave market"),
    ("records", "Records"),
)

MODEL = "Co-operatives UK, worker co-operative model articles, 2012"
CA = "Companies Act 2006"


@rule_kind
@dataclass(frozen=True)
class MajorityRules(RuleKind):
    """What each kind of decision needs to be carried."""

    name = "majorities"
    title = "Majorities"
    about = "How many of the votes each kind of decision needs, and which rules are entrenched."

    ordinary: str = choice(
        "Ordinary business",
        "Whatever these rules do not say otherwise of needs: %(value)s.",
        default="ordinary",
        options=CHAIN,
        help="More for than against: the usual majority wherever nothing else is said.",
        source=f"{CA}, section 282; the practice of societies [G]",
    )
    policies: str = choice(
        "Policies",
        "A policy, and a figure that these rules leave to a policy, needs: %(value)s.",
        default="ordinary",
        options=CHAIN,
        help="Policies are changed more easily than rules, and need no registration.",
        source="Practice [J]",
    )
    rules: str = choice(
        "Rules",
        "A change of these rules needs: %(value)s.",
        default="special",
        options=CHAIN,
        help="Three quarters are usual, and the least for a company’s articles.",
        source=f"{CA}, sections 21 and 283; of a society its rules say it (2014 Act, section 14)",
    )
    entrenched_rules: str = choice(
        "Entrenched rules",
        "A change of an entrenched rule needs: %(value)s.",
        default="special",
        options=CHAIN,
        help="For what must not change by the mood of one year.",
        source=f"{MODEL}: one member, one vote needs 100%; {CA}, section 22",
    )
    entrenched: tuple[str, ...] = choices(
        "What is entrenched",
        "Entrenched are the rules on: %(value)s.",
        says_zero="No rules are entrenched but what is entrenched, and what that needs.",
        default=("majorities",),
        options=ENTRENCHABLE,
        help="Of these, policies too are changed only as an entrenched rule is.",
        source=f"{MODEL}; {CA}, section 22 [J]",
    )
    spending: str = choice(
        "Spending",
        "To authorise spending that the board may not needs: %(value)s.",
        default="ordinary",
        options=CHAIN,
        help="Beyond what the board may authorise by itself.",
        source="Practice [J]",
    )
    surplus: str = choice(
        "Surplus",
        "To open a round on what the surplus is for needs: %(value)s.",
        default="ordinary",
        options=CHAIN,
        help="The round itself is then voted on by all.",
        source="Model rules of societies: profits are applied by the annual general meeting [G]",
    )
    appointment: str = choice(
        "Appointment",
        "To appoint somebody to an office needs: %(value)s.",
        default="ordinary",
        options=CHAIN,
        help="Elections have rules of their own.",
        source=f"{CA}, section 160; practice [G]",
    )
    admission: str = choice(
        "Admission",
        "To admit a member by a vote of the members needs: %(value)s.",
        default="ordinary",
        options=CHAIN,
        help="Where the members and not the board decide on applications.",
        source="Practice [J]",
    )
    expulsion: str = choice(
        "Expulsion",
        "To expel a member needs: %(value)s.",
        default="special",
        options=CHAIN,
        help="Losing one’s membership is grave, so it asks for more.",
        source=f"{MODEL}: 75%",
    )

    def needed_for(self, decision: str) -> str:
        """Return the kind of resolution that a decision needs; ordinary business if not named."""
        found = getattr(self, decision, self.ordinary)
        return found if isinstance(found, str) else self.ordinary

    def is_entrenched(self, key: str) -> bool:
        """Say whether a setting is of a rule that is entrenched; what is entrenched always is."""
        if ONE_VOTE in self.entrenched and key == "ballots.weights":
            return True
        return key.partition(".")[0] in self.entrenched or key in ALWAYS_ENTRENCHED


# Else the list could be emptied by an ordinary change of rules, and then whatever it protected.
ALWAYS_ENTRENCHED = frozenset({"majorities.entrenched", "majorities.entrenched_rules"})


def stricter(*kinds: str) -> str:
    """Return the strictest of kinds of the chain."""
    order = [name for name, _words in CHAIN]
    return max(kinds, key=order.index)
