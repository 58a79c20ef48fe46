"""What law allows the rules of each legal form to say, and whether a change must be registered.

Drafting aids, not legal advice. [G] marks what is from general knowledge, [J] a judgement. What a
kind of rule bounds for every form by itself (as minutes kept for ten years) is not told again here.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from governance.reckoning.rules.law.bound import Bound
from governance.reckoning.rules.law.decisions import ON_DECISIONS
from governance.reckoning.rules.law.leave import ON_LEAVE
from governance.reckoning.rules.law.meetings import ON_MEETINGS
from governance.reckoning.rules.law.money import ON_MONEY
from governance.reckoning.rules.law.unusual import Caution, cautions
from governance.reckoning.rules.legal_forms import COMPANIES, SOCIETIES, LegalForm
from governance.reckoning.rules.registry import setting_of, settings
from governance.reckoning.rules.rulebook import Rulebook
from governance.reckoning.rules.setting import ChangedBy, NotPossible
from governance.reckoning.sentence import Sentence, translatable

__all__ = [
    "BOUNDS",
    "Bound",
    "Caution",
    "bounds_of",
    "cautions",
    "must_be_registered",
    "must_be_sent",
    "refusals",
]

BOUNDS: tuple[Bound, ...] = (*ON_MEETINGS, *ON_DECISIONS, *ON_MONEY, *ON_LEAVE)


def refusals(rulebook: Rulebook, form: LegalForm, *, on: date) -> Iterator[NotPossible]:
    """Yield what law forbids a society of this form to have in its rules on a day."""
    for bound in BOUNDS:
        if form in bound.forms and not bound.allows(rulebook.value(bound.key), on=on):
            yield bound.refusal(on)
    yield from _refusals_of_fixed(rulebook, form)


def bounds_of(key: str, form: LegalForm, *, on: date) -> tuple[Bound, ...]:
    """Return what law says of a setting for this form on a day, to be shown beside it."""
    return tuple(
        bound for bound in BOUNDS if bound.key == key and form in bound.forms and bound.since <= on
    )


def must_be_registered(keys: Iterable[str], form: LegalForm) -> bool:
    """Say whether a change of these settings holds only once it is registered.

    A society's amendment of its rules is not valid until it is registered (2014 Act, section
    16(1)); a company's articles change at once, and are sent to the registrar within 15 days
    (2006 Act, section 26).
    """
    return form in SOCIETIES and any(setting_of(key).changed_by is ChangedBy.RULE for key in keys)


def must_be_sent(keys: Iterable[str], form: LegalForm) -> bool:
    """Say whether after a change of these settings the registrar is sent a company's articles."""
    known = settings()
    return form in COMPANIES and any(
        key in known and known[key].changed_by is ChangedBy.RULE for key in keys
    )


def _refusals_of_fixed(rulebook: Rulebook, form: LegalForm) -> Iterator[NotPossible]:
    told = {bound.key for bound in BOUNDS if form in bound.forms}
    for key, setting in settings().items():
        is_fixed = setting.changed_by is ChangedBy.NOBODY and key not in told
        if is_fixed and rulebook.value(key) != setting.default:
            sentence = Sentence(_FIXED, {"label": Sentence(setting.label)})
            yield NotPossible(key, sentence, source=setting.source)


_FIXED = translatable("%(label)s: this is fixed, and no rules can have it otherwise.")
