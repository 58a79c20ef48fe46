"""What to look at before a distribution is paid, above all for an employee ownership trust."""

from collections.abc import Mapping
from dataclasses import dataclass

from governance.reckoning.distribution.outcome import Distribution
from governance.reckoning.distribution.registry import method_named
from governance.reckoning.money import pounds
from governance.reckoning.sentence import Sentence


@dataclass(frozen=True)
class Finding:
    """Something to put right or to know, with the recipients it is about."""

    reason: Sentence
    recipient_ids: tuple[str, ...] = ()


def left_with_nothing(distribution: Distribution) -> tuple[str, ...]:
    """Return the ids of those who take part and would be paid nothing."""
    return tuple(line.recipient_id for line in distribution.lines if not line.pence)


def objections_for_a_trust(distribution: Distribution) -> tuple[Finding, ...]:
    """Return what stands against paying this on same terms; empty if nothing does.

    Taxation of Chargeable Gains Act 1992, section 236K: by pay, service or hours only, the
    entitlements added and not multiplied, and nobody who is eligible with nothing.
    """
    found = []
    method = method_named(distribution.method)
    if not method.is_on_same_terms:
        values = {"method": Sentence(method.title)}
        found.append(
            Finding(
                Sentence(
                    "“%(method)s” is not on the same terms for all. Choose equal shares, hours,"
                    " pay, service or the sum of separate elements.",
                    {**values},
                )
            )
        )
    without = left_with_nothing(distribution)
    if without:
        reason = Sentence(
            "Nobody who is eligible may be left with nothing, and some would be: %(number)s. Add a"
            " part that is shared equally, or raise the sum.",
            {"number": len(without)},
        )
        found.append(Finding(reason, without))
    return tuple(found)


def above_the_tax_free_limit(
    distribution: Distribution, *, limit_pence: int, paid_before: Mapping[str, int] | None = None
) -> Finding | None:
    """Say who has more than is free of income tax in the year, counting what was paid before."""
    before = paid_before or {}
    above = tuple(
        line.recipient_id
        for line in distribution.lines
        if line.pence + before.get(line.recipient_id, 0) > limit_pence
    )
    if not above:
        return None
    reason = Sentence(
        "People with more than %(limit)s in the tax year: %(number)s. What is above it is taxed.",
        {"number": len(above), "limit": pounds(limit_pence)},
    )
    return Finding(reason, above)
