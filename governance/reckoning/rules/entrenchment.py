"""Which kind of resolution a change of rules needs, by the rules as they stand before it."""

from collections.abc import Iterable

from governance.reckoning.resolutions.kind import ResolutionKind
from governance.reckoning.resolutions.majority import Basis
from governance.reckoning.resolutions.registry import kind_named
from governance.reckoning.rules.kinds.majorities import CHAIN, MajorityRules, stricter
from governance.reckoning.rules.registry import setting_of
from governance.reckoning.rules.rulebook import Rulebook
from governance.reckoning.rules.setting import ChangedBy

_BASES = (Basis.CAST, Basis.PRESENT, Basis.ENTITLED)


def needed_to_change(rulebook: Rulebook, keys: Iterable[str]) -> str:
    """Return the name of the kind of resolution that a change of these settings needs.

    A majority is changed only by what it asks itself, if that is more: else what needs three
    quarters could be had by half, in two steps.
    """
    majorities = rulebook.of(MajorityRules)
    return stricter(*(kind for key in keys for kind in _needed(majorities, key)))


def suffices(offered: str, needed: str) -> bool:
    """Say whether whatever carries the kind offered would carry the kind needed, always."""
    return _is_at_least(kind_named(offered), kind_named(needed))


def _needed(majorities: MajorityRules, key: str) -> Iterable[str]:
    if setting_of(key).changed_by is ChangedBy.POLICY:
        yield majorities.policies
    else:
        yield majorities.rules
    if majorities.is_entrenched(key):
        yield majorities.entrenched_rules
    kind, _dot, name = key.partition(".")
    asked = getattr(majorities, name, None) if kind == majorities.name else None
    if asked in dict(CHAIN):
        yield asked


def _is_at_least(offered: ResolutionKind, needed: ResolutionKind) -> bool:
    if offered.name == needed.name:
        return True
    if offered.confirms or offered.places.isdisjoint(needed.places):
        return False
    if needed.own_quorum != offered.own_quorum and needed.own_quorum.participation is not None:
        return False
    one, other = offered.majority, needed.majority
    # Whoever has that share of more people has it of fewer.
    if _BASES.index(one.basis) < _BASES.index(other.basis):
        return False
    return (one.share, one.is_strict) >= (other.share, other.is_strict)
