"""Reserved matters: what needs the consent of a class of shares, and whether it is given.

A class consents by a majority of its own votes, or of its own shares. Silence and abstention are
not consent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from governance.reckoning.resolutions.majority import Figures, Majority
from governance.reckoning.sentence import Sentence, Value, translatable


class Answer(StrEnum):
    """What a holder says to a reserved matter."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Consent(StrEnum):
    """Where a class stands. It lapses when nobody holds the class and the rules say so."""

    GIVEN = "given"
    WITHHELD = "withheld"
    MISSING = "missing"
    LAPSED = "lapsed"


@dataclass(frozen=True)
class ConsentRule:
    """That a class must consent, by which majority, and what holds when nobody has its shares."""

    share_class: str
    title: str
    majority: Majority
    lapses_when_unheld: bool = False


@dataclass(frozen=True)
class ClassConsent:
    """Where one class stands, and the arithmetic in words."""

    share_class: str
    consent: Consent
    arithmetic: Sentence

    @property
    def stands_in_the_way(self) -> bool:
        """Whether the matter cannot go ahead because of this class."""
        return self.consent in {Consent.WITHHELD, Consent.MISSING}


@dataclass(frozen=True)
class ConsentOutcome:
    """Whether a reserved matter may go ahead, and where each class stands."""

    is_given: bool
    classes: tuple[ClassConsent, ...]
    arithmetic: Sentence


def figures_of(weights: Mapping[str, int], answers: Mapping[str, Answer]) -> Figures:
    """Add up the answers of a class, each holder with the votes or shares that they have.

    Whoever has not answered is entitled and says nothing.
    """
    strangers = sorted(set(answers) - set(weights))
    if strangers:
        raise ValueError(f"These do not hold the class: {', '.join(strangers)}.")
    said = {
        answer: sum(weights[holder] for holder, each in answers.items() if each == answer)
        for answer in Answer
    }
    return Figures(
        votes_for=said[Answer.FOR],
        against=said[Answer.AGAINST],
        abstained=said[Answer.ABSTAIN],
        entitled=sum(weights.values()),
    )


def consent(rules: Sequence[ConsentRule], figures: Mapping[str, Figures]) -> ConsentOutcome:
    """Tell whether every class that must consent has done so; a class not asked has not."""
    classes = tuple(_consent_of(rule, figures.get(rule.share_class)) for rule in rules)
    is_given = not any(each.stands_in_the_way for each in classes)
    template = _ALL_GIVEN if is_given else _NOT_ALL_GIVEN
    told = tuple(each.arithmetic for each in classes)
    arithmetic = Sentence(template, {"classes": told}) if classes else Sentence(_NONE_NEEDED)
    return ConsentOutcome(is_given, classes, arithmetic)


def _consent_of(rule: ConsentRule, figures: Figures | None) -> ClassConsent:
    if figures is None:
        return _class_consent(rule, Consent.MISSING, _NOT_ASKED)
    if not figures.entitled:
        if rule.lapses_when_unheld:
            return _class_consent(rule, Consent.LAPSED, _UNHELD_AND_LAPSED)
        return _class_consent(rule, Consent.WITHHELD, _UNHELD)
    values: dict[str, Value] = {
        "votes_for": figures.votes_for,
        "against": figures.against,
        "abstained": figures.abstained,
        "needed": rule.majority.least(figures),
        "whole": rule.majority.whole(figures),
    }
    if rule.majority.is_reached(figures):
        return _class_consent(rule, Consent.GIVEN, _GIVEN, values)
    template = _WITHHELD if figures.cast else _SILENT
    return _class_consent(rule, Consent.WITHHELD, template, values)


def _class_consent(
    rule: ConsentRule, state: Consent, template: str, values: Mapping[str, Value] | None = None
) -> ClassConsent:
    return ClassConsent(
        rule.share_class, state, Sentence(template, {"name": rule.title, **(values or {})})
    )


_GIVEN = translatable(
    "%(name)s: %(votes_for)s for, %(against)s against, %(abstained)s abstained; at least %(needed)s"
    " of %(whole)s were needed: consents"
)
_WITHHELD = translatable(
    "%(name)s: %(votes_for)s for, %(against)s against, %(abstained)s abstained; at least %(needed)s"
    " of %(whole)s were needed: does not consent"
)
_SILENT = translatable(
    "%(name)s: nobody was for or against, %(abstained)s abstained: does not consent"
)
_NOT_ASKED = translatable("%(name)s: has not answered yet")
_UNHELD = translatable("%(name)s: nobody holds its shares, so it cannot consent")
_UNHELD_AND_LAPSED = translatable("%(name)s: nobody holds its shares, so no consent is needed")

_ALL_GIVEN = translatable("Every class that must consent has done so. %(classes)s.")
_NOT_ALL_GIVEN = translatable("Not every class that must consent has done so. %(classes)s.")
_NONE_NEEDED = translatable("No class has to consent.")
