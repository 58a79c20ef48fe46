"""Proxies: who may vote for another member at a meeting, for how many, and until when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from governance.reckoning.calendar import working_hours_before
from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.registry import rule_kind
from governance.reckoning.rules.setting import Unit, choice, number, yes_no

CA = "Companies Act 2006"
MODEL = "Co-operatives UK, worker co-operative model articles, 2012"
POLL_AFTER = timedelta(hours=48)  # a poll later than that after its demand (section 327(2)(b))

MEMBERS, ANYBODY = "members", "anybody"


@rule_kind
@dataclass(frozen=True)
class ProxyRules(RuleKind):
    """Voting for another at a meeting. Whoever comes in person votes in person."""

    name = "proxies"
    title = "Proxies"
    about = "Who may vote for a member who does not come to a meeting, and until when they say so."

    allowed: bool = yes_no(
        "Proxies",
        "A member who does not come to a meeting may have somebody else vote for them.",
        "A member votes at a meeting in person only.",
        default=True,
        help="No company can take this away from its members; a society’s rules may.",
        source=f"{CA}, section 324, which no company’s articles take away; {MODEL}",
    )
    holders: str = choice(
        "Who may be a proxy",
        "A member’s proxy may be %(value)s.",
        default=ANYBODY,
        options=((MEMBERS, "another member, or the chair"), (ANYBODY, "anybody of age")),
        help="Of a company it may be anybody: its articles cannot say otherwise.",
        source=f"{CA}, section 324: of a company another person; of a society its rules [G]",
    )
    most_per_holder: int | None = number(
        "Most for one proxy",
        "Nobody is a proxy for more than %(value)s; the chair may be for any number.",
        says_none="There is no limit to how many members one person may be a proxy for.",
        default=5,
        unit=Unit.MEMBERS,
        least=1,
        most=50,
        may_be_none=True,
        help="So that nobody comes with the votes of many.",
        source=f"{MODEL}: 5",
    )
    cut_off_hours: int = number(
        "Latest time for proxies",
        "A proxy is appointed %(value)s before the meeting or earlier; days that are not working"
        " days are left out.",
        says_zero="A proxy may be appointed until the meeting begins.",
        default=48,
        unit=Unit.HOURS,
        least=0,
        most=48,
        help="Time to list them before the doors open. Law allows no longer.",
        source=f"{CA}, section 327(2)(a) and (3)",
    )
    poll_cut_off_hours: int = number(
        "Latest time for a poll taken later",
        "For a poll more than 48 hours after it was demanded a proxy is appointed %(value)s before"
        " it or earlier; days that are not working days are left out.",
        says_zero="For a poll more than 48 hours after it was demanded a proxy may be appointed"
        " until it begins.",
        default=24,
        unit=Unit.HOURS,
        least=0,
        most=24,
        help="Such a poll is taken days after the meeting. Law allows no longer.",
        source=f"{CA}, section 327(2)(b) and (3)",
    )
    revocable_until_start: bool = yes_no(
        "Taking a proxy back",
        "A proxy may be taken back until the meeting begins.",
        "A proxy may be taken back until the latest time for proxies, and no longer.",
        default=True,
        help="A member who comes votes in person, whatever was said to a proxy.",
        source=f"{CA}, section 330 [G]; {MODEL}: before the start",
    )

    def may_hold(self, *, is_member: bool, is_chair: bool = False, held: int = 0) -> bool:
        """Say whether somebody who is a proxy for so many may be one for another member."""
        if not self.allowed:
            return False
        if is_chair:
            return True
        if self.holders == MEMBERS and not is_member:
            return False
        return self.most_per_holder is None or held < self.most_per_holder

    def appointed_until(self, meeting_at: datetime, holidays: Collection[date]) -> datetime:
        """Return the latest moment, local time, to appoint a proxy for a meeting."""
        return working_hours_before(meeting_at, self.cut_off_hours, holidays)

    def appointed_for_poll_until(
        self, demanded_at: datetime, poll_at: datetime, holidays: Collection[date]
    ) -> datetime:
        """Return the latest moment to appoint a proxy for a poll; at once, when it was demanded."""
        if poll_at - demanded_at <= POLL_AFTER:
            return demanded_at
        return working_hours_before(poll_at, self.poll_cut_off_hours, holidays)

    def revocable_until(self, meeting_at: datetime, holidays: Collection[date]) -> datetime:
        """Return the moment until which a proxy may be taken back."""
        if self.revocable_until_start:
            return meeting_at
        return self.appointed_until(meeting_at, holidays)
