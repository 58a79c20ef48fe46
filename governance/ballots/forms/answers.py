"""Fields for the answers on a paper: one class for each shape; their data are the marks.

A mistake is said in one sentence with what to do, and leads to the option where it is put right.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext, ngettext
from werkzeug.datastructures import MultiDict

from governance.reckoning.papers.paper import YES_NO, Marks
from governance.web.widgets import RadiosField, choice
from governance.web.widgets.asking import Asked
from governance.web.widgets.choices import NOT_OFFERED
from governance.web.widgets.reading import small_number, spelt

BLANK = "blank"


class YesNoAnswer(RadiosField):
    """For, against or abstain."""

    is_left_blank = False

    @property
    def marks(self) -> Marks:
        """Return the answer as a paper has it."""
        return (YES_NO.index(self.data) + 1,) if self.data in YES_NO else ()

    def process_data(self, value: Marks | None) -> None:
        """Take the answer of a paper."""
        super().process_data(YES_NO[value[0] - 1] if value else None)

    def offer(self) -> None:
        """Offer the answers, in the reader's language."""
        self.choices = [
            choice("for", gettext("For")),
            choice("against", gettext("Against")),
            choice(
                "abstain",
                gettext("Abstain"),
                hint=gettext("Counts as taking part, not as a vote"),
                divider=gettext("or"),
            ),
        ]


class OptionsAnswer(Asked):
    """An answer among options; `names` are those that can be marked, by number.

    `typed` is what stands beside each option, and `wrong` which of them are to be put right.
    """

    is_left_blank = False  # chosen to be, where that can be chosen

    def __init__(
        self,
        label: object,
        *,
        names: Mapping[int, str],
        options: int,
        most: int,
        order: Sequence[int],
        **settings: Any,
    ) -> None:
        """`options` counts those struck too; `order` is that in which they stand on the paper."""
        self.names, self.options, self.most, self.order = names, options, most, tuple(order)
        self.typed: dict[int, str] = {}
        self.wrong: tuple[int, ...] = ()
        super().__init__(label, **settings)

    @property
    def marks(self) -> Marks:
        """Return the answer as a paper has it."""
        return self.data or ()

    @property
    def error_href(self) -> str:
        """Lead to the first option to put right, as they stand on the paper."""
        wrong = [each for each in self.order if each in self.wrong] or list(self.order)
        return f"#{self.id}-{wrong[0]}"

    def process_data(self, value: Marks | None) -> None:
        """Take the answer of a paper, but for what was struck from it since."""
        self.data = value or ()
        self.typed = self.spelt_out(self.data)

    def spelt_out(self, marks: Marks) -> dict[int, str]:
        """Return what stands beside each option that is marked."""
        return {each: "yes" for each in marks if each in self.names}

    def refuse(self, sentence: str, *wrong: int) -> ValueError:
        """Return the error to raise, having marked the options that it is about."""
        self.wrong = wrong
        return ValueError(sentence)

    def listed(self, numbers: Sequence[int]) -> str:
        """Return the names as a list in a sentence."""
        return spelt([self.names[each] for each in numbers], gettext("and"))


class OneAnswer(OptionsAnswer):
    """One of the options, or none of them: nothing chosen, or chosen to be left blank."""

    def process_data(self, value: Marks | None) -> None:
        """Take the answer of a paper; one without is left blank."""
        super().process_data(value)
        self.is_left_blank = value == ()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read which was chosen."""
        told = valuelist[0] if valuelist else ""
        self.data, self.typed, self.is_left_blank = (), {}, told == BLANK
        if told in ("", BLANK):
            return
        number = small_number(told)
        if number not in self.names:
            raise self.refuse(str(NOT_OFFERED))
        assert number is not None
        self.data, self.typed = (number,), {number: "yes"}


class SeveralAnswer(OptionsAnswer):
    """Any of the options, up to so many."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read which were marked; all of them stay marked when there are too many."""
        numbers = {small_number(each) for each in valuelist}
        marked = tuple(each for each in sorted(self.names) if each in numbers)
        self.data, self.typed = marked, dict.fromkeys(marked, "yes")
        if len(marked) != len(numbers):
            raise self.refuse(str(NOT_OFFERED))
        over = len(marked) - self.most
        if over > 0:
            raise self.refuse(self._too_many(len(marked), over), *marked)

    def _too_many(self, marked: int, over: int) -> str:
        most = ngettext("You may mark one", "You may mark up to %(num)s", self.most)
        return ngettext(
            "%(most)s, and you marked %(marked)s: take the mark off one of them",
            "%(most)s, and you marked %(marked)s: take the marks off %(num)s of them",
            over,
            most=most,
            marked=marked,
        )


class BoxedAnswer(OptionsAnswer):
    """An answer with a box beside each option, posted as NAME-NUMBER."""

    def process(self, formdata: Any, *rest: Any, **more: Any) -> None:
        """Gather the boxes, then go on as any field does."""
        super().process(self._gathered(formdata), *rest, **more)

    def _gathered(self, formdata: Any) -> Any:
        if formdata is None:
            return None
        typed = (str(formdata.get(f"{self.name}-{each}", "")).strip() for each in self.names)
        return MultiDict((self.name, each) for each in typed)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the boxes."""
        self.data = ()
        self.typed = dict(zip(self.names, valuelist, strict=True)) if valuelist else {}
        numbers: dict[int, int] = {}
        for option, told in self.typed.items():
            number = small_number(told) if told else 0
            if number is None or number > self.most:
                raise self.refuse(str(NOT_OFFERED), option)
            numbers[option] = number
        self.data = self.read({option: number for option, number in numbers.items() if number})

    def read(self, numbers: Mapping[int, int]) -> Marks:
        """Return the marks from the number in each box that has one."""
        raise NotImplementedError


class RankAnswer(BoxedAnswer):
    """Numbers in order of preference: 1 for the first choice, as many as one likes."""

    def spelt_out(self, marks: Marks) -> dict[int, str]:
        """Return the place of each option that is ranked, without gaps for those struck."""
        kept = [each for each in marks if each in self.names]
        return {option: str(place) for place, option in enumerate(kept, start=1)}

    def read(self, numbers: Mapping[int, int]) -> Marks:
        """Return the options in order of preference."""
        self._refuse_twice(numbers)
        self._refuse_gap(numbers)
        return tuple(sorted(numbers, key=lambda option: numbers[option]))

    def _refuse_twice(self, numbers: Mapping[int, int]) -> None:
        twice = [number for number, times in sorted(Counter(numbers.values()).items()) if times > 1]
        if not twice:
            return
        same = [each for each in self.order if numbers.get(each) == twice[0]]
        sentence = gettext(
            "You gave the number %(number)s to %(names)s: give each a number of its own",
            number=twice[0],
            names=self.listed(same),
        )
        raise self.refuse(sentence, *same)

    def _refuse_gap(self, numbers: Mapping[int, int]) -> None:
        by_number = {number: option for option, number in numbers.items()}
        missing = next((place for place in range(1, len(numbers) + 1) if place not in by_number), 0)
        if not missing:
            return
        after = min(number for number in by_number if number > missing)
        sentence = gettext(
            "You have a %(after)s but no %(missing)s: number your choices 1, 2, 3 and so on, "
            "leaving none out",
            after=after,
            missing=missing,
        )
        raise self.refuse(sentence, by_number[after])


class ScoreAnswer(BoxedAnswer):
    """A score for each option, or no opinion."""

    def spelt_out(self, marks: Marks) -> dict[int, str]:
        """Return the score of each option that has one."""
        return {
            option: str(score)
            for option, score in enumerate(marks, start=1)
            if score and option in self.names
        }

    def read(self, numbers: Mapping[int, int]) -> Marks:
        """Return a score for every option in turn, 0 where there is no opinion."""
        if not numbers:
            return ()
        return tuple(numbers.get(each, 0) for each in range(1, self.options + 1))
