"""A vote by classes: each class decides by its own rule, and all must consent."""

from collections.abc import Mapping
from dataclasses import dataclass

from governance.reckoning.resolutions.decision import Decision, Outcome
from governance.reckoning.resolutions.kind import ResolutionKind
from governance.reckoning.resolutions.majority import Figures
from governance.reckoning.resolutions.quorum import Quorum
from governance.reckoning.resolutions.registry import kind_named
from governance.reckoning.sentence import Sentence, translatable


class ClassKind(ResolutionKind):
    """A kind that every class must carry; to `decide` by it is to decide in one class.

    `of_each` is the kind by which a class decides, unless `kinds` names another for it.
    """

    of_each: str
    is_by_class = True

    def decide_by_class(
        self,
        classes: Mapping[str, Figures],
        *,
        kinds: Mapping[str, str] | None = None,
        quorum: Quorum | None = None,
    ) -> "ClassDecision":
        """Decide in each class by its kind, and then together; the quorum is of each class."""
        named = kinds or {}
        return decide_by_class(
            {
                name: kind_named(named.get(name, self.of_each)).decide(figures, quorum=quorum)
                for name, figures in classes.items()
            }
        )


@dataclass(frozen=True)
class ClassDecision:
    """The outcome of all classes together, and of each."""

    outcome: Outcome
    classes: Mapping[str, Decision]
    arithmetic: Sentence


def decide_by_class(classes: Mapping[str, Decision]) -> ClassDecision:
    """Carry what every class has carried. A class in which nobody votes has not consented."""
    outcome, told = together({name: each.outcome for name, each in classes.items()})
    return ClassDecision(outcome, classes, told)


def together(classes: Mapping[str, Outcome]) -> tuple[Outcome, Sentence]:
    """Return what all classes decided together, and in a sentence what each did."""
    if not classes:
        raise ValueError("A vote by classes needs a class.")
    outcomes = set(classes.values())
    outcome = Outcome.CARRIED
    if Outcome.LOST in outcomes:
        outcome = Outcome.LOST
    elif Outcome.INQUORATE in outcomes:
        outcome = Outcome.INQUORATE
    told = tuple(Sentence(_EACH[each], {"name": name}) for name, each in classes.items())
    return outcome, Sentence(_ALL[outcome], {"classes": told})


_EACH = {
    Outcome.CARRIED: translatable("%(name)s carried it"),
    Outcome.LOST: translatable("%(name)s did not carry it"),
    Outcome.INQUORATE: translatable("%(name)s had no quorum"),
}

_ALL = {
    Outcome.CARRIED: translatable("Every class must carry it. %(classes)s: carried."),
    Outcome.LOST: translatable("Every class must carry it. %(classes)s: lost."),
    Outcome.INQUORATE: translatable(
        "Every class must carry it. %(classes)s: inquorate, so nothing is decided."
    ),
}
