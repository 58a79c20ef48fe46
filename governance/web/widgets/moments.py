"""Fields for a day, a time of day, and an instant named by both on the society's clock."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from flask_babel import format_date, gettext, lazy_gettext

from governance.infrastructure.clock import LONDON, london
from governance.web.widgets.asking import Asked, Params, Validator, Widget
from governance.web.widgets.reading import (
    MidnightIsAmbiguous,
    month_numbered,
    small_number,
    spelt,
    time_of_day,
)
from governance.web.widgets.text import TextField

EARLIEST_YEAR, LATEST_YEAR = 1900, 2200


class Boxes(Widget):
    """Boxes side by side; only those that are wrong are marked."""

    component = "date-input"
    macro = "govukDateInput"
    is_group = True

    def parameters(self, field: Any) -> Params:
        own = super().parameters(field)
        own["items"] = [self._box(field, name) for name in field.boxes]
        return own

    def _box(self, field: Any, name: str) -> Params:
        width = {"year": 4, "time": 5}.get(name, 2)
        is_wrong = bool(field.errors) and name in (field.wrong_boxes or field.boxes)
        classes = f"govuk-input--width-{width}" + (" govuk-input--error" if is_wrong else "")
        return {
            "id": f"{field.id}-{name}",
            "name": f"{field.name}-{name}",
            "label": {
                "day": gettext("Day"),
                "month": gettext("Month"),
                "year": gettext("Year"),
                "time": gettext("Time"),
            }[name],
            "value": field.typed[name],
            "classes": classes,
            "inputmode": "numeric" if name in ("day", "year") else "text",
        }


class BoxedField(Asked):
    """A field typed in several boxes, each a value of the form named after it."""

    widget = Boxes()
    boxes: tuple[str, ...] = ()
    wrong_boxes: tuple[str, ...] = ()

    @property
    def error_href(self) -> str:
        """Lead to the first box to put right."""
        return f"#{self.id}-{(self.wrong_boxes or self.boxes)[0]}"

    @property
    def typed(self) -> dict[str, str]:
        """What each box shows."""
        if self.raw_data:
            return dict(zip(self.boxes, self.raw_data, strict=True))
        return dict.fromkeys(self.boxes, "") if self.data is None else self.spelt_out(self.data)

    def spelt_out(self, value: Any) -> dict[str, str]:
        """Return the value as it would be typed in the boxes."""
        raise NotImplementedError

    def read(self, typed: Mapping[str, str]) -> Any:
        """Return the value that was typed in the boxes."""
        raise NotImplementedError

    def taken_apart(self, told: str) -> dict[str, str]:
        """Return what each box shows of a value that was told in one piece."""
        return dict.fromkeys(self.boxes, "") | {self.boxes[0]: told}

    def process(self, formdata: Any, *rest: Any, **more: Any) -> None:
        """Gather the boxes, then go on as any field does."""
        super().process(self._gathered(formdata), *rest, **more)

    def _gathered(self, formdata: Any) -> "_Gathered | None":
        if formdata is None:
            return None
        names = [f"{self.name}-{box}" for box in self.boxes]
        if any(name in formdata for name in names):
            return _Gathered(self.name, [str(formdata.get(name, "")).strip() for name in names])
        told = str(formdata.get(self.name, "")).strip()
        return _Gathered(self.name, [*self.taken_apart(told).values()] if told else [])

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the boxes unless all are blank."""
        if not valuelist:
            return
        self.data = None
        if not self.is_blank:
            self.data = self.read(dict(zip(self.boxes, valuelist, strict=True)))

    def refuse(self, sentence: str, *boxes: str) -> ValueError:
        """Return the error to raise, having marked the boxes it is about."""
        self.wrong_boxes = boxes
        return ValueError(sentence)

    def day_from(self, typed: Mapping[str, str]) -> date:
        """Return the day in the boxes day, month and year; months may be words."""
        self._refuse_blanks(typed)
        day, month, year = self._day(typed), self._month(typed), self._year(typed)
        try:
            return date(year, month, day)
        except ValueError:
            raise self.refuse(self._unreal(), "day", "month", "year") from None

    def _refuse_blanks(self, typed: Mapping[str, str]) -> None:
        blank = [name for name in self.boxes if not typed[name]]
        if not blank:
            return
        names = {
            "day": gettext("a day"),
            "month": gettext("a month"),
            "year": gettext("a year"),
            "time": gettext("a time"),
        }
        missing = spelt([names[name] for name in blank], gettext("and"))
        sentence = gettext("%(what)s must include %(missing)s", what=self.called, missing=missing)
        raise self.refuse(sentence, *blank)

    def _day(self, typed: Mapping[str, str]) -> int:
        day = small_number(typed["day"])
        if day is None or not 1 <= day <= 31:
            raise self.refuse(self._unreal(), "day")
        return day

    def _month(self, typed: Mapping[str, str]) -> int:
        month = month_numbered(typed["month"])
        if month is None:
            raise self.refuse(self._unreal(), "month")
        return month

    def _year(self, typed: Mapping[str, str]) -> int:
        year = small_number(typed["year"])
        if year is None or not EARLIEST_YEAR <= year <= LATEST_YEAR:
            sentence = gettext(
                "%(what)s must have a year of 4 numbers, like 2027", what=self.called
            )
            raise self.refuse(sentence, "year")
        return year

    def _unreal(self) -> str:
        return str(gettext("%(what)s must be a real date", what=self.called))


class DateField(BoxedField):
    """A day on the calendar; an address may name it in one piece, such as on=2018-01-01."""

    boxes = ("day", "month", "year")

    def __init__(
        self,
        label: object = None,
        validators: Sequence[Validator] | None = None,
        *,
        hint: object = lazy_gettext("For example, 27 3 2027"),
        **settings: Any,
    ) -> None:
        super().__init__(label, validators, hint=hint, **settings)

    def spelt_out(self, value: date) -> dict[str, str]:
        return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}

    def read(self, typed: Mapping[str, str]) -> date:
        return self.day_from(typed)

    def taken_apart(self, told: str) -> dict[str, str]:
        try:
            return self.spelt_out(date.fromisoformat(told))
        except ValueError:
            return super().taken_apart(told)


class TimeField(TextField):
    """A time of day, as 5pm or 17:00."""

    def __init__(
        self,
        label: object = None,
        validators: Sequence[Validator] | None = None,
        *,
        hint: object = lazy_gettext("For example, 5pm or 17:00"),
        **settings: Any,
    ) -> None:
        super().__init__(label, validators, hint=hint, width=5, **settings)

    @property
    def as_typed(self) -> str:
        """What was typed, or the time."""
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:%H:%M}"

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the time, or say what it must look like."""
        if not valuelist:
            return
        self.data = None if self.is_blank else _time_or_sentence(valuelist[0], self.called)


class MomentField(BoxedField):
    """A day and a time on the society's clock; the data is an aware instant in UTC."""

    boxes = ("day", "month", "year", "time")

    def __init__(
        self,
        label: object = None,
        validators: Sequence[Validator] | None = None,
        *,
        hint: object = lazy_gettext("For example, 27 3 2027 at 5pm. Times are as on a UK clock."),
        **settings: Any,
    ) -> None:
        super().__init__(label, validators, hint=hint, **settings)

    def spelt_out(self, value: datetime) -> dict[str, str]:
        wall = london(value)
        return {
            "day": str(wall.day),
            "month": str(wall.month),
            "year": str(wall.year),
            "time": f"{wall:%H:%M}",
        }

    def read(self, typed: Mapping[str, str]) -> datetime:
        day = self.day_from(typed)
        try:
            at = _time_or_sentence(typed["time"], self.called)
            return instant(day, at)
        except ValueError as error:
            raise self.refuse(str(error), "time") from None


def instant(day: date, at: time) -> datetime:
    """Return the instant of that wall time in London, in UTC.

    Raises:
        ValueError: with a sentence, where the clocks go forward over it or back across it.
    """
    wall = datetime.combine(day, at)
    first = wall.replace(tzinfo=LONDON, fold=0).astimezone(UTC)
    second = wall.replace(tzinfo=LONDON, fold=1).astimezone(UTC)
    written = {"time": f"{at:%H:%M}", "day": format_date(day, "EEEE d MMMM y")}
    if first.astimezone(LONDON).replace(tzinfo=None) != wall:
        raise ValueError(
            gettext(
                "There is no %(time)s on %(day)s, because the clocks go forward. "
                "Enter a time before 1am or from 2am on",
                **written,
            )
        )
    if first != second:
        raise ValueError(
            gettext(
                "%(time)s happens twice on %(day)s, because the clocks go back. "
                "Enter a time before 1am or from 2am on",
                **written,
            )
        )
    return first


def _time_or_sentence(typed: str, called: str) -> time:
    try:
        at = time_of_day(typed)
    except MidnightIsAmbiguous:
        raise ValueError(
            gettext("Midnight could begin or end the day. Enter 00:00 or 23:59")
        ) from None
    if at is None:
        raise ValueError(gettext("%(what)s must have a time like 5pm or 17:00", what=called))
    return at


class _Gathered:
    """The form's values as a boxed field sees them: its boxes, if any, under its own name."""

    def __init__(self, name: str, typed: list[str]) -> None:
        self._name, self._typed = name, typed

    def __contains__(self, name: str) -> bool:
        return bool(self._typed) and name == self._name

    def getlist(self, name: str) -> list[str]:
        """Return what was typed, box by box."""
        return self._typed
