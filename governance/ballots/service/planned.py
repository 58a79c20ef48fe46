"""A question and its options as they will stand on the paper of a ballot that is being set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from governance.ballots.electorate import ALL_MEMBERS, Electorate
from governance.motions.models import Amendment, Motion
from governance.motions.queries import decision_of
from governance.reckoning.counting.registry import Shape, method_named

AT_CLOSE, BY_SCRUTINEERS = COUNT_OPENS = ("at_close", "scrutineers")
FIXED, ALPHABETICAL, DRAWN = ORDERS = ("fixed", "alphabetical", "drawn")
OPTION, REOPEN = "option", "reopen"


@dataclass(frozen=True)
class OptionPlanned:
    """An option as it will stand on the paper; `kind` is option, candidate or reopen."""

    title: str
    statement: str = ""
    picture: str = ""
    kind: str = "option"
    picture_words: str = ""


@dataclass(frozen=True)
class QuestionPlanned:
    """A question as it will stand on the paper: see `Question`.

    `most` is filled in where it is None: all options of a ranking or an approval, one of a choice.
    """

    text: str
    method: str = "yes_no"
    options: Sequence[OptionPlanned] = ()
    explanation: str = ""
    seats: int = 0
    most: int | None = None
    least_share: int = 0
    order: str = "fixed"
    motion: Motion | None = None
    amendment: Amendment | None = None
    if_carried: str = ""
    resolution_kind: str = ""
    quorum: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class PaperPlanned:
    """A paper as it will be set: see `plan_paper`."""

    title: str
    questions: Sequence[QuestionPlanned]
    secrecy: str
    record_date: date
    opens_at: datetime
    closes_at: datetime
    decision: str = "ordinary"
    electorate: Electorate = ALL_MEMBERS
    count_opens: str = AT_CLOSE

    @property
    def decisions(self) -> set[str]:
        """The kinds of business on it, by which the rules say whether it is secret."""
        return {
            decision_of(each.motion) if each.motion else self.decision for each in self.questions
        }


def most_of(planned: QuestionPlanned) -> int:
    """Return the most options that may be marked, filled in where nothing was said."""
    if planned.most is not None:
        return planned.most
    if method_named(planned.method).shape in (Shape.YES_NO, Shape.ONE):
        return 1
    return len(planned.options)
