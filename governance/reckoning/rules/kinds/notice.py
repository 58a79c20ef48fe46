"""Notice: how long before a general meeting what must be given, counted in clear days."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from governance.reckoning.calendar import last_day_for_notice, working_days_before
from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.registry import rule_kind
from governance.reckoning.rules.setting import NotPossible, Unit, number
from governance.reckoning.sentence import Sentence

CA = "Companies Act 2006"
MODEL = "Co-operatives UK, worker co-operative model articles, 2012"
PER_CENT = 100


class Channel(StrEnum):
    """How a notice goes out."""

    EMAIL = "email"
    POST = "post"


class Meeting(StrEnum):
    """Which meeting a notice is of."""

    GENERAL = "general"
    ANNUAL = "annual"
    SPECIAL_BUSINESS = "special_business"


@rule_kind
@dataclass(frozen=True)
class NoticeRules(RuleKind):
    """The days before a meeting. Neither the day of giving nor that of meeting is counted."""

    name = "notice"
    title = "Notice of meetings"
    about = (
        "How long before a general meeting members are told of it. Clear days leave out the day"
        " on which notice is given and that of the meeting."
    )

    general_days: int = number(
        "Notice of a general meeting",
        "Members have %(value)s’ notice of a general meeting, or more.",
        default=14,
        unit=Unit.CLEAR_DAYS,
        least=7,
        most=42,
        help="Two weeks are usual. Longer notice lets people change a shift.",
        source=f"{CA}, sections 307(1) and 360; {MODEL}: 14",
    )
    annual_days: int = number(
        "Notice of the annual general meeting",
        "Members have %(value)s’ notice of the annual general meeting, or more.",
        default=14,
        unit=Unit.CLEAR_DAYS,
        least=7,
        most=42,
        help="Two weeks are usual, three where there is much to read.",
        source=f"{CA}, section 307: 14, of a public company 21; {MODEL}: 14",
    )
    special_days: int = number(
        "Special notice",
        "A motion to remove a director, or to replace an auditor, is given to the society"
        " %(value)s before the meeting, or earlier.",
        default=28,
        unit=Unit.CLEAR_DAYS,
        least=28,
        most=42,
        help="Whoever is to be removed is told, and may answer in writing.",
        source=f"{CA}, sections 168 and 312",
    )
    motions_days: int = number(
        "Latest day for motions",
        "A motion for a meeting reaches the secretary %(value)s before it, or earlier.",
        default=21,
        unit=Unit.CLEAR_DAYS,
        least=7,
        most=56,
        help="Not after notice of the meeting is given, which has the motions in it.",
        source="Practice [J]; the society’s own standing orders",
    )
    email_days: int = number(
        "A notice by e-mail",
        "A notice by e-mail counts as given %(value)s after it was sent.",
        says_zero="A notice by e-mail counts as given on the day on which it was sent.",
        default=2,
        unit=Unit.WORKING_DAYS,
        least=0,
        most=5,
        help="The law’s own time, where the rules say nothing, is two working days.",
        source=f"{CA}, section 1147(3): 48 hours, working days only [G]",
    )
    post_days: int = number(
        "A notice by post",
        "A notice by post counts as given %(value)s after it was posted.",
        default=2,
        unit=Unit.WORKING_DAYS,
        least=1,
        most=7,
        help="The law’s own time, where the rules say nothing, is two working days.",
        source=f"{CA}, section 1147(2): 48 hours, working days only [G]",
    )
    short_notice_percent: int | None = number(
        "Consent to short notice",
        "A meeting may be held on shorter notice if members with %(value)s of all votes agree, and"
        " they are more than half of the members.",
        says_none="No meeting is held on shorter notice.",
        default=90,
        unit=Unit.PERCENT,
        least=90,
        most=95,
        may_be_none=True,
        help="For what cannot wait, if nearly all agree.",
        source=f"{CA}, section 307(4) to (6)",
    )
    requisition_percent: int = number(
        "Members who may call for a meeting",
        "%(value)s of the members together may require the board to call a general meeting.",
        default=5,
        unit=Unit.PERCENT,
        least=1,
        most=10,
        help="Never more than one member in ten, so that the members can always be heard.",
        source=f"{CA}, section 303: 5% [G]; {MODEL}: 10%",
    )
    requisition_call_days: int = number(
        "Time to call a meeting that members require",
        "The board calls a meeting that members require within %(value)s.",
        default=21,
        unit=Unit.DAYS,
        least=7,
        most=21,
        help="Never longer than the law lets the board of a company take.",
        source=f"{CA}, section 304(1)",
    )
    requisition_hold_days: int = number(
        "Time to hold a meeting that members require",
        "A meeting that members require is held within %(value)s of its notice.",
        default=28,
        unit=Unit.DAYS,
        least=15,
        most=56,
        help="Not before the days of notice have run.",
        source=f"{CA}, section 304(1)",
    )
    adjourned_after_days: int = number(
        "Notice anew after an adjournment",
        "Notice is given anew of a meeting adjourned for %(value)s or longer.",
        default=14,
        unit=Unit.DAYS,
        least=7,
        most=30,
        help="Of a shorter adjournment those present are told in the meeting.",
        source=f"{MODEL}: 14",
    )
    adjourned_days: int = number(
        "Notice of an adjourned meeting",
        "That notice is given %(value)s before the meeting is taken up again, or earlier.",
        default=7,
        unit=Unit.CLEAR_DAYS,
        least=1,
        most=14,
        help="Shorter than at first: everybody was told of the meeting before.",
        source=f"{MODEL}: 7",
    )

    def contradictions(self) -> Iterator[NotPossible]:
        """Yield what leaves no day to give notice on, or none to put motions into it."""
        if self.motions_days < max(self.general_days, self.annual_days):
            yield NotPossible(
                "notice.motions_days",
                Sentence(
                    "Motions must reach the secretary before notice of the meeting is given, which"
                    " has them in it."
                ),
            )
        if self.requisition_hold_days <= self.general_days:
            yield NotPossible(
                "notice.requisition_hold_days",
                Sentence(
                    "A meeting that members require could not be held in time: its notice takes"
                    " longer."
                ),
            )
        if self.adjourned_days >= self.adjourned_after_days:
            yield NotPossible(
                "notice.adjourned_days",
                Sentence(
                    "Notice of an adjourned meeting must be shorter than the adjournment that asks"
                    " for it."
                ),
            )

    def clear_days(self, meeting: Meeting) -> int:
        """Return the clear days of notice of a meeting."""
        if meeting is Meeting.SPECIAL_BUSINESS:
            return self.special_days
        return self.annual_days if meeting is Meeting.ANNUAL else self.general_days

    def last_day_to_give(self, meeting_on: date, meeting: Meeting = Meeting.GENERAL) -> date:
        """Return the latest day on which notice of a meeting is given."""
        return last_day_for_notice(meeting_on, self.clear_days(meeting))

    def last_day_to_send(
        self,
        meeting_on: date,
        channel: Channel,
        holidays: Collection[date],
        *,
        meeting: Meeting = Meeting.GENERAL,
    ) -> date:
        """Return the latest day on which a notice goes out so that it counts as given in time."""
        given_on = self.last_day_to_give(meeting_on, meeting)
        return working_days_before(given_on, self._days_under_way(channel), holidays)

    def last_day_for_motions(self, meeting_on: date) -> date:
        """Return the latest day on which a motion for a meeting reaches the secretary."""
        return last_day_for_notice(meeting_on, self.motions_days)

    def is_short_notice_agreed(
        self, *, votes: int, all_votes: int, members: int, all_members: int
    ) -> bool:
        """Say whether those who agreed to short notice are enough."""
        if self.short_notice_percent is None or all_votes == 0:
            return False
        has_the_votes = votes * PER_CENT >= all_votes * self.short_notice_percent
        return has_the_votes and 2 * members > all_members

    def members_to_require(self, members: int) -> int:
        """Return how many members together may require a meeting; one at least."""
        return max(1, -(-members * self.requisition_percent // PER_CENT))

    def required_meeting_by(self, required_on: date) -> tuple[date, date]:
        """Return by when a required meeting is called, and held if called on that last day."""
        called_by = required_on + timedelta(days=self.requisition_call_days)
        return called_by, called_by + timedelta(days=self.requisition_hold_days)

    def last_day_for_notice_anew(self, adjourned_on: date, taken_up_on: date) -> date | None:
        """Return the latest day for notice of an adjourned meeting; None if it needs none."""
        if (taken_up_on - adjourned_on).days < self.adjourned_after_days:
            return None
        return last_day_for_notice(taken_up_on, self.adjourned_days)

    def _days_under_way(self, channel: Channel) -> int:
        return self.email_days if channel is Channel.EMAIL else self.post_days
