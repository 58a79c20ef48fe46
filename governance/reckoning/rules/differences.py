"""What differs between two rulebooks, setting by setting: in words, and in figures."""

from dataclasses import dataclass

from governance.reckoning.rules.registry import setting_of
from governance.reckoning.rules.rulebook import Rulebook, differing
from governance.reckoning.rules.setting import Setting, Shape, Unit, Value
from governance.reckoning.sentence import Sentence, translatable

WHOLE_POINT = 100


@dataclass(frozen=True)
class Difference:
    """One setting as it was and as it is; the same value on both sides makes none."""

    setting: Setting
    before: Value
    after: Value

    @property
    def key(self) -> str:
        """The key of the setting."""
        return self.setting.key

    @property
    def clause_before(self) -> Sentence:
        """The clause as it read."""
        return self.setting.clause(self.before)

    @property
    def clause_after(self) -> Sentence:
        """The clause as it reads."""
        return self.setting.clause(self.after)

    @property
    def written_before(self) -> Sentence:
        """The value as it was, with its unit."""
        return self.setting.written(self.before)

    @property
    def written_after(self) -> Sentence:
        """The value as it is, with its unit."""
        return self.setting.written(self.after)

    @property
    def added(self) -> tuple[Sentence, ...]:
        """What is chosen now and was not; nothing of a setting with one value."""
        return self._only_in(self.after, self.before)

    @property
    def removed(self) -> tuple[Sentence, ...]:
        """What was chosen and is not any more; nothing of a setting with one value."""
        return self._only_in(self.before, self.after)

    @property
    def by(self) -> Sentence | None:
        """By how much a figure rose or fell; None if there was or is none."""
        if self.setting.shape is not Shape.NUMBER or self.before is None or self.after is None:
            return None
        assert isinstance(self.before, int)
        assert isinstance(self.after, int)
        amount = self._amount(abs(self.after - self.before))
        return Sentence(_MORE if self.after > self.before else _LESS, {"amount": amount})

    @property
    def in_words(self) -> Sentence:
        """The difference as a sentence."""
        label = Sentence(self.setting.label)
        if self.setting.shape is Shape.CHOICES:
            template = _CHOSEN[bool(self.added), bool(self.removed)]
            return Sentence(
                template, {"label": label, "added": self.added, "removed": self.removed}
            )
        values = {"label": label, "before": self.written_before, "after": self.written_after}
        if self.by is None:
            return Sentence(_INSTEAD, values)
        return Sentence(_FROM_TO, {**values, "by": self.by})

    def _amount(self, number: int) -> Sentence:
        """Return how much it is; of shares in points, for 10% more of 10% would be 11%."""
        if self.setting.unit is Unit.PERCENT:
            return Sentence(_POINT if number == 1 else _POINTS, {"number": number})
        if self.setting.unit is Unit.BASIS_POINTS:
            written = str(self.setting.written(number)).rstrip("%")
            return Sentence(_POINT if number == WHOLE_POINT else _POINTS, {"number": written})
        return self.setting.written(number)

    def _only_in(self, one: Value, other: Value) -> tuple[Sentence, ...]:
        if not isinstance(one, tuple) or not isinstance(other, tuple):
            return ()
        words = dict(self.setting.options)
        return tuple(Sentence(words[name]) for name in one if name not in other)


def differences(before: Rulebook, after: Rulebook) -> tuple[Difference, ...]:
    """Return what differs, in the order in which a rulebook is read."""
    return tuple(
        Difference(setting_of(key), before.value(key), after.value(key))
        for key in differing(before, after)
    )


_POINT = translatable("%(number)s percentage point")
_POINTS = translatable("%(number)s percentage points")
_MORE = translatable("%(amount)s more")
_LESS = translatable("%(amount)s less")
_FROM_TO = translatable("%(label)s: from %(before)s to %(after)s, %(by)s.")
_INSTEAD = translatable("%(label)s: “%(after)s” instead of “%(before)s”.")
_CHOSEN = {
    (True, True): translatable("%(label)s: added %(added)s; removed %(removed)s."),
    (True, False): translatable("%(label)s: added %(added)s."),
    (False, True): translatable("%(label)s: removed %(removed)s."),
    (False, False): translatable("%(label)s: as it was."),
}
