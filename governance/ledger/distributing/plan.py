"""What is to be shared, how, for which days and among whom: the plan of a distribution."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from governance.ledger import charts
from governance.reckoning.distribution.basis import Basis
from governance.reckoning.distribution.method import DistributionMethod
from governance.reckoning.distribution.registry import method_named, methods_for
from governance.reckoning.distribution.terms import Part, Purpose, Rounding, Terms
from governance.reckoning.sentence import translatable

MILLION = 1_000_000
PENCE_IN_A_POUND = 100
PPM_IN_A_PENNY = MILLION // PENCE_IN_A_POUND
DAYS_IN_A_YEAR = 365
# What is counted over the days of the period, up to its last.
COUNTED_TO_THE_END = frozenset({Basis.MINUTES, Basis.SERVICE, Basis.PENCE_DAYS})

PART_WORDS = {
    Basis.HEADS: translatable("Parts shared equally"),
    Basis.MINUTES: translatable("Parts by hours"),
    Basis.PAY: translatable("Parts by pay"),
    Basis.SERVICE: translatable("Parts by length of service"),
}


class Who(StrEnum):
    """Who takes part."""

    MEMBERS = "members"
    HOLDERS = "holders"
    EMPLOYEES = "employees"


@dataclass(frozen=True)
class Plan:
    """A distribution before anybody's part is worked out.

    The period is from `first_day` to `last_day`, both in it; who takes part is decided at the end
    of `decided_on`. `rate_ppm` is in millionths, of a pound where it is for each share.
    `profits_pence` are the distributable profits that a capped dividend is paid out of.
    """

    purpose: Purpose
    method: str
    first_day: date
    last_day: date
    decided_on: date
    who: Who
    share_class_id: int | None = None
    pot_pence: int | None = None
    rate_ppm: int | None = None
    highest_ppm: int | None = None
    rounding: Rounding | None = None
    residue_to: str = ""
    parts: tuple[tuple[str, int], ...] = ()
    most_service_years: int | None = None
    least_service_months: int = 0
    profits_pence: int | None = None

    @property
    def of(self) -> DistributionMethod:
        """Return the method by which it is shared."""
        return method_named(self.method)

    @property
    def bases(self) -> set[Basis]:
        """Return what is weighed."""
        return {Basis(name) for name, _weight in self.parts} or set(self.of.bases)

    @property
    def known_on(self) -> date:
        """Return the last day of register and books that anybody's part depends on."""
        if self.bases & COUNTED_TO_THE_END:
            return max(self.last_day, self.decided_on)
        return self.decided_on

    def terms(self) -> Terms:
        """Return the terms as reckoning takes them."""
        return Terms(
            pot_pence=self.pot_pence,
            rounding=self.rounding,
            residue_to=self.residue_to,
            parts=tuple(Part(Basis(name), weight) for name, weight in self.parts),
            most_service_days=(self.most_service_years or 0) * DAYS_IN_A_YEAR or None,
            rate=self._rate(),
            highest_rate=None if self.highest_ppm is None else Fraction(self.highest_ppm, MILLION),
            first_day=self.first_day,
            last_day=self.last_day,
        )

    def _rate(self) -> Fraction | None:
        if self.rate_ppm is None:
            return None
        of_one = Fraction(self.rate_ppm, MILLION)
        return of_one * PENCE_IN_A_POUND if Basis.SHARES in self.of.bases else of_one

    def meets(self, other: "Plan") -> bool:
        """Return whether some days and shares of this one are those of another, too."""
        classes = {self.share_class_id, other.share_class_id}
        same_shares = len(classes) == 1 or None in classes
        same_days = self.first_day <= other.last_day and other.first_day <= self.last_day
        return same_shares and same_days

    def as_json(self) -> dict[str, Any]:
        """Return the plan as JSON keeps it."""
        days = {name: getattr(self, name).isoformat() for name in DAYS}
        kept = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return kept | days | {"parts": [list(part) for part in self.parts]}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Plan":
        """Return the plan that `as_json` kept."""
        read: dict[str, Any] = {
            **kept,
            "rate_ppm": _rate_ppm(kept),
            **{name: date.fromisoformat(kept[name]) for name in DAYS},
            "purpose": Purpose(kept["purpose"]),
            "who": Who(kept["who"]),
            "rounding": Rounding(kept["rounding"]) if kept["rounding"] else None,
            "parts": tuple((name, weight) for name, weight in kept["parts"]),
        }
        read.pop("rate", None)
        return cls(**read)


def _rate_ppm(kept: Mapping[str, Any]) -> int | None:
    """Return the rate that was kept: once under another name, and for a share in whole pence."""
    if "rate_ppm" in kept or kept["rate"] is None:
        return kept.get("rate_ppm")
    is_for_each_share = Basis.SHARES in method_named(kept["method"]).bases
    return int(kept["rate"]) * (PPM_IN_A_PENNY if is_for_each_share else 1)


DAYS = ("first_day", "last_day", "decided_on")
# Their profits are not distributed to members, though they have shares.
FOR_THE_COMMUNITY_ONLY = frozenset({"cbs"})


def purposes_of(kind: str) -> tuple[Purpose, ...]:
    """Return what a legal entity of this kind can pay to people, by its accounts and the law."""
    codes = {entry.code for entry in charts.chart_of(kind)}
    found = []
    if charts.INTEREST_DUE in codes:
        found.append(Purpose.INTEREST)
    if charts.DIVIDENDS_DUE in codes:
        if kind not in charts.WITHOUT_SHARES and kind not in FOR_THE_COMMUNITY_ONLY:
            found.append(Purpose.DIVIDEND)
        found.append(Purpose.BONUS)
    return tuple(found)


def methods_of(purpose: Purpose) -> tuple[DistributionMethod, ...]:
    """Return the methods for a purpose, by title."""
    return tuple(sorted(methods_for(purpose), key=lambda method: method.title))
